import { describe, expect, test } from 'vitest'
import type { FactId, StepId } from '../src/core/ids.ts'
import { currentStep, plan } from '../src/core/plan.ts'
import { holding } from '../src/core/triage.ts'
import { given, playbook } from './given.ts'

const step = (id: string) => id as StepId
const stateOf = (state: Parameters<typeof plan>[0], id: string) =>
  plan(state, playbook).find(item => item.step === step(id))?.state

describe('the first reply already holds the one most urgent safe step', () => {
  test('for the founding pattern that is keeping the screens', () => {
    const { state } = given({ unknown_payment_method_added: true }).says('step:screenshot-account')
    expect(state.shown.step).toBe('screenshot-account')
  })
  test('it holds a question beside the step, at most one', () => {
    const asked = given()
      .heard()
      .filter(key => key.startsWith('ask:'))
    expect(asked.length).toBe(1)
  })
})

describe('a step that destroys evidence', () => {
  const scene = given({
    unknown_address_added: true,
    unknown_payment_method_added: true,
    password_changed_by_victim: true,
    signed_out_everywhere: true,
  })

  test('is locked until its evidence is ticked', () => {
    expect(stateOf(scene.state, 'remove-foreign-data')).toBe('locked')
    expect(plan(scene.state, playbook).find(item => item.step === step('remove-foreign-data'))?.lockedBy).toBe('gate')
  })
  test('can not be ticked past the gate, and the person is told what comes first', () => {
    scene
      .when({ type: 'done', step: step('remove-foreign-data') })
      .refuses('locked')
      .says('locked:screenshot-account')
  })
  test('opens when the evidence is kept', () => {
    const { state } = scene.when({ type: 'done', step: step('screenshot-account') })
    expect(plan(state, playbook).find(item => item.step === step('remove-foreign-data'))?.lockedBy).not.toBe('gate')
  })
  test('opens when the person waives the evidence', () => {
    const { state } = scene.when({ type: 'waive', step: step('screenshot-account') })
    expect(plan(state, playbook).find(item => item.step === step('remove-foreign-data'))?.lockedBy).not.toBe('gate')
  })
})

describe('what the person already did', () => {
  test('is recognised, said once and never asked again', () => {
    const scene = given({ screenshots_kept: true, unknown_address_added: true }).says('ticked:screenshot-account')
    expect(stateOf(scene.state, 'screenshot-account')).toBe('done')
    expect(scene.when({ type: 'answer', fact: 'can_still_log_in' as FactId, value: 'yes' }).heard()).not.toContain(
      'ticked:screenshot-account',
    )
  })
  test('a wrong tick is undone, even one the bot made by itself', () => {
    const { state } = given({ screenshots_kept: true })
      .when({ type: 'undo', step: step('screenshot-account') })
      .then('step-undone')
    expect(stateOf(state, 'screenshot-account')).toBe('open')
  })
  test('undo without a step takes back the last tick', () => {
    const { state } = given()
      .when({ type: 'done', step: step('screenshot-account') })
      .when({ type: 'undo' })
      .then('step-undone')
    expect(stateOf(state, 'screenshot-account')).toBe('open')
  })
  test('undo with nothing to undo is refused kindly', () => {
    given().when({ type: 'undo' }).refuses('nothing-to-undo')
  })
})

describe('plans of patterns that hold together', () => {
  const scene = given(
    { mail_flood: true, order_confirmation_seen: true },
    { 'amazon-takeover': 3, 'email-bomb-cover': 3 },
  )

  test('merge, and a shared step appears once', () => {
    expect(holding(scene.state, playbook)).toEqual(expect.arrayContaining(['amazon-takeover', 'email-bomb-cover']))
    const steps = plan(scene.state, playbook).map(item => item.step)
    expect(new Set(steps).size).toBe(steps.length)
    expect(steps).toEqual(expect.arrayContaining(['search-flood', 'screenshot-account']))
  })
  test('nothing that must come first comes later', () => {
    const steps = plan(scene.state, playbook).map(item => item.step)
    for (const id of steps) {
      const words = playbook.steps.get(id)
      for (const first of [...(words?.after ?? []), ...(words?.gate ?? [])])
        if (steps.includes(first)) expect(steps.indexOf(first)).toBeLessThan(steps.indexOf(id))
    }
  })
})

describe('every pattern, whatever is known', () => {
  test.each([...playbook.patterns.keys()])('%s can be walked to its end: no step stays locked for ever', pattern => {
    for (const facts of [
      {},
      { can_still_log_in: false },
      { can_still_log_in: true },
      { ran_downloaded_file: true },
      { own_card_charged: true, money_lost: true },
    ] as Record<string, boolean>[]) {
      let scene = given(facts, { [pattern]: 4 })
      for (let guard = 0; guard < 150; guard++) {
        const next = currentStep(plan(scene.state, playbook), scene.state, 0)
        if (!next) break
        scene = scene.when({ type: 'done', step: next.step })
      }
      const left = plan(scene.state, playbook).filter(({ state }) => state === 'open' || state === 'locked')
      expect(left.map(({ step, locks }) => `${step} waits for ${locks.join()}`)).toEqual([])
    }
  })
})

test('an incident of no known pattern gets the honest plan: money, mailbox, evidence, report, a person', () => {
  const { state } = given({}, { 'fake-shop': -4 })
    .when({ type: 'choose', pattern: 'other' })
    .says('text:chosen.unknown')
  const steps = plan(state, playbook).map(item => item.step as string)
  expect(steps).toEqual(
    expect.arrayContaining([
      'screenshot-account',
      'check-money-accounts',
      'mailbox-password',
      'tell-trusted-person',
      'police-record',
    ]),
  )
})

describe('a secret that was written here is burnt', () => {
  const burnt = (...secrets: string[]) => given({}, { 'fake-shop': 3 }, { rest: { secrets } }).state
  test.each([
    ['card-number', 'call-card-issuer'],
    ['card-security-code', 'call-card-issuer'],
    ['pin', 'call-bank'],
    ['password', 'change-password'],
    ['token', 'end-all-sessions'],
    ['recovery-code', 'two-step-on'],
    ['seed-phrase', 'move-what-is-left'],
    ['private-key', 'new-wallet'],
    ['my-number', 'identity-watch'],
    ['national-id', 'identity-watch'],
  ])('%s: %s joins the plan, whatever happened', (kind, id) => {
    const bare = given({}, { 'steam-takeover': 3, 'fake-shop': -3 }).state
    const within = [burnt(), bare].find(state => stateOf(state, id) === undefined)
    expect(within).toBeDefined()
    expect(stateOf({ ...(within as typeof bare), secrets: [kind] }, id)).toMatch(/open|locked/)
  })
  test('a kind without a step of its own changes nothing: a new code is all it takes', () => {
    expect(plan(burnt('one-time-code'), playbook)).toEqual(plan(burnt(), playbook))
  })
  test('the step stands once, and is ticked like any other', () => {
    const scene = given({}, { 'fake-shop': 3 }, { rest: { secrets: ['password', 'token'] } })
    expect(plan(scene.state, playbook).filter(item => item.step === step('change-password'))).toHaveLength(1)
    const done = scene.when({ type: 'done', step: step('change-password') }).state
    expect(stateOf(done, 'change-password')).toBe('done')
  })
})

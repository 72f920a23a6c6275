import { describe, expect, test } from 'vitest'
import type { FactId, StepId, WaitId } from '../src/core/ids.ts'
import { plan } from '../src/core/plan.ts'
import { questions } from '../src/core/questions.ts'
import { given, playbook } from './given.ts'

/** Questions that would hurt or waste a minute in the patterns where people found them. */

const no = (fact: string) => ({ type: 'answer', fact: fact as FactId, value: 'no' }) as const
const yes = (fact: string) => ({ type: 'answer', fact: fact as FactId, value: 'yes' }) as const
const unsure = (fact: string) => ({ type: 'answer', fact: fact as FactId, value: 'unsure' }) as const
const open = (scene: ReturnType<typeof given>) => questions(scene.state, playbook).map(({ fact }) => fact as string)
const steps = (scene: ReturnType<typeof given>) => plan(scene.state, playbook).map(({ step }) => step as string)

describe('threats with pictures', () => {
  const scene = given({ threatened: true }, { sextortion: 4 })
  test.each([
    ['sextortion', { threatened: true }],
    ['yami-baito', { threatened: true, errand_or_id_wanted: true }],
  ])('%s: the age comes before every other question', (pattern, facts) => {
    expect(given(facts as Record<string, boolean>, { [pattern]: 4 }).heard()).toContain('ask:under_18')
  })
  test('whoever would rather not say is protected like a minor', () => {
    const unsaid = scene.when(unsure('under_18'))
    expect(steps(unsaid)).toContain('child-lines')
    expect(steps(unsaid)).not.toContain('block-images-adult')
    expect(steps(scene.when(no('under_18')))).not.toContain('child-lines')
    expect(steps(scene.when(no('under_18')))).toContain('block-images-adult')
  })
})

describe('money that was not lost', () => {
  const scene = given({}, { 'investment-romance-scam': 4 })
  test('takes the payment steps out of the plan: nothing is ticked and no answer is awaited', () => {
    expect(steps(scene)).toContain('stop-payment-route')
    const kept = scene.when(no('money_lost'))
    expect(steps(kept)).not.toContain('stop-payment-route')
    expect(kept.heard()).not.toContain('ticked:stop-payment-route')
    expect(kept.state.waits['payment-answer' as WaitId]).toBeUndefined()
    expect(kept.state.steps['stop-payment-route' as StepId]).toBeUndefined()
  })
  test('is not asked by which way it was paid', () => {
    const asked = open(scene.when(no('money_lost')))
    expect(asked.filter(fact => fact.startsWith('paid_by'))).toEqual([])
  })
})

test('a recovery phrase that was given away leaves nothing to ask about approvals', () => {
  const scene = given({ seed_or_key_shared: true }, { 'wallet-drainer': 4 })
  expect(open(scene).filter(fact => ['signed_approval_only', 'unknown_approvals', 'gas_disappears'].includes(fact))).toEqual([]) // prettier-ignore
})

test('one answer that ends two waits is acknowledged once', () => {
  const scene = given(
    { money_lost: true, paid_by_transfer: true, transfer_not_by_me: true },
    { 'investment-romance-scam': 4, 'bank-securities-takeover': 4 },
  )
    .when({ type: 'done', step: 'recall-transfer' as StepId })
    .when({ type: 'done', step: 'call-bank' as StepId })
    .when(yes('bank_answered'))
  const ended = Object.values(scene.state.waits).filter(({ endedAt }) => endedAt !== undefined)
  expect(ended.length).toBeGreaterThanOrEqual(2)
  expect(scene.heard().filter(key => key === 'text:wait.came')).toEqual(['text:wait.came'])
})

test('whether the number works again is asked once the line was stopped, not while it is still to be stopped', () => {
  const moved = given({ phone_signal_lost: true }, { 'sim-swap': 3 }).when(yes('carrier_confirmed_move'))
  expect(open(moved)).not.toContain('own_number_back')
  expect(moved.when({ type: 'done', step: 'stop-line-other-phone' as StepId }).heard()).toContain('wait:line-restoring')
})

describe('nothing but a flood of mails', () => {
  const flood = given({ mail_flood: true }, { 'email-bomb-cover': 1.8 })
  test('is asked what it hides, not about a caller nobody mentioned', () => {
    expect(open(flood)[0]).toBe('genuine_notice_in_flood')
    expect(open(flood).slice(0, 3)).not.toContain('unknown_caller_told_me')
  })
  test('a notice not found yet does not make it something else', () => {
    const searched = flood.when(no('genuine_notice_in_flood'))
    expect(steps(searched)).toContain('search-flood')
    expect(open(searched)[0]).not.toBe('unknown_caller_told_me')
  })
})

describe('"which fits best?"', () => {
  const unclear = given({}, { 'fake-shop': -2, 'card-phishing': -2.2, 'third-party-card': -2.4 })
  const offered = (scene: ReturnType<typeof given>) => scene.heard().includes('text:choose')
  test('is offered again after two more answers when nothing has become clear, and not a third time', () => {
    expect(offered(unclear)).toBe(true)
    const one = unclear.when(unsure(String(open(unclear)[0])))
    expect(offered(one)).toBe(false)
    const two = one.when(unsure(String(open(one)[0])))
    expect(offered(two)).toBe(true)
    const three = two.when(unsure(String(open(two)[0])))
    const four = three.when(unsure(String(open(three)[0])))
    expect([offered(three), offered(four)]).toEqual([false, false])
  })
})

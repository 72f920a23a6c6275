import { describe, expect, test } from 'vitest'
import type { FactId, StepId, WaitId } from '../src/core/ids.ts'
import { afterQuiet, timers } from '../src/core/timers.ts'
import { given, minute, playbook } from './given.ts'

const step = (id: string) => id as StepId
const wait = (id: string) => id as WaitId
const formSent = () => given({ support_contacted: true, support_form_only: true, unknown_payment_method_added: true })

describe('a form that nobody answers', () => {
  test('is a state with a clock: the wait begins when the form was sent', () => {
    formSent().then('wait-started')
    expect(formSent().state.waits[wait('form-silent')]).toMatchObject({ startedAt: 0, reminded: 0 })
    expect(timers(formSent().state, playbook).map(({ name }) => name)).toContain('wait:form-silent')
  })
  test('is asked about when the clock rings, and the last ring opens the call', () => {
    let scene = formSent()
    const minutes = playbook.waits.get(wait('form-silent'))?.remindMinutes ?? []
    expect(minutes[0]).toBeLessThanOrEqual(60)
    for (const at of minutes) scene = scene.when({ type: 'clock', timer: 'wait:form-silent', lateMs: 0 }, minute(at))
    scene.then('wait-lapsed').says('wait-ask:form-silent', 'wait-nothing:form-silent')
    expect(scene.state.facts['form_unanswered' as FactId]?.value).toBe(true)
  })
  test('ends when an answer came, and its clock is gone', () => {
    const scene = formSent()
      .when({ type: 'came', wait: wait('form-silent'), came: true })
      .then('wait-ended')
    expect(timers(scene.state, playbook).map(({ name }) => name)).not.toContain('wait:form-silent')
  })
  test('a clock that rings after its wait has ended does nothing', () => {
    const scene = formSent().when({ type: 'came', wait: wait('form-silent'), came: true })
    expect(scene.when({ type: 'clock', timer: 'wait:form-silent', lateMs: 0 }).events).toEqual([])
  })
})

describe('a clock of one country', () => {
  const claim = wait('gb-reimbursement-claim')
  const paid = given({ money_lost: true, paid_by_transfer: true }, { 'authority-impersonation': 4 })
  const recalled = paid.when({ type: 'done', step: step('recall-transfer') })
  test('does not run while the country is not known, nor in another one', () => {
    expect(recalled.state.waits[claim]).toBeUndefined()
    expect(recalled.when({ type: 'set-country', country: 'JP' }).state.waits[claim]).toBeUndefined()
  })
  test('begins when the country becomes known, and ends when it was another one after all', () => {
    const there = recalled.when({ type: 'set-country', country: 'GB' }).says(`wait:${claim}`)
    expect(there.state.waits[claim]?.endedAt).toBeUndefined()
    const elsewhere = there.when({ type: 'set-country', country: 'US' })
    expect(elsewhere.state.waits[claim]?.endedAt).toBeDefined()
    expect(elsewhere.heard()).not.toContain('text:wait.came')
  })
  test('the claim made, the clock of its answer begins', () => {
    const claimed = recalled
      .when({ type: 'set-country', country: 'GB' })
      .when({ type: 'came', wait: claim, came: true })
    expect(claimed.state.waits[claim]?.endedAt).toBeDefined()
    claimed.says('wait:gb-reimbursement-answer')
  })
  test('a rule of the EU runs in each member state, and stops when the bank was told', () => {
    const notice = wait('eu-payment-notice')
    const taken = given({ transfer_not_by_me: true }, { 'bank-securities-takeover': 4 })
    for (const country of ['DE', 'FR', 'IE'])
      expect(taken.when({ type: 'set-country', country }).state.waits[notice]?.endedAt).toBeUndefined()
    const told = taken.when({ type: 'set-country', country: 'DE' }).when({ type: 'done', step: step('call-bank') })
    expect(told.state.waits[notice]?.endedAt).toBeDefined()
    told.says('wait:eu-payment-refund')
    expect(taken.when({ type: 'set-country', country: 'CH' }).state.waits[notice]).toBeUndefined()
  })
})

describe('the result mail', () => {
  const scene = given({ unknown_payment_method_added: true, result_mail_arrived: true, two_factor_was_on: true })
  test('opens its clauses as steps, and two-step verification comes back on last of them', async () => {
    const { plan } = await import('../src/core/plan.ts')
    const steps = plan(scene.state, playbook).map(item => item.step as string)
    const clauses = [
      'new-password-again',
      'compare-restored',
      'check-each-order',
      'ask-about-gift-card',
      'leave-added-balance',
      'note-balance',
    ]
    expect(steps).toEqual(expect.arrayContaining([...clauses, 'two-step-last']))
    for (const clause of clauses) expect(steps.indexOf(clause)).toBeLessThan(steps.indexOf('two-step-last'))
  })
})

describe('reminders', () => {
  test('an unfinished urgent step is brought up after half an hour, whatever the clock says', () => {
    const { state } = given()
    const nudge = timers(state, playbook).find(({ name }) => name === 'nudge')
    expect(nudge?.at).toBe(minute(30))
  })
  test('three times at most, then the bot waits to be spoken to', () => {
    let scene = given()
    for (let round = 0; round < 3; round++)
      scene = scene.when({ type: 'clock', timer: 'nudge', lateMs: 0 }, minute(40 + round)).then('nudged')
    expect(timers(scene.state, playbook).map(({ name }) => name)).not.toContain('nudge')
  })
  test('start anew when the person writes again', () => {
    const scene = given()
      .when({ type: 'clock', timer: 'nudge', lateMs: 0 }, minute(31))
      .when({ type: 'done', step: step('screenshot-account') }, minute(35))
    expect(scene.state.nudges).toBe(0)
  })
  test('a step put off is not brought up before its time', () => {
    const scene = given().when({ type: 'put-off', step: step('screenshot-account'), minutes: 180 }, minute(1))
    const nudge = timers(scene.state, playbook).find(({ name }) => name === 'nudge')
    expect(nudge?.at ?? Infinity).toBeGreaterThanOrEqual(minute(61))
  })
  test('a promise pressed under the call card is asked about on its day, with what the call was for', () => {
    const card = given({ value_still_moving: true }).when({ type: 'show', what: 'call-card' })
    const [press] = card.effects
      .flatMap(({ buttons }) => buttons.flat())
      .flatMap(({ action }) => (action.type === 'called' && action.hours === 72 ? [action] : []))
    if (!press) throw new Error('no button for three days')
    expect(playbook.steps.get(press.step)?.cards).toContain('call-card')
    const logged = card.when(press, minute(2)).says('text:contact-logged.promise')
    const due = timers(logged.state, playbook).find(({ name }) => name.startsWith('promise'))
    expect(due?.at).toBeGreaterThanOrEqual(minute(2) + minute(72 * 60))
    logged.when({ type: 'clock', timer: due?.name ?? '', lateMs: 0 }, due?.at).says('text:promise.plain')
  })
  test('the ladder for support that is silent has the words ready, and takes the next date', () => {
    const ladder = formSent().when({ type: 'show', what: 'support-ladder' })
    const actions = ladder.effects.flatMap(({ buttons }) => buttons.flat()).map(({ action }) => action)
    expect(actions).toContainEqual({ type: 'show', what: 'support-message' })
    expect(actions).toContainEqual({ type: 'show', what: 'call-card' })
    expect(actions.filter(({ type }) => type === 'called')).toHaveLength(4)
  })
  test('a promise becomes a reminder by itself', () => {
    const scene = given().when({
      type: 'log-contact',
      contact: 'Amazon',
      promise: 'call back',
      dueAt: minute(24 * 60 * 2),
    })
    expect(timers(scene.state, playbook).map(({ name }) => name)).toContain('promise:0')
    scene.when({ type: 'clock', timer: 'promise:0', lateMs: 0 }).says('text:promise')
  })
  test('what is not urgent waits for the morning, in the time zone of the person', () => {
    const { state } = given()
    const night = Date.parse('2026-11-24T02:30:00+09:00')
    expect(afterQuiet(night, state)).toBe(Date.parse('2026-11-24T07:00:00+09:00'))
    const day = Date.parse('2026-11-24T14:00:00+09:00')
    expect(afterQuiet(day, state)).toBe(day)
  })
})

describe('closing', () => {
  const closed = () => given().when({ type: 'ask-close' }).says('text:close.ask').when({ type: 'close' }).then('closed')

  test('happens only with the yes of the person, and warns of the second hit', () => {
    closed().says('text:closed', 'text:second-hit')
  })
  test('is watched on the days that fit the pattern, then deleted', () => {
    let scene = closed()
    const days: number[] = []
    for (let guard = 0; guard < 10; guard++) {
      const watch = timers(scene.state, playbook).find(({ name }) => name === 'watch')
      if (!watch) break
      days.push(Math.round((watch.at - 60_000) / 86_400_000))
      scene = scene.when({ type: 'clock', timer: 'watch', lateMs: 0 }, watch.at).then('watched')
    }
    expect(days).toEqual([1, 3, 7, 30])
    expect(timers(scene.state, playbook).map(({ name }) => name)).toEqual(['retention'])
    scene.when({ type: 'clock', timer: 'retention', lateMs: 0 }).then('forgotten')
  })
  test('a new sign opens it again', () => {
    const scene = closed().when({ type: 'watch', quiet: false }).then('reopened')
    expect(scene.state.phase).toBe('open')
  })
  test('writing to a closed case opens it again', () => {
    closed()
      .when({
        type: 'tell',
        reading: {
          text: 'again',
          facts: [],
          logits: {},
          amounts: [],
          secrets: [],
          crisis: false,
          threat: false,
          secondHit: false,
        },
      })
      .then('reopened')
  })
})

describe('the wrong person', () => {
  test.each(['done', 'answer', 'close', 'forget', 'call', 'show'] as const)('a stranger may not %s', type => {
    const wish = {
      type,
      step: step('screenshot-account'),
      fact: 'mail_flood' as FactId,
      value: 'yes',
      what: 'plan',
    } as never
    expect(given().when({ ...(wish as object), by: 'terminal:stranger' } as never).events).toMatchObject([
      { type: 'refused', reason: 'not-yours' },
    ])
  })
})

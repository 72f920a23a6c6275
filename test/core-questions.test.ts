import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FactId, PatternId } from '../src/core/ids.ts'
import { MAX_QUESTIONS_BEFORE_PLAN, bestQuestion, questions } from '../src/core/questions.ts'
import { holding, likely } from '../src/core/triage.ts'
import { timers } from '../src/core/timers.ts'
import { given, minute, playbook } from './given.ts'

const fact = (id: string) => id as FactId
const chance = (state: Parameters<typeof likely>[0], pattern: string) =>
  likely(state, playbook).find(item => item.pattern === (pattern as PatternId))?.probability ?? 0

describe('patterns compete', () => {
  test('a decisive sign speaks for its pattern', () => {
    const before = given({}, { 'amazon-takeover': 0 })
    const after = before.when({ type: 'answer', fact: fact('unknown_payment_method_added'), value: 'yes' })
    expect(chance(after.state, 'amazon-takeover')).toBeGreaterThan(chance(before.state, 'amazon-takeover'))
  })
  test('an absent sign counts too: no code arrived', () => {
    const before = given({}, { 'amazon-takeover': 0 })
    const none = before.when({ type: 'answer', fact: fact('otp_or_2fa_message_received'), value: 'no' })
    const came = before.when({ type: 'answer', fact: fact('otp_or_2fa_message_received'), value: 'yes' })
    expect(chance(none.state, 'amazon-takeover')).toBeGreaterThan(chance(came.state, 'amazon-takeover'))
  })
  test('"don\'t know" moves nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...playbook.facts.keys()), id => {
        const before = given({}, { 'amazon-takeover': 0.5, 'google-takeover': 0 })
        const after = before.when({ type: 'answer', fact: id, value: 'unsure' })
        expect(likely(after.state, playbook)).toEqual(likely(before.state, playbook))
      }),
      { numRuns: 60, examples: [[fact('under_18')]] },
    )
  })
  test('a pattern the person rejects is out, and one they choose is in', () => {
    const rejected = given()
      .when({ type: 'reject', pattern: 'amazon-takeover' as PatternId })
      .says('text:rejected')
    expect(holding(rejected.state, playbook)).not.toContain('amazon-takeover')
    const chosen = given({}, { 'fake-shop': -1 }).when({ type: 'choose', pattern: 'line-takeover' as PatternId })
    expect(holding(chosen.state, playbook)).toContain('line-takeover')
  })
  test('signs that fit any account do not pull in the pattern of another service', () => {
    const facts = {
      email_or_phone_changed_by_attacker: true,
      password_changed_by_attacker: true,
      messages_sent_to_contacts_from_account: true,
    }
    const { state } = given(facts, { 'telegram-takeover': 2 }, { rest: { service: 'telegram' } })
    expect(holding(state, playbook)).toEqual(['telegram-takeover'])
  })
  test('a sign only one pattern shows counts in full, whatever service was named', () => {
    const verified = (service?: string) =>
      chance(
        given({}, { 'discord-takeover': 0.6, 'microsoft-takeover': -0.9 }, { rest: { service } }).when({
          type: 'answer',
          fact: fact('verify_bot_asked'),
          value: 'yes',
        }).state,
        'microsoft-takeover',
      )
    expect(verified('discord')).toBe(verified())
  })
})

describe('questions', () => {
  test('the one asked is the worthiest of all, whichever patterns and facts there are', () => {
    const patterns = fc.constantFrom(...playbook.patterns.keys())
    fc.assert(
      fc.property(
        fc.dictionary(patterns, fc.double({ min: -5, max: 5, noNaN: true }), { maxKeys: 4 }),
        fc.dictionary(fc.constantFrom(...playbook.facts.keys()), fc.boolean(), { maxKeys: 12 }),
        (logits, facts) => {
          const { state } = given(facts, logits)
          expect(bestQuestion(state, playbook)).toEqual(questions(state, playbook)[0])
        },
      ),
      { numRuns: 300 },
    )
  })
  test('one whose answer was already given is never asked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...playbook.patterns.keys()),
        fc.array(fc.constantFrom('yes', 'no', 'unsure', 'later'), { minLength: 12, maxLength: 12 }),
        (pattern, answers) => {
          let scene = given({}, { [pattern]: 2 })
          const asked = new Set<string>()
          for (const value of answers) {
            const { question } = scene.state.shown
            if (!question) break
            expect(asked.has(question)).toBe(false)
            expect(scene.state.facts[question]).toBeUndefined()
            asked.add(question)
            scene = scene.when({ type: 'answer', fact: question, value: value as 'yes' })
          }
        },
      ),
      { numRuns: 60 },
    )
  })
  test('a fact told in the text is not asked', () => {
    const { state } = given({ can_still_log_in: true, mail_flood: true })
    expect(questions(state, playbook).map(item => item.fact)).not.toEqual(expect.arrayContaining(['can_still_log_in']))
    expect(questions(state, playbook).map(item => item.fact)).not.toContain('mail_flood')
  })
  test('never more than two in a row while an urgent step is open, and few before the plan stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...playbook.patterns.keys()),
        fc.constantFrom('yes', 'no', 'unsure'),
        (pattern, value) => {
          let scene = given({}, { [pattern]: 3 })
          let run = 0
          let before = 0
          for (let guard = 0; guard < 20; guard++) {
            const { question, step } = scene.state.shown
            if (!question) break
            run = step ? 0 : run + 1
            before += 1
            scene = scene.when({ type: 'answer', fact: question, value: value as 'yes' })
          }
          expect(run).toBeLessThanOrEqual(playbook.patterns.size) // the run ends by itself
          expect(before).toBeLessThanOrEqual(MAX_QUESTIONS_BEFORE_PLAN + 6)
        },
      ),
      { numRuns: 50 },
    )
  })
  test('a wrong answer can be corrected later and the plan follows', () => {
    const wrong = given().when({ type: 'answer', fact: fact('can_still_log_in'), value: 'no' })
    const right = wrong.when({ type: 'answer', fact: fact('can_still_log_in'), value: 'yes' })
    expect(right.state.facts[fact('can_still_log_in')]?.value).toBe(true)
  })
  test('when the reading is not sure the person chooses among the three likeliest, and has a safe step meanwhile', () => {
    const scene = given({}, { 'fake-shop': -0.4, 'card-phishing': -0.6, 'third-party-card': -1 }).says(
      'text:choose',
      'text:choose.meanwhile',
    )
    expect(scene.state.shown.choices).toEqual(['fake-shop', 'card-phishing', 'third-party-card'])
  })
  test('between two look-alikes the telling question is asked, and among strangers the person chooses', () => {
    const alike = given({}, { 'third-party-card': -0.4, 'fake-shop': -1.2 }).says('ask:shop_order_made')
    expect(alike.heard()).not.toContain('text:choose')
    given({}, { 'third-party-card': -0.4, sextortion: -1.2 }).says('text:choose')
  })
  test('a second attack that all but certainly holds is no rival: what tells the two apart is not asked for its own sake', () => {
    const worth = (second: number) =>
      questions(given({}, { 'amazon-takeover': 3, 'email-bomb-cover': second }).state, playbook).find(
        item => item.fact === 'order_inside_account',
      )?.worth ?? 0
    expect(worth(1.2)).toBeGreaterThan(50)
    expect(worth(2.2)).toBeLessThan(10)
  })
  test('an incident that is as likely as none is not talked away: one question tells the two apart', () => {
    const doubtful = given({}, { none: 0.1, 'amazon-takeover': -0.3 }).says('ask:only_a_message_no_change')
    expect(doubtful.heard()).not.toContain('text:none')
    expect(doubtful.state.shown.step).toBeUndefined()
    const answer = (value: 'yes' | 'no' | 'unsure') =>
      doubtful.when({ type: 'answer', fact: fact('only_a_message_no_change'), value }).heard()
    expect(answer('yes')).toContain('text:none')
    expect(answer('no')).not.toContain('text:none')
    expect(answer('unsure')).not.toContain('text:none')
  })
  test('whoever does not answer it is not written to again, and nothing is kept for longer than a day', () => {
    const doubtful = given({}, { none: 0.1, 'amazon-takeover': -0.3 })
    expect(timers(doubtful.state, playbook)).toEqual([{ name: 'retention', at: minute(24 * 60) }])
    const inCrisis = given({}, { none: 0.1, 'amazon-takeover': -0.3 }, { rest: { crisis: true } })
    expect(timers(inCrisis.state, playbook).map(({ name }) => name)).not.toContain('retention')
    const answered = doubtful.when({ type: 'answer', fact: fact('only_a_message_no_change'), value: 'no' })
    expect(timers(answered.state, playbook).map(({ name }) => name)).toContain('nudge')
  })
  test('after one answer "no incident" is no rival any more: its other questions wait their turn', () => {
    const answered = given({}, { none: 0.1, 'meta-takeover': 0.6 })
      .says('ask:banned_by_platform')
      .when({ type: 'answer', fact: fact('banned_by_platform'), value: 'no' })
    expect(answered.state.shown.question).not.toBe('copy_profile_only')
  })
  test('a text that reads like no incident is told so, honestly, and nothing is asked', () => {
    const scene = given({}, { none: 3, 'fake-shop': -3 }).says('text:none')
    expect(scene.heard().filter(key => key.startsWith('ask:') || key.startsWith('step:'))).toEqual([])
  })
})

describe('what follows from what was told', () => {
  test('is neither asked nor forgotten: locked out means that they cannot sign in', () => {
    const scene = given({ account_locked_out: true }, { 'meta-takeover': 3 })
    expect(scene.state.facts[fact('can_still_log_in')]).toMatchObject({ value: false, source: 'implied' })
    expect(questions(scene.state, playbook).map(({ fact }) => fact)).not.toContain('can_still_log_in')
  })
  test('gives way to what the person says, and goes when its reason goes', () => {
    const scene = given({ account_locked_out: true }, { 'meta-takeover': 3 })
    const corrected = scene.when({ type: 'answer', fact: fact('can_still_log_in'), value: 'yes' })
    expect(corrected.state.facts[fact('can_still_log_in')]).toMatchObject({ value: true, source: 'answer' })
    const taken = scene.when({ type: 'answer', fact: fact('account_locked_out'), value: 'no' })
    expect(taken.state.facts[fact('can_still_log_in')]).toBeUndefined()
  })
  test('says nothing of which attack it is', () => {
    const facts = { remote_access_given: true }
    const plain = given(facts, { 'remote-support-scam': 1 })
    expect(plain.state.facts[fact('only_warning_seen')]).toMatchObject({ value: false, source: 'implied' })
    const { only_warning_seen: _assumed, ...told } = plain.state.facts as Record<string, never>
    expect(likely(plain.state, playbook)).toEqual(likely({ ...plain.state, facts: told }, playbook))
  })
})

import { describe, expect, test } from 'vitest'
import type { FactId, PatternId, StepId, WaitId } from '../src/core/ids.ts'
import { plan } from '../src/core/plan.ts'
import type { PlanStep } from '../src/core/plan.ts'
import { sentences, spread, words } from '../src/content/stats.ts'
import { given, library, playbook } from './given.ts'
import { BEFORE } from './pattern-orders.ts'
import type { Told } from './pattern-orders.ts'

/**
 * The library against what is documented about each attack: what must come before what, which clocks run, and how much a
 * frightened person has to read at a time. The lists below are written from the reference, not from the content.
 */

type Pair = readonly [pattern: string, first: string, second: string, told: Told]
const pairs = Object.entries(BEFORE).flatMap(([pattern, list]) =>
  list.map(([first, second, told = {}]): Pair => [pattern, first, second, told]),
)
const opened = given().state
/** The plan for what is known, without a turn for each: a case as it stands, with other facts and another reading. */
const planOf = (pattern: string, told: Told, beside?: string) =>
  plan(
    {
      ...opened,
      facts: Object.fromEntries(
        Object.entries(told).map(([fact, value]) => [fact, { value, source: 'text' as const, at: 0 }]),
      ),
      logits: { [pattern]: 4, ...(beside ? { [beside]: 5 } : {}) },
    },
    playbook,
  )
const place = (steps: readonly PlanStep[], step: string) => steps.findIndex(item => item.step === (step as StepId))

describe('what must come first comes first in the plan', () => {
  test('every pattern of the library has such pairs', () => {
    expect(Object.keys(BEFORE).sort()).toEqual([...playbook.patterns.keys()].sort())
    expect(pairs.length).toBeGreaterThanOrEqual(100)
  })
  test.each(pairs)('%s: %s before %s', (pattern, first, second, told) => {
    const steps = planOf(pattern, told)
    expect(place(steps, first), `${first} is not in the plan`).toBeGreaterThanOrEqual(0)
    expect(place(steps, second), `${second} is not in the plan`).toBeGreaterThanOrEqual(0)
    expect(place(steps, first)).toBeLessThan(place(steps, second))
  })
  test('evidence stays before what destroys it, whichever second attack is mixed in', () => {
    const gated = pairs.filter(([, first, second]) =>
      playbook.steps.get(second as StepId)?.gate.includes(first as StepId),
    )
    expect(gated.length).toBeGreaterThanOrEqual(25)
    const wrong = gated.flatMap(([pattern, first, second, told]) =>
      [...playbook.patterns.keys()].flatMap(beside => {
        const steps = planOf(pattern, told, beside)
        const [gate, after] = [place(steps, first), place(steps, second)]
        return gate >= 0 && gate < after ? [] : [`${pattern} beside ${beside}: ${first} before ${second}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})

const HOURS = 60
const DAYS = 24 * HOURS

/**
 * Clocks of the reference: the last reminder rings before a window closes, or when something that takes so long is due.
 * `within`: the last reminder is not later than the window and not so early that it is forgotten again; `due`: exactly then.
 */
const CLOCKS: readonly (readonly [
  clock: string,
  pattern: string,
  wait: string,
  kind: 'within' | 'due',
  minutes: number,
])[] = [
  ['the Discord link that undoes a mail change', 'discord-takeover', 'discord-undo-window', 'within', 48 * HOURS],
  ['a young Telegram session may not end others', 'telegram-takeover', 'telegram-one-day', 'due', 24 * HOURS],
  ['the reset of a Telegram cloud password', 'telegram-takeover', 'telegram-seven-days', 'due', 7 * DAYS],
  ['the reversal of Steam trades', 'steam-takeover', 'steam-reversal-window', 'within', 7 * DAYS],
  ['the trade lock after a reversal', 'steam-takeover', 'steam-trade-lock', 'due', 30 * DAYS],
  ['the old recovery data of Google', 'google-takeover', 'google-old-recovery', 'within', 7 * DAYS],
  ['the notice to a Japanese bank', 'bank-securities-takeover', 'claim-window-30-days', 'within', 30 * DAYS],
  ['the claim at PayPay', 'payment-app-fraud', 'claim-window-60-days', 'within', 60 * DAYS],
  [
    'the UK claim for a transfer made by fraud',
    'authority-impersonation',
    'gb-reimbursement-claim',
    'within',
    395 * DAYS,
  ],
  ['the answer to it, complex cases: 35 business days', 'fake-shop', 'gb-reimbursement-answer', 'due', 49 * DAYS],
  ['the EU notice of an unauthorised payment', 'bank-securities-takeover', 'eu-payment-notice', 'within', 395 * DAYS],
  ['the mail with the date of the Apple recovery', 'apple-takeover', 'apple-recovery-mail', 'due', 72 * HOURS],
  ['the Amazon balance that comes back', 'amazon-takeover', 'balance-restoring', 'due', 3 * DAYS],
]

describe('a clock of the reference is a wait with reminders', () => {
  test.each(CLOCKS)('%s', (_, pattern, wait, kind, minutes) => {
    expect(playbook.patterns.get(pattern as PatternId)?.waits).toContain(wait)
    const last = playbook.waits.get(wait as WaitId)?.remindMinutes.at(-1) ?? Number.NaN
    if (kind === 'due') expect(last).toBe(minutes)
    else {
      expect(last).toBeLessThanOrEqual(minutes)
      expect(last).toBeGreaterThanOrEqual(0.75 * minutes)
    }
  })
  test('the thirty days of Microsoft: reminded from the first day, while it can be stopped, and once after it', () => {
    const { remindMinutes = [], urgent } = playbook.waits.get('ms-thirty-days' as WaitId) ?? {}
    expect(playbook.patterns.get('microsoft-takeover' as PatternId)?.waits).toContain('ms-thirty-days')
    expect(remindMinutes[0]).toBeLessThanOrEqual(1 * DAYS)
    expect(remindMinutes.filter(minutes => minutes < 30 * DAYS).length).toBeGreaterThanOrEqual(3)
    expect(remindMinutes.at(-1)).toBeGreaterThanOrEqual(30 * DAYS)
    expect(urgent).toBe(false)
  })
  test.each(['discord-undo-window', 'steam-reversal-window', 'telegram-one-day', 'google-old-recovery'])(
    '%s rings at night too: a window that closes does not wait for the morning',
    wait => {
      expect(playbook.waits.get(wait as WaitId)?.urgent).toBe(true)
    },
  )
  test('a clock that began is told with its length, in both languages', () => {
    const length: Record<string, readonly [RegExp, RegExp]> = {
      'discord-undo-window': [/48時間/, /48 hours/],
      'steam-reversal-window': [/7日/, /7 days/],
      'steam-trade-lock': [/30日/, /30[ -]day|30 days/],
      'telegram-one-day': [/24時間/, /24 hours/],
      'telegram-seven-days': [/7日/, /7 days/],
      'google-old-recovery': [/7日/, /7 days/],
      'ms-thirty-days': [/30日/, /30 days/],
      'claim-window-30-days': [/30日/, /30 days/],
      'claim-window-60-days': [/60日/, /60 days/],
      'gb-reimbursement-claim': [/13か月/, /13 months/],
      'gb-reimbursement-answer': [/5営業日.*35営業日/, /5 business days.*35/],
      'eu-payment-notice': [/13か月/, /13 months/],
      'eu-payment-refund': [/翌営業日/, /next business day/],
    }
    for (const [wait, [ja, en]] of Object.entries(length)) {
      const words = library.waits.get(wait as WaitId)
      expect(words?.text.ja, wait).toMatch(ja)
      expect(words?.text.en, wait).toMatch(en)
    }
  })
})

describe('what a frightened person has to read at a time', () => {
  /** Every text a step may be shown with: its own, and those patterns put in its place. */
  const texts = [
    ...[...library.steps.values()].map(({ id, text }) => ({ id: String(id), text })),
    ...[...library.patterns.values()].flatMap(({ id, plan: items }) =>
      items.flatMap(item => ('text' in item && item.text ? [{ id: `${id}/${item.step}`, text: item.text }] : [])),
    ),
  ]
  const figures = {
    'ja characters a text': texts.map(({ text }) => [...text.ja].length),
    'ja characters a sentence': texts.flatMap(({ text }) => sentences(text.ja).map(part => [...part].length)),
    'en words a text': texts.map(({ text }) => words(text.en).length),
    'en words a sentence': texts.flatMap(({ text }) => sentences(text.en).map(part => words(part).length)),
  }

  test('step texts stay short in both languages', () => {
    const measured = Object.entries(figures).map(([name, values]) => ({ name, ...spread(values) }))
    console.log(
      `${texts.length} step texts: ${measured.map(({ name, median, max }) => `${name} median ${median}, max ${max}`).join('; ')}`,
    )
    const [jaText, jaSentence, enText, enSentence] = measured
    expect(jaText?.max).toBeLessThanOrEqual(140)
    expect(enText?.max).toBeLessThanOrEqual(60)
    expect(jaSentence?.median).toBeLessThanOrEqual(45)
    expect(enSentence?.median).toBeLessThanOrEqual(15)
  })
  test('no sentence of a step is longer than a breath', () => {
    const long = texts.flatMap(({ id, text }) => [
      ...sentences(text.ja).flatMap(part => ([...part].length > 90 ? [`${id}: ${part}`] : [])),
      ...sentences(text.en).flatMap(part => (words(part).length > 35 ? [`${id}: ${part}`] : [])),
    ])
    expect(long).toEqual([])
  })
})

test('what a plan must know is asked or read: every fact of a pair is a fact of the content', () => {
  const unknown = pairs.flatMap(([, , , told]) => Object.keys(told).filter(fact => !library.facts.has(fact as FactId)))
  expect(unknown).toEqual([])
})

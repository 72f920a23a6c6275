import { describe, expect, test } from 'vitest'
import { crossFaults } from '../src/content/faults.ts'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import type { PatternId, StepId } from '../src/core/ids.ts'
import { plan } from '../src/core/plan.ts'
import type { PlanStep } from '../src/core/plan.ts'
import { given, playbook } from './given.ts'
import { BEFORE } from './pattern-orders.ts'
import type { Told } from './pattern-orders.ts'

/** Two attacks at once: the plans are merged, and each keeps the orders that are documented for it. */

const opened = given().state
const patterns = [...playbook.patterns.keys()] as string[]
const twoOf = (first: string, second: string, told: Told) =>
  plan(
    {
      ...opened,
      facts: Object.fromEntries(
        Object.entries(told).map(([fact, value]) => [fact, { value, source: 'text' as const, at: 0 }]),
      ),
      logits: { [first]: 5, [second]: 4 },
    },
    playbook,
  )
const place = (steps: readonly PlanStep[], step: string) => steps.findIndex(item => item.step === (step as StepId))

/** What else may be known beside what a documented order needs. */
const SETTINGS: readonly Told[] = [
  {},
  { can_still_log_in: false, money_lost: true, paid_by_transfer: true },
  { ran_downloaded_file: true, mail_flood: true, own_card_charged: true, phone_signal_lost: true },
]

/** Whether a pattern by itself wants `second` before `first`: then the likelier of the two decides. */
function contradicts(pattern: string, first: string, second: string): boolean {
  const known = playbook.patterns.get(pattern as PatternId)
  const before = (id: string): string[] => [
    ...(known?.plan.find(({ step }) => step === id)?.after ?? []),
    ...(playbook.steps.get(id as StepId)?.after ?? []),
    ...(playbook.steps.get(id as StepId)?.gate ?? []),
    ...(known?.order ?? []).flatMap(([one, other]) => (other === id ? [one] : [])),
  ]
  const seen = new Set<string>()
  const reaches = (id: string): boolean =>
    before(id).some(one => {
      if (one === second) return true
      if (seen.has(one)) return false
      seen.add(one)
      return reaches(one)
    })
  return reaches(first)
}

function check() {
  const wrong = new Set<string>()
  const contradicted = new Set<string>()
  const lockedByLater = new Set<string>()
  let plans = 0
  for (const pattern of patterns)
    for (const told of new Set((BEFORE[pattern] ?? []).map(([, , told = {}]) => told)))
      for (const setting of SETTINGS)
        for (const beside of patterns.filter(id => id !== pattern))
          for (const steps of [
            twoOf(pattern, beside, { ...setting, ...told }),
            twoOf(beside, pattern, { ...setting, ...told }),
          ]) {
            plans++
            for (const [first, second, needs = {}] of BEFORE[pattern] ?? []) {
              if (needs !== told && Object.keys(needs).length > 0) continue
              const [one, other] = [place(steps, first), place(steps, second)]
              if (one === -1 || other === -1 || one < other) continue
              if (contradicts(beside, first, second)) contradicted.add(`${first} before ${second}`)
              else wrong.add(`${pattern} beside ${beside}: ${first} before ${second}`)
            }
            steps.forEach(({ step, locks }, at) => {
              for (const lock of locks)
                if (place(steps, lock) > at) lockedByLater.add(`${pattern} beside ${beside}: ${step} by ${lock}`)
            })
          }
  return { plans, wrong: [...wrong], contradicted: [...contradicted], lockedByLater: [...lockedByLater] }
}

describe('two attacks at once', { timeout: 120_000 }, () => {
  const found = check()
  test('every documented order holds in the merged plan, whichever second attack is mixed in and whatever is known', () => {
    console.log(`${found.plans} merged plans`)
    expect(found.plans).toBeGreaterThan(10_000)
    expect(found.wrong).toEqual([])
  })
  test('the only orders two attacks disagree on are those of the new password and the sessions', () => {
    expect(found.contradicted.sort()).toEqual([
      'change-password before end-all-sessions',
      'end-all-sessions before change-password',
    ])
  })
  test('nothing waits for a step that comes later: no two steps lock each other for ever', () => {
    expect(found.lockedByLater).toEqual([])
  })
})

describe('orders that can not be kept are a fault of the content', () => {
  const { files } = readFiles(PROMPTS_DIRECTORY)
  const withOrder = (pattern: string, ...pair: [string, string]) => ({
    ...files,
    patterns: files.patterns.map(one =>
      one.id === (pattern as PatternId)
        ? { ...one, order: [...one.order, pair.map(id => id as StepId) as [StepId, StepId]] }
        : one,
    ),
  })
  test('two steps that come before each other', () => {
    expect(crossFaults(files)).toEqual([])
    const faults = crossFaults(withOrder('sim-swap', 'call-bank', 'stop-line-other-phone'))
    expect(faults.map(({ message }) => message).join('\n')).toMatch(/wait for each other: .*call-bank/)
  })
  test('a step that is not in the plan', () => {
    const faults = crossFaults(withOrder('sim-swap', 'call-bank', 'steam-api-key'))
    expect(faults.map(({ message }) => message)).toEqual(['steam-api-key is not in the plan'])
  })
})

import type { PatternId, StepId } from './ids.ts'
import type { Playbook } from './playbook.ts'

/**
 * What comes before what when the plans of several patterns are merged: one graph of steps without rings. Gates and `after` of
 * the steps themselves hold always; then the likeliest pattern's own orders, then the next one's as far as they don't
 * contradict what stands: two steps that wait for each other would both be locked for ever.
 */
export type Precedence = {
  /** Steps that come earlier in the list. */
  readonly before: ReadonlyMap<StepId, readonly StepId[]>
  /** Those among them that must be settled before the step opens (a gate is stricter and stands with the step). */
  readonly locks: ReadonlyMap<StepId, readonly StepId[]>
}

const drawn = new WeakMap<Playbook, Map<string, Precedence>>()

/** The orders of these patterns, likeliest first; without one, those of the honest plan for an unknown incident. */
export function precedence(patterns: readonly PatternId[], playbook: Playbook): Precedence {
  let known = drawn.get(playbook)
  if (!known) drawn.set(playbook, (known = new Map<string, Precedence>()))
  const key = patterns.join()
  let found = known.get(key)
  if (!found) known.set(key, (found = draw(patterns, playbook)))
  return found
}

function draw(patterns: readonly PatternId[], playbook: Playbook): Precedence {
  const holding = patterns.flatMap(id => playbook.patterns.get(id) ?? [])
  const plans = holding.length > 0 ? holding.map(({ plan }) => plan) : [playbook.fallback]
  const before = new Map<StepId, StepId[]>(plans.flat().map(({ step }) => [step, []]))
  const locks = new Map<StepId, StepId[]>()
  const add = (first: StepId, second: StepId, lock: boolean) => {
    if (!before.has(first) || !before.has(second) || comesBefore(second, first, before)) return
    before.get(second)?.push(first)
    if (lock) locks.set(second, [...(locks.get(second) ?? []), first])
  }
  for (const second of before.keys()) {
    const step = playbook.steps.get(second)
    step?.gate.forEach(first => add(first, second, false))
    step?.after.forEach(first => add(first, second, true))
  }
  plans.forEach((plan, n) => {
    for (const { step, after } of plan) after.forEach(first => add(first, step, true))
    holding[n]?.order.forEach(([first, second]) => add(first, second, false))
  })
  return { before, locks }
}

/** Whether `first` has to come before `second`, directly or through other steps. */
function comesBefore(first: StepId, second: StepId, before: ReadonlyMap<StepId, readonly StepId[]>): boolean {
  const seen = new Set<StepId>()
  const look = (step: StepId): boolean => {
    if (step === first) return true
    if (seen.has(step)) return false
    seen.add(step)
    return (before.get(step) ?? []).some(look)
  }
  return look(second)
}

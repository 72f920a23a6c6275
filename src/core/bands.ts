import { RANK } from './plan.ts'
import type { PlanStep } from './plan.ts'
import type { Urgency } from './playbook.ts'

/** A plan on a phone is read in parts: what is for the first quarter of an hour, the first day, the first week, and after. */
export type Band = { readonly urgency: Urgency; readonly steps: readonly PlanStep[] }

/**
 * The steps in the order of the plan, cut into bands. A step stands in the band of the most urgent step that is still to come,
 * itself included: what has to be done before something urgent is as urgent, and each band comes once.
 */
export function bands(steps: readonly PlanStep[]): Band[] {
  const found: { urgency: Urgency; steps: PlanStep[] }[] = []
  for (const step of steps.toReversed()) {
    const next = found[0]
    if (next && RANK[step.urgency] >= RANK[next.urgency]) next.steps.unshift(step)
    else found.unshift({ urgency: step.urgency, steps: [step] })
  }
  return found
}

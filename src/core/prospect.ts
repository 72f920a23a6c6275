import type { Case, Known } from './case.ts'
import { factsOf, knownFacts } from './condition.ts'
import type { FactId, PatternId, StepId } from './ids.ts'
import { belongs, plan, planOf, stateOf } from './plan.ts'
import type { PlanStep } from './plan.ts'
import type { PlanItem, Playbook, Step, Urgency } from './playbook.ts'
import { holding, holdingIf } from './triage.ts'
import type { Moved } from './triage.ts'

/** How much an answer would change the plan: at the most, which is cheap to say, and exactly, which draws the plan up. */
export type Prospect = {
  /** @param moved - what the answer does to the patterns */
  after(fact: FactId, value: boolean, moved: readonly Moved[]): { readonly changesAtMost: number; changes(): number }
}

/** What one step that comes or goes means to someone who acts now; another first step counts as much as an urgent one. */
const WEIGHT: Readonly<Record<Urgency, number>> = { now: 1, today: 0.35, week: 0.1, watch: 0.05 }
const FIRST_STEP = 1
/** The same weights added in another order. */
const ROUNDING = 1e-9

/** @param state - a case in which the facts asked about are not known yet */
export function prospect(state: Case, playbook: Playbook): Prospect {
  const known = knownFacts(state)
  const present = holding(state, playbook)
  const looking = stepsByFact(playbook)
  const weightOf = heaviest(playbook)
  const isPlanned = planned(present, state, playbook)
  const outlookNow = outlook(plan(state, playbook))
  const standing = new Map<Step, string>()
  // One map for all suppositions: the answer is put in and taken out again.
  const supposed = new Map<FactId, Known>(known)

  function suppose<Result>(fact: FactId, value: boolean, work: () => Result): Result {
    supposed.set(fact, { value, source: 'answer', at: 0 })
    try {
      return work()
    } finally {
      supposed.delete(fact)
    }
  }

  const standsNow = (step: Step): string => {
    let now = standing.get(step)
    if (now === undefined) standing.set(step, (now = standingOf(step, state, known)))
    return now
  }

  /** Only steps that look at the fact, or that only one of two lists of patterns has, can come, go or be ticked. */
  function atMost(fact: FactId, value: boolean, holds: readonly PatternId[]): number {
    const between = holds === present ? 0 : stepsBetween(present, holds, playbook, weightOf)
    const steps = (looking.get(fact) ?? []).filter(
      ({ id }) => isPlanned(id) || (holds !== present && planned(holds, state, playbook)(id)),
    )
    const touched = suppose(fact, value, () =>
      steps.reduce(
        (sum, step) => (standingOf(step, state, supposed) === standsNow(step) ? sum : sum + weightOf(step.id)),
        0,
      ),
    )
    // The same patterns in another order draw up the same steps in another order.
    return holds === present && touched === 0 ? 0 : FIRST_STEP + between + touched + ROUNDING
  }

  return {
    after(fact, value, moved) {
      const holds = holdingIf(state, moved, playbook)
      const changesAtMost = atMost(fact, value, holds)
      const then = () => suppose(fact, value, () => planOf(holds, state, playbook, supposed))
      return { changesAtMost, changes: () => (changesAtMost === 0 ? 0 : distance(outlookNow, outlook(then()))) }
    },
  }
}

const standingOf = (step: Step, state: Case, known: ReturnType<typeof knownFacts>) =>
  belongs(step, state, known) ? stateOf(step, state, known) : 'out'

/** What is still to be done, and what of it comes first. */
type Outlook = { readonly first: StepId | undefined; readonly steps: ReadonlyMap<StepId, Urgency> }

function outlook(steps: readonly PlanStep[]): Outlook {
  const open = steps.filter(({ state }) => state === 'open' || state === 'locked')
  return { first: open[0]?.step, steps: new Map(open.map(({ step, urgency }) => [step, urgency])) }
}

/** How different two plans are for someone who acts on them now: the first step, and which steps are urgent. */
function distance(a: Outlook, b: Outlook): number {
  let sum = a.first === b.first ? 0 : FIRST_STEP
  for (const [step, urgency] of a.steps) if (!b.steps.has(step)) sum += WEIGHT[urgency]
  for (const [step, urgency] of b.steps) if (!a.steps.has(step)) sum += WEIGHT[urgency]
  return sum
}

/** Whether a step is in the plan of these patterns, as far as its own conditions allow. */
function planned(patterns: readonly PatternId[], { secrets }: Case, playbook: Playbook): (id: StepId) => boolean {
  const ids = new Set(plansOf(patterns, playbook).flatMap(items => items.map(({ step }) => step)))
  const isBurnt = (id: StepId) => secrets.length > 0 && (playbook.steps.get(id)?.burntBy.length ?? 0) > 0
  return id => ids.has(id) || isBurnt(id)
}

const plansOf = (patterns: readonly PatternId[], playbook: Playbook): readonly (readonly PlanItem[])[] =>
  patterns.length === 0 ? [playbook.fallback] : patterns.map(id => playbook.patterns.get(id)?.plan ?? [])

/** What can come or go when other patterns hold, at the most. */
function stepsBetween(
  a: readonly PatternId[],
  b: readonly PatternId[],
  playbook: Playbook,
  weightOf: (id: StepId) => number,
): number {
  const moved = [...a.filter(id => !b.includes(id)), ...b.filter(id => !a.includes(id))]
  const plans = [...moved.map(id => [id]), ...(a.length === 0 || b.length === 0 ? [[]] : [])]
  return plans
    .flatMap(ids => plansOf(ids, playbook))
    .reduce((sum, items) => items.reduce((sum, { step }) => sum + weightOf(step), sum), 0)
}

const mentioned = new WeakMap<Playbook, ReadonlyMap<FactId, readonly Step[]>>()

/** The steps that look at a fact, for being in the plan or for being ticked by themselves. */
function stepsByFact(playbook: Playbook): ReadonlyMap<FactId, readonly Step[]> {
  let known = mentioned.get(playbook)
  if (!known) {
    const found = new Map<FactId, Step[]>()
    for (const step of playbook.steps.values())
      for (const fact of new Set([step.when, ...step.tickedBy].flatMap(factsOf)))
        found.set(fact, [...(found.get(fact) ?? []), step])
    mentioned.set(playbook, (known = found))
  }
  return known
}

const weights = new WeakMap<Playbook, ReadonlyMap<StepId, number>>()

/** The most a step can weigh: by its own urgency, or the highest that a plan gives it. */
function heaviest(playbook: Playbook): (id: StepId) => number {
  let known = weights.get(playbook)
  if (!known) {
    const found = new Map([...playbook.steps.values()].map(({ id, urgency }) => [id, WEIGHT[urgency]]))
    for (const plan of [playbook.fallback, ...[...playbook.patterns.values()].map(({ plan }) => plan)])
      for (const { step, urgency } of plan)
        if (urgency) found.set(step, Math.max(found.get(step) ?? 0, WEIGHT[urgency]))
    weights.set(playbook, (known = found))
  }
  const weightOf = known
  return id => weightOf.get(id) ?? 1
}

import type { Case, Known } from './case.ts'
import { factsOf, knownFacts } from './condition.ts'
import type { FactId, PatternId, StepId } from './ids.ts'
import { belongs, plan, planOf, stateOf } from './plan.ts'
import type { PlanStep } from './plan.ts'
import type { PlanItem, Playbook, Step, Urgency } from './playbook.ts'
import { holding, holdingIf } from './triage.ts'
import type { Moved } from './triage.ts'

/** How much an answer would change the plan: at the most, which is cheap to say, and exactly, which draws the plan up. */
export type Change = { readonly changesAtMost: number; changes(): number }
/** @returns by the answer and what it does to the patterns */
export type Prospect = (fact: FactId) => (value: boolean, moved: readonly Moved[]) => Change

const NO_CHANGE: Change = { changesAtMost: 0, changes: () => 0 }
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
  const weighs = heaviest(playbook)
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

  /** Steps are only touched by a fact they look at, for being in the plan or for being ticked by themselves. */
  const touched = (steps: readonly Step[]) =>
    steps.reduce(
      (sum, step) => (standingOf(step, state, supposed) === standsNow(step) ? sum : sum + weighs.step(step.id)),
      0,
    )

  return fact => {
    const steps = looking.get(fact) ?? []
    const mine = steps.filter(({ id }) => isPlanned(id))
    return (value, moved) => {
      const holds = holdingIf(state, moved, playbook)
      if (holds === present && mine.length === 0) return NO_CHANGE
      const alsoPlanned = holds === present ? undefined : planned(holds, state, playbook)
      const theirs = alsoPlanned ? steps.filter(({ id }) => isPlanned(id) || alsoPlanned(id)) : mine
      const weight = suppose(fact, value, () => touched(theirs))
      if (holds === present && weight === 0) return NO_CHANGE
      // The same patterns in another order draw up the same steps in another order.
      const changesAtMost = FIRST_STEP + weight + weighs.between(present, holds) + ROUNDING
      const then = () => suppose(fact, value, () => planOf(holds, state, playbook, supposed))
      return { changesAtMost, changes: () => distance(outlookNow, outlook(then())) }
    }
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

type Heaviest = {
  step(id: StepId): number
  /** What can come or go when one list of patterns holds instead of another. */
  between(a: readonly PatternId[], b: readonly PatternId[]): number
}
const weights = new WeakMap<Playbook, Heaviest>()

/** The most that steps can weigh: by their own urgency, or the highest that a plan gives them. */
function heaviest(playbook: Playbook): Heaviest {
  const known = weights.get(playbook)
  if (known) return known
  const found = new Map([...playbook.steps.values()].map(({ id, urgency }) => [id, WEIGHT[urgency]]))
  for (const plan of [playbook.fallback, ...[...playbook.patterns.values()].map(({ plan }) => plan)])
    for (const { step, urgency } of plan) if (urgency) found.set(step, Math.max(found.get(step) ?? 0, WEIGHT[urgency]))
  const step = (id: StepId) => found.get(id) ?? 1
  const whole = (items: readonly PlanItem[]) => items.reduce((sum, item) => sum + step(item.step), 0)
  const plans = new Map([...playbook.patterns.values()].map(({ id, plan }) => [id, whole(plan)]))
  const fallback = whole(playbook.fallback)
  const only = (a: readonly PatternId[], b: readonly PatternId[]) =>
    a.reduce((sum, id) => (b.includes(id) ? sum : sum + (plans.get(id) ?? 0)), a.length === 0 ? fallback : 0)
  const made = { step, between: (a: readonly PatternId[], b: readonly PatternId[]) => only(a, b) + only(b, a) }
  weights.set(playbook, made)
  return made
}

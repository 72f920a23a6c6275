import type { Case } from './case.ts'
import { holds, knownFacts } from './condition.ts'
import type { KnownFacts } from './condition.ts'
import type { PatternId, StepId } from './ids.ts'
import type { PlanItem, Playbook, Step, Urgency } from './playbook.ts'
import { precedence } from './precedence.ts'
import type { Precedence } from './precedence.ts'
import { holding, likely } from './triage.ts'

/**
 * The recovery plan: the steps of all patterns that hold, each once, in an order that is safe. Computed from the facts every
 * time, never stored: when a fact changes, so does the plan.
 */

export type PlanStep = {
  readonly step: StepId
  readonly urgency: Urgency
  readonly state: 'open' | 'done' | 'waived' | 'cannot' | 'locked' | 'waiting'
  /** Why it is locked: evidence that is not kept yet, or steps that come first. */
  readonly locks: readonly StepId[]
  readonly lockedBy?: 'gate' | 'after'
  /** The pattern whose words are used. */
  readonly pattern?: PatternId
}

export const RANK: Readonly<Record<Urgency, number>> = { now: 0, today: 1, week: 2, watch: 3 }

type Placed = { step: Step; urgency: Urgency; pattern?: PatternId; place: number }

type Remembered = { readonly playbook: Playbook; readonly of: readonly unknown[]; readonly steps: readonly PlanStep[] }
/** By the facts, the part of a case that is shared by all states between two changes of what is known. */
const remembered = new WeakMap<Case['facts'], Remembered>()

/** The plan for what is known now. Empty when nothing holds and no fallback is chosen. */
export function plan(state: Case, playbook: Playbook): readonly PlanStep[] {
  // One turn asks this many times over; the parts of a case never change in place, so a plan of the same parts is the same.
  const of = [
    likely(state, playbook),
    state.steps,
    state.waits,
    state.service,
    state.country,
    state.secrets,
    state.phase === 'none',
  ]
  const known = remembered.get(state.facts)
  if (known?.playbook === playbook && of.every((part, n) => part === known.of[n])) return known.steps
  const steps = planOf(holding(state, playbook), state, playbook)
  remembered.set(state.facts, { playbook, of, steps })
  return steps
}

/**
 * The plan of these patterns, likeliest first; not remembered, so that a mere possibility costs little.
 * @param facts - what is known, or what would be
 */
export function planOf(
  patterns: readonly PatternId[],
  state: Case,
  playbook: Playbook,
  facts: KnownFacts = knownFacts(state),
): PlanStep[] {
  const collected = collect(patterns, state, playbook, facts)
  const known = new Map<StepId, ReturnType<typeof stateOf>>()
  for (const { step } of collected) known.set(step.id, stateOf(step, state, facts))
  const { before, locks } = precedence(patterns, playbook)
  const waited = waitedFor(state, playbook)
  return inOrder(collected, before).map(({ step, urgency, pattern }) => {
    const own = known.get(step.id) ?? 'open'
    if (own !== 'open')
      return { step: step.id, urgency, state: waited.has(step.id) ? 'waiting' : own, locks: NO_STEPS, pattern }
    const gate = step.gate.filter(id => {
      const there = known.get(id)
      return there !== undefined && there !== 'done' && there !== 'waived'
    })
    if (gate.length > 0) return { step: step.id, urgency, state: 'locked', locks: gate, lockedBy: 'gate', pattern }
    const first = (locks.get(step.id) ?? NO_STEPS).filter(id => known.get(id) === 'open')
    if (first.length > 0) return { step: step.id, urgency, state: 'locked', locks: first, lockedBy: 'after', pattern }
    return { step: step.id, urgency, state: 'open', locks: NO_STEPS, pattern }
  })
}
const NO_STEPS: readonly StepId[] = []

/** The one step to do now: the first that is open, leaving out what the person put off until later than `now`. */
export const currentStep = (steps: readonly PlanStep[], state: Case, now: number): PlanStep | undefined => {
  const open = steps.filter(step => step.state === 'open')
  return open.find(({ step }) => (state.putOff[step] ?? 0) <= now) ?? open[0]
}

/** Whether the person (or a fact they told) has already done the step. */
export function stateOf(step: Step, state: Case, known = knownFacts(state)): 'open' | 'done' | 'waived' | 'cannot' {
  const mark = state.steps[step.id]
  if (mark) return mark.state
  return step.tickedBy.some(condition => holds(condition, known)) ? 'done' : 'open'
}

/** Steps whose answer is being waited for. */
function waitedFor(state: Case, playbook: Playbook): ReadonlySet<StepId> {
  const steps = new Set<StepId>()
  for (const [id, wait] of Object.entries(state.waits))
    if (wait.endedAt === undefined)
      for (const step of playbook.waits.get(id as never)?.startsAfter ?? []) steps.add(step)
  return steps
}

function collect(patterns: readonly PatternId[], state: Case, playbook: Playbook, facts: KnownFacts): Placed[] {
  const found = new Map<StepId, Placed>()
  const add = (item: PlanItem, place: number, pattern?: PatternId) => {
    const step = playbook.steps.get(item.step)
    if (!step || !belongs(step, state, facts)) return
    const urgency = item.urgency ?? step.urgency
    const before = found.get(step.id)
    if (!before) found.set(step.id, { step, urgency, pattern, place })
    else if (RANK[urgency] < RANK[before.urgency]) found.set(step.id, { ...before, urgency })
  }
  patterns.forEach((id, rank) =>
    playbook.patterns.get(id)?.plan.forEach((item, index) => add(item, rank * 0.5 + index, id)),
  )
  if (patterns.length === 0 && state.phase !== 'none') playbook.fallback.forEach((item, index) => add(item, index))
  // What was written down here is burnt, whether or not a pattern asks for the same.
  for (const step of state.secrets.length === 0 ? [] : playbook.steps.values())
    if (!found.has(step.id) && step.burntBy.some(kind => state.secrets.includes(kind)) && isFor(step, state))
      found.set(step.id, { step, urgency: step.urgency, place: LAST })
  return [...found.values()]
}

/** Behind what the patterns put in the same hour. */
const LAST = 1_000

/** Whether a step is one for this case, as far as its own conditions go. */
export const belongs = (step: Step, state: Case, known = knownFacts(state)) =>
  (holds(step.when, known) || state.steps[step.id] !== undefined) && isFor(step, state)

const isFor = (step: Step, state: Case) =>
  (step.services.length === 0 || state.service === undefined || step.services.includes(state.service)) &&
  (step.countries.length === 0 || state.country === undefined || step.countries.includes(state.country))

/** By urgency, then the authors' order, with everything that must come first pulled before what needs it. */
function inOrder(items: Placed[], before: Precedence['before']): Placed[] {
  const sorted = [...items].sort((a, b) => RANK[a.urgency] - RANK[b.urgency] || a.place - b.place)
  const byId = new Map(sorted.map(item => [item.step.id, item]))
  const result: Placed[] = []
  const visited = new Set<StepId>()
  const visit = (item: Placed | undefined) => {
    if (!item || visited.has(item.step.id)) return
    visited.add(item.step.id)
    before.get(item.step.id)?.forEach(first => visit(byId.get(first)))
    result.push(item)
  }
  sorted.forEach(visit)
  return result
}

/** Done (or waived) and total, for the progress line. */
export function progress(steps: readonly PlanStep[]): { done: number; total: number } {
  const counted = steps.filter(({ urgency }) => urgency !== 'watch')
  return {
    done: counted.filter(({ state }) => ['done', 'waived', 'waiting'].includes(state)).length,
    total: counted.length,
  }
}

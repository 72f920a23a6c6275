import type { FactId, PatternId, StepId, WaitId } from './ids.ts'

/**
 * The wordless half of the content: what the core reasons over. `content/schema.ts` adds the words; the fuller types fit here.
 */

/** How often a fact is true when a pattern holds. An absent fact counts through the same numbers ("no code arrived"). */
export type Typical = 'always' | 'usual' | 'sometimes' | 'rare' | 'never'

/** P(fact is true | pattern holds) for each word an author may write. */
export const TYPICAL_PROBABILITY: Readonly<Record<Typical, number>> = {
  always: 0.97,
  usual: 0.75,
  sometimes: 0.4,
  rare: 0.08,
  never: 0.01,
}

/**
 * Lists of facts, no expression language. Holds when every fact of `all` is known true, at least one of `any` (when the list
 * is not empty) is known true, none of `none` is known true, every fact of `denied` is known false and none of `undenied` is.
 */
export type Condition = {
  readonly all: readonly FactId[]
  readonly any: readonly FactId[]
  readonly none: readonly FactId[]
  readonly denied: readonly FactId[]
  readonly undenied: readonly FactId[]
}

export type Fact = {
  readonly id: FactId
  /** P(fact is true) over all who write to us; what a pattern's `typical` is compared with. */
  readonly base: number
  /** A fact only a clock, a step or the reader sets; never asked. */
  readonly asked: boolean
  /** Not asked while one of these holds: what is known has answered it. */
  readonly mootWhen: readonly Condition[]
  /** "Don't know" is taken for a yes: whoever would rather not say is protected too. */
  readonly unsureMeansYes: boolean
  /** Known without asking once one of these holds: what was told has said it, too. */
  readonly follows: { readonly yes: readonly Condition[]; readonly no: readonly Condition[] }
}

export type StepCard = 'call-card' | 'mail-search' | 'support-ladder' | 'support-message' | 'police-sheet'

export type Urgency = 'now' | 'today' | 'week' | 'watch'

export type Step = {
  readonly id: StepId
  readonly urgency: Urgency
  /** The step belongs to the plan only while this holds. */
  readonly when: Condition
  /** Steps that come first where they are in the plan; settled = done, waived or "can't". */
  readonly after: readonly StepId[]
  /** Evidence gate: stays locked until each of these is ticked or waived by the person. */
  readonly gate: readonly StepId[]
  /** Ticked by itself when one of these holds: what the person already did is recognised, not asked again. */
  readonly tickedBy: readonly Condition[]
  /** Facts that become known when the step is ticked. */
  readonly sets: readonly FactId[]
  /** Kinds of secrets that make the step due, whatever pattern holds, once one of them was written here. */
  readonly burntBy: readonly string[]
  /** Services and countries the step is for; empty = all. */
  readonly services: readonly string[]
  readonly countries: readonly string[]
  /** Offered when the person says "can't". */
  readonly instead?: StepId
  readonly minutes: number
  /** Countries that have a desk of their own for it; the EU and others alike stand under their code. */
  readonly desks: readonly string[]
  /** Ready cards offered with it, e.g. what to say on the phone. */
  readonly cards: readonly StepCard[]
}

export type Wait = {
  readonly id: WaitId
  /** Runs only in a case known to be in one of these; empty = anywhere. */
  readonly countries: readonly string[]
  /** Starts when this holds and one of `startsAfter` (if any) is done. */
  readonly when: Condition
  readonly startsAfter: readonly StepId[]
  /** Ends when one of these holds or one of the steps is done. */
  readonly endsWhen: readonly Condition[]
  readonly endsAfter: readonly StepId[]
  /** Minutes after the start at which the person is asked; the last one also lapses the wait. */
  readonly remindMinutes: readonly number[]
  /** The fact that becomes true when the person says "it came". */
  readonly came?: FactId
  /** The fact that becomes true when the last reminder passed and nothing came. */
  readonly lapse?: FactId
  /** Reminders of an urgent wait ignore quiet hours. */
  readonly urgent: boolean
}

export type Sign = { readonly fact: FactId; readonly typical: Typical }

export type PlanItem = {
  readonly step: StepId
  readonly urgency?: Urgency
  readonly after: readonly StepId[]
}

export type Pattern = {
  readonly id: PatternId
  /** The services whose accounts it is about; empty = any. */
  readonly services: readonly string[]
  readonly signs: readonly Sign[]
  /** Facts worth asking, most important first. */
  readonly ask: readonly FactId[]
  /** Asked before anything else once the pattern holds: what it is about decides who may help. */
  readonly askFirst: readonly FactId[]
  /** Look-alikes and the fact that tells them apart; the fact true speaks for `this` or for the other. */
  readonly rivals: readonly {
    readonly pattern: PatternId
    readonly fact: FactId
    readonly trueMeans: 'this' | 'other'
  }[]
  readonly plan: readonly PlanItem[]
  /** What comes before what, without locking it: kept beside the plans of other patterns too. */
  readonly order: readonly (readonly [first: StepId, second: StepId])[]
  readonly waits: readonly WaitId[]
  /** Days after closing (or after the last urgent step) on which the bot asks again. */
  readonly watchDays: readonly number[]
  /** When one of these holds the bot offers to call helpers by itself. */
  readonly callWhen: readonly Condition[]
}

export type Playbook = {
  readonly facts: ReadonlyMap<FactId, Fact>
  readonly steps: ReadonlyMap<StepId, Step>
  readonly waits: ReadonlyMap<WaitId, Wait>
  readonly patterns: ReadonlyMap<PatternId, Pattern>
  /** The honest plan for an incident that matches no pattern: money, mailbox, evidence, report, a human. */
  readonly fallback: readonly PlanItem[]
  readonly fallbackAsk: readonly FactId[]
}

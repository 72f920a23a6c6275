import type { Answer, FactSource, Focus, HeldWish, HelpPreview } from './events.ts'
import type { CaseId, CommunityId, FactId, Instant, Language, PatternId, PersonId, StepId, WaitId } from './ids.ts'
import { DEFAULT_POLICY } from './roster.ts'
import type { Policy } from './roster.ts'

/** A fact of one case: `unsure` is an answer and moves nothing. */
export type Known = {
  readonly value: boolean | 'unsure'
  readonly source: FactSource
  readonly at: Instant
  readonly quote?: string
}

/** What the person (or a helper for them) said about a step. `open` overrides an automatic tick. */
export type StepMark = {
  readonly state: 'done' | 'waived' | 'cannot' | 'open'
  readonly at: Instant
  readonly by?: PersonId
}

export type Waiting = {
  readonly startedAt: Instant
  readonly reminded: number
  readonly endedAt?: Instant
  readonly lapsed: boolean
}

export type LoggedContact = {
  readonly contact: string
  /** The step whose call it was; then `contact` is empty. */
  readonly step?: StepId
  readonly at: Instant
  readonly name?: string
  readonly reference?: string
  readonly promise?: string
  readonly dueAt?: Instant
  readonly reminded: boolean
}

export type Help = {
  readonly status: 'none' | 'offered' | 'declined' | 'calling' | 'claimed' | 'ended'
  readonly preview?: HelpPreview
  readonly calledAt?: Instant
  /** Rounds called so far; helpers called in any of them. */
  readonly rounds: number
  readonly called: readonly PersonId[]
  readonly lastRingAt?: Instant
  readonly owner?: PersonId
  readonly ownerName?: string
  /** The owner's last sign of life in this case. */
  readonly ownerActiveAt?: Instant
  readonly askedAgainAt?: Instant
  /** While somebody has an urgent case: since when it is one. Their silence counts from then. */
  readonly urgentSince?: Instant
  /** The owner has written to the person, and knows that it arrives. */
  readonly spoken?: boolean
  /** What the person last saw as "this is all I would send". */
  readonly offered?: HelpPreview
  /** Called helpers who said "not now", let go, or fell silent: not called again for this call. */
  readonly passed?: readonly PersonId[]
}

/** A wish that waits: since when helpers know of it, and since when somebody they trust has said yes. */
export type Held = {
  readonly since: Instant
  readonly yesAt?: Instant
  readonly safeWord?: { readonly salt: string; readonly hash: string }
}

/** The fold of a case's events. Plain JSON: survives storing and replaying. */
export type Case = {
  readonly id: CaseId | ''
  readonly phase: 'none' | 'open' | 'closed' | 'forgotten'
  readonly reporter: PersonId | ''
  readonly subject: PersonId | ''
  readonly community?: CommunityId
  readonly language: Language
  /** What the person writes when it is neither: an ISO 639 code. What they read is translated from `language`, where it may be. */
  readonly tongue?: string
  readonly timeZone: string
  readonly country?: string
  readonly service?: string
  readonly policy: Policy
  readonly drill: boolean
  readonly openedAt: Instant
  readonly lastHeardAt: Instant
  readonly lastShownAt: Instant
  readonly facts: Readonly<Record<FactId, Known>>
  readonly answers: Readonly<Record<FactId, Answer>>
  /** Facts asked so far, in order. */
  readonly asked: readonly FactId[]
  /** Log-odds per pattern from the readings of what was told. */
  readonly logits: Readonly<Record<string, number>>
  readonly chosen?: PatternId | 'other' | 'unsure'
  readonly rejected: readonly PatternId[]
  /** How many questions were answered each time the likeliest patterns were offered to choose from. */
  readonly choiceOffers: readonly number[]
  readonly steps: Readonly<Record<StepId, StepMark>>
  readonly putOff: Readonly<Record<StepId, Instant>>
  readonly lastTicked: readonly StepId[]
  readonly waits: Readonly<Record<WaitId, Waiting>>
  readonly shown: {
    readonly focus?: Focus
    readonly step?: StepId
    readonly question?: FactId
    readonly choices?: readonly PatternId[]
  }
  /** Steps that were put in front of the person at least once. */
  readonly presented: readonly StepId[]
  /** Questions shown one after another without a step between them. */
  readonly questionRun: number
  readonly nudges: number
  /** Since when nothing arrives; of no weight once they were heard again. */
  readonly unreachedAt?: Instant
  readonly crisis: boolean
  readonly threat: boolean
  readonly secrets: readonly string[]
  /** May a model outside read what the person writes: asked and not yet answered, or their answer. */
  readonly model?: 'asked' | 'yes' | 'no'
  readonly secondHitTold: boolean
  readonly amounts: readonly { readonly amount: number; readonly currency: string }[]
  readonly contacts: readonly LoggedContact[]
  readonly help: Help
  readonly suspect: boolean
  /** Moderators keep this case: nobody is called because the person asks. */
  readonly blocked: boolean
  /** Helpers who do not want to be called for this person. */
  readonly blockedBy: readonly PersonId[]
  readonly suspectedBy?: PersonId
  readonly trustAskedAt?: Instant
  readonly safeWord?: { readonly salt: string; readonly hash: string }
  /** What was asked for and waits. */
  readonly held: Readonly<Partial<Record<HeldWish, Held>>>
  readonly closeAskedAt?: Instant
  readonly closedAt?: Instant
  readonly watchedDays: readonly number[]
  readonly watchStopped: boolean
}

export const NO_CASE: Case = {
  id: '',
  phase: 'none',
  reporter: '',
  subject: '',
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  policy: DEFAULT_POLICY,
  drill: false,
  openedAt: 0,
  lastHeardAt: 0,
  lastShownAt: 0,
  facts: {},
  answers: {},
  asked: [],
  logits: {},
  rejected: [],
  choiceOffers: [],
  steps: {},
  putOff: {},
  lastTicked: [],
  waits: {},
  shown: {},
  presented: [],
  questionRun: 0,
  nudges: 0,
  crisis: false,
  threat: false,
  secrets: [],
  secondHitTold: false,
  amounts: [],
  contacts: [],
  help: { status: 'none', rounds: 0, called: [] },
  suspect: false,
  blocked: false,
  blockedBy: [],
  held: {},
  watchedDays: [],
  watchStopped: false,
}

/** What a condition sees of a fact: true, false, or undefined for "not known". */
export const factValue = (state: Case, fact: FactId): boolean | undefined => {
  const value = state.facts[fact]?.value
  return value === 'unsure' ? undefined : value
}

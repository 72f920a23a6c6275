import type { Instant, Language, PersonId } from './ids.ts'

/** Minutes since midnight in the helper's own time zone; `from` may be after `to` (over midnight). */
export type QuietHours = { readonly from: number; readonly to: number }

/** A trusted volunteer: chosen by a moderator, confirmed by the helper, bound to numeric ids. */
export type Helper = {
  readonly id: PersonId
  /** The name the helper chose to be shown by. */
  readonly name: string
  readonly languages: readonly Language[]
  /** Pattern ids or services the helper knows; empty = anything. */
  readonly skills: readonly string[]
  readonly timeZone: string
  readonly quiet?: QuietHours
  readonly onDuty: boolean
  /** Open cases this helper takes at most. */
  readonly loadLimit: number
  /** 1 = called first, 2 = second, 3 = everyone. */
  readonly ring: 1 | 2 | 3
  /** A lead may take a case over and decide in suspect mode. */
  readonly lead: boolean
  /** Since when the bot is known to be able to write to them; absent = not reachable. */
  readonly reachableSince?: Instant
}

export type HelperLoad = {
  /** Cases owned now. */
  readonly open: number
  /** Pings received in the last hour over all cases. */
  readonly pingsLastHour: number
}

/** What the core is told about the people who can help; read by the engine, never stored in a case. */
export type Roster = {
  readonly helpers: readonly Helper[]
  readonly moderators: readonly PersonId[]
  readonly load: ReadonlyMap<PersonId, HelperLoad>
}

export const NO_ROSTER: Roster = { helpers: [], moderators: [], load: new Map() }

/** What a community decides; a running case keeps the policy it started with. */
export type Policy = {
  /** Minutes after the call at which ring 1, ring 2 and everyone are called. */
  readonly ringMinutes: readonly number[]
  /** Minutes between later rounds, and how many rounds there are in all. */
  readonly everyMinutes: number
  readonly maxRounds: number
  /** A silent owner of an urgent case is asked again after this, and loses the claim after the next. */
  readonly claimSilentMinutes: number
  readonly claimExpiresMinutes: number
  readonly pingsPerHour: number
  /** Closed cases are deleted after this many days. */
  readonly retentionDays: number
  /** Hours (local to the person) in which only urgent reminders ring. */
  readonly quietHours: QuietHours
  /** May a model outside read texts (where one is configured): ask each person once, always, or never. */
  readonly model: 'ask' | 'on' | 'off'
  /** Where most people of the community live: whose desks are shown until somebody says otherwise. */
  readonly country?: string
}

export const DEFAULT_POLICY: Policy = {
  ringMinutes: [0, 5, 15],
  everyMinutes: 30,
  maxRounds: 5,
  claimSilentMinutes: 20,
  claimExpiresMinutes: 15,
  pingsPerHour: 6,
  retentionDays: 30,
  quietHours: { from: 23 * 60, to: 7 * 60 },
  model: 'ask',
}

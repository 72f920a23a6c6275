import { z } from 'zod'
import type { Effect } from '../core/effects.ts'
import type { Event } from '../core/events.ts'
import { fold } from '../core/evolve.ts'
import type { Case } from '../core/case.ts'
import { CaseId, CommunityId, PersonId } from '../core/ids.ts'
import type { Instant, Language } from '../core/ids.ts'
import type { Action } from '../core/intents.ts'
import type { Address } from './messages.ts'

/** Something still to be said: one recipient, one message. It leaves the outbox only when it was delivered. */
export type Duty = {
  readonly id: string
  readonly effect: Effect
  readonly to: Address
  readonly language: Language
  readonly mentions: readonly PersonId[]
  /** Who may press this message's buttons. */
  readonly audience: Offer['for']
  readonly at: Instant
  /** Sends begun so far where a repeat would be seen; more than none means "may have arrived". */
  readonly begun: number
  readonly edits?: string
}

/** A button somebody may press: looked up when the press comes. */
export type Offer = { readonly action: Action; readonly for: PersonId | 'helpers' | 'moderators'; readonly at: Instant }

export type Armed = { readonly at: Instant; readonly generation: number }

/** The one stored value of a case: history, duties, receipts. One commit keeps all of it or none. */
export type Casefile = {
  readonly v: 1
  readonly events: readonly Event[]
  readonly outbox: readonly Duty[]
  readonly timers: Readonly<Record<string, Armed>>
  readonly offers: Readonly<Record<string, Offer>>
  /** Where each person of the case reads. */
  readonly places: Readonly<Record<PersonId, Address>>
  /** Message ids of cards that are edited in place, by card and address; and of the last message per address. */
  readonly cards: Readonly<Record<string, string>>
  /** Counts duties, for ids that never repeat. */
  readonly serial: number
  readonly generation: number
}

export const EMPTY_FILE: Casefile = {
  v: 1,
  events: [],
  outbox: [],
  timers: {},
  offers: {},
  places: {},
  cards: {},
  serial: 0,
  generation: 0,
}

const Place = z.object({
  platform: z.enum(['discord', 'telegram', 'terminal']),
  chat: z.string(),
  thread: z.string().optional(),
  kind: z.enum(['private', 'room', 'group']),
})

/** The door of stored values: what does not fit is refused, never repaired silently. */
const Stored = z.object({
  v: z.literal(1),
  events: z.array(z.looseObject({ type: z.string(), at: z.number() })),
  outbox: z.array(z.looseObject({ id: z.string(), effect: z.looseObject({ type: z.literal('say') }), to: Place })),
  timers: z.record(z.string(), z.object({ at: z.number(), generation: z.number() })),
  offers: z.record(
    z.string(),
    z.looseObject({ action: z.looseObject({ type: z.string() }), for: z.string(), at: z.number() }),
  ),
  places: z.record(z.string(), Place),
  cards: z.record(z.string(), z.string()),
  serial: z.number(),
  generation: z.number(),
})

const parsed = new WeakMap<object, Casefile>()
const folded = new WeakMap<Casefile['events'], Case>()

/**
 * The same value, handed over again because nothing was written meanwhile, is checked once.
 * @throws when the value is not a casefile of this version
 */
export function parseCasefile(value: unknown): Casefile {
  const known = typeof value === 'object' && value !== null ? parsed.get(value) : undefined
  if (known) return known
  const file = Stored.parse(value) as unknown as Casefile
  parsed.set(value as object, file)
  return file
}

/** A casefile made here, with the state its history adds up to, need not be checked and added up again when it is loaded. */
export function remember(file: Casefile, state: Case): void {
  parsed.set(file, file)
  folded.set(file.events, state)
}

/** What the history adds up to. History never changes in place, so it is added up once. */
export function stateOf({ events }: Casefile): Case {
  let state = folded.get(events)
  if (!state) folded.set(events, (state = fold(events)))
  return state
}

/** A person's pointer: their open case, where to reach them, how they like to be spoken to. */
export const PersonRow = z.object({
  case: z.string().optional(),
  place: Place.optional(),
  language: z.enum(['ja', 'en']).optional(),
  timeZone: z.string().optional(),
  community: z.string().optional(),
  /** The case a helper worked on last: their words go there. */
  working: z.string().optional(),
  /** Milliseconds; when the person (a helper) was first reachable in private. */
  reachableSince: z.number().optional(),
})
export type PersonRow = Omit<z.infer<typeof PersonRow>, 'case' | 'working'> & { case?: CaseId; working?: CaseId }

const Helper = z.object({
  id: PersonId,
  name: z.string(),
  languages: z.array(z.enum(['ja', 'en'])),
  skills: z.array(z.string()),
  timeZone: z.string(),
  quiet: z.object({ from: z.number(), to: z.number() }).optional(),
  onDuty: z.boolean(),
  loadLimit: z.number(),
  ring: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  lead: z.boolean(),
  reachableSince: z.number().optional(),
})

/** A community's shared row: roster, places, policy. */
export const CommunityRow = z.object({
  id: CommunityId,
  groups: z.array(z.string()),
  language: z.enum(['ja', 'en']),
  country: z.string().optional(),
  helpers: z.array(Helper),
  moderators: z.array(PersonId),
  helperPlace: Place.optional(),
  moderatorPlace: Place.optional(),
  rooms: Place.optional(),
  /** Chats that can't be written to, as `<app>/<chat>`; the moderators know. */
  lost: z.array(z.string()).optional(),
  policy: z.record(z.string(), z.unknown()).default({}),
  /** People nobody (or one helper) is called for, by blinded id, with the case it was decided in. */
  blocks: z
    .array(z.object({ people: z.array(z.string()), case: CaseId, at: z.number(), helper: PersonId.optional() }))
    .optional(),
})
export type CommunityRow = z.infer<typeof CommunityRow>

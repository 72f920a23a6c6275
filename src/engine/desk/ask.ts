import { randomBytes } from 'node:crypto'
import type { Library } from '../../content/library.ts'
import { PRIORITY } from '../../core/effects.ts'
import type { Button, Effect, Line } from '../../core/effects.ts'
import type { CaseId, Instant, Language, PersonId } from '../../core/ids.ts'
import type { Intent } from '../../core/intents.ts'
import type { Archive, Changes } from '../../store/archive.ts'
import type { CommunityRow, PersonRow } from '../casefile.ts'
import type { Directory } from '../directory.ts'
import type { Inbound } from '../messages.ts'

/** A wish at the desk: what it is judged by, and what follows from it. */

/** What a wish is judged by: who asks, from where, and the community as it is now. */
export type Ask = {
  readonly input: Readonly<Record<string, string | undefined>>
  readonly by: PersonId
  readonly inbound: Inbound
  readonly now: Instant
  readonly language: Language
  readonly person: { readonly row: PersonRow; readonly version: number }
  /** Undefined where nothing is set up. */
  readonly community: { readonly row: CommunityRow; readonly version: number } | undefined
  readonly tools: DeskTools
}

export type DeskTools = {
  readonly directory: Directory
  readonly archive: Archive
  readonly library: Library
  readonly random: (bytes: number) => Uint8Array
  readonly defaultTimeZone: string
}

/** What follows from a wish; everything but `cases` is one commit. */
export type Answered = Changes & {
  readonly say?: readonly Effect[]
  /** Wishes in cases, each its own turn, before the rest is kept. */
  readonly cases?: readonly { readonly caseId: CaseId; readonly intents: readonly Intent[] }[]
  /** A text key for an app that answers in the same breath. */
  readonly note?: string
}

export type Carry = (ask: Ask) => Promise<Answered> | Answered

/** One message to one person, in their private place. */
export const tell = (to: PersonId, lines: readonly Line[], buttons: readonly (readonly Button[])[] = []): Effect => ({
  type: 'say',
  to: { helper: to },
  lines,
  buttons,
  priority: PRIORITY.ack,
})

export const tellModerators = (lines: readonly Line[], buttons: readonly (readonly Button[])[] = []): Effect => ({
  type: 'say',
  to: { moderators: true },
  lines,
  buttons,
  priority: PRIORITY.plan,
})

/** 128 bits and more, readable in a chat. */
export const token = (random: (bytes: number) => Uint8Array = randomBytes) =>
  Buffer.from(random(18)).toString('base64url')

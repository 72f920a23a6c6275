import type { Rich } from '../content/rich.ts'
import type { Instant, Language, PersonId } from '../core/ids.ts'

/** What passes through the doors: one shape in, one shape out, free of any app. */

export type PlatformName = 'discord' | 'telegram' | 'terminal'

/** Where a message is read: a private chat, a case room (thread, topic) or a group channel. */
export type Address = {
  readonly platform: PlatformName
  readonly chat: string
  readonly thread?: string
  readonly kind: 'private' | 'room' | 'group'
}

export const addressKey = ({ platform, chat, thread }: Address) => `${platform}/${chat}${thread ? `/${thread}` : ''}`

export type Inbound = {
  /** De-duplication key, e.g. `tg:<update_id>`, `dc:i:<interaction id>`: the same input twice has one effect. */
  readonly id: string
  readonly from: PersonId
  readonly place: Address
  /** The server or group it came from, e.g. `discord:<guild id>`; absent in a private chat. */
  readonly group?: string
  readonly at: Instant
  /** The app's own language setting of this person. */
  readonly language?: Language
  /** Display name: shown, never identifying. */
  readonly name?: string
  /** The person a moderator opens a case for. */
  readonly subject?: PersonId
  /** Where that person can be reached, when they have never written themselves. */
  readonly subjectPlace?: Address
  /** Checked with the app's own API at this moment, never cached. */
  readonly isAdmin?: boolean
  /** Roles in that server at this moment, where the app has roles. */
  readonly roles?: readonly string[]
  readonly what:
    | { readonly kind: 'text'; readonly text: string; readonly quoted?: boolean }
    | { readonly kind: 'press'; readonly ref: string; readonly message?: string }
    | { readonly kind: 'command'; readonly name: string; readonly input: Readonly<Record<string, string>> }
    /** The group this came from has a new id; its community follows. Said by the app, by nobody's wish. */
    | { readonly kind: 'moved'; readonly to: string }
    /** Whether the bot can (still, again) write in the group this came from. Said by the app, by nobody's wish. */
    | { readonly kind: 'reach'; readonly isOpen: boolean }
    /** A moderator did something about the subject's account; the app let them. The sentence is ours, nobody's words. */
    | { readonly kind: 'contained'; readonly text: string }
    | {
        readonly kind: 'file'
        readonly name: string
        readonly mime: string
        readonly bytes: number
        readonly sha256?: string
        readonly url?: string
        /** The person's own voice, which a model could turn into words. */
        readonly spoken?: true
      }
}

/** What became of an input. `kept` is said only after the durable commit. */
export type Heard = {
  readonly kept: boolean
  /** The platform should remove the message it came with: it held a secret. */
  readonly remove?: boolean
  /** For an app that answers in the same breath (an ephemeral line): a text key. */
  readonly note?: string
}

export type OutboundButton = {
  readonly label: string
  /** Opaque reference, at most 64 bytes. */
  readonly ref: string
  readonly style: 'primary' | 'plain' | 'danger'
  /** Opens a field for free text where the app has one. */
  readonly input?: boolean
  /** What it does, e.g. `done/change-password`; for conversations played in tests. */
  readonly name: string
}

export type Outbound = {
  /** Stable over retries: Discord's nonce is derived from it. */
  readonly id: string
  readonly to: Address
  readonly text: Rich
  readonly buttons: readonly (readonly OutboundButton[])[]
  readonly language: Language
  /** People this message calls by their numeric ids; nobody else is notified. */
  readonly mentions: readonly PersonId[]
  /** Edit this message instead of sending a new one. */
  readonly edits?: string
  readonly quiet: boolean
  /** The token of an invitation for this very app: opened by a button where the app has links for that. */
  readonly invitation?: string
  /** May have arrived before: says so where the app can't tell. */
  readonly repeat: boolean
  /** What it says, as keys (`step:change-password`, `ask:mail_flood`, `text:opening`): tests assert these, never wording. */
  readonly about: readonly string[]
}

export type Sent = {
  readonly message: string
  /** Where it went, when a room was opened for it: `to` was a `room` without a thread. */
  readonly place?: Address
  /** Where answers to this one message come from, when that is not the place it went to. */
  readonly answers?: Address
}

/** Why a message could not be sent; decides what the courier does. */
export type DeliveryProblem =
  /** Not sent; try again after `retryAfterMs`. */
  | 'wait'
  /** Nobody knows whether it arrived. */
  | 'ambiguous'
  /** This chat is shut: bot blocked, DMs closed, kicked, thread locked. */
  | 'closed'
  /** The message to edit is gone or too old: send it anew. */
  | 'gone'
  /** The app refused the message itself: our fault, never repeated as it is. */
  | 'refused'
  /** The token is dead: stop and say so. */
  | 'unauthorised'

export class DeliveryError extends Error {
  readonly problem: DeliveryProblem
  readonly retryAfterMs: number
  /** The chat has moved: its new id (group upgrade), or the place of another kind that stands in for a shut one. */
  readonly movedTo?: string | Address
  /** What is shut is the chat itself with everything in it, not one thread of it. */
  readonly isWholeChat: boolean
  /** Only this message has to wait; others may go to its chat meanwhile. */
  readonly isAlone: boolean
  constructor(
    problem: DeliveryProblem,
    message: string,
    options: {
      retryAfterMs?: number
      movedTo?: string | Address
      isWholeChat?: boolean
      isAlone?: boolean
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'DeliveryError'
    this.problem = problem
    this.retryAfterMs = options.retryAfterMs ?? 0
    this.movedTo = options.movedTo
    this.isWholeChat = options.isWholeChat ?? false
    this.isAlone = options.isAlone ?? false
  }
}

/** A platform is three verbs. */
export type Platform = {
  readonly name: PlatformName
  /** True where a repeated send with the same id is one message for the reader. */
  readonly idempotent: boolean
  /** Sends in flight at once. */
  readonly lanes: number
  listen(hear: (message: Inbound) => Promise<Heard>): Promise<void>
  /** @throws {DeliveryError} */
  send(message: Outbound): Promise<Sent>
  close(): Promise<void>
}

import type { HelpPreview } from './events.ts'
import type { FactId, PatternId, PersonId, StepId, WaitId } from './ids.ts'
import type { Action, Shown } from './intents.ts'

/** Something to say, as data. The core names texts by key; `content/` finds the words when the message is sent. */

export type Param =
  | string
  | number
  | { readonly time: number }
  | { readonly step: StepId }
  | { readonly pattern: PatternId }
  | { readonly fact: FactId }
  | { readonly country: string }

export type StepPart = 'text' | 'title' | 'how' | 'check' | 'trap' | 'cannot' | 'contacts'

export type Line =
  | { readonly text: string; readonly params?: Readonly<Record<string, Param>> }
  | { readonly step: StepId; readonly part: StepPart; readonly pattern?: PatternId; readonly place?: number }
  | { readonly fact: FactId; readonly part: 'ask' | 'why' | 'hint' | 'label' }
  | {
      readonly pattern: PatternId
      readonly part: 'understood' | 'hope' | 'remains' | 'watch_check' | 'title' | 'line' | 'short'
    }
  | { readonly wait: WaitId; readonly part: 'text' | 'ask' | 'nothing' }
  /** Registry entries for these purposes in the country of the case. */
  | { readonly contacts: readonly string[] }
  | { readonly preview: HelpPreview }
  /** Words of a person; shown as a quotation, made harmless first. */
  | {
      readonly said: string
      readonly from?: string
      /** Every link and number in it is registered: it stands as it was written. */
      readonly vouched?: true
    }
  | { readonly steps: readonly StepId[]; readonly as: 'ticked' | 'locked' }
  | { readonly waiting: readonly WaitId[] }
  | { readonly progress: true }

export type Label =
  | { readonly text: string }
  /** A name somebody chose; made harmless first. */
  | { readonly said: string }
  | { readonly fact: FactId; readonly value: 'yes' | 'no' }
  | { readonly pattern: PatternId }
  | { readonly wait: WaitId }
  | { readonly country: string }

export type Button = { readonly label: Label; readonly action: Action; readonly style: 'primary' | 'plain' | 'danger' }

/** Lower is sent first: an acknowledgement never waits behind a reminder. */
export const PRIORITY = { ack: 0, ping: 1, plan: 2, card: 3, reminder: 4 } as const
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY]

/** Whom a message is for. `helpers` lists the people one message calls (one message mentions N helpers). */
export type Audience =
  | { readonly person: PersonId }
  | { readonly helper: PersonId }
  | { readonly helpers: readonly PersonId[] }
  | { readonly moderators: true }

export type Effect = {
  readonly type: 'say'
  readonly to: Audience
  readonly lines: readonly Line[]
  readonly buttons: readonly (readonly Button[])[]
  readonly priority: Priority
  /** Messages with the same card name are one message, edited in place; without it each is new. */
  readonly card?: 'step' | 'plan' | 'ping' | 'case' | 'notice'
  /** Only changes a card that is already there; says nothing where there is none. */
  readonly editOnly?: boolean
  /** What the card says, in short: one that would read as it does already is not sent again. */
  readonly reads?: string
  /** A whole card (plan, timeline, call card …) appended after the lines. */
  readonly show?: Shown
  /** A card message carries its own silent flag: no sound for what nobody waits for. */
  readonly quiet?: boolean
  /** The invitation this message hands on, and the app it is for: one that can opens it by a button. */
  readonly invitation?: { readonly app: string; readonly token: string }
}

import type { AmountRead, Answer, FactRead, Refusal } from './events.ts'
import type { CaseId, CommunityId, FactId, Instant, Language, PatternId, PersonId, StepId, WaitId } from './ids.ts'
import type { Policy } from './roster.ts'

/** What the ear heard in a text: facts with quotes, likelihoods, nothing else. Secrets are already out of `text`. */
export type Reading = {
  readonly text: string
  readonly language?: Language
  readonly facts: readonly FactRead[]
  /** Log-odds per pattern id, `none` included. */
  readonly logits: Readonly<Record<string, number>>
  readonly amounts: readonly AmountRead[]
  readonly service?: string
  readonly country?: string
  readonly secrets: readonly string[]
  readonly crisis: boolean
  readonly threat: boolean
  /** The text mentions somebody who offers to get things back. */
  readonly secondHit: boolean
  readonly happenedAt?: string
  /** The text was longer than what is read. */
  readonly cut?: boolean
  /** Written in neither Japanese nor English. */
  readonly foreign?: boolean
  /** Which other language, an ISO 639 code, where it can be told. */
  readonly tongue?: string
}

/** What a button does: the press is a request, looked up again when it comes. */
export type Action =
  | { readonly type: 'answer'; readonly fact: FactId; readonly value: Answer }
  | { readonly type: 'done'; readonly step: StepId }
  | { readonly type: 'undo'; readonly step?: StepId }
  | { readonly type: 'waive'; readonly step: StepId }
  | { readonly type: 'stuck'; readonly step: StepId; readonly reason: 'cannot' | 'different' }
  | { readonly type: 'put-off'; readonly step: StepId; readonly minutes: number }
  | { readonly type: 'came'; readonly wait: WaitId; readonly came: boolean }
  | { readonly type: 'choose'; readonly pattern: PatternId | 'other' | 'unsure' }
  | { readonly type: 'reject'; readonly pattern: PatternId }
  | { readonly type: 'show'; readonly what: Shown }
  | { readonly type: 'offer-help' }
  /** `plain` leaves out which attack it is: the person chose to share less. */
  | { readonly type: 'call'; readonly plain?: boolean }
  | { readonly type: 'decline-help' }
  | { readonly type: 'continue' }
  | { readonly type: 'ask-close' }
  | { readonly type: 'close' }
  | { readonly type: 'keep-open' }
  | { readonly type: 'reopen' }
  | { readonly type: 'watch'; readonly quiet: boolean }
  | { readonly type: 'stop-watch' }
  | { readonly type: 'ask-forget' }
  | { readonly type: 'forget' }
  | { readonly type: 'called'; readonly step: StepId; readonly hours: number }
  | { readonly type: 'set-language'; readonly language: Language }
  /** `step`: whose desks it was asked for; they are shown with the answer. */
  | { readonly type: 'set-country'; readonly country: string; readonly step?: StepId }
  | { readonly type: 'claim' }
  | { readonly type: 'pass' }
  | { readonly type: 'release' }
  | { readonly type: 'still-here' }
  | { readonly type: 'not-them' }
  | { readonly type: 'trust-again' }
  /** A trusted person says that what was asked for comes from the person. */
  | { readonly type: 'vouch' }
  | { readonly type: 'own-words' }
  | { readonly type: 'allow-model'; readonly allowed: boolean }
  /** A ready question of prompts/ for the person. */
  | { readonly type: 'ask'; readonly ask: string }
  | { readonly type: 'report-contact'; readonly text?: string }
  | { readonly type: 'hand-over'; readonly to: PersonId }
  /** A wish about the community or another case, carried out by the desk. */
  | { readonly type: 'desk'; readonly desk: string; readonly input: Readonly<Record<string, string>> }

/** Something to look at; changes nothing. */
export type Shown =
  | 'now'
  | 'plan'
  | 'timeline'
  | 'helpers'
  | 'read-in'
  | 'signs'
  | 'aftercare'
  | 'crisis-lines'
  | 'call-card'
  | 'mail-search'
  | 'support-ladder'
  | 'support-message'
  | 'police-sheet'
  | 'second-hit'
  | 'export'
  | 'export-json'
  | 'help'
  | 'questions'
  | 'hand-over'
  | { readonly how: StepId }
  | { readonly why: FactId }
  /** A word of the glossary. */
  | { readonly term: string }

/** Who is not called for somebody: nobody at all, by a moderator's decision, or some helpers by their own. */
export type Blocks = { readonly everyone: boolean; readonly helpers: readonly PersonId[] }

/** What someone wants, free of any app. `by` is who; what they may do is decided here. */
export type Intent = { readonly by: PersonId } & (
  | Action
  | {
      readonly type: 'open'
      readonly id: CaseId
      readonly subject: PersonId
      readonly community?: CommunityId
      readonly language: Language
      readonly timeZone: string
      readonly policy: Policy
      readonly drill?: boolean
      /** Who here does not want to be called for them. */
      readonly blocks?: Blocks
      readonly reading?: Reading
    }
  | { readonly type: 'tell'; readonly reading: Reading; readonly quoted?: boolean }
  | {
      readonly type: 'model-read'
      readonly facts: readonly FactRead[]
      readonly logits: Readonly<Record<string, number>>
      /** Facts of the same text that the rules saw and the model did not. */
      readonly doubted?: readonly FactId[]
      readonly service?: string
      readonly country?: string
      readonly crisis?: boolean
    }
  | { readonly type: 'note'; readonly text: string; readonly private: boolean }
  | {
      readonly type: 'add-evidence'
      readonly name: string
      readonly mime: string
      readonly bytes: number
      readonly sha256?: string
      readonly url?: string
      /** The person's own voice, which a model could turn into words. */
      readonly spoken?: true
    }
  /** The call of a step was made, and an answer promised within so many hours. */
  | { readonly type: 'called'; readonly step: StepId; readonly hours: number }
  | {
      readonly type: 'log-contact'
      readonly contact: string
      readonly name?: string
      readonly reference?: string
      readonly promise?: string
      readonly dueAt?: Instant
    }
  | { readonly type: 'set-country'; readonly country: string; readonly step?: StepId }
  | { readonly type: 'set-time-zone'; readonly timeZone: string }
  | { readonly type: 'take-over'; readonly reason: string }
  | { readonly type: 'set-safe-word'; readonly salt: string; readonly hash: string }
  /** The safe word fitted, asked from the person's own account. */
  | { readonly type: 'prove' }
  /** The safe word fitted, asked from another account. */
  | { readonly type: 'move-in' }
  | { readonly type: 'stranger'; readonly text: string }
  /** A machine's translation of what the other side wrote. */
  | { readonly type: 'bridge'; readonly from: 'person' | 'helper'; readonly text: string }
  | { readonly type: 'relay'; readonly text: string }
  /** Decided at the desk, which keeps it for cases to come; without a helper it holds for everyone. */
  | { readonly type: 'block'; readonly helper?: PersonId }
  | { readonly type: 'unblock'; readonly helper?: PersonId }
  | { readonly type: 'refuse'; readonly reason: Refusal; readonly detail?: string }
  /** The app says that the person's chat is shut. */
  | { readonly type: 'unreached' }
  | { readonly type: 'clock'; readonly timer: string; readonly lateMs: number }
)

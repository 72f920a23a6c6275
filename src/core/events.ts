import type { CaseId, CommunityId, FactId, Instant, Language, PatternId, PersonId, StepId, WaitId } from './ids.ts'
import type { Policy } from './roster.ts'

/** Who says a fact is so. An answer of the person outweighs a reading of their text. */
/** `caution`: taken as so to protect whoever would rather not say; it says nothing about the attack. */
export type FactSource = 'text' | 'model' | 'answer' | 'helper' | 'step' | 'clock' | 'caution' | 'implied'

export type FactRead = { readonly fact: FactId; readonly value: boolean; readonly quote?: string }
export type AmountRead = { readonly amount: number; readonly currency: string; readonly quote?: string }
export type Answer = 'yes' | 'no' | 'unsure' | 'later'

/** Why a wish was refused; each has a text `refused.<reason>`. */
export type Refusal =
  | 'no-case'
  | 'closed'
  | 'not-yours'
  | 'not-helper'
  | 'not-owner'
  | 'not-lead'
  | 'locked'
  | 'not-in-plan'
  | 'nothing-to-undo'
  | 'taken'
  | 'full'
  | 'already-called'
  | 'nobody-to-call'
  | 'suspect'
  | 'old-button'
  | 'unknown-helper'
  | 'text-held-back'
  | 'secret-held-back'
  | 'not-called'
  | 'helper-full'
  | 'own-suspicion'
  | 'no-reason'
  | 'safe-word-wrong'
  | 'joined-just-now'
  | 'blocked'
  | 'moderators-have-it'
  | 'nothing-waits'

/**
 * What happened, past tense. The list of events is the timeline a police officer or a support agent later reads.
 * `at` is when the bot was told; `happenedAt` (as the person told it) stands beside it where it is known.
 */
export type Event = { readonly at: Instant; readonly by?: PersonId } & (
  | {
      readonly type: 'case-opened'
      readonly id: CaseId
      readonly reporter: PersonId
      readonly subject: PersonId
      readonly community?: CommunityId
      readonly language: Language
      readonly timeZone: string
      readonly policy: Policy
      readonly drill?: boolean
    }
  | {
      readonly type: 'told'
      readonly text: string
      readonly happenedAt?: string
      readonly quoted?: boolean
      readonly cut?: boolean
      readonly foreign?: boolean
      readonly tongue?: string
    }
  | { readonly type: 'facts-read'; readonly source: FactSource; readonly facts: readonly FactRead[] }
  | {
      readonly type: 'patterns-read'
      readonly source: 'text' | 'model'
      readonly logits: Readonly<Record<string, number>>
    }
  | { readonly type: 'amounts-read'; readonly amounts: readonly AmountRead[] }
  | { readonly type: 'service-read'; readonly service: string }
  | { readonly type: 'country-set'; readonly country: string }
  | { readonly type: 'secret-seen'; readonly kinds: readonly string[] }
  | { readonly type: 'crisis-seen'; readonly threat: boolean }
  | { readonly type: 'crisis-passed' }
  | { readonly type: 'second-hit-mentioned' }
  /** Asked once whether a model outside may read the texts; `by: 'policy'` tells that the community has decided so. */
  | { readonly type: 'model-asked'; readonly provider: string; readonly decided?: 'policy' }
  | { readonly type: 'model-allowed'; readonly allowed: boolean }
  /** Read from a text by rules, and not found there by the model: no longer known, so it may be asked. */
  | { readonly type: 'facts-doubted'; readonly facts: readonly FactId[] }
  | { readonly type: 'fact-contradicted'; readonly fact: FactId; readonly quote?: string; readonly value: boolean }
  | { readonly type: 'answered'; readonly fact: FactId; readonly value: Answer }
  | { readonly type: 'pattern-chosen'; readonly pattern: PatternId | 'other' | 'unsure' }
  | { readonly type: 'pattern-rejected'; readonly pattern: PatternId }
  | { readonly type: 'step-done'; readonly step: StepId }
  | { readonly type: 'step-undone'; readonly step: StepId }
  | { readonly type: 'step-waived'; readonly step: StepId }
  | { readonly type: 'step-stuck'; readonly step: StepId; readonly reason: 'cannot' | 'different' }
  | { readonly type: 'step-put-off'; readonly step: StepId; readonly until: Instant }
  | { readonly type: 'wait-started'; readonly wait: WaitId }
  | { readonly type: 'wait-reminded'; readonly wait: WaitId }
  | { readonly type: 'wait-lapsed'; readonly wait: WaitId }
  | { readonly type: 'wait-ended'; readonly wait: WaitId; readonly came: boolean }
  | {
      readonly type: 'shown'
      readonly focus: Focus
      readonly step?: StepId
      readonly question?: FactId
      readonly choices?: readonly PatternId[]
    }
  | { readonly type: 'nudged' }
  | { readonly type: 'noted'; readonly text: string; readonly private: boolean }
  | {
      readonly type: 'evidence-added'
      readonly name: string
      readonly mime: string
      readonly bytes: number
      readonly sha256?: string
      readonly url?: string
    }
  | {
      readonly type: 'contact-logged'
      readonly contact: string
      /** The step whose call it was, when it was logged with a button; then nobody is named. */
      readonly step?: StepId
      readonly name?: string
      readonly reference?: string
      readonly promise?: string
      readonly dueAt?: Instant
    }
  | { readonly type: 'promise-reminded'; readonly index: number }
  /** `chosen`: by the person, not by what they wrote. */
  | { readonly type: 'language-changed'; readonly language: Language; readonly chosen?: true }
  | { readonly type: 'time-zone-changed'; readonly timeZone: string }
  /** The preview that was shown; what is sent later is exactly this. */
  | { readonly type: 'help-offered'; readonly preview?: HelpPreview }
  | { readonly type: 'help-declined' }
  | { readonly type: 'help-called'; readonly preview: HelpPreview }
  | { readonly type: 'ring-called'; readonly round: number; readonly helpers: readonly PersonId[] }
  | { readonly type: 'rings-ended' }
  /** Nobody here is called for this person any more; with a helper, that one is not. */
  | { readonly type: 'blocked'; readonly helper?: PersonId }
  | { readonly type: 'unblocked'; readonly helper?: PersonId }
  /** A called helper can't right now; they are not called again for this call. */
  | { readonly type: 'passed'; readonly helper: PersonId }
  | { readonly type: 'claimed'; readonly helper: PersonId; readonly name: string }
  | { readonly type: 'claim-asked-again' }
  | { readonly type: 'claim-expired'; readonly helper: PersonId }
  | { readonly type: 'released'; readonly helper: PersonId }
  | { readonly type: 'handed-over'; readonly from: PersonId; readonly to: PersonId; readonly name: string }
  | {
      readonly type: 'taken-over'
      readonly from: PersonId
      readonly to: PersonId
      readonly name: string
      readonly reason: string
    }
  | { readonly type: 'helper-active' }
  /** The person's chat is shut, and there is no other way to them: what was for them did not arrive. */
  | { readonly type: 'unreached' }
  /** Somebody has the case, and from now on it is urgent (a step for now is open), or no longer. */
  | { readonly type: 'urgency-turned'; readonly urgent: boolean }
  | {
      readonly type: 'relayed'
      readonly from: 'person' | 'helper'
      readonly text: string
      /** A question from prompts/ instead of own words: each reads it in their own language. */
      readonly ready?: string
      /** A machine translated what the other wrote; it is marked as such. */
      readonly machine?: boolean
    }
  | { readonly type: 'suspected'; readonly reason: string }
  /** The safe word was right while the case was on hold: trust comes back after a delay unless a helper objects. */
  | { readonly type: 'trust-asked' }
  /** Only a salted hash of the safe word is kept. */
  | { readonly type: 'safe-word-set'; readonly salt: string; readonly hash: string }
  /** The case goes on from another account, proven by case code and safe word. */
  | { readonly type: 'moved'; readonly from: PersonId; readonly to: PersonId }
  /** The person says that somebody poses as a helper. */
  | { readonly type: 'contact-reported'; readonly text?: string }
  /** Somebody who is no helper wrote into the case room. */
  | { readonly type: 'stranger-wrote'; readonly text: string }
  /** Asked for while helpers are in the case: it waits for a second person or the safe word, and for the end of a notice. */
  | {
      readonly type: 'wish-held'
      readonly wish: HeldWish
      /** The word that would be set. */
      readonly safeWord?: { readonly salt: string; readonly hash: string }
    }
  /** A second trusted person says that it is them, or the safe word fitted. */
  | { readonly type: 'wishes-confirmed' }
  | { readonly type: 'wish-granted'; readonly wish: HeldWish }
  /** The person has thought better of what was waiting. */
  | { readonly type: 'wishes-dropped' }
  | { readonly type: 'trust-restored' }
  | { readonly type: 'close-asked' }
  | { readonly type: 'forget-asked' }
  | { readonly type: 'closed' }
  | { readonly type: 'reopened' }
  | { readonly type: 'watched'; readonly day: number }
  | { readonly type: 'watch-answered'; readonly quiet: boolean }
  | { readonly type: 'watch-stopped' }
  | { readonly type: 'forgotten' }
  | {
      readonly type: 'refused'
      readonly reason: Refusal
      readonly step?: StepId
      /** What it was about, e.g. the link that was held back. */
      readonly detail?: string
    }
)

/** What the person is looking at: an action, a choice of patterns, a wait, the end, or that it reads like no incident. */
export type Focus = 'act' | 'choose' | 'waiting' | 'finished' | 'none' | 'crisis'

/** How far the person has come: at the beginning, under way, stuck, or waiting for somebody's answer. */
export type HelpStage = 'start' | 'under-way' | 'stuck' | 'waiting'

/** What a thief in the person's account would want: the record, the end of the help, the end of the traces, the way back in. */
export type HeldWish = 'export' | 'export-json' | 'close' | 'forget' | 'safe-word'

/** Exactly what a ping shares: no names, no numbers, no amounts. */
export type HelpPreview = {
  readonly stage?: HelpStage
  readonly pattern?: PatternId
  readonly urgency: 'now' | 'today' | 'week'
  readonly language: Language
  readonly crisis: boolean
}

export type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>

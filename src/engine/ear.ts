import type { Answer, Event } from '../core/events.ts'
import type { FactId, Language } from '../core/ids.ts'
import type { Reading } from '../core/intents.ts'
import type { FactRead } from '../core/events.ts'

/** What the ear made of a text. The text in `reading` has no secrets left in it; nothing else of it is ever kept. */
export type HeardText = {
  readonly reading: Reading
  /** The pending question answered in words. */
  readonly answer?: { readonly fact: FactId; readonly value: Answer }
  /** A question of the person about the bot's own question or words ("why do you ask?", "what is 2FA?"). */
  readonly asks?: 'why' | 'how' | 'who'
  /** The word of the glossary they ask about. */
  readonly term?: string
  /** Nothing readable: empty, binary, only emoji. */
  readonly empty: boolean
}

/** The one door of `understanding/`: text in, facts out, synchronously, without a model. */
export type Ear = {
  listen(text: string, context: { readonly language: Language; readonly question?: FactId }): HeardText
}

/** What a model found in a text, as far as code could check it. */
export type SecondReading = {
  readonly facts: readonly FactRead[]
  readonly logits: Readonly<Record<string, number>>
  readonly service?: string
  readonly country?: string
  /** A second look found somebody in danger from themselves; it can add a crisis, never take one back. */
  readonly crisis?: boolean
}

/** The model reader: never inside a turn; its facts arrive as their own intent. Undefined = rules go on. */
export type SecondReader = {
  /** Whose model it is; named when the person is asked whether it may read along. Absent: it runs in the house, nothing leaves. */
  readonly provider?: string
  /** Never rejects. @param context `asked` is the question the text may answer */
  read(text: string, context: { readonly caseId: string; readonly asked?: FactId }): Promise<SecondReading | undefined>
}

/** What a model is shown at most: the beginning, where the attack is told, and the end, where it stands now. */
const STORY_HEAD_CHARACTERS = 5_000
const STORY_TAIL_CHARACTERS = 5_000

/** Everything the person told in their own words, oldest first; forwarded mails are somebody else's. */
export function storyOf(events: readonly Event[], subject: string): string {
  const told = events.flatMap(event =>
    event.type === 'told' && event.by === subject && !event.quoted ? [event.text] : [],
  )
  const story = told.join('\n\n')
  return story.length <= STORY_HEAD_CHARACTERS + STORY_TAIL_CHARACTERS
    ? story
    : `${story.slice(0, STORY_HEAD_CHARACTERS)}\n\n${story.slice(-STORY_TAIL_CHARACTERS)}`
}

/**
 * Translates for a person who reads neither of our languages, and between a person and a helper who share none; what it gives
 * is marked as a machine's.
 */
export type Translator = {
  /** Who gets the texts; absent when it runs in the house. With one, the person must have said yes to it. */
  readonly provider?: string
  /** @param to an ISO 639 code */
  translate(text: string, from: Language, to: string): Promise<string | undefined>
}

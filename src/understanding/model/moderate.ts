import type OpenAI from 'openai'
import type { Log } from '../../log.ts'
import { failureOf } from './failure.ts'

/** A second look for people in danger from themselves; the word lists have looked already, and never wait for this. */
export type Moderator = {
  /** Never rejects: where nobody answers, nothing more is known. */
  inDanger(text: string): Promise<boolean>
}

const MODEL = 'omni-moderation-latest'
const MAX_CHARACTERS = 8_000
/** Talk about an attack is full of threats and violence; only these two speak of the writer. */
const SIGNS = ['self-harm', 'self-harm/intent'] as const
/** A wrong alarm costs a kind question, so the bar is not high; below it every sad night is one. */
const FROM_SCORE = 0.5

export function openModerator(client: OpenAI, log: Log): Moderator {
  let off = false
  return {
    async inDanger(text) {
      if (off) return false
      try {
        const { results } = await client.moderations.create({ model: MODEL, input: text.slice(0, MAX_CHARACTERS) })
        return results.some(({ categories, category_scores: scores }) =>
          SIGNS.some(sign => categories[sign] && scores[sign] >= FROM_SCORE),
        )
      } catch (error) {
        const reason = failureOf(error)
        // Many compatible servers have no moderation: asking each time would be a line for every text.
        if (reason === 'not-found' || reason === 'key-refused') off = true
        log.warn('moderation-missing', {
          reason,
          error,
          hint: off ? 'the provider offers no moderation; crisis is found by words alone' : 'crisis is found by words',
        })
        return false
      }
    },
  }
}

import { z } from 'zod'
import type { Clock } from '../../engine/clock.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { openKeyv } from '../../store/keyv.ts'
import { openBreaker } from './breaker.ts'
import { DEFAULT_ALLOWANCE, openBudget } from './budget.ts'
import { openChat } from './chat.ts'
import type { Chat, ModelSettings } from './chat.ts'
import { HINTS } from './failure.ts'
import { readPrompt } from './meanings.ts'
import { digest } from './read.ts'

/**
 * Machine translation, always marked as such by whoever shows it. What a translation must not change is checked by code;
 * where it did, the original is what people get. Crisis texts are never given to it: they stand in prompts/ in both languages.
 */
export type ModelTranslator = {
  /** Who gets the texts; see `SecondReader`. */
  readonly provider: string
  /**
   * @param from language of the text, an ISO 639 code
   * @returns undefined when it can't be translated safely: send the original; never rejects
   */
  translate(text: string, from: string, to: string): Promise<string | undefined>
}

const TIMEOUT_MS = 10_000
const CACHE_MS = 30 * 24 * 60 * 60_000
const MAX_CHARACTERS = 4_000
/** A translation many times as long as its original says more than its original. */
const MAX_GROWTH = 4
const GROWTH_FREE_CHARACTERS = 80

const Translated = z.strictObject({
  translation: z.string().describe('The message in the other language, nothing else'),
})

export async function openTranslator(parts: {
  readonly settings: ModelSettings
  readonly provider: string
  readonly archive: Archive
  readonly clock: Clock
  readonly log: Log
  readonly chat?: Chat
}): Promise<ModelTranslator> {
  const { archive, log } = parts
  const now = () => parts.clock.now()
  const chat = parts.chat ?? (await openChat(parts.settings, Translated, 'translation'))
  const cache = openKeyv(archive, 'model-translations', z.string())
  const breaker = openBreaker(now)
  // Translations belong to no case; the day's allowance is the one all calls share.
  const budget = openBudget(archive, now, { ...DEFAULT_ALLOWANCE, callsPerCase: Infinity, tokensPerCase: Infinity })
  return {
    provider: parts.provider,
    async translate(text, from, to) {
      if (text.trim() === '' || text.length > MAX_CHARACTERS || from === to) return undefined
      try {
        const system = readPrompt('translate', { language: nameOf(to) })
        const key = digest(`${chat.name}\n${system}\n${text}`)
        const kept = await cache.get(key)
        if (kept !== undefined) return kept
        if (!breaker.mayTry()) return undefined
        if (!(await budget.take('translation'))) {
          breaker.worked()
          log.warn('untranslated', { reason: 'budget', hint: HINTS.budget })
          return undefined
        }
        const mark = `message-${digest(text)}`
        const found = await chat.ask({ system, user: `<${mark}>\n${text}\n</${mark}>` }, { timeoutMs: TIMEOUT_MS })
        await budget.spend('translation', found.tokens)
        if (!found.ok) {
          breaker.failed()
          log.warn('untranslated', { reason: found.failure, hint: HINTS[found.failure], error: found.error })
          return undefined
        }
        breaker.worked()
        const answer = Translated.safeParse(found.answer)
        const translation = answer.success ? answer.data.translation.trim() : ''
        if (!saysTheSame(text, translation)) {
          log.warn('untranslated', {
            reason: 'changed',
            hint: 'numbers, links or length differ: the original was sent',
          })
          return undefined
        }
        await cache.set(key, translation, CACHE_MS)
        return translation
      } catch (error) {
        log.warn('untranslated', { error, hint: 'the original was sent' })
        return undefined
      }
    },
  }
}

const nameOf = (code: string) => new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code

const LINKS =
  /\b(?:https?:\/\/|www\.)[^\s<>"'「」、。()（）]+|\b[\w.+-]+@[\w-]+\.[\w.]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b(?:\/\S*)?/gi
const NUMBERS = /[#+]?\d[\d,.\-/: ()]*\d|#?\d/g
const PLACEHOLDERS = /\[[^\]\n]{1,40}\]/g

/** A translation may change words only: the same links, the same numbers, the same removed secrets, no flood of text. */
export function saysTheSame(original: string, translation: string): boolean {
  if (translation === '' || translation.length > original.length * MAX_GROWTH + GROWTH_FREE_CHARACTERS) return false
  const [before, after] = [original, translation].map(text => text.normalize('NFKC')) as [string, string]
  return (
    same(before, after, LINKS, link => link.toLowerCase().replace(/[.,;:!?]+$/, '')) &&
    same(before.replace(LINKS, ' '), after.replace(LINKS, ' '), NUMBERS, number => number.replace(/\D/g, '')) &&
    same(before, after, PLACEHOLDERS, word => word)
  )
}

const same = (before: string, after: string, what: RegExp, plain: (found: string) => string) => {
  const found = (text: string) => (text.match(what) ?? []).map(plain).sort().join('\n')
  return found(before) === found(after)
}

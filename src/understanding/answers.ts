import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'
import type { Answer } from '../core/events.ts'

/** An answer typed instead of pressed: 「たぶんまだ入れます」, "nope", "idk". Words are data in prompts/reader/answers.yaml. */

const Words = z.strictObject({ ja: z.array(z.string().min(1)), en: z.array(z.string().min(1)) })
const AnswerWords = z.strictObject({
  yes: Words,
  no: Words,
  unsure: Words,
  later: Words,
  why: Words,
  how: Words,
  second_hit: Words,
})

/** Beyond this a message is a story, not an answer. */
const ANSWER_MAX_CHARACTERS = 60

export type AnswerReader = {
  /** A short reply to the pending question. */
  answer(text: string): Answer | undefined
  /** A question back: why do you ask, how is it done. */
  asks(text: string): 'why' | 'how' | undefined
  /** Somebody offers to get things back. */
  secondHit(text: string): boolean
}

/** @throws an Error naming the file when it can't be used */
export function openAnswers(file = join(import.meta.dirname, '../../prompts/reader/answers.yaml')): AnswerReader {
  const parsed = AnswerWords.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} does not fit: ${z.prettifyError(parsed.error)}`)
  const words = parsed.data
  const fold = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[。、.!?！？\s~〜ー…]+$/u, '')
      .trim()
  const starts = (text: string, { ja, en }: { ja: string[]; en: string[] }) =>
    ja.some(word => text.startsWith(word)) ||
    en.some(word => text === word || text.startsWith(`${word} `) || text.startsWith(`${word},`))
  const holds = (text: string, { ja, en }: { ja: string[]; en: string[] }) =>
    [...ja, ...en].some(word => text.includes(word))
  return {
    answer(raw) {
      const text = fold(raw)
      if (text.length === 0 || text.length > ANSWER_MAX_CHARACTERS) return undefined
      // "Don't know" and "later" begin like a no in both languages, so they are looked for first.
      for (const value of ['unsure', 'later', 'no', 'yes'] as const) if (starts(text, words[value])) return value
      return undefined
    },
    asks(raw) {
      const text = fold(raw)
      if (text.length > ANSWER_MAX_CHARACTERS) return undefined
      if (holds(text, words.why)) return 'why'
      return holds(text, words.how) ? 'how' : undefined
    },
    secondHit: text => holds(text.normalize('NFKC').toLowerCase(), words.second_hit),
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'

/** Which word of prompts/glossary.yaml somebody asks about: 「二段階認証って何?」, "what's a session?". */
export type Glossary = {
  /** Id of the longest word of the glossary in the question. */
  find(question: string): string | undefined
  readonly size: number
}

const Words = z.array(z.string().min(2))
const Entries = z.array(z.looseObject({ id: z.string(), words: z.strictObject({ ja: Words, en: Words }) }))

const LATIN = /[\p{Script=Latin}\p{N}]/u

/** @throws an Error naming the file when it can't be used */
export function openGlossary(file = join(import.meta.dirname, '../../prompts/glossary.yaml')): Glossary {
  const parsed = Entries.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} does not fit: ${z.prettifyError(parsed.error)}`)
  const words = parsed.data
    .flatMap(({ id, words: { ja, en } }) => [...ja, ...en].map(word => ({ id, word: plain(word) })))
    .sort((a, b) => b.word.length - a.word.length)
  return {
    size: parsed.data.length,
    find(question) {
      const text = plain(question)
      return words.find(({ word }) => stands(text, word))?.id
    },
  }
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/[’‘]/g, "'")

/** Latin words stand by themselves; Japanese has no gaps between words. */
function stands(text: string, word: string): boolean {
  if (!LATIN.test(word[0] ?? '')) return text.includes(word)
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1], text[at + word.length]]
    const open = (beside: string | undefined) => beside === undefined || !LATIN.test(beside)
    if (open(before) && (open(after) || /^s(?![a-z])/.test(text.slice(at + word.length)))) return true
  }
  return false
}

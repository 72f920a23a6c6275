import { isDigit, isJapanese } from './fold.ts'

/** A stretch of text with one predicate, and the sentence it is part of; `quoted` when inside quotation marks. */
export type Clause = { start: number; end: number; sentence: number; quoted: boolean; question: boolean }

const JA_BREAKS = [
  'けれども',
  'けれど',
  'けど',
  'ので',
  'のに',
  'ですが',
  'ますが',
  'たが',
  'ないが',
  'たら',
  'から',
  'んやけど',
  'し、',
  'って、',
]
const EN_BREAKS = [
  'but',
  'because',
  'so',
  'when',
  'while',
  'until',
  'although',
  'though',
  'since',
  'which',
  'who',
  'then',
  'and',
  'before',
  'after',
  'cos',
  'cause',
  'unless',
  'however',
  'except',
  'where',
  'yet',
]

/** First character → the words or endings that begin with it, in order: most characters begin none. */
function byFirst(list: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const known = new Map<number, string[]>()
  for (const one of list) known.set(one.charCodeAt(0), [...(known.get(one.charCodeAt(0)) ?? []), one])
  return known
}
const JA_BREAKS_BY_FIRST = byFirst(JA_BREAKS)
const EN_BREAKS_BY_FIRST = byFirst(EN_BREAKS)
/** A Japanese clause that ends with a connecting ending is no shorter without it. */
const LEAST_JA_CHARS = 4

/**
 * Cuts folded text into sentences and those into clauses, in one pass. Japanese clauses end at punctuation and after
 * connecting endings; English ones at punctuation and before a conjunction.
 */
export function splitClauses(folded: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  let sentence = 0
  let depth = 0
  let isQuoted = false
  let sentenceFirst = 0
  const close = (end: number): void => {
    if (end > start) clauses.push({ start, end, sentence, quoted: depth > 0 || isQuoted, question: false })
    start = end
  }
  const endSentence = (end: number, question: boolean): void => {
    close(end)
    if (question) {
      const last = clauses.at(-1)
      if (last !== undefined && clauses.length > sentenceFirst) last.question = true
    }
    sentence++
    sentenceFirst = clauses.length
  }
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i)
    if (code >= 0x61 && code <= 0x7a) continue
    if (code === 0x20) {
      if (EN_BREAKS_BY_FIRST.get(folded.charCodeAt(i + 1))?.some(word => isWordAt(folded, word, i + 1)) === true)
        close(i + 1)
      continue
    }
    if (isJapanese(code)) {
      if (i - start < LEAST_JA_CHARS) continue
      const broke = JA_BREAKS_BY_FIRST.get(code)?.find(ending => folded.startsWith(ending, i))
      if (broke === undefined) continue
      i += broke.length - 1
      close(i + 1)
      continue
    }
    const char = folded[i]!
    switch (char) {
      case '。':
      case '\n':
      case '!':
      case '…':
        endSentence(i + 1, false)
        break
      case '?':
        // "スパム?(外国からの)が届く": a doubtful word, not the end of a question.
        if (folded[i + 1] === '(') close(i + 1)
        else endSentence(i + 1, true)
        break
      case '.': {
        const next = folded.charCodeAt(i + 1)
        if (Number.isNaN(next) || next === 0x20 || next === 0x22 || next === 0x29 || isJapanese(next))
          endSentence(i + 1, false)
        break
      }
      case '、':
      case ',':
      case ';':
      case ':':
      case '—':
      case '(':
      case ')':
        if (!(char === ',' && isDigit(folded.charCodeAt(i - 1)) && isDigit(folded.charCodeAt(i + 1)))) close(i + 1)
        break
      case '「':
      case '『':
      case '“':
        close(i)
        depth++
        break
      case '」':
      case '』':
      case '”':
        close(i + 1)
        depth = Math.max(0, depth - 1)
        break
      case '"':
        close(i)
        isQuoted = !isQuoted
        break
    }
  }
  close(folded.length)
  return clauses
}

function isWordAt(folded: string, word: string, at: number): boolean {
  if (!folded.startsWith(word, at)) return false
  const next = folded.charCodeAt(at + word.length)
  return !(next >= 0x61 && next <= 0x7a)
}

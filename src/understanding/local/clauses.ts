import { isJapanese } from './fold.ts'

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
const EN_BREAKS = new Set([
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
])

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
        if (!(char === ',' && isDigitAt(folded, i - 1) && isDigitAt(folded, i + 1))) close(i + 1)
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
      default:
        if (char === ' ') {
          const word = wordAt(folded, i + 1)
          if (EN_BREAKS.has(word)) close(i + 1)
        } else if (isJapanese(folded.charCodeAt(i))) {
          const broke = JA_BREAKS.find(ending => folded.startsWith(ending, i))
          if (broke !== undefined && i - start >= 4) {
            i += broke.length - 1
            close(i + 1)
          }
        }
    }
  }
  close(folded.length)
  return clauses
}

function isDigitAt(folded: string, index: number): boolean {
  const code = folded.charCodeAt(index)
  return code >= 0x30 && code <= 0x39
}

function wordAt(folded: string, from: number): string {
  let end = from
  while (end < folded.length && end - from < 10 && folded.charCodeAt(end) >= 0x61 && folded.charCodeAt(end) <= 0x7a)
    end++
  return folded.slice(from, end)
}

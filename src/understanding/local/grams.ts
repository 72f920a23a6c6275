import { isDigit } from './fold.ts'
import type { Feature } from './linear.ts'
import { tokenize } from './tokens.ts'

/** More of these from one text tell nothing new. */
export const MOST_GRAMS = 3000

/**
 * What the words of the text are, without knowing what they mean: words and pairs of words, or runs of two or three
 * characters where there are no blanks. They catch what no author thought of. By name, for learning; reading goes by
 * number (`gram-book.ts`).
 */
export function gramsOf(folded: string, lang: 'ja' | 'en'): string[] {
  const names = new Set<string>()
  if (lang === 'en') {
    let before = ''
    const { count, units, from } = tokenize(folded)
    for (let token = 0; token < count && names.size < MOST_GRAMS; token++) {
      const word = stemOf(units, from[token]!, from[token + 1]!)
      names.add(`w ${word}`)
      if (before !== '') names.add(`w ${before} ${word}`)
      before = word
    }
    return [...names]
  }
  let since = 0
  for (let i = 0; i < folded.length && names.size < MOST_GRAMS; i++) {
    if (endsRun(folded.charCodeAt(i))) {
      since = i + 1
      continue
    }
    for (let from = Math.max(since, i - 2); from < i; from++) names.add(`j ${folded.slice(from, i + 1)}`)
  }
  return [...names]
}

/** Blanks and punctuation, over which no run of characters reaches. */
export function endsRun(code: number): boolean {
  return code <= 0x20 || code === 0x3001 || code === 0x3002
}

/** The more of them one text has, the less each weighs. */
export function gramStrength(distinct: number): number {
  return Math.min(0.5, 4 / Math.sqrt(Math.max(1, distinct)))
}

/** The same as features of a whole text. */
export function textGrams(folded: string, lang: 'ja' | 'en'): Feature[] {
  const names = gramsOf(folded, lang)
  const strength = gramStrength(names.length)
  return names.map(name => ({ name, strength }))
}

const ENDINGS = ['ing', 'ed', 'es', 's', 'ly'].map(ending => Array.from(ending, char => char.charCodeAt(0)))
/** Letters that a stem keeps, at least. */
const LEAST_STEM = 4

/** Where a word ends without the ending that its grammar gives it; a number ends where it starts, since all are the same one. */
export function stemEnd(units: Uint16Array, start: number, end: number): number {
  if (isDigit(units[start]!)) return start
  for (const ending of ENDINGS) {
    const stem = end - ending.length
    if (stem - start >= LEAST_STEM && ending.every((unit, i) => units[stem + i] === unit)) return stem
  }
  return end
}

/** The stem as a string; every number is `0`. */
export function stemOf(units: Uint16Array, start: number, end: number): string {
  const until = stemEnd(units, start, end)
  return until === start ? '0' : String.fromCharCode(...units.subarray(start, until))
}

import type { Feature } from './linear.ts'
import { tokenize } from './matcher.ts'

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
    for (const token of tokenize(folded)) {
      if (names.size >= MOST_GRAMS) break
      const word = stem(token.word)
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

const ENDINGS = ['ing', 'ed', 'es', 's', 'ly']

/** A word without the ending that its grammar gives it; every number is the same number. */
export function stem(word: string): string {
  const first = word.charCodeAt(0)
  if (first >= 0x30 && first <= 0x39) return '0'
  for (const ending of ENDINGS) {
    if (word.length > ending.length + 3 && word.endsWith(ending)) return word.slice(0, -ending.length)
  }
  return word
}

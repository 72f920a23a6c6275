import type { Feature } from './linear.ts'
import { tokenize } from './matcher.ts'

/** More of these from one text tell nothing new. */
const MOST_GRAMS = 4000

/**
 * What the words of the text are, without knowing what they mean: words and pairs of words, or runs of two to four
 * characters where there are no blanks. They weigh little beside the concepts; they catch what no author thought of.
 */
export function textGrams(folded: string, lang: 'ja' | 'en'): Feature[] {
  const names = new Set<string>()
  if (lang === 'en') {
    const tokens = tokenize(folded)
    for (let i = 0; i < tokens.length && names.size < MOST_GRAMS; i++) {
      const word = stem(tokens[i]!.word)
      names.add(`w ${word}`)
      const next = tokens[i + 1]
      if (next !== undefined) names.add(`w ${word} ${stem(next.word)}`)
    }
  } else {
    for (let i = 0; i + 2 <= folded.length && names.size < MOST_GRAMS; i++) {
      for (let length = 2; length <= 4 && i + length <= folded.length; length++) {
        const gram = folded.slice(i, i + length)
        if (/[\s。、]/.test(gram)) break
        names.add(`j ${gram}`)
      }
    }
  }
  const strength = Math.min(0.5, 4 / Math.sqrt(Math.max(1, names.size)))
  return [...names].map(name => ({ name, strength }))
}

function stem(word: string): string {
  if (/^\d+$/.test(word)) return '0'
  for (const ending of ['ing', 'ed', 'es', 's', 'ly']) {
    if (word.length > ending.length + 3 && word.endsWith(ending)) return word.slice(0, -ending.length)
  }
  return word
}

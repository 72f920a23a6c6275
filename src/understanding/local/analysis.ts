import { splitClauses } from './clauses.ts'
import type { Clause } from './clauses.ts'
import { fold } from './fold.ts'
import type { Hit } from './hits.ts'
import { tokenize } from './tokens.ts'
import type { Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A hit with the clause it starts in. */
export type PlacedHit = Hit & { clause: number }

/** A text taken apart: what is said, in which clause, and how that clause is meant. */
export type Analysis = {
  lang: 'ja' | 'en'
  folded: string
  /** Its words, where there are blanks between them. */
  tokens: Tokens
  clauses: readonly Clause[]
  hits: readonly PlacedHit[]
  /** Places of negation that are not part of another concept ("知らない" is a word, not a negation). */
  negations: readonly PlacedHit[]
  /** Clause → the first negation in it or after it; one more at the end. */
  negationsFrom: Int32Array
  /** How each clause is meant: numbers of `Vocabulary.marks`, in the order said; the same as bits. */
  marks: readonly (readonly number[])[]
  masks: Int32Array
  /** Sentence number → its first clause; one more at the end. */
  sentences: readonly number[]
}

/** Takes a text apart with the vocabulary of its language. Linear in the text. */
export function analyse(text: string, lang: 'ja' | 'en', vocabulary: Vocabulary): Analysis {
  const folded = fold(text)
  const clauses = splitClauses(folded)
  const tokens = tokenize(lang === 'en' ? folded : '')
  const raw = vocabulary.match(folded, tokens)
  const negation = vocabulary.idOf('neg')
  const masked = maskNegations(folded, lang, raw, vocabulary)
  const hits: PlacedHit[] = []
  const negations: PlacedHit[] = []
  const negationsFrom = new Int32Array(clauses.length + 1)
  const marks: number[][] = clauses.map(() => [])
  const masks = new Int32Array(clauses.length)
  const mark = (clause: number, number: number): void => {
    if (number < 0 || (masks[clause]! & (1 << number)) !== 0) return
    masks[clause]! |= 1 << number
    marks[clause]!.push(number)
  }
  let clause = 0
  for (const { concept, start, end } of raw) {
    while (clause + 1 < clauses.length && clauses[clause + 1]!.start <= start) {
      clause++
      negationsFrom[clause] = negations.length
    }
    if (concept === negation) {
      if (masked[start] === 0 || masked[end - 1] === 0) negations.push({ concept, start, end, clause })
      continue
    }
    hits.push({ concept, start, end, clause })
    mark(clause, vocabulary.markOf[concept]!)
  }
  negationsFrom.fill(negations.length, clause + 1)
  const sentences: number[] = []
  const question = vocabulary.marks.indexOf('question')
  const quoted = vocabulary.marks.indexOf('quoted')
  for (let index = 0; index < clauses.length; index++) {
    const one = clauses[index]!
    if (index === 0 || clauses[index - 1]!.sentence !== one.sentence) sentences.push(index)
    if (one.question) mark(index, question)
    if (one.quoted) mark(index, quoted)
  }
  sentences.push(clauses.length)
  return { lang, folded, tokens, clauses, hits, negations, negationsFrom, marks, masks, sentences }
}

/** 1 for every character of a concept that holds its own negation, if any: one that stands there is not meant of anything else. */
function maskNegations(folded: string, lang: 'ja' | 'en', hits: readonly Hit[], vocabulary: Vocabulary): Uint8Array {
  const masked = new Uint8Array(folded.length + 1)
  const notNegation = vocabulary.idOf('notneg')
  // "Was not on" says "not" of whatever it stands beside: it takes no negation away from others.
  const wasOff = vocabulary.idOf('had_off')
  for (const { concept, start, end } of hits) {
    if (concept === wasOff || end - start < 2) continue
    if (concept !== notNegation) {
      // What only tells how a clause is meant masks none, `neg` itself among it.
      if (vocabulary.markOf[concept]! >= 0) continue
      // An English phrase of several words that holds its own "not" ("not mine") is one meaning; one word is not.
      if (lang === 'en' && !hasBlank(folded, start, end)) continue
    }
    // A form that stops at "入れませ" is meant with the ん that follows.
    masked.fill(1, start, lang === 'ja' && folded.startsWith('ませ', end - 2) ? end + 1 : end)
  }
  return masked
}

function hasBlank(folded: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (folded.charCodeAt(i) === 0x20) return true
  return false
}

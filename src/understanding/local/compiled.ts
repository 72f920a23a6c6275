import { stating } from './belief.ts'
import { MOST_GRAM_CHARS, WORD_STRENGTH } from './candidates.ts'
import type { Around, Candidate } from './candidates.ts'
import { openGramBook } from './gram-book.ts'
import type { GramBook, SeenGrams } from './gram-book.ts'
import { normalised } from './linear.ts'
import type { Feature } from './linear.ts'
import { ranked } from './read.ts'
import type { Judged } from './read.ts'
import type { Weights } from './weights.ts'

/**
 * The learned weights, arranged so that reading looks nothing up that could be looked up once: words and character runs
 * by number, and what surrounds a fact summed for all facts at once. Gives what the weights by name give.
 */
export type Compiled = {
  readonly book: GramBook
  judge(features: readonly Feature[], seen: SeenGrams): Judged
  /** How likely each candidate of one text is right. */
  trust(likely: readonly string[], seen: SeenGrams): (candidate: Candidate) => number
}

/** Below these log odds no words of a clause bring a candidate back; it saves looking them up. */
export const HOPELESS = -2.5

/** Pairs of a place and a weight. */
type Pairs = { at: number[]; weight: number[] }

/** Arranges weights once; `trust` and `judge` then only add. */
export function compile(weights: Weights): Compiled {
  const { facts, none, patterns } = weights
  const isGram = (name: string): boolean => /^[wj] /.test(name)
  const names = new Set<string>()
  for (const map of [none.weights, patterns.weights, patterns.sparse, ...facts.words.values()]) {
    for (const name of map.keys()) if (isGram(name)) names.add(name)
  }
  const book = openGramBook([...names])

  const noneOf = new Float64Array(book.size)
  for (const [name, weight] of none.weights) if (isGram(name)) noneOf[book.idOf(name)] = weight
  const patternsOf: (Pairs | undefined)[] = Array.from({ length: book.size })
  const addPatterns = (name: string, at: number[], weight: number[]): void => {
    if (isGram(name)) patternsOf[book.idOf(name)] = { at, weight }
  }
  for (const [name, pairs] of patterns.sparse) {
    addPatterns(
      name,
      pairs.filter((_, i) => i % 2 === 0),
      pairs.filter((_, i) => i % 2 === 1),
    )
  }
  for (const [name, row] of patterns.weights) addPatterns(name, [...row.keys()], [...row])

  // What a reading itself is like; a small table of its own, since it is asked most.
  const own = new Map([...facts.weights].filter(([name]) => !/^(?:near|in) /.test(name)))

  // What is stated: every fact and value that any weight speaks of.
  const statements = new Map<string, number>()
  for (const name of facts.words.keys()) statements.set(name, statements.size)
  for (const name of facts.weights.keys()) {
    const told = /^(?:near|in) .* (\S+ (?:true|false))$/.exec(name)?.[1]
    if (told !== undefined && !statements.has(told)) statements.set(told, statements.size)
  }
  const factsOf: (Pairs | undefined)[] = Array.from({ length: book.size })
  for (const [stated, words] of facts.words) {
    const at = statements.get(stated)!
    for (const [name, weight] of words) {
      const pairs = (factsOf[book.idOf(name)] ??= { at: [], weight: [] })
      pairs.at.push(at)
      pairs.weight.push(weight * WORD_STRENGTH)
    }
  }
  const rows = new Map<string, Float64Array>()
  const rowOf = (prefix: string): Float64Array => {
    let row = rows.get(prefix)
    if (row === undefined) {
      row = Float64Array.from(statements.keys(), stated => facts.weights.get(`${prefix} ${stated}`) ?? 0)
      rows.set(prefix, row)
    }
    return row
  }
  const addRow = (sums: Float64Array, row: Float64Array): void => {
    for (let i = 0; i < sums.length; i++) sums[i]! += row[i]!
  }

  // Which words a stretch of text was found to hold already: the stretch's number, so that nothing is cleared between.
  const counted = new Float64Array(book.size)
  let stamp = 0

  return {
    book,
    judge(features, seen) {
      let sum = none.bias
      const scores = [...patterns.bias]
      for (const { name, strength } of features) {
        sum += (none.weights.get(name) ?? 0) * strength
        const row = patterns.weights.get(name)
        if (row !== undefined) for (let i = 0; i < scores.length; i++) scores[i]! += row[i]! * strength
      }
      for (const id of seen.distinct) {
        sum += noneOf[id]! * seen.strength
        const pairs = patternsOf[id]
        if (pairs === undefined) continue
        for (let i = 0; i < pairs.at.length; i++) scores[pairs.at[i]!]! += pairs.weight[i]! * seen.strength
      }
      return ranked(1 / (1 + Math.exp(-sum)), patterns.classes, normalised(scores, patterns.temperature))
    },
    trust(likely, seen) {
      const overall = new Float64Array(statements.size)
      for (const pattern of likely) addRow(overall, rowOf(`in ${pattern}`))
      const sums = new Map<Around, { near: Float64Array; words: Float64Array | null }>()
      const wordsAround = ({ start, end }: Around): Float64Array => {
        const until = Math.min(end, start + MOST_GRAM_CHARS)
        const words = new Float64Array(statements.size)
        stamp++
        for (let i = firstFrom(seen.ends, start + 1); i < seen.ends.length && seen.ends[i]! <= until; i++) {
          const id = seen.ids[i]!
          if (seen.starts[i]! < start || counted[id] === stamp) continue
          counted[id] = stamp
          const pairs = factsOf[id]
          if (pairs === undefined) continue
          for (let j = 0; j < pairs.at.length; j++) words[pairs.at[j]!]! += pairs.weight[j]!
        }
        return words
      }
      return candidate => {
        let sum = facts.bias
        for (const name of candidate.features) sum += own.get(name) ?? 0
        const at = statements.get(stating(candidate))
        if (at !== undefined) {
          let known = sums.get(candidate.around)
          if (known === undefined) {
            known = { near: new Float64Array(statements.size), words: null }
            for (const concept of candidate.around.said) addRow(known.near, rowOf(`near ${concept}`))
            sums.set(candidate.around, known)
          }
          sum += overall[at]! + known.near[at]!
          if (sum >= HOPELESS) sum += (known.words ??= wordsAround(candidate.around))[at]!
        }
        return 1 / (1 + Math.exp(-sum))
      }
    },
  }
}

/** The first place in ascending numbers that holds `least` or more. */
function firstFrom(ascending: readonly number[], least: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}

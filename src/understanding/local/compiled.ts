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

/** For each word its places and their weights, laid end to end. */
type Packed = { readonly from: Int32Array; readonly at: Uint16Array; readonly weight: Float64Array }

/** Lays rows of place, weight, place, weight … end to end. */
function pack(rows: readonly (readonly number[] | undefined)[]): Packed {
  const size = rows.reduce((sum, row) => sum + (row?.length ?? 0) / 2, 0)
  const packed = { from: new Int32Array(rows.length + 1), at: new Uint16Array(size), weight: new Float64Array(size) }
  let end = 0
  rows.forEach((row = [], id) => {
    for (let i = 0; i < row.length; i += 2, end++) {
      packed.at[end] = row[i]!
      packed.weight[end] = row[i + 1]!
    }
    packed.from[id + 1] = end
  })
  return packed
}

const isGram = (name: string): boolean => /^[wj] /.test(name)
const withoutGrams = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...map].filter(([name]) => !isGram(name)))

/** What the words and character runs weigh, by number. */
function weighGrams({ facts, none, patterns }: Parameters<typeof compile>[0], statements: ReadonlyMap<string, number>) {
  const names = new Set<string>()
  for (const map of [none.weights, patterns.weights, patterns.sparse, ...facts.words.values()]) {
    for (const name of map.keys()) if (isGram(name)) names.add(name)
  }
  const book = openGramBook([...names])
  const ids = new Map([...names].map((name, id) => [name, id]))
  const idOf = (name: string): number => ids.get(name) ?? -1
  const noneOf = new Float64Array(names.size)
  for (const [name, weight] of none.weights) if (isGram(name)) noneOf[idOf(name)] = weight
  const patternsOf: (readonly number[] | undefined)[] = Array.from({ length: names.size })
  for (const [name, pairs] of patterns.sparse) if (isGram(name)) patternsOf[idOf(name)] = pairs
  for (const [name, row] of patterns.weights)
    if (isGram(name)) patternsOf[idOf(name)] = row.flatMap((weight, at) => [at, weight])
  const factsOf: (number[] | undefined)[] = Array.from({ length: names.size })
  for (const [stated, words] of facts.words)
    for (const [name, weight] of words)
      (factsOf[idOf(name)] ??= []).push(statements.get(stated)!, weight * WORD_STRENGTH)
  return { book, noneOf, patternsOf: pack(patternsOf), factsOf: pack(factsOf) }
}

/** What is stated: every fact and value that any weight speaks of, numbered. */
function stated({ words, weights }: Weights['facts']): ReadonlyMap<string, number> {
  const statements = new Map<string, number>()
  for (const name of words.keys()) statements.set(name, statements.size)
  for (const name of weights.keys()) {
    const told = /^(?:near|in) .* (\S+ (?:true|false))$/.exec(name)?.[1]
    if (told !== undefined && !statements.has(told)) statements.set(told, statements.size)
  }
  return statements
}

/** What surrounds a fact ("near card", "in fake-shop"), and what that says of each statement. */
function surroundings({ weights }: Weights['facts'], statements: ReadonlyMap<string, number>) {
  const rows = new Map<string, Float64Array>()
  for (const [name, weight] of weights) {
    const [, prefix, statement] = /^((?:near|in) .*) (\S+ (?:true|false))$/.exec(name) ?? []
    if (prefix === undefined || statement === undefined) continue
    let row = rows.get(prefix)
    if (row === undefined) rows.set(prefix, (row = new Float64Array(statements.size)))
    row[statements.get(statement)!] = weight
  }
  return rows
}

/** Arranges weights once; `trust` and `judge` then only add. The weights by name are not kept. */
export function compile(weights: Pick<Weights, 'facts' | 'none' | 'patterns'>): Compiled {
  const statements = stated(weights.facts)
  const { book, noneOf, patternsOf, factsOf } = weighGrams(weights, statements)
  const { classes, temperature } = weights.patterns
  const bias = { facts: weights.facts.bias, none: weights.none.bias, patterns: weights.patterns.bias }
  // What a reading itself is like; a small table of its own, since it is asked most.
  const own = new Map([...weights.facts.weights].filter(([name]) => !/^(?:near|in) /.test(name)))
  const noneByName = withoutGrams(weights.none.weights)
  const patternsByName = withoutGrams(weights.patterns.weights)
  const rows = surroundings(weights.facts, statements)
  const addRow = (sums: Float64Array, row: Float64Array | undefined): void => {
    if (row !== undefined) for (let i = 0; i < sums.length; i++) sums[i]! += row[i]!
  }

  // Which words a stretch of text was found to hold already: the stretch's number, so that nothing is cleared between.
  const counted = new Float64Array(noneOf.length)
  let stamp = 0

  return {
    book,
    judge(features, seen) {
      let sum = bias.none
      const scores = [...bias.patterns]
      for (const { name, strength } of features) {
        sum += (noneByName.get(name) ?? 0) * strength
        const row = patternsByName.get(name)
        if (row !== undefined) for (let i = 0; i < scores.length; i++) scores[i]! += row[i]! * strength
      }
      for (const id of seen.distinct) {
        sum += noneOf[id]! * seen.strength
        const { from, at, weight } = patternsOf
        for (let i = from[id]!; i < from[id + 1]!; i++) scores[at[i]!]! += weight[i]! * seen.strength
      }
      return ranked(1 / (1 + Math.exp(-sum)), classes, normalised(scores, temperature))
    },
    trust(likely, seen) {
      const overall = new Float64Array(statements.size)
      for (const pattern of likely) addRow(overall, rows.get(`in ${pattern}`))
      const sums = new Map<Around, { near: Float64Array; words: Float64Array | null }>()
      const wordsAround = ({ start, end }: Around): Float64Array => {
        const until = Math.min(end, start + MOST_GRAM_CHARS)
        const words = new Float64Array(statements.size)
        stamp++
        for (let i = firstFrom(seen.ends, start + 1); i < seen.ends.length && seen.ends[i]! <= until; i++) {
          const id = seen.ids[i]!
          if (seen.starts[i]! < start || counted[id] === stamp) continue
          counted[id] = stamp
          const { from, at, weight } = factsOf
          for (let j = from[id]!; j < from[id + 1]!; j++) words[at[j]!]! += weight[j]!
        }
        return words
      }
      return candidate => {
        let sum = bias.facts
        for (const name of candidate.features) sum += own.get(name) ?? 0
        const at = statements.get(stating(candidate))
        if (at !== undefined) {
          let known = sums.get(candidate.around)
          if (known === undefined) {
            known = { near: new Float64Array(statements.size), words: null }
            for (const concept of candidate.around.said) addRow(known.near, rows.get(`near ${concept}`))
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

import { hashOn, NO_HASH } from '../hash.ts'
import { endsRun, gramStrength, MOST_GRAMS, stemEnd, stemOf } from './grams.ts'
import { PairSet, PairTable } from './pair-table.ts'
import { WordTable } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** Where a text says words or character runs that weigh something, in the order of their ends. */
export type SeenGrams = {
  /** Number in the book, beginning and end of each; only of those that the book tells the places of. */
  readonly ids: readonly number[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Those of the whole text, each once, and what each weighs beside the concepts. */
  readonly distinct: readonly number[]
  readonly strength: number
}

/** The words and character runs that some weight knows, numbered by how they are written, so that none is cut out of a text. */
export type GramBook = {
  see(folded: string, lang: 'ja' | 'en', tokens: Tokens): SeenGrams
}

/** Words that the book does not know are numbered from here on, text by text. */
const UNKNOWN_WORDS = 1 << 24
/** What `stemOf` makes of a number. */
const NUMBER = '0'

/**
 * Opens a book on the names that `gramsOf` gives; each name keeps its place as its number.
 * @param placed of how many of them, from the first, it is told where they stand
 */
export function openGramBook(names: readonly string[], placed: number): GramBook {
  const words = new Map<string, number>()
  const isRun = (name: string): boolean => name.startsWith('j ')
  const runCount = names.filter(isRun).length
  const runs = new PairTable(runCount)
  const pairs = new PairTable(names.length - runCount)
  const wordId = (word: string): number => {
    let id = words.get(word)
    if (id === undefined) words.set(word, (id = words.size))
    return id
  }
  for (const [id, name] of names.entries()) {
    const written = name.slice(2)
    if (isRun(name)) runs.add(...runKey(written, 0, written.length), id)
    else {
      const [first = '', second] = written.split(' ')
      if (second === undefined) pairs.add(0, wordId(first), id)
      else pairs.add(wordId(first) + 1, wordId(second), id)
    }
  }
  const table = new WordTable([...words.keys()])
  const known = new PairSet(MOST_GRAMS + 2)
  return {
    see(folded, lang, tokens) {
      known.clear()
      const seen = new Seen(known, placed)
      if (lang === 'en') seeWords(tokens, table, words.get(NUMBER) ?? -1, pairs, seen)
      else seeRuns(folded, runs, seen)
      return seen.result()
    },
  }
}

/** Two or three characters as a pair of numbers. */
function runKey(text: string, from: number, end: number): [number, number] {
  const last = (text.charCodeAt(end - 2) << 16) | text.charCodeAt(end - 1)
  return [end - from > 2 ? text.charCodeAt(from) : 0, last]
}

function seeRuns(folded: string, runs: PairTable, seen: Seen): void {
  let since = 0
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i)
    if (endsRun(code)) {
      since = i + 1
      continue
    }
    if (i === since) continue
    const last = (folded.charCodeAt(i - 1) << 16) | code
    // The longer run first, as `gramsOf` names them.
    if (i - since >= 2) seen.add(folded.charCodeAt(i - 2), last, runs, i - 2, i + 1)
    seen.add(0, last, runs, i - 1, i + 1)
    seen.close()
  }
}

/** @param number what every number is, if the book knows any */
function seeWords(tokens: Tokens, words: WordTable, number: number, pairs: PairTable, seen: Seen): void {
  const { count, starts, ends, units, from } = tokens
  const unknown = new Map<string, number>()
  let before = -1
  for (let token = 0; token < count; token++) {
    const id = idOf(token)
    seen.add(0, id, pairs, starts[token]!, ends[token]!)
    if (before >= 0) seen.add(before + 1, id, pairs, starts[token - 1]!, ends[token]!)
    seen.close()
    before = id
  }

  function idOf(token: number): number {
    const start = from[token]!
    const end = stemEnd(units, start, from[token + 1]!)
    if (end === start && number >= 0) return number
    let hash = NO_HASH
    for (let i = start; i < end; i++) hash = hashOn(hash, units[i]!)
    const id = words.find(units, start, end, hash)
    if (id >= 0) return id
    const word = stemOf(units, start, from[token + 1]!)
    const known = unknown.get(word) ?? UNKNOWN_WORDS + unknown.size
    unknown.set(word, known)
    return known
  }
}

/** Collects what a text says. */
class Seen {
  readonly #ids: number[] = []
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #distinct: number[] = []
  readonly #known: PairSet
  readonly #placed: number
  #count = 0
  #isFull = false
  constructor(known: PairSet, placed: number) {
    this.#known = known
    this.#placed = placed
  }
  add(high: number, low: number, table: PairTable, start: number, end: number): void {
    const id = table.get(high, low)
    if (id >= 0 && id < this.#placed) {
      this.#ids.push(id)
      this.#starts.push(start)
      this.#ends.push(end)
    }
    if (!this.#isFull && this.#known.add(high, low)) {
      this.#count++
      if (id >= 0) this.#distinct.push(id)
    }
  }
  /** After the runs that end at one place: enough of them, and the text as a whole is known. */
  close(): void {
    if (this.#count >= MOST_GRAMS) this.#isFull = true
  }
  result(): SeenGrams {
    return {
      ids: this.#ids,
      starts: this.#starts,
      ends: this.#ends,
      distinct: this.#distinct,
      strength: gramStrength(this.#count),
    }
  }
}

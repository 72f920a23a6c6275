import { endsRun, gramStrength, MOST_GRAMS, stem } from './grams.ts'
import type { Token } from './matcher.ts'
import { PairTable } from './pair-table.ts'

/** Where a text says words or character runs that weigh something, in the order of their ends. */
export type SeenGrams = {
  /** Number in the book, beginning and end of each. */
  readonly ids: readonly number[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Those of the whole text, each once, and what each weighs beside the concepts. */
  readonly distinct: readonly number[]
  readonly strength: number
}

/** The words and character runs that some weight knows, numbered by how they are written, so that none is cut out of a text. */
export type GramBook = {
  see(folded: string, lang: 'ja' | 'en', tokens: readonly Token[]): SeenGrams
}

/** Words that the book does not know are numbered from here on, text by text. */
const UNKNOWN_WORDS = 1 << 24

/** Opens a book on the names that `gramsOf` gives; each name keeps its place as its number. */
export function openGramBook(names: readonly string[]): GramBook {
  const words = new Map<string, number>()
  const runs = new PairTable(names.length)
  const pairs = new PairTable(names.length)
  const wordId = (word: string): number => {
    let id = words.get(word)
    if (id === undefined) words.set(word, (id = words.size))
    return id
  }
  for (const [id, name] of names.entries()) {
    const written = name.slice(2)
    if (name.startsWith('j ')) runs.add(...runKey(written, 0, written.length), id)
    else {
      const [first = '', second] = written.split(' ')
      if (second === undefined) pairs.add(0, wordId(first), id)
      else pairs.add(wordId(first) + 1, wordId(second), id)
    }
  }
  return {
    see: (folded, lang, tokens) => (lang === 'en' ? seeWords(tokens, words, pairs) : seeRuns(folded, runs)),
  }
}

/** Two or three characters as a pair of numbers. */
function runKey(text: string, from: number, end: number): [number, number] {
  const last = (text.charCodeAt(end - 2) << 16) | text.charCodeAt(end - 1)
  return [end - from > 2 ? text.charCodeAt(from) : 0, last]
}

function seeRuns(folded: string, runs: PairTable): SeenGrams {
  const seen = new Seen()
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
  return seen.result()
}

function seeWords(tokens: readonly Token[], words: ReadonlyMap<string, number>, pairs: PairTable): SeenGrams {
  const seen = new Seen()
  const unknown = new Map<string, number>()
  let before = -1
  let beforeStart = 0
  for (const { word, start, end } of tokens) {
    const stemmed = stem(word)
    let id = words.get(stemmed) ?? unknown.get(stemmed)
    if (id === undefined) unknown.set(stemmed, (id = UNKNOWN_WORDS + unknown.size))
    seen.add(0, id, pairs, start, end)
    if (before >= 0) seen.add(before + 1, id, pairs, beforeStart, end)
    seen.close()
    before = id
    beforeStart = start
  }
  return seen.result()
}

/** Collects what a text says. */
class Seen {
  readonly #ids: number[] = []
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #distinct: number[] = []
  readonly #known = new PairTable(MOST_GRAMS + 2)
  #count = 0
  #isFull = false
  add(high: number, low: number, table: PairTable, start: number, end: number): void {
    const id = table.get(high, low)
    if (id >= 0) {
      this.#ids.push(id)
      this.#starts.push(start)
      this.#ends.push(end)
    }
    if (!this.#isFull && this.#known.add(high, low, 1)) {
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

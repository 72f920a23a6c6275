import { hashOn, NO_HASH } from '../hash.ts'
import { isAsciiWord } from './fold.ts'

/** The words of a text with blanks, letters and digits only: apostrophes are left out ("can't" is `cant`). */
export type Tokens = {
  readonly count: number
  /** Where each begins and ends in the text. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Their UTF-16 units one behind the other, and where each begins there; one more at the end. */
  readonly units: Uint16Array
  readonly from: Int32Array
}

/** Splits folded text into words; a Japanese run is skipped. */
export function tokenize(folded: string): Tokens {
  const most = (folded.length >> 1) + 1
  const starts = new Int32Array(most)
  const ends = new Int32Array(most)
  const from = new Int32Array(most + 1)
  const units = new Uint16Array(folded.length)
  let count = 0
  let used = 0
  let isInside = false
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i)
    if (isAsciiWord(code) || (code >= 0xc0 && code < 0x3000 && code !== 0xd7 && !(code >= 0x2000 && code < 0x2c00))) {
      if (!isInside) {
        starts[count] = i
        from[count] = used
        isInside = true
      }
      units[used++] = code
    } else if (isInside && !(code === 0x27 && i + 1 < folded.length && isAsciiWord(folded.charCodeAt(i + 1)))) {
      ends[count++] = i
      isInside = false
    }
  }
  if (isInside) ends[count++] = folded.length
  from[count] = used
  return { count, starts, ends, units, from }
}

/** Words by number, found by their units: no string is cut out of a text to look it up. */
export class WordTable {
  /** Hash and number plus one of each, by open addressing. */
  readonly #slots: Int32Array
  readonly #units: Uint16Array
  readonly #from: Int32Array
  /** @param words each once; known by its place in the list */
  constructor(words: readonly string[]) {
    let slots = 16
    while (slots < words.length * 2) slots *= 2
    this.#slots = new Int32Array(slots * 2)
    this.#from = new Int32Array(words.length + 1)
    this.#units = new Uint16Array(words.reduce((sum, { length }) => sum + length, 0))
    words.forEach((word, number) => {
      const start = this.#from[number]!
      let hash = NO_HASH
      for (let i = 0; i < word.length; i++) {
        this.#units[start + i] = word.charCodeAt(i)
        hash = hashOn(hash, word.charCodeAt(i))
      }
      this.#from[number + 1] = start + word.length
      let slot = this.#first(hash)
      while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & (this.#slots.length - 1)
      this.#slots[slot] = hash
      this.#slots[slot + 1] = number + 1
    })
  }
  #first(hash: number): number {
    return ((hash ^ (hash >>> 15)) << 1) & (this.#slots.length - 1)
  }
  /** The number of the word that stands in `units` from `start` to `end` and has this hash, or -1. */
  find(units: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots
    for (let slot = this.#first(hash); slots[slot + 1] !== 0; slot = (slot + 2) & (slots.length - 1)) {
      if (slots[slot] === hash && this.#isAt(slots[slot + 1]! - 1, units, start, end)) return slots[slot + 1]! - 1
    }
    return -1
  }
  #isAt(word: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.#from[word]!
    if (this.#from[word + 1]! - from !== end - start) return false
    for (let i = 0; i < end - start; i++) if (this.#units[from + i] !== units[start + i]) return false
    return true
  }
}

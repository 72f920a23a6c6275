import { PairTable } from './pair-table.ts'

/**
 * Which of many phrases begin at a place of a text: one look for each character, and most characters begin none. Walk from
 * node 0 with `step` until it gives 0.
 */
export class PhraseTrie {
  readonly #steps: PairTable
  /** A bit for every UTF-16 unit that a phrase begins with: few enough to stay at hand. */
  readonly #first = new Uint32Array(0x10000 / 32)
  readonly #ends: (readonly number[] | undefined)[]
  /** @param phrases each is known by its place in the list */
  constructor(phrases: readonly string[]) {
    this.#steps = new PairTable(nodesFor(phrases))
    const ends: number[][] = []
    let nodes = 1
    phrases.forEach((phrase, number) => {
      const first = phrase.charCodeAt(0)
      this.#first[first >>> 5]! |= 1 << (first & 31)
      let node = 0
      for (let i = 0; i < phrase.length; i++) {
        const code = phrase.charCodeAt(i)
        if (this.#steps.add(node, code, nodes)) nodes++
        node = this.#steps.get(node, code)
      }
      ;(ends[node] ??= []).push(number)
    })
    this.#ends = Array.from({ length: nodes }, (_, node) => ends[node])
  }
  /** The node behind this UTF-16 unit, 0 when no phrase goes on so. */
  step(node: number, code: number): number {
    if (node === 0 && ((this.#first[code >>> 5]! >>> (code & 31)) & 1) === 0) return 0
    const next = this.#steps.get(node, code)
    return next < 0 ? 0 : next
  }
  /** The phrases that end at a node, in the order of the list. */
  endsAt(node: number): readonly number[] | undefined {
    return this.#ends[node]
  }
}

/** How many nodes phrases take that share their beginnings. */
function nodesFor(phrases: readonly string[]): number {
  let before = ''
  let nodes = 1
  for (const phrase of phrases.toSorted()) {
    let shared = 0
    while (shared < phrase.length && phrase[shared] === before[shared]) shared++
    nodes += phrase.length - shared
    before = phrase
  }
  return nodes
}

/** One place where the text says a concept; offsets are those of the text. */
export type Hit = { concept: number; start: number; end: number }

/** A hit is one number while it is sorted: its start, how far it falls short of the longest, its concept. */
const MOST_CONCEPTS = 1 << 13
const MOST_CHARS = 1 << 19

/** Collects hits as they are found and gives them in order: by start, the longer first, each once. */
export class FoundHits {
  #keys = new Float64Array(256)
  #count = 0
  add(concept: number, start: number, end: number): void {
    if (this.#count === this.#keys.length) {
      const more = new Float64Array(this.#count * 2)
      more.set(this.#keys)
      this.#keys = more
    }
    this.#keys[this.#count++] = (start * MOST_CHARS + (MOST_CHARS - 1 - (end - start))) * MOST_CONCEPTS + concept
  }
  inOrder(): Hit[] {
    const keys = this.#keys.subarray(0, this.#count).sort()
    const hits: Hit[] = []
    let before = -1
    for (const key of keys) {
      if (key === before) continue
      before = key
      const place = Math.floor(key / MOST_CONCEPTS)
      const start = Math.floor(place / MOST_CHARS)
      const length = MOST_CHARS - 1 - (place - start * MOST_CHARS)
      hits.push({ concept: key - place * MOST_CONCEPTS, start, end: start + length })
    }
    return hits
  }
}

/** A map that keeps its keys in ascending order of UTF-16 units (for ASCII keys: byte order). */
export type SortedMap<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  /** Entries with `from <= key < to`, ascending or descending. The map must not change meanwhile. */
  between(from: string, to: string, reverse?: boolean): Generator<[string, Value]>
  /** All entries, ascending; a copy. */
  entries(): [string, Value][]
}

/** An empty sorted map: a Map beside a sorted list of its keys, found by halving. */
export function sortedMap<Value>(): SortedMap<Value> {
  const values = new Map<string, Value>()
  const keys: string[] = []

  /** The place of the first key that is not below `key`. */
  function placeOf(key: string): number {
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    get: key => values.get(key),
    set(key, value) {
      if (!values.has(key)) keys.splice(placeOf(key), 0, key)
      values.set(key, value)
    },
    delete(key) {
      if (values.delete(key)) keys.splice(placeOf(key), 1)
    },
    *between(from, to, reverse = false) {
      const first = placeOf(from)
      const end = placeOf(to)
      for (let n = 0; n < end - first; n++) {
        const key = keys[reverse ? end - 1 - n : first + n]!
        yield [key, values.get(key)!]
      }
    },
    entries: () => keys.map(key => [key, values.get(key)!]),
  }
}

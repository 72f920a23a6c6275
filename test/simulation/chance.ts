/** Seeded randomness: the same seed gives the same run on every machine. */
export type Chance = {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from 0 (included) to `limit` (excluded). */
  below(limit: number): number
  is(probability: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** One of the names, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name
}

/** The generator is mulberry32 (public domain, Tommy Ettinger). */
export function chance(seed: number): Chance {
  let a = seed >>> 0
  function next(): number {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    is: probability => next() < probability,
    pick<Item>(list: readonly Item[]): Item {
      if (list.length === 0) throw new RangeError('nothing to pick from')
      return list[below(list.length)] as Item
    },
    weighted(weights) {
      const entries = Object.entries(weights) as [never, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name
      return entries[entries.length - 1]![0]
    },
  }
}

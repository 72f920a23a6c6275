import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOn, NO_HASH } from '../hash.ts'

/** How many entries the table has; two words that fall on the same one pass for the more usual. */
const ENTRIES = 1 << 16
/** Stories a word must stand in to be of each level. */
const LEVELS = [4, 16, 80]

/** How usual words are where nothing secret is told: two bits for each, learned from the stories that the reader learns from. */
export type Usual = Uint8Array

/** The table as it was learned; whoever learns it anew may overwrite it. */
export const USUAL: Usual = load()

function load(): Usual {
  const table = new Uint8Array(ENTRIES / 4)
  table.set(
    Buffer.from(readFileSync(join(import.meta.dirname, 'usual.txt'), 'utf8'), 'base64').subarray(0, ENTRIES / 4),
  )
  return table
}

/** How usual a word in small letters is: 0 for hardly ever met, 3 for everywhere. */
export function usualness(lower: string, from: number, to: number, table = USUAL): number {
  const entry = place(lower, from, to)
  return ((table[entry >> 2] ?? 0) >> ((entry & 3) * 2)) & 3
}

/** The table of words by the number of stories that hold them. */
export function usualTable(stories: ReadonlyMap<string, number>): Usual {
  const table = new Uint8Array(ENTRIES / 4)
  for (const [word, count] of stories) {
    const level = LEVELS.filter(least => count >= least).length
    const entry = place(word, 0, word.length)
    const shift = (entry & 3) * 2
    const there = ((table[entry >> 2] ?? 0) >> shift) & 3
    if (level > there) table[entry >> 2] = ((table[entry >> 2] ?? 0) & ~(3 << shift)) | (level << shift)
  }
  return table
}

function place(text: string, from: number, to: number): number {
  let hash = NO_HASH
  for (let at = from; at < to; at++) hash = hashOn(hash, text.charCodeAt(at))
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 12)) & (ENTRIES - 1)
}

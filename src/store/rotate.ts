import { openPair, sealPair, WITNESS } from './envelope.ts'
import { StoreError } from './errors.ts'
import { sealedWith } from './seal.ts'
import type { Sealer } from './seal.ts'
import type { Row, Shelf, ShelfChanges } from './shelf.ts'

/** Rows read for one commit: few, so that turns go on between. */
const BATCH_ROWS = 64
/** A batch whose rows the engine keeps changing meanwhile is read again this often. */
const TRIES = 50

/**
 * Seals every value that another key sealed with the current one. Each batch applies only to what it has read, so a
 * commit of the engine in between is never overwritten.
 * @returns how many values were sealed anew
 * @throws {StoreError} `wrong-key` or `tampered` at the first value that can't be opened; what was done stays valid
 */
export async function rotateRows(shelf: Shelf, sealer: Sealer): Promise<number> {
  let rotated = 0
  let rows: Row[] = []
  do {
    rows = await shelf.rangePrefix('', { after: rows.at(-1)?.[0], limit: BATCH_ROWS })
    const keys = rows.filter(([key, value]) => !key.endsWith(WITNESS) && isOld(sealer, value)).map(([key]) => key)
    rotated += await resealed(shelf, sealer, keys)
  } while (rows.length === BATCH_ROWS)
  return rotated
}

async function resealed(shelf: Shelf, sealer: Sealer, keys: readonly string[]): Promise<number> {
  for (let tries = 1; ; tries++) {
    const replace = await replacements(shelf, sealer, keys)
    try {
      await shelf.commit({ set: [], remove: [], replace })
      return replace.length / 2
    } catch (error) {
      const movedMeanwhile = error instanceof StoreError && error.code === 'conflict'
      if (!movedMeanwhile || tries === TRIES) throw error
    }
  }
}

async function replacements(
  shelf: Shelf,
  sealer: Sealer,
  keys: readonly string[],
): Promise<NonNullable<ShelfChanges['replace']>> {
  const found = await shelf.getMany(keys.flatMap(key => [key, key + WITNESS]))
  return keys.flatMap((key, n) => {
    const [sealed, witness] = found.slice(2 * n, 2 * n + 2)
    // The engine may have removed or rewritten the row since its key was read.
    if (sealed === undefined || !isOld(sealer, sealed)) return []
    const kept = openPair(sealer, { key, sealed, witness })!
    const fresh = sealPair(sealer, key, kept.version, kept.value)
    return [
      { key, was: sealed, value: fresh.sealed },
      { key: key + WITNESS, was: witness!, value: fresh.witness },
    ]
  })
}

/** An index row is empty: there is nothing in it to seal. */
function isOld(sealer: Sealer, value: string): boolean {
  return value !== '' && sealedWith(value) !== sealer.keyId
}

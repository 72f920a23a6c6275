import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { openArchive } from './archive.ts'
import type { Archive } from './archive.ts'
import { StoreError } from './errors.ts'
import { readDataKeys } from './keyfile.ts'
import type { KeySource } from './keyfile.ts'
import { memoryShelf } from './memory.ts'
import { DATA_KEY_BYTES } from './seal.ts'
import type { Shelf } from './shelf.ts'
import { sqliteShelf } from './sqlite.ts'
import { parseStoreUrl } from './url.ts'

/** An open store: the archive and the care of the file below it. */
export type Store = Archive &
  Pick<Shelf, 'prune' | 'checkpoint' | 'close'> & {
    /**
     * Copies the store to a file while it is in use. The data key is not in it: keep that apart.
     * @throws {StoreError} `invalid` for `memory:`
     */
    backup(path: string): Promise<void>
  }

/**
 * Opens the store that STORE_URL names, as its only owner. The key file of an embedded store is created with it.
 * @param options.key - where the data key is; not needed for `memory:`, which then makes one up
 * @param options.now - the clock for expiry, milliseconds since 1970 UTC
 * @throws {StoreError} with one line for the operator; nothing stays open then
 */
export async function openStore(options: { url: string; key?: KeySource; now?: () => number }): Promise<Store> {
  const { url, key, now } = options
  const place = parseStoreUrl(url)
  if (place.scheme === 'memory') {
    const dataKeys = key ? readDataKeys(key, true) : [randomBytes(DATA_KEY_BYTES)]
    const shelf = memoryShelf({ now })
    return { ...(await openArchive(shelf, dataKeys)), ...careOf(shelf), backup: refuseBackup }
  }
  if (!key) throw new StoreError('missing-key', 'The store needs a data key: set DATA_KEY or DATA_KEY_FILE.')
  const dataKeys = readDataKeys(key, isNew(place.path))
  const shelf = sqliteShelf({ path: place.path, now })
  try {
    return { ...(await openArchive(shelf, dataKeys)), ...careOf(shelf), backup: path => shelf.backup(path) }
  } catch (error) {
    await shelf.close()
    if (!(error instanceof StoreError) || error.code !== 'wrong-key') throw error
    const name = 'file' in key ? key.file : 'DATA_KEY'
    const line = `${name} does not hold the key of ${place.path}: put back the key that the store was made with.`
    throw new StoreError('wrong-key', line, { cause: error })
  }
}

function careOf(shelf: Shelf): Pick<Shelf, 'prune' | 'checkpoint' | 'close'> {
  return { prune: now => shelf.prune(now), checkpoint: () => shelf.checkpoint(), close: () => shelf.close() }
}

function isNew(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0
}

async function refuseBackup(): Promise<never> {
  throw new StoreError('invalid', 'A memory store has no file to back up: set STORE_URL to a "sqlite:" file.')
}

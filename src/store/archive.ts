import { createHmac, createSecretKey } from 'node:crypto'
import { z } from 'zod'
import { sealPair, WITNESS } from './envelope.ts'
import type { SealedPair } from './envelope.ts'
import { StoreError } from './errors.ts'
import { opener } from './opener.ts'
import type { Opener } from './opener.ts'
import { rotateRows } from './rotate.ts'
import { sealer, subkey } from './seal.ts'
import type { Page, Shelf, ShelfChanges } from './shelf.ts'

/**
 * A value as it was committed: any JSON, and the version it was put with. Not to be changed in place, neither what was loaded
 * nor what was put: a row that nobody wrote meanwhile gives the same value again.
 */
export type Kept = { value: unknown; version: number }

/** One input's changes. No key may occur twice. */
export type Changes = {
  /**
   * Values to seal and keep. `version` is the writer's own count (0 when it has none); `expiresAt`, milliseconds since
   * 1970 UTC, is when the row disappears by itself.
   */
  put?: readonly { key: string; value: unknown; version?: number | undefined; expiresAt?: number | undefined }[]
  /** Index rows: a key and nothing else, readable by `keys` and `count`. They are not sealed, so they prove nothing. */
  plain?: readonly { key: string; expiresAt?: number | undefined }[]
  /** Rows of either kind to remove; one that is not there is no error. */
  remove?: readonly string[]
}

/**
 * The store's face for the engine: sealed values under ordered keys, changed in atomic, durable commits.
 *
 * Keys are 1 to 511 printable ASCII characters and stand in the file in the clear: put blinded ids in them, never a
 * platform id, a name or a word of a person. Keys that start with `!` are the store's own.
 *
 * Who can write the file (but has no data key) is noticed when they change, swap, remove or bring back a single sealed
 * row. They are not noticed when they bring back or remove a row together with its witness row, put back the whole file, or
 * add and remove index rows; and `list` does not miss a value that was removed together with its witness.
 *
 * Every function rejects with StoreError; `tampered` and `wrong-key` mean that the operator is needed.
 */
export type Archive = {
  /** The value under `key`; undefined when it was never put, was removed or has expired. */
  load(key: string): Promise<Kept | undefined>
  /** The values of several keys in their order, all seen at one moment. */
  loadMany(keys: readonly string[]): Promise<(Kept | undefined)[]>
  /** Whether there is a row of either kind; opens nothing. */
  has(key: string): Promise<boolean>
  /**
   * Makes all the changes or none. Resolved: durable, and what was put is what `load` gives. Rejected: nothing was kept,
   * and nothing may be acknowledged. Commits take effect in the order of their calls; one that changes nothing is fine.
   */
  commit(changes: Changes): Promise<void>
  /** Values put under a prefix, in key order. A page shorter than `limit` is the last. */
  list(prefix: string, page: Page): Promise<({ key: string } & Kept)[]>
  /** Keys under a prefix, of either kind, in order; opens nothing. A page shorter than `limit` is the last. */
  keys(prefix: string, page: Page): Promise<string[]>
  /** How many rows of either kind there are under a prefix. */
  count(prefix: string): Promise<number>
  /**
   * A name for a platform id that can stand in a row key: 22 characters of A-Z a-z 0-9 - _, the same for the life of the
   * store (through key rotation too), and meaningless without the data key.
   */
  blind(id: string): string
  /**
   * Seals every row that an older data key sealed with the current one, while the store is in use.
   * @returns how many values were sealed anew; 0 means the older keys are no longer needed
   */
  rotate(): Promise<number>
}

const META_KEY = '!store'
const Meta = z.strictObject({ blind: z.base64() })
const KEY = /^[\x20-\x7e]{1,511}$/
const BLIND_BYTES = 16

/**
 * Opens the archive on a shelf; a new one remembers its blinding key under the data key.
 * @param dataKeys - 32 bytes each: the current one first, then older ones that still open rows
 * @throws {StoreError} `wrong-key` when the shelf was sealed with other keys
 */
export async function openArchive(shelf: Shelf, dataKeys: readonly Uint8Array[]): Promise<Archive> {
  const seals = sealer(dataKeys)
  const open = opener(seals)

  async function loadMany(keys: readonly string[]): Promise<(Kept | undefined)[]> {
    const found = await shelf.getMany(keys.flatMap(key => [key, key + WITNESS]))
    return keys.map((key, n) => open({ key, sealed: found[2 * n], witness: found[2 * n + 1] }))
  }

  async function load(key: string): Promise<Kept | undefined> {
    return (await loadMany([key]))[0]
  }

  async function pairs(prefix: string, { limit, after, to, reverse }: Page): Promise<SealedPair[]> {
    // Behind a row comes its witness; the page after it starts behind both.
    const behind = after === undefined || reverse ? after : after + WITNESS
    const rows = await shelf.rangePrefix(prefix, { after: behind, to, reverse, limit: 2 * limit })
    const byKey = new Map<string, SealedPair>()
    for (const [name, value] of rows) {
      const key = name.endsWith(WITNESS) ? name.slice(0, -WITNESS.length) : name
      const pair = byKey.get(key) ?? { key, sealed: undefined, witness: undefined }
      if (key === name) pair.sealed = value
      else pair.witness = value
      byKey.set(key, pair)
    }
    // 2 × limit rows hold both halves of the first `limit` keys; a key cut at the end is beyond them.
    return [...byKey.values()].slice(0, limit)
  }

  async function commit({ put = [], plain = [], remove = [] }: Changes): Promise<void> {
    const set: ShelfChanges['set'][number][] = []
    const written: { pair: Parameters<Opener['written']>[0]; opened: Kept }[] = []
    for (const { key, value, version = 0, expiresAt } of put) {
      checkKey(key)
      if (!Number.isSafeInteger(version) || version < 0)
        throw new StoreError('invalid', `The version of row ${JSON.stringify(key)} is no whole number from 0 on.`)
      const { sealed, witness } = sealPair(seals, key, version, value)
      written.push({ pair: { key, sealed, witness }, opened: { value, version } })
      set.push({ key, value: sealed, expiresAt }, { key: key + WITNESS, value: witness, expiresAt })
    }
    for (const { key, expiresAt } of plain) {
      checkKey(key)
      set.push({ key, value: '', expiresAt })
    }
    remove.forEach(checkKey)
    await shelf.commit({ set, remove: remove.flatMap(key => [key, key + WITNESS]) })
    for (const { pair, opened } of written) open.written(pair, opened)
  }

  // As a key object: preparing a bare key costs more than the name made with it.
  const blindKey = createSecretKey(await blindingKey({ shelf, load, commit }, dataKeys))

  return {
    load,
    loadMany,
    commit,
    has: async key => (await shelf.get(key)) !== undefined,
    list: async (prefix, page) => (await pairs(prefix, page)).map(pair => ({ key: pair.key, ...open(pair)! })),
    keys: async (prefix, page) => (await pairs(prefix, page)).map(({ key }) => key),
    count: prefix => shelf.count(prefix, WITNESS),
    blind: id => createHmac('sha256', blindKey).update(id, 'utf8').digest().toString('base64url', 0, BLIND_BYTES),
    rotate: () => rotateRows(shelf, seals),
  }
}

/** The blinding key stays when the data key is rotated, so it is derived once and then kept, sealed, in a row of its own. */
async function blindingKey(
  { shelf, load, commit }: Pick<Archive, 'load' | 'commit'> & { shelf: Shelf },
  dataKeys: readonly Uint8Array[],
): Promise<Buffer> {
  const kept = await load(META_KEY)
  if (kept) return Buffer.from(Meta.parse(kept.value).blind, 'base64')
  if ((await shelf.range({ from: '\x01', to: '\x7f', limit: 1 })).length > 0)
    throw new StoreError('tampered', 'The store has rows but its first row is gone: restore the latest backup.')
  const blind = subkey(dataKeys[0]!, 'kakekomi blind 1')
  await commit({ put: [{ key: META_KEY, value: { blind: blind.toString('base64') } satisfies z.infer<typeof Meta> }] })
  return blind
}

function checkKey(key: string): void {
  if (!KEY.test(key)) throw new StoreError('invalid', 'A key must be 1 to 511 printable ASCII characters.')
}

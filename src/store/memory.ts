import { StoreError } from './errors.ts'
import type { StoreErrorCode } from './errors.ts'
import { checkChanges, checkLimit, prefixRange } from './shelf.ts'
import type { Row, Shelf, ShelfChanges } from './shelf.ts'
import { sortedMap } from './sorted.ts'

/** What was durable at one moment: rows in key order. */
export type Snapshot = readonly { key: string; value: string; expiresAt?: number | undefined }[]

/** A shelf in memory with the crash semantics of a disk, for tests, simulation and `memory:`. */
export type MemoryShelf = Shelf & {
  /**
   * Ends this shelf as `kill -9` would: commits not yet durable never settle, every later call rejects with `closed`.
   * `kept` makes them durable first: the crash between the commit and its acknowledgement.
   * @returns what the next start finds; pass it to `memoryShelf`.
   */
  crash(pending?: 'lost' | 'kept'): Snapshot
  /** How many commits are called for but not yet durable. */
  pending(): number
  /** What is durable now. */
  snapshot(): Snapshot
  /** Lets the next `times` commits (or reads) fail with `code` and keep nothing. */
  failNext(what: 'commit' | 'read', code: StoreErrorCode, times?: number): void
}

function refusedQuietly(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
  }
}

type Stored = { value: string; expiresAt: number | undefined }
type Pending = { changes: ShelfChanges; resolve: () => void; reject: (error: StoreError) => void }

/**
 * Opens a shelf in memory. A commit becomes durable one microtask turn after its call, never within it.
 * @param options.now - the clock for expiry, milliseconds since 1970 UTC
 * @param options.rows - a snapshot to start from
 */
export function memoryShelf(options: { now?: () => number; rows?: Snapshot } = {}): MemoryShelf {
  const now = options.now ?? (() => Date.now())
  const rows = sortedMap<Stored>()
  for (const { key, value, expiresAt } of options.rows ?? []) rows.set(key, { value, expiresAt })
  let state: 'open' | 'closed' | 'crashed' = 'open'
  let pending: Pending[] = []
  const failures = { commit: [] as StoreErrorCode[], read: [] as StoreErrorCode[] }

  const living = (stored: Stored | undefined): string | undefined =>
    stored && (stored.expiresAt === undefined || stored.expiresAt > now()) ? stored.value : undefined

  function apply(changes: ShelfChanges): void {
    const code = failures.commit.shift()
    if (code) throw new StoreError(code, `The memory store was told to fail this commit with "${code}".`)
    for (const { key, was } of changes.replace ?? [])
      if (living(rows.get(key)) !== was)
        throw new StoreError('conflict', `Row ${JSON.stringify(key)} has changed meanwhile.`)
    for (const { key, value } of changes.replace ?? []) rows.set(key, { ...rows.get(key)!, value })
    for (const key of changes.remove) rows.delete(key)
    for (const { key, value, expiresAt } of changes.set) rows.set(key, { value, expiresAt })
  }

  function flush(): void {
    const batch = pending
    pending = []
    for (const { changes, resolve, reject } of batch) {
      try {
        apply(changes)
        resolve()
      } catch (error) {
        reject(error as StoreError)
      }
    }
  }

  function read<Result>(work: () => Result): Promise<Result> {
    return new Promise(resolve => {
      assertOpen()
      const code = failures.read.shift()
      if (code) throw new StoreError(code, `The memory store was told to fail this read with "${code}".`)
      resolve(work())
    })
  }

  function assertOpen(): void {
    if (state !== 'open') throw new StoreError('closed', 'The store is closed: open it again before using it.')
  }

  const snapshot = (): Snapshot => rows.entries().map(([key, stored]) => ({ key, ...stored }))

  const shelf: MemoryShelf = {
    get: key => read(() => living(rows.get(key))),
    getMany: keys => read(() => keys.map(key => living(rows.get(key)))),
    commit: changes =>
      new Promise((resolve, reject) => {
        assertOpen()
        checkChanges(changes)
        pending.push({ changes, resolve, reject })
        if (pending.length === 1) queueMicrotask(flush)
      }),
    range: ({ from, to, limit, reverse }) =>
      read(() => {
        checkLimit(limit)
        const found: Row[] = []
        for (const [key, stored] of rows.between(from, to, reverse)) {
          const value = living(stored)
          if (value !== undefined && found.push([key, value]) === limit) break
        }
        return found
      }),
    rangePrefix: (prefix, page) => shelf.range(prefixRange(prefix, page)),
    count: (prefix, exceptSuffix) =>
      read(() => {
        const { from, to } = prefixRange(prefix, { limit: 1 })
        let count = 0
        for (const [key, stored] of rows.between(from, to))
          if (living(stored) !== undefined && !(exceptSuffix && key.endsWith(exceptSuffix))) count++
        return count
      }),
    prune: at =>
      read(() => {
        const dead = rows.entries().filter(([, stored]) => stored.expiresAt !== undefined && stored.expiresAt <= at)
        for (const [key] of dead) rows.delete(key)
        return dead.length
      }),
    checkpoint: () => read(() => undefined),
    close: async () => {
      if (state !== 'open') return
      flush()
      state = 'closed'
    },
    crash: (fate = 'lost') => {
      // A refused commit is not kept by a disk either, and nobody is left to hear of it.
      if (fate === 'kept') for (const { changes } of pending) refusedQuietly(() => apply(changes))
      pending = []
      state = 'crashed'
      return snapshot()
    },
    pending: () => pending.length,
    snapshot,
    failNext: (what, code, times = 1) => {
      for (let n = 0; n < times; n++) failures[what].push(code)
    },
  }
  return shelf
}

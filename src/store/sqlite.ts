import { renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { StoreError } from './errors.ts'
import { groupCommit } from './group-commit.ts'
import { createPrivate, syncFolder } from './private-file.ts'
import { checkChanges, checkLimit, prefixRange } from './shelf.ts'
import type { Row, Shelf } from './shelf.ts'
import { storeErrorOf } from './sqlite-errors.ts'
import type { FileLimits } from './sqlite-file.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { sqliteWriter } from './sqlite-writer.ts'

/** The embedded shelf: one SQLite file, owned by one process. */
export type SqliteShelf = Shelf & {
  /**
   * Copies the store to `path` while it is in use; the copy holds at least everything committed before the call.
   * @throws {StoreError} when it cannot be written; an earlier file at `path` is untouched then.
   */
  backup(path: string): Promise<void>
}

const LIVING = '(expires_at IS NULL OR expires_at > ?)'
const livingOne = (key: string) =>
  `SELECT value FROM row WHERE key = ${key} AND (expires_at IS NULL OR expires_at > ?3)`
const PRUNE_ROWS = 500
const COPY_TRIES = 5

/**
 * Opens the embedded shelf on Node's built-in SQLite: write-ahead log, an fsync before a commit resolves, one fsync for
 * all commits of a turn of the event loop.
 * @param options.path - the database file, created when missing
 * @param options.now - the clock for expiry, milliseconds since 1970 UTC
 * @param options.maxPages - most 4 KiB pages the file may grow to; no limit when left out
 * @param options.busyTimeoutMs - how long a write waits for another program that holds the file, 5000 when left out
 * @throws {StoreError} when the file cannot be used or another process owns it
 */
export function sqliteShelf(options: { path: string; now?: () => number } & FileLimits): SqliteShelf {
  const now = options.now ?? (() => Date.now())
  const { database, lock, file } = openSqliteFile(options.path, options)
  const prepare = (sql: string) => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement
  }
  // A bare parameter behind LIMIT makes SQLite plan the statement anew at every use.
  const range = 'SELECT key, value FROM row WHERE key >= ? AND key < ? AND'
  const select = {
    one: prepare(`SELECT value FROM row WHERE key = ? AND ${LIVING}`),
    // A value and its witness: most of all reads.
    two: prepare(`SELECT (${livingOne('?1')}), (${livingOne('?2')})`),
    up: prepare(`${range} ${LIVING} ORDER BY key LIMIT +?`),
    down: prepare(`${range} ${LIVING} ORDER BY key DESC LIMIT +?`),
    count: prepare(
      `SELECT count(*) FROM row WHERE key >= ? AND key < ? AND ${LIVING} AND NOT (? <> '' AND substr(key, -length(?)) = ?)`,
    ),
    checkpoint: prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
    prune: prepare(`DELETE FROM row WHERE key IN (SELECT key FROM row WHERE expires_at <= ? LIMIT ${PRUNE_ROWS})`),
  }
  const valueOf = (key: string): string | undefined =>
    (select.one.get(key, now()) as unknown as [string] | undefined)?.[0]
  const valuesOf = ([first, second, ...more]: readonly string[]): (string | undefined)[] => {
    if (first === undefined || second === undefined) return first === undefined ? [] : [valueOf(first)]
    const found = select.two.get(first, second, now()) as unknown as [string | null, string | null]
    return [found[0] ?? undefined, found[1] ?? undefined, ...more.map(valueOf)]
  }
  const group = groupCommit(sqliteWriter({ database, file, lock, read: valueOf }))
  let open = true

  /**
   * SQLite tells why a copy stopped through the connection that goes on writing meanwhile; by then it may say "not an error". Such
   * a copy is begun anew: whatever stopped it is over, or is told the next time.
   */
  async function copy(path: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await backup(database, path)
        return
      } catch (error) {
        if (tries === COPY_TRIES || (error as { errcode?: number }).errcode !== 0) throw error
        rmSync(path, { force: true })
        createPrivate(path)
      }
    }
  }

  /** Reads run at once and as a whole, so what one call returns was true at one moment. */
  function use<Result>(work: () => Result | Promise<Result>, name = file): Promise<Result> {
    return new Promise(resolve => {
      if (!open) throw new StoreError('closed', `${file} is closed: open the store again before using it.`)
      try {
        resolve(work())
      } catch (error) {
        throw storeErrorOf(error, name)
      }
    })
  }

  const shelf: SqliteShelf = {
    get: key => use(() => valueOf(key)),
    getMany: keys => use(() => valuesOf(keys)),
    commit: changes =>
      use(() => {
        checkChanges(changes)
        return group.add(changes)
      }),
    range: ({ from, to, limit, reverse }) =>
      use(() => {
        checkLimit(limit)
        return (reverse ? select.down : select.up).all(from, to, now(), limit) as unknown as Row[]
      }),
    rangePrefix: (prefix, page) => shelf.range(prefixRange(prefix, page)),
    count: (prefix, exceptSuffix = '') =>
      use(() => {
        const { from, to } = prefixRange(prefix, { limit: 1 })
        const found = select.count.get(from, to, now(), exceptSuffix, exceptSuffix, exceptSuffix) as unknown as [number]
        return found[0]
      }),
    prune: async at => {
      for (let pruned = 0; ; await setImmediate()) {
        const { changes } = await use(() => select.prune.run(at))
        pruned += Number(changes)
        if (changes < PRUNE_ROWS) return pruned
      }
    },
    checkpoint: () =>
      use(() => {
        const [busy] = select.checkpoint.get() as unknown as [number]
        if (busy) throw new StoreError('locked', `${file} is being read by another program: close it and try again.`)
      }),
    backup: async path => {
      const part = `${path}.part`
      await use(() => createPrivate(part), path)
      try {
        await copy(part)
        renameSync(part, path)
        syncFolder(dirname(path))
      } catch (error) {
        rmSync(part, { force: true })
        throw storeErrorOf(error, path)
      }
    },
    close: async () => {
      if (!open) return
      group.flush()
      open = false
      database.close()
      lock.release()
    },
  }
  return shelf
}

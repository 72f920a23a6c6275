import { StoreError } from './errors.ts'
import type { StoreErrorCode } from './errors.ts'
import type { Waiting } from './group-commit.ts'
import type { ShelfChanges } from './shelf.ts'
import { storeErrorOf } from './sqlite-errors.ts'
import type { SqliteFile } from './sqlite-file.ts'

/** Failures that one commit of a group may cause alone; the others of its group deserve their own try. */
const MAY_BE_ONE_COMMITS_FAULT: readonly StoreErrorCode[] = ['full', 'invalid']

/** After these, what a later write would say about the disk can't be trusted: nothing is written until a restart. */
const ENDS_WRITING: readonly StoreErrorCode[] = ['io', 'corrupt', 'in-use']

/**
 * Writes groups of commits to a SQLite file, each group as one transaction, and settles every commit:
 * resolved after COMMIT returned (so after the fsync), rejected when nothing of it was kept.
 * @param options.read - the living value of a key, for `replace`
 */
export function sqliteWriter(
  options: SqliteFile & { read: (key: string) => string | undefined },
): (group: Waiting[]) => void {
  const { database, file, lock, read } = options
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const replace = database.prepare('UPDATE row SET value = ? WHERE key = ?')
  const remove = database.prepare('DELETE FROM row WHERE key = ?')
  const set = database.prepare(
    'INSERT INTO row (key, value, expires_at) VALUES (?, ?, ?)' +
      ' ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at',
  )
  let ended: StoreError | undefined

  /** @returns the refusal when a row to replace is no longer what it was; nothing is written then. */
  function apply(changes: ShelfChanges): StoreError | undefined {
    const moved = changes.replace?.find(({ key, was }) => read(key) !== was)
    if (moved) return new StoreError('conflict', `Row ${JSON.stringify(moved.key)} has changed meanwhile.`)
    for (const { key, value } of changes.replace ?? []) replace.run(value, key)
    for (const key of changes.remove) remove.run(key)
    for (const { key, value, expiresAt } of changes.set) set.run(key, value, expiresAt ?? null)
    return undefined
  }

  function transaction(group: Waiting[]): (StoreError | undefined)[] {
    if (ended) throw ended
    lock.check()
    begin.run()
    try {
      const refusals = group.map(({ changes }) => apply(changes))
      commit.run()
      return refusals
    } catch (error) {
      // SQLite has rolled back by itself after some errors, a full disk among them.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  return function write(group) {
    let refusals: (StoreError | undefined)[]
    try {
      refusals = transaction(group)
    } catch (error) {
      const failure = storeErrorOf(error, file)
      if (ENDS_WRITING.includes(failure.code)) ended = failure
      if (group.length > 1 && MAY_BE_ONE_COMMITS_FAULT.includes(failure.code)) for (const one of group) write([one])
      else for (const { reject } of group) reject(failure)
      return
    }
    group.forEach(({ resolve, reject }, n) => (refusals[n] ? reject(refusals[n]) : resolve()))
  }
}

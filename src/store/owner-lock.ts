import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from './errors.ts'
import { createPrivate } from './private-file.ts'
import { storeErrorOf } from './sqlite-errors.ts'

/** Proof that this process alone owns a store file. */
export type OwnerLock = {
  /** @throws {StoreError} `in-use` when the lock file was removed or replaced behind our back. */
  check(): void
  release(): void
}

/**
 * Takes the exclusive ownership of `file` by a lock of the operating system on `<file>.lock`; it ends with the
 * process, however the process ends, so there is never a stale lock to clean up.
 *
 * The lock sits on a file of its own because closing *any* descriptor of a locked file drops POSIX locks, and a
 * backup tool inside this process may well read the database file.
 * @throws {StoreError} `in-use` when another process (or another store in this process) owns it.
 */
export function ownerLock(file: string): OwnerLock {
  const path = `${file}.lock`
  let database: DatabaseSync | undefined
  try {
    createPrivate(path)
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    const cause = storeErrorOf(error, path)
    if (cause.code !== 'locked') throw cause
    const line = `Another Kakekomi is running on ${file}: stop it first, or give this one its own STORE_URL.`
    throw new StoreError('in-use', line, { cause: error })
  }
  const held = database
  const { ino } = statSync(path)
  return {
    check() {
      if (statSync(path, { throwIfNoEntry: false })?.ino === ino) return
      const line = `${path} was removed while the bot was running, so a second one could start: stop both and start one.`
      throw new StoreError('in-use', line)
    },
    release: () => held.close(),
  }
}

import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync, backup } from 'node:sqlite'
import { StoreError } from '../store/errors.ts'
import { ownerLock } from '../store/owner-lock.ts'
import { createPrivate, syncFolder } from '../store/private-file.ts'
import { storeErrorOf } from '../store/sqlite-errors.ts'
import { dirname } from 'node:path'

/** Copies of the store file, made while the bot runs, and put back while it does not. The data key is in neither. */

const APPLICATION_ID = 0x4b414b45

/**
 * Copies the store to `copy` while another process may be writing; the copy is whole as of one moment.
 * @throws {StoreError} with one line for the operator; an earlier copy is untouched then
 */
export async function backUp(file: string, copy: string): Promise<void> {
  if (!existsSync(file)) throw new StoreError('cannot-open', `${file} is not there: check STORE_URL.`)
  const part = `${copy}.part`
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
    createPrivate(part)
    await backup(database, part)
    check(part)
    renameSync(part, copy)
    syncFolder(dirname(copy))
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(part + suffix, { force: true })
    throw storeErrorOf(error, copy)
  } finally {
    database?.close()
  }
}

/**
 * Puts a copy in the place of the store; what was there is kept beside it.
 * @returns where the earlier file now is, if there was one
 * @throws {StoreError} `in-use` while the bot runs, `corrupt` or `not-a-database` for a bad copy; nothing is changed then
 */
export function restore(copy: string, file: string, stamp: string): string | undefined {
  if (!existsSync(copy)) throw new StoreError('cannot-open', `${copy} is not there.`)
  const lock = ownerLock(file)
  const part = `${file}.part`
  try {
    createPrivate(part)
    copyFileSync(copy, part)
    check(part)
    let aside: string | undefined
    if (existsSync(file)) {
      aside = `${file}.before-${stamp}`
      for (const suffix of ['-wal', '-shm', ''])
        if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    }
    renameSync(part, file)
    syncFolder(dirname(file))
    return aside
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(part + suffix, { force: true })
    throw storeErrorOf(error, file)
  } finally {
    lock.release()
  }
}

/** @throws {StoreError} when the file is no whole Kakekomi store */
function check(file: string): void {
  const database = new DatabaseSync(file)
  try {
    if (Number(database.prepare('PRAGMA application_id').get()?.['application_id']) !== APPLICATION_ID)
      throw new StoreError('not-a-database', `${file} is no Kakekomi store.`)
    const found = database.prepare('PRAGMA integrity_check').get()?.['integrity_check']
    if (found !== 'ok') throw new StoreError('corrupt', `${file} is damaged.`)
    // A copy is one file: no journal stays beside it.
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

import { realpathSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from './errors.ts'
import { ownerLock } from './owner-lock.ts'
import type { OwnerLock } from './owner-lock.ts'
import { createPrivate, makePrivate } from './private-file.ts'
import { storeErrorOf } from './sqlite-errors.ts'

const APPLICATION_ID = 0x4b414b45 // "KAKE": tells our files from other programs'
const SCHEMA_VERSION = 1

// The expiry stands before the value, so that reading it never walks through a long value. A table with row ids:
// WITHOUT ROWID doubled the file and the time of a load for values of 1 KB.
const SCHEMA = `
  CREATE TABLE row (key TEXT PRIMARY KEY, expires_at INTEGER, value TEXT NOT NULL) STRICT;
  CREATE INDEX row_expiry ON row (expires_at) WHERE expires_at IS NOT NULL;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`

const WRITE_PROBE = `BEGIN; PRAGMA user_version = ${SCHEMA_VERSION}; ROLLBACK`

/** How long a write waits for another program that holds the file; the event loop stands still meanwhile. */
const BUSY_TIMEOUT_MS = 5000

/** What may be set for one file: see `sqliteShelf`. */
export type FileLimits = { maxPages?: number | undefined; busyTimeoutMs?: number | undefined }

/** An open database file that this process owns alone. */
export type SqliteFile = { database: DatabaseSync; lock: OwnerLock; file: string }

/**
 * Opens (or creates, mode 0600) the database file at `path` with durable settings, as its only owner.
 * @throws {StoreError} with one line for the operator; nothing stays open then.
 */
export function openSqliteFile(path: string, limits: FileLimits = {}): SqliteFile {
  let lock: OwnerLock | undefined
  let database: DatabaseSync | undefined
  let file = path
  try {
    createPrivate(path)
    file = realpathSync(path) // two names of one file must meet at one lock
    lock = ownerLock(file)
    database = new DatabaseSync(file, {
      timeout: limits.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    })
    refuseStrangers(database, file)
    // What was removed must be gone from the disk, and what was acknowledged must be on it.
    database.exec('PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON')
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()
    if (mode?.['journal_mode'] !== 'wal')
      throw new StoreError('cannot-open', `${file} cannot keep a write-ahead log: put it on a local disk.`)
    database.exec('PRAGMA synchronous = FULL')
    if (limits.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.trunc(limits.maxPages)}`)
    // A file that can't be written must be refused now, not at the first commit.
    database.exec(userVersion(database) === 0 ? `BEGIN IMMEDIATE; ${SCHEMA} COMMIT` : WRITE_PROBE)
    for (const suffix of ['', '-wal', '-shm']) makePrivate(file + suffix)
    return { database, lock, file }
  } catch (error) {
    database?.close()
    lock?.release()
    throw storeErrorOf(error, file)
  }
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

function refuseStrangers(database: DatabaseSync, file: string): void {
  const application = Number(database.prepare('PRAGMA application_id').get()?.['application_id'])
  const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'])
  if (tables > 0 && application !== APPLICATION_ID)
    throw new StoreError('not-a-database', `${file} belongs to another program: point STORE_URL at a file of its own.`)
  if (userVersion(database) > SCHEMA_VERSION)
    throw new StoreError('newer', `${file} was written by a newer Kakekomi: update this one before starting it.`)
}

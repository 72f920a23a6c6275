import { StoreError } from './errors.ts'
import type { StoreErrorCode } from './errors.ts'

/** SQLite's primary result codes (sqlite.org/rescode.html) and what the operator can do about each. */
const SQLITE: Record<number, [StoreErrorCode, (file: string) => string]> = {
  3: [
    'read-only',
    file => `${file} may not be used by this user: give the user that runs the bot read and write access.`,
  ],
  5: [
    'locked',
    file => `${file} is locked by another program (a database viewer, a copy job): close it and try again.`,
  ],
  6: [
    'locked',
    file => `${file} is locked by another program (a database viewer, a copy job): close it and try again.`,
  ],
  8: ['read-only', file => `${file} is read-only: let the user that runs the bot write to the file and its folder.`],
  10: ['io', file => `The disk failed while using ${file}: check the disk, then start the bot again.`],
  11: ['corrupt', file => `${file} is damaged: stop the bot, keep a copy of the file, and restore the latest backup.`],
  13: ['full', file => `The disk is full, ${file} cannot grow: free some space on its volume.`],
  14: [
    'cannot-open',
    file => `${file} cannot be opened: check that its folder exists and that this user may write there.`,
  ],
  18: ['invalid', file => `A value is too large for ${file}: this is a fault of the bot, please report it.`],
  26: [
    'not-a-database',
    file => `${file} is no Kakekomi database: point STORE_URL at the right file, or move this one away.`,
  ],
}

/** The file system's own error names, met before SQLite is asked. */
const SYSTEM: Record<string, number> = {
  EACCES: 8,
  EPERM: 8,
  EROFS: 8,
  ENOSPC: 13,
  EDQUOT: 13,
  ENOENT: 14,
  ENOTDIR: 14,
  EISDIR: 14,
  EEXIST: 14,
  EIO: 10,
}

/** Any error met while using `file`, as a StoreError; one that is a StoreError already stays what it is. */
export function storeErrorOf(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error
  const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string }
  // Extended result codes carry the primary one in the low byte.
  const known = SQLITE[errcode === undefined ? (SYSTEM[code ?? ''] ?? -1) : errcode & 0xff]
  if (known) return new StoreError(known[0], known[1](file), { cause: error })
  return new StoreError('io', `${file} could not be used (${message ?? 'unknown error'}): start the bot again.`, {
    cause: error,
  })
}

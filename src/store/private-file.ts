import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from './errors.ts'

/** Read and write for the owner, nothing for anyone else. */
export const PRIVATE_MODE = 0o600

/**
 * Makes sure that there is a file at `path`; a new one is for its owner alone (0600), and so are new folders on the way (0700).
 * A file that exists is not opened: closing it again would drop the locks this process holds on it.
 * @throws {StoreError} `cannot-open` when there is something else than a file
 */
export function createPrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'wx', PRIVATE_MODE))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (!statSync(path).isFile())
      throw new StoreError('cannot-open', `${path} is not a file: STORE_URL must name a file.`)
  }
}

/** Takes away what others may do with a file of ours; one that is not there is no error. */
export function makePrivate(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0
  if (!(mode & 0o077)) return
  try {
    chmodSync(path, mode & 0o700)
  } catch (error) {
    // A file that belongs to another user (a shared volume) keeps the mode that its owner chose; the values are sealed.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}

/**
 * Makes new and renamed files of the folder survive a power cut. Node's permission model allows no fsync of a folder; then
 * SQLite does it: it syncs the folder of its log before the first commit, and without a commit nothing is lost with the key.
 */
export function syncFolder(folder: string): void {
  if (process.permission !== undefined) return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

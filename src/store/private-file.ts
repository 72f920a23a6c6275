import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Read and write for the owner, nothing for anyone else. */
export const PRIVATE_MODE = 0o600

/**
 * Makes sure that `path` exists and only its owner can read it; folders on the way are created (0700).
 * A file that exists is never opened here: closing it again would drop the locks this process holds on it.
 * @returns true when the file is new.
 */
export function createPrivate(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'wx', PRIVATE_MODE))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (statSync(path).mode & 0o077) chmodSync(path, PRIVATE_MODE)
  return false
}

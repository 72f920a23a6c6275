import { randomBytes } from 'node:crypto'
import { closeSync, constants, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from './errors.ts'
import { PRIVATE_MODE, syncFolder } from './private-file.ts'
import { DATA_KEY_BYTES } from './seal.ts'
import { storeErrorOf } from './sqlite-errors.ts'

/** Where the data key comes from: its text (DATA_KEY) or a file that holds it (DATA_KEY_FILE). */
export type KeySource = { text: string } | { file: string }

/** The key file of the embedded store when nothing else is set: beside the database, so back it up apart from it. */
export const DEFAULT_KEY_FILE = './data/kakekomi.key'

/**
 * The data keys, 32 bytes each: the current one first, older ones after it (one a line, or separated by commas).
 * @param mayCreate - make a missing key file (mode 0600); only right for a store that does not exist yet
 * @throws {StoreError} `missing-key` or `invalid`, with a line that names the variable or the file, never the key
 */
export function readDataKeys(source: KeySource, mayCreate: boolean): Buffer[] {
  if ('text' in source) return parseDataKeys(source.text, 'DATA_KEY')
  try {
    return parseDataKeys(readFileSync(source.file, 'utf8'), source.file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw storeErrorOf(error, source.file)
  }
  if (mayCreate) return [createKeyFile(source.file)]
  const line = `The data key file ${source.file} is missing, and the store can't be read without it: put it back (DATA_KEY_FILE).`
  throw new StoreError('missing-key', line)
}

/** @throws {StoreError} `invalid` unless `text` is one or more keys of 32 bytes in base64. */
export function parseDataKeys(text: string, name: string): Buffer[] {
  const parts = text.split(/[\s,]+/).filter(part => part !== '')
  const keys = parts.map(part => Buffer.from(part, 'base64'))
  // Decoding skips what is not base64, so the way back must give the same text.
  const wrong = keys.some((key, n) => key.length !== DATA_KEY_BYTES || key.toString('base64') !== padded(parts[n]!))
  if (keys.length === 0 || wrong)
    throw new StoreError('invalid', `${name} must be 32 bytes in base64: make one with "openssl rand -base64 32".`)
  return keys
}

function padded(base64: string): string {
  const standard = base64.replaceAll('-', '+').replaceAll('_', '/')
  return standard.padEnd(Math.ceil(standard.length / 4) * 4, '=')
}

const { O_WRONLY, O_CREAT, O_EXCL, O_SYNC } = constants

/** The key must be on the disk before the first value that needs it: O_SYNC writes it through, also where fsync is not allowed. */
function createKeyFile(file: string): Buffer {
  const key = randomBytes(DATA_KEY_BYTES)
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const opened = openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_SYNC, PRIVATE_MODE)
    try {
      writeSync(opened, `${key.toString('base64')}\n`)
    } finally {
      closeSync(opened)
    }
    syncFolder(dirname(file))
  } catch (error) {
    throw storeErrorOf(error, file)
  }
  return key
}

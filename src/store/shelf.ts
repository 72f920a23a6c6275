import { StoreError } from './errors.ts'

/** A stored row: key, value. */
export type Row = readonly [key: string, value: string]

/** One atomic change of the shelf. */
export type ShelfChanges = {
  /** Rows to write. `expiresAt` is milliseconds since 1970 UTC; from that moment on the row is invisible. */
  set: readonly { key: string; value: string; expiresAt?: number | undefined }[]
  /** Keys to remove; a key that is not there is no error. */
  remove: readonly string[]
  /** Values to exchange in place, expiry unchanged; one that is no longer `was` refuses the whole change (`conflict`). */
  replace?: readonly { key: string; was: string; value: string }[]
}

/** A stretch of keys: `from` included, `to` excluded, in byte order, or backwards with `reverse`. */
export type Range = { from: string; to: string; limit: number; reverse?: boolean | undefined }

/** A page of the keys under a prefix. */
export type Page = {
  /** The last key of the page before; the page starts behind it in reading order. */
  after?: string | undefined
  /** Upper bound, excluded, inside the prefix. */
  to?: string | undefined
  /** Most rows to return. */
  limit: number
  /** Read from the end of the stretch. */
  reverse?: boolean | undefined
}

/**
 * The one adapter interface of the store: ordered string keys, string values. Every adapter passes
 * `test/store-shelf-contract.test.ts`. All functions reject with StoreError.
 *
 * Keys are 1 to 512 characters of ASCII (U+0001 to U+007E), so that every adapter sorts them alike.
 */
export type Shelf = {
  /** The value, or undefined when there is no row or it has expired. */
  get(key: string): Promise<string | undefined>
  /** The values in the order of `keys`, all seen at one moment. */
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>
  /**
   * Makes the change as a whole or not at all; resolved means durable. Commits are applied in the order of their calls.
   * @throws {StoreError} and then nothing of this change was kept.
   */
  commit(changes: ShelfChanges): Promise<void>
  /** Living rows of a stretch in key order; empty when there are none. */
  range(range: Range): Promise<Row[]>
  /** Living rows under a prefix in key order; empty when there are none. */
  rangePrefix(prefix: string, page: Page): Promise<Row[]>
  /** How many living rows there are under a prefix whose key does not end in `exceptSuffix`. */
  count(prefix: string, exceptSuffix?: string): Promise<number>
  /** Removes rows that had expired at `now` (ms since 1970 UTC); returns how many. */
  prune(now: number): Promise<number>
  /** Brings the journal into the main file, so that removed values leave the disk. */
  checkpoint(): Promise<void>
  /** Finishes the commits under way, then lets go of everything. Twice is harmless. */
  close(): Promise<void>
}

const KEY = /^[\x01-\x7e]{1,512}$/
const AFTER_EVERY_KEY = '\x7f'

/** @throws {StoreError} `invalid` when a change has a bad key, a value that is no text, or names a key twice. */
export function checkChanges(changes: ShelfChanges): void {
  const seen = new Set<string>()
  const check = (key: string) => {
    if (typeof key !== 'string' || !KEY.test(key))
      throw new StoreError('invalid', 'A row key must be 1 to 512 characters of ASCII: check the code that made it.')
    if (seen.has(key)) throw new StoreError('invalid', `A commit names the row ${JSON.stringify(key)} twice.`)
    seen.add(key)
  }
  const checkValue = (key: string, value: string) => {
    check(key)
    if (typeof value !== 'string')
      throw new StoreError('invalid', `The value of row ${JSON.stringify(key)} is no text.`)
  }
  for (const key of changes.remove) check(key)
  for (const { key, value } of changes.replace ?? []) checkValue(key, value)
  for (const { key, value, expiresAt } of changes.set) {
    checkValue(key, value)
    if (expiresAt !== undefined && !Number.isSafeInteger(expiresAt))
      throw new StoreError('invalid', `The expiry of row ${JSON.stringify(key)} is no whole number of milliseconds.`)
  }
}

/** The stretch of keys that a page of a prefix covers. */
export function prefixRange(prefix: string, page: Page): Range {
  const { after, to, limit, reverse } = page
  let from = prefix
  let end = prefix + AFTER_EVERY_KEY
  if (to !== undefined && to < end) end = to
  if (after !== undefined && reverse && after < end) end = after
  // No key holds U+0000, so nothing fits between `after` and this bound.
  if (after !== undefined && !reverse && after >= from) from = `${after}\0`
  return { from, to: end, limit, reverse }
}

/** @throws {StoreError} `invalid` unless the limit is a whole number from 1 on. */
export function checkLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new StoreError('invalid', 'A range needs a limit of 1 or more.')
}

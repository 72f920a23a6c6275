/** What went wrong in the store, as a word the caller can branch on. */
export type StoreErrorCode =
  | 'full' // the disk (or the page limit) has no room
  | 'read-only' // the file or its folder may not be written
  | 'locked' // another program holds the database for a moment
  | 'in-use' // another Kakekomi owns this store
  | 'corrupt' // the database file is damaged
  | 'not-a-database' // the file is something else, or another program's database
  | 'newer' // a later version of Kakekomi wrote this store
  | 'cannot-open' // the file or its folder is not there
  | 'io' // the disk reported an error
  | 'closed' // used after close() or after a crash
  | 'invalid' // the caller (or a setting) passed something that cannot be stored
  | 'conflict' // an `onlyIf` did not hold
  | 'wrong-key' // sealed with a data key we do not have
  | 'missing-key' // the data key file of an existing store is gone
  | 'tampered' // a sealed row was changed, moved, removed or put back from an earlier time

/**
 * The only error the store throws. `message` is one English line for the operator that says what to do;
 * it holds file names and row keys, never a value, a key or what a person wrote.
 */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}

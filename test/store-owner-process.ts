/**
 * A process of its own that owns a store, for the tests that kill it:
 * `node store-owner-process.ts <file> hold` opens the store and waits;
 * `node store-owner-process.ts <file> write` commits three rows of one number again and again, and prints each number
 * once it is acknowledged; `node store-owner-process.ts <file> once` commits one row and exits. Errors go out as one line of JSON.
 */
import { writeSync } from 'node:fs'
import { openArchive } from '../src/store/archive.ts'
import { StoreError } from '../src/store/errors.ts'
import { sqliteShelf } from '../src/store/sqlite.ts'

const say = (line: string) => writeSync(1, `${line}\n`)
const [, , path = '', what] = process.argv

try {
  const shelf = sqliteShelf({ path })
  const archive = await openArchive(shelf, [Buffer.alloc(32, 7)])
  if (what === 'once') {
    await archive.commit({ put: [{ key: 'case/once', value: 1 }] })
    await shelf.close()
  } else {
    say('open')
    if (what === 'hold') setInterval(() => undefined, 1000)
    for (let n = ((await archive.load('case/a'))?.version ?? 0) + 1; what === 'write'; n++) {
      const put = ['case/a', 'case/b', 'timer/c'].map(key => ({ key, value: n, version: n }))
      await archive.commit({ put, plain: [{ key: `i/${n}` }], remove: [`i/${n - 1}`] })
      say(String(n))
    }
  }
} catch (error) {
  const { code, message } = error as StoreError
  say(JSON.stringify({ store: error instanceof StoreError, code, message }))
  process.exitCode = 3
}

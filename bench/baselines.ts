import { DatabaseSync } from 'node:sqlite'
import { Keyv } from 'keyv'

/**
 * B-Keyv: Keyv 6.1 on a plain SQLite adapter as `@keyv/sqlite` does it by default: journal DELETE, synchronous FULL, one
 * statement per call, no transaction around an event. (A faithful stand-in written here: the adapter for Keyv 6 is a beta.)
 */
export function naiveKeyv(path: string, wal: boolean) {
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA journal_mode = ${wal ? 'WAL' : 'DELETE'}; PRAGMA synchronous = FULL`)
  database.exec('CREATE TABLE IF NOT EXISTS keyv (key TEXT PRIMARY KEY, value TEXT)')
  const get = database.prepare('SELECT value FROM keyv WHERE key = ?')
  const set = database.prepare(
    'INSERT INTO keyv (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const remove = database.prepare('DELETE FROM keyv WHERE key = ?')
  const keyv = new Keyv({
    store: {
      get: async (key: string) => get.get(key)?.['value'],
      set: async (key: string, value: unknown) => (set.run(key, String(value)), true),
      delete: async (key: string) => remove.run(key).changes > 0,
      clear: async () => database.exec('DELETE FROM keyv'),
    } as never,
  })
  let serial = 0
  return {
    /** One event as a plain bot keeps it: seen? read, change, write; receipt, outbox, clock: each on its own. */
    async event(caseId: string, value: unknown): Promise<void> {
      const n = serial++
      if (await keyv.get(`seen:${n}`)) return
      await keyv.get(`case:${caseId}`)
      await keyv.set(`case:${caseId}`, value)
      await keyv.set(`seen:${n}`, true)
      await keyv.set(`outbox:${n}`, { to: caseId, text: 'next step' })
      await keyv.set(`timer:${caseId}`, { at: n })
    },
    close: () => database.close(),
  }
}

/** B-LLM: a wrapper that asks a model (a stub that answers after a second) before it says anything. */
export const MODEL_MS = 1_000
/** B-Scan: every record read each five seconds; a timer is late by half of that on average. */
export const SCAN_MEAN_MS = 2_500
/** B-FIFO: one queue at Telegram's 30 messages a second; behind 1,000 others. */
export const FIFO_MS = (1_000 / 30) * 1_000

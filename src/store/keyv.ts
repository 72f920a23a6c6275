import { Keyv, keyvStorageCapability } from 'keyv'
import type { KeyvStorageAdapter, KeyvStorageCapability } from 'keyv'
import { z } from 'zod'
import type { Archive } from './archive.ts'
import { StoreError } from './errors.ts'

/** What Keyv 6 calls on a storage adapter, without the event emitter: failures are thrown, never emitted. */
export type KeyvRows = Pick<
  Required<KeyvStorageAdapter>,
  | 'get'
  | 'getMany'
  | 'set'
  | 'setMany'
  | 'has'
  | 'hasMany'
  | 'delete'
  | 'deleteMany'
  | 'clear'
  | 'iterator'
  | 'disconnect'
> & { namespace?: string | undefined; capabilities: KeyvStorageCapability }

const Entry = z.strictObject({ key: z.string(), data: z.unknown() })
const PAGE = 200

/**
 * A Keyv 6 storage adapter on the archive: `new Keyv(keyvRows(archive))`. `setMany`, `deleteMany` and `clear` are one commit each.
 *
 * The archive seals the values rather than Keyv's `encryption` hook, which is not told the key and so could not bind
 * a value to its row. Keyv's keys are blinded, and come back from inside the sealed value when iterating.
 */
export function keyvRows(archive: Archive): KeyvRows {
  const prefix = () => `kv/${archive.blind(`keyv namespace\n${rows.namespace ?? ''}`)}/`
  const rowKey = (key: string) => prefix() + archive.blind(`keyv key\n${rows.namespace ?? ''}\n${key}`)

  async function getMany<Value>(keys: string[]): Promise<Value[]> {
    const found = await archive.loadMany(keys.map(rowKey))
    return found.map(kept => (kept && Entry.parse(kept.value).data) as Value)
  }

  async function hasMany(keys: string[]): Promise<boolean[]> {
    return Promise.all(keys.map(async key => archive.has(rowKey(key))))
  }

  async function setMany(entries: { key: string; value: unknown; expires?: number }[]): Promise<boolean[]> {
    // Keyv allows a key twice in one batch; the last one counts.
    const last = new Map(entries.map(entry => [entry.key, entry]))
    const put = [...last.values()].map(({ key, value, expires }) => ({
      key: rowKey(key),
      value: { key, data: value },
      expiresAt: expires,
    }))
    await archive.commit({ put })
    return entries.map(() => true)
  }

  async function deleteMany(keys: string[]): Promise<boolean[]> {
    const there = await hasMany(keys)
    await archive.commit({ remove: [...new Set(keys.map(rowKey))] })
    return there
  }

  async function clear(): Promise<void> {
    const remove: string[] = []
    for (let page = await archive.keys(prefix(), { limit: PAGE }); page.length > 0;) {
      remove.push(...page)
      page = await archive.keys(prefix(), { after: page.at(-1), limit: PAGE })
    }
    await archive.commit({ remove })
  }

  async function* iterator<Value>(): AsyncGenerator<[string, Awaited<Value>], void> {
    let after: string | undefined
    for (;;) {
      const page = await archive.list(prefix(), { after, limit: PAGE })
      for (const { value } of page) {
        const { key, data } = Entry.parse(value)
        yield [key, data as Awaited<Value>]
      }
      if (page.length < PAGE) return
      after = page.at(-1)?.key
    }
  }

  const rows: Omit<KeyvRows, 'capabilities'> = {
    namespace: undefined,
    get: async <Value>(key: string) => (await getMany<Value>([key]))[0] as Value & string,
    getMany,
    set: async (key, value, expires) => (await setMany([{ key, value, expires }]))[0]!,
    setMany,
    has: async key => (await hasMany([key]))[0]!,
    hasMany,
    delete: async key => (await deleteMany([key]))[0]!,
    deleteMany,
    clear,
    iterator,
    disconnect: async () => undefined, // the archive outlives any one Keyv on it
  }
  return Object.assign(rows, { capabilities: keyvStorageCapability(rows) })
}

/** Named values of one kind (rosters, preferences, a cache); every function rejects with StoreError or a Keyv error when it fails. */
export type Cabinet<Value> = {
  /** The value; undefined when there is none or it has expired. */
  get(key: string): Promise<Value | undefined>
  /** Resolved means durable. @param ttlMs - milliseconds until it disappears; for ever when left out */
  set(key: string, value: Value, ttlMs?: number): Promise<void>
  /** All or none. */
  setMany(entries: readonly { key: string; value: Value; ttl?: number }[]): Promise<void>
  /** @returns whether it was there */
  delete(key: string): Promise<boolean>
  clear(): Promise<void>
  /** Every entry, in no particular order. */
  entries(): AsyncGenerator<[string, Value], void>
}

/**
 * A Keyv of its own namespace on the archive. It has no 'error' listener, for with one a failed write only returns `false`.
 * @param schema - what a value must look like, on the way in and on the way out
 */
export function openKeyv<Value>(archive: Archive, namespace: string, schema: z.ZodType<Value>): Cabinet<Value> {
  const keyv = new Keyv<unknown>({ store: keyvRows(archive), namespace, checkExpired: false })
  const mustBeTrue = (results: readonly unknown[]) => {
    if (!results.every(result => result === true))
      throw new StoreError('invalid', `Keyv did not keep an entry of "${namespace}": its key may be empty.`)
  }
  return {
    get: async key => {
      const value = await keyv.get(key)
      return value === undefined ? undefined : schema.parse(value)
    },
    set: async (key, value, ttlMs) => mustBeTrue([await keyv.set(key, schema.parse(value), ttlMs)]),
    setMany: async entries =>
      mustBeTrue(await keyv.setMany(entries.map(entry => ({ ...entry, value: schema.parse(entry.value) })))),
    delete: async key => keyv.delete(key),
    clear: async () => keyv.clear(),
    async *entries() {
      for await (const [key, value] of keyv.iterator()) yield [key, schema.parse(value)]
    },
  }
}

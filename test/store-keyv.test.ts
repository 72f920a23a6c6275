import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Keyv } from 'keyv'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { openArchive } from '../src/store/archive.ts'
import type { Archive } from '../src/store/archive.ts'
import { keyvRows, openKeyv } from '../src/store/keyv.ts'
import { memoryShelf } from '../src/store/memory.ts'
import type { Shelf } from '../src/store/shelf.ts'
import { sqliteShelf } from '../src/store/sqlite.ts'

async function everyOf<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const found: Entry[] = []
  for await (const entry of entries) found.push(entry)
  return found
}

/** What Keyv's own suite asks of a storage adapter, and atomicity and failures that throw on top. */
describe.each([
  ['memory', (_path: string): Shelf => memoryShelf()],
  ['sqlite', (path: string): Shelf => sqliteShelf({ path })],
])('Keyv on a %s shelf', (_name, open) => {
  let folder: string
  let shelf: Shelf
  let archive: Archive
  let keyv: Keyv

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kakekomi-keyv-'))
    shelf = open(join(folder, 'store.sqlite'))
    archive = await openArchive(shelf, [randomBytes(32)])
    keyv = new Keyv({ store: keyvRows(archive) })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await shelf.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function all(of: Keyv): Promise<Record<string, unknown>> {
    const found: Record<string, unknown> = {}
    for await (const [key, value] of of.iterator()) found[key] = value
    return found
  }

  test('uses the adapter itself, not a bridge', () => {
    expect((keyv.store as { capabilities: unknown }).capabilities).toMatchObject({ compatible: true, expires: true })
    expect(keyv.store.constructor.name).toBe('Object')
  })

  test('set, get, has and delete', async () => {
    expect(await keyv.get('foo')).toBeUndefined()
    expect(await keyv.set('foo', 'bar')).toBe(true)
    expect(await keyv.get('foo')).toBe('bar')
    expect(await keyv.has('foo')).toBe(true)
    expect(await keyv.delete('foo')).toBe(true)
    expect(await keyv.delete('foo')).toBe(false)
    expect(await keyv.has('foo')).toBe(false)
    expect(await keyv.get('foo')).toBeUndefined()
  })

  test.each([
    ['false', false],
    ['null', null],
    ['zero', 0],
    ['an empty text', ''],
    ['a text that starts with a colon', ':base64:x'],
    ['a number', -1.5],
    ['a nested object', { a: [1, { b: '困りごと' }], c: null }],
    ['an emoji', '👩‍👩‍👧'],
    ['bytes', new Uint8Array([0, 255, 7])],
    ['a big integer', 2n ** 70n],
  ])('gives back %s', async (_what, value) => {
    await keyv.set('key', value)
    const back: unknown = await keyv.get('key')
    expect(value instanceof Uint8Array ? new Uint8Array(back as Uint8Array) : back).toEqual(value)
  })

  test.each(['a key with spaces', "quote's", '日本語', 'a\nb', 'a\0b', '%', '_', '😀'.repeat(200), '__proto__'])(
    'takes any key: %j',
    async key => {
      await keyv.set(key, 1)
      await keyv.set(`${key}x`, 2)
      expect(await keyv.get(key)).toBe(1)
      expect(new Set((await everyOf(keyv.iterator())).map(([name]) => name))).toEqual(new Set([key, `${key}x`]))
    },
  )

  test('many at once, in order, with the missing ones undefined', async () => {
    expect(await keyv.setMany([{ key: 'a', value: 1 }, { key: 'b', value: 2 }, { key: 'a', value: 3 }])).toEqual([true, true, true]) // prettier-ignore
    expect(await keyv.getMany(['b', 'none', 'a'])).toEqual([2, undefined, 3])
    expect(await keyv.hasMany(['b', 'none', 'a'])).toEqual([true, false, true])
    expect(await keyv.deleteMany(['b', 'none', 'b'])).toEqual([true, false, true])
    expect(await keyv.getMany(['a', 'b'])).toEqual([3, undefined])
    expect(await keyv.getMany([])).toEqual([])
  })

  test('a value disappears when its milliseconds are over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await keyv.set('foo', 'bar', 100)
    await keyv.setMany([{ key: 'a', value: 1, ttl: 200 }, { key: 'b', value: 2 }]) // prettier-ignore
    vi.advanceTimersByTime(99)
    expect(await keyv.get('foo')).toBe('bar')
    vi.advanceTimersByTime(2)
    expect(await keyv.get('foo')).toBeUndefined()
    expect(await keyv.has('foo')).toBe(false)
    vi.advanceTimersByTime(100)
    expect(await all(keyv)).toEqual({ b: 2 })
    expect(await shelf.prune(Date.now())).toBe(4) // two values and their witnesses
  })

  test('a time to live of zero or less means for ever, as Keyv has it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await keyv.set('a', 1, 0)
    await keyv.set('b', 1, -5)
    vi.advanceTimersByTime(1e9)
    expect(await keyv.getMany(['a', 'b'])).toEqual([1, 1])
  })

  test('namespaces share a shelf without seeing one another', async () => {
    const roster = new Keyv({ store: keyvRows(archive), namespace: 'roster' })
    const cache = new Keyv({ store: keyvRows(archive), namespace: 'ros' })
    await roster.set('k', 'r')
    await cache.set('k', 'c')
    await cache.set('ter::k', 'x')
    expect([await roster.get('k'), await cache.get('k'), await keyv.get('k')]).toEqual(['r', 'c', undefined])
    await cache.clear()
    expect(await all(roster)).toEqual({ k: 'r' })
    expect(await all(cache)).toEqual({})
  })

  test('clear empties its namespace in one commit and leaves the cases alone', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 'kept' }] })
    await keyv.setMany(Array.from({ length: 450 }, (_, n) => ({ key: `k${n}`, value: n })))
    expect(Object.keys(await all(keyv))).toHaveLength(450)
    await keyv.clear()
    await keyv.clear()
    expect(await all(keyv)).toEqual({})
    expect(await archive.load('case/1')).toMatchObject({ value: 'kept' })
  })

  test('iterating survives deletions on the way', async () => {
    await keyv.setMany(Array.from({ length: 300 }, (_, n) => ({ key: `k${n}`, value: n })))
    const seen: string[] = []
    for await (const [key] of keyv.iterator()) {
      seen.push(String(key))
      await keyv.delete(String(key))
    }
    expect(new Set(seen).size).toBe(300)
    expect(seen).toHaveLength(300)
  })

  test('disconnecting one Keyv leaves the archive open', async () => {
    await keyv.disconnect()
    await keyv.set('still', 'here')
    expect(await keyv.get('still')).toBe('here')
  })

  test('no key and no value stands on the shelf in the clear', async () => {
    await keyv.set('discord:80351110224678912', { name: 'Hanako' })
    const rows = JSON.stringify(await shelf.rangePrefix('', { limit: 100 }))
    expect(rows).not.toContain('80351110224678912')
    expect(rows).not.toContain('Hanako')
    expect(rows).not.toContain('discord')
  })

  test('two values swapped on the shelf make get throw rather than answer', async () => {
    await keyv.setMany([{ key: 'a', value: 1 }, { key: 'b', value: 2 }]) // prettier-ignore
    const [one, two] = (await shelf.rangePrefix('kv/', { limit: 9 })).filter(([key]) => !key.endsWith('\x01'))
    await shelf.commit({ set: [{ key: one![0], value: two![1] }, { key: two![0], value: one![1] }], remove: [] }) // prettier-ignore
    await expect(keyv.get('a')).rejects.toMatchObject({ code: 'tampered' })
    await expect(keyv.getMany(['a', 'b'])).rejects.toMatchObject({ code: 'tampered' })
  })

  test('a closed store makes everything throw', async () => {
    await shelf.close()
    await expect(keyv.set('a', 1)).rejects.toMatchObject({ code: 'closed' })
    await expect(keyv.get('a')).rejects.toMatchObject({ code: 'closed' })
    await expect(keyv.delete('a')).rejects.toMatchObject({ code: 'closed' })
    await expect(keyv.clear()).rejects.toMatchObject({ code: 'closed' })
    await expect(all(keyv)).rejects.toMatchObject({ code: 'closed' })
  })

  describe('a cabinet', () => {
    const Helper = z.strictObject({ name: z.string() })
    const roster = () => openKeyv(archive, 'roster', Helper)

    test('keeps, lists and removes values of one kind', async () => {
      await roster().set('1', { name: 'Hana' })
      await roster().setMany([{ key: '2', value: { name: 'Ken' } }])
      expect(await roster().get('1')).toEqual({ name: 'Hana' })
      expect((await everyOf(roster().entries())).sort()).toEqual([['1', { name: 'Hana' }], ['2', { name: 'Ken' }]]) // prettier-ignore
      expect(await roster().delete('1')).toBe(true)
      expect(await roster().get('1')).toBeUndefined()
      await roster().clear()
      expect(await everyOf(roster().entries())).toEqual([])
    })

    test('refuses what has another shape, going in and coming out', async () => {
      await expect(roster().set('1', { name: 7 } as never)).rejects.toThrow()
      await openKeyv(archive, 'roster', z.unknown()).set('1', { name: 7 })
      await expect(roster().get('1')).rejects.toThrow()
    })

    test('a write that Keyv does not confirm is a failure', async () => {
      await expect(roster().set('', { name: 'Hana' })).rejects.toMatchObject({ code: 'invalid' })
      await expect(roster().setMany([{ key: '', value: { name: 'Hana' } }])).rejects.toMatchObject({ code: 'invalid' })
      await expect(openKeyv(archive, 'x', z.any()).set('k', Symbol('s'))).rejects.toThrow()
    })
  })
})

describe('Keyv on a shelf that fails', () => {
  test.each(['full', 'io', 'locked'] as const)('with "%s" throws, and nothing of a setMany is kept', async code => {
    const shelf = memoryShelf()
    const archive = await openArchive(shelf, [randomBytes(32)])
    const roster = openKeyv(archive, 'roster', z.string())
    shelf.failNext('commit', code)
    await expect(roster.setMany([{ key: 'a', value: '1' }, { key: 'b', value: '2' }])).rejects.toMatchObject({ code }) // prettier-ignore
    shelf.failNext('commit', code)
    await expect(roster.delete('a')).rejects.toMatchObject({ code })
    shelf.failNext('read', code)
    await expect(roster.get('a')).rejects.toMatchObject({ code })
    expect(await everyOf(roster.entries())).toEqual([])
  })

  test('a crash in the middle of a setMany leaves all of it or nothing', async () => {
    for (const fate of ['lost', 'kept'] as const) {
      const dataKey = randomBytes(32)
      const shelf = memoryShelf()
      const roster = openKeyv(await openArchive(shelf, [dataKey]), 'roster', z.string())
      let acknowledged = false
      void roster.setMany([{ key: 'a', value: '1' }, { key: 'b', value: '2' }]).then(() => (acknowledged = true)) // prettier-ignore
      while (shelf.pending() === 0) await Promise.resolve()
      const rows = shelf.crash(fate)
      const again = openKeyv(await openArchive(memoryShelf({ rows }), [dataKey]), 'roster', z.string())
      expect((await everyOf(again.entries())).length).toBe(fate === 'kept' ? 2 : 0)
      expect(acknowledged).toBe(false)
    }
  })
})

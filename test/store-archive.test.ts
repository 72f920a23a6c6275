import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArchive } from '../src/store/archive.ts'
import type { Archive } from '../src/store/archive.ts'
import { WITNESS } from '../src/store/envelope.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { keyIdOf, sealedWith } from '../src/store/seal.ts'
import type { Shelf } from '../src/store/shelf.ts'
import { sqliteShelf } from '../src/store/sqlite.ts'

describe.each([
  ['memory', (_path: string, now: () => number): Shelf => memoryShelf({ now })],
  ['sqlite', (path: string, now: () => number): Shelf => sqliteShelf({ path, now })],
])('the archive on a %s shelf', (_name, open) => {
  const dataKey = randomBytes(32)
  let folder: string
  let shelf: Shelf
  let archive: Archive
  let clock: number

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kakekomi-archive-'))
    clock = 1_000_000
    shelf = open(join(folder, 'store.sqlite'), () => clock)
    archive = await openArchive(shelf, [dataKey])
  })
  afterEach(async () => {
    await shelf.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** What somebody with access to the file, but without the data key, can do. */
  const forge = (set: Record<string, string | undefined>) =>
    shelf.commit({
      set: Object.entries(set).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])),
      remove: Object.entries(set).flatMap(([key, value]) => (value === undefined ? [key] : [])),
    })
  const tampered = { name: 'StoreError', code: 'tampered' }

  test('gives back the value and its version, and undefined for what is not there', async () => {
    const value = { events: [{ type: 'opened', quote: '番号は７００件' }], n: 1.5, nothing: null }
    await archive.commit({ put: [{ key: 'case/1', value, version: 7 }, { key: 'case/2', value: 'x' }] }) // prettier-ignore
    expect(await archive.load('case/1')).toEqual({ value, version: 7 })
    expect(await archive.load('case/2')).toEqual({ value: 'x', version: 0 })
    expect(await archive.loadMany(['case/3', 'case/1'])).toEqual([undefined, { value, version: 7 }])
  })

  test('one commit holds values, index rows and removals', async () => {
    await archive.commit({ put: [{ key: 'timer/1', value: 1 }], plain: [{ key: 'open/1' }, { key: 'open/2' }] })
    await archive.commit({ put: [{ key: 'case/1', value: 2, version: 2 }], plain: [{ key: 'open/3' }], remove: ['timer/1', 'open/1'] }) // prettier-ignore
    expect(await archive.load('timer/1')).toBeUndefined()
    expect(await archive.keys('open/', { limit: 9 })).toEqual(['open/2', 'open/3'])
    expect(await archive.count('open/')).toBe(2)
    expect(await archive.has('timer/1')).toBe(false)
    expect(await archive.has('open/2')).toBe(true)
  })

  test('lists values page by page in key order, forwards, backwards and up to a bound', async () => {
    const keys = Array.from({ length: 11 }, (_, n) => `timer/${String(n).padStart(3, '0')}`)
    await archive.commit({ put: keys.map((key, n) => ({ key, value: n })) })
    for (const reverse of [false, true]) {
      const seen: unknown[] = []
      for (let page = await archive.list('timer/', { limit: 4, reverse }); page.length > 0;) {
        seen.push(...page.map(({ value }) => value))
        page = await archive.list('timer/', { limit: 4, reverse, after: page.at(-1)?.key })
      }
      const inOrder = keys.map((_, n) => n)
      expect(seen).toEqual(reverse ? inOrder.toReversed() : inOrder)
    }
    expect(await archive.list('timer/', { limit: 9, to: 'timer/002' })).toMatchObject([{ value: 0 }, { value: 1 }])
    expect(await archive.keys('timer/', { limit: 2, reverse: true })).toEqual(['timer/010', 'timer/009'])
    expect(await archive.count('timer/')).toBe(11)
  })

  test('an expiring value disappears as a whole', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 1, expiresAt: clock + 5 }], plain: [{ key: 'open/1', expiresAt: clock + 5 }] }) // prettier-ignore
    clock += 5
    expect(await archive.load('case/1')).toBeUndefined()
    expect(await archive.list('case/', { limit: 9 })).toEqual([])
    expect(await archive.keys('open/', { limit: 9 })).toEqual([])
    await shelf.prune(clock)
    expect(await shelf.count('case/')).toBe(0)
  })

  test.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a circle', (() => { const circle: unknown[] = []; circle.push(circle); return circle })()], // prettier-ignore
    ['a bigint', 1n],
  ])('refuses %s as a value and keeps nothing', async (_what, value) => {
    const commit = archive.commit({ put: [{ key: 'case/0', value: 1 }, { key: 'case/1', value }] }) // prettier-ignore
    await expect(commit).rejects.toMatchObject({ code: 'invalid' })
    expect(await archive.load('case/0')).toBeUndefined()
  })

  test.each([
    { key: '' },
    { key: '事件' },
    { key: 'a\x01' },
    { key: 'k'.repeat(512) },
    { version: -1 },
    { version: 0.5 },
  ])('refuses %j', async bad => {
    const commit = archive.commit({ put: [{ key: 'case/1', value: 1, version: 1, ...bad }] })
    await expect(commit).rejects.toMatchObject({ code: 'invalid' })
  })

  test('refuses one key as a value and an index row at once, or put and removed at once', async () => {
    const both = archive.commit({ put: [{ key: 'a', value: 1 }], plain: [{ key: 'a' }] })
    await expect(both).rejects.toMatchObject({ code: 'invalid' })
    const twice = archive.commit({ put: [{ key: 'a', value: 1 }], remove: ['a'] })
    await expect(twice).rejects.toMatchObject({ code: 'invalid' })
  })

  test('two swapped rows are refused', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 'a', version: 1 }, { key: 'case/2', value: 'b', version: 1 }] }) // prettier-ignore
    const [one, two] = await shelf.getMany(['case/1', 'case/2'])
    await forge({ 'case/1': two, 'case/2': one })
    await expect(archive.load('case/1')).rejects.toMatchObject(tampered)
    await expect(archive.list('case/', { limit: 9 })).rejects.toMatchObject(tampered)
  })

  test('two rows swapped together with their witnesses are refused', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 'a', version: 1 }, { key: 'case/2', value: 'b', version: 1 }] }) // prettier-ignore
    const [one, w1, two, w2] = await shelf.getMany(['case/1', 'case/1' + WITNESS, 'case/2', 'case/2' + WITNESS])
    await forge({ 'case/1': two, ['case/1' + WITNESS]: w2, 'case/2': one, ['case/2' + WITNESS]: w1 })
    await expect(archive.load('case/1')).rejects.toMatchObject(tampered)
  })

  test('an old value put back is refused, also when its version is the same', async () => {
    for (const version of [1, 2]) {
      await archive.commit({ put: [{ key: 'roster', value: 'with the attacker', version: 1 }] })
      const old = await shelf.get('roster')
      await archive.commit({ put: [{ key: 'roster', value: 'without', version }] })
      await forge({ roster: old })
      await expect(archive.load('roster')).rejects.toMatchObject(tampered)
      await expect(archive.list('ros', { limit: 1 })).rejects.toMatchObject(tampered)
    }
  })

  test('a removed value put back is refused', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 'deleted on request' }] })
    const old = await shelf.get('case/1')
    await archive.commit({ remove: ['case/1'] })
    await forge({ 'case/1': old })
    await expect(archive.load('case/1')).rejects.toMatchObject(tampered)
  })

  test('a single removed row, or a single removed witness, is refused', async () => {
    for (const key of ['case/1', 'case/1' + WITNESS]) {
      await archive.commit({ put: [{ key: 'case/1', value: 1 }] })
      await forge({ [key]: undefined })
      await expect(archive.load('case/1')).rejects.toMatchObject(tampered)
      await expect(archive.list('case/', { limit: 9 })).rejects.toMatchObject(tampered)
    }
  })

  test('an index row in the place of a value is refused', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 1 }] })
    await forge({ 'case/1': '' })
    await expect(archive.load('case/1')).rejects.toMatchObject(tampered)
  })

  test('a blinded id is stable, short, has nothing of the id in it and depends on the data key', async () => {
    expect(archive.blind('discord:80351110224678912')).toMatch(/^[\w-]{22}$/)
    expect(archive.blind('discord:80351110224678912')).toBe((await openArchive(shelf, [dataKey])).blind('discord:80351110224678912')) // prettier-ignore
    expect(archive.blind('discord:1')).not.toBe(archive.blind('telegram:1'))
    const other = await openArchive(memoryShelf(), [randomBytes(32)])
    expect(other.blind('discord:1')).not.toBe(archive.blind('discord:1'))
  })

  test('another data key opens nothing, and changes nothing', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 1 }] })
    await expect(openArchive(shelf, [randomBytes(32)])).rejects.toMatchObject({ code: 'wrong-key' })
    expect(await archive.load('case/1')).toMatchObject({ value: 1 })
  })

  test('a store whose first row is gone is refused rather than begun anew', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 1 }] })
    await forge({ '!store': undefined, ['!store' + WITNESS]: undefined })
    await expect(openArchive(shelf, [dataKey])).rejects.toMatchObject(tampered)
  })

  test('rotation seals every value with the new key, keeps versions, expiry, index rows and blinded ids', async () => {
    const put = Array.from({ length: 150 }, (_, n) => ({ key: `case/${n}`, value: { n }, version: n }))
    await archive.commit({ put, plain: [{ key: 'open/1' }] })
    await archive.commit({ put: [{ key: 'case/x', value: 'x', expiresAt: clock + 10 }] })
    const fresh = randomBytes(32)
    const turning = await openArchive(shelf, [fresh, dataKey])
    expect(await turning.rotate()).toBe(152) // 151 cases and the store's own row
    expect(await turning.rotate()).toBe(0)
    for (const [, value] of await shelf.rangePrefix('', { limit: 1000 }))
      if (value !== '') expect(sealedWith(value)).toBe(keyIdOf(fresh))

    const after = await openArchive(shelf, [fresh])
    expect(await after.load('case/149')).toEqual({ value: { n: 149 }, version: 149 })
    expect(after.blind('discord:1')).toBe(archive.blind('discord:1'))
    expect(await after.keys('open/', { limit: 9 })).toEqual(['open/1'])
    clock += 10
    expect(await after.load('case/x')).toBeUndefined()
    await expect(openArchive(shelf, [dataKey])).rejects.toMatchObject({ code: 'wrong-key' })
  })

  test('rotation never overwrites what is committed meanwhile', async () => {
    await archive.commit({ put: Array.from({ length: 200 }, (_, n) => ({ key: `case/${n}`, value: 0 })) })
    const turning = await openArchive(shelf, [randomBytes(32), dataKey])
    let rotating = true
    const rotated = turning.rotate().finally(() => (rotating = false))
    let last = 0
    while (rotating) {
      last++
      const busy = Array.from({ length: 20 }, (_, n) => ({ key: `case/${n * 10}`, value: last, version: last }))
      await turning.commit({ put: busy.slice(1), remove: [busy[0]!.key] })
    }
    await rotated
    expect(last).toBeGreaterThan(1)
    expect(await turning.load('case/0')).toBeUndefined()
    for (let n = 1; n < 20; n++) expect(await turning.load(`case/${n * 10}`)).toEqual({ value: last, version: last })
    expect(await turning.load('case/1')).toMatchObject({ value: 0 })
    expect(await turning.rotate()).toBe(0)
  })

  test('rotation stops at a row it cannot open', async () => {
    await archive.commit({ put: [{ key: 'case/1', value: 1 }, { key: 'case/2', value: 2 }] }) // prettier-ignore
    await forge({ 'case/2': await shelf.get('case/1') })
    const turning = await openArchive(shelf, [randomBytes(32), dataKey])
    await expect(turning.rotate()).rejects.toMatchObject(tampered)
  })
})

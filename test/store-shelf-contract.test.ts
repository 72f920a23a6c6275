import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { memoryShelf } from '../src/store/memory.ts'
import type { Shelf } from '../src/store/shelf.ts'
import { sqliteShelf } from '../src/store/sqlite.ts'

/** One contract for every adapter: what the engine may rely on, whatever the store is. */
describe.each([
  ['memory', (_path: string, now: () => number): Shelf => memoryShelf({ now })],
  ['sqlite', (path: string, now: () => number): Shelf => sqliteShelf({ path, now })],
])('the %s shelf', (_name, open) => {
  let folder: string
  let shelf: Shelf
  let clock: number

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kakekomi-shelf-'))
    clock = 1_000_000
    shelf = open(join(folder, 'store.sqlite'), () => clock)
  })
  afterEach(async () => {
    await shelf.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const put = (...pairs: [string, string][]) =>
    shelf.commit({ set: pairs.map(([key, value]) => ({ key, value })), remove: [] })
  const keysOf = async (prefix: string, page = {}) =>
    (await shelf.rangePrefix(prefix, { limit: 100, ...page })).map(([key]) => key)

  test('gives back what was committed, and undefined for what was not', async () => {
    await put(['a', 'one'], ['b', ''])
    expect(await shelf.get('a')).toBe('one')
    expect(await shelf.get('b')).toBe('')
    expect(await shelf.get('c')).toBeUndefined()
    expect(await shelf.getMany(['c', 'b', 'a', 'a'])).toEqual([undefined, '', 'one', 'one'])
    expect(await shelf.getMany([])).toEqual([])
  })

  test('keeps any text: Japanese, emoji, NUL, quotes, a megabyte', async () => {
    for (const value of ['番号は７００件です', '👩‍👩‍👧 zalgo҉', 'a\0b', `'"; DROP TABLE row; --`, 'x'.repeat(1_000_000)]) {
      await put(['k', value])
      expect(await shelf.get('k')).toBe(value)
    }
  })

  test('a later value replaces the earlier one and its expiry', async () => {
    await shelf.commit({ set: [{ key: 'k', value: 'old', expiresAt: clock + 10 }], remove: [] })
    await put(['k', 'new'])
    clock += 1000
    expect(await shelf.get('k')).toBe('new')
  })

  test('writes and removals of one commit take effect together', async () => {
    await put(['case/1', 'open'], ['timer/1', 'due'])
    await shelf.commit({ set: [{ key: 'case/1', value: 'closed' }], remove: ['timer/1', 'timer/none'] })
    expect(await shelf.getMany(['case/1', 'timer/1'])).toEqual(['closed', undefined])
  })

  test('a commit is not visible before it is durable', async () => {
    const committed = put(['k', 'v'])
    expect(await shelf.get('k')).toBeUndefined()
    await committed
    expect(await shelf.get('k')).toBe('v')
  })

  test('an empty commit is fine', async () => {
    await shelf.commit({ set: [], remove: [] })
    expect(await keysOf('')).toEqual([])
  })

  test.each([
    ['a key that is empty', { key: '', value: 'v' }],
    ['a key that is not ASCII', { key: '事件', value: 'v' }],
    ['a key with a NUL', { key: 'a\0b', value: 'v' }],
    ['a key that is too long', { key: 'k'.repeat(513), value: 'v' }],
    ['a value that is no text', { key: 'k', value: 7 as unknown as string }],
    ['an expiry that is no whole number', { key: 'k', value: 'v', expiresAt: 1.5 }],
  ])('refuses %s and keeps nothing of that commit', async (_what, bad) => {
    const commit = shelf.commit({ set: [{ key: 'good', value: 'v' }, bad], remove: [] })
    await expect(commit).rejects.toMatchObject({ name: 'StoreError', code: 'invalid' })
    expect(await shelf.get('good')).toBeUndefined()
  })

  test('refuses a commit that names a key twice', async () => {
    await expect(put(['k', '1'], ['k', '2'])).rejects.toMatchObject({ code: 'invalid' })
    await expect(shelf.commit({ set: [{ key: 'k', value: '1' }], remove: ['k'] })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await shelf.get('k')).toBeUndefined()
  })

  test('a bad commit does not fail the ones beside it', async () => {
    const settled = await Promise.allSettled([put(['a', '1']), put(['', '2']), put(['c', '3'])])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await shelf.getMany(['a', 'c'])).toEqual(['1', '3'])
  })

  test('commits take effect in the order of their calls', async () => {
    const commits = Array.from({ length: 900 }, (_, n) => put(['k', String(n)], [`n/${n}`, 'x']))
    await Promise.all(commits)
    expect(await shelf.get('k')).toBe('899')
    expect(await shelf.count('n/')).toBe(900)
  })

  test('a thousand commits at once are all kept', async () => {
    await Promise.all(Array.from({ length: 1000 }, (_, n) => put([`k/${n}`, `v${n}`], [`i/${n}`, ''])))
    expect(await shelf.count('k/')).toBe(1000)
    expect(await shelf.get('k/731')).toBe('v731')
  })

  test('replace exchanges a value only while it is what was read, keeps its expiry, and otherwise keeps nothing', async () => {
    await shelf.commit({ set: [{ key: 'k', value: 'a', expiresAt: clock + 50 }], remove: [] })
    await shelf.commit({ set: [], remove: [], replace: [{ key: 'k', was: 'a', value: 'b' }] })
    expect(await shelf.get('k')).toBe('b')
    const late = shelf.commit({
      set: [{ key: 'other', value: 'x' }],
      remove: [],
      replace: [{ key: 'k', was: 'a', value: 'c' }],
    })
    await expect(late).rejects.toMatchObject({ code: 'conflict' })
    expect(await shelf.getMany(['k', 'other'])).toEqual(['b', undefined])
    clock += 50
    expect(await shelf.get('k')).toBeUndefined()
  })

  test('a conflict in the middle of a group refuses only itself', async () => {
    await put(['k', 'a'])
    const swap = (was: string, value: string) =>
      shelf.commit({ set: [], remove: [], replace: [{ key: 'k', was, value }] })
    const settled = await Promise.allSettled([swap('a', 'b'), swap('a', 'c'), swap('b', 'd'), put(['z', '1'])])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(await shelf.getMany(['k', 'z'])).toEqual(['d', '1'])
  })

  test('a prefix gives its own rows in byte order, and no neighbour', async () => {
    await put(
      ['case/2', ''],
      ['case/10', ''],
      ['case/1', ''],
      ['casebook', ''],
      ['case', ''],
      ['case/1\x01', ''],
      ['case0', ''],
    )
    expect(await keysOf('case/')).toEqual(['case/1', 'case/1\x01', 'case/10', 'case/2'])
    expect(await keysOf('nothing/')).toEqual([])
  })

  test('% and _ and * in a prefix stand for themselves', async () => {
    await put(['a%b/1', ''], ['aXb/1', ''], ['a_b/1', ''], ['a*b/1', ''])
    expect(await keysOf('a%b/')).toEqual(['a%b/1'])
    expect(await keysOf('a_b/')).toEqual(['a_b/1'])
    expect(await shelf.count('a*b/')).toBe(1)
  })

  test('pages follow one another without a gap or a repeat, forwards and backwards', async () => {
    const all = Array.from({ length: 23 }, (_, n) => `p/${String(n).padStart(2, '0')}`)
    await put(...all.map((key): [string, string] => [key, '']))
    for (const reverse of [false, true]) {
      const seen: string[] = []
      for (let page = await keysOf('p/', { limit: 5, reverse }); page.length > 0;) {
        seen.push(...page)
        page = await keysOf('p/', { limit: 5, reverse, after: page.at(-1) })
      }
      expect(seen).toEqual(reverse ? all.toReversed() : all)
    }
  })

  test('a stretch includes its first key, excludes its end, and never leaves the prefix', async () => {
    await put(['t/1', 'a'], ['t/2', 'b'], ['t/3', 'c'], ['u/1', 'd'])
    expect(await shelf.range({ from: 't/1', to: 't/3', limit: 9 })).toEqual([['t/1', 'a'], ['t/2', 'b']]) // prettier-ignore
    expect(await keysOf('t/', { to: 't/2' })).toEqual(['t/1'])
    expect(await keysOf('t/', { to: 'zzz' })).toEqual(['t/1', 't/2', 't/3'])
    expect(await keysOf('t/', { after: 'zzz' })).toEqual([])
    expect(await keysOf('t/', { after: 'a' })).toEqual(['t/1', 't/2', 't/3'])
    expect(await keysOf('t/', { to: 't/3', reverse: true, limit: 1 })).toEqual(['t/2'])
  })

  test.each([0, -1, 1.5, Number.NaN])('refuses a range with the limit %s', async limit => {
    await expect(shelf.rangePrefix('t/', { limit })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('an expired row is gone from every kind of reading, at its very millisecond', async () => {
    await shelf.commit({ set: [{ key: 'e/1', value: 'v', expiresAt: clock + 100 }, { key: 'e/2', value: 'w' }], remove: [] }) // prettier-ignore
    clock += 99
    expect(await shelf.count('e/')).toBe(2)
    clock += 1
    expect(await shelf.get('e/1')).toBeUndefined()
    expect(await shelf.getMany(['e/1', 'e/2'])).toEqual([undefined, 'w'])
    expect(await keysOf('e/')).toEqual(['e/2'])
    expect(await shelf.count('e/')).toBe(1)
    const swap = shelf.commit({ set: [], remove: [], replace: [{ key: 'e/1', was: 'v', value: 'x' }] })
    await expect(swap).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a page is full although expired rows lie in between', async () => {
    await shelf.commit({
      set: Array.from({ length: 20 }, (_, n) => ({
        key: `m/${String(n).padStart(2, '0')}`,
        value: '',
        expiresAt: n % 2 ? clock : undefined,
      })),
      remove: [],
    })
    expect(await keysOf('m/', { limit: 6 })).toEqual(['m/00', 'm/02', 'm/04', 'm/06', 'm/08', 'm/10'])
  })

  test('a far expiry (years, beyond 32 bits) is honoured', async () => {
    await shelf.commit({ set: [{ key: 'k', value: 'v', expiresAt: 4_102_444_800_000 }], remove: [] })
    clock = 4_102_444_799_999
    expect(await shelf.get('k')).toBe('v')
    clock++
    expect(await shelf.get('k')).toBeUndefined()
  })

  test('pruning removes exactly what has expired and says how much', async () => {
    const set = Array.from({ length: 1203 }, (_, n) => ({
      key: `p/${n}`,
      value: '',
      expiresAt: n < 1200 ? clock : clock + 1,
    }))
    await shelf.commit({ set, remove: [] })
    expect(await shelf.prune(clock)).toBe(1200)
    expect(await shelf.prune(clock)).toBe(0)
    expect(await shelf.count('p/')).toBe(3)
  })

  test('counting can leave out companion rows', async () => {
    await put(['c/1', ''], ['c/1\x01', ''], ['c/2', ''])
    expect(await shelf.count('c/')).toBe(3)
    expect(await shelf.count('c/', '\x01')).toBe(2)
  })

  test('after close every call rejects, and closing again is harmless', async () => {
    const last = put(['k', 'v'])
    await shelf.close()
    await last // close finishes what was under way
    await shelf.close()
    for (const call of [() => shelf.get('k'), () => put(['a', 'b']), () => keysOf(''), () => shelf.prune(0)])
      await expect(call()).rejects.toMatchObject({ code: 'closed' })
  })

  test('any sequence of commits leaves what a plain map would hold', async () => {
    const key = fc.stringMatching(/^[ab\x01~]{1,3}$/)
    const change = fc.record({
      set: fc.dictionary(key, fc.string(), { maxKeys: 4 }),
      remove: fc.uniqueArray(key, { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), key, async (changes, prefix) => {
        await shelf.commit({ set: [], remove: await keysOf('') })
        const model = new Map<string, string>()
        for (const { set, remove } of changes) {
          const removed = remove.filter(name => !(name in set))
          void shelf.commit({
            set: Object.entries(set).map(([name, value]) => ({ key: name, value })),
            remove: removed,
          })
          for (const name of removed) model.delete(name)
          for (const [name, value] of Object.entries(set)) model.set(name, value)
        }
        await shelf.commit({ set: [], remove: [] })
        const expected = [...model].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1))
        expect(await shelf.rangePrefix(prefix, { limit: 100 })).toEqual(expected)
        expect(await shelf.rangePrefix(prefix, { limit: 100, reverse: true })).toEqual(expected.toReversed())
      }),
      { numRuns: 60 },
    )
  })
})

import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'

const two = { set: [{ key: 'a', value: '1' }, { key: 'b', value: '1' }], remove: [] } // prettier-ignore
const settledSoon = async (promise: Promise<unknown>) => {
  let settled = false
  promise.then(
    () => (settled = true),
    () => (settled = true),
  )
  await new Promise(resolve => setImmediate(resolve))
  return settled
}

describe('the memory shelf', () => {
  test('a crash drops what was not durable, and its caller never hears', async () => {
    const shelf = memoryShelf()
    await shelf.commit({ set: [{ key: 'old', value: 'kept' }], remove: [] })
    const commit = shelf.commit({ ...two, remove: ['old'] })
    expect(shelf.pending()).toBe(1)
    const rows = shelf.crash()
    expect(await settledSoon(commit)).toBe(false)
    expect(rows).toEqual([{ key: 'old', value: 'kept', expiresAt: undefined }])
  })

  test('a crash between the commit and its acknowledgement keeps all of it, and its caller never hears', async () => {
    const shelf = memoryShelf()
    const commit = shelf.commit(two)
    const again = memoryShelf({ rows: shelf.crash('kept') })
    expect(await settledSoon(commit)).toBe(false)
    expect(await again.getMany(['a', 'b'])).toEqual(['1', '1'])
  })

  test('a commit that would have been refused is not kept by a crash either', async () => {
    const shelf = memoryShelf()
    void shelf.commit({ ...two, replace: [{ key: 'c', was: 'x', value: 'y' }] })
    expect(shelf.crash('kept')).toEqual([])
  })

  test('after a crash every call rejects', async () => {
    const shelf = memoryShelf()
    shelf.crash()
    await expect(shelf.get('a')).rejects.toMatchObject({ code: 'closed' })
    await expect(shelf.commit(two)).rejects.toMatchObject({ code: 'closed' })
    await shelf.close()
  })

  test('an injected failure rejects once, keeps nothing, and the next commit is fine', async () => {
    const shelf = memoryShelf()
    shelf.failNext('commit', 'full')
    await expect(shelf.commit(two)).rejects.toMatchObject({ name: 'StoreError', code: 'full' })
    expect(await shelf.get('a')).toBeUndefined()
    await shelf.commit(two)
    shelf.failNext('read', 'io', 2)
    await expect(shelf.get('a')).rejects.toMatchObject({ code: 'io' })
    await expect(shelf.rangePrefix('', { limit: 1 })).rejects.toMatchObject({ code: 'io' })
    expect(await shelf.get('a')).toBe('1')
  })

  test('a snapshot is a copy: later commits do not change it, and it starts as many shelves as one likes', async () => {
    const shelf = memoryShelf()
    await shelf.commit(two)
    const rows = shelf.snapshot()
    await shelf.commit({ set: [{ key: 'a', value: '2' }], remove: ['b'] })
    for (const again of [memoryShelf({ rows }), memoryShelf({ rows })]) {
      expect(await again.getMany(['a', 'b'])).toEqual(['1', '1'])
      await again.commit({ set: [], remove: ['a'] })
    }
  })

  test('an archive on it loses nothing acknowledged at any crash point of a script', async () => {
    const dataKey = randomBytes(32)
    for (let crashAt = 0; crashAt < 12; crashAt++)
      for (const fate of ['lost', 'kept'] as const) {
        const shelf = memoryShelf()
        const archive = await openArchive(shelf, [dataKey])
        let acknowledged = 0
        for (let version = 1; version <= 12 && acknowledged < crashAt; version++) {
          await archive.commit({ put: [{ key: 'case', value: version, version }], plain: [{ key: `i/${version}` }] })
          acknowledged = version
        }
        const next = acknowledged + 1
        const lost = archive.commit({
          put: [{ key: 'case', value: next, version: next }],
          plain: [{ key: `i/${next}` }],
        })
        while (shelf.pending() === 0) await Promise.resolve()
        const again = await openArchive(memoryShelf({ rows: shelf.crash(fate) }), [dataKey])
        const expected = fate === 'kept' ? next : acknowledged
        expect((await again.load('case'))?.version ?? 0).toBe(expected)
        expect(await again.count('i/')).toBe(expected)
        expect(await settledSoon(lost)).toBe(false)
      }
  })
})

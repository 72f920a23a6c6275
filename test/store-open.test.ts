import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseDataKeys, readDataKeys } from '../src/store/keyfile.ts'
import { openStore } from '../src/store/open.ts'
import { parseStoreUrl } from '../src/store/url.ts'

let folder: string
let url: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakekomi-open-'))
  url = `sqlite:${join(folder, 'data', 'kakekomi.sqlite')}`
  file = join(folder, 'data', 'kakekomi.key')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('STORE_URL', () => {
  test.each([
    ['sqlite:./data/kakekomi.sqlite', { scheme: 'sqlite', path: './data/kakekomi.sqlite' }],
    ['sqlite:/srv/k.sqlite', { scheme: 'sqlite', path: '/srv/k.sqlite' }],
    ['sqlite:///srv/k.sqlite', { scheme: 'sqlite', path: '/srv/k.sqlite' }],
    ['sqlite:データ/k.sqlite', { scheme: 'sqlite', path: 'データ/k.sqlite' }],
    ['memory:', { scheme: 'memory' }],
  ])('%s is understood', (text, place) => expect(parseStoreUrl(text)).toEqual(place))

  test.each([
    '',
    'sqlite',
    'sqlite:',
    'sqlite::memory:',
    'sqlite://host/x',
    'sqlite:data/',
    'memory:x',
    'postgres://u:geheim@h/d',
    'redis:',
    './data/x',
    'sqlite:a\0b',
  ])('%j is refused with one line that names the variable and repeats nothing secret', text => {
    expect(() => parseStoreUrl(text)).toThrow(
      expect.objectContaining({
        name: 'StoreError',
        code: 'invalid',
        message: expect.stringMatching(/^STORE_URL (?!.*geheim)[^\n]*$/),
      }),
    )
  })
})

describe('the data key', () => {
  test('base64 of 32 bytes is taken, with or without padding, from the URL alphabet too, with a line break', () => {
    const key = Buffer.alloc(32, 0xfb)
    for (const text of [
      key.toString('base64'),
      key.toString('base64url'),
      `${key.toString('base64')}\n`,
      `  ${key.toString('base64')}\r\n`,
    ])
      expect(parseDataKeys(text, 'DATA_KEY')).toEqual([key])
  })

  test('several keys keep their order', () => {
    const [a, b] = [randomBytes(32), randomBytes(32)]
    expect(parseDataKeys(`${a.toString('base64')}\n${b.toString('base64')}\n`, 'DATA_KEY')).toEqual([a, b])
    expect(parseDataKeys(`${a.toString('base64')},${b.toString('base64')}`, 'DATA_KEY')).toEqual([a, b])
  })

  test.each([
    '',
    '  \n',
    'password',
    'A'.repeat(44),
    randomBytes(16).toString('base64'),
    randomBytes(33).toString('base64'),
    `${randomBytes(32).toString('base64').slice(0, 42)}*=`,
  ])('%j is refused, without being repeated', text => {
    expect(() => parseDataKeys(text, 'DATA_KEY')).toThrow(
      expect.objectContaining({
        code: 'invalid',
        message: 'DATA_KEY must be 32 bytes in base64: make one with "openssl rand -base64 32".',
      }),
    )
  })

  test('a missing file is made once, for its owner alone, and read again after', () => {
    const [made] = readDataKeys({ file }, true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readDataKeys({ file }, true)).toEqual([made])
    expect(readDataKeys({ file }, false)).toEqual([made])
  })

  test('a missing file of an existing store is not made up', () => {
    expect(() => readDataKeys({ file }, false)).toThrow(
      expect.objectContaining({ code: 'missing-key', message: expect.stringContaining(file) }),
    )
    expect(existsSync(file)).toBe(false)
  })

  test('a file that cannot be read is told by its name', () => {
    mkdirSync(file, { recursive: true })
    expect(() => readDataKeys({ file }, true)).toThrow(
      expect.objectContaining({ name: 'StoreError', message: expect.stringContaining(file) }),
    )
  })
})

describe('opening the store', () => {
  test('the first start makes file and key; the second finds everything again', async () => {
    const first = await openStore({ url, key: { file } })
    await first.commit({ put: [{ key: 'case/1', value: { open: true }, version: 3 }] })
    const name = first.blind('discord:1')
    await first.close()
    const second = await openStore({ url, key: { file } })
    expect(await second.load('case/1')).toEqual({ value: { open: true }, version: 3 })
    expect(second.blind('discord:1')).toBe(name)
    await second.close()
  })

  test('the wrong key is refused with one line, changes nothing, and lets go of the file', async () => {
    await (await openStore({ url, key: { file } })).close()
    const right = readFileSync(file)
    writeFileSync(file, randomBytes(32).toString('base64'))
    await expect(openStore({ url, key: { file } })).rejects.toMatchObject({
      code: 'wrong-key',
      message: expect.stringMatching(/kakekomi\.key does not hold the key of .*kakekomi\.sqlite: put back/),
    })
    writeFileSync(file, right)
    await (await openStore({ url, key: { file } })).close()
  })

  test('a lost key file is not replaced by a new one', async () => {
    await (await openStore({ url, key: { file } })).close()
    rmSync(file)
    await expect(openStore({ url, key: { file } })).rejects.toMatchObject({ code: 'missing-key' })
    expect(existsSync(file)).toBe(false)
  })

  test('a new key in front of the old one takes over after rotation, and the old one may go', async () => {
    const first = await openStore({ url, key: { file } })
    await first.commit({ put: [{ key: 'case/1', value: 1 }] })
    await first.close()
    const fresh = randomBytes(32).toString('base64')
    writeFileSync(file, `${fresh}\n${readFileSync(file, 'utf8')}`)
    const turning = await openStore({ url, key: { file } })
    expect(await turning.rotate()).toBe(2)
    await turning.close()
    const after = await openStore({ url, key: { text: fresh } })
    expect(await after.load('case/1')).toMatchObject({ value: 1 })
    await after.close()
  })

  test('a backup opens with the same key', async () => {
    const store = await openStore({ url, key: { file } })
    await store.commit({ put: [{ key: 'case/1', value: 1 }] })
    const copy = join(folder, 'copy.sqlite')
    await store.backup(copy)
    await store.close()
    const restored = await openStore({ url: `sqlite:${copy}`, key: { file } })
    expect(await restored.load('case/1')).toMatchObject({ value: 1 })
    await restored.close()
  })

  test('expired rows are pruned by the clock that was given', async () => {
    let now = 1000
    const store = await openStore({ url, key: { file }, now: () => now })
    await store.commit({ put: [{ key: 'case/1', value: 1, expiresAt: 2000 }] })
    now = 2000
    expect(await store.load('case/1')).toBeUndefined()
    expect(await store.prune(now)).toBe(2)
    await store.checkpoint()
    await store.close()
  })

  test('memory: needs no key and no file, and has nothing to back up', async () => {
    const store = await openStore({ url: 'memory:' })
    await store.commit({ put: [{ key: 'case/1', value: 1 }] })
    expect(await store.load('case/1')).toMatchObject({ value: 1 })
    await expect(store.backup(join(folder, 'x'))).rejects.toMatchObject({ code: 'invalid' })
    await store.close()
    await expect(store.load('case/1')).rejects.toMatchObject({ code: 'closed' })
  })

  test('a file store without a key source is refused', async () => {
    await expect(openStore({ url })).rejects.toMatchObject({ code: 'missing-key' })
  })
})

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../src/store/open.ts'
import { retiredFile, rotateKeyFile } from '../src/store/rotate-command.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kakekomi-rotate-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const url = () => `sqlite:${join(folder, 'db.sqlite')}`
const keyFile = () => join(folder, 'key')
const keysIn = (file: string) => readFileSync(file, 'utf8').trim().split('\n')

test('the data key is renewed: every value is there, the old key opens nothing any more and is kept apart for copies', async () => {
  const store = await openStore({ url: url(), key: { file: keyFile() } })
  await store.commit({ put: [1, 2, 3].map(n => ({ key: `c/${n}`, value: { n }, version: n })) })
  const blinded = store.blind('telegram:1')
  await store.close()
  const [old = ''] = keysIn(keyFile())
  expect(await rotateKeyFile(url(), keyFile())).toBeGreaterThanOrEqual(3)
  expect(keysIn(keyFile())).toHaveLength(1)
  expect(keysIn(keyFile())).not.toContain(old)
  expect(keysIn(retiredFile(keyFile()))).toEqual([old])
  for (const file of [keyFile(), retiredFile(keyFile())]) expect(statSync(file).mode & 0o777).toBe(0o600)
  await expect(openStore({ url: url(), key: { text: old } })).rejects.toMatchObject({ code: 'wrong-key' })
  const again = await openStore({ url: url(), key: { file: keyFile() } })
  expect(await again.load('c/2')).toEqual({ value: { n: 2 }, version: 2 })
  expect(again.blind('telegram:1')).toBe(blinded)
  await again.close()
})

test('while the bot runs it refuses and touches no key', async () => {
  const store = await openStore({ url: url(), key: { file: keyFile() } })
  const before = readFileSync(keyFile(), 'utf8')
  await expect(rotateKeyFile(url(), keyFile())).rejects.toThrow()
  expect(readFileSync(keyFile(), 'utf8')).toBe(before)
  await store.close()
})

test('without a key, or without a file to renew, it says what to do', async () => {
  await expect(rotateKeyFile(url(), keyFile())).rejects.toThrow(/missing/)
  await expect(rotateKeyFile('memory:', keyFile())).rejects.toThrow(/memory/)
})

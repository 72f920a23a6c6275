import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, renameSync, writeFileSync } from 'node:fs'
import { StoreError } from './errors.ts'
import { DEFAULT_KEY_FILE, readDataKeys } from './keyfile.ts'
import { openStore } from './open.ts'
import { PRIVATE_MODE } from './private-file.ts'
import { DATA_KEY_BYTES } from './seal.ts'
import { DEFAULT_STORE_URL, parseStoreUrl } from './url.ts'

/** Where the keys that copies of the store still need are put: `<key file>.retired`. */
export const retiredFile = (keyFile: string) => `${keyFile}.retired`

/**
 * Seals the whole store with a new data key; the bot must not be running. At every moment the key file opens the store: first
 * it holds both keys, and only when no row needs the old one does it go to the retired keys.
 * @returns how many values were sealed anew
 * @throws {StoreError} with one line for the operator
 */
export async function rotateKeyFile(storeUrl: string, keyFile: string): Promise<number> {
  if (parseStoreUrl(storeUrl).scheme === 'memory')
    throw new StoreError('invalid', 'STORE_URL is "memory:", whose key ends with the process.')
  const older = readDataKeys({ file: keyFile }, false).map(key => Buffer.from(key).toString('base64'))
  const fresh = randomBytes(DATA_KEY_BYTES).toString('base64')
  // Whoever has the store open keeps it: this refuses before the key file is touched.
  await (await openStore({ url: storeUrl, key: { file: keyFile } })).close()
  replace(keyFile, [fresh, ...older])
  const store = await openStore({ url: storeUrl, key: { file: keyFile } })
  let sealed = 0
  try {
    for (let round = await store.rotate(); round > 0; round = await store.rotate()) sealed += round
    await store.checkpoint()
  } finally {
    await store.close()
  }
  appendFileSync(retiredFile(keyFile), older.map(key => `${key}\n`).join(''), { mode: PRIVATE_MODE })
  chmodSync(retiredFile(keyFile), PRIVATE_MODE)
  replace(keyFile, [fresh])
  return sealed
}

/** Whole or not at all. */
function replace(file: string, keys: readonly string[]): void {
  const next = `${file}.new`
  writeFileSync(next, `${keys.join('\n')}\n`, { mode: PRIVATE_MODE, flush: true })
  renameSync(next, file)
}

if (import.meta.main) {
  const keyFile = process.env['DATA_KEY_FILE'] ?? DEFAULT_KEY_FILE
  try {
    if (process.env['DATA_KEY'])
      throw new StoreError(
        'invalid',
        'DATA_KEY is set: put the key into a file (DATA_KEY_FILE), so that it can be renewed there.',
      )
    const sealed = await rotateKeyFile(process.env['STORE_URL'] ?? DEFAULT_STORE_URL, keyFile)
    process.stdout.write(
      `${sealed} values sealed with a new key in ${keyFile}. ${retiredFile(keyFile)} opens copies made before: delete it together with them.\n`,
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  }
}

import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomFillSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { StoreError } from './errors.ts'

/** Length of a data key, bytes. */
export const DATA_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FORMAT = 's1'

/** Seals and opens values; see `sealer`. */
export type Sealer = {
  /** The id of the key that new values are sealed with. */
  keyId: string
  /**
   * Encrypts `plaintext` so that it opens only as this version of this row.
   * @param version - a whole number from 0 on
   */
  seal(key: string, version: number, plaintext: string): string
  /**
   * Opens what `seal` made for this row.
   * @param version - the version it must have; undefined accepts any and tells which
   * @throws {StoreError} `wrong-key` when it was sealed with a key we don't hold; `tampered` when it was changed, belongs
   * to another row, or has another version
   */
  open(key: string, version: number | undefined, sealed: string): { plaintext: string; version: number }
}

/**
 * AES-256-GCM with a fresh random 96-bit nonce; format, key id, version and row key are authenticated with the value.
 * One key seals at most 2^32 values (the bound for random nonces): rotate it before.
 * @param dataKeys - 32 bytes each; the first seals, all of them open
 * @throws {StoreError} `invalid` without a key or with one of another length
 */
export function sealer(dataKeys: readonly Uint8Array[]): Sealer {
  const keys = new Map<string, KeyObject>()
  for (const dataKey of dataKeys) {
    if (dataKey.length !== DATA_KEY_BYTES)
      throw new StoreError('invalid', 'A data key must be 32 bytes: check DATA_KEY.')
    keys.set(keyIdOf(dataKey), createSecretKey(subkey(dataKey, 'kakekomi seal 1')))
  }
  const [keyId] = keys.keys()
  if (keyId === undefined) throw new StoreError('invalid', 'The store needs a data key: set DATA_KEY or DATA_KEY_FILE.')
  const current = keys.get(keyId)!
  const nonce = nonces()

  return {
    keyId,
    seal(key, version, plaintext) {
      const head = `${FORMAT}.${keyId}.${version}`
      const iv = nonce()
      const cipher = createCipheriv('aes-256-gcm', current, iv, { authTagLength: TAG_BYTES })
      cipher.setAAD(associated(head, key))
      const body = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final()])
      return `${head}.${body.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}`
    },
    open(key, version, sealed) {
      const [format, id = '', counted = '', body64 = '', tag64 = '', ...rest] = sealed.split('.')
      const row = JSON.stringify(key)
      if (format !== FORMAT || rest.length > 0 || !/^\d{1,16}$/.test(counted))
        throw new StoreError('tampered', `Row ${row} is not sealed: the file was changed by hand. ${RESTORE}`)
      const secret = keys.get(id)
      if (!secret)
        throw new StoreError(
          'wrong-key',
          `Row ${row} needs the data key ${id}, and this one is ${keyId}: put the right key back.`,
        )
      const found = Number(counted)
      if (version !== undefined && version !== found)
        throw new StoreError(
          'tampered',
          `Row ${row} has version ${found} where ${version} was written last. ${RESTORE}`,
        )
      const body = Buffer.from(body64, 'base64url')
      const tag = Buffer.from(tag64, 'base64url')
      try {
        const iv = body.subarray(0, NONCE_BYTES)
        const decipher = createDecipheriv('aes-256-gcm', secret, iv, { authTagLength: TAG_BYTES })
        decipher.setAAD(associated(`${format}.${id}.${counted}`, key))
        decipher.setAuthTag(tag)
        const plaintext = decipher.update(body.subarray(NONCE_BYTES), undefined, 'utf8') + decipher.final('utf8')
        return { plaintext, version: found }
      } catch (cause) {
        const line = `Row ${row} was changed, or moved here from another row. ${RESTORE}`
        throw new StoreError('tampered', line, { cause })
      }
    },
  }
}

const RESTORE = 'Stop the bot, keep a copy of the file, and restore the latest backup.'

/** The authentication tag of a sealed value: stands for exactly this sealing of it. */
export function tagOf(sealed: string): string {
  return sealed.slice(sealed.lastIndexOf('.') + 1)
}

/** The id of the key a value was sealed with. */
export function sealedWith(sealed: string): string {
  return sealed.split('.', 2)[1] ?? ''
}

/** A public name for a data key (8 hex digits) that tells nothing about the key. */
export function keyIdOf(dataKey: Uint8Array): string {
  return subkey(dataKey, 'kakekomi key id 1').toString('hex', 0, 4)
}

/** A 32-byte key for one purpose, derived from a data key (HKDF-SHA-256). */
export function subkey(dataKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(), purpose, DATA_KEY_BYTES))
}

/** No part of a head holds a line break, so no two (head, key) pairs read the same. */
function associated(head: string, key: string): Buffer {
  return Buffer.from(`kakekomi row\n${head}\n${key}`, 'utf8')
}

/** Random nonces, drawn from the system 256 at a time: a draw costs more than a whole encryption. */
function nonces(): () => Buffer {
  const pool = Buffer.alloc(NONCE_BYTES * 256)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    used += NONCE_BYTES
    return pool.subarray(used - NONCE_BYTES, used)
  }
}

import { z } from 'zod'
import { StoreError } from './errors.ts'
import { tagOf } from './seal.ts'
import type { Sealer } from './seal.ts'

/** Ends the key of a witness row; sorts it right behind its row and before every other key. */
export const WITNESS = '\x01'

/** A sealed row and its witness, as they stand on the shelf. */
export type SealedPair = { key: string; sealed: string | undefined; witness: string | undefined }

const Envelope = z.strictObject({ v: z.literal(1), key: z.string(), version: z.int().min(0), value: z.unknown() })

/**
 * The two rows that keep one value: the sealed value, and a witness that names the very sealing that is current.
 * An old row put back no longer matches its witness.
 * @throws {StoreError} `invalid` when the value is not JSON
 */
export function sealPair(
  sealer: Sealer,
  key: string,
  version: number,
  value: unknown,
): { sealed: string; witness: string } {
  const head = JSON.stringify({ v: 1, key, version }).slice(0, -1)
  const sealed = sealer.seal(key, version, `${head},"value":${jsonOf(key, value)}}`)
  return { sealed, witness: sealer.seal(key + WITNESS, version, tagOf(sealed)) }
}

/**
 * Opens and checks a value; undefined when neither row is there.
 * @throws {StoreError} `tampered` when one of the two is missing, or they don't belong together; `wrong-key`
 */
export function openPair(
  sealer: Sealer,
  { key, sealed, witness }: SealedPair,
): { value: unknown; version: number } | undefined {
  if (sealed === undefined && witness === undefined) return undefined
  if (sealed === undefined || witness === undefined) throw tampered(key, 'or its witness was removed from the file')
  const current = sealer.open(key + WITNESS, undefined, witness)
  const { plaintext, version } = sealer.open(key, current.version, sealed)
  if (tagOf(sealed) !== current.plaintext) throw tampered(key, 'is older than what was written last')
  const envelope = Envelope.safeParse(JSON.parse(plaintext))
  if (!envelope.success || envelope.data.key !== key || envelope.data.version !== version)
    throw tampered(key, 'holds what was not written for it')
  return { value: envelope.data.value, version }
}

function jsonOf(key: string, value: unknown): string {
  let cause: unknown
  try {
    const json = JSON.stringify(value) as string | undefined
    if (json !== undefined) return json
  } catch (error) {
    cause = error
  }
  throw new StoreError('invalid', `The value of row ${JSON.stringify(key)} is not JSON.`, { cause })
}

function tampered(key: string, what: string): StoreError {
  const line = `Row ${JSON.stringify(key)} ${what}. Stop the bot, keep a copy of the file, and restore the latest backup.`
  return new StoreError('tampered', line)
}

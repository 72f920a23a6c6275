import { createHash } from 'node:crypto'
import type { Log } from '../../log.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { FileToRead } from './read.ts'

/**
 * Evidence: its bytes are read once for their SHA-256 and thrown away; a recording once more to be listened to. The link to a file contains the bot's token, so it is
 * never kept, logged or shown; what is kept is Telegram's file id.
 */

/** Telegram gives bots no larger file. */
export const FILE_LIMIT_BYTES = 20 * 1024 * 1024
/** The message that brings a file waits for its hash, and others behind it wait as well: not longer than this. */
const READ_WITHIN_MS = 5_000

export type FilePort = {
  readonly token: string
  readonly apiRoot: string
  /** @throws {DeliveryError} */
  filePath(fileId: string): Promise<string | undefined>
}

export type Digest = { readonly sha256: string; readonly bytes: number }

/** @returns undefined when the file is too big, gone or too slow: it is noted without its hash then */
export async function digest(file: FileToRead, port: FilePort, log: Log): Promise<Digest | undefined> {
  const hash = createHash('sha256')
  const bytes = await read(file, port, log, chunk => hash.update(chunk))
  return bytes === undefined ? undefined : { sha256: hash.digest('hex'), bytes }
}

/** A recording, whole; thrown away by whoever has listened to it. @returns undefined when it can't be had */
export async function soundOf(file: FileToRead, port: FilePort, log: Log): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  const bytes = await read(file, port, log, chunk => chunks.push(chunk))
  return bytes === undefined ? undefined : Buffer.concat(chunks)
}

async function read(
  { fileId, bytes }: FileToRead,
  port: FilePort,
  log: Log,
  take: (chunk: Uint8Array) => void,
): Promise<number | undefined> {
  if (bytes > FILE_LIMIT_BYTES) return undefined
  try {
    const path = await port.filePath(fileId)
    if (path === undefined) return undefined
    const signal = AbortSignal.timeout(READ_WITHIN_MS)
    const response = await fetch(`${port.apiRoot}/file/bot${port.token}/${path}`, { signal, redirect: 'error' })
    if (!response.ok || !response.body) return undefined
    let size = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > FILE_LIMIT_BYTES) return undefined
      take(chunk)
    }
    return size
  } catch (error) {
    // The evidence counts more than its hash. A network error's own text is not logged: it may hold the link.
    const reason = error instanceof DeliveryError ? error.message : 'file not read'
    log.warn('file-not-read', { platform: 'telegram', reason })
    return undefined
  }
}

import { createHash } from 'node:crypto'

/** What a file is known by: its SHA-256, taken while it passes through and never kept. */

/** Screenshots and mails are far smaller; whatever is larger is noted without a hash. */
const MAX_BYTES = 10 * 1024 * 1024
const WITHIN_MS = 10_000
const HOSTS = new Set(['cdn.discordapp.com', 'media.discordapp.net'])

/**
 * @param url an attachment's address as Discord gave it; only Discord's own file hosts (and the API's host) are asked
 * @param apiHost host of `DISCORD_API`
 * @returns the hash as 64 hex digits, or undefined when the file could not be read
 */
export async function sha256Of(url: string, apiHost: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  return (await read(url, apiHost, chunk => hash.update(chunk))) ? hash.digest('hex') : undefined
}

/** A recording, whole; thrown away by whoever has listened to it. @returns undefined when it can't be had */
export async function soundOf(url: string, apiHost: string): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  return (await read(url, apiHost, chunk => chunks.push(chunk))) ? Buffer.concat(chunks) : undefined
}

async function read(url: string, apiHost: string, take: (chunk: Uint8Array) => void): Promise<boolean> {
  try {
    const { host } = new URL(url)
    if (!HOSTS.has(host) && host !== apiHost) return false
    const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'error' })
    if (!response.ok || !response.body) return false
    let bytes = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      if (bytes > MAX_BYTES) return false
      take(chunk)
    }
    return true
  } catch {
    // A file that can't be fetched is still noted, with its name and size.
    return false
  }
}

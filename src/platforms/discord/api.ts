import { RateLimitError } from 'discord.js'
import type { Client, RequestMethod } from 'discord.js'

/** Discord's REST as one function, so that everything beside it can be tried without the library. */

export type Call = {
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  /** Shown in the server's audit log. */
  readonly reason?: string
  /** False where the path itself carries an interaction's token. */
  readonly auth?: boolean
  /** Milliseconds after which the request is given up; nobody knows then whether it arrived. */
  readonly withinMs?: number
  readonly files?: readonly { readonly name: string; readonly data: Uint8Array }[]
}

export type Api = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: `/${string}`,
  call?: Call,
) => Promise<unknown>

const MAX_WAITS = 3

/**
 * Requests through discord.js, which keeps to the rate limits it is told of.
 * @throws DiscordAPIError, HTTPError, RateLimitError (sends and edits only), AbortError
 */
export function openApi(client: () => Client): Api {
  return (method, path, { body, query, reason, auth = true, withinMs, files } = {}) =>
    client().rest.request({
      method: method as RequestMethod,
      fullRoute: path,
      body,
      query: query && new URLSearchParams(query),
      reason,
      auth,
      signal: withinMs === undefined ? undefined : AbortSignal.timeout(withinMs),
      files: files?.map(({ name, data }) => ({ name, data: Buffer.from(data) })),
    })
}

/** For calls outside the outbox: waits out a rate limit itself, a few times. */
export async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let waits = 0; ; waits += 1)
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof RateLimitError) || waits >= MAX_WAITS) throw error
      await new Promise(resolve => setTimeout(resolve, error.retryAfter))
    }
}

/** Sends and edits go through the outbox, which waits per chat; for everything else the library waits by itself. */
export const rejectOnRateLimit = ({ method, route }: { method: string; route: string }): boolean =>
  (method.toUpperCase() === 'POST' || method.toUpperCase() === 'PATCH') && route.startsWith('/channels/:id/messages')

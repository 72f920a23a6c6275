import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Log } from '../../log.ts'
import type { RawUpdate } from './poll.ts'

/**
 * The other way in: Telegram calls us. 200 means "kept", sent right after the commit; anything else makes Telegram call again.
 * The secret is checked before a byte of the body is read.
 */

const BODY_LIMIT_BYTES = 1024 * 1024
const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

/** Derived from the token: nothing more to configure, and a renewed token renews it. 43 of `A-Z a-z 0-9 _ -`. */
export const webhookSecret = (token: string) => createHmac('sha256', token).update('webhook secret').digest('base64url')

export type WebhookPort = {
  readonly path: string
  readonly secret: string
  /** Resolves with the ids of updates that were not kept. */
  readonly take: (updates: readonly RawUpdate[]) => Promise<ReadonlySet<number>>
}

/** Answers the one path; everything else is somebody else's. */
export function webhook({ path, secret, take }: WebhookPort, log: Log): RequestListener {
  const expected = Buffer.from(secret)
  const isTelegram = (given: string | string[] | undefined) => {
    if (typeof given !== 'string') return false
    const bytes = Buffer.from(given)
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  }

  async function status(request: IncomingMessage): Promise<number> {
    if ((request.url ?? '').split('?')[0] !== path) return 404
    if (request.method !== 'POST') return 405
    if (!isTelegram(request.headers[SECRET_HEADER])) return 401
    const body = await readBody(request)
    if (body === undefined) return 413
    const update = parse(body)
    if (!update) return 400
    const failed = await take([update])
    return failed.size === 0 ? 200 : 503
  }

  return (request, response) => {
    status(request)
      .catch((error: unknown) => {
        log.error('webhook-failed', { platform: 'telegram', error })
        return 503
      })
      .then(code => {
        // An unread rest of the body must not be taken for the next request.
        if (code !== 200 && code !== 503) response.setHeader('connection', 'close')
        response.writeHead(code).end()
      })
      .catch((error: unknown) => log.warn('webhook-answer-failed', { platform: 'telegram', error }))
  }
}

/** The body, or undefined when it is larger than allowed. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > BODY_LIMIT_BYTES) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(body: string): RawUpdate | undefined {
  try {
    const value = JSON.parse(body) as unknown
    const id = (value as { update_id?: unknown } | null)?.update_id
    return typeof id === 'number' ? (value as RawUpdate) : undefined
  } catch {
    // Not JSON: not Telegram's.
    return undefined
  }
}

import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { DeliveryError } from '../../engine/messages.ts'
import type { DeliveryProblem } from '../../engine/messages.ts'

/** What went wrong with a request, in the courier's words. Codes: docs topics/opcodes-and-status-codes. */

/** The chat is shut: unknown channel, no access, closed DM, no shared server, no permission, archived, locked. */
const CLOSED = new Set([10003, 10004, 10013, 40001, 50001, 50007, 50013, 50024, 50083, 50278, 160005])
/** The message to edit is not there, is not ours, or has been edited too often for its age. */
const GONE = new Set([10008, 30046, 50005])
/** Opening DMs too fast, slow mode, too many writes. */
const WAIT = new Set([20016, 20028, 20029, 40003, 40062])
const DEFAULT_WAIT_MS = 10_000

export const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined

/** The token is dead, or the library has dropped it after Discord refused it. */
export const isUnauthorised = (error: unknown): boolean =>
  (error instanceof DiscordAPIError && error.status === 401) ||
  (error instanceof Error && error.message.startsWith('Expected token to be set'))

/** Too late or answered already: for an acknowledgement both mean that there is nothing more to do. */
export const ALREADY_ACKNOWLEDGED = 40060
export const UNKNOWN_INTERACTION = 10062

/**
 * @param what the route, for the log: never the body, which may hold a person's words
 */
export function deliveryError(error: unknown, what: string): DeliveryError {
  if (error instanceof DeliveryError) return error
  const problem = problemOf(error)
  const retryAfterMs = error instanceof RateLimitError ? error.retryAfter : problem === 'wait' ? DEFAULT_WAIT_MS : 0
  return new DeliveryError(problem, `${what}: ${reason(error)}`, { retryAfterMs, cause: error })
}

function problemOf(error: unknown): DeliveryProblem {
  if (isUnauthorised(error)) return 'unauthorised'
  if (error instanceof RateLimitError) return 'wait'
  if (error instanceof HTTPError) return 'ambiguous'
  if (!(error instanceof DiscordAPIError)) return 'ambiguous'
  const code = codeOf(error) ?? 0
  if (GONE.has(code)) return 'gone'
  if (CLOSED.has(code)) return 'closed'
  if (WAIT.has(code) || error.status === 429) return 'wait'
  if (error.status === 403 || error.status === 404) return 'closed'
  return 'refused'
}

/** The library's message lists the fields that were wrong but not their values. */
const reason = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error)

import { DeliveryError } from '../../engine/messages.ts'

/** What Telegram's answer means for the courier. The words are Telegram's own, as its server sends them. */

export type Refused = {
  readonly error_code: number
  readonly description: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
}

const NOT_MODIFIED = /message is not modified/i
const GONE = /message to edit not found|message can't be edited|MESSAGE_ID_INVALID|no text in the message to edit/i
const TOPIC_GONE = /TOPIC_CLOSED|TOPIC_DELETED|TOPIC_ID_INVALID|thread not found/i
const CLOSED =
  /chat not found|not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|PEER_ID_INVALID|user not found|group chat was (upgraded|deactivated)|bot is not a member/i

/** True when the edit was superfluous: what it wanted is on the screen. */
export const isNotModified = ({ error_code: code, description }: Refused) =>
  code === 400 && NOT_MODIFIED.test(description)

/** True when only the topic is shut: the group around it still reads. */
export const isTopicGone = (error: DeliveryError) => error.problem === 'closed' && TOPIC_GONE.test(error.message)

/** @param method - named in the message for the operator; Telegram's description carries no words of a person */
export function problemOf(method: string, refused: Refused): DeliveryError {
  const { error_code: code, description, parameters } = refused
  const line = `${method}: ${code} ${description}`
  if (code === 429) return new DeliveryError('wait', line, { retryAfterMs: (parameters?.retry_after ?? 1) * 1000 })
  if (code === 401 || code === 404) return new DeliveryError('unauthorised', line)
  if (code === 403) return new DeliveryError('closed', line, { isWholeChat: true })
  if (code >= 500) return new DeliveryError('ambiguous', line)
  const movedTo = parameters?.migrate_to_chat_id
  if (movedTo !== undefined) return new DeliveryError('closed', line, { movedTo: String(movedTo) })
  if (code === 400 && GONE.test(description)) return new DeliveryError('gone', line)
  if (code === 400 && TOPIC_GONE.test(description)) return new DeliveryError('closed', line)
  if (code === 400 && CLOSED.test(description)) return new DeliveryError('closed', line, { isWholeChat: true })
  return new DeliveryError('refused', line)
}

/** The request never left: nothing can have arrived. */
const NEVER_SENT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID',
]) // prettier-ignore

/**
 * A request that got no answer. Only its code is kept: the text of a network error holds the URL, and the URL the token.
 */
export function networkProblem(method: string, cause: unknown): DeliveryError {
  const code = codeOf(cause)
  if (NEVER_SENT.has(code)) return new DeliveryError('wait', `${method}: Telegram can't be reached (${code})`)
  return new DeliveryError('ambiguous', `${method}: no answer (${code})`)
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'unknown'
  const { code, name, error } = cause as { code?: unknown; name?: unknown; error?: unknown }
  if (typeof code === 'string') return code
  return error === undefined ? (typeof name === 'string' ? name : 'unknown') : codeOf(error)
}

/** Thrown by a route when Discord would answer with an error body. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly details: unknown
  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

/** Discord's error codes used by the emulator, with their HTTP status and wording (docs: topics/opcodes-and-status-codes). */
const KNOWN: Record<number, [status: number, message: string]> = {
  0: [404, '404: Not Found'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10006: [404, 'Unknown Invite'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10026: [404, 'Unknown Ban'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30003: [400, 'Maximum number of pins reached for the channel (50)'],
  30046: [429, 'Maximum number of edits to messages older than 1 hour reached. Try again later.'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [403, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'You can only bulk delete messages that are under 14 days old.'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160005: [400, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
}

/** @throws Refusal with Discord's status and wording for `code`. */
export function refuse(code: number, details?: unknown): never {
  const [status, message] = KNOWN[code] ?? [400, 'Unknown Error']
  throw new Refusal(status, code, message, details)
}

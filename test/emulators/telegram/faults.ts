/** What can go wrong with one request, on purpose. */
export type Fault =
  /** 429 with retry_after. */
  | { kind: 'flood'; retryAfterSeconds: number }
  /** A 5xx; `html` answers as the front server does, not with JSON. The request has no effect. */
  | { kind: 'server-error'; code: 500 | 502 | 503 | 504; html?: boolean }
  /** Never handled, never answered. */
  | { kind: 'hang-before' }
  /** Handled, but the answer never comes. */
  | { kind: 'answer-lost' }
  | { kind: 'reset-before' }
  /** Handled, then the connection breaks. */
  | { kind: 'reset-after' }
  /** Handled, then answered late (wall-clock milliseconds: a socket cannot be slow in virtual time). */
  | { kind: 'slow'; delayMs: number }
  /** Any refusal, in Telegram's words. */
  | { kind: 'refuse'; code: number; description: string }

/** Refusals a bot must expect, word for word. */
export const REFUSALS = {
  blocked: { kind: 'refuse', code: 403, description: 'Forbidden: bot was blocked by the user' },
  kicked: { kind: 'refuse', code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' },
  chatNotFound: { kind: 'refuse', code: 400, description: 'Bad Request: chat not found' },
  notModified: {
    kind: 'refuse',
    code: 400,
    description:
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  },
  editGone: { kind: 'refuse', code: 400, description: 'Bad Request: message to edit not found' },
  queryTooOld: {
    kind: 'refuse',
    code: 400,
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  },
  topicClosed: { kind: 'refuse', code: 400, description: 'Bad Request: TOPIC_CLOSED' },
  topicGone: { kind: 'refuse', code: 400, description: 'Bad Request: message thread not found' },
  noRights: {
    kind: 'refuse',
    code: 400,
    description: 'Bad Request: not enough rights to send text messages to the chat',
  },
  unauthorized: { kind: 'refuse', code: 401, description: 'Unauthorized' },
  conflict: {
    kind: 'refuse',
    code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  },
} as const satisfies Record<string, Fault>

export type Faults = {
  /** The next `times` requests to `method` (`*` = any but getUpdates) meet this fault. */
  next(method: string, fault: Fault, times?: number): void
  /** From now on each request to one of `methods` (default: any but getUpdates) meets `fault` with this probability. */
  sometimes(probability: number, fault: Fault, methods?: readonly string[]): void
  clear(): void
  /** The fault this request meets, if any; uses it up. */
  pick(method: string): Fault | undefined
  /** How often each kind struck. */
  struck(): Readonly<Record<string, number>>
}

/** @param random - 0 to 1, seeded, so that a failing run can be repeated */
export function createFaults(random: () => number): Faults {
  let planned: { method: string; fault: Fault; left: number }[] = []
  let chances: { probability: number; fault: Fault; methods: readonly string[] | undefined }[] = []
  const struck: Record<string, number> = {}
  const covers = (pattern: string, method: string) => pattern === method || (pattern === '*' && method !== 'getUpdates')
  return {
    next: (method, fault, times = 1) => planned.push({ method, fault, left: times }),
    sometimes: (probability, fault, methods) => chances.push({ probability, fault, methods }),
    clear() {
      planned = []
      chances = []
    },
    pick(method) {
      const plan = planned.find(entry => entry.left > 0 && covers(entry.method, method))
      if (plan) plan.left--
      const fault =
        plan?.fault ??
        chances.find(
          chance =>
            (chance.methods ? chance.methods.includes(method) : covers('*', method)) && random() < chance.probability,
        )?.fault
      if (fault) struck[fault.kind] = (struck[fault.kind] ?? 0) + 1
      return fault
    },
    struck: () => ({ ...struck }),
  }
}

/** A small seeded generator (mulberry32): 0 inclusive to 1 exclusive. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

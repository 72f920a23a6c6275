/** How many requests a bucket takes per window; routes not named here get `other`. */
export type RateLimits = Record<string, { limit: number; perMs: number }>

/** Not published by Discord; message create as seen in practice, the rest generous. A client must not know them. */
export const SEEN_LIMITS: RateLimits = {
  'POST /channels/:channel/messages': { limit: 5, perMs: 5000 },
  'PATCH /channels/:channel/messages/:message': { limit: 5, perMs: 5000 },
  other: { limit: 50, perMs: 1000 },
}

/** Rate limiting as one answer carries it. */
export type Verdict = {
  headers: Record<string, string>
  /** Present when the request must be answered 429. */
  limited?: { retryAfterMs: number; scope: 'user' | 'global' | 'shared' }
  /** The client had been told to wait and did not. */
  ignored: boolean
}

export type Limiter = {
  /** @param major - the channel, guild or webhook id that splits a bucket */
  take(route: string, major: string, exemptFromGlobal: boolean): Verdict
  /** Tells the limiter that a fault answered 429, so that ignoring it is noticed. */
  block(route: string, major: string, retryAfterMs: number, scope: 'user' | 'global' | 'shared'): void
}

/** Per-route buckets and the global 50 per second, on real or virtual time. */
export function createLimiter(now: () => number, limits: RateLimits, globalPerSecond: number): Limiter {
  const buckets = new Map<string, { used: number; resetAt: number }>()
  const blocked = new Map<string, number>()
  let second = { used: 0, resetAt: 0 }

  return {
    take(route, major, exemptFromGlobal) {
      const at = now()
      const key = `${route} ${major}`
      const globalUntil = exemptFromGlobal ? 0 : (blocked.get('global') ?? 0)
      const until = Math.max(blocked.get(key) ?? 0, globalUntil)
      const rule = limits[route] ?? limits.other ?? { limit: 50, perMs: 1000 }
      let bucket = buckets.get(key)
      if (!bucket || bucket.resetAt <= at) buckets.set(key, (bucket = { used: 0, resetAt: at + rule.perMs }))
      // Discord rounds retry_after; a few milliseconds early is rounding, not ignorance.
      if (until - at > 20)
        return {
          headers: {},
          limited: { retryAfterMs: until - at, scope: until === globalUntil ? 'global' : 'user' },
          ignored: true,
        }
      if (!exemptFromGlobal) {
        if (second.resetAt <= at) second = { used: 0, resetAt: at + 1000 }
        if (++second.used > globalPerSecond) {
          blocked.set('global', second.resetAt)
          return { headers: {}, limited: { retryAfterMs: second.resetAt - at, scope: 'global' }, ignored: false }
        }
      }
      const limited = bucket.used >= rule.limit
      if (limited) blocked.set(key, bucket.resetAt)
      else bucket.used++
      const headers = {
        'X-RateLimit-Limit': String(rule.limit),
        'X-RateLimit-Remaining': String(rule.limit - bucket.used),
        'X-RateLimit-Reset': (bucket.resetAt / 1000).toFixed(3),
        'X-RateLimit-Reset-After': ((bucket.resetAt - at) / 1000).toFixed(3),
        'X-RateLimit-Bucket': hashOf(route),
      }
      return limited
        ? { headers, limited: { retryAfterMs: bucket.resetAt - at, scope: 'user' }, ignored: false }
        : { headers, ignored: false }
    },
    block(route, major, retryAfterMs, scope) {
      blocked.set(scope === 'global' ? 'global' : `${route} ${major}`, now() + retryAfterMs)
    },
  }
}

function hashOf(route: string): string {
  let hash = 0
  for (const char of route) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0
  return `emulated${hash.toString(16)}`
}

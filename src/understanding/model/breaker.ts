import type { Instant } from '../../core/ids.ts'

/** After failures in a row nobody is asked for a while; then one call tries whether it works again. */
export type Breaker = {
  /** May a call begin now? Begins the one trial when the rest is over. */
  mayTry(): boolean
  worked(): void
  failed(): void
}

const FAILURES_TO_OPEN = 3
const FIRST_REST_MS = 30_000
const LONGEST_REST_MS = 15 * 60_000

/** @param now - milliseconds since 1970, UTC */
export function openBreaker(now: () => Instant): Breaker {
  let failures = 0
  let restUntil = 0
  let trying = false
  return {
    mayTry() {
      if (failures < FAILURES_TO_OPEN) return true
      if (trying || now() < restUntil) return false
      trying = true
      return true
    },
    worked() {
      failures = 0
      trying = false
    },
    failed() {
      failures++
      trying = false
      if (failures >= FAILURES_TO_OPEN)
        restUntil = now() + Math.min(FIRST_REST_MS * 2 ** (failures - FAILURES_TO_OPEN), LONGEST_REST_MS)
    },
  }
}

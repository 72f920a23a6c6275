import type { Instant } from '../core/ids.ts'

/** Time and its one wake-up; a virtual one in rehearsals and tests. */
export type Clock = {
  now(): Instant
  /** Calls once at (or soon after) the instant; returns how to take it back. */
  wake(at: Instant, ring: () => void): () => void
}

/** `setTimeout` overflows at 24.8 days, and a laptop sleeps: wake at least once a minute and look again. */
const MAX_WAIT_MS = 60_000

export const systemClock: Clock = {
  now: () => Date.now(),
  wake(at, ring) {
    let timer: NodeJS.Timeout
    const arm = () => {
      const left = at - Date.now()
      timer = setTimeout(left <= MAX_WAIT_MS ? ring : arm, Math.max(0, Math.min(left, MAX_WAIT_MS)))
    }
    arm()
    return () => clearTimeout(timer)
  },
}

export type VirtualClock = Clock & {
  /** Moves on to the next wake-up at or before `until`; false when there is none. */
  step(until: Instant): boolean
  set(now: Instant): void
  readonly pending: number
}

export function virtualClock(start: Instant): VirtualClock {
  let now = start
  let serial = 0
  const waiting = new Map<number, { at: Instant; ring: () => void }>()
  return {
    now: () => now,
    wake(at, ring) {
      const id = serial++
      waiting.set(id, { at, ring })
      return () => void waiting.delete(id)
    },
    step(until) {
      let next: [number, { at: Instant; ring: () => void }] | undefined
      for (const entry of waiting) if (!next || entry[1].at < next[1].at) next = entry
      if (!next || next[1].at > until) return false
      waiting.delete(next[0])
      now = Math.max(now, next[1].at)
      next[1].ring()
      return true
    },
    set(instant) {
      now = Math.max(now, instant)
    },
    get pending() {
      return waiting.size
    },
  }
}

/**
 * What may go wrong with a request. "before": nothing was done; "after": it was done and the answer is lost.
 * `hang-*` never answers, `reset-*` resets the connection, `slow` answers after `ms`, `rate-limit` answers 429,
 * `error` answers `status` (with `code` for Discord's own errors).
 */
export type Fault =
  | { kind: 'rate-limit'; retryAfterMs: number; scope?: 'user' | 'global' | 'shared' }
  | { kind: 'error'; status: number; code?: number; message?: string }
  | { kind: 'error-after'; status: number }
  | { kind: 'hang-before' | 'hang-after' | 'reset-before' | 'reset-after' }
  | { kind: 'slow'; ms: number }

export type FaultRule = {
  /** `POST /channels/:channel/messages`, or a prefix such as `POST`, or `*`. */
  route: string
  /** Let this many matching requests pass first. */
  skip?: number
  /** Misbehave this many times, then behave: 1 by default, Infinity for ever. */
  times?: number
}

export type Faults = {
  /** @returns a function that lifts the fault */
  add(rule: FaultRule, fault: Fault): () => void
  /** From now on a request fails with probability `rate`, drawn from `seed`: the same seed gives the same run. */
  random(seed: number, rate: number, kinds: Fault[]): void
  clear(): void
  /** The fault for this request, if any. */
  draw(route: string): Fault | undefined
  /** How often each kind was played. */
  played: Map<Fault['kind'], number>
}

/** A switchboard of faults for the REST side. */
export function createFaults(): Faults {
  const rules: { route: string; skip: number; times: number; fault: Fault }[] = []
  const played = new Map<Fault['kind'], number>()
  let chance: (() => Fault | undefined) | undefined
  const note = (fault: Fault) => (played.set(fault.kind, (played.get(fault.kind) ?? 0) + 1), fault)
  return {
    played,
    add(rule, fault) {
      const entry = { route: rule.route, skip: rule.skip ?? 0, times: rule.times ?? 1, fault }
      rules.push(entry)
      return () => void (entry.times = 0)
    },
    random(seed, rate, kinds) {
      const next = mulberry32(seed)
      chance = () => (next() < rate ? kinds[Math.floor(next() * kinds.length)] : undefined)
    },
    clear() {
      rules.length = 0
      chance = undefined
    },
    draw(route) {
      for (const rule of rules) {
        if (rule.times <= 0 || !(rule.route === '*' || route === rule.route || route.startsWith(`${rule.route} `)))
          continue
        if (rule.skip-- > 0) continue
        rule.times--
        return note(rule.fault)
      }
      const fault = chance?.()
      return fault && note(fault)
    },
  }
}

/** A small seeded generator: numbers in [0, 1), the same for the same seed. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

import type { Clock } from './clock.ts'

/**
 * How much one person, one community and everybody together may ask for in a while. A bucket holds so many tokens and fills
 * again steadily: a frightened person who writes ten short messages in a row is not slowed down, a script is. Counted in
 * memory: a restart gives everybody a full bucket, which costs less than a write for each word heard.
 */

/** Tokens at most, and how long one takes to come back. */
export type Bucket = { readonly most: number; readonly refillMs: number }

export type Limits = {
  readonly message: { readonly person: Bucket; readonly everybody: Bucket }
  readonly opening: { readonly person: Bucket; readonly community: Bucket; readonly everybody: Bucket }
  readonly calling: { readonly person: Bucket; readonly community: Bucket; readonly everybody: Bucket }
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

/**
 * Far above what people in trouble do, even a whole server whose members were taken over in one evening. Helpers are protected
 * once more by their own pings per hour (policy), the model by its allowance per case and day.
 */
export const DEFAULT_LIMITS: Limits = {
  message: {
    person: { most: 60, refillMs: SECOND_MS },
    everybody: { most: 20_000, refillMs: 2 },
  },
  opening: {
    person: { most: 6, refillMs: 30 * MINUTE_MS },
    community: { most: 200, refillMs: 10 * SECOND_MS },
    everybody: { most: 5_000, refillMs: SECOND_MS },
  },
  calling: {
    person: { most: 8, refillMs: 10 * MINUTE_MS },
    community: { most: 120, refillMs: 30 * SECOND_MS },
    everybody: { most: 2_000, refillMs: SECOND_MS },
  },
}

/** Whose bucket to take from; a person is named by their blinded id. */
export type Asker = { readonly person: string; readonly community?: string }

export type Limiter = {
  /** Takes one token from each bucket concerned, or none and answers false when one of them is empty. */
  take(what: keyof Limits, asker: Asker): boolean
  /** Buckets kept in memory. */
  readonly size: number
}

type Level = { tokens: number; at: number }

/** Full buckets are forgotten from here on: what nobody has used lately needs no memory. */
const SWEEP_FROM = 20_000
const SWEEP_EVERY_MS = 1_000

export function limiter(limits: Limits, clock: Pick<Clock, 'now'>): Limiter {
  const levels = new Map<string, Level>()
  const sizes = new Map<string, Bucket>()
  let swept = 0

  function level(name: string, { most, refillMs }: Bucket, now: number): Level {
    const before = levels.get(name)
    if (!before) return { tokens: most, at: now }
    // A clock that was set back must not keep anybody out until it has caught up.
    if (now < before.at) before.at = now
    const passed = now - before.at
    return { tokens: Math.min(most, before.tokens + passed / refillMs), at: now }
  }

  function sweep(now: number): void {
    swept = now
    for (const [name] of levels) {
      const bucket = sizes.get(name)
      if (!bucket || level(name, bucket, now).tokens >= bucket.most) {
        levels.delete(name)
        sizes.delete(name)
      }
    }
  }

  return {
    take(what, { person, community }) {
      const now = clock.now()
      const asked: Partial<Record<'person' | 'community' | 'everybody', Bucket>> = limits[what]
      const names = { person, community, everybody: '' }
      const taken = (Object.keys(asked) as (keyof typeof names)[]).flatMap(whose => {
        const bucket = asked[whose]
        const id = names[whose]
        return bucket && id !== undefined ? [{ name: `${what} ${whose} ${id}`, bucket }] : []
      })
      const found = taken.map(({ name, bucket }) => ({ name, bucket, level: level(name, bucket, now) }))
      if (found.some(({ level }) => level.tokens < 1)) return false
      if (levels.size >= SWEEP_FROM && Math.abs(now - swept) >= SWEEP_EVERY_MS) sweep(now)
      for (const { name, bucket, level } of found) {
        levels.set(name, { tokens: level.tokens - 1, at: now })
        sizes.set(name, bucket)
      }
      return true
    },
    get size() {
      return levels.size
    },
  }
}

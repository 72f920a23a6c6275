import { z } from 'zod'
import type { FactId } from '../../core/ids.ts'
import type { Clock } from '../../engine/clock.ts'
import type { SecondReader, SecondReading } from '../../engine/ear.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { openKeyv } from '../../store/keyv.ts'
import { openBreaker } from './breaker.ts'
import { openBudget } from './budget.ts'
import type { Allowance } from './budget.ts'
import { factsIn, logitsIn } from './combine.ts'
import { HINTS } from './failure.ts'
import type { Failure } from './failure.ts'
import type { Moderator } from './moderate.ts'
import { digest } from './read.ts'
import type { ModelReader, ModelReading } from './read.ts'

/** The model reader as a running bot may use it: kept short, paid for within limits, resting when it fails. */

/** The rules go on at once; a model this slow is told to the operator, and its answer still counts when it comes. */
const SLOW_MS = 2_500
/** Later than this nobody needs the answer. */
const GIVE_UP_MS = 20_000
/** A reading is kept for repeated deliveries and restarts, not as a record. */
const CACHE_MS = 24 * 60 * 60_000
const MAX_AT_ONCE = 8

const Kept = z.strictObject({
  patterns: z.array(z.strictObject({ id: z.string(), probability: z.number() })),
  facts: z.array(z.strictObject({ fact: z.string(), value: z.boolean(), start: z.number(), end: z.number() })),
  service: z.string().optional(),
  country: z.string().optional(),
  language: z.enum(['ja', 'en', 'other']),
  dropped: z.number(),
})

export type SecondReaderParts = {
  readonly reader: ModelReader
  readonly moderator?: Moderator
  readonly provider: string
  /** Ids of all patterns. */
  readonly patterns: Iterable<string>
  /** Facts the content knows. */
  readonly facts: ReadonlySet<string>
  /** The question of a fact, in English. */
  readonly question: (fact: FactId) => string | undefined
  readonly archive: Archive
  readonly clock: Clock
  readonly log: Log
  readonly allowance?: Allowance
}

export function openSecondReader(parts: SecondReaderParts): SecondReader {
  const { reader, clock, log } = parts
  const patterns = [...parts.patterns]
  const now = () => clock.now()
  // Places instead of passages: what is kept here holds no word of anybody.
  const cache = openKeyv(parts.archive, 'model-readings', Kept)
  const budget = openBudget(parts.archive, now, parts.allowance)
  const breaker = openBreaker(now)
  let underWay = 0

  function unread(caseId: string, failure: Failure, error?: unknown): undefined {
    log.warn('model-unread', { caseId, reason: failure, hint: HINTS[failure], error })
    return undefined
  }

  async function ask(text: string, caseId: string, asked: string | undefined): Promise<ModelReading | undefined> {
    const key = digest(`${reader.version}\n${asked ?? ''}\n${text}`)
    const kept = await cache.get(key)
    if (kept) return kept
    if (underWay >= MAX_AT_ONCE || !breaker.mayTry()) return unread(caseId, 'resting')
    underWay++
    try {
      if (!(await budget.take(caseId))) {
        breaker.worked()
        return unread(caseId, 'budget')
      }
      const began = now()
      const takeBack = clock.wake(began + SLOW_MS, () => log.warn('model-slow', { caseId, hint: HINTS.timeout }))
      const found = await reader.read(text, { timeoutMs: GIVE_UP_MS, asked }).finally(takeBack)
      await budget.spend(caseId, found.tokens)
      if (!found.ok) {
        // A text that a provider won't answer says nothing about the next one.
        if (found.failure === 'refused' || found.failure === 'cut-off') breaker.worked()
        else breaker.failed()
        return unread(caseId, found.failure, found.error)
      }
      breaker.worked()
      await cache.set(key, Kept.parse(found.reading), CACHE_MS)
      return found.reading
    } finally {
      underWay--
    }
  }

  return {
    provider: parts.provider,
    async read(text, { caseId, asked }): Promise<SecondReading | undefined> {
      try {
        const [reading, crisis] = await Promise.all([
          ask(text, caseId, asked && parts.question(asked)),
          parts.moderator?.inDanger(text) ?? false,
        ])
        if (!reading) return crisis ? { facts: [], logits: {}, crisis } : undefined
        return {
          facts: factsIn(text, reading).filter(({ fact }) => parts.facts.has(fact)),
          logits: logitsIn(reading, patterns),
          service: reading.service,
          country: reading.country,
          crisis,
        }
      } catch (error) {
        log.warn('model-unread', { caseId, hint: 'the store did not keep a count or a reading', error })
        return undefined
      }
    },
  }
}

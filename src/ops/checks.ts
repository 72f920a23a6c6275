import type { Instant } from '../core/ids.ts'
import { parseCasefile } from '../engine/casefile.ts'
import { readTimerKey } from '../engine/rows.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import type { Metrics } from './metrics.ts'

/** What is wrong now, one line each for the operator; empty when all is well. */
export type Trouble = { readonly name: string; readonly hint: string }

export type Checks = {
  /** Looks at the store and the apps; reads a bounded number of rows. Never rejects. */
  look(): Promise<readonly Trouble[]>
  /** What the last look found. */
  readonly last: readonly Trouble[]
}

/** An app whose updates are fetched, and when it last answered; undefined before the first answer. */
export type Polled = { readonly name: string; lastPollAt(): Instant | undefined }

const OUTBOX_LATE_MS = 10 * 60_000
const TIMER_LATE_MS = 60_000
/** A long poll lasts half a minute; Telegram keeps what was not fetched for 24 h. */
const POLL_STALE_MS = 3 * 60_000
const OUTBOXES_READ = 50

export function openChecks(options: {
  archive: Archive
  metrics: Metrics
  log: Log
  now: () => Instant
  polled: readonly Polled[]
}): Checks {
  const { archive, metrics, log, now, polled } = options
  const startedAt = now()
  let last: readonly Trouble[] = []

  async function troubles(): Promise<Trouble[]> {
    const found: Trouble[] = []
    const [timer] = await archive.keys('t/', { limit: 1 })
    const lateMs = timer ? Math.max(0, now() - readTimerKey(timer).at) : 0
    metrics.timerLateness.set(lateMs / 1_000)
    if (lateMs > TIMER_LATE_MS)
      found.push({ name: 'timers-late', hint: 'a due timer does not ring: look for timers-failed in the log, restart' })

    let oldest = now()
    for (const key of await archive.keys('o/', { limit: OUTBOXES_READ })) {
      const kept = await archive.load(`c/${key.slice(2)}`)
      for (const { at } of kept ? parseCasefile(kept.value).outbox : []) oldest = Math.min(oldest, at)
    }
    metrics.outboxAge.set((now() - oldest) / 1_000)
    if (now() - oldest > OUTBOX_LATE_MS)
      found.push({
        name: 'outbox-late',
        hint: 'messages wait to be sent: look for send-retried and token-refused in the log',
      })

    for (const { name, lastPollAt } of polled) {
      const age = now() - (lastPollAt() ?? startedAt)
      metrics.pollAge.set({ platform: name }, age / 1_000)
      if (age > POLL_STALE_MS)
        found.push({
          name: `${name}-silent`,
          hint: `${name} has not answered a poll: check the token, the network and that no second bot runs`,
        })
    }
    metrics.openCases.set(await archive.count('k/'))
    return found
  }

  return {
    async look() {
      let found: readonly Trouble[]
      try {
        found = await troubles()
      } catch (error) {
        log.error('check-failed', { error, hint: 'the store does not answer: check the disk' })
        found = [{ name: 'store-silent', hint: 'the store does not answer: check the disk' }]
      }
      // Said when it begins, not at every look.
      for (const { name, hint } of found) if (!last.some(known => known.name === name)) log.error(name, { hint })
      for (const { name } of last) if (!found.some(still => still.name === name)) log.info(`${name}-over`)
      return (last = found)
    },
    get last() {
      return last
    },
  }
}

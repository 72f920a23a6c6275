import type { Instant } from '../core/ids.ts'
import type { Clock } from '../engine/clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'
import type { Checks } from './checks.ts'

/** The caretaker's rounds: look every half minute, give a sign of life outside, tidy the store every hour. */
export type Rounds = { close(): void; idle(): Promise<void> }

const LOOK_EVERY_MS = 30_000
const HEARTBEAT_EVERY_MS = 60_000
const TIDY_EVERY_MS = 3_600_000
const HEARTBEAT_TIMEOUT_MS = 10_000

export function makeRounds(options: {
  clock: Clock
  log: Log
  checks: Checks
  store: Pick<Store, 'prune' | 'checkpoint'>
  /** A dead man's switch: fetched while all is well; whoever watches it notices when it stops. */
  heartbeatUrl?: string
  fetch?: typeof globalThis.fetch
}): Rounds {
  const { clock, log, checks, store, heartbeatUrl } = options
  const fetch = options.fetch ?? globalThis.fetch
  const cancels = new Set<() => void>()
  const underWay = new Set<Promise<void>>()
  let closed = false

  function every(ms: number, work: () => Promise<void>): void {
    const arm = (at: Instant) => {
      if (closed) return
      const cancel = clock.wake(at, () => {
        cancels.delete(cancel)
        const round = work().finally(() => {
          underWay.delete(round)
          arm(clock.now() + ms)
        })
        underWay.add(round)
      })
      cancels.add(cancel)
    }
    arm(clock.now() + ms)
  }

  async function beat(url: string): Promise<void> {
    if (checks.last.length > 0) return
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(HEARTBEAT_TIMEOUT_MS) })
      if (!answer.ok) log.warn('heartbeat-refused', { status: answer.status, hint: 'check HEARTBEAT_URL' })
    } catch (error) {
      log.warn('heartbeat-failed', { error, hint: 'check HEARTBEAT_URL and the network' })
    }
  }

  async function tidy(): Promise<void> {
    try {
      const count = await store.prune(clock.now())
      await store.checkpoint()
      log.info('store-tidied', { count })
    } catch (error) {
      log.error('store-not-tidied', {
        error,
        hint: 'what has expired is still on the disk; it is tried again in an hour',
      })
    }
  }

  every(LOOK_EVERY_MS, async () => void (await checks.look()))
  every(TIDY_EVERY_MS, tidy)
  if (heartbeatUrl) every(HEARTBEAT_EVERY_MS, () => beat(heartbeatUrl))
  return {
    close() {
      closed = true
      for (const cancel of cancels) cancel()
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

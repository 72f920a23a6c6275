import type { CaseId, Instant } from '../core/ids.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import type { Clock } from './clock.ts'
import { readTimerKey } from './rows.ts'
import type { TimerKey } from './rows.ts'

/** Timers are rows; there is one wake-up, for the earliest. Overdue ones fire once, oldest first, together per case. */

export type Due = TimerKey & { readonly key: string }

export type Alarm = {
  start(): Promise<void>
  /** A timer may now be due at this instant. */
  look(at: Instant | undefined): void
  idle(): Promise<void>
  close(): void
}

const BATCH = 200
const RETRY_MS = 5_000

export function alarm({
  archive,
  clock,
  log,
  ring,
}: {
  archive: Archive
  clock: Clock
  log: Log
  ring: (caseId: CaseId, due: readonly Due[]) => Promise<void>
}): Alarm {
  let armedFor = Infinity
  let cancel = () => {}
  let running: Promise<void> | undefined
  let again = false
  let closed = false

  function arm(at: Instant): void {
    if (closed || at >= armedFor) return
    cancel()
    armedFor = at
    cancel = clock.wake(at, () => {
      armedFor = Infinity
      run()
    })
  }

  function run(): void {
    if (running) {
      again = true
      return
    }
    running = sweep()
      .catch((error: unknown) => {
        log.error('timers-failed', { error })
        arm(clock.now() + RETRY_MS)
      })
      .finally(() => {
        running = undefined
        if (again && !closed) {
          again = false
          run()
        }
      })
  }

  /** Fires everything due, then arms the wake-up for the next. Reads only what is due and one more. */
  async function sweep(): Promise<void> {
    for (;;) {
      if (closed) return
      const keys = await archive.keys('t/', { limit: BATCH })
      const now = clock.now()
      const timers = keys.map((key): Due => ({ ...readTimerKey(key), key }))
      const due = timers.filter(({ at }) => at <= now)
      if (due.length === 0) {
        const next = timers[0]
        if (next) arm(next.at)
        return
      }
      const byCase = new Map<CaseId, Due[]>()
      for (const timer of due) byCase.set(timer.caseId, [...(byCase.get(timer.caseId) ?? []), timer])
      const results = await Promise.allSettled([...byCase].map(([caseId, list]) => ring(caseId, list)))
      const failed = results.find(result => result.status === 'rejected')
      if (failed) throw failed.reason
    }
  }

  return {
    async start() {
      run()
      await running
    },
    look(at) {
      if (at !== undefined) arm(at)
    },
    async idle() {
      while (running) await running
    },
    close() {
      closed = true
      cancel()
    },
  }
}

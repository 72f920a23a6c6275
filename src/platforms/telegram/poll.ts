import type { Clock } from '../../engine/clock.ts'
import type { Instant } from '../../core/ids.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'

/**
 * Our own fetch loop. Asking with the next offset tells Telegram to forget what came before, so that is done only after every
 * update of the batch was kept; whatever failed comes again. (grammY's `run()` and `bot.stop()` confirm too early.)
 */

const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 5_000
const TRIES_BEFORE_PARKING = 5
const SAY_UNREACHABLE_AFTER_MS = 2 * 60_000
/** Telegram keeps what it couldn't deliver for 24 hours. */
const SAY_LOSS_NEAR_AFTER_MS = 60 * 60_000

export type PollEnd = 'closed' | 'unauthorised' | 'conflict'

export type RawUpdate = { readonly update_id: number }

export type PollPort = {
  /** @throws {DeliveryError} */
  fetch(offset: number | undefined, signal: AbortSignal): Promise<readonly RawUpdate[]>
  /** Hears a batch; resolves with the ids of updates that were not kept. */
  take(updates: readonly RawUpdate[]): Promise<ReadonlySet<number>>
  /** This update failed again and again while others were kept. */
  park(update: RawUpdate): Promise<void>
  /** Tells Telegram what was kept, before leaving. Best effort: what comes again is recognised. */
  confirm(offset: number): Promise<void>
}

export type Poll = {
  /** Why the loop ended; it ends by itself only where going on is pointless. */
  readonly ended: Promise<PollEnd>
  /** Lets the batch in flight finish, then stops. */
  close(): Promise<void>
  /** The last successful fetch. */
  readonly lastAt: Instant | undefined
}

export class PollConflict extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PollConflict'
  }
}

export function openPoll(port: PollPort, clock: Clock, log: Log): Poll {
  const leaving = new AbortController()
  const failures = new Map<number, number>()
  const started = clock.now()
  let lastAt: Instant | undefined
  let offset: number | undefined
  let retries = 0
  let said = 0
  const ended = loop()

  async function loop(): Promise<PollEnd> {
    while (!leaving.signal.aborted) {
      let batch: readonly RawUpdate[]
      try {
        batch = await port.fetch(offset, leaving.signal)
      } catch (error) {
        if (leaving.signal.aborted) break
        if (error instanceof PollConflict) return 'conflict'
        if (error instanceof DeliveryError && error.problem === 'unauthorised') return 'unauthorised'
        complain(error)
        await rest(error instanceof DeliveryError ? error.retryAfterMs : 0)
        continue
      }
      lastAt = clock.now()
      said = 0
      if (batch.length === 0) {
        retries = 0
        continue
      }
      if (await kept(batch)) retries = 0
      else await rest(0)
    }
    if (offset !== undefined) await port.confirm(offset)
    return 'closed'
  }

  /** Hears the batch and moves the offset to the first update that was not kept. */
  async function kept(batch: readonly RawUpdate[]): Promise<boolean> {
    const failed = new Set(await port.take(batch))
    const others = batch.some(({ update_id: id }) => !failed.has(id) && !failures.has(id))
    for (const { update_id: id } of batch) if (!failed.has(id)) failures.delete(id)
    for (const update of batch) {
      const id = update.update_id
      if (!failed.has(id)) continue
      const tries = (failures.get(id) ?? 0) + 1
      failures.set(id, tries)
      // While nothing at all can be kept, the fault is the store's: wait for it. When others pass, it is this update's.
      if (tries < TRIES_BEFORE_PARKING || !others) continue
      await port.park(update)
      failures.delete(id)
      failed.delete(id)
    }
    const ids = batch.map(({ update_id: id }) => id)
    // From this batch alone: after a quiet week Telegram starts anew with a random, perhaps lower id.
    offset = failed.size > 0 ? Math.min(...failed) : Math.max(...ids) + 1
    return failed.size === 0
  }

  function complain(error: unknown): void {
    const silentMs = clock.now() - (lastAt ?? started)
    log.warn('telegram-poll-failed', { platform: 'telegram', attempt: retries + 1, error })
    if (silentMs >= SAY_LOSS_NEAR_AFTER_MS && said < 2) {
      said = 2
      log.error('telegram-unreachable', {
        platform: 'telegram',
        hint: 'Telegram has not answered for an hour. It forgets undelivered messages after 24 hours: restore the network before then.',
      })
    } else if (silentMs >= SAY_UNREACHABLE_AFTER_MS && said < 1) {
      said = 1
      log.error('telegram-unreachable', {
        platform: 'telegram',
        hint: 'Telegram has not answered for two minutes: check the network and TELEGRAM_API_ROOT. Nothing is lost yet.',
      })
    }
  }

  async function rest(atLeastMs: number): Promise<void> {
    const wait = Math.max(atLeastMs, Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(retries, 9)))
    retries += 1
    await new Promise<void>(resolve => {
      const cancel = clock.wake(clock.now() + wait, resolve)
      leaving.signal.addEventListener(
        'abort',
        () => {
          cancel()
          resolve()
        },
        { once: true },
      )
    })
  }

  return {
    ended,
    async close() {
      leaving.abort()
      await ended
    },
    get lastAt() {
      return lastAt
    },
  }
}

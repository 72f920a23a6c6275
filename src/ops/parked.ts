import type { Instant } from '../core/ids.ts'
import type { Heard, Inbound } from '../engine/messages.ts'
import { SEEN_FOR_MS, rows } from '../engine/rows.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import { StoreError } from '../store/errors.ts'

const MOST_TRIES = 5
const PARKED_FOR_MS = 30 * 86_400_000
const MOST_REMEMBERED = 1_000

/**
 * An input that fails again and again must not stop everything behind it: after five tries it is put aside, sealed, without
 * the person's words, and the operator is told. The person hears that it could not be saved.
 */
export function parkPoison(
  hear: (inbound: Inbound) => Promise<Heard>,
  { archive, log, now }: { archive: Archive; log: Log; now: () => Instant },
): (inbound: Inbound) => Promise<Heard> {
  const tries = new Map<string, number>()
  return async inbound => {
    try {
      const heard = await hear(inbound)
      tries.delete(inbound.id)
      return heard
    } catch (error) {
      // A store that does not write is no fault of the input: the app keeps it and delivers it again.
      if (error instanceof StoreError && error.code !== 'invalid') throw error
      const count = (tries.get(inbound.id) ?? 0) + 1
      if (tries.size > MOST_REMEMBERED) tries.clear()
      tries.set(inbound.id, count)
      if (count < MOST_TRIES) throw error
      const { id, from, place, at, what } = inbound
      const value = {
        id,
        from,
        place,
        at,
        kind: what.kind,
        error: error instanceof Error ? error.message : String(error),
      }
      await archive.commit({
        put: [{ key: `x/${archive.blind(id)}`, value, expiresAt: now() + PARKED_FOR_MS }],
        plain: [{ key: rows.seen(id), expiresAt: now() + SEEN_FOR_MS }],
      })
      tries.delete(id)
      log.error('input-parked', {
        platform: place.platform,
        tries: count,
        error,
        hint: 'an input failed five times and was put aside; please report this line',
      })
      return { kept: true, note: 'not-saved' }
    }
  }
}

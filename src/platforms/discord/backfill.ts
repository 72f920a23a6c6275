import type { Archive } from '../../store/archive.ts'
import type { Log } from '../../log.ts'
import { parseCasefile, stateOf } from '../../engine/casefile.ts'
import { rows } from '../../engine/rows.ts'
import type { CaseId } from '../../core/ids.ts'
import type { Address } from '../../engine/messages.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import { idAt } from './wire.ts'
import type { MessageJson } from './wire.ts'

/**
 * Words written while nobody listened. Discord replays nothing to a new session, so after each one the private places of open
 * cases are read on from the last sign of life. The engine drops what it has heard before.
 */

const PAGE = 100
/**
 * Read from before the last sign of life, as long as receipts are kept (48 h): a bot that starts and dies again and again may
 * have heard the newest word before it came to read the ones it had missed.
 */
const OVERLAP_MS = 30 * 60_000
const RECEIPTS_KEPT_MS = 47 * 3_600_000
const MAX_PAGES = 10
const READERS = 4

type Place = { readonly place: Address; readonly since: number }

/**
 * @param found called for each message, oldest first within a place
 * @returns how many messages were read
 */
export async function backfill(
  api: Api,
  archive: Archive,
  now: number,
  log: Log,
  found: (message: MessageJson, place: Address) => Promise<void>,
): Promise<number> {
  // The liveliest first: somebody who wrote a minute ago is waiting for an answer.
  const places = (await openPlaces(archive)).sort((a, b) => b.since - a.since)
  let count = 0
  let next = 0
  const reader = async () => {
    for (let at = next++; at < places.length; at = next++) {
      const place = places[at]
      if (!place) return
      try {
        count += await readOn(api, place, now, found)
      } catch (error) {
        log.warn('backfill-skipped', { platform: 'discord', error })
      }
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  if (count > 0) log.info('backfilled', { platform: 'discord', count, open: places.length })
  return count
}

async function readOn(
  api: Api,
  { place, since }: Place,
  now: number,
  found: (message: MessageJson, place: Address) => Promise<void>,
): Promise<number> {
  const overlap = now - since < RECEIPTS_KEPT_MS ? OVERLAP_MS : -1_000
  let after = idAt(since - overlap)
  let count = 0
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { after, limit: String(PAGE) }
    const channel = place.thread ?? place.chat
    const messages = (await patiently(() => api('GET', `/channels/${channel}/messages`, { query }))) as MessageJson[]
    // Discord gives the newest first.
    const ordered = [...messages].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    for (const message of ordered) await found(message, place)
    count += ordered.length
    const last = ordered.at(-1)
    if (!last || ordered.length < PAGE) break
    after = last.id
  }
  return count
}

/** Private places and rooms of open cases, with when each case was last heard of. */
async function openPlaces(archive: Archive): Promise<Place[]> {
  const found = new Map<string, Place>()
  let after: string | undefined
  for (;;) {
    const keys = await archive.keys('k/', { limit: 500, after })
    for (const kept of await archive.loadMany(keys.map(key => rows.case(key.split('/')[2] as CaseId)))) {
      if (!kept) continue
      const file = parseCasefile(kept.value)
      const { lastHeardAt } = stateOf(file)
      for (const place of Object.values(file.places))
        if (place.platform === 'discord' && place.kind !== 'group') {
          const id = place.thread ?? place.chat
          const since = Math.max(lastHeardAt, found.get(id)?.since ?? 0)
          found.set(id, { place, since })
        }
    }
    if (keys.length < 500) return [...found.values()]
    after = keys.at(-1)
  }
}

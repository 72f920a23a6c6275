import type { CaseId, Instant } from '../../core/ids.ts'
import { parseCasefile, stateOf } from '../../engine/casefile.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Address } from '../../engine/messages.ts'
import { rows } from '../../engine/rows.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import type { LastRead } from './last-read.ts'
import { openPauses } from './pause.ts'
import { deliveryError } from './problem.ts'
import { idAt } from './wire.ts'
import type { MessageJson, Snowflake } from './wire.ts'

/**
 * Words written while nobody listened. Discord replays nothing to a new session, so after each one the private places of open
 * cases and of the people met last are read on, from where everything had been read. That mark moves only when all of it has
 * been: neither a word that comes in meanwhile nor a crash in between moves it past what is still unread. A DM of somebody
 * else is read on when they write again. The engine drops what it has heard before.
 */
export type Backfill = {
  /** After each new session; goes on until everything is read, a newer session begins or the bot ends. */
  catchUp(): Promise<void>
  /** Before a place's first word of this session is heard: what was written there before, so that words keep their order. */
  readOn(place: Address): Promise<void>
  /** Moves the mark, when nothing is left to be read. */
  mark(): Promise<void>
  close(): void
}

export type BackfillParts = {
  readonly api: Api
  readonly archive: Archive
  readonly clock: Clock
  readonly lastRead: LastRead
  readonly log: Log
  /** Called for each message, oldest first within a place. @returns false when it should come again in a second */
  readonly found: (message: MessageJson, place: Address, mayWait: boolean) => Promise<boolean>
  /** Whether every shard is connected. */
  readonly isConnected: () => boolean
}

const PAGE = 100
/** More in one place than anybody types in an absence of two days. */
const MAX_PAGES = 50
/** Read from before the mark: what had arrived at a crash was not kept yet, and the clocks of two machines differ. */
const OVERLAP_MS = 30 * 60_000
/** The engine knows for 48 h what it has heard. */
const RECEIPTS_KEPT_MS = 47 * 3_600_000
const READERS = 4
const WITHIN_MS = 5_000
const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 5 * 60_000
const MAX_KEPT = 20_000
/** The words of a long absence come at once; the engine takes them from one person one a second after the first sixty. */
const SLOWED_MS = 1_000
const MAX_WAITS = 120

type Place = { readonly place: Address; readonly lastHeardAt: Instant | undefined }

export function openBackfill(parts: BackfillParts): Backfill {
  const { api, archive, clock, lastRead, log, found } = parts
  /** Places of this session and whether they could be read. */
  const read = new Map<Snowflake, Promise<boolean>>()
  let session = 0
  let isComplete = false
  let isClosed = false
  const { pause, wake } = openPauses()
  /** From where this session has to read on. */
  let from: Promise<Instant | undefined> = lastRead.until()
  from.catch(() => undefined)

  async function catchUp(): Promise<void> {
    const own = ++session
    const isCurrent = () => own === session && !isClosed
    const begun = clock.now()
    isComplete = false
    wake()
    read.clear()
    from = lastRead.until()
    from.catch(() => undefined)
    for (let wait = FIRST_RETRY_MS; isCurrent(); wait = Math.min(wait * 2, MAX_RETRY_MS)) {
      try {
        if (await readAll()) {
          if (!isCurrent()) return
          await lastRead.readUntil(begun)
          isComplete = true
          return
        }
      } catch (error) {
        log.warn('backfill-failed', { platform: 'discord', error })
      }
      if (isCurrent()) await pause(wait)
    }
  }

  /** @returns whether every place could be read */
  async function readAll(): Promise<boolean> {
    // The liveliest first: somebody who wrote a minute ago is waiting for an answer.
    const places = (await openPlaces(archive)).sort((a, b) => (b.lastHeardAt ?? 0) - (a.lastHeardAt ?? 0))
    const known = new Set(places.map(({ place }) => idOf(place)))
    for (const place of await lastRead.places())
      if (isReadable(place) && !known.has(idOf(place))) places.push({ place, lastHeardAt: undefined })
    let isWhole = true
    let next = 0
    const reader = async () => {
      for (let at = next++; at < places.length && !isClosed; at = next++) {
        const place = places[at]
        if (place && !(await once(place))) isWhole = false
      }
    }
    await Promise.all(Array.from({ length: READERS }, reader))
    return isWhole && !isClosed
  }

  function once(place: Place): Promise<boolean> {
    const id = idOf(place.place)
    const under = read.get(id)
    if (under) return under
    if (read.size >= MAX_KEPT) read.clear()
    const reading = readPlace(place).then(
      () => true,
      (error: unknown) => {
        const { problem } = deliveryError(error, 'reading on')
        log.warn('backfill-skipped', { platform: 'discord', reason: problem, error })
        // A place that is shut or gone holds nothing for us; anything else is tried again.
        if (problem === 'closed') return true
        if (read.get(id) === reading) read.delete(id)
        return false
      },
    )
    read.set(id, reading)
    return reading
  }

  async function readPlace({ place, lastHeardAt }: Place): Promise<void> {
    const mark = (await from) ?? lastHeardAt
    if (mark === undefined) return
    let after = idAt(startOf(mark, lastHeardAt, clock.now()))
    let count = 0
    let waits = MAX_WAITS
    for (let page = 0; page < MAX_PAGES && !isClosed; page += 1) {
      const query = { after, limit: String(PAGE) }
      const messages = (await patiently(() =>
        api('GET', `/channels/${idOf(place)}/messages`, { query, withinMs: WITHIN_MS }),
      )) as MessageJson[]
      // Discord gives the newest first.
      const ordered = [...messages].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      for (const message of ordered)
        while (!(await found(message, place, waits > 0)) && !isClosed) {
          waits -= 1
          await pause(SLOWED_MS)
        }
      count += ordered.length
      const last = ordered.at(-1)
      if (!last || ordered.length < PAGE) break
      after = last.id
    }
    if (count > 0) log.debug('backfilled', { platform: 'discord', count })
  }

  return {
    catchUp,
    async readOn(place) {
      if (!isReadable(place)) return
      try {
        const mark = await from
        // Later than that, what was heard and what was not can't be told apart any more.
        if (mark === undefined || clock.now() - mark >= RECEIPTS_KEPT_MS) return
        await once({ place, lastHeardAt: undefined })
      } catch (error) {
        log.warn('backfill-failed', { platform: 'discord', error })
      }
    },
    async mark() {
      if (isComplete && parts.isConnected()) await lastRead.readUntil(clock.now())
    },
    close() {
      isClosed = true
      wake()
    },
  }
}

/** Where to read from, in milliseconds since 1970. */
function startOf(mark: Instant, lastHeardAt: Instant | undefined, now: Instant): Instant {
  if (now - mark < RECEIPTS_KEPT_MS) return mark - OVERLAP_MS
  // Heard between the mark and the stop, so long ago that the engine no longer knows.
  const isHeard = lastHeardAt !== undefined && lastHeardAt > mark && now - lastHeardAt >= RECEIPTS_KEPT_MS
  return isHeard ? lastHeardAt + 1_000 : mark
}

const idOf = ({ chat, thread }: Address): Snowflake => thread ?? chat
const isReadable = ({ platform, kind }: Address) => platform === 'discord' && kind !== 'group'

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
        if (isReadable(place)) {
          const before = found.get(idOf(place))?.lastHeardAt ?? 0
          found.set(idOf(place), { place, lastHeardAt: Math.max(lastHeardAt, before) })
        }
    }
    if (keys.length < 500) return [...found.values()]
    after = keys.at(-1)
  }
}

import type { KeyObject } from 'node:crypto'
import type { Case } from '../core/case.ts'
import { outcome } from '../core/decide.ts'
import type { Setting } from '../core/decide.ts'
import type { Event } from '../core/events.ts'
import type { CaseId, CommunityId, Instant, PatternId } from '../core/ids.ts'
import type { Intent } from '../core/intents.ts'
import { react } from '../core/react.ts'
import { holding } from '../core/triage.ts'
import type { Library } from '../content/library.ts'
import type { Archive, Changes } from '../store/archive.ts'
import { address } from './address.ts'
import { EMPTY_FILE, parseCasefile, remember, stateOf } from './casefile.ts'
import type { Casefile, Duty, PersonRow } from './casefile.ts'
import type { Clock } from './clock.ts'
import { numbersRow, patternRow } from './desk/numbers.ts'
import { timesOf } from './desk/summary.ts'
import type { Directory } from './directory.ts'
import type { Inbound } from './messages.ts'
import { addOffers } from './offers.ts'
import { stillWanted } from './outbox.ts'
import { rearm } from './rearm.ts'
import { placesWithRoom } from './room.ts'
import { PING_COUNTED_FOR_MS, SEEN_FOR_MS, rows } from './rows.ts'

/** One turn of a case: what is wished, what happens, what is said, and the one commit that keeps all of it or none. */

export type Turn = {
  caseId: CaseId
  file: Casefile
  version: number
  intents: readonly Intent[]
  setting: Setting
  inbound?: Inbound
  /** Timer rows this turn has dealt with. */
  rung?: readonly string[]
  /** False when the message is kept as seen by another commit. */
  receipt?: boolean
}

export type SettleParts = {
  readonly archive: Archive
  readonly library: Library
  readonly people: Directory
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  readonly offerKey: KeyObject
  /** After the commit: duties to send, a clock to look at, a pattern that holds since this turn. */
  readonly kept: (caseId: CaseId, duties: readonly Duty[], soonest: Instant | undefined) => void
  readonly seen: (community: CommunityId, pattern: PatternId) => void
  /** After the commit: somebody of this community has taken a case. */
  readonly owned: (community: CommunityId) => void
}

export async function loadFile(archive: Archive, caseId: CaseId): Promise<{ file: Casefile; version: number }> {
  const kept = await archive.load(rows.case(caseId))
  return kept ? { file: parseCasefile(kept.value), version: kept.version } : { file: EMPTY_FILE, version: 0 }
}

/** @returns carries out a turn; resolves after the durable commit, rejects when nothing was kept */
export function settler(parts: SettleParts): (turn: Turn) => Promise<void> {
  const { archive, library, people, clock } = parts

  async function settle({
    caseId,
    file,
    version,
    intents,
    setting,
    inbound,
    rung = [],
    receipt = true,
  }: Turn): Promise<void> {
    const now = clock.now()
    const before = stateOf(file)
    const events: Event[] = []
    let state = before
    for (const intent of intents) {
      const happened = outcome(intent, state, setting, now)
      events.push(...happened.events)
      state = happened.state
    }
    // A turn of several wishes shows one next thing: the last.
    const said = events.filter(
      (event, index) => event.type !== 'shown' || index === events.findLastIndex(({ type }) => type === 'shown'),
    )
    const effects = react(said, before, state, setting, intents)

    const reached = {
      ...(inbound?.subject && inbound.subjectPlace ? { [inbound.subject]: inbound.subjectPlace } : {}),
      ...file.places,
      ...(inbound && inbound.place.kind !== 'group' ? { [inbound.from]: inbound.place } : {}),
    }
    const places = await placesWithRoom(reached, before, state, people)
    const mail = await address({
      effects,
      file: { ...file, places },
      state,
      now,
      caseId,
      inbound,
      people,
      key: parts.offerKey,
      roster: setting.roster,
    })
    const timers = rearm({ ...file, places }, caseId, state, library.playbook)
    const forgotten = state.phase === 'forgotten'
    const next: Casefile = {
      ...file,
      places,
      events: forgotten
        ? [{ type: 'forgotten', at: now }]
        : [...file.events, ...events.filter(({ type }) => type !== 'refused')],
      outbox: [...stillWanted(file.outbox, mail.duties, events, state), ...mail.duties],
      serial: mail.serial,
      offers: forgotten ? {} : addOffers(file, mail.offers),
      timers: timers.armed,
      generation: timers.generation,
    }
    const fresh = state.community && !state.drill && state.phase === 'open' ? newPatterns(before, state) : []
    const changes = await changesOf({
      caseId,
      file,
      next,
      version,
      before,
      state,
      events,
      inbound,
      now,
      receipt,
      fresh,
    })
    await archive.commit({
      put: changes.put,
      plain: [...(changes.plain ?? []), ...timers.set.map(key => ({ key }))],
      remove: [...(changes.remove ?? []), ...new Set([...timers.cancelled, ...rung])].filter(
        key => !timers.set.includes(key),
      ),
    })
    if (!forgotten) remember(next, state)
    parts.kept(caseId, mail.duties, timers.soonest)
    for (const pattern of fresh) if (state.community) parts.seen(state.community, pattern)
    const { owner } = state.help
    if (state.community && owner && owner !== before.help.owner && !state.drill) parts.owned(state.community)
  }

  function newPatterns(before: Case, state: Case): PatternId[] {
    const known = before.phase === 'none' ? [] : holding(before, library.playbook)
    return holding(state, library.playbook).filter(pattern => !known.includes(pattern))
  }

  type Change = {
    caseId: CaseId
    file: Casefile
    next: Casefile
    version: number
    before: ReturnType<typeof stateOf>
    state: ReturnType<typeof stateOf>
    events: readonly Event[]
    inbound?: Inbound
    now: Instant
    receipt: boolean
    /** Patterns that hold since this turn. */
    fresh: readonly PatternId[]
  }

  /** Everything one turn changes, as one atomic set: casefile, pointers, indexes, receipts. */
  async function changesOf({
    caseId,
    file,
    next,
    version,
    before,
    state,
    events,
    inbound,
    now,
    receipt,
    fresh,
  }: Change): Promise<Changes & { put: NonNullable<Changes['put']>[number][] }> {
    const put: NonNullable<Changes['put']>[number][] = [{ key: rows.case(caseId), value: next, version: version + 1 }]
    const plain: NonNullable<Changes['plain']>[number][] = []
    const remove: string[] = []
    if (inbound && receipt) plain.push({ key: rows.seen(inbound.id), expiresAt: now + SEEN_FOR_MS })
    if (next.outbox.length > 0 && file.outbox.length === 0) plain.push({ key: rows.outbox(caseId) })
    const subject = state.subject || before.subject
    if (
      subject &&
      (before.phase !== state.phase || (inbound && inbound.from === subject && inbound.place.kind !== 'group'))
    ) {
      const { row, version: rowVersion } = await people.person(subject)
      const { case: _gone, working: _other, ...rest } = row
      const place = inbound && inbound.from === subject && inbound.place.kind !== 'group' ? inbound.place : row.place
      const value: PersonRow = {
        ...rest,
        place,
        language: state.phase === 'forgotten' ? row.language : state.language,
        timeZone: state.timeZone,
        community: state.community ?? row.community,
      }
      if (state.phase === 'forgotten') remove.push(rows.person(people.key(subject)))
      else if (JSON.stringify({ ...value, case: caseId }) !== JSON.stringify(row))
        put.push({ key: rows.person(people.key(subject)), value: { ...value, case: caseId }, version: rowVersion + 1 })
    }
    if (before.phase !== 'open' && state.phase === 'open') plain.push({ key: rows.openCase(state.community, caseId) })
    if (before.phase === 'open' && state.phase !== 'open') remove.push(rows.openCase(before.community, caseId))
    // A case that goes on from another account is no longer found from the old one.
    if (before.subject && state.subject && before.subject !== state.subject) {
      const old = await people.person(before.subject)
      const { case: _case, ...left } = old.row
      put.push({ key: rows.person(people.key(before.subject)), value: left, version: old.version + 1 })
    }
    if (inbound && inbound.from === state.help.owner && state.phase === 'open') {
      const helper = await people.person(inbound.from)
      if (helper.row.working !== caseId)
        put.push({
          key: rows.person(people.key(inbound.from)),
          value: { ...helper.row, working: caseId },
          version: helper.version + 1,
        })
    }
    if (state.community) {
      const { community } = state
      for (const pattern of fresh) plain.push(patternRow(community, pattern, caseId, now))
      if (before.phase === 'open' && state.phase === 'closed' && !state.drill)
        plain.push(numbersRow(community, now, timesOf(next.events), Buffer.from(parts.random(6)).toString('hex')))
    }
    if (state.phase === 'forgotten' && before.subject)
      remove.push(...(await archive.keys(rows.spokenBy(people.key(before.subject)), { limit: 1_000 })))
    if (state.phase === 'forgotten' && before.community)
      for (const pattern of holding(before, library.playbook))
        remove.push(patternRow(before.community, pattern, caseId, now).key)
    const owner = state.phase === 'open' ? state.help.owner : undefined
    if (before.help.owner !== owner) {
      if (before.help.owner) remove.push(rows.owned(people.key(before.help.owner), caseId))
      if (owner) plain.push({ key: rows.owned(people.key(owner), caseId) })
    }
    for (const event of events)
      if (event.type === 'ring-called')
        for (const helper of event.helpers)
          plain.push({
            key: rows.pinged(people.key(helper), now, caseId, event.round),
            expiresAt: now + PING_COUNTED_FOR_MS,
          })
    return { put, plain, remove }
  }

  return settle
}

import type { KeyObject } from 'node:crypto'
import { NO_CASE } from '../../core/case.ts'
import type { Effect } from '../../core/effects.ts'
import type { CaseId, CommunityId, Instant, Language, PatternId } from '../../core/ids.ts'
import type { Intent } from '../../core/intents.ts'
import type { Log } from '../../log.ts'
import type { Changes } from '../../store/archive.ts'
import { address } from '../address.ts'
import type { Casefile, CommunityRow, Duty, PersonRow } from '../casefile.ts'
import type { Clock } from '../clock.ts'
import type { DeskWish } from '../command.ts'
import type { Heard, Inbound } from '../messages.ts'
import { addOffers } from '../offers.ts'
import { SEEN_FOR_MS, rows } from '../rows.ts'
import { loadFile } from '../settle.ts'
import type { Turns } from '../turns.ts'
import { tellModerators } from './ask.ts'
import type { DeskTools } from './ask.ts'
import { carry, communityOfWish } from './desk.ts'
import { digests, nextDigest } from './digest.ts'
import { ALARM_FROM, alarmRow, patternCount } from './numbers.ts'
import { deskButton } from './overview.ts'
import { reached } from './places.ts'
import type { Chat } from './places.ts'
import { putCommunity } from './roster.ts'
import { HOLDS_WORD } from './shield.ts'

/** The desk's own turns: wishes about a community, its daily clock, and the quiet alarm. One wish, one commit. */

export type DeskParts = {
  readonly tools: DeskTools
  readonly clock: Clock
  readonly log: Log
  readonly queue: Turns
  readonly offerKey: KeyObject
  readonly homeCommunity?: CommunityId
  readonly inCase: (caseId: CaseId, intents: readonly Intent[], inbound?: Inbound) => Promise<void>
  readonly kept: (caseId: CaseId, duties: readonly Duty[], soonest: Instant | undefined) => void
  /** Work nobody waits for. */
  readonly background: Set<Promise<unknown>>
}

export type DeskReception = {
  at(asked: DeskWish, inbound: Inbound, row: PersonRow): Promise<Heard>
  turn(id: CommunityId | undefined, asked: DeskWish, inbound: Inbound): Promise<Heard>
  clock(id: CommunityId, rung: readonly string[]): Promise<void>
  watch(id: CommunityId, pattern: PatternId): void
  /** Whether a chat can be written to has turned out, by a message or by the app's own word. */
  reach(id: CommunityId, chat: Chat, isOpen: boolean, inbound?: Inbound): Promise<void>
  /** Somebody of this community has a case now: its daily digest must have a clock. */
  wake(id: CommunityId): Promise<void>
}

export function deskReception(parts: DeskParts): DeskReception {
  const { tools, clock, log, queue, inCase, background } = parts
  const { archive, directory: people } = tools
  const load = (caseId: CaseId) => loadFile(archive, caseId)

  async function atDesk(asked: DeskWish, inbound: Inbound, row: PersonRow): Promise<Heard> {
    const id = await communityOfWish(asked, inbound, row, tools, parts.homeCommunity)
    return queue.inTurn(id ?? `desk ${people.key(inbound.from)}`, () => deskTurn(id, asked, inbound))
  }

  async function deskTurn(id: CommunityId | undefined, asked: DeskWish, inbound: Inbound): Promise<Heard> {
    const person = await people.person(inbound.from)
    const community = await people.community(id)
    const language = person.row.language ?? inbound.language ?? community?.row.language ?? 'ja'
    const answered = await carry(asked, {
      by: inbound.from,
      inbound,
      now: clock.now(),
      language,
      person,
      community,
      tools,
    })
    // Cases first: when this stops half way, the message comes again, and asking twice there is harmless.
    for (const { caseId, intents } of answered.cases ?? [])
      await inCase(caseId, intents, intents[0]?.by === inbound.from ? inbound : undefined)
    const founded = answered.put?.find(({ key }) => key.startsWith(rows.community('' as CommunityId)))
    const said = await deskSays(
      id ?? (founded?.key.slice(2) as CommunityId | undefined),
      answered.say ?? [],
      answered,
      {
        inbound,
        language,
      },
    )
    const missed = (answered.say?.length ?? 0) > 0 && said === 0
    return {
      kept: true,
      note: answered.note ?? (missed ? 'desk.private' : undefined),
      remove: HOLDS_WORD.has(asked.desk),
    }
  }

  /** One commit of the desk: its changes, what it says, the receipt. @returns how many messages were put in the outbox */
  async function deskSays(
    id: CommunityId | undefined,
    effects: readonly Effect[],
    changes: Changes,
    { inbound, language, rung = [] }: { inbound?: Inbound; language: Language; rung?: readonly string[] },
  ): Promise<number> {
    const now = clock.now()
    const seen = inbound ? [{ key: rows.seen(inbound.id), expiresAt: now + SEEN_FOR_MS }] : []
    const plain = [...(changes.plain ?? []), ...seen]
    if (!id) {
      await archive.commit({ put: changes.put, plain, remove: changes.remove })
      return 0
    }
    const caseId = id as string as CaseId
    const { file, version } = await load(caseId)
    const places =
      inbound && inbound.place.kind === 'private' ? { ...file.places, [inbound.from]: inbound.place } : file.places
    const state = { ...NO_CASE, community: id, language, timeZone: tools.defaultTimeZone }
    const roster = await people.roster(id)
    const mail = await address({
      effects,
      file: { ...file, places },
      state,
      now,
      caseId,
      inbound,
      people,
      key: parts.offerKey,
      roster,
    })
    const row = (changes.put?.find(({ key }) => key === rows.community(id))?.value ??
      (await people.community(id))?.row) as CommunityRow | undefined
    const due = row && nextDigest(row, now)
    const before = file.timers.digest
    const generation = file.generation + 1
    const same = before?.at === due
    const old = before && !same ? [rows.timer(before.at, caseId, before.generation, 'digest')] : []
    const next: Casefile = {
      ...file,
      places,
      outbox: [...file.outbox, ...mail.duties],
      serial: mail.serial,
      offers: addOffers(file, mail.offers),
      timers: same ? file.timers : due === undefined ? {} : { digest: { at: due, generation } },
      generation: same ? file.generation : generation,
    }
    await archive.commit({
      put: [...(changes.put ?? []), { key: rows.case(caseId), value: next, version: version + 1 }],
      plain: [
        ...plain,
        ...(next.outbox.length > 0 && file.outbox.length === 0 ? [{ key: rows.outbox(caseId) }] : []),
        ...(!same && due !== undefined ? [{ key: rows.timer(due, caseId, generation, 'digest') }] : []),
      ],
      remove: [...(changes.remove ?? []), ...new Set([...old, ...rung])],
    })
    parts.kept(caseId, mail.duties, due)
    return mail.duties.length
  }

  /** The community's own clock: the daily digest. */
  async function deskClock(id: CommunityId, rung: readonly string[]): Promise<void> {
    const community = await people.community(id)
    if (!community) return archive.commit({ remove: rung })
    const { say, plain } = await digests(community.row, clock.now(), tools)
    await deskSays(id, say, { plain }, { language: community.row.language, rung })
  }

  /** Three similar cases in seven days: the moderators are told once, quietly, without names. */
  function watchPattern(id: CommunityId, pattern: PatternId): void {
    const watched = queue
      .inTurn(id, async () => {
        const now = clock.now()
        const told = alarmRow(id, pattern, now)
        const count = await patternCount(id, pattern, archive)
        if (count < ALARM_FROM || (await archive.has(told.key))) return
        const community = await people.community(id)
        const say = tellModerators(
          [{ text: 'alarm.title', params: { count, pattern: { pattern } } }],
          [[deskButton('button.announce', 'announce', { pattern })]],
        )
        await deskSays(id, [{ ...say, quiet: true }], { plain: [told] }, { language: community?.row.language ?? 'ja' })
      })
      .catch((error: unknown) => log.warn('pattern-alarm-dropped', { error }))
      .finally(() => background.delete(watched))
    background.add(watched)
  }

  async function reach(id: CommunityId, chat: Chat, isOpen: boolean, inbound?: Inbound): Promise<void> {
    // Every message to a shared place comes by here, and hardly one of them changes anything.
    const known = await people.community(id)
    if (!known || !reached(known.row, chat, isOpen)) return
    await queue.inTurn(id, async () => {
      const community = await people.community(id)
      const change = community && reached(community.row, chat, isOpen)
      if (!change) return
      const put = [putCommunity(community, change.row)]
      await deskSays(id, change.say, { put }, { inbound, language: community.row.language })
    })
  }

  function wake(id: CommunityId): Promise<void> {
    const woken = queue
      .inTurn(id, async () => {
        const community = await people.community(id)
        const { file } = await load(id as string as CaseId)
        if (!community || file.timers.digest || nextDigest(community.row, clock.now()) === undefined) return
        await deskSays(id, [], {}, { language: community.row.language })
      })
      .catch((error: unknown) => log.warn('digest-clock-dropped', { error }))
      .finally(() => background.delete(woken))
    background.add(woken)
    return woken
  }

  return { at: atDesk, turn: deskTurn, clock: deskClock, watch: watchPattern, reach, wake }
}

import { NO_CASE } from '../core/case.ts'
import type { Case } from '../core/case.ts'
import type { Effect } from '../core/effects.ts'
import { react } from '../core/react.ts'
import { decide } from '../core/decide.ts'
import type { Setting } from '../core/decide.ts'
import type { Event } from '../core/events.ts'
import { fold } from '../core/evolve.ts'
import type { CaseId, CommunityId, FactId, Instant, Language, PatternId, PersonId } from '../core/ids.ts'
import type { Intent } from '../core/intents.ts'
import { roleOf } from '../core/may.ts'
import type { Roster } from '../core/roster.ts'
import { holding } from '../core/triage.ts'
import type { Library } from '../content/library.ts'
import { render } from '../content/render.ts'
import type { Log } from '../log.ts'
import type { Archive, Changes } from '../store/archive.ts'
import { address } from './address.ts'
import { alarm } from './alarm.ts'
import type { Due } from './alarm.ts'
import { EMPTY_FILE, parseCasefile, stateOf } from './casefile.ts'
import type { Casefile, CommunityRow, Duty, PersonRow } from './casefile.ts'
import type { Clock } from './clock.ts'
import type { Command, DeskWish } from './command.ts'
import { courier } from './courier.ts'
import { directory } from './directory.ts'
import type { Directory } from './directory.ts'
import { storyOf } from './ear.ts'
import type { Ear, HeardText, SecondReader } from './ear.ts'
import { addressKey } from './messages.ts'
import type { Address, Heard, Inbound, Outbound, Platform, Sent, DeliveryError } from './messages.ts'
import { aboutOf, actionName } from './names.ts'
import { groupMoved } from './moved.ts'
import { addOffers, caseOfRef, findOffer } from './offers.ts'
import { carry, communityOfWish } from './desk/desk.ts'
import { tellModerators } from './desk/ask.ts'
import type { DeskTools } from './desk/ask.ts'
import { digests, nextDigest } from './desk/digest.ts'
import { ALARM_FROM, alarmRow, numbersRow, patternCount, patternRow } from './desk/numbers.ts'
import { deskButton } from './desk/overview.ts'
import { timesOf } from './desk/summary.ts'
import { DEFAULT_LIMITS, limiter } from './limits.ts'
import type { Limits } from './limits.ts'
import { isLure } from './lure.ts'
import { stillWanted } from './outbox.ts'
import { screened } from './screen.ts'
import type { Quote, Screen } from './screen.ts'
import { heldBack, namesRoute, registered, visible } from './outgoing.ts'
import { rearm } from './rearm.ts'
import { PING_COUNTED_FOR_MS, SEEN_FOR_MS, rows } from './rows.ts'
import { isUnopened, moved, otherRoom, placesWithRoom, roomsOf } from './room.ts'
import { turns } from './turns.ts'

/** Translates between a person and a helper who share no language; what it gives is marked as a machine's. */
export type Translator = {
  /** Who gets the texts; absent when it runs in the house. With one, the person must have said yes to it. */
  readonly provider?: string
  translate(text: string, from: Language, to: Language): Promise<string | undefined>
}

export type EngineOptions = {
  readonly archive: Archive
  readonly library: Library
  readonly ear: Ear
  /** For every text beside the story. */
  readonly screen: Screen
  readonly quote: Quote
  readonly secondReader?: SecondReader
  readonly translator?: Translator
  readonly commands: readonly Command[]
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly log: Log
  /** Random bytes for case ids. */
  readonly random: (bytes: number) => Uint8Array
  /** Signs button ids; derived from the data key. */
  readonly offerKey: Uint8Array
  readonly defaultTimeZone: string
  /** Whose community a person without one belongs to, e.g. the terminal's. */
  readonly homeCommunity?: CommunityId
  /** How much may be asked for in a while; DEFAULT_LIMITS unless told. */
  readonly limits?: Limits
}

export type Engine = {
  /** Resolves after the durable commit; rejects when nothing was kept. */
  hear(inbound: Inbound): Promise<Heard>
  /** Takes up what a stop or a crash left: outboxes and overdue timers. */
  start(): Promise<void>
  idle(): Promise<void>
  close(): Promise<void>
  readonly directory: Directory
  readonly waiting: number
}

/** Wishes after which somebody may be called or given a case. */
const COUNTS_ALL = new Set<Intent['type']>(['call', 'pass', 'release', 'hand-over'])

/** Reception: the one way in and the one way out. One input, one turn, one commit. */
export function openEngine(options: EngineOptions): Engine {
  const { archive, library, ear, clock, log } = options
  const people = directory(archive)
  const queue = turns()
  const background = new Set<Promise<unknown>>()
  /** The newest reading under way per case. */
  const readings = new Map<CaseId, number>()
  const post = courier(options.platforms, { compose, begun, done, failed, unauthorised: stopPlatform }, clock, log)
  const bell = alarm({ archive, clock, log, ring })
  const tools: DeskTools = {
    directory: people,
    archive,
    library,
    random: options.random,
    defaultTimeZone: options.defaultTimeZone,
  }
  const allowed = registered(library)
  const limit = limiter(options.limits ?? DEFAULT_LIMITS, clock)

  // ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function hear(raw: Inbound): Promise<Heard> {
    const { inbound, answer } = screened(raw, options.screen)
    const heard = await hearScreened(inbound)
    return answer === undefined ? heard : { ...heard, ...answer }
  }

  function hearScreened(inbound: Inbound): Promise<Heard> {
    // A person's own inputs keep their order; the case's turn nests inside.
    return queue.inTurn(`person ${people.key(inbound.from)}`, async () => {
      if (await archive.has(rows.seen(inbound.id))) return { kept: true }
      if (inbound.what.kind === 'moved') {
        const { group, what } = inbound
        const id = await people.communityOf(group)
        if (group && id) await queue.inTurn(id, () => groupMoved(archive, people, group, what.to))
        return { kept: true }
      }
      // Said, never swallowed: what is over the limit is not kept, and the sender learns it.
      if (!limit.take('message', { person: people.key(inbound.from) })) return slowDown(inbound, 'message')
      const { row } = await people.person(inbound.from)
      const asked = deskWish(inbound, row)
      if (asked) return atDesk(asked, inbound, row)
      const caseId = await caseFor(inbound, row)
      return caseId ? queue.inTurn(caseId, () => turn(caseId, inbound, row)) : turnWithoutCase(inbound, row)
    })
  }

  function slowDown({ id }: Inbound, what: keyof Limits): Heard {
    log.warn('slowed-down', { reason: what, platform: id.split(':')[0] })
    return { kept: true, note: 'slow-down' }
  }

  const roomKey = (place: Address) => rows.room(archive.blind(addressKey(place)))

  /** The case an input belongs to: the button's, the person's own, or the one a helper works on. */
  async function caseFor(inbound: Inbound, row: PersonRow): Promise<CaseId | undefined> {
    if (inbound.what.kind === 'press') return caseOfRef(inbound.what.ref)
    if (inbound.place.thread !== undefined) {
      const room = await archive.load(roomKey(inbound.place))
      if (room) return room.value as CaseId
    }
    if (inbound.subject && inbound.subject !== inbound.from) return (await people.person(inbound.subject)).row.case
    const key = people.key(inbound.from)
    const command = inbound.what.kind === 'command' ? inbound.what.name : undefined
    if (command === 'claim') {
      const [called] = await archive.keys(rows.pingsOf(key), { limit: 1, reverse: true })
      if (called) return called.split('/')[3] as CaseId
    }
    // Whose button a helper pressed last is who they speak to; their own trouble is one /help-me away.
    if (row.working && command !== 'help-me' && (await archive.has(rows.owned(key, row.working)))) return row.working
    if (row.case) return row.case
    const [owned] = await archive.keys(rows.ownedBy(people.key(inbound.from)), { limit: 1, reverse: true })
    return owned?.split('/')[2] as CaseId | undefined
  }

  async function turn(caseId: CaseId, inbound: Inbound, row: PersonRow): Promise<Heard> {
    const { file, version } = await load(caseId)
    // Erased meanwhile: nothing of it may be built anew, not even a refusal.
    if (version === 0) return turnWithoutCase(inbound, row)
    const state = stateOf(file)
    const isDesk = file.events.length === 0 && version > 0
    const home = isDesk ? (caseId as string as CommunityId) : state.community
    // Everyone's load is counted only where somebody is called or handed a case; a press needs the presser's.
    const roster = await people.roster(home, [inbound.from])
    const by = inbound.from
    let intents: readonly Intent[]
    let heard: HeardText | undefined
    switch (inbound.what.kind) {
      case 'press': {
        const known = roster.helpers.some(({ id }) => id === by)
        const offer = findOffer(file, inbound.what.ref, by, known, roster.moderators.includes(by))
        if (isDesk) {
          const id = caseId as string as CommunityId
          return offer?.action.type === 'desk'
            ? deskTurn(id, offer.action, inbound)
            : { kept: true, note: 'refused.old-button' }
        }
        intents = [
          offer
            ? { ...offer.action, by }
            : {
                type: 'refuse',
                reason: state.phase === 'none' ? 'no-case' : strange(by) ? 'not-yours' : 'old-button',
                by,
              },
        ]
        break
      }
      case 'command': {
        const wished = wish(inbound, state.phase === 'none' ? undefined : state, row)
        if (wished === 'open') intents = [{ type: 'show', what: 'now', by }]
        else if ('desk' in wished) return { kept: true, note: 'desk.bad-input' }
        else intents = wished
        break
      }
      case 'moved':
        return { kept: true }
      case 'file': {
        const { name, mime, bytes, sha256, url } = inbound.what
        intents = [{ type: 'add-evidence', name, mime, bytes, sha256, url, by }]
        break
      }
      case 'text': {
        heard = listen(inbound, state.language, state.shown.question)
        const own = roleOf(by, state, roster) === 'person'
        if (own) intents = textIntents(heard, inbound, by, state)
        else intents = othersText(heard, inbound.what.text, by, strange(by))
        // A stranger's harmless word in a room is nobody's business.
        if (intents.length === 0) return { kept: true }
      }
    }
    // In a crisis nobody is told to wait for a person.
    const calls = intents.some(({ type }) => type === 'call') && !state.crisis && !state.drill
    if (calls && !limit.take('calling', { person: people.key(by), community: home }))
      return slowDown(inbound, 'calling')
    function strange(who: PersonId): boolean {
      return roleOf(who, state, roster) === 'stranger'
    }
    const counted = intents.some(({ type }) => COUNTS_ALL.has(type)) ? await people.roster(home) : roster
    const setting = { playbook: library.playbook, roster: counted, model: options.secondReader?.provider }
    const why = inbound.what.kind === 'press' ? onlyRefused(intents, state, setting, by) : undefined
    if (why) return { kept: true, note: `refused.${why}` }
    await settle({ caseId, file, version, intents, setting, inbound })
    if (heard && roleOf(by, state, roster) === 'person') readAgain(caseId, heard, inbound, state.shown.question)
    if (intents.some(intent => intent.type === 'allow-model' && intent.allowed))
      inBackground(caseId, () => secondReading(caseId))
    if (heard) bridge(caseId, heard.reading.text, by, state, roster)
    return { kept: true, remove: (heard?.reading.secrets.length ?? 0) > 0 }
  }

  /**
   * Why somebody who is not the person may not do what they pressed: said in the same breath and kept nowhere, so that a
   * thousand late presses of one call cost the case nothing.
   */
  function onlyRefused(intents: readonly Intent[], state: Case, setting: Setting, by: PersonId): string | undefined {
    const [intent] = intents
    if (!intent || roleOf(by, state, setting.roster) === 'person') return undefined
    const [event, ...more] = decide(intent, state, setting, clock.now())
    return event?.type === 'refused' && more.length === 0 ? event.reason : undefined
  }

  /** Words of somebody who is not the person: a helper's are passed on when they hold nothing unknown, a stranger's are watched. */
  function othersText({ reading }: HeardText, written: string, by: PersonId, isStranger: boolean): Intent[] {
    if (isStranger) return isLure(reading.text, library) ? [{ type: 'stranger', text: reading.text, by }] : []
    if (reading.secrets.length > 0) return [{ type: 'refuse', reason: 'secret-held-back', by }]
    const detail = heldBack(written, allowed)
    if (detail !== undefined) return [{ type: 'refuse', reason: 'text-held-back', detail, by }]
    // Reading breaks every link and hides every number; one that is registered must arrive whole.
    return [{ type: 'relay', text: namesRoute(written, allowed) ? visible(written) : visible(reading.text), by }]
  }

  /** When a person and their helper share no language, a translation follows what was written; never instead of it. */
  function bridge(caseId: CaseId, text: string, by: PersonId, state: Case, roster: Roster): void {
    const { language, help, suspect, model } = state
    const { translator } = options
    const spoken = roster.helpers.find(({ id }) => id === help.owner)?.languages
    const other = spoken?.[0]
    if (!translator || suspect || !spoken || !other || spoken.includes(language)) return
    if (translator.provider !== undefined && model !== 'yes') return
    const from = by === help.owner ? 'helper' : 'person'
    const translated = translator
      .translate(text, from === 'helper' ? other : language, from === 'helper' ? language : other)
      .then(words => (words ? inCase(caseId, [{ type: 'bridge', from, text: words, by }]) : undefined))
      .catch((error: unknown) => log.warn('translation-dropped', { caseId, error }))
      .finally(() => background.delete(translated))
    background.add(translated)
  }

  /** Wishes carried out in a case that no message of its own people asked for. */
  function inCase(caseId: CaseId, intents: readonly Intent[], inbound?: Inbound): Promise<void> {
    return queue.inTurn(caseId, async () => {
      const { file, version } = await load(caseId)
      const [first] = intents
      const community = first?.type === 'open' ? first.community : stateOf(file).community
      const setting = { playbook: library.playbook, roster: await people.roster(community) }
      await settle({ caseId, file, version, intents, setting, inbound, receipt: false })
    })
  }

  // ── the desk: wishes about a community ──────────────────────────────────────────────────────────────────────────────

  function deskWish(inbound: Inbound, row: PersonRow): DeskWish | undefined {
    if (inbound.what.kind !== 'command') return undefined
    const wished = wish(inbound, undefined, row)
    return wished !== 'open' && 'desk' in wished ? wished : undefined
  }

  async function atDesk(asked: DeskWish, inbound: Inbound, row: PersonRow): Promise<Heard> {
    const id = await communityOfWish(asked, inbound, row, tools, options.homeCommunity)
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
    return { kept: true, note: answered.note ?? (missed ? 'desk.private' : undefined) }
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
    const state = { ...NO_CASE, community: id, language, timeZone: options.defaultTimeZone }
    const roster = await people.roster(id)
    const mail = await address({
      effects,
      file: { ...file, places },
      state,
      now,
      caseId,
      inbound,
      people,
      key: options.offerKey,
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
    bell.look(due)
    post.add(caseId, mail.duties)
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

  async function turnWithoutCase(inbound: Inbound, row: PersonRow): Promise<Heard> {
    const by = inbound.from
    const language = row.language ?? inbound.language ?? 'ja'
    if (inbound.what.kind === 'command') {
      const wished = wish(inbound, undefined, row)
      if (wished !== 'open') return { kept: true, note: 'refused.no-case' }
    }
    if (inbound.what.kind === 'press') return { kept: true, note: 'refused.no-case' }
    const heard = inbound.what.kind === 'text' ? listen(inbound, language) : undefined
    if (heard?.empty) return { kept: true, note: 'nothing-readable' }
    const community =
      (await people.communityOf(inbound.group)) ?? (row.community as CommunityId | undefined) ?? options.homeCommunity
    // Life comes first: words of danger open a case whatever the count.
    const asker = { person: people.key(by), community }
    if (!heard?.reading.crisis && !limit.take('opening', asker)) return slowDown(inbound, 'opening')
    const caseId = newCaseId()
    const subject = inbound.subject ?? by
    const open: Intent = {
      type: 'open',
      id: caseId,
      by,
      subject,
      community,
      language: heard?.reading.language ?? language,
      timeZone: row.timeZone ?? options.defaultTimeZone,
      policy: await people.policy(community),
      reading: heard && subject === by ? heard.reading : undefined,
    }
    const file = inbound.what.kind === 'file' ? fileIntent(inbound, by) : []
    return queue.inTurn(caseId, async () => {
      const model = options.secondReader?.provider
      const setting = { playbook: library.playbook, roster: await people.roster(community), model }
      await settle({ caseId, file: EMPTY_FILE, version: 0, intents: [open, ...file], setting, inbound })
      if (heard) readAgain(caseId, heard, inbound)
      return { kept: true, remove: (heard?.reading.secrets.length ?? 0) > 0 }
    })
  }

  const fileIntent = ({ what }: Inbound, by: PersonId): Intent[] =>
    what.kind === 'file'
      ? [
          {
            type: 'add-evidence',
            name: what.name,
            mime: what.mime,
            bytes: what.bytes,
            sha256: what.sha256,
            url: what.url,
            by,
          },
        ]
      : []

  function listen(
    inbound: Inbound,
    language: Language,
    question?: Parameters<Ear['listen']>[1]['question'],
  ): HeardText {
    const text = inbound.what.kind === 'text' ? inbound.what.text : ''
    return ear.listen(text, { language, question })
  }

  function textIntents(heard: HeardText, inbound: Inbound, by: PersonId, { shown }: Case): Intent[] {
    const quoted = inbound.what.kind === 'text' && inbound.what.quoted
    if (heard.empty) return [{ type: 'show', what: 'now', by }]
    // "Why do you ask?" and "how?" are about what is shown; they are answered from the content, never invented.
    if (heard.asks === 'why' && shown.question) return [{ type: 'show', what: { why: shown.question }, by }]
    if (heard.asks === 'how' && shown.step && heard.reading.facts.length === 0)
      return [{ type: 'show', what: { how: shown.step }, by }]
    if (heard.term && heard.reading.facts.length === 0) return [{ type: 'show', what: { term: heard.term }, by }]
    if (heard.asks === 'who' && heard.reading.facts.length === 0)
      return [{ type: 'show', what: shown.step ? { how: shown.step } : 'call-card', by }]
    const answer: Intent[] = heard.answer
      ? [{ type: 'answer', fact: heard.answer.fact, value: heard.answer.value, by }]
      : []
    return [...answer, { type: 'tell', reading: heard.reading, quoted, by }]
  }

  function wish(inbound: Inbound, state: ReturnType<typeof stateOf> | undefined, row: PersonRow) {
    const { what, from: by } = inbound
    if (what.kind !== 'command') return []
    const found = options.commands.find(({ name }) => name === what.name)
    if (!found) return [{ type: 'show', what: 'now', by } as const]
    const parsed = found.input.safeParse(what.input)
    const language = state?.language ?? row.language ?? inbound.language ?? 'ja'
    if (!parsed.success) return [{ type: 'refuse', reason: 'not-in-plan', by } as const]
    return found.intent(parsed.data, { by, state, now: clock.now(), language })
  }

  /**
   * The model's facts arrive as their own intent, later; the local reading has answered already. It reads everything told
   * so far: a short word by itself says nothing about which attack it is.
   */
  function readAgain(caseId: CaseId, { empty, answer }: HeardText, { what }: Inbound, asked?: FactId): void {
    const forwarded = what.kind === 'text' && what.quoted === true
    if (!empty && !answer && !forwarded) inBackground(caseId, () => secondReading(caseId, asked))
  }

  /** @param asked the question the last text may answer */
  async function secondReading(caseId: CaseId, asked?: FactId): Promise<void> {
    const { secondReader } = options
    if (!secondReader) return
    const { file } = await load(caseId)
    const before = stateOf(file)
    // Without a yes nothing leaves the house; a case that a stranger may have taken over is read by nobody.
    const mayRead = (state: Case) =>
      state.phase === 'open' && !state.suspect && (secondReader.provider === undefined || state.model === 'yes')
    const text = storyOf(file.events, before.subject)
    if (!mayRead(before) || text === '') return
    const serial = (readings.get(caseId) ?? 0) + 1
    readings.set(caseId, serial)
    const found = await secondReader.read(text, { caseId, asked })
    const isLatest = readings.get(caseId) === serial
    if (isLatest) readings.delete(caseId)
    if (!found) return
    const doubted = Object.entries(before.facts).flatMap(([fact, { source }]) =>
      source === 'text' ? [fact as FactId] : [],
    )
    await queue.inTurn(caseId, async () => {
      const { file, version } = await load(caseId)
      const state = stateOf(file)
      // What was read of a shorter story must not undo what came after it.
      if (!isLatest || !state.subject || !mayRead(state)) return
      const setting = { playbook: library.playbook, roster: await people.roster(state.community) }
      await settle({
        caseId, file, version, intents: [{ type: 'model-read', ...found, doubted, by: state.subject }], setting,
      }) // prettier-ignore
    })
  }

  /** Work nobody waits for; what goes wrong is one line. */
  function inBackground(caseId: CaseId, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => log.warn('model-reading-dropped', { caseId, error }))
      .finally(() => background.delete(done))
    background.add(done)
  }

  // ── one turn, one commit ────────────────────────────────────────────────────────────────────────────────────────────

  type Turn = {
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
      const happened = decide(intent, state, setting, now)
      events.push(...happened)
      state = fold(happened, state)
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
      key: options.offerKey,
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
    bell.look(timers.soonest)
    post.add(caseId, mail.duties)
    for (const pattern of fresh) if (state.community) watchPattern(state.community, pattern)
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
        plain.push(numbersRow(community, now, timesOf(next.events), Buffer.from(options.random(6)).toString('hex')))
    }
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

  async function load(caseId: CaseId): Promise<{ file: Casefile; version: number }> {
    const kept = await archive.load(rows.case(caseId))
    return kept ? { file: parseCasefile(kept.value), version: kept.version } : { file: EMPTY_FILE, version: 0 }
  }

  function newCaseId(): CaseId {
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
    return [...options.random(10)].map(byte => letters[byte % letters.length]).join('') as CaseId
  }

  // ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function ring(caseId: CaseId, due: readonly Due[]): Promise<void> {
    await queue.inTurn(caseId, async () => {
      const { file, version } = await load(caseId)
      const state = stateOf(file)
      const now = clock.now()
      const live = due.filter(({ name, generation }) => file.timers[name]?.generation === generation)
      const stale = due.filter(timer => !live.includes(timer)).map(({ key }) => key)
      if (state.phase === 'none' && version > 0)
        return deskClock(
          caseId as string as CommunityId,
          due.map(({ key }) => key),
        )
      if (live.length === 0 || state.phase === 'none') return archive.commit({ remove: due.map(({ key }) => key) })
      const by = (state.subject || 'terminal:clock') as PersonId
      const intents = live.map(({ name, at }): Intent => ({ type: 'clock', timer: name, lateMs: now - at, by }))
      const rung = new Set(live.map(({ name }) => name))
      const timers = Object.fromEntries(Object.entries(file.timers).filter(([name]) => !rung.has(name)))
      const setting = { playbook: library.playbook, roster: await people.roster(state.community) }
      await settle({
        caseId,
        file: { ...file, timers },
        version,
        intents,
        setting,
        rung: [...stale, ...live.map(({ key }) => key)],
      })
    })
  }

  // ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function compose(caseId: CaseId, dutyId: string): Promise<Outbound | undefined> {
    const { file } = await load(caseId)
    const duty = file.outbox.find(({ id }) => id === dutyId)
    if (!duty) return undefined
    const state = stateOf(file)
    const roster = await people.roster(state.community, [])
    const { text, buttons } = render(
      duty.effect,
      {
        state,
        events: file.events,
        roster,
        now: clock.now(),
        reader: 'person' in duty.effect.to ? 'person' : 'helper',
        quote: options.quote,
      },
      library,
      duty.language,
    )
    const refs = Object.entries(file.offers)
    return {
      id: dutyId,
      to: duty.to,
      text,
      buttons: buttons.map(row =>
        row.flatMap(({ label, button }) => {
          const wanted = JSON.stringify(button.action)
          const audience = duty.audience
          const ref = refs.find(([, offer]) => offer.for === audience && JSON.stringify(offer.action) === wanted)?.[0]
          return ref
            ? [
                {
                  label,
                  ref,
                  style: button.style,
                  input: button.action.type === 'own-words',
                  name: actionName(button.action),
                },
              ]
            : []
        }),
      ),
      language: duty.language,
      mentions: duty.mentions,
      edits: duty.edits,
      quiet: duty.effect.quiet ?? false,
      repeat: duty.begun > 0,
      about: aboutOf(duty.effect),
    }
  }

  function change(caseId: CaseId, how: (file: Casefile) => Casefile | undefined): Promise<void> {
    return queue.inTurn(caseId, async () => {
      const { file, version } = await load(caseId)
      const next = how(file)
      if (!next) return
      const emptied = file.outbox.length > 0 && next.outbox.length === 0
      const over = next.outbox.length === 0 && stateOf(next).phase === 'forgotten'
      const roomKeys = (places: Casefile['places']) => roomsOf(places).map(roomKey)
      const before = roomKeys(file.places)
      const opened = roomKeys(next.places).filter(key => !before.includes(key))
      await archive.commit({
        put: over
          ? []
          : [
              { key: rows.case(caseId), value: next, version: version + 1 },
              ...opened.map(key => ({ key, value: caseId, version: 1 })),
            ],
        remove: [
          ...(emptied ? [rows.outbox(caseId)] : []),
          ...(over ? [rows.case(caseId), ...roomKeys(file.places)] : []),
        ],
      })
    })
  }

  function begun(caseId: CaseId, dutyId: string): Promise<void> {
    return change(caseId, file => ({
      ...file,
      outbox: file.outbox.map(duty => (duty.id === dutyId ? { ...duty, begun: duty.begun + 1 } : duty)),
    }))
  }

  function done(caseId: CaseId, dutyId: string, sent: Sent): Promise<void> {
    return change(caseId, file => {
      const duty = file.outbox.find(({ id }) => id === dutyId)
      if (!duty) return undefined
      const place = sent.place ?? duty.to
      const at = addressKey(place)
      const card = duty.effect.card ? { [`${duty.effect.card}@${at}`]: sent.message } : {}
      const rest = file.outbox.filter(({ id }) => id !== dutyId)
      return {
        ...file,
        // What was meant for the room before it was there goes into it.
        outbox: isUnopened(duty.to)
          ? rest.map(other => (addressKey(other.to) === addressKey(duty.to) ? { ...other, to: place } : other))
          : rest,
        places: sent.place ? moved(file.places, duty.to, sent.place) : file.places,
        cards: { ...file.cards, [`last@${at}`]: sent.message, ...card },
      }
    })
  }

  /** The chat is shut or refused the message: the case says so to the moderators, and nothing stays stuck. */
  async function failed(caseId: CaseId, dutyId: string, error: DeliveryError): Promise<void> {
    log.warn('send-failed', { caseId, duty: dutyId, reason: error.problem, error })
    const again: Duty[] = []
    const { movedTo } = error
    await change(caseId, file => {
      const duty = file.outbox.find(({ id }) => id === dutyId)
      if (!duty) return undefined
      const rest = file.outbox.filter(({ id }) => id !== dutyId)
      if (error.problem === 'gone' && duty.edits !== undefined) {
        const { edits: _edits, ...anew } = duty
        again.push({ ...anew, id: `${caseId}-${file.serial}` })
      } else if (movedTo !== undefined) {
        const { edits: _edits, ...anew } = duty
        const told = typeof movedTo === 'string' ? { ...duty.to, chat: movedTo } : movedTo
        // The first message that found the room shut has opened another; the others follow it there.
        const to = isUnopened(told) ? (otherRoom(file.places, duty.to) ?? told) : told
        again.push({ ...anew, id: `${caseId}-${file.serial}`, to })
      }
      return {
        ...file,
        outbox: [...rest, ...again],
        serial: file.serial + again.length,
        places: movedTo === undefined ? file.places : moved(file.places, duty.to, movedTo),
      }
    })
    post.add(caseId, again)
  }

  function stopPlatform(platform: string, error: DeliveryError): void {
    log.error('token-refused', {
      platform,
      error,
      hint: `${platform} refused the token: renew it and restart. Nothing is lost; messages wait in the outbox.`,
    })
  }

  return {
    hear,
    directory: people,
    async start() {
      let after: string | undefined
      for (;;) {
        const keys = await archive.keys('o/', { limit: 500, after })
        for (const key of keys) {
          const caseId = key.slice(2) as CaseId
          const { file } = await load(caseId)
          post.add(caseId, file.outbox)
        }
        if (keys.length < 500) break
        after = keys[keys.length - 1]
      }
      await bell.start()
    },
    async idle() {
      for (;;) {
        await queue.idle()
        await bell.idle()
        await post.idle()
        if (queue.size === 0 && background.size === 0) return
        await Promise.all(background)
      }
    },
    async close() {
      bell.close()
      await queue.idle()
      await post.close()
      await queue.idle()
    },
    get waiting() {
      return post.waiting
    },
  }
}

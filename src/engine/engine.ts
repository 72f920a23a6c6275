import type { KeyObject } from 'node:crypto'
import type { Case } from '../core/case.ts'
import { decide } from '../core/decide.ts'
import type { Setting } from '../core/decide.ts'
import type { CaseId, CommunityId, Instant, Language, PersonId } from '../core/ids.ts'
import type { Intent } from '../core/intents.ts'
import { roleOf } from '../core/may.ts'
import type { Library } from '../content/library.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import { alarm } from './alarm.ts'
import type { Due } from './alarm.ts'
import { EMPTY_FILE, stateOf } from './casefile.ts'
import type { Duty, PersonRow } from './casefile.ts'
import type { Clock } from './clock.ts'
import type { Command, DeskWish } from './command.ts'
import { courier } from './courier.ts'
import { delivery } from './delivery.ts'
import type { DeskTools } from './desk/ask.ts'
import { deskReception } from './desk/reception.ts'
import type { DeskReception } from './desk/reception.ts'
import { directory } from './directory.ts'
import type { Directory } from './directory.ts'
import { interpreter } from './interpreter.ts'
import type { Ear, HeardText, SecondReader, Translator } from './ear.ts'
import { DEFAULT_LIMITS, limiter } from './limits.ts'
import type { Limits } from './limits.ts'
import { isLure } from './lure.ts'
import { addressKey } from './messages.ts'
import type { Address, Heard, Inbound, Platform } from './messages.ts'
import { groupMoved } from './moved.ts'
import { caseOfRef, findOffer } from './offers.ts'
import { heldBack, namesRoute, registered, visible } from './outgoing.ts'
import { rows } from './rows.ts'
import { screened } from './screen.ts'
import type { Quote, Screen } from './screen.ts'
import { secondReading } from './second-reading.ts'
import { loadFile, settler } from './settle.ts'
import type { Speech } from './speech.ts'
import { turns } from './turns.ts'

export type EngineOptions = {
  readonly archive: Archive
  readonly library: Library
  readonly ear: Ear
  /** For every text beside the story. */
  readonly screen: Screen
  readonly quote: Quote
  readonly secondReader?: SecondReader
  readonly translator?: Translator
  readonly speech?: Pick<Speech, 'decided'>
  readonly commands: readonly Command[]
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly log: Log
  /** Random bytes for case ids. */
  readonly random: (bytes: number) => Uint8Array
  /** Signs button ids; derived from the data key. */
  readonly offerKey: KeyObject
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

/** Communities looked after at the start; with more, a claim or a wish at the desk arms what is missing. */
const MAX_WOKEN = 500

/** Reception: the one way in and the one way out. One input, one turn, one commit. */
export function openEngine(options: EngineOptions): Engine {
  const { archive, library, ear, clock, log } = options
  const people = directory(archive)
  const queue = turns()
  const background = new Set<Promise<unknown>>()
  const again = (caseId: CaseId, duties: readonly Duty[]) => post.add(caseId, duties)
  // The message itself is sent or given up by then: what is noted about its place must not make it be sent again.
  const reach: DeskReception['reach'] = (community, chat, isOpen) =>
    desk
      .reach(community, chat, isOpen)
      .catch((error: unknown) => log.warn('place-not-noted', { platform: chat.platform, error }))
  const unreached = (caseId: CaseId, by: PersonId) =>
    inCase(caseId, [{ type: 'unreached', by }]).catch((error: unknown) =>
      log.warn('unreached-dropped', { caseId, error }),
    )
  const port = delivery({
    archive,
    library,
    people,
    clock,
    log,
    queue,
    quote: options.quote,
    interpret: interpreter(options.translator, clock, log),
    again,
    reach,
    unreached,
  })
  const post = courier(options.platforms, port, clock, log)
  const bell = alarm({ archive, clock, log, ring })
  const kept = (caseId: CaseId, duties: readonly Duty[], soonest: Instant | undefined) => {
    bell.look(soonest)
    post.add(caseId, duties)
  }
  const tools: DeskTools = {
    directory: people,
    archive,
    library,
    random: options.random,
    defaultTimeZone: options.defaultTimeZone,
  }
  const desk = deskReception({
    tools, clock, log, queue, inCase, kept, background, offerKey: options.offerKey, homeCommunity: options.homeCommunity,
  }) // prettier-ignore
  const settle = settler({
    archive, library, people, clock, kept, random: options.random, offerKey: options.offerKey,
    seen: (community, pattern) => desk.watch(community, pattern), owned: community => void desk.wake(community),
  }) // prettier-ignore
  const { secondReader, translator } = options
  const second = secondReading({
    archive,
    library,
    people,
    log,
    queue,
    secondReader,
    translator,
    settle,
    inCase,
    background,
  })
  const load = (caseId: CaseId) => loadFile(archive, caseId)
  const allowed = registered(library)
  const { steps, facts, waits, patterns } = library.playbook
  const ours = new Set<string>([steps, facts, waits, patterns].flatMap(known => [...known.keys()]))
  const limit = limiter(options.limits ?? DEFAULT_LIMITS, clock)

  // ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function hear(raw: Inbound): Promise<Heard> {
    const { inbound, answer } = screened(raw, options.screen, word => ours.has(word))
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
      if (inbound.what.kind === 'reach') {
        const id = await people.communityOf(inbound.group)
        if (id) await desk.reach(id, inbound.place, inbound.what.isOpen, inbound)
        return { kept: true }
      }
      // Said, never swallowed: what is over the limit is not kept, and the sender learns it.
      if (!limit.take('message', { person: people.key(inbound.from) })) return slowDown(inbound, 'message')
      const { row } = await people.person(inbound.from)
      const asked = deskWish(inbound, row)
      if (asked) return desk.at(asked, inbound, row)
      if (await isAside(inbound)) return { kept: true, note: 'not-a-room' }
      const caseId = await caseFor(inbound, row)
      return caseId ? queue.inTurn(caseId, () => turn(caseId, inbound, row)) : turnWithoutCase(inbound, row)
    })
  }

  function slowDown({ id }: Inbound, what: keyof Limits): Heard {
    log.warn('slowed-down', { reason: what, platform: id.split(':')[0] })
    return { kept: true, note: 'slow-down' }
  }

  const roomKey = (place: Address) => rows.room(archive.blind(addressKey(place)))

  /** A helper's word among the others, in answer to a call say: no case's room, so it goes to nobody, least of all to a person. */
  async function isAside({ what, place, group, from }: Inbound): Promise<boolean> {
    if (place.kind !== 'group' || (what.kind !== 'text' && what.kind !== 'file')) return false
    const row = (await people.community(await people.communityOf(group)))?.row
    const isTrusted = row?.moderators.includes(from) || row?.helpers.some(({ id }) => id === from)
    if (isTrusted !== true || place.thread === undefined) return isTrusted === true
    const room = await archive.load(roomKey(place))
    return !room || !(await archive.has(rows.case(room.value as CaseId)))
  }

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
    // Everyone's load is counted only where somebody is called or handed a case; a claim needs the presser's, and of a thousand
    // who press too late nobody's.
    const known = await people.roster(home, state.help.owner === undefined ? [inbound.from] : [])
    const by = inbound.from
    // Who moderates is the app's to say, and it has: the act is done, and the case has to know of it.
    const roster = inbound.what.kind === 'contained' ? { ...known, moderators: [...known.moderators, by] } : known
    let intents: readonly Intent[]
    let heard: HeardText | undefined
    switch (inbound.what.kind) {
      case 'press': {
        const known = roster.helpers.some(({ id }) => id === by)
        const offer = findOffer(file, inbound.what.ref, by, known, roster.moderators.includes(by))
        if (isDesk) {
          const id = caseId as string as CommunityId
          return offer?.action.type === 'desk'
            ? desk.turn(id, offer.action, inbound)
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
      case 'reach':
        return { kept: true }
      case 'contained':
        intents = [{ type: 'note', text: inbound.what.text, private: true, by }]
        break
      case 'file': {
        intents = fileIntent(inbound, by)
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
    if (heard && roleOf(by, state, roster) === 'person') second.readAgain(caseId, heard, inbound, state.shown.question)
    if (intents.some(intent => intent.type === 'allow-model' && intent.allowed)) second.allowed(caseId)
    if (intents.some(({ type }) => type === 'allow-model')) void options.speech?.decided(by)
    if (heard) second.bridge(caseId, heard.reading.text, by, state, roster)
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

  function deskWish(inbound: Inbound, row: PersonRow): DeskWish | undefined {
    if (inbound.what.kind !== 'command') return undefined
    const wished = wish(inbound, undefined, row)
    return wished !== 'open' && 'desk' in wished ? wished : undefined
  }

  async function turnWithoutCase(inbound: Inbound, row: PersonRow): Promise<Heard> {
    const by = inbound.from
    const language = row.language ?? inbound.language ?? 'ja'
    if (inbound.what.kind === 'command') {
      const wished = wish(inbound, undefined, row)
      if (wished !== 'open') return { kept: true, note: 'refused.no-case' }
    }
    if (inbound.what.kind === 'press' || inbound.what.kind === 'contained')
      return { kept: true, note: 'refused.no-case' }
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
      language: heard?.reading.language ?? (heard?.reading.foreign ? 'en' : language),
      timeZone: row.timeZone ?? options.defaultTimeZone,
      policy: await people.policy(community),
      blocks: await people.blocks(community, [by, subject]),
      reading: heard && subject === by ? heard.reading : undefined,
    }
    const file = fileIntent(inbound, by)
    return queue.inTurn(caseId, async () => {
      const model = options.secondReader?.provider
      const setting = { playbook: library.playbook, roster: await people.roster(community), model }
      await settle({ caseId, file: EMPTY_FILE, version: 0, intents: [open, ...file], setting, inbound })
      if (heard) second.readAgain(caseId, heard, inbound)
      return { kept: true, remove: (heard?.reading.secrets.length ?? 0) > 0 }
    })
  }

  const fileIntent = ({ what }: Inbound, by: PersonId): Intent[] => {
    if (what.kind !== 'file') return []
    const { kind: _kind, ...file } = what
    return [{ type: 'add-evidence', ...file, by }]
  }

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
    // "Why do you ask?" and "how?" are about what is shown; they are answered from the content, never invented. Danger, a secret
    // or a fact said in the same breath is never lost to the question beside it.
    const { crisis, secondHit, secrets, facts } = heard.reading
    if (!crisis && !secondHit && secrets.length === 0 && facts.length === 0 && !heard.answer) {
      if (heard.asks === 'why' && shown.question) return [{ type: 'show', what: { why: shown.question }, by }]
      if (heard.asks === 'how' && shown.step) return [{ type: 'show', what: { how: shown.step }, by }]
      if (heard.term) return [{ type: 'show', what: { term: heard.term }, by }]
      if (heard.asks === 'who') return [{ type: 'show', what: shown.step ? { how: shown.step } : 'call-card', by }]
    }
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
        return desk.clock(
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
      // A stop right after a claim may have left a community without the clock of its digest.
      const communities = await archive.keys('r/', { limit: MAX_WOKEN })
      await Promise.all(communities.map(key => desk.wake(key.slice(2) as CommunityId)))
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

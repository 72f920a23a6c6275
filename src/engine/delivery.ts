import type { CaseId, CommunityId, PersonId } from '../core/ids.ts'
import type { Library } from '../content/library.ts'
import { render } from '../content/render.ts'
import { voice } from '../content/voice.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import { remember, stateOf } from './casefile.ts'
import type { Casefile, Duty } from './casefile.ts'
import type { Clock } from './clock.ts'
import type { CourierPort } from './courier.ts'
import type { Directory } from './directory.ts'
import type { Interpreter } from './interpreter.ts'
import { addressKey } from './messages.ts'
import type { Address, DeliveryError, Outbound, Sent } from './messages.ts'
import { aboutOf, actionName } from './names.ts'
import { refMade } from './offers.ts'
import { isUnopened, moved, otherRoom, roomsOf } from './room.ts'
import { rows } from './rows.ts'
import type { Quote } from './screen.ts'
import { loadFile } from './settle.ts'
import type { Turns } from './turns.ts'

/** What the courier asks of the casefiles: the words of a duty as they read now, and what became of it. */

export type DeliveryParts = {
  readonly archive: Archive
  readonly library: Library
  readonly people: Directory
  readonly clock: Clock
  readonly log: Log
  readonly queue: Turns
  readonly quote: Quote
  readonly interpret: Interpreter
  /** Duties that replace one that could not be sent. */
  readonly again: (caseId: CaseId, duties: readonly Duty[]) => void
  /** Nothing reaches the person any more. */
  readonly unreached: (caseId: CaseId, person: PersonId) => Promise<void>
  /** A community's chat turned out to be shut, or open. */
  readonly reach: (community: CommunityId, chat: Address, isOpen: boolean) => Promise<void>
}

/** A chat of a community, found shut or open by a message to it. */
type Shared = { readonly home: CommunityId; readonly to: Address }

/** An old message in a long thread is hardly answered; its address is forgotten then. */
const ANSWERED_WITHIN_MS = 30 * 24 * 3_600_000

/** Whose case it is; a community's own file is named as the community. */
const homeOf = (file: Casefile, caseId: CaseId) => stateOf(file).community ?? (caseId as string as CommunityId)

export function delivery(parts: DeliveryParts): CourierPort {
  const { archive, library, people, clock, log, queue } = parts
  const load = (caseId: CaseId) => loadFile(archive, caseId)
  const roomKey = (place: Address) => rows.room(archive.blind(addressKey(place)))

  async function compose(caseId: CaseId, dutyId: string): Promise<Outbound | undefined> {
    const { file } = await load(caseId)
    const duty = file.outbox.find(({ id }) => id === dutyId)
    if (!duty) return undefined
    const state = stateOf(file)
    const roster = await people.roster(state.community, [])
    const rendered = render(
      duty.effect,
      {
        state,
        events: file.events,
        roster,
        now: clock.now(),
        reader: 'person' in duty.effect.to ? 'person' : 'helper',
        quote: parts.quote,
      },
      library,
      duty.language,
    )
    const shown = await parts.interpret(
      { text: rendered.text, labels: rendered.buttons.flat().map(({ label }) => label) },
      {
        effect: duty.effect,
        state,
        reader: 'person' in duty.effect.to ? duty.effect.to.person : undefined,
        mark: voice(library, duty.language, state, clock.now()).text('bridge.machine'),
      },
    )
    let place = 0
    const buttons = rendered.buttons.map(row => row.map(({ button }) => ({ label: shown.labels[place++]!, button })))
    const { invitation } = duty.effect
    return {
      id: dutyId,
      to: duty.to,
      text: shown.text,
      buttons: buttons.map(row =>
        row.flatMap(({ label, button }) => {
          const ref = refMade(file, button.action, duty.audience)
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
      ...(invitation?.app === duty.to.platform && { invitation: invitation.token }),
      quiet: duty.effect.quiet ?? false,
      repeat: duty.begun > 0,
      about: aboutOf(duty.effect),
    }
  }

  /** @param answers - where else this case is answered from now on */
  function change(caseId: CaseId, how: (file: Casefile) => Casefile | undefined, answers?: Address): Promise<void> {
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
              ...(answers
                ? [{ key: roomKey(answers), value: caseId, expiresAt: clock.now() + ANSWERED_WITHIN_MS }]
                : []),
            ],
        remove: [
          ...(emptied ? [rows.outbox(caseId)] : []),
          ...(over ? [rows.case(caseId), ...roomKeys(file.places)] : []),
        ],
      })
      if (!over) remember(next, stateOf(next))
    })
  }

  /** @returns false when the message was called off meanwhile */
  async function begun(caseId: CaseId, dutyId: string): Promise<boolean> {
    let waits = false
    await change(caseId, file => {
      waits = file.outbox.some(({ id }) => id === dutyId)
      return waits
        ? { ...file, outbox: file.outbox.map(duty => (duty.id === dutyId ? { ...duty, begun: duty.begun + 1 } : duty)) }
        : undefined
    })
    return waits
  }

  async function done(caseId: CaseId, dutyId: string, sent: Sent): Promise<void> {
    let shared: Shared | undefined
    await change(
      caseId,
      file => {
        const duty = file.outbox.find(({ id }) => id === dutyId)
        if (!duty) return undefined
        if (duty.to.kind === 'group') shared = { home: homeOf(file, caseId), to: duty.to }
        const place = sent.place ?? duty.to
        const at = addressKey(place)
        const { card, reads } = duty.effect
        const drawn = card ? { [`${card}@${at}`]: sent.message } : {}
        const read = card && reads !== undefined ? { [`${card}@${at}:reads`]: reads } : {}
        // Changing an older message does not make it the last one of its chat.
        const last = duty.edits === sent.message ? {} : { [`last@${at}`]: sent.message }
        const rest = file.outbox.filter(({ id }) => id !== dutyId)
        return {
          ...file,
          // What was meant for the room before it was there goes into it.
          outbox: isUnopened(duty.to)
            ? rest.map(other => (addressKey(other.to) === addressKey(duty.to) ? { ...other, to: place } : other))
            : rest,
          places: sent.place ? moved(file.places, duty.to, sent.place) : file.places,
          cards: { ...file.cards, ...last, ...drawn, ...read },
        }
      },
      sent.answers,
    )
    if (shared) await parts.reach(shared.home, shared.to, true)
  }

  /** The chat is shut or refused the message: the case says so to the moderators, and nothing stays stuck. */
  async function failed(caseId: CaseId, dutyId: string, error: DeliveryError): Promise<void> {
    log.warn('send-failed', { caseId, duty: dutyId, reason: error.problem, error })
    const again: Duty[] = []
    const { movedTo } = error
    const inPrivate = movedTo === undefined ? await oneByOne(caseId, dutyId) : []
    const isShut = error.problem === 'closed' && movedTo === undefined
    let lost: PersonId | undefined
    const alone = isShut ? await readersOf(caseId, dutyId) : {}
    let shared: Shared | undefined
    await change(caseId, file => {
      const duty = file.outbox.find(({ id }) => id === dutyId)
      if (!duty) return undefined
      const rest = file.outbox.filter(({ id }) => id !== dutyId)
      const own = alone[duty.audience as PersonId]
      // It surely did not arrive there, so wherever it goes now it is no repeat.
      const fresh = { ...duty, begun: 0 }
      if (isShut && (duty.to.kind === 'group' || (duty.to.kind === 'room' && error.isWholeChat)))
        shared = { home: homeOf(file, caseId), to: duty.to }
      if (error.problem === 'gone' && duty.edits !== undefined) {
        const { edits: _edits, ...anew } = fresh
        again.push({ ...anew, id: `${caseId}-${file.serial}` })
      } else if (movedTo !== undefined) {
        const { edits: _edits, ...anew } = fresh
        const told = typeof movedTo === 'string' ? { ...duty.to, chat: movedTo } : movedTo
        // The first message that found the room shut has opened another; the others follow it there.
        const to = isUnopened(told) ? (otherRoom(file.places, duty.to) ?? told) : told
        again.push({ ...anew, id: `${caseId}-${file.serial}`, to })
      } else if (own) {
        const { edits: _edits, ...anew } = fresh
        if (!duty.effect.editOnly) again.push({ ...anew, id: `${caseId}-${file.serial}`, to: own })
      } else inPrivate.forEach((way, n) => again.push({ ...fresh, ...way, id: `${caseId}-${file.serial + n}` }))
      if (isShut && again.length === 0 && duty.edits === undefined && duty.audience === stateOf(file).subject)
        lost = duty.audience as PersonId
      return {
        ...file,
        outbox: [...rest, ...again],
        serial: file.serial + again.length,
        places: movedTo === undefined ? { ...file.places, ...alone } : moved(file.places, duty.to, movedTo),
      }
    })
    parts.again(caseId, again)
    if (lost) await parts.unreached(caseId, lost)
    if (shared) await parts.reach(shared.home, shared.to, false)
  }

  /** A case's room is gone with the group around it: where each of its readers reads in private. */
  async function readersOf(caseId: CaseId, dutyId: string): Promise<Record<PersonId, Address>> {
    const { file } = await load(caseId)
    const duty = file.outbox.find(({ id }) => id === dutyId)
    if (duty?.to.kind !== 'room') return {}
    const shut = addressKey(duty.to)
    const readers = Object.entries(file.places) as [PersonId, Address][]
    const inside = readers.filter(([, place]) => addressKey(place) === shut)
    const own = await Promise.all(inside.map(async ([id]) => ({ id, place: (await people.person(id)).row.place })))
    return Object.fromEntries(own.flatMap(({ id, place }) => (place?.kind === 'private' ? [[id, place]] : [])))
  }

  /**
   * The shared room of the helpers or of the moderators is shut (the bot was removed, the channel is gone): a call must not
   * end there, so each of them reads it in private.
   */
  async function oneByOne(caseId: CaseId, dutyId: string): Promise<Pick<Duty, 'to' | 'mentions'>[]> {
    const { file } = await load(caseId)
    const duty = file.outbox.find(({ id }) => id === dutyId)
    if (!duty || duty.edits !== undefined || duty.to.kind === 'private') return []
    if (duty.audience !== 'helpers' && duty.audience !== 'moderators') return []
    const community = await people.community(homeOf(file, caseId))
    const meant = duty.audience === 'helpers' ? duty.mentions : (community?.row.moderators ?? [])
    const places = await Promise.all(meant.map(async id => (await people.person(id)).row.place))
    // In their own chat nobody needs to be called by name.
    return places.flatMap(to => (to?.kind === 'private' ? [{ to, mentions: [] }] : []))
  }

  function unauthorised(platform: string, error: DeliveryError): void {
    log.error('token-refused', {
      platform,
      error,
      hint: `${platform} refused the token: renew it and restart. Nothing is lost; messages wait in the outbox.`,
    })
  }

  return { compose, begun, done, failed, unauthorised }
}

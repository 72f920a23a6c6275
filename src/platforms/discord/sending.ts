import { RateLimitError } from 'discord.js'
import type { Clock } from '../../engine/clock.ts'
import type { Directory } from '../../engine/directory.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { Address, Outbound, Sent } from '../../engine/messages.ts'
import { parseCasefile, stateOf } from '../../engine/casefile.ts'
import { rows } from '../../engine/rows.ts'
import type { CaseId } from '../../core/ids.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import type { Api } from './api.ts'
import type { Doors } from './doors.ts'
import type { House } from './house.ts'
import { codeOf, deliveryError } from './problem.ts'
import { personOf, userIdOf } from './read.ts'
import type { Rooms } from './room.ts'
import { isAsleep } from './room.ts'
import type { Words } from './words.ts'
import { madeAt } from './wire.ts'
import type { Snowflake } from './wire.ts'
import { editOf, payloadsOf } from './write.ts'
import type { Payload } from './write.ts'

export type Sending = {
  readonly api: Api
  readonly doors: Doors
  readonly rooms: Rooms
  readonly house: House
  readonly directory: Directory
  readonly archive: Archive
  readonly words: Words
  readonly clock: Clock
  readonly log: Log
  readonly messageContent: () => boolean
  /** Somebody was written to by DM. */
  readonly met: (user: Snowflake) => Promise<void>
  readonly guildOfChannel: (channel: Snowflake) => Snowflake | undefined
}

/** Discord limits edits of messages older than this (30046); its 429 for it looks like any other. */
const OLD_MS = 3_600_000
/** An unknown outcome, a lost connection or a 5xx is not decided here: the nonce makes the courier's repeat harmless. */
const WITHIN_MS = 10_000

/** The way out: one outbound message as one card, at its place or at the place that stands in for it. */
export function openSender(options: Sending) {
  const { api, doors, rooms, words, log } = options

  /** @throws {DeliveryError} */
  async function send(message: Outbound): Promise<Sent> {
    const isNewRoom = message.to.kind === 'room' && message.to.thread === undefined
    if (isNewRoom) {
      const place = await caseRoom(message)
      return { ...(await send({ ...message, to: place, edits: undefined })), place }
    }
    const { to } = message
    const channel = to.thread ?? to.chat
    const payloads = payloadsOf(message, {
      choose: words.label('discord.choose', message.language),
      // In a DM every word is heard; in a room only with the message-content intent.
      ownWords:
        to.kind === 'room' && !options.messageContent() ? words.label('button.own-words', message.language) : undefined,
    })
    try {
      if (message.edits !== undefined) return await edit(channel, message.edits, payloads)
      const user = await knock(to, message)
      let last = ''
      for (const body of payloads) last = await post(channel, body)
      if (user) await options.met(user)
      if (to.kind === 'room') await guests(to, message)
      return { message: last }
    } catch (error) {
      throw await wayRound(message, deliveryError(error, `send to ${to.kind}`), error)
    }
  }

  /**
   * A room without a thread is still to be opened, for the helper who took the case. Its parent is a channel that others read:
   * what belongs in the room never goes there; where no room can be had, the helper's own DM stands in.
   */
  async function caseRoom(message: Outbound): Promise<Address> {
    const { chat } = message.to
    const [caseId = ''] = message.id.split('-')
    const kept = await options.archive.load(rows.case(caseId as CaseId))
    const owner = kept ? stateOf(parseCasefile(kept.value)).help.owner : undefined
    const helper = owner && userIdOf(owner)
    if (!helper) throw new DeliveryError('closed', 'nobody has this case: there is no one to open its room for')
    const guild = options.guildOfChannel(chat)
    const room =
      guild &&
      (await rooms.openCase(
        `${caseId}/${helper}`,
        helper,
        { guild, channel: chat },
        {
          name: words.label('discord.room.name', message.language),
          opened: words.line('discord.room.for-helper', message.language),
        },
      ))
    if (room) return room
    try {
      return await doors.open(helper)
    } catch (error) {
      throw deliveryError(error, 'room for a claimed case')
    }
  }

  async function post(channel: Snowflake, body: Payload): Promise<Snowflake> {
    const sent = await api('POST', `/channels/${channel}/messages`, { body, withinMs: WITHIN_MS })
    return (sent as { id: Snowflake }).id
  }

  async function edit(channel: Snowflake, id: Snowflake, payloads: readonly Payload[]): Promise<Sent> {
    const [body] = payloads
    if (!body || payloads.length > 1) throw new DeliveryError('gone', 'too long for the card that is there')
    try {
      await api('PATCH', `/channels/${channel}/messages/${id}`, { body: editOf(body), withinMs: WITHIN_MS })
      return { message: id }
    } catch (error) {
      if (error instanceof RateLimitError && options.clock.now() - madeAt(id) > OLD_MS)
        throw new DeliveryError('gone', 'the card is too old to be edited now', { cause: error })
      throw error
    }
  }

  /** A DM that refused a moment ago is not asked again. @returns who is behind it */
  async function knock(to: Address, message: Outbound): Promise<Snowflake | undefined> {
    const user = to.kind === 'private' ? await doors.userOf(to.chat) : undefined
    if (!user || !doors.isShut(user)) return user
    const movedTo = await roomFor(user, message)
    if (movedTo) throw new DeliveryError('closed', 'this DM is shut', { movedTo })
    return user
  }

  /** A shut DM becomes a room, a sleeping room is woken, a lost room is made again. */
  async function wayRound(message: Outbound, problem: DeliveryError, error: unknown): Promise<DeliveryError> {
    const { to } = message
    if (problem.problem !== 'closed' || problem.movedTo !== undefined || to.kind === 'group') return problem
    try {
      if (to.kind === 'private') {
        const user = await doors.userOf(to.chat)
        if (!user) return problem
        doors.shut(user)
        const movedTo = await roomFor(user, message)
        return movedTo ? new DeliveryError('closed', problem.message, { movedTo, cause: error }) : problem
      }
      if (isAsleep(error) && (await rooms.revive(to)))
        return new DeliveryError('wait', 'the room was asleep and has been woken', { retryAfterMs: 1, cause: error })
      const user = rooms.userOf(to)
      if (!user) return problem
      rooms.forget(to)
      const movedTo = doors.isShut(user) ? await roomFor(user, message) : await doors.open(user)
      return movedTo ? new DeliveryError('closed', problem.message, { movedTo, cause: error }) : problem
    } catch (second) {
      log.warn('no-way-round', { platform: 'discord', code: codeOf(second), error: second })
      return problem
    }
  }

  async function roomFor(user: Snowflake, { language }: Outbound): Promise<Address | undefined> {
    return rooms.openFor(user, await options.house.sitesFor(user), {
      name: words.label('discord.room.name', language),
      opened: words.line('discord.room.opened', language),
    })
  }

  /** Who claimed the case with the person's consent comes into the room, and leaves it when they let go. */
  async function guests(room: Address, { about }: Outbound): Promise<void> {
    const arrived = about.includes('text:help.arrived')
    const gone = about.includes('text:help.owner-gone')
    const user = rooms.userOf(room)
    if ((!arrived && !gone) || !user) return
    const { row } = await options.directory.person(personOf(user))
    const kept = row.case && (await options.archive.load(rows.case(row.case)))
    const state = kept ? stateOf(parseCasefile(kept.value)) : undefined
    const owner = state?.help.owner && userIdOf(state.help.owner)
    const left = state?.help.called.flatMap(id => userIdOf(id) ?? []).filter(id => id !== owner && id !== user) ?? []
    try {
      if (arrived && owner) await rooms.admit(room, owner)
      if (gone) for (const helper of left) await rooms.dismiss(room, helper)
    } catch (error) {
      log.warn('room-guest-refused', { platform: 'discord', code: codeOf(error), error })
    }
  }

  return send
}

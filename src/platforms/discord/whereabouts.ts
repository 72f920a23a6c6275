import type { Language } from '../../core/ids.ts'
import type { Address, Inbound } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import { nameOf } from './ack.ts'
import type { Doors } from './doors.ts'
import type { House } from './house.ts'
import { codeOf } from './problem.ts'
import { personOf, privatePlace } from './read.ts'
import type { Rooms } from './room.ts'
import type { Words } from './words.ts'
import type { InteractionJson, Snowflake, UserJson } from './wire.ts'
import { lineOf, link, row } from './write.ts'
import type { Payload } from './write.ts'

/** Where somebody is spoken to in private, whatever place they wrote or pressed in, and how they find the way there. */
export type Whereabouts = {
  /** The private place of whoever did it: this DM, this case room, their DM, or the room that stands in for it. */
  placeOf(json: InteractionJson, user: UserJson): Promise<Address>
  /** @param otherwise the answer when there is no private place to be had */
  privateOf(user: Snowflake, otherwise: Address): Promise<Address>
  /** The case room behind a server's channel, or undefined when it is none. */
  roomIn(guild: Snowflake, channel: Snowflake, seen?: InteractionJson['channel']): Promise<Address | undefined>
  /** A line with a button that leads to the place. */
  pointTo(place: Address, language: Language): Payload
  /** A DM says nothing about a server; helpers can be called only where one is known. */
  atHome(inbound: Inbound, user: UserJson): Promise<Inbound>
}

/** Where people find a message or channel in their app. */
const SITE = 'https://discord.com'

export type WhereaboutsParts = {
  readonly doors: Doors
  readonly house: House
  /** Whoever is met in their DM may have written there while nobody listened. */
  readonly readOn: (place: Address) => Promise<void>
  readonly rooms: Rooms
  readonly words: Words
  readonly log: Log
}

export function openWhereabouts({ doors, house, readOn, rooms, words, log }: WhereaboutsParts): Whereabouts {
  const guildOfRoom = new Map<Snowflake, Snowflake>()

  async function privateOf(user: Snowflake, otherwise: Address): Promise<Address> {
    const language = await house.languageOf(personOf(user), undefined)
    try {
      if (!doors.isShut(user)) {
        const place = await doors.open(user)
        void readOn(place)
        return place
      }
    } catch (error) {
      log.warn('dm-not-opened', { platform: 'discord', code: codeOf(error), error })
    }
    const sites = await house.sitesFor(user)
    const name = words.label('discord.room.name', language)
    const room = await rooms.openFor(user, sites, { name, opened: words.line('discord.room.opened', language) })
    const guild = sites.find(site => site.channel === room?.chat)?.guild
    if (room?.thread && guild) guildOfRoom.set(room.thread, guild)
    return room ?? otherwise
  }

  async function roomIn(guild: Snowflake, channel: Snowflake, seen?: InteractionJson['channel']) {
    const room = await rooms.find(channel, seen).catch(() => undefined)
    if (room) guildOfRoom.set(channel, guild)
    return room
  }

  return {
    privateOf,
    roomIn,
    async placeOf(json, user) {
      const channel = json.channel_id ?? ''
      if (!json.guild_id) {
        doors.seen(user.id, channel)
        void readOn(privatePlace(channel))
        return privatePlace(channel)
      }
      const room = await roomIn(json.guild_id, channel, json.channel)
      return room ?? privateOf(user.id, { platform: 'discord', chat: channel, kind: 'group' })
    },
    pointTo(place, language) {
      const channel = place.thread ?? place.chat
      const guild = place.kind === 'room' ? guildOfRoom.get(channel) : '@me'
      const line =
        place.kind === 'room'
          ? 'discord.see-room'
          : place.kind === 'private'
            ? 'discord.see-private'
            : 'discord.unreachable'
      if (place.kind === 'group' || guild === undefined) return lineOf(words.line(line, language))
      const url = `${SITE}/channels/${guild}/${channel}`
      return lineOf(words.line(line, language), [row([link(url, words.label('discord.see-private.button', language))])])
    },
    async atHome(inbound, { id }) {
      if (inbound.group !== undefined) return inbound
      try {
        const group = await house.homeOf(id)
        return group === undefined ? inbound : { ...inbound, group }
      } catch (error) {
        log.warn('server-not-known', { platform: 'discord', code: codeOf(error), error: nameOf(error) })
        return inbound
      }
    },
  }
}

/** Whether the engine's own answer will stand in the very chat that was written or pressed in. */
export const isHere = (json: InteractionJson, place: Address): boolean =>
  place.kind !== 'group' && (place.thread ?? place.chat) === json.channel_id

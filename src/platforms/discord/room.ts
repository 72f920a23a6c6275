import type { Address } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import { codeOf } from './problem.ts'
import { roomPlace } from './read.ts'
import type { ChannelJson, Snowflake } from './wire.ts'
import { lineOf, nonceOf } from './write.ts'

/** Case rooms: a private thread with the bot and the person, for whoever can't be reached by DM. */

const PRIVATE_THREAD = 12
/** A week: the longest Discord offers. Writing in it wakes it again. */
const ARCHIVE_AFTER_MINUTES = 10_080
const THREAD_LIMIT = 160_006
const LOCKED_OR_ARCHIVED = new Set([50083, 160005])
/** Rooms looked through after a restart before a new one is made. */
const MAX_SEARCHED = 25
const MAX_KEPT = 20_000

/** Where a room may be opened: channels in order of preference, within one server each. */
export type Site = { readonly guild: Snowflake; readonly channel: Snowflake }

export type RoomWords = {
  /** Name of the thread; never says whose it is. */
  readonly name: string
  /** The first line inside: who can read here, and why here. */
  readonly opened: string
}

export type Rooms = {
  /** The person's room: the one they have, or a new one at the first site that allows it. */
  openFor(user: Snowflake, sites: readonly Site[], words: RoomWords): Promise<Address | undefined>
  /** A room of its own for one case, for the helper who took it; made once per `key`. */
  openCase(key: string, helper: Snowflake, site: Site, words: RoomWords): Promise<Address | undefined>
  /** The room behind a channel id, or undefined when it is no room of ours. */
  find(channel: Snowflake, seen?: ChannelJson): Promise<Address | undefined>
  /** Wakes a room that was archived or locked. */
  revive(room: Address): Promise<boolean>
  /** Whose room it is, as far as this process knows. */
  userOf(room: Address): Snowflake | undefined
  /** The person's room is gone. */
  forget(room: Address): void
  /** A helper whom the person agreed to comes in. */
  admit(room: Address, user: Snowflake): Promise<void>
  dismiss(room: Address, user: Snowflake): Promise<void>
}

export function openRooms(api: Api, botId: () => Snowflake, log: Log): Rooms {
  const roomOf = new Map<Snowflake, Address>()
  const personIn = new Map<Snowflake, Snowflake>()
  /** Thread id → parent id, or undefined for channels that are no room of ours. */
  const known = new Map<Snowflake, Snowflake | undefined>()
  const opening = new Map<Snowflake, Promise<Address | undefined>>()
  /** Rooms whose first message is still to arrive: its retry goes to the same room. */
  const begun = new Map<string, Address>()

  const remember = (user: Snowflake, parent: Snowflake, thread: Snowflake): Address => {
    if (known.size > MAX_KEPT) known.clear()
    if (roomOf.size > MAX_KEPT) {
      roomOf.clear()
      personIn.clear()
    }
    const room = roomPlace(parent, thread)
    known.set(thread, parent)
    roomOf.set(user, room)
    personIn.set(thread, user)
    return room
  }
  const isOurs = (channel: ChannelJson) => channel.type === PRIVATE_THREAD && channel.owner_id === botId()
  const active = async (guild: Snowflake) =>
    ((await patiently(() => api('GET', `/guilds/${guild}/threads/active`))) as { threads: ChannelJson[] }).threads
      .filter(isOurs)
      .sort((a, b) => age(a) - age(b))

  async function open(user: Snowflake, sites: readonly Site[], words: RoomWords): Promise<Address | undefined> {
    const had = roomOf.get(user) ?? (await search(user, sites))
    if (had) return had
    for (const site of sites) {
      const made = await make(user, site, words)
      if (made?.thread) return remember(user, made.chat, made.thread)
    }
    return undefined
  }

  /** After a restart: the room in which the person already is. */
  async function search(user: Snowflake, sites: readonly Site[]): Promise<Address | undefined> {
    for (const guild of new Set(sites.map(site => site.guild))) {
      const threads = await active(guild).catch(() => [])
      for (const thread of threads.slice(-MAX_SEARCHED)) {
        const members = (await patiently(() => api('GET', `/channels/${thread.id}/thread-members`)).catch(
          () => [],
        )) as { user_id: Snowflake }[]
        if (members.some(({ user_id }) => user_id === user)) return remember(user, thread.parent_id ?? '', thread.id)
      }
    }
    return undefined
  }

  async function make(user: Snowflake, site: Site, words: RoomWords): Promise<Address | undefined> {
    let thread: ChannelJson | undefined
    try {
      thread = await create(site, words.name)
      await patiently(() => api('PUT', `/channels/${thread?.id ?? ''}/thread-members/${user}`))
      const body = {
        ...lineOf(`<@${user}> ${words.opened}`, [], [user]),
        nonce: nonceOf(thread.id),
        enforce_nonce: true,
      }
      await patiently(() => api('POST', `/channels/${thread?.id ?? ''}/messages`, { body }))
      return roomPlace(site.channel, thread.id)
    } catch (error) {
      log.warn('room-not-opened', {
        platform: 'discord',
        code: codeOf(error),
        hint: 'the bot needs View Channel, Create Private Threads and Send Messages in Threads in the channel for case rooms, and the person must see that channel; run /setup to choose another',
      })
      // A room that its person can't enter would only lie about.
      if (thread) await api('DELETE', `/channels/${thread.id}`).catch(() => archive(thread?.id ?? ''))
      return undefined
    }
  }

  async function create(site: Site, name: string): Promise<ChannelJson> {
    const body = { name, type: PRIVATE_THREAD, auto_archive_duration: ARCHIVE_AFTER_MINUTES, invitable: false }
    const ask = () =>
      patiently(() => api('POST', `/channels/${site.channel}/threads`, { body })) as Promise<ChannelJson>
    try {
      return await ask()
    } catch (error) {
      if (codeOf(error) !== THREAD_LIMIT) throw error
      // The server has no thread to spare: the room that was quiet for longest makes way; writing in it wakes it.
      const [oldest] = await active(site.guild)
      if (!oldest) throw error
      await archive(oldest.id)
      return ask()
    }
  }

  const archive = (thread: Snowflake): Promise<unknown> =>
    patiently(() => api('PATCH', `/channels/${thread}`, { body: { archived: true } })).catch(() => undefined)

  return {
    openFor(user, sites, words) {
      // Two messages to the same shut DM must not make two rooms.
      const under = opening.get(user)
      if (under) return under
      const made = open(user, sites, words).finally(() => opening.delete(user))
      opening.set(user, made)
      return made
    },
    async openCase(key, helper, site, words) {
      const had = begun.get(key)
      if (had) return had
      const made = await make(helper, site, words)
      if (!made?.thread) return undefined
      if (begun.size > MAX_KEPT) begun.clear()
      begun.set(key, made)
      known.set(made.thread, made.chat)
      personIn.set(made.thread, helper)
      return made
    },
    async find(channel, seen) {
      if (!known.has(channel)) {
        // Only a private thread can be a room; anything else is known without asking.
        if (seen && seen.type !== PRIVATE_THREAD) return undefined
        const whole = seen?.owner_id
          ? seen
          : ((await patiently(() => api('GET', `/channels/${channel}`))) as ChannelJson)
        known.set(channel, isOurs(whole) ? (whole.parent_id ?? undefined) : undefined)
      }
      const parent = known.get(channel)
      return parent === undefined ? undefined : roomPlace(parent, channel)
    },
    async revive(room) {
      try {
        await api('PATCH', `/channels/${room.thread ?? ''}`, { body: { archived: false, locked: false } })
        return true
      } catch (error) {
        log.warn('room-not-woken', { platform: 'discord', code: codeOf(error), hint: 'the bot needs Manage Threads' })
        return false
      }
    },
    userOf: room => personIn.get(room.thread ?? ''),
    forget(room) {
      const user = personIn.get(room.thread ?? '')
      if (user) roomOf.delete(user)
      personIn.delete(room.thread ?? '')
      known.delete(room.thread ?? '')
    },
    async admit(room, user) {
      await patiently(() => api('PUT', `/channels/${room.thread ?? ''}/thread-members/${user}`))
    },
    async dismiss(room, user) {
      await patiently(() => api('DELETE', `/channels/${room.thread ?? ''}/thread-members/${user}`))
    },
  }
}

/** A thread that only has to be woken. */
export const isAsleep = (error: unknown): boolean => LOCKED_OR_ARCHIVED.has(codeOf(error) ?? 0)

const age = (channel: ChannelJson) => Number(BigInt(channel.last_message_id ?? channel.id) >> 22n)

import type { Address } from '../../engine/messages.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import { privatePlace } from './read.ts'
import type { ChannelJson, Snowflake } from './wire.ts'

/** Who is behind which DM, and whose DM is known to be shut. Discord gives the same DM channel every time it is asked. */
export type Doors = {
  /** The person's DM; asks Discord once. @throws when Discord refuses to open one */
  open(user: Snowflake): Promise<Address>
  /** The person behind a DM channel. */
  userOf(chat: Snowflake): Promise<Snowflake | undefined>
  /** Learned from a message that came through it: it is open. */
  seen(user: Snowflake, chat: Snowflake): void
  shut(user: Snowflake): void
  isShut(user: Snowflake): boolean
}

/** A refused DM is not tried again for this long: each refusal counts towards Discord's limit of invalid requests. */
const SHUT_FOR_MS = 10 * 60_000
const MAX_KEPT = 20_000

export function openDoors(api: Api, now: () => number): Doors {
  const chatOf = new Map<Snowflake, Snowflake>()
  const ownerOf = new Map<Snowflake, Snowflake>()
  const shutUntil = new Map<Snowflake, number>()
  const keep = (user: Snowflake, chat: Snowflake) => {
    if (chatOf.size >= MAX_KEPT) {
      chatOf.clear()
      ownerOf.clear()
    }
    chatOf.set(user, chat)
    ownerOf.set(chat, user)
  }
  return {
    async open(user) {
      const known = chatOf.get(user)
      if (known) return privatePlace(known)
      const body = { recipient_id: user }
      const channel = (await patiently(() => api('POST', '/users/@me/channels', { body }))) as ChannelJson
      keep(user, channel.id)
      return privatePlace(channel.id)
    },
    async userOf(chat) {
      const known = ownerOf.get(chat)
      if (known) return known
      const channel = (await patiently(() => api('GET', `/channels/${chat}`))) as ChannelJson
      const user = channel.recipients?.[0]?.id
      if (user) keep(user, chat)
      return user
    },
    seen(user, chat) {
      shutUntil.delete(user)
      keep(user, chat)
    },
    shut: user => void shutUntil.set(user, now() + SHUT_FOR_MS),
    isShut: user => (shutUntil.get(user) ?? 0) > now(),
  }
}

import { DeliveryError } from '../../engine/messages.ts'
import type { Inbound } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import type { Calls } from './calls.ts'

/**
 * A place an administrator has just chosen with /setup: what it lacks is said at once, with what to do. Asked of the app at
 * this moment, never remembered; nothing is refused, as cases go on without topics.
 */

export type ChosenPort = {
  readonly calls: Calls
  botId(): string
  /** Never throws. */
  note(inbound: Inbound, key: string): Promise<void>
}

type Lacking = 'telegram.cannot-write' | 'telegram.no-topics' | 'telegram.not-admin' | 'telegram.no-topic-right'

/** @returns a function that never rejects; it takes the input of `setup` */
export function chosenPlaces({ calls, botId, note }: ChosenPort, log: Log) {
  return async (inbound: Inbound, input: Readonly<Record<string, string>>): Promise<void> => {
    const places = [input['rooms'], input['helpers'], input['moderators']].filter(place => place !== undefined)
    const chats = new Set(places.map(place => place.split('/')[0] ?? '').filter(chat => /^-\d+$/.test(chat)))
    for (const chat of chats)
      try {
        const lacks = await lacking(calls, chat, botId(), chat === input['rooms'])
        if (lacks === undefined) continue
        // Where the bot may not write, only the private chat is left to say so.
        const isMute = lacks === 'telegram.cannot-write' && chat === inbound.place.chat
        const own = { platform: 'telegram', chat: inbound.from.slice('telegram:'.length), kind: 'private' } as const
        await note(isMute ? { ...inbound, place: own } : inbound, lacks)
      } catch (error) {
        const hint = 'What the chosen group lacks could not be asked; send /setup there once more to see it.'
        log.warn('place-not-checked', { platform: 'telegram', error, hint })
      }
  }
}

/**
 * @param forRooms - false where only messages go, which need no topics
 * @throws {DeliveryError} when the app doesn't say
 */
async function lacking(
  { api, ask }: Calls,
  chat: string,
  bot: string,
  forRooms: boolean,
): Promise<Lacking | undefined> {
  const chat_id = Number(chat)
  try {
    const member = await ask('getChatMember', () => api.getChatMember({ chat_id, user_id: Number(bot) }))
    const group = await ask('getChat', () => api.getChat({ chat_id }))
    const isAdmin = member.status === 'administrator'
    const isMute =
      member.status === 'restricted' ? !member.can_send_messages : group.permissions?.can_send_messages === false
    if (isMute && !isAdmin) return 'telegram.cannot-write'
    if (!forRooms) return undefined
    if (group.type !== 'supergroup' || !group.is_forum) return 'telegram.no-topics'
    if (!isAdmin) return 'telegram.not-admin'
    return member.can_manage_topics ? undefined : 'telegram.no-topic-right'
  } catch (error) {
    // A group that does not know the bot takes no message from it either.
    if (error instanceof DeliveryError && (error.problem === 'closed' || error.problem === 'refused'))
      return 'telegram.cannot-write'
    throw error
  }
}

import type { Address, Outbound } from '../../engine/messages.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { Calls } from './calls.ts'
import { replyThread } from './read.ts'
import type { Words } from './words.ts'

/**
 * A room for one case among helpers: a topic of its own where the group is a forum and the bot may open one, else a thread of
 * replies under a message of the bot. Its name says when, not what or who.
 */

const TOPIC_NAME_LIMIT = 128

export type Rooms = {
  /** @throws {DeliveryError} */
  open(message: Outbound): Promise<Address>
}

export function rooms(calls: Calls, words: Words, nameTime: (language: Outbound['language']) => string): Rooms {
  /** Rooms opened for messages that have not arrived yet: a retry must not open a second one. */
  const opened = new Map<string, Address>()

  async function thread({ to, language }: Outbound): Promise<string> {
    const chat_id = Number(to.chat)
    const title = words('telegram.topic', language, { time: nameTime(language) })
    const found = await calls.ask('getChat', () => calls.api.getChat({ chat_id }))
    if (found.type === 'supergroup' && found.is_forum) {
      const name = title.slice(0, TOPIC_NAME_LIMIT)
      try {
        const topic = await calls.deliver('createForumTopic', to.chat, () =>
          calls.api.createForumTopic({ chat_id, name }),
        )
        return String(topic.message_thread_id)
      } catch (error) {
        // Without the right to open topics a thread of replies does.
        if (!(error instanceof DeliveryError && (error.problem === 'closed' || error.problem === 'refused')))
          throw error
      }
    }
    const root = await calls.deliver('sendMessage', to.chat, () =>
      calls.api.sendMessage({ chat_id, text: title, disable_notification: true }),
    )
    return replyThread(String(root.message_id))
  }

  return {
    async open(message) {
      const known = opened.get(message.id)
      if (known) return known
      const place: Address = { ...message.to, thread: await thread(message) }
      // A handful is under way at once; the oldest are long delivered.
      if (opened.size >= 1_000) opened.clear()
      opened.set(message.id, place)
      return place
    },
  }
}

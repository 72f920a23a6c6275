import type { Inbound } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import type { Calls } from './calls.ts'
import type { GroupMessage } from './group.ts'
import type { Words } from './words.ts'
import { targetOf } from './write.ts'

/**
 * The small things said and done outside the outbox: a note, an answered press, a removed secret. None of them throws: they
 * are courtesy, what the engine has to say is a duty and goes through the courier.
 */

const ANSWER_LIMIT = 200

export type Courtesy = {
  note(inbound: Inbound, key: string): Promise<void>
  answer(query: string, inbound: Inbound, note: string | undefined): Promise<void>
  /** False when the message is still there. */
  remove(inbound: Inbound, message: string): Promise<boolean>
  readonly say: (message: GroupMessage) => Promise<void>
  readonly typing: (chat: string) => Promise<void>
}

export function courtesy({ api, ask, deliver }: Calls, words: Words, log: Log): Courtesy {
  async function attempt(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      log.warn('courtesy-failed', { platform: 'telegram', reason: what, error })
      return false
    }
  }
  // As the engine: whoever's app says nothing is spoken to in Japanese.
  const languageOf = ({ language }: Inbound) => language ?? 'ja'

  return {
    async note(inbound, key) {
      const { place } = inbound
      await attempt(key, () => {
        const text = words(key, languageOf(inbound))
        const link_preview_options = { is_disabled: true }
        return deliver('sendMessage', place.chat, () =>
          api.sendMessage({ ...targetOf(place), text, link_preview_options }),
        )
      })
    },
    async answer(query, inbound, note) {
      await attempt('answer to a press', () => {
        const text = note ? words(note, languageOf(inbound)).slice(0, ANSWER_LIMIT) : undefined
        return ask('answerCallbackQuery', () => api.answerCallbackQuery({ callback_query_id: query, text }))
      })
    },
    remove: (inbound, message) =>
      attempt('removing a secret', () =>
        ask('deleteMessage', () =>
          api.deleteMessage({ chat_id: Number(inbound.place.chat), message_id: Number(message) }),
        ),
      ),
    async say(message) {
      await attempt('group message', () =>
        deliver('sendMessage', String(message.chat_id), () => api.sendMessage(message)),
      )
    },
    async typing(chat) {
      await attempt('typing', () =>
        ask('sendChatAction', () => api.sendChatAction({ chat_id: Number(chat), action: 'typing' })),
      )
    },
  }
}

import type { Clock } from '../../engine/clock.ts'
import { DeliveryError } from '../../engine/messages.ts'
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
const NOTE_TRIES = 3
const NOTE_PATIENCE_MS = 10_000

export type Courtesy = {
  note(inbound: Inbound, key: string, fill?: Readonly<Record<string, string>>): Promise<void>
  answer(query: string, inbound: Inbound, note: string | undefined): Promise<void>
  /** False when the message is still there. */
  remove(inbound: Inbound, message: string): Promise<boolean>
  readonly say: (message: GroupMessage) => Promise<void>
  readonly typing: (chat: string) => Promise<void>
  /** Nothing waits any more. */
  close(): void
}

export function courtesy({ api, ask, deliver }: Calls, words: Words, clock: Clock, log: Log): Courtesy {
  const waiting = new Set<() => void>()
  let closed = false

  /** A chat that has just got our messages takes no more for a second: a note is worth waiting for. */
  async function patiently(work: () => Promise<unknown>): Promise<void> {
    for (let tries = 1; ; tries++)
      try {
        return void (await work())
      } catch (error) {
        const waitMs = error instanceof DeliveryError && error.problem === 'wait' ? error.retryAfterMs : 0
        if (closed || tries >= NOTE_TRIES || waitMs <= 0 || waitMs > NOTE_PATIENCE_MS) throw error
        await new Promise<void>(resolve => {
          const done = () => {
            cancel()
            waiting.delete(done)
            resolve()
          }
          const cancel = clock.wake(clock.now() + waitMs, done)
          waiting.add(done)
        })
      }
  }

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
    async note(inbound, key, fill) {
      const { place } = inbound
      await attempt(key, () => {
        const text = words(key, languageOf(inbound), fill)
        const link_preview_options = { is_disabled: true }
        return patiently(() =>
          deliver('sendMessage', place.chat, () => api.sendMessage({ ...targetOf(place), text, link_preview_options })),
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
    close() {
      closed = true
      for (const done of waiting) done()
    },
    async typing(chat) {
      await attempt('typing', () =>
        ask('sendChatAction', () => api.sendChatAction({ chat_id: Number(chat), action: 'typing' })),
      )
    },
  }
}

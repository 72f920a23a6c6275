import type { Clock } from '../../engine/clock.ts'
import { DeliveryError } from '../../engine/messages.ts'

/**
 * What Telegram's flood control asks for. Every 429 is obeyed, per chat; all chats together stay at 30 messages a second, so
 * that an urgent message never pays for a burst of others; edits leave a group's twenty a minute to messages. Nothing else is held back: the true limits are unspecified, and
 * only ignoring a 429 has consequences. Sources: core.telegram.org/bots/faq, grammy.dev/advanced/flood.
 */

const PER_SECOND = 30
/** A group takes so many of a bot's messages a minute. Cards can wait for that, calls for help can't: only edits are held back. */
const GROUP_PER_MINUTE = 20
const MINUTE_MS = 60_000
const WINDOW_MS = 1000
/** A 429 while this many of the second's places are taken is about all chats, though the answer doesn't say so. */
const CROWDED = 20

export type Pace = {
  /**
   * Resolves when a message may go; call the result once Telegram has answered.
   * @throws {DeliveryError} `wait` while this chat was told to wait, or an edit would be one too many for its group
   */
  turn(chat: string, isEdit?: boolean): Promise<() => void>
  /** Telegram answered 429 to a message for this chat. */
  mustWait(chat: string, waitMs: number): void
  /** Whoever would wait is told so instead: the outbox keeps what could not go before closing. */
  close(): void
}

export function pace(clock: Clock): Pace {
  /** When each place is free again; counted from the answer, so that no second at Telegram's side ever holds more. */
  const places = Array.from({ length: PER_SECOND }, () => 0)
  const chatWaits = new Map<string, number>()
  /** When the messages and edits of the last minute went to each group, oldest first. */
  const groups = new Map<string, readonly number[]>()
  let allWaitUntil = 0
  let closed = false
  let waiting: (() => void)[] = []

  const wakeAll = () => {
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }

  function check(chat: string): void {
    const left = (chatWaits.get(chat) ?? 0) - clock.now()
    if (left > 0) throw new DeliveryError('wait', 'this chat was told to wait', { retryAfterMs: left })
    chatWaits.delete(chat)
  }

  /** A group's id is negative. */
  function checkGroup(chat: string, isEdit: boolean): void {
    if (!chat.startsWith('-')) return
    const now = clock.now()
    const sent = (groups.get(chat) ?? []).filter(at => at > now - MINUTE_MS)
    const left = (sent.at(-GROUP_PER_MINUTE) ?? -Infinity) + MINUTE_MS - now
    if (isEdit && left > 0)
      throw new DeliveryError('wait', 'this group had its twenty a minute', { retryAfterMs: left, isAlone: true })
    groups.set(chat, [...sent, now])
  }

  return {
    async turn(chat, isEdit = false) {
      for (;;) {
        check(chat)
        const now = clock.now()
        const place = places.findIndex(freeAt => freeAt <= now)
        if (place >= 0 && allWaitUntil <= now) {
          checkGroup(chat, isEdit)
          places[place] = Infinity
          return () => {
            places[place] = clock.now() + WINDOW_MS
            wakeAll()
          }
        }
        if (closed) throw new DeliveryError('wait', 'closing')
        const next = Math.max(allWaitUntil, place >= 0 ? now : Math.min(...places))
        await new Promise<void>(resolve => {
          const cancel = next < Infinity ? clock.wake(next, resolve) : () => {}
          waiting.push(() => {
            cancel()
            resolve()
          })
        })
      }
    },
    close() {
      closed = true
      wakeAll()
    },
    mustWait(chat, waitMs) {
      const now = clock.now()
      chatWaits.set(chat, now + waitMs)
      if (places.filter(freeAt => freeAt > now).length >= CROWDED) allWaitUntil = Math.max(allWaitUntil, now + waitMs)
    },
  }
}

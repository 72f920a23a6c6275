import type { Message } from '@grammyjs/types'
import type { Driver } from './driver.ts'
import type { Person, Query, Room } from './world.ts'
import { isInside } from './world.ts'

/** A press somebody made; `answer()` is what the bot answered it with (to any of its repeats). */
export type Press = { data: string; answer(): Query['answer']; again(): void }

/** Finds the button with this label or data: on the message, or on the newest message of the room that has it. */
export function findButton(
  room: Room,
  on: number | undefined,
  which: string,
): { message: Message; data?: string; url?: string } {
  const candidates = on === undefined ? [...room.messages.values()].reverse() : [room.messages.get(on)]
  for (const message of candidates) {
    for (const button of message?.reply_markup?.inline_keyboard.flat() ?? []) {
      const data = 'callback_data' in button ? button.callback_data : undefined
      const url = 'url' in button ? button.url : undefined
      if (message && (button.text === which || data === which || url === which)) return { message, data, url }
    }
  }
  throw new Error(`there is no button "${which}" ${on === undefined ? `in "${room.title}"` : `on message ${on}`}`)
}

/** Sends the press to the bot, and sends it again while it stays unanswered, when the emulator is told to. */
export function press(driver: Driver, person: Person, room: Room, message: Message, data: string): Press {
  const { world } = driver.stage
  if (room.type !== 'private' && !isInside(room.members.get(person.user.id))) {
    throw new Error(`${person.user.first_name} is not in "${room.title}"`)
  }
  const queries: Query[] = []
  const answered = () => queries.find(query => query.answer)?.answer
  const once = () => {
    const id = `${9_000_000_000 + world.nextId()}`
    const query: Query = {
      id,
      from: person.user,
      room,
      messageId: message.message_id,
      data,
      pressedAtMs: world.clock.nowMs(),
      answer: undefined,
    }
    queries.push(query)
    world.queries.set(id, query)
    const now = room.messages.get(message.message_id) ?? { chat: message.chat, message_id: message.message_id, date: 0 }
    driver.tell('callback_query', { id, from: person.user, chat_instance: String(room.id), data, message: now }, room)
    if (driver.resendPressAfterMs !== undefined) {
      world.clock.after(driver.resendPressAfterMs, () => {
        if (!answered() && queries.length < 4) once()
      })
    }
  }
  once()
  return { data, answer: answered, again: once }
}

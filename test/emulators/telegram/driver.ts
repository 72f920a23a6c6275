import type { Message, Update, User } from '@grammyjs/types'
import type { Changes } from './until.ts'
import { checkValue } from './check-shape.ts'
import { botHears } from './hears.ts'
import { chatMemberOf } from './members.ts'
import type { Stage } from './method.ts'
import type { UpdateKind } from './queue.ts'
import { shapeOf } from './shapes.ts'
import type { Member, Room } from './world.ts'
import { chatOf } from './world.ts'

/** The hands of the test: things people do, turned into updates for the bot. */
export type Driver = {
  stage: Stage
  changes: Changes
  /** Milliseconds after which the app sends an unanswered press again; undefined = never. */
  resendPressAfterMs: number | undefined
  /** Queues an update, checked against the declared `Update`. Undefined when the bot did not ask for this kind. */
  tell(kind: UpdateKind, payload: unknown, room: Room): Update | undefined
  /** Tells the bot about a message if it is one the bot hears. */
  tellMessage(room: Room, message: Message, kind?: 'message' | 'edited_message'): Update | undefined
  /** Changes the bot's own membership and tells it so. */
  setBotMember(room: Room, member: Member, by: User): void
}

export function createDriver(stage: Stage, changes: Changes, resendPressAfterMs: number | undefined): Driver {
  const { world, queue } = stage
  const driver: Driver = {
    stage,
    changes,
    resendPressAfterMs,
    tell(kind, payload, room) {
      const update = queue.add(kind, payload, room.id)
      if (update) {
        const wrong = checkValue(update, shapeOf('Update'), 'update')
        if (wrong.length) throw new Error(`the emulator made an update Telegram would not: ${JSON.stringify(wrong)}`)
      }
      changes.changed()
      return update
    },
    tellMessage: (room, message, kind = 'message') =>
      botHears(world, room, message) ? driver.tell(kind, message, room) : undefined,
    setBotMember(room, member, by) {
      const before = room.members.get(world.bot.id)
      room.members.set(world.bot.id, member)
      const payload = {
        chat: chatOf(room),
        from: by,
        date: Math.floor(world.clock.nowMs() / 1000),
        old_chat_member: chatMemberOf(world.bot, before),
        new_chat_member: chatMemberOf(world.bot, member),
      }
      driver.tell('my_chat_member', payload, room)
    },
  }
  return driver
}

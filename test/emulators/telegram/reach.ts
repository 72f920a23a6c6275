import type { ChatAdministratorRights, Message, ReplyParameters } from '@grammyjs/types'
import type { Stage } from './method.ts'
import { badRequest, forbidden } from './refusal.ts'
import type { Room } from './world.ts'
import { botIn, isInside } from './world.ts'

/** The room with this id. @throws Refusal as Telegram does for unknown, upgraded and closed chats */
export function findRoom(stage: Stage, chatId: number | string): Room {
  const room = stage.world.rooms.get(Number(chatId))
  if (!room) return badRequest('chat not found')
  if (room.migratedTo !== undefined) {
    return badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.migratedTo })
  }
  if (room.type === 'private') return room
  const kind = room.type === 'group' ? 'group' : 'supergroup'
  const bot = botIn(stage.world, room)
  if (bot.status === 'kicked') return forbidden(`bot was kicked from the ${kind} chat`)
  if (!isInside(bot)) return forbidden(`bot is not a member of the ${kind} chat`)
  return room
}

/** A room the bot may write to now, after flood control. @throws Refusal */
export function findWritableRoom(
  stage: Stage,
  chatId: number | string,
  topicId: number | undefined,
  isEdit: boolean,
): Room {
  const room = findRoom(stage, chatId)
  if (room.person) {
    if (room.person.deactivated) forbidden('user is deactivated')
    if (room.person.blocked) forbidden('bot was blocked by the user')
    if (!room.person.started) forbidden("bot can't initiate conversation with a user")
    if (topicId !== undefined) badRequest('message thread not found')
  } else if (!isEdit && !botIn(stage.world, room).maySend) {
    badRequest('not enough rights to send text messages to the chat')
  }
  stage.rate.pass(room, isEdit)
  if (topicId !== undefined && room.type !== 'private') checkTopic(stage, room, topicId)
  return room
}

function checkTopic(stage: Stage, room: Room, topicId: number): void {
  if (!room.isForum) badRequest('message thread not found')
  const topic = room.topics.get(topicId)
  if (!topic || topic.deleted) badRequest('message thread not found')
  if (topic.closed && !hasRight(stage, room, 'can_manage_topics')) badRequest('TOPIC_CLOSED')
}

/** Whether the bot is an administrator with this right. */
export function hasRight(stage: Stage, room: Room, right: keyof ChatAdministratorRights): boolean {
  const bot = botIn(stage.world, room)
  return bot.status === 'creator' || (bot.status === 'administrator' && bot.rights[right] === true)
}

/** The message a new one answers. @throws Refusal when it is gone and that was not allowed */
export function findReplied(
  room: Room,
  reply: ReplyParameters | undefined,
  old: number | undefined,
): Message | undefined {
  const id = reply?.message_id ?? old
  if (id === undefined) return undefined
  const message = room.messages.get(id)
  if (message) return message
  if (reply?.allow_sending_without_reply) return undefined
  return badRequest('message to be replied not found')
}

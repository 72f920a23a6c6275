import type { Methods, Stage } from './method.ts'
import { chatMemberOf } from './members.ts'
import { findRoom, hasRight } from './reach.ts'
import { badRequest } from './refusal.ts'
import type { Room, Topic } from './world.ts'
import { chatOf, isAdmin, post } from './world.ts'

/** Chats, their members and their topics. */
export const chatMethods: Methods = {
  getChat(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    const gifts = {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    }
    return { ...chatOf(room), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: gifts }
  },

  getChatMember(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    const user =
      parameters.user_id === stage.world.bot.id ? stage.world.bot : stage.world.people.get(parameters.user_id)?.user
    if (!user) return badRequest('member not found')
    return chatMemberOf(user, room.members.get(user.id))
  },

  getChatAdministrators(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    if (room.type === 'private') return badRequest('there are no administrators in the private chat')
    return [...room.members].flatMap(([id, member]) => {
      const user = stage.world.people.get(id)?.user ?? (id === stage.world.bot.id ? stage.world.bot : undefined)
      return user && isAdmin(member) ? [chatMemberOf(user, member)] : []
    })
  },

  getChatMemberCount: (parameters, stage) =>
    [...findRoom(stage, parameters.chat_id).members.values()].filter(
      member => member.status !== 'left' && member.status !== 'kicked',
    ).length,

  leaveChat(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    if (room.type === 'private') return badRequest("chat member status can't be changed in private chats")
    room.members.set(stage.world.bot.id, { status: 'left', rights: {}, maySend: false })
    return true
  },

  restrictChatMember(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    if (room.type !== 'supergroup') badRequest('method is available only for supergroups')
    if (!hasRight(stage, room, 'can_restrict_members'))
      badRequest('not enough rights to restrict/unrestrict chat member')
    const member = room.members.get(parameters.user_id)
    if (!member) return badRequest('member not found')
    if (isAdmin(member)) return badRequest('user is an administrator of the chat')
    member.maySend = parameters.permissions.can_send_messages === true
    member.status = member.maySend ? 'member' : 'restricted'
    return true
  },

  pinChatMessage(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    if (room.type !== 'private' && !hasRight(stage, room, 'can_pin_messages'))
      badRequest('not enough rights to manage pinned messages in the chat')
    if (!room.messages.has(parameters.message_id)) badRequest('message to pin not found')
    room.pinned.add(parameters.message_id)
    return true
  },

  unpinChatMessage(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    const id = parameters.message_id ?? [...room.pinned].at(-1)
    if (id === undefined || !room.pinned.delete(id)) badRequest('message to unpin not found')
    return true
  },

  createForumTopic(parameters, stage) {
    const room = findForum(stage, parameters.chat_id, 'not enough rights to create a topic')
    stage.rate.pass(room, false)
    const message = post(stage.world, room, {
      from: stage.world.bot,
      forum_topic_created: { name: parameters.name, icon_color: parameters.icon_color ?? 0x6fb9f0 },
    })
    message.message_thread_id = message.message_id
    message.is_topic_message = true
    room.topics.set(message.message_id, {
      id: message.message_id,
      name: parameters.name,
      closed: false,
      deleted: false,
    })
    return {
      message_thread_id: message.message_id,
      name: parameters.name,
      icon_color: parameters.icon_color ?? 0x6fb9f0,
    }
  },

  editForumTopic(parameters, stage) {
    const topic = findTopic(stage, parameters)
    if (parameters.name && parameters.name === topic.name) badRequest('TOPIC_NOT_MODIFIED')
    if (parameters.name) topic.name = parameters.name
    return true
  },

  closeForumTopic: (parameters, stage) => setClosed(findTopic(stage, parameters), true),
  reopenForumTopic: (parameters, stage) => setClosed(findTopic(stage, parameters), false),

  deleteForumTopic(parameters, stage) {
    const topic = findTopic(stage, parameters)
    const room = findRoom(stage, parameters.chat_id)
    if (!hasRight(stage, room, 'can_delete_messages')) badRequest('not enough rights to delete a topic')
    removeTopic(room, topic)
    return true
  },
}

/** A deleted topic takes its messages with it. */
export function removeTopic(room: Room, topic: Topic): void {
  topic.deleted = true
  for (const [id, message] of room.messages) if (message.message_thread_id === topic.id) room.messages.delete(id)
}

function setClosed(topic: Topic, closed: boolean): true {
  if (topic.closed === closed) badRequest('TOPIC_NOT_MODIFIED')
  topic.closed = closed
  return true
}

function findForum(stage: Stage, chatId: number | string, lacking: string): Room {
  const room = findRoom(stage, chatId)
  if (!room.isForum) badRequest('the chat is not a forum')
  if (!hasRight(stage, room, 'can_manage_topics')) badRequest(lacking)
  return room
}

function findTopic(stage: Stage, at: { chat_id: number | string; message_thread_id: number }): Topic {
  const topic = findForum(stage, at.chat_id, 'not enough rights to manage topics').topics.get(at.message_thread_id)
  if (!topic || topic.deleted) return badRequest('TOPIC_ID_INVALID')
  return topic
}

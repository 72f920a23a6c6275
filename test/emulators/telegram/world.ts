import type { BotCommand, Chat, ChatAdministratorRights, Message, User, UserFromGetMe } from '@grammyjs/types'
import type { Clock } from './clock.ts'

/** An account; `started` and `blocked` are about its private chat with the bot. */
export type Person = { user: User; started: boolean; blocked: boolean; deactivated: boolean }

/** How someone (the bot too) belongs to a group. `rights` count for administrators only. */
export type Member = {
  status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'
  rights: Partial<ChatAdministratorRights>
  /** False while restricted from writing. */
  maySend: boolean
}

export type Topic = { id: number; name: string; closed: boolean; deleted: boolean }

/** A chat with all it holds; the bot's API view of it is `chatOf(room)`. */
export type Room = {
  id: number
  type: 'private' | 'group' | 'supergroup'
  title: string
  person?: Person
  isForum: boolean
  members: Map<number, Member>
  messages: Map<number, Message>
  topics: Map<number, Topic>
  pinned: Set<number>
  /** Emoji by message id, as set by the bot. */
  reactions: Map<number, string[]>
  /** Reply keyboard or force-reply the people in the room look at now. */
  keyboard: Message | undefined
  migratedTo?: number
  /** Which bot spoke last: decides who hears a bare /command in privacy mode. */
  lastBotToSpeak: number | undefined
  nextMessageId: number
  /** "The status is set for 5 seconds or less (when a message arrives from your bot)". */
  typingUntilMs: number
}

export type StoredFile = { id: string; uniqueId: string; path: string; bytes: Buffer; sizeBytes: number }

/** A press of a button, as the bot must answer it. */
export type Query = {
  id: string
  from: User
  room: Room
  messageId: number
  data: string
  pressedAtMs: number
  answer: { text?: string; showAlert: boolean } | undefined
}

export type World = {
  clock: Clock
  /** The bot as getMe shows it. */
  me: UserFromGetMe
  /** The bot as others see it, in messages and member lists. */
  bot: User & { username: string }
  people: Map<number, Person>
  rooms: Map<number, Room>
  files: Map<string, StoredFile>
  queries: Map<string, Query>
  /** Menus by `scope/language`, profile texts by `field/language`. */
  commands: Map<string, BotCommand[]>
  profile: Map<string, string>
  newRoom(room: Pick<Room, 'id' | 'type' | 'title'> & Partial<Room>): Room
  nextId(): number
}

export function createWorld(clock: Clock, me: UserFromGetMe): World {
  let id = 0
  let privateMessageId = 0
  const world: World = {
    clock,
    me,
    bot: { id: me.id, is_bot: true, first_name: me.first_name, username: me.username },
    people: new Map(),
    rooms: new Map(),
    files: new Map(),
    queries: new Map(),
    commands: new Map(),
    profile: new Map(),
    nextId: () => ++id,
    newRoom(start) {
      const room: Room = {
        isForum: false,
        members: new Map(),
        messages: new Map(),
        topics: new Map(),
        pinned: new Set(),
        reactions: new Map(),
        keyboard: undefined,
        lastBotToSpeak: undefined,
        nextMessageId: 1,
        typingUntilMs: 0,
        ...start,
      }
      // As on the real platform: supergroups count for themselves, all other chats share one counter.
      if (room.type !== 'supergroup') {
        Object.defineProperty(room, 'nextMessageId', {
          get: () => privateMessageId + 1,
          set: next => (privateMessageId = next - 1),
        })
      }
      world.rooms.set(room.id, room)
      return room
    },
  }
  return world
}

/** The room as the `chat` of a message. */
export function chatOf(room: Room): Chat {
  if (room.type === 'private') {
    const user = room.person?.user
    return {
      id: room.id,
      type: 'private',
      first_name: user?.first_name ?? room.title,
      ...(user?.username && { username: user.username }),
    }
  }
  if (room.type === 'group') return { id: room.id, type: 'group', title: room.title }
  return { id: room.id, type: 'supergroup', title: room.title, ...(room.isForum && { is_forum: true as const }) }
}

/** Puts a message into a room and returns it complete. Content and sender come with `content`. */
export function post(world: World, room: Room, content: Partial<Message>): Message {
  const message = {
    message_id: room.nextMessageId,
    date: Math.floor(world.clock.nowMs() / 1000),
    chat: chatOf(room),
    ...content,
  }
  room.nextMessageId = message.message_id + 1
  room.messages.set(message.message_id, message)
  if (message.from?.id === world.bot.id) {
    room.lastBotToSpeak = world.bot.id
    room.typingUntilMs = 0
  }
  return message
}

/**
 * Thread fields of a new message, with the two surprises of the real API: in a topic, what answers nothing counts as an
 * answer to the topic's first service message; outside topics, an answer in a supergroup carries a message_thread_id that
 * is no topic (only `is_topic_message` tells).
 */
export function threadOf(room: Room, topicId: number | undefined, replied: Message | undefined): Partial<Message> {
  const topic = topicId ?? (replied?.is_topic_message ? replied.message_thread_id : undefined)
  if (room.isForum && topic !== undefined) {
    const root = replied ?? room.messages.get(topic)
    return { message_thread_id: topic, is_topic_message: true, ...(root && { reply_to_message: asReplied(root) }) }
  }
  if (!replied) return {}
  const thread = room.type === 'supergroup' && { message_thread_id: replied.message_thread_id ?? replied.message_id }
  return { ...thread, reply_to_message: asReplied(replied) }
}

/** A message as it appears inside another one's `reply_to_message`: one level deep, as the API does. */
export function asReplied(message: Message): Message['reply_to_message'] {
  const { reply_to_message: _deeper, ...rest } = message
  return rest as Message['reply_to_message']
}

/** The bot's place in a room. */
export function botIn(world: World, room: Room): Member {
  return room.members.get(world.bot.id) ?? { status: 'left', rights: {}, maySend: false }
}

export function isInside(member: Member | undefined): boolean {
  return member !== undefined && member.status !== 'left' && member.status !== 'kicked'
}

export function isAdmin(member: Member | undefined): boolean {
  return member?.status === 'administrator' || member?.status === 'creator'
}

/** Keeps bytes for getFile and the download route. `sizeBytes` may claim more than is there (to test the 20 MB limit cheaply). */
export function storeFile(
  world: World,
  folder: string,
  name: string,
  bytes: Buffer,
  sizeBytes = bytes.length,
): StoredFile {
  const number = world.nextId()
  const extension = /\.[A-Za-z0-9]+$/.exec(name)?.[0] ?? ''
  const file = {
    id: `AgAC-file-${number}`,
    uniqueId: `u${number}`,
    path: `${folder}/file_${number}${extension}`,
    bytes,
    sizeBytes,
  }
  world.files.set(file.id, file)
  return file
}

import type { Message, MessageOrigin, Update, User } from '@grammyjs/types'
import type { Driver } from './driver.ts'
import { findEntities } from './entities.ts'
import type { Press } from './press.ts'
import { findButton, press } from './press.ts'
import type { Screen } from './screen.ts'
import { screenOf } from './screen.ts'
import { ANONYMOUS_ADMIN } from './hears.ts'
import type { Person, Room } from './world.ts'
import { chatOf, isAdmin, isInside, post, storeFile, threadOf } from './world.ts'

export type Sendable = {
  replyTo?: Message | number
  topic?: number
  /** Who wrote it first; a string is someone who hides their account. */
  forward?: User | string
  photo?: Buffer
  document?: { name: string; bytes: Buffer; sizeBytes?: number; type?: string }
  voice?: { bytes: Buffer; seconds: number }
  /** A sticker with this emoji. */
  sticker?: string
  /** Several photos or files sent together share one id. */
  album?: string
  /** As an administrator who hides in the group: `from` is then Telegram's own bot and says nothing about the person. */
  isAnonymous?: boolean
}

/** A chat to write in: a group, or a person's own private chat with the bot. */
export type Place = { readonly id: number }

/** One person at their phone. All acts throw when the real app would not allow them: then the test is wrong. */
export type PersonHandle = Place & {
  user: User
  /** Presses Start, from a deep link when a payload is given (≤64 of A-Z a-z 0-9 _ -). */
  start(payload?: string): Message
  /** Writes to the bot in private. */
  say(text: string, extra?: Sendable): Message
  send(where: Place, text: string, extra?: Sendable): Message
  /** Answers the force-reply the bot opened in this chat. */
  answer(where: Place, text: string, extra?: Sendable): Message
  edit(message: Message, text: string): Update | undefined
  /** Presses a button by label or data. A deep link of the bot opens the private chat and presses Start. */
  press(on: Message | Place, which: string): Press
  block(): void
  unblock(): void
  deactivate(): void
  screen(): Screen
}

/** Adds an account with its (still untouched) private chat. */
export function createPerson(driver: Driver, user: User): PersonHandle {
  const { world } = driver.stage
  const person: Person = { user, started: false, blocked: false, deactivated: false }
  world.people.set(user.id, person)
  const own = world.newRoom({ id: user.id, type: 'private', title: user.first_name, person })
  own.members.set(world.bot.id, { status: 'member', rights: {}, maySend: true })

  const roomOf = (where: Place): Room => {
    const room = world.rooms.get(where.id)
    if (!room || room.migratedTo !== undefined) throw new Error(`there is no chat ${where.id} to write in`)
    return room
  }

  const write = (room: Room, text: string, extra: Sendable): Message => {
    checkMayWrite(room, person, extra.topic)
    if (extra.isAnonymous && !isAdmin(room.members.get(user.id)))
      throw new Error(`${user.first_name} is no administrator`)
    if (room === own) person.started = true
    const replyId = typeof extra.replyTo === 'object' ? extra.replyTo.message_id : extra.replyTo
    const replied = replyId === undefined ? undefined : room.messages.get(replyId)
    if (replyId !== undefined && !replied)
      throw new Error(`there is no message ${replyId} to reply to in "${room.title}"`)
    const message = post(world, room, {
      ...(extra.isAnonymous ? { from: ANONYMOUS_ADMIN, sender_chat: chatOf(room) } : { from: user }),
      ...contentOf(driver, text, extra),
      ...threadOf(room, extra.topic, replied),
      ...(extra.album !== undefined && { media_group_id: extra.album }),
      ...(extra.forward !== undefined && { forward_origin: originOf(extra.forward, world.clock.nowMs()) }),
    })
    if (room.keyboard?.message_id === replyId) room.keyboard = undefined
    driver.tellMessage(room, message)
    driver.changes.changed()
    return message
  }

  const setBlocked = (blocked: boolean) => {
    if (person.blocked === blocked) return
    person.blocked = blocked
    const status = blocked ? 'kicked' : 'member'
    driver.setBotMember(own, { status, rights: {}, maySend: !blocked }, user)
  }

  const handle: PersonHandle = {
    id: user.id,
    user,
    start(payload) {
      if (payload !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(payload))
        throw new Error(`no app sends the payload "${payload}"`)
      setBlocked(false)
      return write(own, payload === undefined ? '/start' : `/start ${payload}`, {})
    },
    say: (text, extra = {}) => write(own, text, extra),
    send: (where, text, extra = {}) => write(roomOf(where), text, extra),
    answer(where, text, extra = {}) {
      const room = roomOf(where)
      if (!room.keyboard) throw new Error(`nothing waits for a reply in "${room.title}"`)
      return write(room, text, { ...extra, replyTo: room.keyboard.message_id })
    },
    edit(message, text) {
      const room = roomOf(message.chat)
      const current = room.messages.get(message.message_id)
      if (current?.from?.id !== user.id) throw new Error(`message ${message.message_id} is not theirs to edit`)
      const edited = { ...current, ...contentOf(driver, text, {}), edit_date: Math.floor(world.clock.nowMs() / 1000) }
      room.messages.set(edited.message_id, edited)
      return driver.tellMessage(room, edited, 'edited_message')
    },
    press(on, which) {
      const isMessage = 'message_id' in on
      const room = roomOf(isMessage ? on.chat : on)
      const onKeyboard = screenOf(world, room).keyboard?.labels.includes(which)
      if (!isMessage && onKeyboard) {
        write(room, which, {})
        return { data: which, answer: () => undefined, again: () => void write(room, which, {}) }
      }
      const button = findButton(room, isMessage ? on.message_id : undefined, which)
      if (button.data !== undefined) return press(driver, person, room, button.message, button.data)
      const link = new URL(button.url ?? '')
      if (link.hostname !== 't.me' || link.pathname !== `/${world.bot.username}`)
        throw new Error(`${link.href} leads elsewhere`)
      const open = () => void handle.start(link.searchParams.get('start') ?? undefined)
      open()
      return { data: link.href, answer: () => undefined, again: open }
    },
    block: () => setBlocked(true),
    unblock: () => setBlocked(false),
    deactivate: () => {
      person.deactivated = true
    },
    screen: () => screenOf(world, own),
  }
  return handle
}

function checkMayWrite(room: Room, person: Person, topicId: number | undefined): void {
  const who = person.user.first_name
  if (room.type === 'private') {
    if (room.person !== person) throw new Error(`${who} cannot write in the private chat of ${room.title}`)
    if (person.blocked) throw new Error(`${who} blocked the bot; start() unblocks`)
    return
  }
  const member = room.members.get(person.user.id)
  if (!isInside(member)) throw new Error(`${who} is not in "${room.title}"`)
  if (!member?.maySend) throw new Error(`${who} may not write in "${room.title}"`)
  if (topicId === undefined) return
  const topic = room.topics.get(topicId)
  if (!topic || topic.deleted) throw new Error(`there is no topic ${topicId} in "${room.title}"`)
  if (topic.closed && !isAdmin(member)) throw new Error(`topic "${topic.name}" is closed for ${who}`)
}

function contentOf(driver: Driver, text: string, extra: Sendable): Partial<Message> {
  const { world } = driver.stage
  const found = findEntities(text)
  const caption = text ? { caption: text, ...(found.length && { caption_entities: found }) } : {}
  if (extra.photo) {
    const file = storeFile(world, 'photos', 'photo.jpg', extra.photo)
    const size = {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      width: 1280,
      height: 960,
      file_size: file.sizeBytes,
    }
    return { photo: [size], ...caption }
  }
  if (extra.document) {
    const { name, bytes, sizeBytes, type = 'application/octet-stream' } = extra.document
    const file = storeFile(world, 'documents', name, bytes, sizeBytes)
    const document = {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_name: name,
      mime_type: type,
      file_size: file.sizeBytes,
    }
    return { document, ...caption }
  }
  if (extra.voice) {
    const file = storeFile(world, 'voice', 'voice.oga', extra.voice.bytes)
    const voice = {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      duration: extra.voice.seconds,
      mime_type: 'audio/ogg',
      file_size: file.sizeBytes,
    }
    return { voice, ...caption }
  }
  if (extra.sticker) {
    const { id, uniqueId } = storeFile(world, 'stickers', 'sticker.webp', Buffer.from('sticker'))
    const kind = { type: 'regular', is_animated: false, is_video: false } as const
    return {
      sticker: { ...kind, file_id: id, file_unique_id: uniqueId, width: 512, height: 512, emoji: extra.sticker },
    }
  }
  if (!text) throw new Error('no app sends an empty message')
  if (text.length > 4096) throw new Error('an app splits a text of more than 4,096 UTF-16 units itself')
  return { text, entities: undefined, ...(found.length && { entities: found }) }
}

function originOf(forward: User | string, nowMs: number): MessageOrigin {
  const date = Math.floor(nowMs / 1000) - 60
  if (typeof forward === 'string') return { type: 'hidden_user', date, sender_user_name: forward }
  return { type: 'user', date, sender_user: forward }
}

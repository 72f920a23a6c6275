import type { ChatAdministratorRights, Message } from '@grammyjs/types'
import type { Driver } from './driver.ts'
import { chatMemberOf } from './members.ts'
import { removeTopic } from './methods-chats.ts'
import type { PersonHandle, Place } from './people.ts'
import type { Screen } from './screen.ts'
import { screenOf } from './screen.ts'
import type { Member, Room } from './world.ts'
import { botIn, chatOf, isAdmin, post } from './world.ts'

type Rights = Partial<ChatAdministratorRights>

/** A group, seen from the hands of its people. `id` follows the group when it is upgraded. */
export type GroupHandle = Place & {
  add(person: PersonHandle, as?: 'member' | Rights): void
  remove(person: PersonHandle, how?: 'left' | 'kicked'): void
  /** Makes a member an administrator with these rights, or (undefined) an ordinary member again. */
  setRights(person: PersonHandle, rights: Rights | undefined): void
  /** Adds the bot, as a member or with rights; tells it by my_chat_member. */
  addBot(by: PersonHandle, rights?: Rights): void
  /** Changes the bot's rights; undefined = no longer an administrator. */
  setBotRights(by: PersonHandle, rights: Rights | undefined): void
  /** Forbids or allows the bot (as an ordinary member) to write; tells it by my_chat_member. */
  setBotMaySend(by: PersonHandle, maySend: boolean): void
  kickBot(by: PersonHandle): void
  /** Turns a basic group into a supergroup: new id, service messages on both sides. */
  migrate(): void
  /** Another bot speaks: from then on bare commands are not meant for ours (privacy mode). */
  otherBotSpeaks(text: string): Message
  /** Turns topics on or off (a supergroup only). */
  setForum(isForum: boolean): void
  openTopic(by: PersonHandle, name: string): number
  closeTopic(by: PersonHandle, topicId: number): void
  deleteTopic(topicId: number): void
  screen(): Screen
}

export type GroupOptions = { title: string; id: number; isSuper: boolean; isForum: boolean; owner: PersonHandle }

export function createGroup(driver: Driver, options: GroupOptions): GroupHandle {
  const { world } = driver.stage
  let room = world.newRoom({
    id: options.id,
    type: options.isSuper || options.isForum ? 'supergroup' : 'group',
    title: options.title,
    isForum: options.isForum,
  })
  room.members.set(options.owner.id, { status: 'creator', rights: {}, maySend: true })
  const owner = options.owner.user
  const announce = (content: Partial<Message>, from = owner) => {
    const message = post(world, room, { from, ...content })
    driver.tellMessage(room, message)
    return message
  }
  const setMember = (person: PersonHandle, member: Member) => {
    const before = room.members.get(person.id)
    room.members.set(person.id, member)
    if (!isAdmin(botIn(world, room))) return // only administrators are told, and only those who asked for chat_member
    const date = Math.floor(world.clock.nowMs() / 1000)
    const change = {
      old_chat_member: chatMemberOf(person.user, before),
      new_chat_member: chatMemberOf(person.user, member),
    }
    driver.tell('chat_member', { chat: chatOf(room), from: owner, date, ...change }, room)
  }

  return {
    get id() {
      return room.id
    },
    add(person, as = 'member') {
      setMember(person, as === 'member' ? memberOf(undefined) : memberOf(as))
      announce({ new_chat_members: [person.user] })
    },
    remove(person, how = 'left') {
      setMember(person, { status: how, rights: {}, maySend: false })
      announce({ left_chat_member: person.user }, how === 'left' ? person.user : owner)
    },
    setRights: (person, rights) => setMember(person, memberOf(rights)),
    addBot(by, rights) {
      driver.setBotMember(room, memberOf(rights), by.user)
      announce({ new_chat_members: [world.bot] }, by.user)
    },
    setBotRights: (by, rights) => driver.setBotMember(room, memberOf(rights), by.user),
    setBotMaySend: (by, maySend) =>
      driver.setBotMember(room, { status: maySend ? 'member' : 'restricted', rights: {}, maySend }, by.user),
    kickBot: by => driver.setBotMember(room, { status: 'kicked', rights: {}, maySend: false }, by.user),
    migrate() {
      if (room.type !== 'group') throw new Error(`"${room.title}" is already a supergroup`)
      const old = room
      const id = -1_000_000_000_000 - Math.abs(old.id)
      const next = world.newRoom({ id, type: 'supergroup', title: old.title, members: old.members })
      announce({ migrate_to_chat_id: id })
      old.migratedTo = id
      room = next
      announce({ migrate_from_chat_id: old.id })
    },
    otherBotSpeaks(text) {
      const bot = { id: 999_000_001, is_bot: true, first_name: 'Other bot', username: 'other_bot' }
      room.lastBotToSpeak = bot.id
      return announce({ text }, bot)
    },
    setForum(isForum) {
      if (room.type !== 'supergroup') throw new Error(`"${room.title}" is no supergroup`)
      room.isForum = isForum
    },
    openTopic(by, name) {
      const topic = { message_thread_id: room.nextMessageId, is_topic_message: true }
      const message = announce({ forum_topic_created: { name, icon_color: 0x6fb9f0 }, ...topic }, by.user)
      room.topics.set(message.message_id, { id: message.message_id, name, closed: false, deleted: false })
      return message.message_id
    },
    closeTopic(by, topicId) {
      topicIn(room, topicId).closed = true
      announce({ forum_topic_closed: {}, message_thread_id: topicId, is_topic_message: true }, by.user)
    },
    deleteTopic: topicId => removeTopic(room, topicIn(room, topicId)),
    screen: () => screenOf(world, room),
  }
}

function topicIn(room: Room, topicId: number) {
  const topic = room.topics.get(topicId)
  if (!topic) throw new Error(`there is no topic ${topicId} in "${room.title}"`)
  return topic
}

function memberOf(rights: Rights | undefined): Member {
  return { status: rights ? 'administrator' : 'member', rights: rights ?? {}, maySend: true }
}

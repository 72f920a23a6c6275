import { z } from 'zod'
import type { Command } from '../../engine/command.ts'
import type { Address, Inbound } from '../../engine/messages.ts'
import { PersonId } from '../../core/ids.ts'
import type { Language } from '../../core/ids.ts'
import { readCommandLine, readOptions } from './command-line.ts'
import type { Payload } from './deep-link.ts'
import { readSetup } from './setup.ts'
import type { Chat, Membership, Message, Update, User } from './update.ts'

/** Telegram update → our message. Pure: what must be asked of the app first (is this an admin, which bytes) is named, not done. */

/** The account that stands in for administrators who post anonymously; it says nothing about the person. */
export const ANONYMOUS_ADMIN_ID = '1087968824'

export type FileToRead = { readonly fileId: string; readonly bytes: number }

export type Received =
  /** For the engine; `askAdmin` before it, `file` to be read first. */
  | {
      readonly kind: 'heard'
      readonly inbound: Inbound
      readonly askAdmin?: boolean
      readonly file?: FileToRead
      /** The press to answer. */
      readonly query?: string
      /** The message to remove when it held a secret. */
      readonly message?: string
      /** Answer in public with the way to the private chat and nothing else. */
      readonly invite?: boolean
    }
  /** Somebody asks for help in public: show the way to the private chat. */
  | { readonly kind: 'invite'; readonly place: Address; readonly replyTo: string; readonly language?: Language }
  /** An administrator whose name Telegram hides; nobody can be made responsible. */
  | { readonly kind: 'anonymous'; readonly place: Address; readonly replyTo: string }
  /** A group became a supergroup and has a new id. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  /** What the bot may do in a chat has changed. */
  | {
      readonly kind: 'membership'
      readonly chat: Chat
      readonly by: User
      readonly before: Membership
      readonly now: Membership
    }

export type Reader = {
  readonly botId: string
  readonly username: string
  readonly commands: readonly Command[]
  /** What a `/start` payload stands for. */
  readonly payload: (payload: string) => Payload | undefined
  /** Milliseconds since 1970; a press carries no time of its own. */
  readonly now: number
}

/** @returns what to do about the update, in order; empty for kinds and chats we don't handle */
export function read(update: Update, reader: Reader): readonly Received[] {
  const id = `tg:${update.update_id}`
  if (update.message) return readMessage(update.message, id, reader)
  // A correction is told anew; an edit without words (a moving location, say) is none.
  const edited = update.edited_message
  if (edited) return edited.text ? readMessage(edited, id, reader) : []
  if (update.callback_query) return readPress(update.callback_query, id, reader)
  const change = update.my_chat_member
  if (!change || change.chat.type === 'channel') return []
  const { chat, from: by, old_chat_member: before, new_chat_member: now } = change
  return [{ kind: 'membership', chat, by, before, now }]
}

function readMessage(message: Message, id: string, reader: Reader): readonly Received[] {
  const { chat, from } = message
  if (message.migrate_to_chat_id) return [{ kind: 'moved', from: chat.id, to: message.migrate_to_chat_id }]
  if (isService(message) || chat.type === 'channel' || message.is_automatic_forward) return []
  if (chat.type === 'private') return from && !from.is_bot ? readPrivate(message, from, id, reader) : []
  return readGroup(message, id, reader)
}

function readPrivate(message: Message, from: User, id: string, reader: Reader): readonly Received[] {
  const place: Address = { platform: 'telegram', chat: message.chat.id, kind: 'private' }
  const base = { ...sender(from), place, at: message.date * 1000 }
  const heard = (what: Inbound['what'], more: Partial<Inbound> = {}, suffix = ''): Received => ({
    kind: 'heard',
    inbound: { id: id + suffix, ...base, ...more, what },
    message: message.message_id,
  })
  const words = message.text ?? message.caption
  const forwarded = message.forward_origin !== undefined
  const line = message.text && !forwarded ? readCommandLine(message.text, reader.username, reader.commands) : undefined
  if (line && line !== 'other-bot') {
    if (line.typed === 'start') return [readStart(line.rest, heard, reader)]
    // A story behind the command is a first message like any other.
    if (line.command?.name === 'help-me' && line.rest) return [heard({ kind: 'text', text: line.rest })]
    const input = line.command ? readOptions(line.rest, line.command.options) : {}
    return [heard({ kind: 'command', name: line.command?.name ?? line.typed, input })]
  }
  const file = fileOf(message)
  const texts = words === undefined && file ? [] : [heard({ kind: 'text', text: words ?? '', quoted: forwarded })]
  if (!file) return texts
  const { name, mime, bytes, fileId } = file
  // A forwarded recording is somebody else's: evidence, nobody's story.
  const spoken = message.voice !== undefined && !forwarded
  const kept = heard(
    { kind: 'file', name, mime, bytes, url: `telegram-file:${fileId}`, ...(spoken && { spoken }) },
    {},
    texts.length ? '/file' : '',
  )
  return [...texts, { ...kept, file: { fileId, bytes } } as Received]
}

function readStart(
  payload: string,
  heard: (what: Inbound['what'], more?: Partial<Inbound>) => Received,
  reader: Reader,
): Received {
  const meant = payload ? reader.payload(payload) : undefined
  if (meant && 'token' in meant) return heard({ kind: 'command', name: 'join', input: { token: meant.token } })
  const group = meant ? { group: `telegram:${meant.group}` } : {}
  return heard({ kind: 'command', name: 'help-me', input: {} }, group)
}

function readGroup(message: Message, id: string, reader: Reader): readonly Received[] {
  const { from, sender_chat: senderChat } = message
  const place = groupPlace(message.chat, message)
  const text = message.text ?? message.caption ?? ''
  const line = message.forward_origin ? undefined : readCommandLine(text, reader.username, reader.commands)
  if (line === 'other-bot') return []
  const replied = message.reply_to_message
  const replyTo = message.message_id
  if (line) {
    const { command, rest } = line
    // A command we don't know is another bot's.
    if (!command && line.typed !== 'start') return []
    const audience = command?.for ?? 'anyone'
    // In a thread of ours it may be a case's own room, where its helper works; the engine answers in nobody's public.
    const inThread = place.thread !== undefined && replied?.from?.id === reader.botId
    if (audience === 'anyone' || (audience === 'person' && !inThread)) {
      // As a reply to somebody's message it is meant for them.
      const forThem = replied?.from?.is_bot === false && !replied.forum_topic_created
      const language = forThem ? languageOf(replied.from) : languageOf(from)
      return [{ kind: 'invite', place, replyTo: forThem ? replied.message_id : replyTo, language }]
    }
    if (!from || from.id === ANONYMOUS_ADMIN_ID || senderChat) return [{ kind: 'anonymous', place, replyTo }]
    const name = command?.name ?? ''
    const input = name === 'setup' ? readSetup(rest, place) : readOptions(rest, command?.options ?? [])
    const what = { kind: 'command', name, input } as const
    const inbound = { id, ...sender(from), place, group: groupKey(message.chat), at: message.date * 1000, what }
    return [{ kind: 'heard', inbound, askAdmin: audience === 'moderator', message: replyTo }]
  }
  // Free text in a group is for us only as a reply to us: privacy mode on or off makes no difference.
  if (replied?.from?.id !== reader.botId || !from || from.is_bot || senderChat) return []
  const invite = replied.reply_markup?.inline_keyboard?.flat().some(({ url }) => url?.includes('?start=')) ?? false
  const base = { ...sender(from), place, group: groupKey(message.chat), at: message.date * 1000 }
  const file = fileOf(message)
  const quoted = message.forward_origin !== undefined
  const said: Received[] = text
    ? [{ kind: 'heard', inbound: { id, ...base, what: { kind: 'text', text, quoted } }, message: replyTo, invite }]
    : []
  if (!file) return said
  const { fileId, name, mime, bytes } = file
  const what = { kind: 'file', name, mime, bytes, url: `telegram-file:${fileId}` } as const
  const inbound = { id: text ? `${id}/file` : id, ...base, what }
  return [...said, { kind: 'heard', inbound, message: replyTo, file: { fileId, bytes }, invite: invite && !text }]
}

function readPress(query: NonNullable<Update['callback_query']>, id: string, reader: Reader): readonly Received[] {
  const { from, data, message } = query
  if (!data || !message || from.is_bot) return []
  const { chat } = message
  const place: Address =
    chat.type === 'private' ? { platform: 'telegram', chat: chat.id, kind: 'private' } : groupPlace(chat, message)
  const group = chat.type === 'private' ? {} : { group: groupKey(chat) }
  const what = { kind: 'press', ref: data, message: message.message_id } as const
  return [{ kind: 'heard', inbound: { id, ...sender(from), place, ...group, at: reader.now, what }, query: query.id }]
}

/**
 * A group chat, with its topic. Always `group`, never `room`: whether a topic is a case room only the engine knows, and a
 * topic everybody reads must never become the place where somebody's plan is shown.
 */
function groupPlace(
  chat: Chat,
  message: Pick<Message, 'message_thread_id' | 'is_topic_message'> & Partial<Pick<Message, 'reply_to_message'>>,
): Address {
  const { is_topic_message: isTopic } = message
  // Replies in a basic group carry no thread of their own.
  const thread = message.message_thread_id ?? message.reply_to_message?.message_id
  const found = thread === undefined ? {} : { thread: isTopic ? thread : replyThread(thread) }
  return { platform: 'telegram', chat: chat.id, kind: 'group', ...found }
}

/** A thread of replies is named by its first message: `r<message id>`; a forum topic by its bare id. */
export const replyThread = (messageId: string) => `r${messageId}`

export const groupKey = (chat: Pick<Chat, 'id'>) => `telegram:${chat.id}`

function sender(from: User): Pick<Inbound, 'from' | 'name' | 'language'> {
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ')
  return { from: PersonId.parse(`telegram:${from.id}`), language: languageOf(from), ...(name && { name }) }
}

/** The app's language; whoever reads neither Japanese nor English is more likely to read English. */
export function languageOf(from: User | undefined): Language | undefined {
  if (!from?.language_code) return undefined
  return from.language_code.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

type FileOfMessage = { fileId: string; name: string; mime: string; bytes: number }

const Name = z.string().transform(name => name.replace(/[\p{C}\u2028\u2029/\\]/gu, '').slice(0, 120))

function fileOf(message: Message): FileOfMessage | undefined {
  const photo = message.photo?.toSorted((one, other) => other.width * other.height - one.width * one.height)[0]
  if (photo) return { fileId: photo.file_id, name: 'photo.jpg', mime: 'image/jpeg', bytes: photo.file_size ?? 0 }
  const named = message.document ?? message.video ?? message.audio ?? message.animation
  const found = named ?? message.voice ?? message.video_note
  if (!found) return undefined
  const kind = message.voice ? 'voice.ogg' : message.video_note ? 'video.mp4' : 'file'
  return {
    fileId: found.file_id,
    name: Name.parse(named?.file_name ?? '') || kind,
    mime: found.mime_type ?? (message.voice ? 'audio/ogg' : 'application/octet-stream'),
    bytes: found.file_size ?? 0,
  }
}

const SERVICE = [
  'migrate_from_chat_id', 'new_chat_members', 'left_chat_member', 'forum_topic_created', 'forum_topic_closed',
  'forum_topic_reopened', 'forum_topic_edited', 'pinned_message', 'new_chat_title', 'group_chat_created',
] as const // prettier-ignore

const isService = (message: Message) => SERVICE.some(kind => message[kind] !== undefined)

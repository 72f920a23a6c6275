import type {
  ForceReply,
  InlineKeyboardMarkup,
  Message,
  MessageEntity,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  ReplyParameters,
} from '@grammyjs/types'
import { findEntities } from './entities.ts'
import type { Methods, Stage } from './method.ts'
import { findReplied, findRoom, findWritableRoom, hasRight } from './reach.ts'
import { badRequest } from './refusal.ts'
import { REFUSALS } from './faults.ts'
import { Refusal } from './refusal.ts'
import { isUpload } from './upload.ts'
import type { Upload } from './upload.ts'
import type { Room } from './world.ts'
import { post, storeFile, threadOf } from './world.ts'

const DELETABLE_MS = 48 * 60 * 60 * 1000

type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply
type Sending = {
  chat_id: number | string
  message_thread_id?: number
  reply_parameters?: ReplyParameters
  reply_to_message_id?: number
  reply_markup?: Markup
}

/** Sending, editing, deleting, copying and reacting. */
export const messageMethods: Methods = {
  sendMessage: (parameters, stage) =>
    send(stage, parameters, () => ({
      text: parameters.text,
      ...entitiesOf(parameters.text, parameters.entities, 'entities'),
    })),

  sendPhoto: (parameters, stage) =>
    send(stage, parameters, () => {
      const file = takeFile(stage, 'photos', parameters.photo)
      const size = {
        file_id: file.id,
        file_unique_id: file.uniqueId,
        width: 640,
        height: 480,
        file_size: file.sizeBytes,
      }
      return { photo: [size], ...captionOf(parameters) }
    }),

  sendDocument: (parameters, stage) =>
    send(stage, parameters, () => {
      const file = takeFile(stage, 'documents', parameters.document)
      const name = isUpload(parameters.document) ? parameters.document.name : undefined
      const document = {
        file_id: file.id,
        file_unique_id: file.uniqueId,
        file_size: file.sizeBytes,
        ...(name && { file_name: name }),
      }
      return { document, ...captionOf(parameters) }
    }),

  forwardMessage(parameters, stage) {
    const source = findMessage(
      findRoom(stage, parameters.from_chat_id),
      parameters.message_id,
      'message to forward not found',
    )
    return send(stage, parameters, () => ({
      ...contentOf(source),
      forward_origin: source.forward_origin ?? {
        type: 'user',
        date: source.date,
        sender_user: source.from ?? stage.world.bot,
      },
    }))
  },

  copyMessage(parameters, stage) {
    const source = findMessage(
      findRoom(stage, parameters.from_chat_id),
      parameters.message_id,
      'message to copy not found',
    )
    const copy = send(stage, parameters, () => ({
      ...contentOf(source),
      ...(parameters.caption !== undefined && captionOf(parameters)),
    }))
    return { message_id: copy.message_id }
  },

  editMessageText(parameters, stage) {
    const { chat_id, message_id, text } = parameters
    if (chat_id === undefined || message_id === undefined) return badRequest('message identifier is not specified')
    if (text === undefined) return badRequest('message text is empty')
    return edit(stage, chat_id, message_id, {
      text,
      entities: undefined,
      ...entitiesOf(text, parameters.entities, 'entities'),
      reply_markup: parameters.reply_markup,
    })
  },

  editMessageReplyMarkup(parameters, stage) {
    const { chat_id, message_id } = parameters
    if (chat_id === undefined || message_id === undefined) return badRequest('message identifier is not specified')
    return edit(stage, chat_id, message_id, { reply_markup: parameters.reply_markup })
  },

  deleteMessage(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    const message = findMessage(room, parameters.message_id, 'message to delete not found')
    if (!mayDelete(stage, room, message)) badRequest("message can't be deleted")
    room.messages.delete(message.message_id)
    room.pinned.delete(message.message_id)
    return true
  },

  deleteMessages(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    for (const id of parameters.message_ids) {
      const message = room.messages.get(id)
      if (message && mayDelete(stage, room, message)) room.messages.delete(id) // "If some of the specified messages can't be found, they are skipped"
    }
    return true
  },

  setMessageReaction(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    findMessage(room, parameters.message_id, 'message to react not found')
    const emoji = (parameters.reaction ?? []).flatMap(reaction => (reaction.type === 'emoji' ? [reaction.emoji] : []))
    if (emoji.length > 1) badRequest('REACTIONS_TOO_MANY') // "as non-premium users, bots can set up to one reaction per message"
    if (emoji.length) room.reactions.set(parameters.message_id, emoji)
    else room.reactions.delete(parameters.message_id)
    return true
  },

  sendChatAction(parameters, stage) {
    const room = findRoom(stage, parameters.chat_id)
    if (room.person?.blocked) throw new Refusal(403, REFUSALS.blocked.description)
    room.typingUntilMs = stage.world.clock.nowMs() + 5000
    return true
  },
}

function send(stage: Stage, sending: Sending, content: () => Partial<Message>): Message {
  const room = findWritableRoom(stage, sending.chat_id, sending.message_thread_id, false)
  const replied = findReplied(room, sending.reply_parameters, sending.reply_to_message_id)
  const markup = sending.reply_markup
  const message = post(stage.world, room, {
    from: stage.world.bot,
    ...content(),
    ...threadOf(room, sending.message_thread_id, replied),
    ...(markup && 'inline_keyboard' in markup && { reply_markup: { inline_keyboard: markup.inline_keyboard } }),
  })
  if (markup && 'remove_keyboard' in markup) room.keyboard = undefined
  else if (markup && !('inline_keyboard' in markup)) room.keyboard = { ...message, reply_markup: markup as never }
  return message
}

function edit(stage: Stage, chatId: number | string, messageId: number, change: Partial<Message>): Message {
  const room = findWritableRoom(stage, chatId, undefined, true)
  const message = findMessage(room, messageId, 'message to edit not found')
  if (message.from?.id !== stage.world.bot.id || message.forward_origin) badRequest("message can't be edited")
  if ('text' in change && message.text === undefined) badRequest('there is no text in the message to edit')
  const edited = { ...message, ...change }
  const visible = (one: Message) =>
    JSON.stringify([one.text, one.entities ?? [], one.reply_markup?.inline_keyboard ?? []])
  if (visible(edited) === visible(message))
    throw new Refusal(REFUSALS.notModified.code, REFUSALS.notModified.description)
  const kept = Object.fromEntries(
    Object.entries(edited).filter(([, value]) => value !== undefined),
  ) as unknown as Message
  const result = { ...kept, edit_date: Math.floor(stage.world.clock.nowMs() / 1000) }
  room.messages.set(messageId, result)
  return result
}

function findMessage(room: Room, id: number, missing: string): Message {
  return room.messages.get(id) ?? badRequest(missing)
}

function mayDelete(stage: Stage, room: Room, message: Message): boolean {
  if (room.type !== 'private' && hasRight(stage, room, 'can_delete_messages')) return true
  const isYoung = stage.world.clock.nowMs() - message.date * 1000 < DELETABLE_MS
  return isYoung && (room.type === 'private' || message.from?.id === stage.world.bot.id)
}

const CONTENT = ['text', 'entities', 'caption', 'caption_entities', 'photo', 'document', 'voice'] as const

function contentOf(message: Message): Partial<Message> {
  const content = Object.fromEntries(CONTENT.filter(key => message[key] !== undefined).map(key => [key, message[key]]))
  if (Object.keys(content).length === 0) badRequest("message can't be forwarded")
  return content
}

function takeFile(stage: Stage, folder: string, file: Upload | string) {
  if (isUpload(file)) return storeFile(stage.world, folder, file.name, file.bytes)
  return stage.world.files.get(file) ?? badRequest('wrong file identifier/HTTP URL specified')
}

function captionOf(parameters: { caption?: string; caption_entities?: MessageEntity[] }): Partial<Message> {
  if (!parameters.caption) return {}
  return {
    caption: parameters.caption,
    ...entitiesOf(parameters.caption, parameters.caption_entities, 'caption_entities'),
  }
}

/** Given entities plus those the server finds by itself (links, mentions, commands), as messages come back. */
function entitiesOf(
  text: string,
  given: MessageEntity[] | undefined,
  key: 'entities' | 'caption_entities',
): Partial<Message> {
  const own = given ?? []
  const overlaps = (one: MessageEntity) =>
    own.some(other => one.offset < other.offset + other.length && other.offset < one.offset + one.length)
  const entities = [...own, ...findEntities(text).filter(one => !overlaps(one))].sort((a, b) => a.offset - b.offset)
  return entities.length ? { [key]: entities } : {}
}

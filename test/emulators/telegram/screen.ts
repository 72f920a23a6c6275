import type { Message, MessageEntity } from '@grammyjs/types'
import type { Room, World } from './world.ts'

/** A message as somebody sees it. */
export type Seen = {
  id: number
  from: string
  /** Text, or the caption of a photo or file. */
  text: string
  entities: MessageEntity[]
  buttons: { label: string; data?: string; url?: string }[][]
  replyTo?: number
  topic?: number
  file?: string
  reaction?: string
  isPinned?: true
  isEdited?: true
  isForwarded?: true
  /** The name of the service message, such as `forum_topic_created`. */
  service?: string
}

export type Screen = {
  title: string
  messages: Seen[]
  isTyping: boolean
  topics: { id: number; name: string; isClosed: boolean }[]
  /** What has replaced the text field: buttons that send text, or a reply waiting to be written. */
  keyboard: { kind: 'reply' | 'force_reply'; labels: string[]; messageId: number; placeholder?: string } | undefined
}

const SERVICE = [
  'new_chat_members',
  'left_chat_member',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'forum_topic_created',
  'forum_topic_closed',
  'forum_topic_reopened',
  'pinned_message',
] as const

/** What is visible in a room, oldest message first, as plain data. */
export function screenOf(world: World, room: Room): Screen {
  return {
    title: room.title,
    messages: [...room.messages.values()]
      .sort((a, b) => a.message_id - b.message_id)
      .map(message => seen(room, message)),
    isTyping: room.typingUntilMs > world.clock.nowMs(),
    topics: [...room.topics.values()]
      .filter(topic => !topic.deleted)
      .map(({ id, name, closed }) => ({ id, name, isClosed: closed })),
    keyboard: keyboardOf(room),
  }
}

function seen(room: Room, message: Message): Seen {
  const service = SERVICE.find(kind => message[kind] !== undefined)
  const file =
    message.document?.file_name ??
    (message.photo && 'photo') ??
    (message.voice && 'voice') ??
    (message.document && 'document')
  const reaction = room.reactions.get(message.message_id)?.[0]
  return {
    id: message.message_id,
    from: message.from?.first_name ?? '',
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: (message.reply_markup?.inline_keyboard ?? []).map(row =>
      row.map(button => ({
        label: button.text,
        ...('callback_data' in button && { data: button.callback_data }),
        ...('url' in button && { url: button.url }),
      })),
    ),
    ...(message.reply_to_message &&
      !message.reply_to_message.forum_topic_created && { replyTo: message.reply_to_message.message_id }),
    ...(message.message_thread_id !== undefined && { topic: message.message_thread_id }),
    ...(file && { file }),
    ...(reaction && { reaction }),
    ...(room.pinned.has(message.message_id) && { isPinned: true as const }),
    ...(message.edit_date !== undefined && { isEdited: true as const }),
    ...(message.forward_origin && { isForwarded: true as const }),
    ...(service && { service }),
  }
}

function keyboardOf(room: Room): Screen['keyboard'] {
  const markup = room.keyboard?.reply_markup as
    { keyboard?: (string | { text: string })[][]; input_field_placeholder?: string } | undefined
  if (!room.keyboard || !markup) return undefined
  const labels = (markup.keyboard ?? []).flat().map(button => (typeof button === 'string' ? button : button.text))
  return {
    kind: markup.keyboard ? 'reply' : 'force_reply',
    labels,
    messageId: room.keyboard.message_id,
    ...(markup.input_field_placeholder && { placeholder: markup.input_field_placeholder }),
  }
}

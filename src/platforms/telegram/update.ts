import { z } from 'zod'

/**
 * The part of a Telegram update we read; everything else is dropped at the door. Ids become strings: chat and user ids exceed
 * 32 bits and are never calculated with. Source: Bot API 10.
 */

const Id = z.number().int().transform(String)

const User = z.object({
  id: Id,
  is_bot: z.boolean(),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
})
export type User = z.infer<typeof User>

const Chat = z.object({
  id: Id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.string().optional(),
  is_forum: z.boolean().optional(),
})
export type Chat = z.infer<typeof Chat>

const FilePart = z.object({ file_id: z.string(), file_size: z.number().optional(), mime_type: z.string().optional() })
const NamedFile = FilePart.extend({ file_name: z.string().optional() })

const Keyboard = z.object({
  inline_keyboard: z.array(z.array(z.looseObject({ url: z.string().optional() }))).optional(),
})

/** What a reply looks at: only who wrote it, and whether it is our invitation or the first message of a topic. */
const Replied = z.object({
  message_id: Id,
  from: User.optional(),
  reply_markup: Keyboard.optional(),
  forum_topic_created: z.looseObject({}).optional(),
})

const Message = z.object({
  message_id: Id,
  date: z.number(),
  chat: Chat,
  from: User.optional(),
  sender_chat: Chat.optional(),
  message_thread_id: Id.optional(),
  is_topic_message: z.boolean().optional(),
  is_automatic_forward: z.boolean().optional(),
  reply_to_message: Replied.optional(),
  forward_origin: z.looseObject({ type: z.string() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(FilePart.extend({ width: z.number(), height: z.number() })).optional(),
  document: NamedFile.optional(),
  video: NamedFile.optional(),
  audio: NamedFile.optional(),
  animation: NamedFile.optional(),
  voice: FilePart.optional(),
  video_note: FilePart.optional(),
  migrate_to_chat_id: Id.optional(),
  migrate_from_chat_id: Id.optional(),
  new_chat_members: z.array(User).optional(),
  left_chat_member: User.optional(),
  forum_topic_created: z.looseObject({}).optional(),
  forum_topic_closed: z.looseObject({}).optional(),
  forum_topic_reopened: z.looseObject({}).optional(),
  forum_topic_edited: z.looseObject({}).optional(),
  pinned_message: z.looseObject({}).optional(),
  new_chat_title: z.string().optional(),
  group_chat_created: z.boolean().optional(),
})
export type Message = z.infer<typeof Message>

/** The bot's own membership, with the rights it needs. */
const Membership = z.object({
  status: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']),
  can_send_messages: z.boolean().optional(),
  can_manage_topics: z.boolean().optional(),
  can_delete_messages: z.boolean().optional(),
})
export type Membership = z.infer<typeof Membership>

export const Update = z.object({
  update_id: z.number().int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: User,
      data: z.string().optional(),
      message: z
        .object({
          message_id: Id,
          chat: Chat,
          message_thread_id: Id.optional(),
          is_topic_message: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat: Chat, from: User, old_chat_member: Membership, new_chat_member: Membership })
    .optional(),
})
export type Update = z.infer<typeof Update>

/** The kinds we ask Telegram for; it sends no others. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

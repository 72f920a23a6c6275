import type { Message, User } from '@grammyjs/types'
import { leadingCommand } from './entities.ts'
import type { Room, World } from './world.ts'
import { botIn, isAdmin, isInside } from './world.ts'

const CONTENT = ['text', 'photo', 'document', 'voice', 'sticker', 'video', 'audio', 'contact', 'location'] as const

/** The account that stands in for administrators who post anonymously. */
export const ANONYMOUS_ADMIN: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
}

/**
 * Whether the bot is sent this message: the privacy-mode rules of core.telegram.org/bots/features.
 * A mention alone does not count: the pages disagree, and a bot that needs it would be fragile.
 */
export function botHears(world: World, room: Room, message: Message): boolean {
  if (message.from?.is_bot && message.from.id !== ANONYMOUS_ADMIN.id) return false
  if (room.type === 'private') return !room.person?.blocked
  const bot = botIn(world, room)
  if (!isInside(bot)) return false
  const isService = CONTENT.every(kind => message[kind] === undefined)
  if (isService || isAdmin(bot) || world.me.can_read_all_group_messages) return true
  if (message.reply_to_message?.from?.id === world.bot.id || message.via_bot?.id === world.bot.id) return true
  const command = leadingCommand(message.text ?? message.caption ?? '')
  if (!command) return false
  if (command.at !== undefined) return command.at.toLowerCase() === world.bot.username.toLowerCase()
  return room.lastBotToSpeak === undefined || room.lastBotToSpeak === world.bot.id
}

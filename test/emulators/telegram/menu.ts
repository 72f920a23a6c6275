import type { BotCommand } from '@grammyjs/types'
import { menuKey } from './methods-bot.ts'
import type { Room, World } from './world.ts'
import { isAdmin } from './world.ts'

/**
 * The command menu one person sees in one chat: the first list that is set, in the order the Bot API documents under
 * "Determining list of commands".
 */
export function menuFor(world: World, room: Room, userId: number): readonly BotCommand[] {
  const language = world.people.get(userId)?.user.language_code
  const chat_id = room.id
  const admin = isAdmin(room.members.get(userId))
  const scopes =
    room.type === 'private'
      ? [{ type: 'chat', chat_id } as const, { type: 'all_private_chats' } as const, { type: 'default' } as const]
      : [
          { type: 'chat_member', chat_id, user_id: userId } as const,
          ...(admin ? [{ type: 'chat_administrators', chat_id } as const] : []),
          { type: 'chat', chat_id } as const,
          ...(admin ? [{ type: 'all_chat_administrators' } as const] : []),
          { type: 'all_group_chats' } as const,
          { type: 'default' } as const,
        ]
  for (const scope of scopes) {
    const found = world.commands.get(menuKey(scope, language)) ?? world.commands.get(menuKey(scope, undefined))
    if (found?.length) return found
  }
  return []
}

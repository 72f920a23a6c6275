import type { ChatAdministratorRights, ChatMember, User } from '@grammyjs/types'
import type { Member } from './world.ts'

const NO_RIGHTS: ChatAdministratorRights = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: false,
  can_manage_video_chats: false,
  can_restrict_members: false,
  can_promote_members: false,
  can_change_info: false,
  can_invite_users: false,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: false,
  can_manage_topics: false,
  can_send_welcome_messages: false,
}

/** A member as getChatMember and my_chat_member show it. */
export function chatMemberOf(user: User, member: Member | undefined): ChatMember {
  switch (member?.status ?? 'left') {
    case 'creator':
      return { status: 'creator', user, is_anonymous: false }
    case 'administrator':
      return { status: 'administrator', user, can_be_edited: false, ...NO_RIGHTS, ...member?.rights }
    case 'member':
      return { status: 'member', user }
    case 'restricted':
      return {
        status: 'restricted',
        user,
        is_member: true,
        can_send_messages: member?.maySend ?? false,
        can_send_audios: false,
        can_send_documents: false,
        can_send_photos: false,
        can_send_videos: false,
        can_send_video_notes: false,
        can_send_voice_notes: false,
        can_send_polls: false,
        can_send_other_messages: false,
        can_add_web_page_previews: false,
        can_react_to_messages: false,
        can_edit_tag: false,
        can_change_info: false,
        can_invite_users: false,
        can_pin_messages: false,
        can_manage_topics: false,
        until_date: 0,
      }
    case 'kicked':
      return { status: 'kicked', user, until_date: 0 }
    case 'left':
      return { status: 'left', user }
  }
}

import type { Address } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import type { DeepLinks } from './deep-link.ts'
import type { Received } from './read.ts'
import { languageOf } from './read.ts'
import type { Membership } from './update.ts'
import type { Words } from './words.ts'
import { targetOf } from './write.ts'
import type { Target } from './write.ts'

/** What the bot says to a group itself: the way to the private chat and what it may no longer do. Nothing personal, ever. */

export type GroupMessage = Target & {
  readonly text: string
  readonly link_preview_options: { readonly is_disabled: true }
  readonly disable_notification?: true
  readonly reply_markup?: { readonly inline_keyboard: { readonly text: string; readonly url: string }[][] }
}

export type GroupPort = {
  readonly words: Words
  readonly links: DeepLinks
  username(): string
  /** Never throws. */
  say(message: GroupMessage): Promise<void>
  moved(from: string, to: string): void
}

type Act = Exclude<Received, { kind: 'heard' }>

export function groupDesk(port: GroupPort, log: Log): (act: Act) => Promise<void> {
  const { words: text } = port

  const message = (place: Address, words: string, replyTo?: string): GroupMessage => ({
    ...targetOf(place),
    text: words,
    link_preview_options: { is_disabled: true },
    ...(replyTo && { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }),
  })

  async function membership(act: Extract<Act, { kind: 'membership' }>): Promise<void> {
    const { chat, by, before, now } = act
    if (chat.type === 'private') {
      // Sends to a person who blocked the bot are refused one by one; the engine finds the way round.
      log.info(now.status === 'kicked' ? 'blocked-by-person' : 'unblocked-by-person', { platform: 'telegram' })
      return
    }
    const language = languageOf(by)
    const place: Address = { platform: 'telegram', chat: chat.id, kind: 'group' }
    const group = tame(chat.title ?? '')
    const tellWhoDidIt = (key: string) =>
      by.is_bot
        ? Promise.resolve()
        : port.say(message({ platform: 'telegram', chat: by.id, kind: 'private' }, text(key, language, { group })))
    if (!isInside(before) && isInside(now)) {
      log.info('group-joined', { platform: 'telegram' })
      await port.say(message(place, text('telegram.added', language)))
    } else if (isInside(before) && !isInside(now)) {
      log.warn('group-left', {
        platform: 'telegram',
        hint: 'Cases go on in private; add the bot again and send /setup.',
      })
      await tellWhoDidIt('telegram.removed')
    } else if (maySend(before) && !maySend(now)) {
      log.warn('group-silenced', { platform: 'telegram', hint: 'Allow the bot to send messages in the group again.' })
      await tellWhoDidIt('telegram.silenced')
    } else if (before.can_manage_topics && !now.can_manage_topics) {
      log.warn('topics-lost', { platform: 'telegram', hint: 'Give the bot the right to manage topics again.' })
      await port.say(message(place, text('telegram.topics-lost', language)))
    }
  }

  return async act => {
    switch (act.kind) {
      case 'invite': {
        const { language } = act
        const url = port.links.group(port.username(), act.place.chat)
        const button = { text: text('telegram.invite.button', language).replace('\n', ' / '), url }
        await port.say({
          ...message(act.place, text('telegram.invite', language), act.replyTo),
          disable_notification: true,
          reply_markup: { inline_keyboard: [[button]] },
        })
        return
      }
      case 'anonymous':
        await port.say(message(act.place, text('telegram.anonymous', undefined), act.replyTo))
        return
      case 'moved':
        log.info('group-moved', { platform: 'telegram' })
        port.moved(act.from, act.to)
        return
      case 'membership':
        await membership(act)
    }
  }
}

const isInside = ({ status }: Membership) => status !== 'left' && status !== 'kicked'
/** Whether the bot may write as this member. */
export const maySend = (member: Membership) =>
  isInside(member) && (member.status !== 'restricted' || member.can_send_messages === true)
/** A group's title is somebody's text: no control or direction characters, not long. */
const tame = (title: string) => title.replace(/\p{C}/gu, '').slice(0, 64)

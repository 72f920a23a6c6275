import type { Effect, Line } from '../../core/effects.ts'
import type { CommunityRow } from '../casefile.ts'
import { tellModerators } from './ask.ts'

/**
 * Places a community can't be written to any more (the bot was removed or silenced, the group is gone): the moderators learn
 * it once, not with every message that meets it, and again only when it is lost anew.
 */

/** A chat with its app, whatever topic of it was meant. */
export type Chat = { readonly platform: string; readonly chat: string }

/** @returns undefined when nothing changes: no place of theirs, or known already */
export function reached(
  row: CommunityRow,
  chat: Chat,
  isOpen: boolean,
): { readonly row: CommunityRow; readonly say: readonly Effect[] } | undefined {
  const key = `${chat.platform}/${chat.chat}`
  const lost = row.lost ?? []
  if (isOpen)
    return lost.includes(key) ? { row: { ...row, lost: lost.filter(other => other !== key) }, say: [] } : undefined
  const places = [
    ['place.lost.helpers', row.helperPlace],
    ['place.lost.moderators', row.moderatorPlace],
    ['place.lost.rooms', row.rooms],
  ] as const
  const used = places.flatMap(([text, place]): Line[] => (place && isIn(place, chat) ? [{ text }] : []))
  if (used.length === 0 || lost.includes(key)) return undefined
  const say = tellModerators([{ text: 'place.lost' }, ...used, { text: 'place.mend' }])
  return { row: { ...row, lost: [...lost, key] }, say: [say] }
}

const isIn = (place: Chat, { platform, chat }: Chat) => place.platform === platform && place.chat === chat

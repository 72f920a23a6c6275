import type { CommunityId } from '../../core/ids.ts'
import type { PersonRow } from '../casefile.ts'
import type { DeskWish } from '../command.ts'
import type { Inbound } from '../messages.ts'
import type { Answered, Ask, Carry, DeskTools } from './ask.ts'
import { BLOCK } from './block.ts'
import { INVITES, communityOfInvite } from './invites.ts'
import { LINKS, communityOfLink } from './links.ts'
import { OVERVIEW } from './overview.ts'
import { POLICY } from './policy.ts'
import { ROSTER } from './roster.ts'
import { SHIELD } from './shield.ts'
import { WORK } from './work.ts'

/**
 * Wishes about a community rather than one case: who helps here, how they are called, what is open. Each is answered in a turn
 * of the community and kept in one commit; what it says goes through the outbox of the community's own file.
 */

const WISHES: Readonly<Record<string, Carry>> = {
  ...INVITES,
  ...ROSTER,
  ...LINKS,
  ...POLICY,
  ...OVERVIEW,
  ...SHIELD,
  ...WORK,
  ...BLOCK,
}

export const knowsWish = (name: string): boolean => Object.hasOwn(WISHES, name)

/** Carries out a wish; one that is not known changes nothing. */
export async function carry(wish: DeskWish, ask: Omit<Ask, 'input'>): Promise<Answered> {
  const how = Object.hasOwn(WISHES, wish.desk) ? WISHES[wish.desk] : undefined
  return how ? how({ ...ask, input: wish.input }) : { note: 'desk.bad-input' }
}

/** The community a wish is about: an invitation or a link names its own; a first set-up founds one. */
export async function communityOfWish(
  wish: DeskWish,
  inbound: Inbound,
  row: PersonRow,
  { archive, directory }: Pick<DeskTools, 'archive' | 'directory'>,
  home: CommunityId | undefined,
): Promise<CommunityId | undefined> {
  if (wish.desk === 'join' && wish.input.token) return communityOfInvite(wish.input.token, archive)
  if (wish.desk === 'link' && wish.input.token) return communityOfLink(wish.input.token, archive)
  return (await directory.communityOf(inbound.group)) ?? (row.community as CommunityId | undefined) ?? home
}

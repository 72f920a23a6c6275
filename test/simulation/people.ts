import { CommunityId, PersonId } from '../../src/core/ids.ts'
import { rows } from '../../src/engine/rows.ts'
import type { Address } from '../../src/engine/messages.ts'
import type { Archive } from '../../src/store/archive.ts'

/** The people of a simulated evening: two communities, one linked over both apps and one on Telegram without rooms. */

export type Part = 'victim' | 'helper' | 'moderator' | 'stranger'
export type Player = {
  readonly id: PersonId
  readonly part: Part
  readonly place: Address
  readonly community?: CommunityId
}

const player = (platform: 'discord' | 'telegram', name: string, part: Part, community?: string): Player => ({
  id: PersonId.parse(`${platform}:${name}`),
  part,
  place: { platform, chat: `${platform}-${name}`, kind: 'private' },
  community: community === undefined ? undefined : CommunityId.parse(community),
})

const LINKED = 'linked0000'
const SMALL = 'small00000'

export const HELPERS_ROOM: Address = { platform: 'discord', chat: 'helpers-room', kind: 'group' }
export const MODERATORS_ROOM: Address = { platform: 'discord', chat: 'moderators-room', kind: 'group' }

export const PLAYERS: readonly Player[] = [
  player('discord', 'v1', 'victim', LINKED),
  player('telegram', 'v2', 'victim', LINKED),
  player('telegram', 'v3', 'victim', SMALL),
  player('discord', 'v4', 'victim'),
  player('discord', 'h1', 'helper', LINKED),
  player('discord', 'h2', 'helper', LINKED),
  player('telegram', 'h3', 'helper', LINKED),
  player('telegram', 'h4', 'helper', SMALL),
  player('discord', 'm1', 'moderator', LINKED),
  player('telegram', 'm2', 'moderator', SMALL),
  player('discord', 's1', 'stranger'),
  player('telegram', 's2', 'stranger'),
]

/** Writes the communities and what is known of their people, as set-up and invites would have. */
export async function settleIn(archive: Archive, now: number): Promise<void> {
  const put: { key: string; value: unknown; version: number }[] = []
  for (const [name, places] of [
    [LINKED, { helperPlace: HELPERS_ROOM, moderatorPlace: MODERATORS_ROOM }],
    [SMALL, {}],
  ] as const) {
    const id = CommunityId.parse(name)
    const of = (part: Part) => PLAYERS.filter(one => one.part === part && one.community === id)
    const helpers = of('helper').map(({ id: helper }, n) => ({
      id: helper,
      name: `helper ${helper.split(':')[1]}`,
      languages: n % 2 === 0 ? ['ja', 'en'] : ['ja'],
      skills: [],
      timeZone: 'Asia/Tokyo',
      onDuty: true,
      loadLimit: 2,
      ring: Math.min(n + 1, 3),
      lead: n === 0,
      reachableSince: now,
    }))
    const value = { id, groups: [], language: 'ja', helpers, moderators: of('moderator').map(one => one.id), policy: {}, ...places } // prettier-ignore
    put.push({ key: rows.community(id), value, version: 1 })
  }
  for (const { id, place, community, part } of PLAYERS)
    if (community && part !== 'stranger')
      put.push({ key: rows.person(archive.blind(id)), value: { place, community }, version: 1 })
  await archive.commit({ put })
}

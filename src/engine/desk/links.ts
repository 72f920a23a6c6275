import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CommunityId } from '../../core/ids.ts'
import type { Archive } from '../../store/archive.ts'
import type { CommunityRow } from '../casefile.ts'
import type { Address, PlatformName } from '../messages.ts'
import { rows } from '../rows.ts'
import { tell, token } from './ask.ts'
import type { Answered, Ask, Carry } from './ask.ts'
import { SETTINGS } from './policy.ts'
import { exceptInOwnCase, isAdmin } from './rights.ts'
import { putCommunity } from './roster.ts'

/** A community is founded by /setup in one server or group; /link joins another server or group to it by a one-time code. */

const LINK_KEPT_MS = 30 * 60_000
const Link = z.object({ community: CommunityId, expiresAt: z.number() })
const linkRow = (secret: string) => `l/${createHash('sha256').update(secret).digest('base64url')}`

async function findLink(secret: string, archive: Archive) {
  if (!/^[A-Za-z0-9_-]{20,64}$/.test(secret)) return undefined
  const kept = await archive.load(linkRow(secret))
  return kept && Link.parse(kept.value)
}

export const communityOfLink = async (secret: string, archive: Archive) => (await findLink(secret, archive))?.community

/**
 * `setup`: founds the community of the server or group it is asked in, or changes its places. Input, all optional: `rooms`
 * (where case rooms are opened), `helpers` and `moderators` (where helpers are called and moderators told; a chat id, or
 * `<chat>/<thread>`), `language`, `country`, `retention` (days), `rings` (minutes), `roles` (ids whose holders may join unasked),
 * `cries` (on or off: whether public cries for help are answered where nobody called the bot).
 */
async function setup(ask: Ask): Promise<Answered> {
  const { input, by, inbound, community, language, tools, person } = ask
  if (!isAdmin(ask)) return { note: 'desk.not-admin' }
  const group = inbound.group
  if (!community && !group) return { note: 'desk.no-community' }
  const retention = input.retention === undefined ? {} : SETTINGS['retention']?.(input.retention)
  const before: CommunityRow = community?.row ?? {
    id: newId(tools.random),
    groups: [],
    language,
    helpers: [],
    moderators: [],
    policy: {},
  }
  const platform = inbound.place.platform
  const row: CommunityRow = {
    ...before,
    groups: group ? [...new Set([...before.groups, group])] : before.groups,
    language: input.language === 'ja' || input.language === 'en' ? input.language : before.language,
    country: input.country?.toUpperCase() ?? before.country,
    moderators: [...new Set([...before.moderators, by])],
    rooms: placeOf(input.rooms, platform) ?? before.rooms,
    helperPlace: placeOf(input.helpers, platform) ?? before.helperPlace,
    moderatorPlace: placeOf(input.moderators, platform) ?? before.moderatorPlace,
    // Looked at anew: a place that is still shut is told of again.
    lost: undefined,
    policy: {
      ...before.policy,
      ...retention,
      ...(input.rings ? SETTINGS['rings']?.(input.rings) : {}),
      ...(input.roles === undefined ? {} : { helperRoles: input.roles.split(',').filter(id => /^\d{1,25}$/.test(id)) }),
      ...(input.cries === undefined ? {} : { answersCries: input.cries === 'on' }),
    },
  }
  return {
    put: [
      putCommunity({ version: community?.version ?? 0 }, row),
      ...(group ? [{ key: rows.group(tools.archive.blind(group)), value: row.id }] : []),
      belongs(ask, row.id),
    ],
    say: [tell(by, [{ text: 'setup.done' }, ...(retention ? [] : [{ text: 'setup.not-retention' }])])],
    note: person.row.place ? undefined : 'setup.done',
  }
}

const belongs = ({ person, by, tools }: Ask, community: CommunityId) => ({
  key: rows.person(tools.directory.key(by)),
  value: { ...person.row, community },
  version: person.version + 1,
})

const newId = (random: (bytes: number) => Uint8Array): CommunityId => {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return CommunityId.parse([...random(10)].map(byte => letters[byte % letters.length]).join(''))
}

function placeOf(value: string | undefined, platform: PlatformName): Address | undefined {
  const [, chat, thread] = /^(-?[\w]{1,40})(?:\/([\w-]{1,40}))?$/.exec(value ?? '') ?? []
  if (!chat) return undefined
  return thread ? { platform, chat, thread, kind: 'room' } : { platform, chat, kind: 'group' }
}

/** Without a code: makes one in a community that is set up. With it: joins this server or group to that community. */
async function link(ask: Ask): Promise<Answered> {
  const { input, by, inbound, community, now, tools } = ask
  if (!isAdmin(ask)) return { note: 'desk.not-admin' }
  if (!input.token) {
    if (!community) return { note: 'desk.no-community' }
    const secret = token(tools.random)
    const value = { community: community.row.id, expiresAt: now + LINK_KEPT_MS }
    return {
      put: [{ key: linkRow(secret), value, expiresAt: value.expiresAt }],
      say: [tell(by, [{ text: 'link.made' }, { text: 'link.code', params: { token: secret } }])],
    }
  }
  const found = await findLink(input.token, tools.archive)
  const { group } = inbound
  if (!found || found.expiresAt <= now || !community || !group) return { note: 'link.bad' }
  const joining = await tools.directory.communityOf(group)
  const other = joining && joining !== community.row.id ? await tools.directory.community(joining) : undefined
  // Two rosters are never merged unasked: whose helpers they are would be unclear.
  if (other && other.row.helpers.length > 0) return { note: 'link.busy' }
  const groups = [...new Set([...community.row.groups, group, ...(other?.row.groups ?? [])])]
  const row = {
    ...community.row,
    groups,
    moderators: [...new Set([...community.row.moderators, by, ...(other?.row.moderators ?? [])])],
    rooms: community.row.rooms ?? other?.row.rooms,
    helperPlace: community.row.helperPlace ?? other?.row.helperPlace,
    moderatorPlace: community.row.moderatorPlace ?? other?.row.moderatorPlace,
  }
  return {
    put: [
      putCommunity(community, row),
      ...groups.map(name => ({ key: rows.group(tools.archive.blind(name)), value: row.id })),
      belongs(ask, row.id),
    ],
    remove: [linkRow(input.token), ...(other ? [rows.community(other.row.id)] : [])],
    say: [tell(by, [{ text: 'link.done' }])],
    note: 'link.done',
  }
}

export const LINKS: Readonly<Record<string, Carry>> = { setup, link: exceptInOwnCase(link) }

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { PRIORITY } from '../../core/effects.ts'
import type { Effect } from '../../core/effects.ts'
import { NOTICE_MS } from '../../core/escalation.ts'
import { CommunityId, PersonId } from '../../core/ids.ts'
import type { Archive } from '../../store/archive.ts'
import { rows } from '../rows.ts'
import { tell, tellModerators, token } from './ask.ts'
import type { Ask, Carry } from './ask.ts'
import { exceptInOwnCase, fold, helpers, moderators } from './rights.ts'
import { putCommunity } from './roster.ts'

/**
 * How somebody becomes a trusted helper: a moderator invites, the helper confirms. The invitation has 144 random bits, works
 * once and for a day, is kept as a hash only, and is bound to who made it and to the app it is for.
 */

const INVITE_KEPT_MS = 24 * 3_600_000
const MAX_NAME = 40

const Invite = z.object({
  community: CommunityId,
  inviter: PersonId,
  platform: z.enum(['discord', 'telegram', 'terminal']),
  ring: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  lead: z.boolean(),
  expiresAt: z.number(),
})
type Invite = z.infer<typeof Invite>

const inviteRow = (secret: string) => `v/${createHash('sha256').update(secret).digest('base64url')}`

async function findInvite(secret: string, archive: Archive): Promise<Invite | undefined> {
  if (!/^[A-Za-z0-9_-]{20,64}$/.test(secret)) return undefined
  const kept = await archive.load(inviteRow(secret))
  return kept && Invite.parse(kept.value)
}

export const communityOfInvite = async (secret: string, archive: Archive) =>
  (await findInvite(secret, archive))?.community

const invite: Carry = moderators(({ input, by, inbound, now, tools }, { row }) => {
  const secret = token(tools.random)
  const value: Invite = {
    community: row.id,
    inviter: by,
    platform: Invite.shape.platform.safeParse(input.platform).data ?? inbound.place.platform,
    ring: Invite.shape.ring.safeParse(Number(input.ring)).data ?? 1,
    lead: input.lead === 'yes',
    expiresAt: now + INVITE_KEPT_MS,
  }
  return {
    put: [{ key: inviteRow(secret), value, expiresAt: value.expiresAt }],
    say: [
      {
        ...tell(by, [{ text: 'invite.made' }, { text: 'invite.code', params: { token: secret } }]),
        invitation: { app: value.platform, token: secret },
      },
    ],
  }
})

/** A role that an administrator named at /setup stands for an invitation of theirs; asked of the app at this moment. */
function byRole({ community, inbound, now }: Ask): Invite | undefined {
  const allowed = community?.row.policy.helperRoles
  const inviter = community?.row.moderators[0]
  if (!community || !inviter || !Array.isArray(allowed)) return undefined
  if (!inbound.roles?.some(role => allowed.includes(role))) return undefined
  const { platform } = inbound.place
  return { community: community.row.id, inviter, platform, ring: 1, lead: false, expiresAt: now + INVITE_KEPT_MS }
}

async function join(ask: Ask) {
  const { input, by, inbound, now, language, community, person, tools } = ask
  // In a group everybody would read the invitation.
  if (inbound.place.kind !== 'private') return { note: 'desk.private' }
  const secret = input.token ?? ''
  const found = secret === '' ? byRole(ask) : await findInvite(secret, tools.archive)
  const valid = found && community && found.expiresAt > now && inbound.place.platform === found.platform
  // An invitation outlives neither its day nor the trust in who made it.
  if (!valid || !community.row.moderators.includes(found.inviter)) return { note: 'join.bad' }
  if (secret !== '' && found.inviter === by) return { note: 'join.own' }
  if (community.row.helpers.some(({ id }) => id === by)) return { note: 'join.already' }
  const name =
    (input.name ?? inbound.name ?? '').trim().slice(0, MAX_NAME) || `helper ${community.row.helpers.length + 1}`
  const helper = {
    id: by,
    name: unique(name, community.row.helpers),
    languages: [language],
    skills: [],
    timeZone: person.row.timeZone ?? tools.defaultTimeZone,
    onDuty: true,
    loadLimit: 3,
    ring: found.ring,
    lead: found.lead,
    reachableSince: now,
  }
  const row = { ...community.row, helpers: [...community.row.helpers, helper] }
  return {
    put: [
      putCommunity(community, row),
      {
        key: rows.person(tools.directory.key(by)),
        value: { ...person.row, place: inbound.place, community: row.id, language, reachableSince: now },
        version: person.version + 1,
      },
    ],
    remove: [inviteRow(secret)],
    say: [
      tell(by, [{ text: 'join.done', params: { name: helper.name } }]),
      tellModerators([{ text: 'join.told', params: { name: helper.name } }]),
      ...toldToHelpers(community.row.helpers, helper.name),
    ],
  }
}

/** Whoever works here hears of a new colleague before that colleague is given a case that is open already. */
const toldToHelpers = (helpers: readonly { readonly id: PersonId }[], name: string): Effect[] =>
  helpers.length === 0
    ? []
    : [
        {
          type: 'say',
          to: { helpers: helpers.map(({ id }) => id) },
          lines: [{ text: 'join.told-helpers', params: { name, minutes: NOTICE_MS / 60_000 } }],
          buttons: [],
          priority: PRIORITY.reminder,
          quiet: true,
        },
      ]

/** Two helpers never share a name: the person must be able to tell them apart. */
function unique(name: string, others: readonly { name: string }[]): string {
  const taken = new Set(others.map(other => fold(other.name)))
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name} ${n}`
    if (!taken.has(fold(candidate))) return candidate
  }
}

const leave: Carry = helpers(async (ask, here) => {
  const gone = here.row.helpers.find(({ id }) => id === ask.by)
  const row = { ...here.row, helpers: here.row.helpers.filter(({ id }) => id !== ask.by) }
  return {
    put: [putCommunity(here, row)],
    cases: await letGo(ask, ask.by),
    say: [
      tell(ask.by, [{ text: 'leave.done' }]),
      tellModerators([{ text: 'leave.told', params: { name: gone?.name ?? '' } }]),
    ],
  }
})

/** Whoever is no helper any more owns no case: others are called for each. */
export async function letGo({ tools }: Ask, helper: PersonId) {
  const owned = await tools.archive.keys(rows.ownedBy(tools.directory.key(helper)), { limit: 200 })
  return owned.map(key => ({
    caseId: key.split('/')[2] as Parameters<typeof rows.case>[0],
    intents: [{ type: 'release' as const, by: helper }],
  }))
}

export const INVITES: Readonly<Record<string, Carry>> = { invite: exceptInOwnCase(invite), join, leave }

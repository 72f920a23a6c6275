import type { Clock } from '../../engine/clock.ts'
import type { Archive } from '../../store/archive.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import type { Permission } from './permissions.ts'
import { madeAt } from './wire.ts'
import type { MemberJson, MessageJson, Snowflake } from './wire.ts'

/** What can be done about an account in a server, and how it is taken back. */

/** What each press needs of the presser, and which button stands there afterwards. */
export const ACTS = {
  timeout: { needs: 'time-out', next: 'untimeout' },
  untimeout: { needs: 'time-out', next: 'timeout' },
  roles: { needs: 'manage-roles', next: 'restore' },
  restore: { needs: 'manage-roles', next: 'roles' },
  purge: { needs: 'manage-messages', next: 'purge-now' },
  'purge-now': { needs: 'manage-messages', next: 'purge' },
  invites: { needs: 'manage-guild', next: 'invites-now' },
  'invites-now': { needs: 'manage-guild', next: 'invites' },
} as const satisfies Record<string, { needs: Permission; next: string }>
export type Act = keyof typeof ACTS
export const isAct = (name: string): name is Act => Object.hasOwn(ACTS, name)

export type ContainmentActsParts = {
  readonly api: Api
  readonly archive: Archive
  readonly clock: Clock
  /** Text channels of a server in which the bot may read and delete. */
  readonly channelsOf: (guild: Snowflake) => readonly Snowflake[]
}

const TIME_OUT_MS = 24 * 3_600_000
const RECENT_MS = 24 * 3_600_000
const PAGE = 100
const MAX_PAGES = 5
const BULK = 100

/** @returns carries out one act and tells how many things it touched */
export function openContainmentActs(parts: ContainmentActsParts) {
  const { api, archive } = parts
  const now = () => parts.clock.now()

  async function act(name: Act, guild: Snowflake, target: Snowflake): Promise<number> {
    const member = `/guilds/${guild}/members/${target}` as const
    const reason = 'Kakekomi: contained at a moderator’s press'
    switch (name) {
      case 'timeout': {
        const until = new Date(now() + TIME_OUT_MS).toISOString()
        await patiently(() => api('PATCH', member, { body: { communication_disabled_until: until }, reason }))
        return 1
      }
      case 'untimeout':
        await patiently(() => api('PATCH', member, { body: { communication_disabled_until: null }, reason }))
        return 1
      case 'roles':
        return takeRoles(guild, target, reason)
      case 'restore':
        return giveRoles(guild, target, reason)
      case 'purge-now':
        return purge(guild, target, reason)
      case 'invites-now':
        return revoke(guild, target, reason)
      case 'purge':
      case 'invites':
        return 0
    }
  }

  const rolesRow = (guild: Snowflake, target: Snowflake) => `x/dc-roles/${archive.blind(`${guild}/${target}`)}`

  /** Roles are kept before they are taken: a crash in between leaves nothing to be remembered by hand. */
  async function takeRoles(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    const { roles } = (await patiently(() => api('GET', `/guilds/${guild}/members/${target}`))) as MemberJson
    const all = (await patiently(() => api('GET', `/guilds/${guild}/roles`))) as { id: Snowflake; managed: boolean }[]
    // Roles of integrations and boosts are Discord's own; nobody can take them.
    const fixed = roles.filter(id => all.find(role => role.id === id)?.managed)
    const taken = roles.filter(id => !fixed.includes(id))
    const kept = await archive.load(rolesRow(guild, target))
    const before = Array.isArray(kept?.value) ? (kept.value as Snowflake[]) : []
    const value = [...new Set([...before, ...taken])]
    await archive.commit({ put: [{ key: rolesRow(guild, target), value, version: (kept?.version ?? 0) + 1 }] })
    await patiently(() => api('PATCH', `/guilds/${guild}/members/${target}`, { body: { roles: fixed }, reason }))
    return taken.length
  }

  async function giveRoles(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    const kept = await archive.load(rolesRow(guild, target))
    const taken = Array.isArray(kept?.value) ? (kept.value as Snowflake[]) : []
    const { roles } = (await patiently(() => api('GET', `/guilds/${guild}/members/${target}`))) as MemberJson
    const all = (await patiently(() => api('GET', `/guilds/${guild}/roles`))) as { id: Snowflake }[]
    // A role that was deleted meanwhile would have all the others refused.
    const back = taken.filter(id => all.some(role => role.id === id))
    const body = { roles: [...new Set([...roles, ...back])] }
    await patiently(() => api('PATCH', `/guilds/${guild}/members/${target}`, { body, reason }))
    await archive.commit({ remove: [rolesRow(guild, target)] })
    return back.length
  }

  /** Their messages of the last day, channel by channel. */
  async function purge(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    let count = 0
    for (const channel of parts.channelsOf(guild)) {
      const ids = await recent(channel, target)
      for (let from = 0; from < ids.length; from += BULK) {
        const messages = ids.slice(from, from + BULK)
        const [only] = messages
        await patiently(() =>
          messages.length === 1
            ? api('DELETE', `/channels/${channel}/messages/${only ?? ''}`, { reason })
            : api('POST', `/channels/${channel}/messages/bulk-delete`, { body: { messages }, reason }),
        )
      }
      count += ids.length
    }
    return count
  }

  async function recent(channel: Snowflake, target: Snowflake): Promise<Snowflake[]> {
    const found: Snowflake[] = []
    let before: string | undefined
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query: Record<string, string> = { limit: String(PAGE), ...(before ? { before } : {}) }
      const messages = (await patiently(() => api('GET', `/channels/${channel}/messages`, { query }))) as MessageJson[]
      const young = messages.filter(({ id }) => now() - madeAt(id) <= RECENT_MS)
      found.push(...young.filter(({ author }) => author?.id === target).map(({ id }) => id))
      if (young.length < PAGE) break
      before = messages.at(-1)?.id
    }
    return found
  }

  async function revoke(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    const invites = (await patiently(() => api('GET', `/guilds/${guild}/invites`))) as {
      code: string
      inviter?: { id: Snowflake }
    }[]
    const theirs = invites.filter(({ inviter }) => inviter?.id === target)
    for (const { code } of theirs)
      await patiently(() => api('DELETE', `/invites/${encodeURIComponent(code)}`, { reason }))
    return theirs.length
  }

  return act
}

import type { Call, Route } from '../http.ts'
import { channelJson, guildJson, memberJson, roleJson, userJson } from '../payload.ts'
import { ALL_PERMISSIONS, guildPermissions, rank } from '../permissions.ts'
import { INTENTS } from '../posting.ts'
import { refuse } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { guildFor, memberFor, needInGuild, needRankOver } from '../stage.ts'
import type { Guild, Json, Member, Snowflake } from '../world.ts'
import { inviteJson } from './channels.ts'

const TIMEOUT_MOST_MS = 28 * 24 * 3_600_000

/** Guilds: channels, roles, members (time-out, roles, kick), bans, invites, active threads. */
export function guildRoutes(stage: Stage): Route[] {
  const { world } = stage
  const member = '/guilds/:guild/members/:user'
  return [
    { method: 'GET', path: '/guilds/:guild', answer: ({ params }) => guildJson(guildFor(stage, params.guild)) },
    {
      method: 'GET',
      path: '/guilds/:guild/channels',
      answer: ({ params }) =>
        [...world.channels.values()]
          .filter(channel => channel.guildId === guildFor(stage, params.guild).id && !channel.thread)
          .map(channel => channelJson(world, channel)),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/threads/active',
      answer({ params }) {
        const guild = guildFor(stage, params.guild)
        const threads = [...world.channels.values()].filter(
          one => one.guildId === guild.id && one.thread && !one.thread.archived && one.thread.members.has(world.bot.id),
        )
        return { threads: threads.map(channel => channelJson(world, channel)), members: [], has_more: false }
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles',
      answer: ({ params }) => [...guildFor(stage, params.guild).roles.values()].map(roleJson),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members',
      answer({ params, query }) {
        if (!stage.readsMembers) refuse(50001)
        const members = [...guildFor(stage, params.guild).members.values()]
        return members.slice(0, Number(query.get('limit') ?? 1)).map(one => memberJson(world, one))
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/search',
      answer({ params, query }) {
        const wanted = (query.get('query') ?? '').toLowerCase()
        const named = (one: Member) => world.users.get(one.userId)?.name.toLowerCase().startsWith(wanted) ?? false
        const members = [...guildFor(stage, params.guild).members.values()].filter(named)
        return members.slice(0, Number(query.get('limit') ?? 1)).map(one => memberJson(world, one))
      },
    },
    {
      method: 'GET',
      path: member,
      answer: ({ params }) => memberJson(world, memberFor(guildFor(stage, params.guild), params.user)),
    },
    { method: 'PATCH', path: member, body: 'member', answer: call => changeMember(stage, call) },
    ...(['PUT', 'DELETE'] as const).map(method => ({
      method,
      path: `${member}/roles/:role`,
      answer({ params, reason }: Call) {
        const guild = guildFor(stage, params.guild)
        const target = memberFor(guild, params.user)
        const role = params.role ?? ''
        const roles = target.roles.filter(id => id !== role)
        if (!guild.roles.has(role)) refuse(10011)
        setRoles(stage, guild, target, method === 'PUT' ? [...roles, role] : roles)
        stage.audit.push({ action: 'member-roles', targetId: target.userId, reason })
      },
    })),
    {
      method: 'DELETE',
      path: member,
      answer({ params, reason }) {
        const guild = guildFor(stage, params.guild)
        const target = memberFor(guild, params.user)
        needInGuild(stage, guild, 'KICK_MEMBERS')
        needRankOver(stage, guild, target.userId)
        leave(stage, guild, target.userId)
        stage.audit.push({ action: 'member-kick', targetId: target.userId, reason })
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/bans',
      answer({ params }) {
        const guild = guildFor(stage, params.guild)
        needInGuild(stage, guild, 'BAN_MEMBERS')
        return [...guild.bans.keys()].map(id => banJson(stage, guild, id))
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/bans/:user',
      answer({ params }) {
        const guild = guildFor(stage, params.guild)
        needInGuild(stage, guild, 'BAN_MEMBERS')
        return guild.bans.has(params.user ?? '') ? banJson(stage, guild, params.user ?? '') : refuse(10026)
      },
    },
    {
      method: 'PUT',
      path: '/guilds/:guild/bans/:user',
      body: 'ban',
      answer({ params, reason }) {
        const guild = guildFor(stage, params.guild)
        const id = params.user ?? ''
        needInGuild(stage, guild, 'BAN_MEMBERS')
        if (!world.users.has(id)) refuse(10013)
        if (guild.members.has(id)) needRankOver(stage, guild, id)
        guild.bans.set(id, { reason })
        leave(stage, guild, id)
        stage.audit.push({ action: 'ban', targetId: id, reason })
        const d = { guild_id: guild.id, user: (banJson(stage, guild, id).user as Json | undefined) ?? {} }
        world.emit({ t: 'GUILD_BAN_ADD', d, guildId: guild.id, intent: INTENTS.GUILD_MODERATION })
      },
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/bans/:user',
      answer({ params, reason }) {
        const guild = guildFor(stage, params.guild)
        needInGuild(stage, guild, 'BAN_MEMBERS')
        if (!guild.bans.delete(params.user ?? '')) refuse(10026)
        stage.audit.push({ action: 'unban', targetId: params.user ?? '', reason })
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/invites',
      answer({ params }) {
        const guild = guildFor(stage, params.guild)
        needInGuild(stage, guild, 'MANAGE_GUILD')
        return [...guild.invites.keys()].map(code => inviteJson(stage, code))
      },
    },
  ]
}

function changeMember(stage: Stage, { params, body, reason }: Call): Json {
  const guild = guildFor(stage, params.guild)
  const target = memberFor(guild, params.user)
  if (body.communication_disabled_until !== undefined) {
    needInGuild(stage, guild, 'MODERATE_MEMBERS')
    needRankOver(stage, guild, target.userId)
    // Discord refuses to time out anyone with Administrator.
    if (guildPermissions(guild, target) === ALL_PERMISSIONS) refuse(50013)
    const until =
      body.communication_disabled_until === null ? null : Date.parse(body.communication_disabled_until as string)
    if (until !== null && until - stage.world.now() > TIMEOUT_MOST_MS)
      refuse(50035, ['communication_disabled_until: Must be within 28 days'])
    target.timeoutUntil = until
  }
  if (Array.isArray(body.roles)) setRoles(stage, guild, target, body.roles as Snowflake[])
  if (typeof body.nick === 'string' || body.nick === null) target.nick = body.nick
  stage.audit.push({ action: 'member-update', targetId: target.userId, reason })
  emitMember(stage, guild, target)
  return memberJson(stage.world, target)
}

// Every role that changes must exist, be unmanaged and stand below the bot's highest.
function setRoles(stage: Stage, guild: Guild, target: Member, roles: Snowflake[]): void {
  needInGuild(stage, guild, 'MANAGE_ROLES')
  const changed = [...roles.filter(id => !target.roles.includes(id)), ...target.roles.filter(id => !roles.includes(id))]
  for (const id of changed) {
    const role = guild.roles.get(id) ?? refuse(10011)
    if (role.managed || role.position >= rank(guild, stage.world.bot.id)) refuse(50013)
  }
  target.roles = [...new Set(roles)]
  emitMember(stage, guild, target)
}

function emitMember(stage: Stage, guild: Guild, target: Member): void {
  const d = { ...memberJson(stage.world, target), guild_id: guild.id }
  // A bot always hears about itself; others need the members intent.
  const intent = target.userId === stage.world.bot.id ? INTENTS.GUILDS : INTENTS.GUILD_MEMBERS
  stage.world.emit({ t: 'GUILD_MEMBER_UPDATE', d, guildId: guild.id, intent })
}

function leave(stage: Stage, guild: Guild, userId: Snowflake): void {
  if (!guild.members.delete(userId)) return
  const user = stage.world.users.get(userId)
  const d = { guild_id: guild.id, user: user ? userJson(user) : { id: userId } }
  stage.world.emit({ t: 'GUILD_MEMBER_REMOVE', d, guildId: guild.id, intent: INTENTS.GUILD_MEMBERS })
}

function banJson(stage: Stage, guild: Guild, id: Snowflake): Json {
  const user = stage.world.users.get(id)
  return { reason: guild.bans.get(id)?.reason ?? null, user: user ? userJson(user) : { id } }
}

import { channelJson, guildCreateJson, memberJson, roleJson } from './payload.ts'
import type { Permission } from './permissions.ts'
import { bits } from './permissions.ts'
import { INTENTS } from './posting.ts'
import type { Channel, Guild, Member, Overwrite, Role, Snowflake, World } from './world.ts'

const EVERYONE: Permission[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'ATTACH_FILES',
  'EMBED_LINKS',
  'USE_APPLICATION_COMMANDS',
  'CREATE_PUBLIC_THREADS',
  'CREATE_PRIVATE_THREADS',
  'SEND_MESSAGES_IN_THREADS',
]

/** A guild in the hands of its administrator. */
export type GuildBench = {
  id: Snowflake
  guild: Guild
  role(name: string, permissions?: Permission[], position?: number): Role
  channel(name: string, rules?: { for: { id: Snowflake }; allow?: Permission[]; deny?: Permission[] }[]): Channel
  join(user: { id: Snowflake }, roles?: { id: Snowflake }[]): Member
  leave(user: { id: Snowflake }): void
  invite(channel: Channel, inviter: { id: Snowflake }, code: string): void
  /** Replaces the permissions of the bot's own role. */
  allowBot(permissions: Permission[]): void
  archive(thread: Channel, locked?: boolean): void
}

/** Founds a guild with the bot in it; a connected bot hears GUILD_CREATE. */
export function foundGuild(
  world: World,
  name: string,
  options: { owner: Snowflake; locale?: string; bot: Permission[]; bare?: boolean },
): GuildBench {
  const id = world.newId()
  const role = (roleName: string, permissions: Permission[], position: number, roleId = world.newId()): Role => ({
    id: roleId,
    name: roleName,
    permissions: bits(...permissions),
    position,
    managed: false,
  })
  const everyone = role('@everyone', options.bare ? [] : EVERYONE, 0, id)
  const botRole = { ...role(world.bot.name, options.bot, 10), managed: true }
  const joined = (userId: Snowflake, roles: Snowflake[]): Member => ({
    userId,
    nick: null,
    roles,
    joinedAt: world.now(),
    timeoutUntil: null,
  })
  const guild: Guild = {
    id,
    name,
    ownerId: options.owner,
    locale: options.locale ?? 'en-US',
    roles: new Map([
      [id, everyone],
      [botRole.id, botRole],
    ]),
    members: new Map([
      [options.owner, joined(options.owner, [])],
      [world.bot.id, joined(world.bot.id, [botRole.id])],
    ]),
    bans: new Map(),
    invites: new Map(),
    activeThreadLimit: 1000,
  }
  world.guilds.set(id, guild)
  const tell = (t: string, d: Record<string, unknown>, intent: number = INTENTS.GUILDS) =>
    world.emit({ t, d, guildId: id, intent })
  tell('GUILD_CREATE', guildCreateJson(world, guild))

  return {
    id,
    guild,
    role(roleName, permissions = [], position = 1) {
      const made = role(roleName, permissions, position)
      guild.roles.set(made.id, made)
      tell('GUILD_ROLE_CREATE', { guild_id: id, role: roleJson(made) })
      return made
    },
    channel(channelName, rules = []) {
      const overwrites = rules.map((rule): Overwrite => ({
        id: rule.for.id,
        type: guild.roles.has(rule.for.id) ? 0 : 1,
        allow: bits(...(rule.allow ?? [])),
        deny: bits(...(rule.deny ?? [])),
      }))
      const made: Channel = {
        id: world.newId(),
        type: 0,
        guildId: id,
        name: channelName,
        topic: null,
        parentId: null,
        overwrites,
        recipients: [],
        thread: null,
      }
      world.channels.set(made.id, made)
      tell('CHANNEL_CREATE', channelJson(world, made))
      return made
    },
    join(user, roles = []) {
      const member = joined(
        user.id,
        roles.map(one => one.id),
      )
      guild.members.set(user.id, member)
      tell('GUILD_MEMBER_ADD', { ...memberJson(world, member), guild_id: id }, INTENTS.GUILD_MEMBERS)
      return member
    },
    leave(user) {
      guild.members.delete(user.id)
      if (user.id === world.bot.id) tell('GUILD_DELETE', { id })
      else tell('GUILD_MEMBER_REMOVE', { guild_id: id, user: { id: user.id } }, INTENTS.GUILD_MEMBERS)
    },
    invite(channel, inviter, code) {
      guild.invites.set(code, { code, channelId: channel.id, inviterId: inviter.id, createdAt: world.now(), uses: 0 })
    },
    allowBot(permissions) {
      botRole.permissions = bits(...permissions)
      tell('GUILD_ROLE_UPDATE', { guild_id: id, role: roleJson(botRole) })
    },
    archive(thread, locked = false) {
      if (!thread.thread) throw new Error(`${thread.name} is no thread`)
      Object.assign(thread.thread, { archived: true, locked, changedAt: world.now() })
      tell('THREAD_UPDATE', channelJson(world, thread))
    },
  }
}

import type { Channel, Guild, Member, Snowflake, World } from './world.ts'

/** Permission bits of Discord that the emulator knows (docs: topics/permissions). */
export const PERMISSIONS = {
  CREATE_INSTANT_INVITE: 1n << 0n,
  KICK_MEMBERS: 1n << 1n,
  BAN_MEMBERS: 1n << 2n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_AUDIT_LOG: 1n << 7n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  MANAGE_ROLES: 1n << 28n,
  MANAGE_WEBHOOKS: 1n << 29n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  MODERATE_MEMBERS: 1n << 40n,
  PIN_MESSAGES: 1n << 51n,
} as const

export type Permission = keyof typeof PERMISSIONS

/** Every bit the emulator knows. */
export const ALL_PERMISSIONS = Object.values(PERMISSIONS).reduce((sum, bit) => sum | bit, 0n)

/** What a timed-out member keeps (docs: resources/guild, modify guild member). */
const LEFT_IN_TIMEOUT = PERMISSIONS.VIEW_CHANNEL | PERMISSIONS.READ_MESSAGE_HISTORY

/** The bit set for a list of permission names. */
export function bits(...names: Permission[]): bigint {
  return names.reduce((sum, name) => sum | PERMISSIONS[name], 0n)
}

/** Guild-wide permissions of a member: owner and administrator have all; otherwise @everyone and roles add up. */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.userId) return ALL_PERMISSIONS
  let sum = guild.roles.get(guild.id)?.permissions ?? 0n
  for (const id of member.roles) sum |= guild.roles.get(id)?.permissions ?? 0n
  return (sum & PERMISSIONS.ADMINISTRATOR) !== 0n ? ALL_PERMISSIONS : sum
}

/** Permissions in a channel, in Discord's order: base, @everyone overwrite, role overwrites, member overwrite, time-out. */
export function channelPermissions(world: World, guild: Guild, member: Member, channel: Channel): bigint {
  const place = channel.thread && channel.parentId ? world.channels.get(channel.parentId) : channel
  const base = guildPermissions(guild, member)
  if (!place || base === ALL_PERMISSIONS) return base
  const everyone = place.overwrites.find(overwrite => overwrite.id === guild.id)
  let sum = (base & ~(everyone?.deny ?? 0n)) | (everyone?.allow ?? 0n)
  const roles = place.overwrites.filter(overwrite => overwrite.type === 0 && member.roles.includes(overwrite.id))
  for (const overwrite of roles) sum &= ~overwrite.deny
  for (const overwrite of roles) sum |= overwrite.allow
  const own = place.overwrites.find(overwrite => overwrite.type === 1 && overwrite.id === member.userId)
  sum = (sum & ~(own?.deny ?? 0n)) | (own?.allow ?? 0n)
  if (member.timeoutUntil !== null && member.timeoutUntil > world.now()) sum &= LEFT_IN_TIMEOUT
  // Without view or send, everything that needs them is denied implicitly.
  if ((sum & PERMISSIONS.VIEW_CHANNEL) === 0n) return 0n
  return sum
}

/** Whether a user sees a channel: a private thread needs membership or MANAGE_THREADS, a DM needs to be theirs. */
export function canSee(world: World, userId: Snowflake, channel: Channel): boolean {
  if (channel.guildId === null) return channel.recipients.includes(userId)
  const guild = world.guilds.get(channel.guildId)
  const member = guild?.members.get(userId)
  if (!guild || !member) return false
  const allowed = channelPermissions(world, guild, member, channel)
  if ((allowed & PERMISSIONS.VIEW_CHANNEL) === 0n) return false
  if (channel.type !== 12) return true
  return (channel.thread?.members.has(userId) ?? false) || (allowed & PERMISSIONS.MANAGE_THREADS) !== 0n
}

/** Position of a member's highest role; the owner stands above all roles. */
export function rank(guild: Guild, userId: Snowflake): number {
  if (guild.ownerId === userId) return Number.POSITIVE_INFINITY
  const roles = guild.members.get(userId)?.roles ?? []
  return Math.max(0, ...roles.map(id => guild.roles.get(id)?.position ?? 0))
}

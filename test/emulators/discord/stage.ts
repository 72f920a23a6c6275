import type { BodyKind } from './check.ts'
import type { Upload } from './http.ts'
import type { Interaction } from './interactions.ts'
import type { Permission } from './permissions.ts'
import { canSee, channelPermissions, guildPermissions, PERMISSIONS, rank } from './permissions.ts'
import type { Ping } from './posting.ts'
import { refuse } from './refusal.ts'
import type { Attachment, Channel, Guild, Json, Member, Message, Snowflake, World } from './world.ts'

/** What the routes work on. */
export type Stage = {
  world: World
  pings: Ping[]
  interactions: Map<Snowflake, Interaction>
  /** Moderation actions with the reason given, as the audit log would show them. */
  audit: { action: string; targetId: Snowflake; reason: string | null }[]
  /** Edits of messages older than an hour, per channel: after `limit` in `perMs` comes 30046. */
  oldEdits: { limit: number; perMs: number; seen: Map<Snowflake, number[]> }
  complain: (route: string, problem: string) => void
  /** Keeps a file and gives it an address the bot can download from. */
  keep(
    channelId: Snowflake,
    file: { filename: string; contentType: string; bytes: Uint8Array; description?: string },
  ): Attachment
  /** Whether the message-content intent is switched on for the application. */
  readsContent: boolean
  readsMembers: boolean
  /** Checks a body whose kind only the world knows, and records what is wrong. */
  check(kind: BodyKind, body: Json): string[]
  typing: Snowflake[]
  registrations: { scope: string; commands: Json[] }[]
}

/** @throws Refusal 10003 unknown, 50001 when the bot may not see it */
export function channelFor(stage: Stage, id: string | undefined): Channel {
  const channel = stage.world.channels.get(id ?? '')
  if (!channel) return refuse(10003)
  if (!canSee(stage.world, stage.world.bot.id, channel)) return refuse(50001)
  return channel
}

/** @throws Refusal 10004 unknown, 50001 when the bot is not in it */
export function guildFor(stage: Stage, id: string | undefined): Guild {
  const guild = stage.world.guilds.get(id ?? '')
  if (!guild) return refuse(10004)
  return guild.members.has(stage.world.bot.id) ? guild : refuse(50001)
}

/** @throws Refusal 10007 */
export function memberFor(guild: Guild, id: string | undefined): Member {
  return guild.members.get(id ?? '') ?? refuse(10007)
}

/** @throws Refusal 10008, also for ephemeral messages: they are reachable by interaction token only */
export function messageFor(stage: Stage, channel: Channel, id: string | undefined): Message {
  const message = stage.world.messages.get(id ?? '')
  const here = message && message.channelId === channel.id && !message.deleted && message.ephemeralFor === null
  return here ? message : refuse(10008)
}

/** Whether the bot holds every named permission in a channel. In a DM it holds all. */
export function botCan(stage: Stage, channel: Channel, ...names: Permission[]): boolean {
  if (channel.guildId === null) return true
  const guild = guildFor(stage, channel.guildId)
  const allowed = channelPermissions(stage.world, guild, memberFor(guild, stage.world.bot.id), channel)
  return names.every(name => (allowed & PERMISSIONS[name]) !== 0n)
}

/** @throws Refusal 50013 */
export function needInChannel(stage: Stage, channel: Channel, ...names: Permission[]): void {
  if (!botCan(stage, channel, ...names)) refuse(50013)
}

/** @throws Refusal 50013 */
export function needInGuild(stage: Stage, guild: Guild, ...names: Permission[]): void {
  const allowed = guildPermissions(guild, memberFor(guild, stage.world.bot.id))
  if (!names.every(name => (allowed & PERMISSIONS[name]) !== 0n)) refuse(50013)
}

/** Acting on a member needs a higher role than theirs. @throws Refusal 50013 */
export function needRankOver(stage: Stage, guild: Guild, userId: Snowflake): void {
  if (rank(guild, stage.world.bot.id) <= rank(guild, userId)) refuse(50013)
}

/** Uploaded files of a request joined with their descriptions from `attachments`. */
export function keepUploads(stage: Stage, channelId: Snowflake, uploads: Upload[], body: Json): Attachment[] {
  const described = (body.attachments as { id?: string | number; description?: string }[] | null | undefined) ?? []
  return uploads.map(upload => {
    const number = /\[(\d+)\]/.exec(upload.field)?.[1]
    const description = described.find(one => String(one.id) === number)?.description
    return stage.keep(channelId, { ...upload, ...(description ? { description } : {}) })
  })
}

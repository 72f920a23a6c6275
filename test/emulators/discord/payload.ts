import { channelPermissions } from './permissions.ts'
import type { Attachment, Channel, Guild, Json, Member, Message, Role, Snowflake, User, World } from './world.ts'
import { history } from './world.ts'

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** User object as Discord sends it. */
export function userJson(user: User): Json {
  return {
    id: user.id,
    username: user.name,
    discriminator: '0',
    global_name: user.name,
    avatar: null,
    bot: user.bot,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  }
}

export function roleJson(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    managed: role.managed,
    color: 0,
    icon: null,
    unicode_emoji: null,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    mentionable: false,
    flags: 0,
  }
}

/** Member object with its user inside. */
export function memberJson(world: World, member: Member): Json {
  const user = world.users.get(member.userId)
  return {
    user: user ? userJson(user) : undefined,
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: iso(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: iso(member.timeoutUntil),
  }
}

export function channelJson(world: World, channel: Channel): Json {
  const last = history(world, channel.id).at(-1)?.id ?? null
  const common = { id: channel.id, type: channel.type, last_message_id: last }
  if (channel.type === 1) {
    const others = channel.recipients.filter(id => id !== world.bot.id)
    return { ...common, flags: 0, recipients: others.flatMap(id => world.users.get(id) ?? []).map(userJson) }
  }
  const guildChannel = {
    ...common,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: 0,
    flags: 0,
  }
  const { thread } = channel
  if (!thread)
    return {
      ...guildChannel,
      position: 0,
      topic: channel.topic,
      nsfw: false,
      permission_overwrites: channel.overwrites.map(overwrite => ({
        id: overwrite.id,
        type: overwrite.type,
        allow: String(overwrite.allow),
        deny: String(overwrite.deny),
      })),
    }
  return {
    ...guildChannel,
    owner_id: thread.ownerId,
    message_count: history(world, channel.id).length,
    total_message_sent: history(world, channel.id).length,
    member_count: thread.members.size,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      invitable: thread.invitable,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: iso(thread.changedAt),
      create_timestamp: iso(thread.changedAt),
    },
    ...(thread.members.has(world.bot.id) ? { member: threadMemberJson(channel, world.bot.id, thread.changedAt) } : {}),
  }
}

export function threadMemberJson(channel: Channel, userId: Snowflake, joinedAt: number): Json {
  return { id: channel.id, user_id: userId, join_timestamp: iso(joinedAt), flags: 0 }
}

/** Guild as GET /guilds/:id gives it. */
export function guildJson(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    region: 'deprecated',
    features: [],
    roles: [...guild.roles.values()].map(roleJson),
    emojis: [],
    stickers: [],
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    vanity_url_code: null,
    application_id: null,
    widget_enabled: false,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    home_header: null,
    widget_channel_id: null,
    incidents_data: null,
  }
}

/** The GUILD_CREATE payload: of threads only those the bot may see, of members only the bot (no members intent). */
export function guildCreateJson(world: World, guild: Guild): Json {
  const channels = [...world.channels.values()].filter(channel => channel.guildId === guild.id)
  const bot = guild.members.get(world.bot.id)
  return {
    ...guildJson(guild),
    joined_at: iso(bot?.joinedAt ?? world.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot ? [memberJson(world, bot)] : [],
    channels: channels.filter(channel => !channel.thread).map(channel => channelJson(world, channel)),
    threads: channels
      .filter(channel => channel.thread && !channel.thread.archived && channel.thread.members.has(world.bot.id))
      .map(channel => channelJson(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

const isRecording = (file: Attachment) => file.filename === 'voice-message.ogg'
const IS_VOICE_MESSAGE = 1 << 13

/** Attachment object; its address is on the emulator itself. */
export function attachmentJson(file: Attachment): Json {
  return {
    id: file.id,
    filename: file.filename,
    content_type: file.contentType,
    size: file.size,
    url: file.url,
    proxy_url: file.url,
    ...(file.description ? { description: file.description } : {}),
    // Discord's apps record a voice message under this name, and only such a file has a duration.
    ...(isRecording(file) ? { duration_secs: 3.2, waveform: 'AAAA' } : {}),
  }
}

/** Message object; `forGateway` adds guild_id and member as MESSAGE_CREATE has them. */
export function messageJson(world: World, message: Message, forGateway = false): Json {
  const channel = world.channels.get(message.channelId)
  const guild = channel?.guildId ? world.guilds.get(channel.guildId) : undefined
  const author = world.users.get(message.authorId)
  const member = guild?.members.get(message.authorId)
  const replied = message.replyTo === null ? undefined : world.messages.get(message.replyTo)
  return {
    id: message.id,
    type: message.replyTo === null ? 0 : 19,
    channel_id: message.channelId,
    author: author ? userJson(author) : undefined,
    content: message.content,
    timestamp: iso(message.createdAt),
    edited_timestamp: iso(message.editedAt),
    tts: false,
    mention_everyone: message.mentions.everyone,
    mentions: message.mentions.users.flatMap(id => world.users.get(id) ?? []).map(userJson),
    mention_roles: message.mentions.roles,
    attachments: message.attachments.map(attachmentJson),
    embeds: message.embeds,
    components: message.components,
    pinned: message.pinned,
    flags: message.flags | (message.attachments.some(isRecording) ? IS_VOICE_MESSAGE : 0),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.authorId === world.bot.id ? { application_id: world.applicationId } : {}),
    ...(message.replyTo === null
      ? {}
      : {
          message_reference: { type: 0, message_id: message.replyTo, channel_id: message.channelId },
          referenced_message: replied && !replied.deleted ? messageJson(world, { ...replied, replyTo: null }) : null,
        }),
    ...(forGateway && guild ? { guild_id: guild.id } : {}),
    ...(forGateway && member ? { member: { ...memberJson(world, member), user: undefined } } : {}),
    ...(forGateway ? { channel_type: channel?.type } : {}),
  }
}

/** The bot's or a member's permissions in a channel as the decimal text interactions carry. */
export function permissionText(world: World, userId: Snowflake, channel: Channel): string {
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  const member = guild?.members.get(userId)
  return guild && member ? String(channelPermissions(world, guild, member, channel)) : '0'
}

/** Discord's 64-bit id as decimal text. */
export type Snowflake = string
export type Json = Record<string, unknown>

export type User = { id: Snowflake; name: string; bot: boolean; locale: string; dms: 'open' | 'closed' }
export type Role = { id: Snowflake; name: string; permissions: bigint; position: number; managed: boolean }
export type Member = {
  userId: Snowflake
  nick: string | null
  roles: Snowflake[]
  joinedAt: number
  timeoutUntil: number | null
}
export type Overwrite = { id: Snowflake; type: 0 | 1; allow: bigint; deny: bigint }
export type Invite = { code: string; channelId: Snowflake; inviterId: Snowflake; createdAt: number; uses: number }
export type Guild = {
  id: Snowflake
  name: string
  ownerId: Snowflake
  locale: string
  roles: Map<Snowflake, Role>
  members: Map<Snowflake, Member>
  bans: Map<Snowflake, { reason: string | null }>
  invites: Map<string, Invite>
  /** Active threads Discord still allows before it answers 160006. */
  activeThreadLimit: number
}
export type Thread = {
  ownerId: Snowflake
  archived: boolean
  locked: boolean
  invitable: boolean
  autoArchiveMinutes: number
  members: Set<Snowflake>
  changedAt: number
}
/** type: 0 text, 1 DM, 4 category, 11 public thread, 12 private thread. */
export type Channel = {
  id: Snowflake
  type: 0 | 1 | 4 | 11 | 12
  guildId: Snowflake | null
  name: string
  topic: string | null
  parentId: Snowflake | null
  overwrites: Overwrite[]
  recipients: Snowflake[]
  thread: Thread | null
}
export type Attachment = {
  id: Snowflake
  filename: string
  contentType: string
  size: number
  url: string
  description?: string
  bytes: Uint8Array
}
export type Mentions = { users: Snowflake[]; roles: Snowflake[]; everyone: boolean }
/** flags: 64 ephemeral, 128 loading, 4096 silent, 1<<15 components v2. */
export type Message = {
  id: Snowflake
  channelId: Snowflake
  authorId: Snowflake
  content: string
  embeds: Json[]
  components: Json[]
  attachments: Attachment[]
  flags: number
  nonce: string | number | null
  createdAt: number
  editedAt: number | null
  replyTo: Snowflake | null
  mentions: Mentions
  pinned: boolean
  deleted: boolean
  /** Only this user sees it. */
  ephemeralFor: Snowflake | null
  interactionId: Snowflake | null
}
export type GatewayEvent = {
  t: string
  d: Json
  guildId: Snowflake | null
  /** Intent bit a session needs to hear it; 0 means every session. */
  intent: number
  /** What a session without MESSAGE_CONTENT hears instead. */
  withoutContent?: Json
}
export type Command = Json & { id: Snowflake; name: string; type: number; options?: Json[] }

export type World = {
  bot: User
  applicationId: Snowflake
  users: Map<Snowflake, User>
  guilds: Map<Snowflake, Guild>
  channels: Map<Snowflake, Channel>
  messages: Map<Snowflake, Message>
  globalCommands: Command[]
  guildCommands: Map<Snowflake, Command[]>
  /** Milliseconds since 1970 by the emulator's clock. */
  now(): number
  newId(): Snowflake
  /** Sends a gateway event to whoever listens and wakes `until`. */
  emit(event: GatewayEvent): void
  /** Wakes everyone who waits for the world to change. */
  touch(): void
  onEvent(listener: (event: GatewayEvent) => void): void
  /** @returns a function that stops listening */
  onChange(listener: () => void): () => void
}

const DISCORD_EPOCH_MS = 1_420_070_400_000

/** An empty world with only the bot in it. */
export function createWorld(now: () => number): World {
  let counter = 0
  const eventListeners: ((event: GatewayEvent) => void)[] = []
  const changeListeners = new Set<() => void>()
  // Ids carry their time of birth as Discord's do: discord.js reads createdTimestamp from them.
  const newId = () => String((BigInt(now() - DISCORD_EPOCH_MS) << 22n) | BigInt(counter++ & 0x3fffff))
  const id = newId()
  const bot: User = { id, name: 'kakekomi', bot: true, locale: 'en-US', dms: 'open' }
  const touch = () => changeListeners.forEach(listener => listener())
  return {
    bot,
    applicationId: id,
    users: new Map([[id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    globalCommands: [],
    guildCommands: new Map(),
    now,
    newId,
    emit(event) {
      eventListeners.forEach(listener => listener(event))
      touch()
    },
    touch,
    onEvent: listener => void eventListeners.push(listener),
    onChange(listener) {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
  }
}

/** The DM channel between the bot and a user; Discord always gives the same one. */
export function directChannel(world: World, userId: Snowflake): Channel {
  for (const channel of world.channels.values())
    if (channel.type === 1 && channel.recipients.includes(userId)) return channel
  const channel: Channel = {
    id: world.newId(),
    type: 1,
    guildId: null,
    name: '',
    topic: null,
    parentId: null,
    overwrites: [],
    recipients: [userId, world.bot.id],
    thread: null,
  }
  world.channels.set(channel.id, channel)
  return channel
}

/** Messages of a channel, oldest first, without deleted and ephemeral ones. */
export function history(world: World, channelId: Snowflake): Message[] {
  return [...world.messages.values()].filter(
    message => message.channelId === channelId && !message.deleted && message.ephemeralFor === null,
  )
}

/** Whether user and bot are in one guild; without it Discord refuses DMs with 50278. */
export function shareGuild(world: World, userId: Snowflake): boolean {
  return [...world.guilds.values()].some(guild => guild.members.has(userId) && guild.members.has(world.bot.id))
}

import type { AllowedMentions } from './mentions.ts'
import { resolveMentions } from './mentions.ts'
import { canSee } from './permissions.ts'
import { channelJson, messageJson, threadMemberJson } from './payload.ts'
import type { Attachment, Channel, Json, Mentions, Message, Snowflake, World } from './world.ts'

/** Intent bits of the gateway that the emulator filters by. */
export const INTENTS = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_MODERATION: 1 << 2,
  GUILD_INVITES: 1 << 6,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  DIRECT_MESSAGES: 1 << 12,
  MESSAGE_CONTENT: 1 << 15,
} as const

/** One notification that would have reached people: who, by which message. */
export type Ping = Mentions & { messageId: Snowflake; channelId: Snowflake; authorId: Snowflake }

export type Draft = {
  authorId: Snowflake
  content?: string | null
  embeds?: Json[] | null
  components?: Json[] | null
  attachments?: Attachment[]
  flags?: number | null
  nonce?: string | number | null
  allowed_mentions?: AllowedMentions | null
  replyTo?: Snowflake | null
  ephemeralFor?: Snowflake | null
  interactionId?: Snowflake | null
}

/** Puts a message into a channel: numbers components, resolves mentions, wakes an archived thread, tells the gateway. */
export function post(world: World, pings: Ping[], channel: Channel, draft: Draft): Message {
  const message = compose(world, channel, draft)
  world.messages.set(message.id, message)
  if (channel.thread?.archived && message.ephemeralFor === null) setArchived(world, channel, false)
  notify(world, pings, channel, message)
  emitMessage(world, 'MESSAGE_CREATE', channel, message)
  return message
}

/** A message as it would look, with mentions resolved; nobody has seen it yet. */
export function compose(world: World, channel: Channel, draft: Draft): Message {
  const replyTo = draft.replyTo ?? null
  const repliedTo = replyTo ? (world.messages.get(replyTo)?.authorId ?? null) : null
  const text = mentionText(draft.content ?? '', draft.components ?? [])
  const bySlash = (draft.interactionId ?? null) !== null
  const mentions = resolveMentions(world, channel, text, draft.allowed_mentions, bySlash, repliedTo)
  return {
    id: world.newId(),
    channelId: channel.id,
    authorId: draft.authorId,
    content: draft.content ?? '',
    embeds: (draft.embeds ?? []).map(asShown),
    components: numbered(draft.components ?? []),
    attachments: draft.attachments ?? [],
    flags: draft.flags ?? 0,
    nonce: draft.nonce ?? null,
    createdAt: world.now(),
    editedAt: null,
    replyTo,
    mentions,
    pinned: false,
    deleted: false,
    ephemeralFor: draft.ephemeralFor ?? null,
    interactionId: draft.interactionId ?? null,
  }
}

/** Records who a message notifies; in a private thread a mention also brings its person in. */
export function notify(world: World, pings: Ping[], channel: Channel, message: Message): void {
  const { users, roles, everyone } = message.mentions
  if (users.length + roles.length === 0 && !everyone) return
  pings.push({ messageId: message.id, channelId: channel.id, authorId: message.authorId, users, roles, everyone })
  if (channel.type === 12 && message.ephemeralFor === null) pullIn(world, channel, users)
}

/** Tells the gateway about a new or changed message, without its content for sessions that may not read it. */
export function emitMessage(
  world: World,
  t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  channel: Channel,
  message: Message,
): void {
  if (message.ephemeralFor !== null || !canSee(world, world.bot.id, channel)) return world.touch()
  const d = messageJson(world, message, true)
  const readable =
    channel.guildId === null || message.authorId === world.bot.id || message.mentions.users.includes(world.bot.id)
  const blank = { ...d, content: '', embeds: [], components: [], attachments: [] }
  const intent = channel.guildId ? INTENTS.GUILD_MESSAGES : INTENTS.DIRECT_MESSAGES
  world.emit({ t, d, guildId: channel.guildId, intent, ...(readable ? {} : { withoutContent: blank }) })
}

/** Changes a message in place, as PATCH does: only the fields present. Mentions in an edit notify nobody. */
export function edit(world: World, message: Message, change: Json, attachments?: Attachment[]): void {
  const channel = world.channels.get(message.channelId)
  if ('content' in change) message.content = (change.content as string | null) ?? ''
  if ('embeds' in change) message.embeds = ((change.embeds as Json[] | null) ?? []).map(asShown)
  if ('components' in change) message.components = numbered((change.components as Json[] | null) ?? [])
  if (typeof change.flags === 'number') message.flags = (message.flags & (64 | (1 << 15))) | change.flags
  if (attachments) message.attachments = attachments
  message.editedAt = world.now()
  if (channel) emitMessage(world, 'MESSAGE_UPDATE', channel, message)
}

/** Deletes a message and tells the gateway. */
export function remove(world: World, message: Message): void {
  message.deleted = true
  const channel = world.channels.get(message.channelId)
  if (!channel || message.ephemeralFor !== null) return world.touch()
  world.emit({
    t: 'MESSAGE_DELETE',
    d: { id: message.id, channel_id: channel.id, ...(channel.guildId ? { guild_id: channel.guildId } : {}) },
    guildId: channel.guildId,
    intent: channel.guildId ? INTENTS.GUILD_MESSAGES : INTENTS.DIRECT_MESSAGES,
  })
}

/** Archives or wakes a thread. */
export function setArchived(world: World, channel: Channel, archived: boolean): void {
  if (!channel.thread) return
  channel.thread.archived = archived
  channel.thread.changedAt = world.now()
  world.emit({ t: 'THREAD_UPDATE', d: channelJson(world, channel), guildId: channel.guildId, intent: INTENTS.GUILDS })
}

/** Adds a user to a thread and tells the gateway. */
export function addToThread(world: World, channel: Channel, userId: Snowflake): void {
  if (!channel.thread || channel.thread.members.has(userId)) return
  channel.thread.members.add(userId)
  world.emit({
    t: 'THREAD_MEMBERS_UPDATE',
    d: {
      id: channel.id,
      guild_id: channel.guildId,
      member_count: channel.thread.members.size,
      added_members: [threadMemberJson(channel, userId, world.now())],
      removed_member_ids: [],
    },
    guildId: channel.guildId,
    intent: INTENTS.GUILD_MEMBERS,
  })
}

// Mentioning someone in a private thread adds them, if they may see the parent channel.
function pullIn(world: World, channel: Channel, users: Snowflake[]): void {
  const parent = channel.parentId ? world.channels.get(channel.parentId) : undefined
  for (const id of users) if (parent && canSee(world, id, parent)) addToThread(world, channel, id)
}

// With Components V2 the text lives in text displays, and mentions there count as well.
function mentionText(content: string, components: Json[]): string {
  const inside = (component: Json): string[] => [
    ...(component.type === 10 ? [String(component.content)] : []),
    ...((component.components as Json[] | undefined) ?? []).flatMap(inside),
  ]
  return [content, ...components.flatMap(inside)].join('\n')
}

// Discord gives each component a numeric id in its answers.
function numbered(components: Json[]): Json[] {
  let next = 1
  const give = (component: Json): Json => ({
    id: next++,
    ...component,
    ...(Array.isArray(component.components) ? { components: (component.components as Json[]).map(give) } : {}),
    ...(component.accessory ? { accessory: give(component.accessory as Json) } : {}),
  })
  return components.map(give)
}

// Discord fills in an embed's kind and whether a field sits beside others.
function asShown(embed: Json): Json {
  const fields = embed.fields as Json[] | null | undefined
  return { type: 'rich', ...embed, ...(fields ? { fields: fields.map(field => ({ inline: false, ...field })) } : {}) }
}

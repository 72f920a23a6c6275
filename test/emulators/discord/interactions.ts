import { channelJson, guildJson, memberJson, messageJson, permissionText, userJson } from './payload.ts'
import type { Channel, Json, Message, Snowflake, User, World } from './world.ts'

/** First response within 3 s, follow-ups within 15 min (docs: interactions/receiving-and-responding). */
export const FIRST_RESPONSE_MS = 3_000
export const FOLLOW_UP_MS = 15 * 60_000

/** An interaction's life: what was pressed and how the bot answered. type: 2 command, 3 component, 4 autocomplete, 5 modal. */
export type Interaction = {
  id: Snowflake
  token: string
  type: 2 | 3 | 4 | 5
  userId: Snowflake
  channelId: Snowflake
  guildId: Snowflake | null
  /** The message a component sits on, or a modal was opened from. */
  messageId: Snowflake | null
  createdAt: number
  /** Callback type of the bot's first response (4 to 9), or null while there is none. */
  response: number | null
  /** Real milliseconds from event to first response. */
  ackMs: number | null
  sentAt: number
  originalId: Snowflake | null
  modal: Json | null
  choices: Json[] | null
  /** What INTERACTION_CREATE carried, so that it can be sent again. */
  payload: Json
}

export type Asking = {
  type: Interaction['type']
  user: User
  channel: Channel
  data: Json
  message?: Message | undefined
}

/** Builds an interaction and sends INTERACTION_CREATE to the bot. */
export function ask(world: World, interactions: Map<Snowflake, Interaction>, asking: Asking): Interaction {
  const { user, channel, message } = asking
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  const member = guild?.members.get(user.id)
  const id = world.newId()
  const token = `interaction${id}${Buffer.from(user.name).toString('hex')}`
  const payload: Json = {
    id,
    application_id: world.applicationId,
    type: asking.type,
    data: asking.data,
    channel_id: channel.id,
    channel: { ...channelJson(world, channel), permissions: permissionText(world, user.id, channel) },
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: guildJson(guild).features },
          guild_locale: guild.locale,
          member: { ...memberJson(world, member), permissions: permissionText(world, user.id, channel) },
        }
      : { user: userJson(user) }),
    ...(message ? { message: messageJson(world, message) } : {}),
    token,
    version: 1,
    app_permissions: permissionText(world, world.bot.id, channel),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: { '0': guild?.id ?? '0' },
    context: guild ? 0 : 1,
    attachment_size_limit: 10_485_760,
  }
  const interaction: Interaction = {
    id,
    token,
    type: asking.type,
    userId: user.id,
    channelId: channel.id,
    guildId: channel.guildId,
    messageId: message?.id ?? null,
    createdAt: world.now(),
    response: null,
    ackMs: null,
    sentAt: performance.now(),
    originalId: null,
    modal: null,
    choices: null,
    payload,
  }
  interactions.set(id, interaction)
  world.emit({ t: 'INTERACTION_CREATE', d: payload, guildId: channel.guildId, intent: 0 })
  return interaction
}

/** What the person sees of an interaction: waiting, answered, or Discord's "interaction failed". */
export function stateOf(world: World, interaction: Interaction): 'waiting' | 'answered' | 'failed' {
  if (interaction.response !== null) return 'answered'
  return world.now() - interaction.createdAt > FIRST_RESPONSE_MS ? 'failed' : 'waiting'
}

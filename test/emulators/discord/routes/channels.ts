import type { Call, Route } from '../http.ts'
import { channelJson, guildJson, threadMemberJson, userJson } from '../payload.ts'
import { canSee } from '../permissions.ts'
import { addToThread, INTENTS } from '../posting.ts'
import { refuse } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { botCan, channelFor, messageFor, needInChannel } from '../stage.ts'
import type { Channel, Guild, Json, Overwrite } from '../world.ts'
import { directChannel } from '../world.ts'

/** Channels, threads and their members, DM channels, invites of a channel, overwrites. */
export function channelRoutes(stage: Stage): Route[] {
  const { world } = stage
  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      answer: ({ params }) => channelJson(world, channelFor(stage, params.channel)),
    },
    { method: 'PATCH', path: '/channels/:channel', answer: call => change(stage, call) },
    {
      method: 'DELETE',
      path: '/channels/:channel',
      answer({ params }) {
        const channel = channelFor(stage, params.channel)
        if (channel.guildId !== null)
          needInChannel(stage, channel, channel.thread ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS')
        const json = channelJson(world, channel)
        world.channels.delete(channel.id)
        const t = channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE'
        world.emit({ t, d: json, guildId: channel.guildId, intent: INTENTS.GUILDS })
        return json
      },
    },
    {
      method: 'PUT',
      path: '/channels/:channel/permissions/:overwrite',
      answer({ params, body }) {
        const channel = channelFor(stage, params.channel)
        needInChannel(stage, channel, 'MANAGE_ROLES')
        const id = params.overwrite ?? ''
        const type: Overwrite['type'] = Number(body.type) === 1 ? 1 : 0
        const made = { id, type, allow: asBits(body.allow), deny: asBits(body.deny) }
        channel.overwrites = [...channel.overwrites.filter(one => one.id !== id), made]
        changed(stage, channel)
      },
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/permissions/:overwrite',
      answer({ params }) {
        const channel = channelFor(stage, params.channel)
        needInChannel(stage, channel, 'MANAGE_ROLES')
        channel.overwrites = channel.overwrites.filter(one => one.id !== params.overwrite)
        changed(stage, channel)
      },
    },
    { method: 'POST', path: '/channels/:channel/threads', body: 'thread', answer: call => openThread(stage, call) },
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      body: 'thread-from-message',
      answer(call) {
        const channel = channelFor(stage, call.params.channel)
        const message = messageFor(stage, channel, call.params.message)
        return openThread(stage, { ...call, body: { ...call.body, type: 11 } }, message.id)
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/thread-members',
      answer({ params }) {
        const channel = threadFor(stage, params.channel)
        return [...(channel.thread?.members ?? [])].map(id => threadMemberJson(channel, id, world.now()))
      },
    },
    {
      method: 'PUT',
      path: '/channels/:channel/thread-members/:user',
      answer({ params }) {
        const channel = threadFor(stage, params.channel)
        if (channel.thread?.archived) refuse(50083)
        if (params.user !== '@me') {
          needInChannel(stage, channel, 'SEND_MESSAGES_IN_THREADS')
          const parent = world.channels.get(channel.parentId ?? '')
          if (!world.users.has(params.user ?? '')) refuse(10013)
          if (!parent || !canSee(world, params.user ?? '', parent)) refuse(50001)
        }
        addToThread(world, channel, params.user === '@me' ? world.bot.id : (params.user ?? ''))
      },
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/thread-members/:user',
      answer({ params }) {
        const channel = threadFor(stage, params.channel)
        if (channel.thread?.archived) refuse(50083)
        const id = params.user === '@me' ? world.bot.id : (params.user ?? '')
        if (id !== world.bot.id && !(channel.type === 12 && channel.thread?.ownerId === world.bot.id))
          needInChannel(stage, channel, 'MANAGE_THREADS')
        channel.thread?.members.delete(id)
        world.touch()
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/invites',
      answer({ params }) {
        const channel = channelFor(stage, params.channel)
        needInChannel(stage, channel, 'MANAGE_CHANNELS')
        const guild = world.guilds.get(channel.guildId ?? '')
        return [...(guild?.invites.values() ?? [])]
          .filter(invite => invite.channelId === channel.id)
          .map(invite => ({
            ...inviteJson(stage, invite.code),
            channel: { id: channel.id, name: channel.name, type: 0 },
          }))
      },
    },
    {
      method: 'POST',
      path: '/users/@me/channels',
      body: 'dm',
      answer({ body }) {
        const id = typeof body.recipient_id === 'string' ? body.recipient_id : ''
        if (!world.users.has(id) || id === world.bot.id) refuse(50033)
        return channelJson(world, directChannel(world, id))
      },
    },
    {
      method: 'DELETE',
      path: '/invites/:code',
      answer({ params, reason }) {
        const code = params.code ?? ''
        const guild = [...world.guilds.values()].find(one => one.invites.has(code))
        const invite = guild?.invites.get(code)
        if (!guild || !invite) return refuse(10006)
        const channel = world.channels.get(invite.channelId)
        if (!channel || !botCan(stage, channel, 'MANAGE_CHANNELS')) {
          if (!channel || !botCan(stage, channel, 'MANAGE_GUILD')) refuse(50013)
        }
        const json = inviteJson(stage, code)
        guild.invites.delete(code)
        stage.audit.push({ action: 'invite-delete', targetId: code, reason })
        const d = { channel_id: invite.channelId, guild_id: guild.id, code }
        world.emit({ t: 'INVITE_DELETE', d, guildId: guild.id, intent: INTENTS.GUILD_INVITES })
        return json
      },
    },
  ]
}

/** Invite object with inviter and uses. */
export function inviteJson(stage: Stage, code: string): Json {
  const guild = [...stage.world.guilds.values()].find(one => one.invites.has(code))
  const invite = guild?.invites.get(code)
  const channel = stage.world.channels.get(invite?.channelId ?? '')
  const inviter = stage.world.users.get(invite?.inviterId ?? '')
  return {
    type: 0,
    code,
    guild: guild ? inviteGuild(guild) : undefined,
    guild_id: guild?.id,
    channel: channel ? { id: channel.id, name: channel.name, type: channel.type } : null,
    inviter: inviter ? userJson(inviter) : undefined,
    uses: invite?.uses ?? 0,
    max_uses: 0,
    max_age: 0,
    temporary: false,
    created_at: new Date(invite?.createdAt ?? 0).toISOString(),
    expires_at: null,
  }
}

function openThread(stage: Stage, { params, body }: Call, id?: string): Json {
  const { world } = stage
  const parent = channelFor(stage, params.channel)
  const guild = world.guilds.get(parent.guildId ?? '')
  if (!guild || parent.thread) return refuse(50024)
  // Without a type Discord makes a private thread (docs: start thread without message).
  const type = body.type === 11 ? 11 : 12
  needInChannel(stage, parent, type === 12 ? 'CREATE_PRIVATE_THREADS' : 'CREATE_PUBLIC_THREADS')
  const active = [...world.channels.values()].filter(
    one => one.guildId === guild.id && one.thread && !one.thread.archived,
  )
  if (active.length >= guild.activeThreadLimit) refuse(160006)
  const channel: Channel = {
    id: id ?? world.newId(),
    type,
    guildId: guild.id,
    name: String(body.name),
    topic: null,
    parentId: parent.id,
    overwrites: [],
    recipients: [],
    thread: {
      ownerId: world.bot.id,
      archived: false,
      locked: false,
      invitable: body.invitable !== false,
      autoArchiveMinutes: Number(body.auto_archive_duration ?? 4320),
      members: new Set([world.bot.id]),
      changedAt: world.now(),
    },
  }
  world.channels.set(channel.id, channel)
  const json = channelJson(world, channel)
  world.emit({ t: 'THREAD_CREATE', d: { ...json, newly_created: true }, guildId: guild.id, intent: INTENTS.GUILDS })
  return json
}

function change(stage: Stage, { params, body, reason }: Call): Json {
  const channel = channelFor(stage, params.channel)
  const faults = stage.check(channel.thread ? 'thread-edit' : 'channel-edit', body)
  if (faults.length > 0) refuse(50035, faults)
  const { thread } = channel
  if (!thread) {
    needInChannel(stage, channel, 'MANAGE_CHANNELS')
    if (body.topic !== undefined) channel.topic = body.topic as string | null
  } else {
    const wakes = body.archived === false
    if (thread.archived && !wakes) refuse(50083)
    const mayManage = botCan(stage, channel, 'MANAGE_THREADS')
    const closesOwn = thread.ownerId === stage.world.bot.id && body.locked === undefined && !thread.locked
    const opensUnlocked = wakes && !thread.locked && body.locked === undefined
    if (!mayManage && !closesOwn && !opensUnlocked) refuse(50013)
    if (typeof body.archived === 'boolean') thread.archived = body.archived
    if (typeof body.locked === 'boolean') thread.locked = body.locked
    if (typeof body.invitable === 'boolean') thread.invitable = body.invitable
    if (typeof body.auto_archive_duration === 'number') thread.autoArchiveMinutes = body.auto_archive_duration
    thread.changedAt = stage.world.now()
  }
  if (typeof body.name === 'string') channel.name = body.name
  stage.audit.push({ action: 'channel-update', targetId: channel.id, reason })
  changed(stage, channel)
  return channelJson(stage.world, channel)
}

function changed(stage: Stage, channel: Channel): void {
  const t = channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE'
  stage.world.emit({ t, d: channelJson(stage.world, channel), guildId: channel.guildId, intent: INTENTS.GUILDS })
}

function threadFor(stage: Stage, id: string | undefined): Channel {
  const channel = channelFor(stage, id)
  return channel.thread ? channel : refuse(50024)
}

function asBits(value: unknown): bigint {
  return typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : 0n
}

// An invite carries less of its guild than GET /guilds does.
function inviteGuild(guild: Guild): Json {
  const full = guildJson(guild)
  const keys = ['id', 'name', 'splash', 'banner', 'description', 'icon', 'features', 'verification_level']
  const more = ['vanity_url_code', 'nsfw_level', 'nsfw', 'premium_subscription_count']
  return Object.fromEntries([...keys, ...more].map(key => [key, full[key]]))
}

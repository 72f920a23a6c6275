import type { AllowedMentions } from '../mentions.ts'
import type { Call, Route } from '../http.ts'
import { emitMessage, edit, post, remove, INTENTS } from '../posting.ts'
import { messageJson } from '../payload.ts'
import { refuse } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { channelFor, keepUploads, messageFor, needInChannel } from '../stage.ts'
import type { Channel, Json, Message, Snowflake } from '../world.ts'
import { history, shareGuild } from '../world.ts'

const HOUR_MS = 3_600_000
const NONCE_MS = 5 * 60_000
const TWO_WEEKS_MS = 14 * 24 * HOUR_MS

/** Messages of a channel: list, get, post, patch, delete, bulk delete, pins, typing. */
export function messageRoutes(stage: Stage): Route[] {
  const { world } = stage
  const one = '/channels/:channel/messages/:message'
  return [
    {
      method: 'GET',
      path: '/channels/:channel/messages',
      answer({ params, query }) {
        const channel = channelFor(stage, params.channel)
        needInChannel(stage, channel, 'READ_MESSAGE_HISTORY')
        return page(history(world, channel.id), query).map(message => readableJson(stage, channel, message))
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      body: 'message',
      answer: call => messageJson(world, create(stage, call)),
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages/bulk-delete',
      body: 'bulk-delete',
      answer({ params, body }) {
        const channel = channelFor(stage, params.channel)
        if (channel.guildId === null) refuse(50024)
        needInChannel(stage, channel, 'MANAGE_MESSAGES')
        const ids = body.messages as Snowflake[]
        const found = ids
          .flatMap(id => world.messages.get(id) ?? [])
          .filter(message => message.channelId === channel.id)
        if (found.some(message => world.now() - message.createdAt > TWO_WEEKS_MS)) refuse(50034)
        for (const message of found) message.deleted = true
        world.emit({
          t: 'MESSAGE_DELETE_BULK',
          d: { ids, channel_id: channel.id, guild_id: channel.guildId },
          guildId: channel.guildId,
          intent: INTENTS.GUILD_MESSAGES,
        })
      },
    },
    {
      method: 'GET',
      path: one,
      answer({ params }) {
        const channel = channelFor(stage, params.channel)
        needInChannel(stage, channel, 'READ_MESSAGE_HISTORY')
        return readableJson(stage, channel, messageFor(stage, channel, params.message))
      },
    },
    {
      method: 'PATCH',
      path: one,
      body: 'message-edit',
      answer({ params, body, uploads }) {
        const channel = channelFor(stage, params.channel)
        const message = messageFor(stage, channel, params.message)
        if (message.authorId !== world.bot.id) refuse(50005)
        if (channel.thread?.archived) refuse(50083)
        countOldEdit(stage, message)
        edit(world, message, body, uploads.length > 0 ? keepUploads(stage, channel.id, uploads, body) : undefined)
        return messageJson(world, message)
      },
    },
    {
      method: 'DELETE',
      path: one,
      answer({ params, reason }) {
        const channel = channelFor(stage, params.channel)
        const message = messageFor(stage, channel, params.message)
        if (message.authorId !== world.bot.id) {
          if (channel.guildId === null) refuse(50021)
          needInChannel(stage, channel, 'MANAGE_MESSAGES')
        }
        if (channel.thread?.archived) refuse(50083)
        remove(world, message)
        stage.audit.push({ action: 'message-delete', targetId: message.id, reason })
      },
    },
    ...['/channels/:channel/messages/pins/:message', '/channels/:channel/pins/:message'].flatMap(path =>
      ['PUT', 'DELETE'].map(method => ({ method, path, answer: (call: Call) => pin(stage, call, method === 'PUT') })),
    ),
    {
      method: 'GET',
      path: '/channels/:channel/messages/pins',
      answer({ params }) {
        const channel = channelFor(stage, params.channel)
        const items = history(world, channel.id).filter(message => message.pinned)
        return {
          items: items.map(message => ({
            pinned_at: new Date(message.createdAt).toISOString(),
            message: messageJson(world, message),
          })),
          has_more: false,
        }
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/pins',
      answer: ({ params }) =>
        history(world, channelFor(stage, params.channel).id)
          .filter(message => message.pinned)
          .map(message => messageJson(world, message)),
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      answer({ params }) {
        stage.typing.push(channelFor(stage, params.channel).id)
        world.touch()
      },
    },
  ]
}

/** A new message by the bot, after every reason Discord has to refuse one. */
function create(stage: Stage, { params, body, uploads }: Call): Message {
  const { world } = stage
  const channel = channelFor(stage, params.channel)
  refuseClosedDirect(stage, channel)
  if (channel.thread) {
    needInChannel(stage, channel, 'SEND_MESSAGES_IN_THREADS')
    if (channel.thread.locked) needOrLocked(stage, channel)
  } else needInChannel(stage, channel, 'SEND_MESSAGES')
  if (((body.embeds as Json[] | null | undefined) ?? []).length > 0) needInChannel(stage, channel, 'EMBED_LINKS')
  if (uploads.length > 0) needInChannel(stage, channel, 'ATTACH_FILES')
  refuseEmpty(body, uploads.length)
  const nonce = (body.nonce as string | number | null | undefined) ?? null
  if (body.enforce_nonce === true) {
    const earlier = [...world.messages.values()].find(
      message =>
        message.authorId === world.bot.id &&
        message.channelId === channel.id &&
        String(message.nonce) === String(nonce) &&
        world.now() - message.createdAt < NONCE_MS,
    )
    if (earlier) return earlier
  }
  const reference = body.message_reference as
    { message_id?: Snowflake; fail_if_not_exists?: boolean } | null | undefined
  const target = reference?.message_id ? world.messages.get(reference.message_id) : undefined
  if (reference?.message_id && (!target || target.deleted) && reference.fail_if_not_exists !== false)
    refuse(50035, ['message_reference: Unknown message'])
  return post(world, stage.pings, channel, {
    ...body,
    authorId: world.bot.id,
    nonce,
    allowed_mentions: body.allowed_mentions as AllowedMentions | null | undefined,
    attachments: keepUploads(stage, channel.id, uploads, body),
    replyTo: target && !target.deleted ? target.id : null,
  })
}

/** @throws Refusal 50006 for a message with nothing in it */
export function refuseEmpty(body: Json, uploads: number): void {
  const list = (key: string) => ((body[key] as unknown[] | null | undefined) ?? []).length
  const text = typeof body.content === 'string' ? body.content.trim() : ''
  if (text === '' && list('embeds') + list('components') + list('sticker_ids') + uploads === 0 && !body.poll)
    refuse(50006)
}

/** @throws Refusal 50007 closed DMs, 50278 no guild in common */
function refuseClosedDirect(stage: Stage, channel: Channel): void {
  if (channel.guildId !== null) return
  const other = channel.recipients.find(id => id !== stage.world.bot.id)
  const user = stage.world.users.get(other ?? '')
  if (!user) return refuse(10013)
  if (!shareGuild(stage.world, user.id)) refuse(50278)
  if (user.dms === 'closed') refuse(50007)
}

function needOrLocked(stage: Stage, channel: Channel): void {
  try {
    needInChannel(stage, channel, 'MANAGE_THREADS')
  } catch {
    refuse(channel.thread?.archived ? 50083 : 160005)
  }
}

function countOldEdit(stage: Stage, message: Message): void {
  const { world, oldEdits } = stage
  const at = world.now()
  if (at - message.createdAt <= HOUR_MS) return
  const recent = (oldEdits.seen.get(message.channelId) ?? []).filter(then => at - then < oldEdits.perMs)
  if (recent.length >= oldEdits.limit) refuse(30046, Math.ceil(oldEdits.perMs / 1000))
  oldEdits.seen.set(message.channelId, [...recent, at])
}

function pin(stage: Stage, { params }: Call, pinned: boolean): void {
  const channel = channelFor(stage, params.channel)
  const message = messageFor(stage, channel, params.message)
  if (channel.guildId !== null) needInChannel(stage, channel, 'PIN_MESSAGES')
  message.pinned = pinned
  emitMessage(stage.world, 'MESSAGE_UPDATE', channel, message)
}

// Without the message-content intent the REST side blanks other people's words as well.
function readableJson(stage: Stage, channel: Channel, message: Message): Json {
  const json = messageJson(stage.world, message)
  const { bot } = stage.world
  const readable =
    stage.readsContent ||
    channel.guildId === null ||
    message.authorId === bot.id ||
    message.mentions.users.includes(bot.id)
  return readable ? json : { ...json, content: '', embeds: [], components: [], attachments: [] }
}

function page(messages: Message[], query: URLSearchParams): Message[] {
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) refuse(50035, ['limit: int value should be 1 to 100.'])
  const asked = ['after', 'before', 'around'].filter(key => query.get(key))
  if (asked.length > 1) refuse(50035, ['after, before, around: only one may be given'])
  const anchor = BigInt(query.get(asked[0] ?? '') ?? '0')
  const newestFirst = messages.toReversed()
  if (asked[0] === 'after')
    return messages
      .filter(message => BigInt(message.id) > anchor)
      .slice(0, limit)
      .toReversed()
  if (asked[0] === 'before') return newestFirst.filter(message => BigInt(message.id) < anchor).slice(0, limit)
  if (asked[0] !== 'around') return newestFirst.slice(0, limit)
  const at = newestFirst.findIndex(message => BigInt(message.id) <= anchor)
  return newestFirst.slice(Math.max(0, at - Math.floor(limit / 2)), Math.max(0, at - Math.floor(limit / 2)) + limit)
}

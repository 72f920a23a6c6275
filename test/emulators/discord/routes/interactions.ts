import type { AllowedMentions } from '../mentions.ts'
import type { Call, Route } from '../http.ts'
import { FIRST_RESPONSE_MS, FOLLOW_UP_MS } from '../interactions.ts'
import type { Interaction } from '../interactions.ts'
import { messageJson } from '../payload.ts'
import { compose, edit, emitMessage, notify, post, remove } from '../posting.ts'
import { refuse } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { keepUploads } from '../stage.ts'
import type { Channel, Json, Message } from '../world.ts'
import { refuseEmpty } from './messages.ts'

const EPHEMERAL = 64
const LOADING = 128

/** Interaction callbacks and the webhook of an interaction token: original response and follow-ups. */
export function interactionRoutes(stage: Stage): Route[] {
  const { world } = stage
  const hook = '/webhooks/:application/:token'
  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      body: 'callback',
      open: true,
      answer: call => respond(stage, call),
    },
    {
      method: 'POST',
      path: hook,
      body: 'webhook',
      open: true,
      answer: call => messageJson(world, followUp(stage, call)),
    },
    {
      method: 'GET',
      path: `${hook}/messages/:message`,
      open: true,
      answer: call => messageJson(world, ownMessage(stage, tokenFor(stage, call), call.params.message)),
    },
    {
      method: 'PATCH',
      path: `${hook}/messages/:message`,
      body: 'webhook-edit',
      open: true,
      answer(call) {
        const message = ownMessage(stage, tokenFor(stage, call), call.params.message)
        return messageJson(world, fill(stage, message, call))
      },
    },
    {
      method: 'DELETE',
      path: `${hook}/messages/:message`,
      open: true,
      answer: call => remove(world, ownMessage(stage, tokenFor(stage, call), call.params.message)),
    },
  ]
}

/** The first response to an interaction, with every way Discord has of refusing it. */
function respond(stage: Stage, call: Call): Json | undefined {
  const { world } = stage
  const interaction = stage.interactions.get(call.params.interaction ?? '')
  if (!interaction || interaction.token !== call.params.token) return refuse(10062)
  if (interaction.response !== null) return refuse(40060)
  if (world.now() - interaction.createdAt > FIRST_RESPONSE_MS) return refuse(10062)
  const channel = world.channels.get(interaction.channelId) ?? refuse(10003)
  // Responding in a thread that was closed meanwhile fails like any other post there.
  if (channel.thread?.archived && channel.thread.locked) refuse(50083)
  const type = Number(call.body.type)
  const data = (call.body.data as Json | undefined) ?? {}
  const fits: Record<number, boolean> = {
    4: interaction.type !== 4,
    5: interaction.type !== 4,
    6: interaction.messageId !== null && interaction.type !== 2,
    7: interaction.messageId !== null && interaction.type !== 2,
    8: interaction.type === 4,
    9: interaction.type !== 4 && interaction.type !== 5,
  }
  if (!fits[type]) {
    stage.complain('POST /interactions/:interaction/:token/callback', `type ${type} does not fit this interaction`)
    refuse(50035, [`type: ${type} does not fit this interaction`])
  }
  if (type === 4) refuseEmpty(data, call.uploads.length)
  interaction.response = type
  interaction.ackMs = performance.now() - interaction.sentAt
  if (type === 4 || type === 5) interaction.originalId = say(stage, interaction, channel, data, call, type === 5).id
  if (type === 6 || type === 7) interaction.originalId = interaction.messageId
  if (type === 7) {
    const message = world.messages.get(interaction.messageId ?? '')
    if (!message || message.deleted) return refuse(10008)
    fill(stage, message, { ...call, body: data })
  }
  if (type === 8) interaction.choices = (data.choices as Json[] | undefined) ?? []
  if (type === 9) interaction.modal = data
  world.touch()
  return call.query.get('with_response') === 'true' ? callbackJson(stage, interaction, type) : undefined
}

function say(
  stage: Stage,
  interaction: Interaction,
  channel: Channel,
  data: Json,
  call: Call,
  loading: boolean,
): Message {
  const flags = Number(data.flags ?? 0)
  const hidden = (flags & EPHEMERAL) !== 0
  return post(stage.world, stage.pings, channel, {
    ...data,
    authorId: stage.world.bot.id,
    allowed_mentions: data.allowed_mentions as AllowedMentions | null | undefined,
    attachments: keepUploads(stage, channel.id, call.uploads, data),
    flags: loading ? flags | LOADING : flags,
    ephemeralFor: hidden ? interaction.userId : null,
    interactionId: interaction.id,
  })
}

/** POST to the webhook: a new message, or, right after a deferral, the deferred one (kept by Discord for old clients). */
function followUp(stage: Stage, call: Call): Message {
  const interaction = tokenFor(stage, call)
  if (interaction.response === null) refuse(10015)
  const original = stage.world.messages.get(interaction.originalId ?? '')
  refuseEmpty(call.body, call.uploads.length)
  if (original && (original.flags & LOADING) !== 0) return fill(stage, original, call)
  const channel = stage.world.channels.get(interaction.channelId) ?? refuse(10003)
  return say(stage, interaction, channel, call.body, call, false)
}

function fill(stage: Stage, message: Message, { body, uploads }: Call): Message {
  const { world } = stage
  const wasLoading = (message.flags & LOADING) !== 0
  message.flags &= ~LOADING
  const attachments = uploads.length > 0 ? keepUploads(stage, message.channelId, uploads, body) : undefined
  const channel = world.channels.get(message.channelId)
  // Filling in a deferred answer is its first content, so its mentions count; a later edit notifies nobody.
  if (wasLoading && channel) {
    const { id, createdAt } = message
    const filled = compose(world, channel, {
      ...body,
      authorId: world.bot.id,
      attachments: attachments ?? [],
      flags: message.flags | Number(body.flags ?? 0),
      allowed_mentions: body.allowed_mentions as AllowedMentions | null | undefined,
      ephemeralFor: message.ephemeralFor,
      interactionId: message.interactionId,
    })
    Object.assign(message, filled, { id, createdAt, editedAt: world.now() })
    notify(world, stage.pings, channel, message)
    emitMessage(world, 'MESSAGE_UPDATE', channel, message)
    return message
  }
  edit(world, message, body, attachments)
  return message
}

function tokenFor(stage: Stage, { params }: Call): Interaction {
  const interaction = [...stage.interactions.values()].find(one => one.token === params.token)
  if (!interaction) return refuse(10015)
  if (stage.world.now() - interaction.createdAt > FOLLOW_UP_MS) return refuse(50027)
  return interaction
}

function ownMessage(stage: Stage, interaction: Interaction, id: string | undefined): Message {
  const message = stage.world.messages.get((id === '@original' ? interaction.originalId : id) ?? '')
  const own = message?.interactionId === interaction.id || message?.id === interaction.originalId
  return message && own && !message.deleted ? message : refuse(10008)
}

function callbackJson(stage: Stage, interaction: Interaction, type: number): Json {
  const message = stage.world.messages.get(interaction.originalId ?? '')
  const loading = message !== undefined && (message.flags & LOADING) !== 0
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message ? { response_message_id: message.id, response_message_loading: loading } : {}),
      response_message_ephemeral: typeof message?.ephemeralFor === 'string',
    },
    resource: { type, ...(message ? { message: messageJson(stage.world, message) } : {}) },
  }
}

import { flatten } from './check-components.ts'
import type { Interaction } from './interactions.ts'
import { ask } from './interactions.ts'
import { attachmentJson, channelJson, memberJson, messageJson, roleJson, userJson } from './payload.ts'
import { canSee, channelPermissions, PERMISSIONS } from './permissions.ts'
import { edit, post, remove } from './posting.ts'
import type { Seen } from './screen.ts'
import { screenOf } from './screen.ts'
import type { Stage } from './stage.ts'
import type { Channel, Command, Json, Message, Snowflake, User } from './world.ts'
import { directChannel } from './world.ts'

export type File = { filename: string; contentType: string; bytes: Uint8Array }
type Place = Channel | { id: Snowflake }
/** What an option takes: text, number, yes or no, the id of a user, role or channel, or a file. */
type OptionValue = string | number | boolean | File
type Which = Message | Seen | { id: Snowflake }
/** Values a person types or picks in a modal, by custom id; lists for selects and uploads. */
export type ModalValues = Record<string, string | string[] | File[]>

/** A person at their app: does only what Discord would let them do, and throws when it would not. */
export type Person = {
  id: Snowflake
  user: User
  /** Writes to the bot in a DM. */
  dm(text: string, files?: File[]): Message
  /** Writes in a channel; `replyTo` makes it a reply. */
  say(place: Place, text: string, extra?: { files?: File[]; replyTo?: Which }): Message
  /** Rewrites one of their own messages. */
  rewrite(message: Which, text: string): void
  /** Deletes one of their own messages. */
  erase(message: Which): void
  /** A slash command, e.g. `slash('help-me', channel, { service: 'amazon' })`; a subcommand is `'cases list'`. */
  slash(name: string, place: Place | 'dm', options?: Record<string, OptionValue>): Interaction
  /** Types into an option with autocomplete; the bot's choices arrive in `interaction.choices`. */
  type(name: string, place: Place | 'dm', option: string, text: string): Interaction
  press(message: Which, customId: string): Interaction
  select(message: Which, customId: string, values: string[]): Interaction
  /** Sends the modal that the bot opened in answer to `opened`. */
  submitModal(opened: Interaction, values: ModalValues): Interaction
  messageMenu(name: string, message: Which): Interaction
  userMenu(name: string, place: Place, target: { id: Snowflake }): Interaction
  /** Everything this person can see now. */
  screen(): Seen[]
}

/** Puts a person in front of the world. */
export function createPerson(stage: Stage, user: User): Person {
  const { world } = stage
  const at = (place: Place | 'dm'): Channel => {
    const channel = place === 'dm' ? directChannel(world, user.id) : world.channels.get(place.id)
    if (!channel || !canSee(world, user.id, channel)) throw new Error(`${user.name} can't see that channel`)
    return channel
  }
  const seen = (which: Which): Message => {
    const message = world.messages.get(which.id)
    const hidden = !message || message.deleted || (message.ephemeralFor !== null && message.ephemeralFor !== user.id)
    if (hidden) throw new Error(`${user.name} can't see message ${which.id}`)
    at({ id: message.channelId })
    return message
  }
  const write = (channel: Channel, text: string, files: File[], replyTo: Snowflake | null): Message => {
    mayWrite(stage, user, channel)
    const attachments = files.map(file => stage.keep(channel.id, file))
    return post(world, stage.pings, channel, { authorId: user.id, content: text, attachments, replyTo })
  }
  const own = (which: Which): Message => {
    const message = seen(which)
    if (message.authorId !== user.id) throw new Error(`message ${message.id} isn't by ${user.name}`)
    return message
  }
  const start = (type: Interaction['type'], channel: Channel, data: Json, message?: Message) =>
    ask(world, stage.interactions, { type, user, channel, data, message })
  const command = (name: string, type: number, channel: Channel): Command => {
    const all = [...(channel.guildId ? (world.guildCommands.get(channel.guildId) ?? []) : []), ...world.globalCommands]
    const found = all.find(one => one.name === name && one.type === type)
    if (!found) throw new Error(`there is no command ${name} of type ${type}`)
    mayUse(stage, user, channel, found)
    return found
  }
  const component = (message: Message, customId: string): Json => {
    const found = message.components.flatMap(flatten).find(one => one.custom_id === customId)
    if (!found) throw new Error(`message ${message.id} has no component ${customId}`)
    if (found.disabled === true) throw new Error(`component ${customId} is disabled`)
    return found
  }
  const slashData = (name: string, channel: Channel, given: Record<string, OptionValue>, focused?: string) => {
    const [root = '', ...subs] = name.split(' ')
    const found = command(root, 1, channel)
    let declared = found.options ?? []
    for (const sub of subs) {
      const option = declared.find(one => one.name === sub)
      if (!option) throw new Error(`/${root} has no subcommand ${sub}`)
      declared = (option.options as Json[] | undefined) ?? []
    }
    const missing = declared.find(one => one.required === true && !(String(one.name) in given))
    if (missing && focused === undefined) throw new Error(`/${name} needs option ${String(missing.name)}`)
    const attachments: Json = {}
    const leaves = Object.entries(given).map(([key, value]) => {
      const option = declared.find(one => one.name === key)
      if (!option) throw new Error(`/${name} has no option ${key}`)
      const type = Number(option.type)
      const file = typeof value === 'object' ? stage.keep(channel.id, value) : undefined
      if (file) attachments[file.id] = attachmentJson(file)
      return { name: key, type, value: file?.id ?? value, ...(key === focused ? { focused: true } : {}) }
    })
    const options = subs.reduceRight<Json[]>((inner, sub, depth) => {
      const type = depth === subs.length - 1 ? 1 : 2
      return [{ name: sub, type, options: inner }]
    }, leaves)
    const people = resolvedFor(stage, channel, leaves)
    const resolved = Object.keys(attachments).length > 0 ? { ...people, attachments } : people
    return {
      id: found.id,
      name: root,
      type: 1,
      ...(options.length > 0 ? { options } : {}),
      ...(resolved ? { resolved } : {}),
    }
  }

  return {
    id: user.id,
    user,
    dm: (text, files = []) => write(directChannel(world, user.id), text, files, null),
    say: (place, text, extra = {}) => write(at(place), text, extra.files ?? [], extra.replyTo?.id ?? null),
    rewrite: (which, text) => edit(world, own(which), { content: text }),
    erase: which => remove(world, own(which)),
    slash: (name, place, options = {}) => start(2, at(place), slashData(name, at(place), options)),
    type: (name, place, option, text) => start(4, at(place), slashData(name, at(place), { [option]: text }, option)),
    press(which, customId) {
      const message = seen(which)
      const found = component(message, customId)
      if (found.type !== 2) throw new Error(`${customId} is no button`)
      return start(3, at({ id: message.channelId }), { custom_id: customId, component_type: 2, id: found.id }, message)
    },
    select(which, customId, values) {
      const message = seen(which)
      const found = component(message, customId)
      const channel = at({ id: message.channelId })
      const options = ((found.options as Json[] | undefined) ?? []).map(option => option.value)
      if (found.type === 3 && values.some(value => !options.includes(value)))
        throw new Error(`${customId} has no such option`)
      const resolved =
        found.type === 3
          ? undefined
          : resolvedFor(
              stage,
              channel,
              values.map(value => ({ type: selectKind(found), value })),
            )
      const data = {
        custom_id: customId,
        component_type: found.type,
        id: found.id,
        values,
        ...(resolved ? { resolved } : {}),
      }
      return start(3, channel, data, message)
    },
    submitModal(opened, values) {
      if (!opened.modal) throw new Error('the bot has not opened a modal')
      const channel = at({ id: opened.channelId })
      const message = opened.messageId ? world.messages.get(opened.messageId) : undefined
      return start(5, channel, modalData(stage, channel, opened.modal, values), message)
    },
    messageMenu(name, which) {
      const message = seen(which)
      const channel = at({ id: message.channelId })
      const resolved = { messages: { [message.id]: messageJson(world, message) } }
      return start(2, channel, { id: command(name, 3, channel).id, name, type: 3, target_id: message.id, resolved })
    },
    userMenu(name, place, target) {
      const channel = at(place)
      const resolved = resolvedFor(stage, channel, [{ type: 6, value: target.id }])
      return start(2, channel, { id: command(name, 2, channel).id, name, type: 2, target_id: target.id, resolved })
    },
    screen: () => screenOf(world, user.id),
  }
}

function mayWrite(stage: Stage, user: User, channel: Channel): void {
  const guild = channel.guildId ? stage.world.guilds.get(channel.guildId) : undefined
  const member = guild?.members.get(user.id)
  if (!guild) return
  if (!member) throw new Error(`${user.name} isn't in that guild`)
  const allowed = channelPermissions(stage.world, guild, member, channel)
  const needed = channel.thread ? PERMISSIONS.SEND_MESSAGES_IN_THREADS : PERMISSIONS.SEND_MESSAGES
  if ((allowed & needed) === 0n) throw new Error(`${user.name} may not write in ${channel.name}`)
  if (channel.thread?.locked && (allowed & PERMISSIONS.MANAGE_THREADS) === 0n)
    throw new Error(`${channel.name} is locked`)
}

// Discord's app hides a command from those who may not use it.
function mayUse(stage: Stage, user: User, channel: Channel, command: Command): void {
  const contexts = command.contexts as number[] | null | undefined
  if (contexts && !contexts.includes(channel.guildId ? 0 : 1)) throw new Error(`/${command.name} is not offered here`)
  const guild = channel.guildId ? stage.world.guilds.get(channel.guildId) : undefined
  const member = guild?.members.get(user.id)
  const needed = command.default_member_permissions
  if (!guild || !member) return
  const allowed = channelPermissions(stage.world, guild, member, channel)
  if ((allowed & PERMISSIONS.USE_APPLICATION_COMMANDS) === 0n) throw new Error(`${user.name} may not use commands here`)
  if (channel.thread?.archived) throw new Error('commands cannot be used in an archived thread')
  const wanted = typeof needed === 'string' ? BigInt(needed) : 0n
  if (needed === '0' || (allowed & wanted) !== wanted) {
    if ((allowed & PERMISSIONS.ADMINISTRATOR) === 0n) throw new Error(`${user.name} may not use /${command.name}`)
  }
}

function selectKind(found: Json): number {
  return { 5: 6, 6: 8, 7: 9, 8: 7 }[Number(found.type)] ?? 0
}

// Users, members, roles and channels named by option values: 6 user, 7 channel, 8 role, 9 any of user and role.
function resolvedFor(stage: Stage, channel: Channel, values: { type: number; value: unknown }[]): Json | undefined {
  const { world } = stage
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  const found = { users: {} as Json, members: {} as Json, roles: {} as Json, channels: {} as Json }
  for (const { type, value } of values) {
    const id = String(value)
    const user = world.users.get(id)
    const member = guild?.members.get(id)
    const role = guild?.roles.get(id)
    const place = world.channels.get(id)
    if ((type === 6 || type === 9) && user) found.users[id] = userJson(user)
    if ((type === 6 || type === 9) && member)
      found.members[id] = { ...memberJson(world, member), user: undefined, permissions: '0' }
    if ((type === 8 || type === 9) && role) found.roles[id] = roleJson(role)
    if (type === 7 && place) found.channels[id] = { ...channelJson(world, place), permissions: '0' }
  }
  const kept = Object.entries(found).filter(([, part]) => Object.keys(part).length > 0)
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

function modalData(stage: Stage, channel: Channel, modal: Json, values: ModalValues): Json {
  const attachments: Json = {}
  const answer = (input: Json): Json => {
    const id = String(input.custom_id)
    const given = values[id]
    const needed = input.required !== false && input.type !== 21
    if (needed && (given === undefined || given.length === 0)) throw new Error(`modal field ${id} is required`)
    if (input.type === 4) {
      const text = typeof given === 'string' ? given : ''
      if (text.length > Number(input.max_length ?? 4000)) throw new Error(`modal field ${id} is too long`)
      if (text !== '' && text.length < Number(input.min_length ?? 0)) throw new Error(`modal field ${id} is too short`)
      return { type: 4, custom_id: id, id: input.id ?? 1, value: text }
    }
    if (input.type === 19) {
      const kept = ((given ?? []) as File[]).map(file => stage.keep(channel.id, file))
      for (const file of kept) attachments[file.id] = attachmentJson(file)
      return { type: 19, custom_id: id, id: input.id ?? 1, values: kept.map(file => file.id) }
    }
    if (input.type === 21) return { type: 21, custom_id: id, id: input.id ?? 1, value: given ?? null }
    return { type: input.type, custom_id: id, id: input.id ?? 1, values: given ?? [] }
  }
  const top = (modal.components as Json[]).map(part => {
    if (part.type === 18) return { type: 18, id: part.id ?? 1, component: answer(part.component as Json) }
    if (part.type === 1) return { type: 1, id: part.id ?? 1, components: (part.components as Json[]).map(answer) }
    return { type: part.type, id: part.id ?? 1 }
  })
  const extra = Object.keys(values).find(id => !JSON.stringify(top).includes(`"custom_id":${JSON.stringify(id)}`))
  if (extra) throw new Error(`the modal has no field ${extra}`)
  const resolved = Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {}
  return { custom_id: modal.custom_id, components: top, ...resolved }
}

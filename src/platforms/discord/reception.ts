import type { Language, PersonId } from '../../core/ids.ts'
import type { Command } from '../../engine/command.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import type { Library } from '../../content/library.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { DEFER_EPHEMERAL, DEFER_UPDATE, answerFirst, fillIn, followUp, nameOf, takeAway } from './ack.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import { complete } from './complete.ts'
import type { Doors } from './doors.ts'
import { sha256Of } from './files.ts'
import type { House } from './house.ts'
import { modalOf } from './modal.ts'
import { codeOf } from './problem.ts'
import {
  IDS,
  groupOf,
  inboundOf,
  isByPerson,
  isModerator,
  languageOf,
  mentions,
  personOf,
  privatePlace,
  readInteraction,
  readMessage,
  userOf,
} from './read.ts'
import type { Asked, MenuNames } from './read.ts'
import type { Rooms } from './room.ts'
import type { Words } from './words.ts'
import type { InteractionJson, MessageJson, Snowflake, UserJson } from './wire.ts'
import { button, lineOf, link, nonceOf, row } from './write.ts'
import type { Payload } from './write.ts'

export type Reception = {
  readonly api: Api
  readonly apiHost: string
  readonly archive: Archive
  readonly clock: Clock
  readonly commands: readonly Command[]
  readonly directory: Directory
  readonly doors: Doors
  readonly house: House
  readonly library: Library
  readonly log: Log
  readonly menus: MenuNames
  readonly rooms: Rooms
  readonly words: Words
  readonly botId: () => Snowflake
  /** Where people find a message or channel in their app. */
  readonly site: string
  readonly hear: (inbound: Inbound) => Promise<Heard>
  /** Dialogues of this room that never reach the engine until they are finished. */
  readonly dialogues: Dialogues
}

/** An interaction with who did it and what is needed to answer it. */
export type Visit = {
  readonly interaction: InteractionJson
  readonly user: UserJson
  readonly language: Language
}

export type Dialogues = {
  setup(visit: Visit, field: string, values: readonly string[]): Promise<void>
  contain(visit: Visit, act: string, target: Snowflake): Promise<void>
  /** What a moderator who opens a case for a member may do about that account. */
  containmentCard(target: Snowflake, language: Language): Payload
  /** After a person's words: whether their case concerns the moderators' own house. */
  look(person: PersonId): Promise<void>
}

/** One short public line per person and channel in this time. */
const PUBLIC_LINE_EVERY_MS = 10 * 60_000
const MAX_REMEMBERED = 10_000

/** The way in: interactions and messages, acknowledged first, heard second, answered where only this person reads. */
export function openReception(options: Reception) {
  const { api, clock, directory, doors, house, log, rooms, words, hear } = options
  const seen = new Set<Snowflake>()
  const publicLines = new Map<string, number>()

  /** A flapping gateway may give the same interaction twice. */
  function isRepeated(id: Snowflake): boolean {
    if (seen.has(id)) return true
    if (seen.size >= MAX_REMEMBERED) seen.clear()
    seen.add(id)
    return false
  }

  // ── interactions ────────────────────────────────────────────────────────────────────────────────────────────────────

  async function interaction(json: InteractionJson): Promise<void> {
    const user = userOf(json)
    if (!user || isRepeated(json.id)) return
    const asked = readInteraction(json, options.menus)
    const { guild_id, channel_id } = json
    if (guild_id && channel_id && asked.kind !== 'complete') house.met(user.id, guild_id, channel_id)
    switch (asked.kind) {
      case 'wish':
        return wish(json, user, asked)
      case 'modal': {
        const words = modalWords(asked.modal, languageOf(json.locale) ?? 'ja')
        await answerFirst(api, json, { type: 9, data: modalOf(words, asked.ref) }, log)
        return
      }
      case 'complete':
        return suggest(json, user, asked)
      case 'for':
        return openFor(json, user, asked)
      case 'setup':
        return options.dialogues.setup(await visitOf(json, user), asked.field, asked.values)
      case 'contain':
        return options.dialogues.contain(await visitOf(json, user), asked.act, asked.target)
      case 'unknown':
        await answerFirst(api, json, DEFER_UPDATE, log)
    }
  }

  const visitOf = async (json: InteractionJson, user: UserJson): Promise<Visit> => ({
    interaction: json,
    user,
    language: await house.languageOf(personOf(user.id), languageOf(json.locale)),
  })

  async function wish(json: InteractionJson, user: UserJson, { what, answer }: Extract<Asked, { kind: 'wish' }>) {
    // Sent before anything else is done; whether it arrived is asked at the end.
    const acknowledged = answerFirst(api, json, answer === 'update' ? DEFER_UPDATE : DEFER_EPHEMERAL, log)
    await new Promise(resolve => setImmediate(resolve))
    const place = await placeOf(json, user)
    const language = await house.languageOf(personOf(user.id), languageOf(json.locale))
    let heard: Heard
    try {
      heard = await hear(await atHome(inboundOf(json, user, what, place, clock.now()), user))
    } catch (error) {
      log.error('not-heard', { platform: 'discord', error })
      return say(json, place, await acknowledged, answer, words.line('not-saved', language))
    }
    if (heard.kept) await quietly(options.dialogues.look(personOf(user.id)))
    const note = heard.note ?? (heard.kept ? undefined : 'not-saved')
    const here = placeHolds(json, place)
    if (note) return say(json, place, await acknowledged, answer, words.line(note, language))
    if (!(await acknowledged)) return
    if (here) return answer === 'ephemeral' ? void (await quietly(takeAway(api, json))) : undefined
    await quietly(
      answer === 'ephemeral'
        ? fillIn(api, json, pointTo(place, language))
        : followUp(api, json, pointTo(place, language)),
    )
  }

  /** Where the engine's own answer will be: the same chat as the press, or somewhere else that has to be pointed to. */
  const placeHolds = (json: InteractionJson, place: Address) =>
    place.kind !== 'group' && (place.thread ?? place.chat) === json.channel_id

  function pointTo(place: Address, language: Language): Payload {
    const channel = place.thread ?? place.chat
    const guild = place.kind === 'room' ? guildOf(place) : '@me'
    const line =
      place.kind === 'room'
        ? 'discord.see-room'
        : place.kind === 'private'
          ? 'discord.see-private'
          : 'discord.unreachable'
    if (place.kind === 'group' || guild === undefined) return lineOf(words.line(line, language))
    const url = `${options.site}/channels/${guild}/${channel}`
    return lineOf(words.line(line, language), [row([link(url, words.label('discord.see-private.button', language))])])
  }

  const guildOf = (place: Address) => guildOfRoom.get(place.thread ?? '')
  const guildOfRoom = new Map<Snowflake, Snowflake>()

  /** A line for this person alone; when the interaction has expired, in their own chat. */
  async function say(
    json: InteractionJson,
    place: Address,
    acknowledged: boolean,
    answer: 'update' | 'ephemeral',
    text: string,
  ) {
    if (acknowledged)
      try {
        await (answer === 'ephemeral' ? fillIn(api, json, lineOf(text)) : followUp(api, json, lineOf(text)))
        return
      } catch (error) {
        log.warn('note-not-shown', { platform: 'discord', error: nameOf(error) })
      }
    if (place.kind !== 'group') await sayIn(place, text, json.id)
  }

  async function sayIn(
    place: Address,
    text: string,
    about: string,
    components: Payload['components'] = [],
  ): Promise<void> {
    const body = { ...lineOf(text, components), nonce: nonceOf(about), enforce_nonce: true }
    await quietly(patiently(() => api('POST', `/channels/${place.thread ?? place.chat}/messages`, { body })))
  }

  /** What only helps and never decides: a failure is noted, and the work goes on. */
  async function quietly(work: Promise<unknown>): Promise<void> {
    try {
      await work
    } catch (error) {
      log.warn('line-not-shown', { platform: 'discord', code: codeOf(error), error: nameOf(error) })
    }
  }

  /** The private place of whoever did it: this DM, this case room, their DM, or the room that stands in for it. */
  async function placeOf(json: InteractionJson, user: UserJson): Promise<Address> {
    const channel = json.channel_id ?? ''
    if (!json.guild_id) {
      doors.seen(user.id, channel)
      return privatePlace(channel)
    }
    const room = await rooms.find(channel, json.channel).catch(() => undefined)
    if (room) {
      guildOfRoom.set(channel, json.guild_id)
      return room
    }
    return privateOf(user.id, { platform: 'discord', chat: channel, kind: 'group' })
  }

  async function privateOf(user: Snowflake, otherwise: Address): Promise<Address> {
    const language = await house.languageOf(personOf(user), undefined)
    try {
      if (!doors.isShut(user)) return await doors.open(user)
    } catch (error) {
      log.warn('dm-not-opened', { platform: 'discord', code: codeOf(error), error })
    }
    const sites = await house.sitesFor(user)
    const name = words.label('discord.room.name', language)
    const room = await rooms.openFor(user, sites, { name, opened: words.line('discord.room.opened', language) })
    const guild = sites.find(site => site.channel === room?.chat)?.guild
    if (room?.thread && guild) guildOfRoom.set(room.thread, guild)
    return room ?? otherwise
  }

  const modalWords = (modal: 'story' | 'words', language: Language) => ({
    title: words.label(`discord.${modal}.title`, language),
    label: words.label(`discord.${modal}.label`, language),
    hint: words.label('discord.story.hint', language),
    example: words.label('discord.story.example', language),
  })

  async function suggest(
    json: InteractionJson,
    user: UserJson,
    { command, option, typed }: Extract<Asked, { kind: 'complete' }>,
  ) {
    const kind = options.commands
      .find(({ name }) => name === command)
      ?.options.find(({ name }) => name === option)?.complete
    const person = personOf(user.id)
    const choices = kind
      ? await complete(
          kind,
          {
            person,
            group: groupOf(json.guild_id),
            language: await house.languageOf(person, languageOf(json.locale)),
            isModerator: isModerator(json.member?.permissions),
            typed,
          },
          options,
        )
      : []
    await answerFirst(api, json, { type: 8, data: { choices } }, log)
  }

  /** "Help with this" and "Open a case for…": one's own post is told as it stands; another's account gets a quiet word. */
  async function openFor(json: InteractionJson, user: UserJson, { target, message }: Extract<Asked, { kind: 'for' }>) {
    if (target.id === user.id && message) {
      const [first] = readMessage(message, options.botId())
      const what = first?.what ?? ({ kind: 'command', name: 'help-me', input: {} } as const)
      return wish(json, user, { kind: 'wish', what, answer: 'ephemeral' })
    }
    const acknowledged = answerFirst(api, json, DEFER_EPHEMERAL, log)
    const visit = await visitOf(json, user)
    const tell = async (key: string) => {
      if (await acknowledged) await quietly(fillIn(api, json, lineOf(words.line(key, visit.language))))
    }
    if (target.bot) return tell('discord.not-a-person')
    const isKnown = (await directory.roster(await directory.communityOf(groupOf(json.guild_id)))).moderators.includes(
      personOf(user.id),
    )
    if (!isKnown && !isModerator(json.member?.permissions)) return tell('discord.only-moderators')
    const group: Address = { platform: 'discord', chat: json.channel_id ?? '', kind: 'group' }
    if (json.guild_id && json.channel_id) house.met(target.id, json.guild_id, json.channel_id)
    const subjectPlace = await privateOf(target.id, group)
    const what = { kind: 'command', name: 'help-me', input: {} } as const
    // The language of whoever is to read it, not of the moderator.
    const known = (await directory.person(personOf(target.id))).row.language
    const language = known ?? languageOf(json.guild_locale) ?? 'ja'
    const inbound = { ...inboundOf(json, user, what, group, clock.now()), language, subject: personOf(target.id) }
    try {
      const heard = await hear(subjectPlace.kind === 'group' ? inbound : { ...inbound, subjectPlace })
      const key =
        heard.note ??
        (heard.kept ? (subjectPlace.kind === 'group' ? 'discord.unreachable' : 'discord.opened-for') : 'not-saved')
      await tell(key)
      // Their account may be in somebody else's hands: what can be done about that is one press away.
      if (heard.kept && (await acknowledged) && json.data?.resolved?.members?.[target.id])
        await quietly(followUp(api, json, options.dialogues.containmentCard(target.id, visit.language)))
    } catch (error) {
      log.error('not-heard', { platform: 'discord', error })
      await tell('not-saved')
    }
  }

  /** A DM says nothing about a server; helpers can be called only where one is known. */
  async function atHome(inbound: Inbound, { id }: UserJson): Promise<Inbound> {
    if (inbound.group !== undefined) return inbound
    try {
      const group = await house.homeOf(id)
      return group === undefined ? inbound : { ...inbound, group }
    } catch (error) {
      log.warn('server-not-known', { platform: 'discord', code: codeOf(error), error: nameOf(error) })
      return inbound
    }
  }

  // ── messages ────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function message(json: MessageJson): Promise<void> {
    const { author, guild_id, channel_id } = json
    if (!author || !isByPerson(json)) return
    if (!guild_id) {
      doors.seen(author.id, channel_id)
      return hearAll(json, author, privatePlace(channel_id))
    }
    const room =
      json.content || json.attachments?.length
        ? await rooms.find(channel_id, undefined).catch(() => undefined)
        : undefined
    if (room) {
      guildOfRoom.set(channel_id, guild_id)
      return hearAll(json, author, room)
    }
    if (!mentions(json, options.botId())) return
    house.met(author.id, guild_id, channel_id)
    const group: Address = { platform: 'discord', chat: channel_id, kind: 'group' }
    // The public line first: it shows that somebody is there, and says nothing else.
    await publicLine(json, author)
    if (readMessage(json, options.botId()).length > 0) await hearAll(json, author, await privateOf(author.id, group))
  }

  /** Everything one message holds, in order. */
  async function hearAll(json: MessageJson, author: UserJson, place: Address): Promise<void> {
    for (const { id, what } of readMessage(json, options.botId())) {
      const inbound: Inbound = {
        id,
        from: personOf(author.id),
        place,
        group: groupOf(json.guild_id),
        at: clock.now(),
        name: json.member?.nick ?? author.global_name ?? author.username,
        what: what.kind === 'file' && what.url ? { ...what, sha256: await sha256Of(what.url, options.apiHost) } : what,
      }
      const language = await house.languageOf(personOf(author.id), undefined)
      try {
        const heard = await hear(await atHome(inbound, author))
        if (heard.remove) await remove(json, place, language)
        if (heard.kept) await quietly(options.dialogues.look(inbound.from))
        const note = heard.note ?? (heard.kept ? undefined : 'not-saved')
        if (note && place.kind !== 'group') await sayIn(place, words.line(note, language), id)
      } catch (error) {
        log.error('not-heard', { platform: 'discord', error })
        if (place.kind !== 'group') await sayIn(place, words.line('not-saved', language), id)
      }
    }
  }

  /** A message that held a secret goes away, where that is possible; otherwise its writer is asked to do it. */
  async function remove(json: MessageJson, place: Address, language: Language): Promise<void> {
    if (json.guild_id)
      try {
        return void (await patiently(() => api('DELETE', `/channels/${json.channel_id}/messages/${json.id}`)))
      } catch (error) {
        log.warn('secret-not-removed', {
          platform: 'discord',
          code: codeOf(error),
          hint: 'the bot needs Manage Messages',
        })
      }
    if (place.kind !== 'group') await sayIn(place, words.line('discord.please-delete', language), `${json.id}/remove`)
  }

  async function publicLine(json: MessageJson, author: UserJson): Promise<void> {
    const key = `${json.channel_id}/${author.id}`
    if ((publicLines.get(key) ?? -Infinity) > clock.now() - PUBLIC_LINE_EVERY_MS) return
    if (publicLines.size > MAX_REMEMBERED) publicLines.clear()
    publicLines.set(key, clock.now())
    const known = (await directory.person(personOf(author.id))).row.language
    const language = known ?? (await house.communityOfGuild(json.guild_id))?.language ?? 'ja'
    const components = [row([button(IDS.help, words.label('discord.help-button', language), 'primary')])]
    const body = {
      ...lineOf(words.line('discord.public', language), components),
      message_reference: { message_id: json.id, fail_if_not_exists: false },
      nonce: nonceOf(`${json.id}/public`),
      enforce_nonce: true,
    }
    await quietly(patiently(() => api('POST', `/channels/${json.channel_id}/messages`, { body })))
  }

  /** A message that nobody was there to hear; its place is known from the case. */
  async function missed(json: MessageJson, place: Address): Promise<void> {
    if (json.author && isByPerson(json)) await hearAll(json, json.author, place)
  }

  return { interaction, message, missed }
}

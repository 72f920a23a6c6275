import type { Language, PersonId } from '../../core/ids.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Command } from '../../engine/command.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Ear } from '../../engine/ear.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import type { Library } from '../../content/library.ts'
import type { Speech } from '../../engine/speech.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { DEFER_EPHEMERAL, DEFER_UPDATE, answerFirst, fillIn, followUp, takeAway } from './ack.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import { openAside } from './aside.ts'
import { complete } from './complete.ts'
import type { Doors } from './doors.ts'
import type { House } from './house.ts'
import { HELP_ME, openForAnother } from './for-another.ts'
import { openInPublic } from './in-public.ts'
import { openListening } from './listening.ts'
import { modalOf } from './modal.ts'
import { groupOf, inboundOf, isModerator, languageOf, personOf, readInteraction, readMessage, userOf } from './read.ts'
import type { Asked, MenuNames } from './read.ts'
import type { Rooms } from './room.ts'
import { isHere, openWhereabouts } from './whereabouts.ts'
import type { Words } from './words.ts'
import type { InteractionJson, MessageJson, Snowflake, UserJson } from './wire.ts'
import type { Payload } from './write.ts'

export type Reception = {
  readonly api: Api
  readonly apiHost: string
  readonly archive: Archive
  readonly clock: Clock
  readonly commands: readonly Command[]
  readonly directory: Directory
  readonly doors: Doors
  readonly ear: Pick<Ear, 'listen'>
  readonly house: House
  readonly library: Library
  readonly log: Log
  readonly menus: MenuNames
  readonly messageContent: () => boolean
  /** Never rejects. */
  readonly readOn: (place: Address) => Promise<void>
  readonly rooms: Rooms
  readonly speech?: Speech
  readonly words: Words
  readonly botId: () => Snowflake
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

/** How many interactions are remembered, so that one that comes twice has one effect. */
const MAX_REMEMBERED = 10_000

/** The way in: interactions and messages, acknowledged first, heard second, answered where only this person reads. */
export function openReception(options: Reception) {
  const { api, clock, house, log, words, hear } = options
  const aside = openAside(options)
  const whereabouts = openWhereabouts(options)
  const inPublic = openInPublic({ ...options, aside })
  const { look } = options.dialogues
  const listening = openListening({ ...options, aside, whereabouts, inPublic, look })
  const { quietly } = aside
  const forAnother = openForAnother({ ...options, aside, whereabouts })
  const seen = new Set<Snowflake>()

  /** A flapping gateway may give the same interaction twice. */
  function isRepeated(id: Snowflake): boolean {
    if (seen.has(id)) return true
    if (seen.size >= MAX_REMEMBERED) seen.clear()
    seen.add(id)
    return false
  }

  async function interaction(json: InteractionJson): Promise<void> {
    const user = userOf(json)
    if (!user || isRepeated(json.id)) return
    const asked = readInteraction(json, options.menus)
    const { guild_id, channel_id } = json
    if (guild_id && channel_id && asked.kind !== 'complete') house.met(user.id, guild_id, channel_id)
    switch (asked.kind) {
      case 'wish':
        return wish(json, user, asked)
      case 'modal':
        return ask(json, user, asked.modal, asked.ref)
      case 'complete':
        return suggest(json, user, asked)
      case 'for':
        // Whoever picks themselves asks for help like anybody else.
        return asked.target.id === user.id
          ? ownPost(json, user, () => Promise.resolve(asked.message))
          : forAnother(await visitOf(json, user), asked.target)
      case 'own-post':
        return asked.author === user.id ? cried(json, user, asked.message) : ask(json, user, 'story')
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
    const place = await whereabouts.placeOf(json, user)
    const language = await house.languageOf(personOf(user.id), languageOf(json.locale))
    let heard: Heard
    try {
      heard = await hear(await whereabouts.atHome(inboundOf(json, user, what, place, clock.now()), user))
    } catch (error) {
      log.error('not-heard', { platform: 'discord', error })
      return aside.say(json, place, await acknowledged, answer, words.line('not-saved', language))
    }
    if (heard.kept) await quietly(look(personOf(user.id)))
    const note = heard.note ?? (heard.kept ? undefined : 'not-saved')
    const here = isHere(json, place)
    if (note) return aside.say(json, place, await acknowledged, answer, words.line(note, language))
    if (!(await acknowledged)) return
    if (here) return answer === 'ephemeral' ? void (await quietly(takeAway(api, json))) : undefined
    const way = whereabouts.pointTo(place, language)
    await quietly(answer === 'ephemeral' ? fillIn(api, json, way) : followUp(api, json, way))
  }

  /** One's own post is told as it stands; where it is gone or empty, the conversation begins without it. */
  async function ownPost(json: InteractionJson, user: UserJson, find: () => Promise<MessageJson | undefined>) {
    const acknowledged = answerFirst(api, json, DEFER_EPHEMERAL, log)
    const [place, found] = await Promise.all([whereabouts.placeOf(json, user), find()])
    // Whose post it is says the post itself, never the button.
    const post = found?.author?.id === user.id ? { ...found, guild_id: json.guild_id } : undefined
    const { language } = await visitOf(json, user)
    if (post && readMessage(post, options.botId()).length > 0)
      await listening.hearAll(post, user, place, languageOf(json.locale))
    else
      try {
        await hear(inboundOf(json, user, HELP_ME, place, clock.now()))
      } catch (error) {
        log.error('not-heard', { platform: 'discord', error })
        return aside.say(json, place, await acknowledged, 'ephemeral', words.line('not-saved', language))
      }
    if (!(await acknowledged)) return
    await quietly(isHere(json, place) ? takeAway(api, json) : fillIn(api, json, whereabouts.pointTo(place, language)))
  }

  /** Whoever cried out in public takes the offer: their words go on in private, and the public line goes away. */
  async function cried(json: InteractionJson, user: UserJson, message: Snowflake) {
    const channel = `/channels/${json.channel_id ?? ''}/messages` as const
    await ownPost(json, user, () =>
      patiently(() => api('GET', `${channel}/${message}`)).then(
        post => post as MessageJson,
        // Deleted meanwhile: that was their right.
        () => undefined,
      ),
    )
    if (json.message) await quietly(patiently(() => api('DELETE', `${channel}/${json.message?.id ?? ''}`)))
  }

  async function ask(json: InteractionJson, user: UserJson, modal: 'story' | 'words', ref?: string): Promise<void> {
    const { language } = await visitOf(json, user)
    const asked = {
      title: words.label(`discord.${modal}.title`, language),
      label: words.label(`discord.${modal}.label`, language),
      hint: words.label('discord.story.hint', language),
      example: words.label('discord.story.example', language),
    }
    await answerFirst(api, json, { type: 9, data: modalOf(asked, ref) }, log)
  }

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

  return { interaction, message: listening.message, missed: listening.missed, close: listening.close }
}

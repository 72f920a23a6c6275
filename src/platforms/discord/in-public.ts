import type { Language } from '../../core/ids.ts'
import type { CommunityRow } from '../../engine/casefile.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Ear } from '../../engine/ear.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import type { Aside } from './aside.ts'
import type { House } from './house.ts'
import { IDS, personOf } from './read.ts'
import type { Words } from './words.ts'
import type { MessageJson, Snowflake, UserJson } from './wire.ts'
import { button, lineOf, nonceOf, row } from './write.ts'

/**
 * The one short line that others may see. It holds nothing of what was said, no case id and no name. Somebody who calls the bot
 * gets it at once; who only cries out gets it where the community wants that (and the operator reads messages at all), and
 * only when the words leave little doubt.
 */
export type InPublic = {
  /** To whoever called the bot by name. */
  answer(json: MessageJson, author: UserJson): Promise<void>
  /** To whoever did not: nothing of the words is kept, whatever becomes of them. */
  overhear(json: MessageJson, author: UserJson): Promise<void>
}

export type InPublicParts = {
  readonly api: Api
  readonly aside: Aside
  readonly clock: Clock
  readonly directory: Directory
  readonly ear: Pick<Ear, 'listen'>
  readonly house: House
  readonly messageContent: () => boolean
  readonly words: Words
}

/** To one person in one channel who calls again and again. */
const ANSWERED_EVERY_MS = 10 * 60_000
/** To one person who did not call: a second offer within the hour would be a nuisance. */
const OFFERED_EVERY_MS = 60 * 60_000
/** In one channel: quoted or copied cries must not make the bot fill it. */
const CHANNEL_EVERY_MS = 2 * 60_000
const MAX_REMEMBERED = 10_000
/** Shorter posts leave too much to guess. */
const MIN_CHARACTERS = 8
/** Log-odds of 80 %: on the stories with known answers, no harmless text gets this far. */
const STRONG = Math.log(0.8 / 0.2)

export function openInPublic(parts: InPublicParts): InPublic {
  const { api, aside, clock, directory, house, words } = parts
  const quietUntil = new Map<string, number>()
  const isQuiet = (key: string) => (quietUntil.get(key) ?? -Infinity) > clock.now()
  const hush = (key: string, forMs: number) => {
    if (quietUntil.size > MAX_REMEMBERED) quietUntil.clear()
    quietUntil.set(key, clock.now() + forMs)
  }

  async function line(json: MessageJson, key: string, help: string, language: Language): Promise<void> {
    const components = [row([button(help, words.label('discord.help-button', language), 'primary')])]
    const body = {
      ...lineOf(words.line(key, language), components),
      message_reference: { message_id: json.id, fail_if_not_exists: false },
      nonce: nonceOf(`${json.id}/public`),
      enforce_nonce: true,
    }
    await aside.quietly(patiently(() => api('POST', `/channels/${json.channel_id}/messages`, { body })))
  }

  /** Where the community's own people talk about cases, a story is no cry. */
  const isTheirs = (community: CommunityRow, channel: Snowflake, user: Snowflake) =>
    [community.helperPlace, community.moderatorPlace].some(place => (place?.thread ?? place?.chat) === channel) ||
    community.moderators.includes(personOf(user)) ||
    community.helpers.some(({ id }) => id === personOf(user))

  return {
    async answer(json, author) {
      const key = `${json.channel_id}/${author.id}`
      if (isQuiet(key)) return
      hush(key, ANSWERED_EVERY_MS)
      const known = (await directory.person(personOf(author.id))).row.language
      const language = known ?? (await house.communityOfGuild(json.guild_id))?.language ?? 'ja'
      await line(json, 'discord.public', IDS.help, language)
    },
    async overhear(json, author) {
      if (!parts.messageContent() || json.content.length < MIN_CHARACTERS) return
      const [person, channel] = [`person ${author.id}`, `channel ${json.channel_id}`]
      if (isQuiet(person) || isQuiet(channel)) return
      const community = await house.communityOfGuild(json.guild_id)
      if (community?.policy.answersCries !== true || isTheirs(community, json.channel_id, author.id)) return
      const { row: known } = await directory.person(personOf(author.id))
      // Who is being helped already needs no line.
      if (known.case) return
      const { reading } = parts.ear.listen(json.content, { language: known.language ?? community.language })
      if (!reading.crisis && !isStrong(reading.logits)) return
      hush(person, OFFERED_EVERY_MS)
      hush(channel, CHANNEL_EVERY_MS)
      if (json.guild_id) house.met(author.id, json.guild_id, json.channel_id)
      await line(
        json,
        'discord.cry',
        `${IDS.post}${author.id}.${json.id}`,
        known.language ?? reading.language ?? community.language,
      )
    },
  }
}

/** One of the known attacks leads by far, and that it is nothing is unlikely. */
function isStrong(logits: Readonly<Record<string, number>>): boolean {
  const { none = -Infinity, unknown: _, ...patterns } = logits
  return Math.max(...Object.values(patterns)) >= STRONG && none <= -STRONG
}

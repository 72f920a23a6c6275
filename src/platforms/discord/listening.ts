import type { Language } from '../../core/ids.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import { SEEN_FOR_MS, rows } from '../../engine/rows.ts'
import type { Hands, Speech } from '../../engine/speech.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import type { Aside } from './aside.ts'
import type { Doors } from './doors.ts'
import { sha256Of, soundOf } from './files.ts'
import type { House } from './house.ts'
import type { InPublic } from './in-public.ts'
import { codeOf } from './problem.ts'
import { groupOf, isByPerson, mentions, personOf, privatePlace, readMessage } from './read.ts'
import type { Dialogues } from './reception.ts'
import type { Whereabouts } from './whereabouts.ts'
import type { Words } from './words.ts'
import type { MessageJson, Snowflake, UserJson } from './wire.ts'

/** Plain messages: in a DM and in a case room every word is for the bot, in a channel only what calls it. */
export type Listening = {
  message(json: MessageJson): Promise<void>
  /**
   * A message that nobody was there to hear; its place is known from elsewhere.
   * @param mayWait whether it can be heard a little later: many at once were not written at once
   * @returns false when that is asked for
   */
  missed(json: MessageJson, place: Address, mayWait: boolean): Promise<boolean>
  /** Everything one message holds, in order. @param app the language of the writer's app, where it is known */
  hearAll(json: MessageJson, author: UserJson, place: Address, app?: Language): Promise<unknown>
  /** Resolves once nothing is being listened to any more. */
  close(): Promise<void>
}

export type ListeningParts = {
  readonly api: Api
  readonly apiHost: string
  readonly archive: Archive
  readonly aside: Aside
  readonly botId: () => Snowflake
  readonly clock: Clock
  readonly doors: Doors
  readonly hear: (inbound: Inbound) => Promise<Heard>
  readonly house: House
  readonly inPublic: InPublic
  readonly log: Log
  readonly look: Dialogues['look']
  /** What was written there while nobody listened comes first. */
  readonly readOn: (place: Address) => Promise<void>
  /** Listens to voice messages; without it people are asked to write. */
  readonly speech?: Speech
  readonly whereabouts: Whereabouts
  readonly words: Words
}

export function openListening(parts: ListeningParts): Listening {
  const { api, aside, botId, clock, doors, hear, house, inPublic, log, whereabouts, words } = parts

  async function message(json: MessageJson): Promise<void> {
    const { author, guild_id, channel_id } = json
    if (!author || !isByPerson(json)) return
    if (!guild_id) {
      doors.seen(author.id, channel_id)
      const place = privatePlace(channel_id)
      await parts.readOn(place)
      await hearAll(json, author, place)
      return
    }
    const hasWords = json.content !== '' || (json.attachments?.length ?? 0) > 0
    const room = hasWords ? await whereabouts.roomIn(guild_id, channel_id) : undefined
    if (room) return void (await hearAll(json, author, room))
    if (!mentions(json, botId())) return inPublic.overhear(json, author)
    house.met(author.id, guild_id, channel_id)
    const group: Address = { platform: 'discord', chat: channel_id, kind: 'group' }
    // The public line first: it shows that somebody is there, and says nothing else.
    await inPublic.answer(json, author)
    if (readMessage(json, botId()).length > 0)
      await hearAll(json, author, await whereabouts.privateOf(author.id, group))
  }

  /** @returns false when it has to be heard again, because it came too soon after others and `mayWait` */
  async function hearAll(
    json: MessageJson,
    author: UserJson,
    place: Address,
    app?: Language,
    mayWait = false,
  ): Promise<boolean> {
    for (const { id, what } of readMessage(json, botId())) {
      const inbound: Inbound = {
        id,
        from: personOf(author.id),
        place,
        group: groupOf(json.guild_id),
        at: clock.now(),
        language: app,
        name: json.member?.nick ?? author.global_name ?? author.username,
        what: what.kind === 'file' && what.url ? { ...what, sha256: await sha256Of(what.url, parts.apiHost) } : what,
      }
      const language = await house.languageOf(personOf(author.id), app)
      try {
        const heard = await hear(await whereabouts.atHome(inbound, author))
        if (mayWait && heard.note === 'slow-down') return false
        if (heard.remove) await remove(json, place, language)
        if (heard.kept) await aside.quietly(parts.look(inbound.from))
        const note = heard.note ?? (heard.kept ? undefined : 'not-saved')
        if (note && place.kind !== 'group') await aside.sayIn(place, words.line(note, language), id)
        const { what } = inbound
        if (what.kind === 'file' && what.spoken && heard.kept && place.kind !== 'group')
          await (parts.speech?.take({ inbound, file: { id: what.url ?? '', bytes: what.bytes }, message: json.id }) ??
            unheard(`${id}/speech`, place, language))
      } catch (error) {
        log.error('not-heard', { platform: 'discord', error })
        if (place.kind !== 'group') await aside.sayIn(place, words.line('not-saved', language), id)
      }
    }
    return true
  }

  /** Where nobody can listen, the person reads so once, however often the message is read again after a start. */
  async function unheard(about: string, place: Address, language: Language): Promise<void> {
    const said = rows.seen(about)
    if (await parts.archive.has(said)) return
    await aside.sayIn(place, words.line('speech', language), about)
    await parts.archive.commit({ plain: [{ key: said, expiresAt: clock.now() + SEEN_FOR_MS }] })
  }

  /** A message that held a secret goes away, where that is possible; otherwise its writer is asked to do it. */
  async function remove(
    json: Pick<MessageJson, 'id' | 'channel_id' | 'guild_id'>,
    place: Address,
    language: Language,
  ): Promise<void> {
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
    if (place.kind !== 'group')
      await aside.sayIn(place, words.line('discord.please-delete', language), `${json.id}/remove`)
  }

  const hands: Hands = {
    sound: ({ file }) => soundOf(file.id, parts.apiHost),
    async say({ inbound: { id, from, place, language: app } }, key, language, fill) {
      const line = words.line(key, language ?? (await house.languageOf(from, app)), fill)
      await aside.sayIn(place, line, `${id}/${key}`)
    },
    hear,
    async remove({ inbound: { from, group, place, language }, message: id = '' }) {
      const channel_id = place.thread ?? place.chat
      await remove({ id, channel_id, guild_id: group }, place, await house.languageOf(from, language))
    },
  }
  const hush = parts.speech?.open('discord', hands)

  return {
    message,
    hearAll,
    async close() {
      await hush?.()
    },
    async missed(json, place, mayWait) {
      return !json.author || !isByPerson(json) || hearAll(json, json.author, place, undefined, mayWait)
    },
  }
}

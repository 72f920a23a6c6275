import type { Clock } from '../../engine/clock.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import { DEFER_EPHEMERAL, answerFirst, fillIn, followUp } from './ack.ts'
import type { Api } from './api.ts'
import type { Aside } from './aside.ts'
import type { House } from './house.ts'
import { groupOf, inboundOf, isModerator, languageOf, personOf } from './read.ts'
import type { Dialogues, Visit } from './reception.ts'
import type { Whereabouts } from './whereabouts.ts'
import type { Words } from './words.ts'
import type { UserJson } from './wire.ts'
import { lineOf } from './write.ts'

/** "Help with this" and "Open a case for…" about somebody else: only a moderator may, and their account gets a quiet word. */

export type ForAnotherParts = {
  readonly api: Api
  readonly aside: Aside
  readonly clock: Clock
  readonly dialogues: Pick<Dialogues, 'containmentCard'>
  readonly directory: Directory
  readonly hear: (inbound: Inbound) => Promise<Heard>
  readonly house: House
  readonly log: Log
  readonly whereabouts: Whereabouts
  readonly words: Words
}

export const HELP_ME = { kind: 'command', name: 'help-me', input: {} } as const

export function openForAnother(parts: ForAnotherParts): (visit: Visit, target: UserJson) => Promise<void> {
  const { api, aside, directory, house, log, words } = parts
  return async ({ interaction: json, user, language }, target) => {
    const acknowledged = answerFirst(api, json, DEFER_EPHEMERAL, log)
    const tell = async (key: string) => {
      if (await acknowledged) await aside.quietly(fillIn(api, json, lineOf(words.line(key, language))))
    }
    if (target.bot) return tell('discord.not-a-person')
    const { moderators } = await directory.roster(await directory.communityOf(groupOf(json.guild_id)))
    if (!moderators.includes(personOf(user.id)) && !isModerator(json.member?.permissions))
      return tell('discord.only-moderators')
    const group: Address = { platform: 'discord', chat: json.channel_id ?? '', kind: 'group' }
    if (json.guild_id && json.channel_id) house.met(target.id, json.guild_id, json.channel_id)
    const subjectPlace = await parts.whereabouts.privateOf(target.id, group)
    // The language of whoever is to read it, not of the moderator.
    const known = (await directory.person(personOf(target.id))).row.language
    const inbound = {
      ...inboundOf(json, user, HELP_ME, group, parts.clock.now()),
      language: known ?? languageOf(json.guild_locale) ?? 'ja',
      subject: personOf(target.id),
    }
    try {
      const reachable = subjectPlace.kind !== 'group'
      const heard = await parts.hear(reachable ? { ...inbound, subjectPlace } : inbound)
      const done = reachable ? 'discord.opened-for' : 'discord.unreachable'
      await tell(heard.note ?? (heard.kept ? done : 'not-saved'))
      // Their account may be in somebody else's hands: what can be done about that is one press away.
      if (heard.kept && (await acknowledged) && json.data?.resolved?.members?.[target.id])
        await aside.quietly(followUp(api, json, parts.dialogues.containmentCard(target.id, language)))
    } catch (error) {
      log.error('not-heard', { platform: 'discord', error })
      await tell('not-saved')
    }
  }
}

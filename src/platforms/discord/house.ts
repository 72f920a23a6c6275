import type { Language, PersonId } from '../../core/ids.ts'
import type { CommunityRow } from '../../engine/casefile.ts'
import type { Directory } from '../../engine/directory.ts'
import { groupOf, personOf } from './read.ts'
import type { Site } from './room.ts'
import type { Snowflake } from './wire.ts'

/** What is known about communities and people beyond one message: looked up, never guessed. */
export type House = {
  communityOfGuild(guild: Snowflake | undefined): Promise<CommunityRow | undefined>
  communityOfPerson(person: PersonId): Promise<CommunityRow | undefined>
  languageOf(person: PersonId, app: Language | undefined): Promise<Language>
  /** Where a case room for this person may be opened: the community's channel for rooms, then where they last were. */
  sitesFor(user: Snowflake): Promise<readonly Site[]>
  /** Remembers in which channel somebody was last met. */
  met(user: Snowflake, guild: Snowflake, channel: Snowflake): void
}

const MAX_KEPT = 20_000

export function openHouse(directory: Directory, guildOfChannel: (channel: Snowflake) => Snowflake | undefined): House {
  const lastMet = new Map<Snowflake, Site>()
  const house: House = {
    async communityOfGuild(guild) {
      return (await directory.community(await directory.communityOf(groupOf(guild))))?.row
    },
    async communityOfPerson(person) {
      const { row } = await directory.person(person)
      return (await directory.community(row.community as CommunityRow['id'] | undefined))?.row
    },
    async languageOf(person, app) {
      return (await directory.person(person)).row.language ?? app ?? 'ja'
    },
    async sitesFor(user) {
      const met = lastMet.get(user)
      const row = (await house.communityOfPerson(personOf(user))) ?? (await house.communityOfGuild(met?.guild))
      const channel = row?.rooms?.platform === 'discord' ? row.rooms.chat : undefined
      const guild = channel && guildOfChannel(channel)
      return [...(channel && guild ? [{ guild, channel }] : []), ...(met && met.channel !== channel ? [met] : [])]
    },
    met(user, guild, channel) {
      if (lastMet.size > MAX_KEPT) lastMet.clear()
      lastMet.set(user, { guild, channel })
    },
  }
  return house
}

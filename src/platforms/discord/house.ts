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
  /** The server a person who writes by DM belongs to, when they have no community yet: the first set-up one they are in. */
  homeOf(user: Snowflake): Promise<string | undefined>
  /** Remembers in which channel somebody was last met. */
  met(user: Snowflake, guild: Snowflake, channel: Snowflake): void
}

/** The servers the bot is in, as the gateway tells it. */
export type Servers = {
  guilds(): readonly Snowflake[]
  guildOfChannel(channel: Snowflake): Snowflake | undefined
  /** Asked of Discord: without the members intent nobody keeps a list. */
  isMember(guild: Snowflake, user: Snowflake): Promise<boolean>
}

const MAX_KEPT = 20_000
/** A DM is not worth more questions than this; whoever uses a command in their server is known by it. */
const MAX_ASKED = 10
const HOME_KEPT = 5_000

export function openHouse(directory: Directory, { guilds, guildOfChannel, isMember }: Servers): House {
  const homes = new Map<Snowflake, string | undefined>()
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
    async homeOf(user) {
      if ((await directory.person(personOf(user))).row.community) return undefined
      const met = lastMet.get(user)
      if (met) return groupOf(met.guild)
      if (homes.has(user)) return homes.get(user)
      let home: string | undefined
      let asked = 0
      for (const guild of guilds()) {
        const group = groupOf(guild)
        if (asked >= MAX_ASKED || !(await directory.communityOf(group))) continue
        asked += 1
        if (await isMember(guild, user)) {
          home = group
          break
        }
      }
      if (homes.size > HOME_KEPT) homes.clear()
      if (home) homes.set(user, home)
      return home
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

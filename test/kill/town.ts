import { CommunityId, PersonId } from '../../src/core/ids.ts'
import type { CommunityRow } from '../../src/engine/casefile.ts'
import { rows } from '../../src/engine/rows.ts'
import type { Archive } from '../../src/store/archive.ts'
import { startDiscord } from '../emulators/discord/start.ts'
import { directChannel } from '../emulators/discord/world.ts'
import { startTelegram } from '../emulators/telegram/start.ts'
import { openLibrary } from '../../src/content/library.ts'
import type { Chance } from '../simulation/chance.ts'

/** Two apps with people who write, people who press, and one helper on each; what they see is the only judge. */

const COMMUNITY = CommunityId.parse('killtown00')
const BOTS = ['Kakekomi', 'kakekomi']
const words = openLibrary().texts
const labelsOf = (key: string) => Object.values(words[key] ?? {}).filter(label => typeof label === 'string')

/** What one person reads of the bot, as the apps show it. */
export type Screen = { readonly text: string; readonly buttons: readonly string[]; readonly mine: boolean }[]
export type Citizen = {
  readonly id: PersonId
  /** Where they read in private. */
  readonly chat: string
  say(text: string): void
  /** Presses the newest button with this label; false when there is none. */
  press(labels: readonly string[]): boolean
  screen(): Screen
}

export async function town(seed: number) {
  const telegram = await startTelegram({ rates: {}, seed })
  const discord = await startDiscord({ limits: {}, token: 'emulated.bot.token.of.a.long.night' })
  // More starts in an evening than Discord allows in a day.
  discord.gateway.identifiesLeft = 1_000_000
  const guild = discord.guild('Harbour', { locale: 'ja' })

  const onTelegram = (name: string): Citizen => {
    const person = telegram.addPerson(name, { language: 'ja' })
    // A bot can't write first on Telegram.
    person.start()
    const screen = (): Screen =>
      person.screen().messages.map(({ text, buttons, from }) => ({
        text,
        buttons: buttons.flat().map(({ label }) => label),
        mine: !BOTS.includes(from),
      }))
    return {
      id: PersonId.parse(`telegram:${person.id}`),
      chat: String(person.id),
      say: text => void person.say(text),
      press(labels) {
        const label = screen()
          .flatMap(({ buttons }) => buttons)
          .findLast(one => labels.includes(one))
        if (label) person.press(person, label)
        return label !== undefined
      },
      screen,
    }
  }
  const onDiscord = (name: string): Citizen => {
    const person = discord.user(name, { locale: 'ja' })
    guild.join(person)
    return {
      id: PersonId.parse(`discord:${person.id}`),
      chat: directChannel(discord.world, person.id).id,
      say: text => void person.dm(text),
      press(labels) {
        for (const seen of person.screen().reverse())
          for (const { label, customId } of seen.buttons)
            if (customId && labels.includes(label)) {
              person.press(seen, customId)
              return true
            }
        return false
      },
      screen: () =>
        person.screen().map(({ text, buttons, by }) => ({
          text,
          buttons: buttons.map(({ label }) => label),
          mine: !BOTS.includes(by),
        })),
    }
  }

  const people = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? onTelegram : onDiscord)(`person ${n}`))
  const helpers = [onTelegram('helper by telegram'), onDiscord('helper by discord')]

  const asked = new Set<Citizen>()

  return {
    telegram,
    discord,
    people,
    helpers,
    /** A finished set-up, as the commands leave it: a community, its helpers, and everybody's way to them. */
    async found(archive: Archive): Promise<void> {
      const row: CommunityRow = {
        id: COMMUNITY,
        groups: [`discord:${guild.id}`],
        language: 'ja',
        helpers: helpers.map(({ id }) => ({
          id,
          name: id,
          languages: ['ja', 'en'],
          skills: [],
          timeZone: 'Asia/Tokyo',
          onDuty: true,
          loadLimit: 100,
          ring: 1,
          lead: false,
          reachableSince: 1,
        })),
        moderators: [],
        policy: { pingsPerHour: 100_000 },
      }
      const privateOf = ({ id, chat }: Citizen) => ({
        platform: id.split(':')[0] as 'telegram' | 'discord',
        chat,
        kind: 'private' as const,
      })
      await archive.commit({
        put: [
          { key: rows.community(COMMUNITY), value: row, version: 1 },
          { key: rows.group(archive.blind(`discord:${guild.id}`)), value: COMMUNITY, version: 1 },
          ...helpers.map(helper => ({
            key: rows.person(archive.blind(helper.id)),
            value: { place: privateOf(helper), community: COMMUNITY, language: 'ja', reachableSince: 1 },
            version: 1,
          })),
          ...people.map(({ id }) => ({
            key: rows.person(archive.blind(id)),
            value: { community: COMMUNITY, language: 'ja' },
            version: 1,
          })),
        ],
      })
    },
    /** Something somebody does while the program is about to die. Returns who wrote, when they wrote something. */
    act(random: Chance, text: string): Citizen | undefined {
      // Who asked for a person reads what would be sent, and mostly says yes.
      const asking = people.find(one => asked.has(one))
      if (asking && random.is(0.7) && asking.press(labelsOf('button.call'))) {
        asked.delete(asking)
        return undefined
      }
      const person = random.pick(people)
      if (random.is(0.4) && person.press(labelsOf('button.need-person'))) {
        asked.add(person)
        return undefined
      }
      if (random.is(0.2) && person.press(labelsOf('button.done'))) return undefined
      person.say(text)
      return person
    },
    /** Calls for help this helper has read, and how many of them say that they may be a repeat. */
    pings(helper: Citizen): { all: number; repeats: number } {
      const pings = helper
        .screen()
        .filter(({ buttons, mine }) => !mine && buttons.some(label => labelsOf('button.claim').includes(label)))
      return { all: pings.length, repeats: pings.filter(({ text }) => isRepeat(text)).length }
    },
    isRepeat,
    isNotKept: (text: string) => labelsOf('not-saved').some(words => text.includes(words)),
    /** Discord messages that were posted twice for one thing to say. */
    postedTwice(): number {
      const seen = new Set<string>()
      let twice = 0
      for (const message of discord.world.messages.values()) {
        if (message.authorId !== discord.world.bot.id || message.nonce === null) continue
        const key = `${message.channelId} ${message.nonce}`
        if (seen.has(key)) twice += 1
        seen.add(key)
      }
      return twice
    },
    /** Whether anything came or went since the last look. */
    stir: () =>
      telegram.callsOf('sendMessage').length +
      telegram.callsOf('editMessageText').length +
      discord.requests.length +
      telegram.updates.pending().length * 1_000_000,
    complaints: () => [...telegram.complaints.map(({ method, what }) => `${method}: ${what}`), ...discord.complaints],
    async close() {
      await telegram.close()
      await discord.close()
    },
  }
}

/** A message that says of itself that it may have come before. */
const repeatWords = labelsOf('telegram.repeat')
function isRepeat(text: string): boolean {
  return repeatWords.some(words => text.includes(words))
}

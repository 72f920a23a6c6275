import { createHash } from 'node:crypto'
import { commands } from '../../commands/index.ts'
import { assemble } from '../../src/assemble.ts'
import { openLibrary } from '../../src/content/library.ts'
import { CommunityId } from '../../src/core/ids.ts'
import type { CommunityRow } from '../../src/engine/casefile.ts'
import { systemClock } from '../../src/engine/clock.ts'
import type { Outbound, Platform } from '../../src/engine/messages.ts'
import { rows } from '../../src/engine/rows.ts'
import { silentLog } from '../../src/log.ts'
import { openDiscord } from '../../src/platforms/discord/index.ts'
import { personOf } from '../../src/platforms/discord/read.ts'
import { openArchive } from '../../src/store/archive.ts'
import { memoryShelf } from '../../src/store/memory.ts'
import { lazyEar, openEar } from '../../src/understanding/ear.ts'
import type { Person } from '../emulators/discord/driver.ts'
import { startDiscord } from '../emulators/discord/start.ts'
import type { Channel } from '../emulators/discord/world.ts'
import { pageOf } from './page.ts'
import { shoot } from './shoot.ts'

/**
 * Draws what each of them sees on Discord, from the very payloads the bot sends: an evening is played on the emulator with the
 * real client, and its messages become pictures. `node test/pictures/draw.ts`
 */

const STORIES = {
  ja: '知らない注文のメールが来て、Amazonにログインできません。ギフト券を2万円分買われています',
  en: "I got a mail about an order I didn't make and now I can't sign in to Amazon. Someone bought gift cards for 200 dollars",
} as const
const TAKEN = {
  ja: 'QRコードを読み込んだらDiscordのアカウントを乗っ取られて、勝手にみんなに詐欺のリンクを送られています',
  en: 'I scanned a QR code and my Discord account was taken over, it sends scam links to everyone',
} as const

async function evening(language: 'ja' | 'en'): Promise<void> {
  const emulator = await startDiscord({ limits: {} })
  const archive = await openArchive(memoryShelf({ now: () => systemClock.now() }), [
    createHash('sha256').update('pictures').digest(),
  ])
  const library = openLibrary()
  const ear = lazyEar(() => openEar(new Set(library.facts.keys())))
  const sent: { message: Outbound; id: string }[] = []
  const door = openDiscord({
    token: emulator.token, api: emulator.api, messageContent: false, archive, clock: systemClock, commands, library, ear, log: silentLog,
  }) // prettier-ignore
  const platform: Platform = {
    ...door,
    async send(message) {
      const taken = await door.send(message)
      sent.push({ message, id: taken.message })
      return taken
    },
  }
  const { engine } = assemble({ archive, platforms: [platform], clock: systemClock, log: silentLog, library, ear })
  const locale = language === 'ja' ? 'ja' : 'en-US'
  const [mori, hana, aki, ren] = ['moderator', 'member', 'helper', 'another member'].map(name => emulator.user(name, { locale })) as [
    Person, Person, Person, Person,
  ] // prettier-ignore
  const guild = emulator.guild('Harbour', { owner: mori, locale })
  for (const person of [hana, aki, ren]) guild.join(person)
  const [start, helpers, mods] = [guild.channel('start-here'), guild.channel('helpers'), guild.channel('moderators')]
  const place = (chat: string) => ({ platform: 'discord' as const, chat, kind: 'group' as const })
  const community: CommunityRow = {
    id: CommunityId.parse('pictures00'),
    groups: [`discord:${guild.id}`],
    language,
    helpers: [
      {
        id: personOf(aki.id), name: 'aki', languages: ['ja', 'en'], skills: [], timeZone: 'Asia/Tokyo', onDuty: true, loadLimit: 5,
        ring: 1, lead: true, reachableSince: 1,
      },
    ],
    moderators: [personOf(mori.id)],
    helperPlace: place(helpers.id),
    moderatorPlace: place(mods.id),
    rooms: place(start.id),
    policy: {},
  } // prettier-ignore
  await archive.commit({
    put: [
      { key: rows.community(community.id), value: community, version: 1 },
      { key: rows.group(archive.blind(`discord:${guild.id}`)), value: community.id, version: 1 },
    ],
  })
  await engine.start()
  await platform.listen(message => engine.hear(message))
  const quiet = async () => {
    await emulator.until(() => emulator.interactions.every(({ response }) => response !== null))
    await engine.idle()
    // Presses are taken up as they come in: nothing tells when the last of them has been.
    await new Promise(resolve => setTimeout(resolve, 300))
    await engine.idle()
  }
  const press = async (person: Person, name: string) => {
    const offer = sent
      .toReversed()
      .flatMap(({ message }) => message.buttons.flat())
      .find(button => button.name === name || button.name.startsWith(`${name}/`))
    const seen = person.screen().findLast(({ buttons }) => buttons.some(({ customId }) => customId === offer?.ref))
    if (!offer || !seen) throw new Error(`no button ${name} for ${person.user.name}`)
    person.press(seen, offer.ref)
    await quiet()
  }
  const names = {
    users: Object.fromEntries([...emulator.world.users.values()].map(({ id, name }) => [id, name])),
    channels: Object.fromEntries([...emulator.world.channels.values()].map(({ id, name }) => [id, name])),
  }
  const picture = (name: string, title: string, who: Person, where: (channel: Channel) => boolean, last = 9) => {
    const messages = [...emulator.world.messages.values()]
      .filter(({ channelId, deleted, ephemeralFor }) => {
        const channel = emulator.world.channels.get(channelId)
        return !deleted && (ephemeralFor === null || ephemeralFor === who.id) && channel !== undefined && where(channel)
      })
      .slice(-last)
      .map(({ authorId, content, components, ephemeralFor }) => ({
        by: authorId === emulator.world.bot.id ? 'Kakekomi' : (names.users[authorId] ?? ''),
        app: authorId === emulator.world.bot.id,
        content,
        components,
        onlyForMe: ephemeralFor !== null,
      }))
    shoot(`discord-${name}.${language}.png`, pageOf(title, messages, names))
  }
  const dmOf = (person: Person) => (channel: Channel) => channel.type === 1 && channel.recipients.includes(person.id)

  hana.dm(STORIES[language])
  await quiet()
  await press(hana, 'done')
  picture('person', '@ Kakekomi', hana, dmOf(hana))
  await press(hana, 'offer-help')
  await press(hana, 'call')
  picture('helper', '# helpers', aki, ({ id }) => id === helpers.id, 1)
  await press(aki, 'claim')
  picture(
    'helper-case',
    `# ${library.texts['discord.room.name']?.[language] ?? ''}`,
    aki,
    channel => dmOf(aki)(channel) || channel.type === 12,
  )
  ren.dm(TAKEN[language])
  await emulator.until(() => mori.screen().some(({ where, buttons }) => where === 'moderators' && buttons.length > 0))
  picture('moderator', '# moderators', mori, ({ id }) => id === mods.id, 1)
  await platform.close()
  await engine.close()
  await emulator.close()
}

for (const language of ['en', 'ja'] as const) await evening(language)

import { afterEach, describe, expect, test } from 'vitest'
import type { Clock } from '../src/engine/clock.ts'
import { systemClock } from '../src/engine/clock.ts'
import { bench, found, labels, press, read, wordsFor } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

/** Public cries for help that nobody addressed to the bot: answered only where the community asked for it. */

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

const CRY = 'Amazonのアカウントが乗っ取られたみたい、勝手にギフト券が買われてる。どうしよう 090-1234-5678'
const CRY_EN = 'someone got into my steam account and i cant log in anymore, my items are gone'
const OFFER = { ja: wordsFor('discord.cry', 'ja'), en: wordsFor('discord.cry', 'en') }
const HELP = { ja: wordsFor('discord.help-button', 'ja'), en: wordsFor('discord.help-button', 'en') }

type Options = BenchOptions & { policy?: Record<string, unknown> }

async function harbour({ policy = { answersCries: true }, ...options }: Options = {}) {
  let skewMs = 0
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + skewMs }
  const b = (open.bench = await bench({ messageContent: true, privileged: ['content'], clock, ...options }))
  const { emulator } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const tom = emulator.user('tom', { locale: 'en-US' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  for (const person of [hana, tom]) guild.join(person)
  const lobby = guild.channel('lobby')
  const games = guild.channel('games')
  const desk = guild.channel('helpers')
  await found(b.archive, { guild: guild.id, rooms: lobby.id, helperPlace: desk.id, helpers: [mori], policy })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  const publicly = (channel = lobby) =>
    [...emulator.world.messages.values()].filter(
      ({ channelId, authorId, deleted, ephemeralFor }) =>
        channelId === channel.id && authorId === emulator.world.bot.id && !deleted && ephemeralFor === null,
    )
  /** After everything said so far has been dealt with: a DM is answered in turn with it. */
  const settled = async () => {
    const seen = emulator.requests.length
    mori.dm('/now')
    await emulator.until(() => emulator.requests.length > seen)
    await b.idle()
  }
  return {
    ...b, mori, hana, tom, guild, lobby, games, desk, publicly, settled,
    later: (ms: number) => void (skewMs += ms),
  } // prettier-ignore
}

describe('where the community wants it', () => {
  test('a clear cry gets one short line with a button, and nothing of what was said', async () => {
    const { emulator, hana, lobby, publicly, archive } = await harbour()
    hana.say(lobby, CRY)
    await emulator.until(() => publicly().length === 1)
    const [line] = publicly()
    expect(line?.content).toBe(OFFER.ja)
    expect(JSON.stringify(line)).not.toMatch(/Amazon|ギフト|090/)
    expect(emulator.pings).toEqual([])
    expect(await archive.count('c/')).toBe(0)
    expect(emulator.complaints).toEqual([])
  })

  test('its author presses: those very words go on in private, and the public line is gone', async () => {
    const { emulator, hana, lobby, publicly, archive, idle } = await harbour()
    hana.say(lobby, CRY)
    await emulator.until(() => publicly().length === 1)
    const pressed = press(hana, HELP.ja)
    await emulator.until(() => labels(hana.screen().filter(({ where }) => where === 'dm')).length > 0)
    await emulator.until(() => publicly().length === 0)
    await idle()
    expect(pressed.ackMs).toBeLessThan(3000)
    const [key = ''] = await archive.keys('c/', { limit: 1 })
    const told = JSON.stringify((await archive.load(key))?.value)
    expect(told).toContain('勝手にギフト券が買われてる')
    expect(told).not.toContain('090-1234-5678')
    expect(
      hana
        .screen()
        .some(({ text, onlyForMe }) => onlyForMe && text.includes(wordsFor('discord.see-private', 'ja').slice(0, 6))),
    ).toBe(true)
    expect(emulator.complaints).toEqual([])
  })

  test('somebody else presses: they get an empty field of their own, and the author’s words stay where they are', async () => {
    const { emulator, hana, tom, lobby, publicly, archive } = await harbour()
    hana.say(lobby, CRY)
    await emulator.until(() => publicly().length === 1)
    const pressed = press(tom, HELP.ja)
    await emulator.until(() => pressed.modal)
    expect(JSON.stringify(pressed.modal)).not.toMatch(/乗っ取られたみたい|090/)
    expect(await archive.count('c/')).toBe(0)
    expect(publicly()).toHaveLength(1)
  })

  test('a forged button that names oneself gives nobody another’s post', async () => {
    const { emulator, hana, tom, lobby, publicly, archive, idle } = await harbour()
    const post = hana.say(lobby, CRY)
    await emulator.until(() => publicly().length === 1)
    const [line] = publicly()
    const forged = `post.${tom.id}.${post.id}`
    if (line) line.components = [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: forged }] }]
    tom.press({ id: line?.id ?? '' }, forged)
    await emulator.until(() => tom.screen().some(({ where }) => where === 'dm'))
    await idle()
    const [key = ''] = await archive.keys('c/', { limit: 1 })
    const kept = JSON.stringify((await archive.load(key))?.value)
    expect(kept).toContain(tom.id)
    expect(kept).not.toContain('ギフト券')
  })

  test('who deletes the post before pressing begins without it', async () => {
    const { emulator, hana, lobby, publicly, archive, idle } = await harbour()
    const post = hana.say(lobby, CRY)
    await emulator.until(() => publicly().length === 1)
    hana.erase(post)
    press(hana, HELP.ja)
    await emulator.until(() => hana.screen().some(({ where }) => where === 'dm'))
    await idle()
    expect(await archive.count('c/')).toBe(1)
    expect(emulator.complaints).toEqual([])
  })

  test('once an hour for one person, whatever they write and wherever', async () => {
    const { emulator, hana, lobby, games, publicly, settled, later } = await harbour()
    hana.say(lobby, CRY)
    await emulator.until(() => publicly().length === 1)
    hana.say(lobby, CRY)
    hana.say(games, CRY)
    later(59 * 60_000)
    hana.say(games, CRY)
    await settled()
    expect([...publicly(), ...publicly(games)]).toHaveLength(1)
    later(2 * 60_000)
    hana.say(games, CRY)
    await emulator.until(() => publicly(games).length === 1)
  })

  test('one channel is not filled when many cry at once; the next gets a line a little later', async () => {
    const { emulator, hana, tom, lobby, publicly, settled, later } = await harbour()
    hana.say(lobby, CRY)
    tom.say(lobby, CRY_EN)
    await emulator.until(() => publicly().length === 1)
    await settled()
    expect(publicly()).toHaveLength(1)
    later(3 * 60_000)
    tom.say(lobby, CRY_EN)
    await emulator.until(() => publicly().length === 2)
    expect(publicly().map(({ content }) => content)).toEqual([OFFER.ja, OFFER.en])
  })

  test('words of danger count, with or without an attack', async () => {
    const { emulator, hana, lobby, publicly } = await harbour()
    hana.say(lobby, 'もう死にたい。全部おわった')
    await emulator.until(() => publicly().length === 1)
  })

  test('helpers, the helpers’ channel, and people who are being helped get no line', async () => {
    const { emulator, hana, tom, mori, lobby, games, desk, publicly, settled, idle } = await harbour()
    hana.dm('Steamのアカウントに入れません')
    await emulator.until(() => read(hana).length > 1)
    await idle()
    hana.say(lobby, CRY)
    mori.say(games, CRY)
    tom.say(desk, CRY_EN)
    await settled()
    expect([...publicly(), ...publicly(games), ...publicly(desk)]).toEqual([])
  })

  test('news, warnings, jokes and questions get no line', async () => {
    const { hana, lobby, publicly, settled } = await harbour()
    for (const text of HARMLESS) hana.say(lobby, text)
    await settled()
    expect(publicly()).toEqual([])
  })
})

describe('where nobody asked for it', () => {
  test('without the community’s yes, a cry gets no line', async () => {
    const { hana, lobby, publicly, settled } = await harbour({ policy: {} })
    hana.say(lobby, CRY)
    await settled()
    expect(publicly()).toEqual([])
  })

  test('without the operator’s yes, a cry gets no line, and /setup does not offer it', async () => {
    const { emulator, hana, mori, lobby, publicly, settled } = await harbour({ messageContent: false, privileged: [] })
    hana.say(lobby, CRY)
    await settled()
    expect(publicly()).toEqual([])
    mori.slash('setup', lobby)
    await emulator.until(() => labels(mori.screen()).includes(wordsFor('discord.setup.save', 'ja')))
    expect(labels(mori.screen())).not.toContain(wordsFor('discord.setup.cries.on', 'ja'))
  })

  test('/setup offers it where messages are read; choosing it is kept', async () => {
    const { emulator, mori, lobby, archive } = await harbour({ policy: {} })
    mori.slash('setup', lobby)
    const card = await emulator.until(() =>
      mori.screen().find(seen => labels([seen]).includes(wordsFor('discord.setup.cries.on', 'ja'))),
    )
    const picked = mori.select(card, 'setup.cries', ['on'])
    await emulator.until(() => picked.response === 7)
    press(mori, wordsFor('discord.setup.save', 'ja'))
    await emulator.until(() =>
      mori.screen().some(({ text }) => text.includes(wordsFor('discord.setup.saved', 'ja').slice(0, 10))),
    )
    const [key = ''] = await archive.keys('r/', { limit: 1 })
    expect((await archive.load(key))?.value).toMatchObject({ policy: { answersCries: true } })
    expect(emulator.complaints).toEqual([])
  })
})

const HARMLESS = [
  '今日のニュースでフィッシング詐欺が増えてるって',
  '詐欺には気をつけてね、最近Amazonを名乗るメールが多いよ',
  'Discordのアカウント乗っ取られた人いる?',
  'anyone want to play tonight? my steam account is back online',
  'lol my boss stole my kill, I got scammed!',
  'What happens to your items when a Steam account is hacked? Just asking for my novel.',
  'Steam垢のパスワード忘れた',
  '友達のアマギフもらった、ありがとう',
]

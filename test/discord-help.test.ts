import { afterEach, describe, expect, test } from 'vitest'
import { bench, found, labels, press, read, wordsFor } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

async function harbour({ language = 'ja', ...options }: BenchOptions & { language?: 'ja' | 'en' } = {}) {
  const b = (open.bench = await bench(options))
  const { emulator } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const tom = emulator.user('tom')
  const guild = emulator.guild('Harbour', { owner: mori, locale: language === 'ja' ? 'ja' : 'en-US' })
  for (const person of [hana, tom]) guild.join(person)
  const lobby = guild.channel('lobby')
  const cases = guild.channel('cases')
  const desk = guild.channel('mods', [{ for: { id: guild.id }, deny: ['VIEW_CHANNEL'] }])
  await found(b.archive, { guild: guild.id, rooms: cases.id, moderatorPlace: desk.id, moderators: [mori] })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  return { ...b, mori, hana, tom, guild, lobby, cases, desk }
}

const STORY = 'アカウントを乗っ取られました。Amazonにログインできません'
const answered = (seen: { where: string; buttons: unknown[] }[], where = 'dm') =>
  seen.some(one => one.where === where && one.buttons.length > 0)
/** What everybody in a channel can read of the bot. */
const publicText = (b: Bench, channel: { id: string }) =>
  [...b.emulator.world.messages.values()]
    .filter(
      ({ channelId, authorId, ephemeralFor }) =>
        channelId === channel.id && authorId === b.emulator.world.bot.id && !ephemeralFor,
    )
    .map(({ content, components }) => content + JSON.stringify(components))

describe('ways to get help', () => {
  test('a DM opens a case and is answered with a greeting and one card with buttons', async () => {
    const { emulator, hana, idle } = await harbour()
    hana.dm(STORY)
    await emulator.until(() => read(hana).length >= 2)
    await idle()
    expect(read(hana)).toHaveLength(2)
    expect(labels(hana.screen())).toContain(wordsFor('button.done', 'ja'))
    expect(emulator.complaints).toEqual([])
  })

  test('/help-me opens a field for the story; the answer comes by DM, and the channel learns nothing', async () => {
    const b = await harbour()
    const { emulator, hana, tom, lobby } = b
    const asked = hana.slash('help-me', lobby)
    await emulator.until(() => asked.modal)
    expect(asked.modal?.title).toBe(wordsFor('discord.story.title', 'ja'))
    const sent = hana.submitModal(asked, { text: STORY })
    await emulator.until(() => answered(hana.screen()))
    const pointer = await emulator.until(() => hana.screen().find(one => one.onlyForMe && !one.loading))
    expect(pointer.text).toBe(wordsFor('discord.see-private', 'ja'))
    expect(pointer.buttons[0]?.url).toMatch(/\/channels\/@me\/\d+$/)
    expect(sent.ackMs).toBeLessThan(3000)
    expect(tom.screen()).toEqual([])
    expect(publicText(b, lobby)).toEqual([])
    expect(emulator.complaints).toEqual([])
  })

  test('/help-me with the story typed along, and in English for whoever reads English', async () => {
    const { emulator, tom, lobby } = await harbour()
    tom.slash('help-me', lobby, { story: 'someone got into my Amazon account and bought gift cards' })
    // The greeting comes first; the card with the step follows it.
    await emulator.until(() => labels(tom.screen()).includes(wordsFor('button.done', 'en')))
    expect(read(tom).join()).toContain('Amazon')
    expect(labels(tom.screen())).toContain(wordsFor('button.done', 'en'))
    expect(emulator.complaints).toEqual([])
  })

  test('a mention is a cry for help: one short public line, everything else in private', async () => {
    const b = await harbour()
    const { emulator, hana, lobby } = b
    hana.say(lobby, `<@${emulator.world.bot.id}> 助けて、Amazonで知らない注文が来た 090-1234-5678`)
    await emulator.until(() => answered(hana.screen()))
    hana.say(lobby, `<@${emulator.world.bot.id}> まだログインできない`)
    await b.idle()
    await emulator.until(() => emulator.requests.some(({ route }) => route.startsWith('POST /channels')))
    const said = publicText(b, lobby)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(wordsFor('discord.public', 'ja'))
    expect(said[0]).not.toMatch(/注文|090|k\.[a-z0-9]{10}\./)
    expect(emulator.complaints).toEqual([])
  })

  test('a mention without words gets the public line and no case', async () => {
    const b = await harbour()
    const { emulator, hana, lobby, archive } = b
    hana.say(lobby, `<@${emulator.world.bot.id}>`)
    await emulator.until(() => publicText(b, lobby).length === 1)
    expect(await archive.count('c/')).toBe(0)
    const asked = press(hana, wordsFor('discord.help-button', 'ja'))
    await emulator.until(() => asked.modal)
    hana.submitModal(asked, { text: STORY })
    await emulator.until(() => answered(hana.screen()))
    expect(await archive.count('c/')).toBe(1)
  })

  test('what others write in channels is nobody’s business', async () => {
    const b = await harbour()
    const { emulator, hana, tom, lobby, archive } = b
    tom.say(lobby, 'my account was hacked and my money is gone, help')
    hana.dm(STORY)
    await emulator.until(() => answered(hana.screen()))
    expect(publicText(b, lobby)).toEqual([])
    expect(await archive.count('c/')).toBe(1)
  })

  test('“Help with this” on one’s own post tells it; on somebody else’s it needs a moderator', async () => {
    const b = await harbour()
    const { emulator, hana, tom, lobby, archive } = b
    const post = hana.say(lobby, 'Amazonのアカウントが乗っ取られたみたい、勝手にギフト券が買われてる')
    tom.messageMenu('Help with this', post)
    const no = await emulator.until(() => tom.screen().find(one => one.onlyForMe && !one.loading))
    expect(no.text).toBe(wordsFor('discord.only-moderators', 'en'))
    expect(await archive.count('c/')).toBe(0)
    hana.messageMenu('Help with this', post)
    await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.done', 'ja')))
    expect(read(hana).join()).toContain('Amazon')
    expect(publicText(b, lobby)).toEqual([])
    expect(emulator.complaints).toEqual([])
  })

  test('a moderator opens a case for a silent member, who gets a quiet word by DM', async () => {
    const { emulator, mori, tom, lobby } = await harbour({ language: 'en' })
    mori.userMenu('Open a case for', lobby, tom)
    await emulator.until(() => read(tom).length > 0)
    expect(read(tom).join()).toContain(wordsFor('opening.for-you', 'en').slice(0, 40))
    await emulator.until(() => mori.screen().some(({ text }) => text === wordsFor('discord.opened-for', 'ja')))
    expect(tom.screen().every(({ where }) => where === 'dm')).toBe(true)
    tom.dm('someone took over my steam account, I cannot log in')
    await emulator.until(() => answered(tom.screen()))
    expect(emulator.complaints).toEqual([])
  })

  test('the whole way: press a button, the card changes in place and does not multiply', async () => {
    const { emulator, hana, idle } = await harbour()
    hana.dm(STORY)
    await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.done', 'ja')))
    const before = read(hana).length
    const pressed = press(hana, wordsFor('button.done', 'ja'))
    await emulator.until(() => hana.screen().some(({ edited }) => edited))
    await idle()
    expect(read(hana).length).toBe(before)
    expect(pressed.response).toBe(6)
    expect(emulator.complaints).toEqual([])
  })

  test('where plain messages can’t be read, “In my own words” opens a field, and what is typed there is heard', async () => {
    const b = await harbour()
    const { emulator, hana, lobby } = b
    hana.user.dms = 'closed'
    hana.slash('help-me', lobby, { story: 'なんか変なんです' })
    await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.own-words', 'ja')))
    const asked = press(hana, wordsFor('button.own-words', 'ja'))
    await emulator.until(() => asked.modal)
    expect(asked.modal?.title).toBe(wordsFor('discord.words.title', 'ja'))
    const sent = hana.submitModal(asked, { text: 'Amazonのアカウントに知らない注文があります。ログインはできます' })
    await emulator.until(() => read(hana).join().includes('Amazon'))
    expect(sent.ackMs).toBeLessThan(3000)
    expect(emulator.complaints).toEqual([])
  })
})

describe('files', () => {
  test('a screenshot and a mail are noted with size and hash, and stay where they are', async () => {
    const { emulator, hana, archive, engine } = await harbour()
    hana.dm(STORY)
    await emulator.until(() => answered(hana.screen()))
    const bytes = new TextEncoder().encode('From: order@example\n\nwe have received your order')
    hana.dm('', [{ filename: 'order.eml', contentType: 'message/rfc822', bytes }])
    await emulator.until(() => read(hana).length >= 2)
    await engine().idle()
    const [key = ''] = await archive.keys('c/', { limit: 1 })
    const file = (await archive.load(key))?.value as { events: Record<string, unknown>[] }
    const evidence = file.events.find(({ type }) => type === 'evidence-added')
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    expect(evidence).toMatchObject({ name: 'order.eml', mime: 'message/rfc822', bytes: bytes.length, sha256: digest })
    expect(JSON.stringify(file)).not.toContain('we have received your order')
  })
})

describe('the case room with the message-content intent', () => {
  test('plain messages in the room are read, elsewhere they are not', async () => {
    const b = await harbour({ messageContent: true, privileged: ['content'] })
    const { emulator, hana, tom, lobby } = b
    hana.user.dms = 'closed'
    hana.slash('help-me', lobby, { story: STORY })
    const room = await emulator.until(() => [...emulator.world.channels.values()].find(({ type }) => type === 12))
    await emulator.until(() => answered(hana.screen(), room.name))
    const before = read(hana).length
    hana.say(room, 'ギフト券が2万円ぶん買われていました')
    await emulator.until(() => read(hana).length > before)
    tom.say(lobby, 'my account was hacked too')
    await b.idle()
    expect(publicText(b, lobby)).toEqual([])
    expect(emulator.complaints).toEqual([])
  })
})

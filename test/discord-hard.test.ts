import { afterEach, describe, expect, test } from 'vitest'
import { CommunityId } from '../src/core/ids.ts'
import type { Casefile, CommunityRow } from '../src/engine/casefile.ts'
import { rows } from '../src/engine/rows.ts'
import type { Person } from './emulators/discord/driver.ts'
import { bench, found, labels, press, read, wordsFor } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

/** What people, apps and servers do that nobody plans for. */

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

const STORY = 'アカウントを乗っ取られました。Amazonにログインできません'
const DONE = wordsFor('button.done', 'ja')
const FIRST = 2
const ACK = 'POST /interactions/:interaction/:token/callback'
const SEND = 'POST /channels/:channel/messages'

/** Reads what would be sent, and says yes. */
async function callHelpers(emulator: Bench['emulator'], person: Person) {
  person.slash('call', 'dm')
  await emulator.until(() => labels(person.screen()).includes(wordsFor('button.call', 'ja')))
  press(person, wordsFor('button.call', 'ja'))
}

async function harbour(options: BenchOptions = {}) {
  const b = (open.bench = await bench(options))
  const { emulator, archive } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const tom = emulator.user('tom', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  for (const person of [hana, tom]) guild.join(person)
  const lobby = guild.channel('lobby')
  const cases = guild.channel('cases')
  const desk = guild.channel('helpers')
  const mods = guild.channel('mods')
  await found(archive, {
    guild: guild.id,
    rooms: cases.id,
    helperPlace: desk.id,
    helpers: [tom],
    moderators: [mori],
    moderatorPlace: mods.id,
  })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  const files = async () => (await archive.list('c/', { limit: 10 })).map(({ value }) => value as Casefile)
  const eventsOf = async (type: string) =>
    (await files()).flatMap(({ events }) => events.filter(event => event.type === type))
  const told = async () =>
    (await files()).flatMap(({ events }) => events.flatMap(one => (one.type === 'told' ? [one.text] : [])))
  const threads = () => [...emulator.world.channels.values()].filter(({ type }) => type === 12)
  const answered = async (who: Person = hana, story = STORY) => {
    who.dm(story)
    await emulator.until(() => labels(who.screen()).includes(DONE))
    await b.idle()
  }
  const quiet = async () => {
    await emulator.until(() => emulator.interactions.every(({ response }) => response !== null))
    await b.idle()
  }
  return { ...b, mori, hana, tom, guild, lobby, cases, desk, mods, files, eventsOf, told, threads, answered, quiet }
}

describe('presses', () => {
  test('a button pressed twice in a row ticks one step, and both presses are acknowledged', async () => {
    const b = await harbour()
    await b.answered()
    const card = b.hana.screen().find(({ buttons }) => buttons.some(({ label }) => label === DONE))
    const id = card?.buttons.find(({ label }) => label === DONE)?.customId ?? ''
    const both = [b.hana.press({ id: card?.id ?? '' }, id), b.hana.press({ id: card?.id ?? '' }, id)]
    await b.quiet()
    expect(both.map(({ response }) => response)).toEqual([6, 6])
    expect(await b.eventsOf('step-done')).toHaveLength(1)
    expect(b.emulator.failed()).toEqual([])
    expect(b.emulator.complaints).toEqual([])
  })

  test('a card from before a restart still works, and one of a step long done changes nothing', async () => {
    const b = await harbour()
    await b.answered()
    const card = b.hana.screen().find(({ buttons }) => buttons.some(({ label }) => label === DONE))
    const id = card?.buttons.find(({ label }) => label === DONE)?.customId ?? ''
    await b.stop()
    await b.start()
    press(b.hana, DONE)
    await b.quiet()
    expect(await b.eventsOf('step-done')).toHaveLength(1)
    // The old card as an app that was asleep still shows it.
    const message = b.emulator.world.messages.get(card?.id ?? '')
    if (message) message.components = [{ type: 1, components: [{ type: 2, style: 1, label: DONE, custom_id: id }] }]
    b.hana.press({ id: card?.id ?? '' }, id)
    await b.quiet()
    expect(await b.eventsOf('step-done')).toHaveLength(1)
    expect(b.emulator.complaints).toEqual([])
  })

  test('a field sent twice, as an app does after an error, makes one case', async () => {
    const b = await harbour()
    const asked = b.hana.slash('help-me', b.lobby)
    await b.emulator.until(() => asked.modal)
    // The first answer is lost to the person: their app shows an error and keeps the text.
    b.emulator.faults.add({ route: ACK, times: 2 }, { kind: 'error', status: 404, code: 10062 })
    b.hana.submitModal(asked, { text: STORY })
    b.hana.submitModal(asked, { text: STORY })
    await b.emulator.until(() => labels(b.hana.screen()).includes(DONE))
    await b.idle()
    expect(await b.archive.count('c/')).toBe(1)
    expect(b.emulator.complaints).toEqual([])
  })

  test('/help-me in a DM opens its field there, and nothing is left "thinking"', async () => {
    const b = await harbour()
    const asked = b.hana.slash('help-me', 'dm')
    await b.emulator.until(() => asked.modal)
    b.hana.submitModal(asked, { text: STORY })
    await b.emulator.until(() => labels(b.hana.screen()).includes(DONE))
    await b.emulator.until(() => b.hana.screen().every(({ loading }) => !loading))
    expect(b.hana.screen().every(({ where }) => where === 'dm')).toBe(true)
    expect(b.emulator.complaints).toEqual([])
  })

  test('the field follows the language the person chose, not the one of their app', async () => {
    const b = await harbour()
    const { emulator, hana } = b
    await b.answered()
    hana.slash('language', 'dm', { language: 'en' })
    await b.quiet()
    const asked = hana.slash('help-me', b.lobby)
    await emulator.until(() => asked.modal)
    expect(asked.modal?.title).toBe(wordsFor('discord.story.title', 'en'))
  })
})

describe('menus on members', () => {
  test('a case for a bot is refused kindly, and nothing is opened', async () => {
    const b = await harbour()
    const { emulator, mori, lobby } = b
    mori.userMenu('Open a case for', lobby, emulator.world.bot)
    await emulator.until(() => mori.screen().some(({ text }) => text === wordsFor('discord.not-a-person', 'ja')))
    expect(await b.archive.count('c/')).toBe(0)
    expect(emulator.complaints).toEqual([])
  })

  test('a moderator who picks themselves is helped like anybody, and is offered no time-out for themselves', async () => {
    const b = await harbour()
    const { emulator, mori, lobby } = b
    mori.userMenu('Open a case for', lobby, mori)
    await emulator.until(() => mori.screen().some(({ where, loading }) => where === 'dm' && !loading))
    await b.quiet()
    const [file] = await b.files()
    expect(file?.events[0]).toMatchObject({ type: 'case-opened', subject: `discord:${mori.id}` })
    expect(labels(mori.screen())).not.toContain(wordsFor('discord.contain.timeout', 'ja'))
    expect(read(mori).join()).not.toContain(wordsFor('discord.opened-for', 'ja'))
    expect(emulator.complaints).toEqual([])
  })
})

describe('people and roles that go', () => {
  test('who leaves the server in the middle of a case: no empty room is left, and the moderators learn it once', async () => {
    const b = await harbour()
    const { emulator, hana, mori, guild, threads } = b
    await b.answered()
    guild.guild.members.delete(hana.id)
    const say = (text: string) =>
      b.engine().hear({
        id: `dc:m:${text.length}`,
        from: `discord:${hana.id}` as never,
        place: { platform: 'discord', chat: directOf(b, hana), kind: 'private' },
        at: Date.now(),
        what: { kind: 'text', text },
      })
    const warned = () => read(mori).filter(text => text.includes(wordsFor('moderators.unreached', 'ja').slice(0, 12)))
    await say('ギフト券が2万円ぶん買われていました')
    await emulator.until(() => warned().length === 1)
    const [file] = await b.files()
    expect(warned()[0]).toContain(String(file?.events.flatMap(event => (event.type === 'case-opened' ? event.id : []))))
    await b.engine().hear({
      id: 'dc:c:again',
      from: `discord:${hana.id}` as never,
      place: { platform: 'discord', chat: directOf(b, hana), kind: 'private' },
      at: Date.now(),
      what: { kind: 'command', name: 'now', input: {} },
    })
    await b.idle()
    expect(warned()).toHaveLength(1)
    expect(threads().filter(({ thread }) => !thread?.archived)).toEqual([])
    // Heard of again and lost again: that is news.
    guild.join(hana)
    hana.dm('まだログインできません')
    await emulator.until(() => read(hana).length > FIRST)
    await b.idle()
    guild.guild.members.delete(hana.id)
    await say('どうしたらいいですか')
    await emulator.until(() => warned().length === 2)
    expect(await b.told()).toHaveLength(4)
    expect(emulator.complaints).toEqual([])
  })

  test('who has the case learns that its person is out of reach, not the moderators', async () => {
    const b = await harbour()
    const { emulator, hana, tom, mori, guild } = b
    await b.answered()
    await callHelpers(emulator, hana)
    await emulator.until(() => labels(tom.screen()).includes(wordsFor('button.claim', 'ja')))
    press(tom, wordsFor('button.claim', 'ja'))
    const room = await emulator.until(() => b.threads().at(0))
    await b.quiet()
    guild.guild.members.delete(hana.id)
    tom.say(room, `<@${emulator.world.bot.id}> まず落ち着いて、画面を撮ってください`)
    const lost = wordsFor('helper.unreached', 'ja').slice(0, 12)
    await emulator.until(() => tom.screen().some(({ where, text }) => where === room.name && text.includes(lost)))
    await b.idle()
    expect(mori.screen().filter(({ where }) => where === b.mods.name)).toEqual([])
  })

  test('a role that was deleted while it was taken away does not hold back the others', async () => {
    const b = await harbour()
    const { emulator, mori, hana, guild, lobby } = b
    guild.allowBot(['VIEW_CHANNEL', 'SEND_MESSAGES', 'MODERATE_MEMBERS', 'MANAGE_ROLES'])
    const [artist, singer] = [guild.role('artist', [], 2), guild.role('singer', [], 3)]
    const member = guild.guild.members.get(hana.id)
    if (member) member.roles = [artist.id, singer.id]
    mori.userMenu('Open a case for', lobby, hana)
    await emulator.until(() => labels(mori.screen()).includes(wordsFor('discord.contain.roles', 'ja')))
    press(mori, wordsFor('discord.contain.roles', 'ja'))
    await emulator.until(() => labels(mori.screen()).includes(wordsFor('discord.contain.restore', 'ja')))
    expect(member?.roles).toEqual([])
    guild.guild.roles.delete(artist.id)
    press(mori, wordsFor('discord.contain.restore', 'ja'))
    await emulator.until(() => (member?.roles.length ?? 0) > 0)
    expect(member?.roles).toEqual([singer.id])
    expect(emulator.complaints).toEqual([])
  })

  test('who is taken off the roster between the call and the press gets no case', async () => {
    const b = await harbour()
    const { emulator, hana, tom, mori, lobby } = b
    await b.answered()
    await callHelpers(emulator, hana)
    await emulator.until(() => labels(tom.screen()).includes(wordsFor('button.claim', 'ja')))
    mori.slash('remove-helper', lobby, { helper: `discord:${tom.id}` })
    await b.quiet()
    press(tom, wordsFor('button.claim', 'ja'))
    await b.quiet()
    expect(await b.eventsOf('claimed')).toEqual([])
    expect(read(tom).join()).not.toMatch(/ログイン/)
  })
})

describe('two servers', () => {
  test('one helper of both has a room for each case, and what they write in one goes to its person alone', async () => {
    const b = await harbour()
    const { emulator, hana, tom, archive } = b
    const rin = emulator.user('rin', { locale: 'ja' })
    const kai = emulator.user('kai', { locale: 'ja' })
    const other = emulator.guild('Lighthouse', { owner: kai, locale: 'ja' })
    for (const person of [rin, tom]) other.join(person)
    const theirs = other.channel('theirs')
    const kept = await archive.load(rows.community(CommunityId.parse('harbour000')))
    const id = CommunityId.parse('lighthouse')
    const place = { platform: 'discord' as const, chat: theirs.id, kind: 'group' as const }
    const value = {
      ...(kept?.value as CommunityRow),
      id,
      groups: [`discord:${other.id}`],
      rooms: place,
      helperPlace: place,
    }
    await archive.commit({
      put: [
        { key: rows.community(id), value, version: 1 },
        { key: rows.group(archive.blind(`discord:${other.id}`)), value: id, version: 1 },
      ],
    })
    const claim = wordsFor('button.claim', 'ja')
    const rooms: string[] = []
    for (const [person, where] of [
      [hana, b.desk],
      [rin, theirs],
    ] as const) {
      await b.answered(person)
      await callHelpers(emulator, person)
      const ping = await emulator.until(() =>
        tom.screen().find(seen => seen.where === where.name && labels([seen]).includes(claim)),
      )
      const known = new Set(b.threads().map(one => one.id))
      tom.press(ping, ping.buttons.find(({ label }) => label === claim)?.customId ?? '')
      const room = await emulator.until(() => b.threads().find(one => !known.has(one.id)))
      expect(room.guildId).toBe(where.guildId)
      rooms.push(room.id)
      await b.quiet()
    }
    tom.say({ id: rooms[0] ?? '' }, `<@${emulator.world.bot.id}> まず落ち着いて、画面を撮ってください`)
    await emulator.until(() => read(hana).join().includes('画面を撮ってください'))
    tom.say({ id: rooms[1] ?? '' }, `<@${emulator.world.bot.id}> こちらは今から見ます`)
    await emulator.until(() => read(rin).join().includes('今から見ます'))
    await b.quiet()
    expect(read(rin).join()).not.toContain('画面を撮ってください')
    expect(read(hana).join()).not.toContain('今から見ます')
    expect(emulator.complaints).toEqual([])
  })
})

describe('long and odd words', () => {
  const ODD = [
    ...Array.from(
      { length: 30 },
      (_, n) => `👩‍👩‍👧‍👦 ${n}番目 **太字** \`code\` <@123456789012345678> @everyone https://evil.example/${n}`,
    ),
    '```js',
    ...Array.from({ length: 20 }, (_, n) => `const line${n} = "${'🏴‍☠️'.repeat(4)}"`),
    '```',
  ].join('\n')

  test('four thousand characters with fences and joined emoji are kept, and come back within every limit', async () => {
    const b = await harbour()
    const { emulator, hana, tom } = b
    await b.answered()
    const text = `乗っ取られて困っています。${ODD}`.slice(0, 4_000)
    expect(text.length).toBeGreaterThan(3_000)
    hana.dm(text)
    await expect.poll(async () => (await b.told()).length, { timeout: 15_000 }).toBe(2)
    for (const name of ['timeline', 'status', 'now', 'export']) {
      hana.slash(name, 'dm')
      await b.quiet()
    }
    await callHelpers(emulator, hana)
    await emulator.until(() => labels(tom.screen()).includes(wordsFor('button.claim', 'ja')))
    press(tom, wordsFor('button.claim', 'ja'))
    const room = await emulator.until(() => b.threads().at(0))
    await b.quiet()
    tom.say(room, `<@${emulator.world.bot.id}> ${'ゆっくりで大丈夫です。👩‍👩‍👧‍👦\n'.repeat(160)}`.slice(0, 4_000))
    await emulator.until(() => read(hana).join().includes('ゆっくりで大丈夫です'))
    await b.quiet()
    expect(emulator.pings.every(({ everyone }) => !everyone)).toBe(true)
    expect(emulator.failed()).toEqual([])
    expect(emulator.complaints).toEqual([])
  })
})

test('a send that Discord carries out without ever answering is repeated with its nonce and arrives once', async () => {
  const b = await harbour()
  const { emulator, hana } = b
  emulator.faults.add({ route: SEND }, { kind: 'hang-after' })
  hana.dm(STORY)
  await emulator.until(() => read(hana).length >= FIRST, 30_000)
  await b.idle()
  expect(read(hana)).toHaveLength(FIRST)
  expect(emulator.complaints).toEqual([])
})

const directOf = (b: Bench, { id }: Person) =>
  [...b.emulator.world.channels.values()].find(({ type, recipients }) => type === 1 && recipients.includes(id))?.id ??
  ''

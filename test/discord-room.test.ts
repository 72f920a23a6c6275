import { afterEach, expect, test } from 'vitest'
import { bench, found, labels, press, read, wordsFor } from './discord-bench.ts'
import type { Bench } from './discord-bench.ts'

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

/** Hana accepts no direct messages; the community has a channel for rooms. */
async function shut({ rooms = true } = {}) {
  const b = (open.bench = await bench())
  const { emulator } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja', dms: 'closed' })
  const tom = emulator.user('tom')
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  for (const person of [hana, tom]) guild.join(person)
  const lobby = guild.channel('lobby')
  const cases = guild.channel('cases')
  await found(b.archive, {
    guild: guild.id,
    rooms: rooms ? cases.id : undefined,
    moderators: [mori],
    helpers: [tom],
    helperPlace: lobby.id,
  })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  const threads = () => [...emulator.world.channels.values()].filter(({ type }) => type === 12)
  const ask = () => hana.slash('help-me', lobby, { story: STORY })
  return { ...b, mori, hana, tom, guild, lobby, cases, threads, ask }
}

const STORY = 'アカウントを乗っ取られました。Amazonにログインできません'
const DONE = wordsFor('button.done', 'ja')
const hasCard = (screen: { where: string; buttons: { label: string }[] }[], where: string) =>
  screen.some(seen => seen.where === where && seen.buttons.some(({ label }) => label === DONE))

test('a shut DM becomes a private thread with the bot and the person, who are the only ones in it', async () => {
  const { emulator, hana, tom, threads, ask, idle, cases } = await shut()
  ask()
  await emulator.until(() => threads().length === 1)
  const [room] = threads()
  await emulator.until(() => hasCard(hana.screen(), room?.name ?? ''))
  await idle()
  expect(room?.parentId).toBe(cases.id)
  expect([...(room?.thread?.members ?? [])].sort()).toEqual([emulator.world.bot.id, hana.id].sort())
  expect(room?.name).not.toContain('hana')
  expect(room?.thread?.invitable).toBe(false)
  expect(read(hana).join()).toContain(wordsFor('discord.room.opened', 'ja').slice(0, 20))
  expect(read(tom)).toEqual([])
  // Asked once, refused once; after that the room is known.
  const refused = emulator.requests.filter(({ status }) => status === 403).length
  expect(refused).toBe(1)
  press(hana, DONE)
  await emulator.until(() => hana.screen().some(({ edited }) => edited))
  expect(emulator.requests.filter(({ status }) => status === 403)).toHaveLength(refused)
  expect(threads()).toHaveLength(1)
  expect(emulator.complaints).toEqual([])
})

test('without a channel for rooms the room is opened where the person asked', async () => {
  const { emulator, hana, threads, ask, lobby } = await shut({ rooms: false })
  ask()
  await emulator.until(() => threads().length === 1)
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? ''))
  expect(threads()[0]?.parentId).toBe(lobby.id)
})

test('a room that the bot may not open in the chosen channel is opened where the person asked, and the operator is told', async () => {
  const b = await shut()
  const { emulator, hana, threads, ask, lobby, cases, guild } = b
  cases.overwrites.push({ id: guild.id, type: 0, allow: 0n, deny: 1n << 36n })
  ask()
  await emulator.until(() => threads().length === 1)
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? ''))
  expect(threads()[0]?.parentId).toBe(lobby.id)
  expect(b.log.join()).toMatch(/room-not-opened.*50013|50013.*room-not-opened/)
})

test('where the person cannot see the chosen channel, the room is opened where they are, and no empty room is left', async () => {
  const { emulator, hana, threads, ask, lobby, cases, guild } = await shut()
  cases.overwrites.push({ id: guild.id, type: 0, allow: 0n, deny: 1n << 10n })
  const bot = emulator.world.bot.id
  cases.overwrites.push({ id: bot, type: 1, allow: 1n << 10n, deny: 0n })
  ask()
  await emulator.until(() => threads().some(({ parentId }) => parentId === lobby.id))
  await emulator.until(() =>
    hasCard(hana.screen(), threads().find(({ parentId }) => parentId === lobby.id)?.name ?? ''),
  )
  const left = threads().filter(({ parentId, thread }) => parentId === cases.id && !thread?.archived)
  expect(left).toEqual([])
})

test('no way at all: what was written is kept, and the person is told what to change', async () => {
  const b = await shut()
  const { emulator, hana, threads, ask, guild, archive } = b
  guild.allowBot(['VIEW_CHANNEL', 'SEND_MESSAGES'])
  guild.guild.activeThreadLimit = 0
  ask()
  const told = await emulator.until(() => hana.screen().find(({ onlyForMe, loading }) => onlyForMe && !loading))
  await b.idle()
  expect(await archive.count('c/')).toBe(1)
  expect(threads()).toEqual([])
  // The first answer points to the DM that turns out to be shut; asking once more says what is the matter.
  expect(told.text).toBe(wordsFor('discord.see-private', 'ja'))
  hana.slash('now', b.lobby)
  await emulator.until(() => hana.screen().some(({ text }) => text === wordsFor('discord.unreachable', 'ja')))
})

test('the active-thread limit: the quietest room makes way and wakes when somebody writes in it', async () => {
  const { emulator, hana, tom, threads, ask, guild, lobby, idle } = await shut()
  tom.user.dms = 'closed'
  ask()
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? 'none'))
  await idle()
  guild.guild.activeThreadLimit = 1
  tom.slash('help-me', lobby, { story: 'someone took over my Amazon account and bought gift cards' })
  await emulator.until(() => threads().length === 2)
  await emulator.until(() => read(tom).length > 1)
  const [first] = threads()
  expect(first?.thread?.archived).toBe(true)
  press(hana, DONE)
  await emulator.until(() => hana.screen().some(({ edited }) => edited))
  expect(emulator.complaints).toEqual([])
})

test.each([
  ['is woken', true],
  ['that the bot may not unlock is replaced by a new one', false],
] as const)('an archived and locked room %s', async (_, mayManage) => {
  const { emulator, hana, threads, ask, guild, idle, engine } = await shut()
  ask()
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? 'none'))
  await idle()
  const [room] = threads()
  if (!room) throw new Error('no room')
  press(hana, DONE)
  await emulator.until(() => hana.screen().some(({ edited }) => edited))
  await idle()
  const before = read(hana).length
  if (!mayManage)
    guild.allowBot([
      'VIEW_CHANNEL',
      'SEND_MESSAGES',
      'READ_MESSAGE_HISTORY',
      'CREATE_PRIVATE_THREADS',
      'SEND_MESSAGES_IN_THREADS',
    ])
  guild.archive(room, true)
  await engine().hear({
    id: 'dc:m:word',
    from: `discord:${hana.id}` as never,
    place: { platform: 'discord', chat: room.parentId ?? '', thread: room.id, kind: 'room' },
    at: Date.now(),
    what: { kind: 'text', text: 'ギフト券が2万円ぶん買われていました' },
  })
  await emulator.until(() => read(hana).length > before)
  expect(threads()).toHaveLength(mayManage ? 1 : 2)
  expect(room.thread?.archived).toBe(!mayManage)
})

test('a deleted room is opened again', async () => {
  const { emulator, hana, threads, ask, idle, engine } = await shut()
  ask()
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? 'none'))
  await idle()
  const [room] = threads()
  if (!room) throw new Error('no room')
  emulator.world.channels.delete(room.id)
  await engine().hear({
    id: 'dc:m:word',
    from: `discord:${hana.id}` as never,
    place: { platform: 'discord', chat: room.parentId ?? '', thread: room.id, kind: 'room' },
    at: Date.now(),
    what: { kind: 'text', text: 'ギフト券が2万円ぶん買われていました' },
  })
  await emulator.until(() => threads().length === 1 && threads()[0]?.id !== room.id)
  await emulator.until(() => read(hana).length > 1)
})

test('after a restart the person’s room is found, not made a second time', async () => {
  const b = await shut()
  const { emulator, hana, threads, ask, lobby } = b
  ask()
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? 'none'))
  await b.idle()
  await b.stop()
  await b.start()
  const before = read(hana).length
  hana.slash('status', lobby)
  await emulator.until(() => read(hana).filter(text => text !== '').length > before + 1)
  await b.idle()
  expect(threads()).toHaveLength(1)
})

test('the helper whom the person agreed to comes into the room', async () => {
  const { emulator, hana, tom, threads, ask, idle } = await shut()
  ask()
  await emulator.until(() => hasCard(hana.screen(), threads()[0]?.name ?? 'none'))
  await idle()
  hana.slash('call', { id: threads()[0]?.id ?? '' })
  await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.call', 'ja')))
  expect(threads()[0]?.thread?.members.has(tom.id)).toBe(false)
  press(hana, wordsFor('button.call', 'ja'))
  await emulator.until(() => labels(tom.screen()).includes(wordsFor('button.claim', 'ja')))
  const ping = tom.screen().find(({ buttons }) => buttons.some(({ label }) => label === wordsFor('button.claim', 'ja')))
  expect(ping?.mentionsMe).toBe(true)
  expect(ping?.text).not.toMatch(/hana|ログイン/)
  press(tom, wordsFor('button.claim', 'ja'))
  await emulator.until(() => threads()[0]?.thread?.members.has(tom.id))
  expect(emulator.complaints).toEqual([])
})

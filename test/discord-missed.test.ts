import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { Casefile } from '../src/engine/casefile.ts'
import { systemClock } from '../src/engine/clock.ts'
import type { Clock } from '../src/engine/clock.ts'
import { rows } from '../src/engine/rows.ts'
import { openLastRead } from '../src/platforms/discord/last-read.ts'
import { personOf } from '../src/platforms/discord/read.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { bench, found, labels, press, read, wordsFor } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

/** Words written while nobody listened, with a stop at every point between their arrival and the next start. */

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

const STORY = 'アカウントを乗っ取られました。Amazonにログインできません'
const MISSED = 'ギフト券が2万円ぶん買われていました'
const LIVE = 'いまメールアドレスも変えられました'
const HISTORY = 'GET /channels/:channel/messages'
/** A greeting and a card. */
const FIRST = 2
const HOUR_MS = 3_600_000
/** A machine that does much else at the same time must not fail a test. */
const PATIENT = { timeout: 15_000 }

async function harbour(options: BenchOptions = {}) {
  let skewMs = 0
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + skewMs }
  const b = (open.bench = await bench({ clock, now: () => clock.now(), ...options }))
  const { emulator, archive } = b
  const hana = emulator.user('hana', { locale: 'ja' })
  const tom = emulator.user('tom', { locale: 'ja' })
  const mori = emulator.user('mori', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  for (const person of [hana, tom]) guild.join(person)
  const cases = guild.channel('cases')
  await found(archive, { guild: guild.id, rooms: cases.id })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  /** What was told in all cases, as it was kept. */
  const told = async () => {
    const kept = await archive.list('c/', { limit: 10 })
    return kept.flatMap(({ value }) =>
      (value as Casefile).events.flatMap(event => (event.type === 'told' ? [event.text] : [])),
    )
  }
  const tells = (text: string) => expect.poll(told, PATIENT).toContain(text)
  const answered = async () => {
    hana.dm(STORY)
    await emulator.until(() => read(hana).length === FIRST)
    await b.idle()
  }
  const reads = () => emulator.requests.filter(({ route }) => route === HISTORY).length
  return { ...b, hana, tom, guild, cases, told, tells, answered, reads, later: (ms: number) => void (skewMs += ms) }
}

describe('in an open case', () => {
  test('a word that comes in before the missed ones could be read, and a stop then, move nothing past them', async () => {
    const b = await harbour()
    const { emulator, hana, told, tells, later } = b
    await b.answered()
    await b.stop()
    hana.dm(MISSED)
    later(3 * HOUR_MS)
    const lift = emulator.faults.add({ route: HISTORY, times: Infinity }, { kind: 'error', status: 500 })
    await b.start()
    hana.dm(LIVE)
    await tells(LIVE)
    expect(await told()).not.toContain(MISSED)
    await b.stop()
    lift()
    await b.start()
    await tells(MISSED)
    await b.idle()
    expect((await told()).length).toBe(3)
    expect(emulator.complaints).toEqual([])
  })

  test('reading that failed is tried again while the bot goes on', async () => {
    const b = await harbour()
    const { emulator, hana, told, tells } = b
    await b.answered()
    await b.stop()
    hana.dm(MISSED)
    emulator.faults.add({ route: HISTORY, times: 2 }, { kind: 'error', status: 502 })
    await b.start()
    await tells(MISSED)
    expect(await told()).toHaveLength(2)
  })

  test('a word that comes in while the missed ones are being read is told after them', async () => {
    const b = await harbour()
    const { emulator, hana, told, tells } = b
    await b.answered()
    await b.stop()
    hana.dm(MISSED)
    emulator.faults.add({ route: HISTORY }, { kind: 'slow', ms: 700 })
    await b.start()
    hana.dm(LIVE)
    await tells(LIVE)
    expect((await told()).slice(-2)).toEqual([MISSED, LIVE])
  })

  test('of an absence of three days everything is read, and what had been heard before is not told again', async () => {
    const b = await harbour()
    const { hana, told, tells, later } = b
    await b.answered()
    await b.stop()
    later(HOUR_MS)
    hana.dm(MISSED)
    later(72 * HOUR_MS)
    hana.dm(LIVE)
    await b.start()
    await tells(LIVE)
    await b.idle()
    expect(await told()).toEqual([expect.stringContaining('乗っ取られました'), MISSED, LIVE])
  })

  test('more than a hundred messages are read to the last, and none is turned away for coming at once', async () => {
    const b = await harbour()
    const { hana, told, tells } = b
    await b.answered()
    await b.stop()
    const count = 64
    // Stickers and the like say nothing, but they fill the pages.
    for (let n = 1; n <= count; n += 1) {
      hana.dm('')
      hana.dm(`それから${n}番目のことです`)
    }
    await b.start()
    await expect.poll(async () => (await told()).length, { timeout: 40_000 }).toBe(1 + count)
    await tells(`それから${count}番目のことです`)
    expect(read(hana).join()).not.toContain(wordsFor('slow-down', 'ja').slice(0, 12))
  })

  test('a voice message that nobody can listen to is answered once, however often the bot starts', async () => {
    const b = await harbour()
    const { emulator, hana, archive } = b
    await b.answered()
    const bytes = new TextEncoder().encode('OggS')
    hana.dm('', [{ filename: 'voice-message.ogg', contentType: 'audio/ogg', bytes }])
    const kindWords = () => read(hana).filter(text => text === wordsFor('speech', 'ja')).length
    await emulator.until(() => kindWords() === 1)
    const [{ id = '' } = {}] = [...emulator.world.messages.values()].filter(({ attachments }) => attachments.length > 0)
    const [{ id: file = '' } = {}] = emulator.world.messages.get(id)?.attachments ?? []
    await expect.poll(() => archive.has(rows.seen(`dc:m:${id}/${file}/speech`)), PATIENT).toBe(true)
    // Later than Discord itself would notice the repeat.
    emulator.advance(10 * 60_000)
    await b.stop()
    await b.start()
    await emulator.until(() => b.reads() > 0)
    hana.dm(LIVE)
    await b.tells(LIVE)
    await b.idle()
    expect(kindWords()).toBe(1)
  })

  test('a password written in a case room meanwhile is taken away there, as it would have been at once', async () => {
    const b = await harbour({ messageContent: true, privileged: ['content'] })
    const { emulator, hana, guild, told } = b
    guild.allowBot([
      'VIEW_CHANNEL',
      'SEND_MESSAGES',
      'READ_MESSAGE_HISTORY',
      'CREATE_PRIVATE_THREADS',
      'SEND_MESSAGES_IN_THREADS',
      'MANAGE_MESSAGES',
    ])
    hana.user.dms = 'closed'
    hana.slash('help-me', guild.channel('lobby'), { story: STORY })
    const room = await emulator.until(() => [...emulator.world.channels.values()].find(({ type }) => type === 12))
    await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.done', 'ja')))
    await b.idle()
    await b.stop()
    const written = hana.say(room, 'パスワードは Tr0ub4dor&3xyz です')
    await b.start()
    await emulator.until(() => emulator.world.messages.get(written.id)?.deleted)
    expect(await told()).toHaveLength(2)
    expect(JSON.stringify(await told())).not.toContain('Tr0ub4dor')
    expect(read(hana).join()).not.toContain(wordsFor('discord.please-delete', 'ja'))
    expect(emulator.complaints).toEqual([])
  })

  test('a room that is gone stops nobody: everything else is read, and the mark moves', async () => {
    const b = await harbour()
    const { emulator, hana, tom, archive, tells } = b
    await b.answered()
    tom.dm('Steamのアカウントに入れません')
    await emulator.until(() => read(tom).length >= FIRST)
    await b.idle()
    await b.stop()
    const before = (await archive.load('x/discord-read'))?.value
    hana.dm(MISSED)
    emulator.faults.add({ route: HISTORY }, { kind: 'error', status: 404, code: 10003 })
    tom.dm(LIVE)
    await b.start()
    await expect.poll(async () => (await archive.load('x/discord-read'))?.value, PATIENT).not.toBe(before)
    // One of the two was gone; the other was read.
    await expect
      .poll(async () => (await b.told()).filter(text => [MISSED, LIVE].includes(text)), PATIENT)
      .toHaveLength(1)
    expect(b.log.filter(line => line.includes('backfill-skipped'))).toHaveLength(1)
    hana.dm('まだログインできません')
    await tells('まだログインできません')
  })
})

describe('without an open case', () => {
  test('who has spoken with the bot before is read as well', async () => {
    const b = await harbour()
    const { emulator, hana, tells } = b
    await b.answered()
    hana.slash('close', 'dm')
    await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.close', 'ja')))
    press(hana, wordsFor('button.close', 'ja'))
    await expect.poll(() => b.archive.count('k/harbour000/'), PATIENT).toBe(0)
    await b.idle()
    await b.stop()
    hana.dm(MISSED)
    await b.start()
    await tells(MISSED)
    expect(emulator.complaints).toEqual([])
  })

  test('a first DM that came while the bot was down is read when its writer writes again, before the new words', async () => {
    const b = await harbour()
    const { emulator, hana, told, tells } = b
    await b.stop()
    hana.dm(STORY)
    await b.start()
    await b.idle()
    // Discord names no DM of its own accord.
    expect(read(hana)).toEqual([])
    hana.dm(LIVE)
    await tells(LIVE)
    expect(await told()).toEqual([expect.stringContaining('乗っ取られました'), LIVE])
    expect(await b.archive.count('c/')).toBe(1)
    expect(emulator.complaints).toEqual([])
  })

  test('a first DM that came while the bot was down is read when its writer asks for help in the server', async () => {
    const b = await harbour()
    const { hana, guild, tells } = b
    const lobby = guild.channel('lobby')
    await b.stop()
    hana.dm(MISSED)
    await b.start()
    hana.slash('help-me', lobby, { story: STORY })
    await tells(MISSED)
    expect(await b.archive.count('c/')).toBe(1)
  })

  test('a first DM that had arrived when the bot was killed is read when its writer writes again', async () => {
    const b = await harbour()
    const { hana, told, tells, archive } = b
    // Killed between the gateway's message and the commit: nothing of it is kept anywhere.
    const real = archive.commit.bind(archive)
    archive.commit = () => new Promise(() => undefined)
    hana.dm(STORY)
    await expect.poll(() => b.log.some(line => line.includes('gateway-ready')), PATIENT).toBe(true)
    await b.stop()
    archive.commit = real
    await b.start()
    hana.dm(LIVE)
    await tells(LIVE)
    expect(await told()).toEqual([expect.stringContaining('乗っ取られました'), LIVE])
  })

  test('nothing is read once more after its writer had everything erased', async () => {
    const b = await harbour()
    const { emulator, hana, archive } = b
    await b.answered()
    hana.slash('forget', 'dm')
    await emulator.until(() => read(hana).includes(wordsFor('forget.ask', 'ja')))
    press(hana, wordsFor('button.forget', 'ja'))
    await expect.poll(() => archive.has(rows.person(archive.blind(personOf(hana.id)))), PATIENT).toBe(false)
    await b.idle()
    const before = read(hana).length
    await b.stop()
    await b.start()
    await b.idle()
    expect(b.reads()).toBe(0)
    hana.dm(LIVE)
    await b.tells(LIVE)
    expect(await b.told()).toEqual([LIVE])
    await emulator.until(() => read(hana).length > before)
    expect(emulator.complaints).toEqual([])
  })

  test('each start asks for no more than two hundred of them, those met last', async () => {
    const archive = await openArchive(memoryShelf({ now: () => 0 }), [createHash('sha256').update('met').digest()])
    let commits = 0
    const counted = {
      ...archive,
      commit: (changes: Parameters<typeof archive.commit>[0]) => (commits++, archive.commit(changes)),
    }
    const lastRead = openLastRead(counted)
    const place = (chat: string) => ({ platform: 'discord' as const, chat, kind: 'private' as const })
    for (let n = 1; n <= 250; n += 1) {
      const person = personOf(String(n))
      await archive.commit({
        put: [{ key: rows.person(archive.blind(person)), value: { place: place(`dm${n}`) }, version: 1 }],
      })
      await lastRead.met(person)
      await lastRead.met(person)
    }
    expect(commits).toBe(250)
    const places = (await openLastRead(archive).places()).map(({ chat }) => chat)
    expect(places).toHaveLength(200)
    expect([places[0], places.at(-1)]).toEqual(['dm250', 'dm51'])
    // Met long ago and again: in front once more. Forgotten: gone.
    await lastRead.met(personOf('60'))
    await archive.commit({ remove: [rows.person(archive.blind(personOf('250')))] })
    expect((await lastRead.places()).map(({ chat }) => chat).slice(0, 2)).toEqual(['dm60', 'dm249'])
  })
})

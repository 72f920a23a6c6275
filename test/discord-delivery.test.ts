import { RateLimitError } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import type { Outbound } from '../src/engine/messages.ts'
import { openSender } from '../src/platforms/discord/sending.ts'
import type { Sending } from '../src/platforms/discord/sending.ts'
import { idAt } from '../src/platforms/discord/wire.ts'
import type { Person } from './emulators/discord/driver.ts'
import { bench, found, press, read, wordsFor } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

async function harbour(options: BenchOptions = {}) {
  const b = (open.bench = await bench(options))
  const { emulator } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  const cases = guild.channel('cases')
  const desk = guild.channel('mods', [{ for: { id: guild.id }, deny: ['VIEW_CHANNEL'] }])
  await found(b.archive, { guild: guild.id, rooms: cases.id, moderatorPlace: desk.id, moderators: [mori] })
  return { ...b, mori, hana, guild, lobby, cases, desk }
}

/** The first words of a person are answered with a greeting and a card. */
const FIRST = 2

const answered = async ({ emulator, hana, idle }: Pick<Bench, 'emulator' | 'idle'> & { hana: Person }) => {
  hana.dm(STORY)
  await emulator.until(() => read(hana).length === FIRST)
  await idle()
}

const STORY = 'アカウントを乗っ取られました。Amazonにログインできません'
const SEND = 'POST /channels/:channel/messages'
const EDIT = 'PATCH /channels/:channel/messages/:message'
const ACK = 'POST /interactions/:interaction/:token/callback'
const DONE = wordsFor('button.done', 'ja')

describe('sending', () => {
  test.each([
    ['answers 500', { kind: 'error', status: 500 }],
    ['does it and answers 502', { kind: 'error-after', status: 502 }],
    ['resets the connection before', { kind: 'reset-before' }],
    ['does it and resets the connection', { kind: 'reset-after' }],
    ['limits for half a second', { kind: 'rate-limit', retryAfterMs: 500 }],
    ['limits the whole bot', { kind: 'rate-limit', retryAfterMs: 300, scope: 'global' }],
  ] as const)('Discord %s: the card arrives, once', async (_, fault) => {
    const { emulator, hana, idle } = await harbour()
    emulator.faults.add({ route: SEND, times: 2 }, fault)
    hana.dm(STORY)
    await emulator.until(() => read(hana).length >= FIRST)
    await idle()
    expect(read(hana)).toHaveLength(FIRST)
    expect(new Set(read(hana)).size).toBe(FIRST)
    expect(emulator.counters.ignored429).toBe(0)
    expect(emulator.complaints).toEqual([])
  })

  test('every send carries its nonce, calls nobody by accident, and repeats carry the same one', async () => {
    const { emulator, hana, idle } = await harbour()
    emulator.faults.add({ route: SEND, times: 2 }, { kind: 'error-after', status: 503 })
    hana.dm(STORY)
    await emulator.until(
      () => emulator.requests.filter(({ route, status }) => route === SEND && status === 200).length >= FIRST,
    )
    await idle()
    const sends = emulator.requests.filter(({ route }) => route === SEND)
    expect(sends.length).toBe(FIRST + 2)
    expect(new Set(sends.map(({ body }) => body.nonce)).size).toBe(FIRST)
    expect(read(hana)).toHaveLength(FIRST)
    for (const { body } of sends) {
      expect(body.enforce_nonce).toBe(true)
      expect(String(body.nonce)).toMatch(/^[\w-]{22}$/)
      expect(body.allowed_mentions).toEqual({ parse: [] })
    }
  })

  test('a card that may not be edited any more, or is gone, is posted again', async () => {
    const { emulator, hana, idle } = await harbour()
    await answered({ emulator, hana, idle })
    emulator.faults.add({ route: EDIT }, { kind: 'error', status: 400, code: 30046 })
    press(hana, DONE)
    await emulator.until(() => read(hana).length === FIRST + 1)
    await idle()
    emulator.faults.add({ route: EDIT }, { kind: 'error', status: 404, code: 10008 })
    press(hana, DONE)
    await emulator.until(() => read(hana).length === FIRST + 2)
    expect(emulator.complaints).toEqual([])
  })

  test('an hour-old card that Discord limits is posted again; a fresh one waits its turn', async () => {
    const limited = new RateLimitError({
      global: false,
      hash: '',
      limit: 1,
      majorParameter: '',
      method: 'PATCH',
      retryAfter: 60_000,
      route: '',
      scope: 'user',
      sublimitTimeout: 0,
      timeToReset: 60_000,
      url: '',
    })
    const send = openSender({
      api: () => Promise.reject(limited),
      clock: { now: () => Date.now() },
      messageContent: () => false,
      words: { label: () => 'x', line: () => 'x' },
    } as unknown as Sending)
    const card: Outbound = {
      id: 'x',
      to: { platform: 'discord', chat: '1', kind: 'private' },
      text: [{ text: 'x' }],
      buttons: [],
      language: 'ja',
      mentions: [],
      quiet: false,
      repeat: false,
      about: [],
    }
    await expect(send({ ...card, edits: idAt(Date.now() - 2 * 3_600_000) })).rejects.toMatchObject({ problem: 'gone' })
    await expect(send({ ...card, edits: idAt(Date.now() - 60_000) })).rejects.toMatchObject({
      problem: 'wait',
      retryAfterMs: 60_000,
    })
  })
})

describe('acknowledging', () => {
  test('a press is acknowledged even when the first answer gets lost, and 40060 counts as success', async () => {
    const { emulator, hana, idle } = await harbour()
    await answered({ emulator, hana, idle })
    emulator.faults.add({ route: ACK }, { kind: 'reset-after' })
    const pressed = press(hana, DONE)
    await emulator.until(() => emulator.requests.some(({ route, status }) => route === ACK && status === 400))
    await emulator.until(() => hana.screen().some(({ edited }) => edited))
    expect(emulator.stateOf(pressed)).not.toBe('failed')
    expect(emulator.complaints).toEqual([])
  })

  test('a hanging acknowledgement is tried again inside the three seconds', async () => {
    const { emulator, hana, idle } = await harbour()
    await answered({ emulator, hana, idle })
    emulator.faults.add({ route: ACK }, { kind: 'hang-before' })
    const pressed = press(hana, DONE)
    await emulator.until(() => pressed.response !== null)
    expect(pressed.ackMs).toBeLessThan(3000)
    expect(emulator.failed()).toEqual([])
  })

  test('10062: the press still counts, and what had to be said comes as a message of the chat', async () => {
    const { emulator, hana, archive } = await harbour()
    await emulator.until(() => emulator.world.globalCommands.length > 0)
    emulator.faults.add({ route: ACK, times: 3 }, { kind: 'error', status: 404, code: 10062 })
    hana.slash('now', 'dm')
    await emulator.until(() => read(hana).includes(wordsFor('refused.no-case', 'ja')))
    expect(await archive.count('c/')).toBe(0)
    expect(emulator.complaints).toEqual([])
  })

  test('an interaction that a flapping gateway gives twice has one effect', async () => {
    const { emulator, hana, idle } = await harbour()
    await answered({ emulator, hana, idle })
    const pressed = press(hana, DONE)
    emulator.repeat(pressed)
    emulator.repeat(pressed)
    await emulator.until(() => hana.screen().some(({ edited }) => edited))
    await idle()
    expect(emulator.requests.filter(({ route }) => route === ACK)).toHaveLength(1)
    expect(emulator.requests.filter(({ route }) => route === EDIT)).toHaveLength(1)
  })

  test('a button of somebody else’s case does nothing and says so to the one who pressed', async () => {
    const { emulator, hana, mori, idle } = await harbour()
    hana.dm(STORY)
    mori.dm('Amazonに知らない注文があります')
    await emulator.until(() => read(hana).length === FIRST && read(mori).length === FIRST)
    await idle()
    const card = hana.screen().find(({ buttons }) => buttons.length > 0)
    const foreign = card?.buttons.find(({ label }) => label === DONE)?.customId ?? ''
    // A forged press: the id of another's button on one's own card.
    const own = mori.screen().find(({ buttons }) => buttons.length > 0)
    const message = emulator.world.messages.get(own?.id ?? '')
    if (message) message.components = [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: foreign }] }]
    const before = read(hana)
    mori.press({ id: own?.id ?? '' }, foreign)
    await emulator.until(() => emulator.requests.some(({ route }) => route === ACK))
    await idle()
    expect(read(hana)).toEqual(before)
  })
})

describe('the connection', () => {
  test('words written while the bot was away are read when it comes back, once', async () => {
    const b = await harbour()
    const { emulator, hana } = b
    await answered(b)
    await b.stop()
    hana.dm('ギフト券が2万円ぶん買われていました')
    await b.start()
    await emulator.until(() => read(hana).length > FIRST)
    await b.idle()
    const [key = ''] = await b.archive.keys('c/', { limit: 1 })
    const file = (await b.archive.load(key))?.value as { events: { type: string; text?: string }[] }
    expect(file.events.filter(({ type }) => type === 'told')).toHaveLength(2)
    expect(emulator.complaints).toEqual([])
  })

  test('a session that Discord calls invalid is replaced, and what was missed meanwhile is read', async () => {
    const b = await harbour()
    const { emulator, hana } = b
    await answered(b)
    emulator.gateway.invalidate(false)
    hana.dm('ギフト券が2万円ぶん買われていました')
    await emulator.until(() => read(hana).length > FIRST)
    expect(emulator.complaints).toEqual([])
  })

  test('a dropped socket is resumed and nothing is missed', async () => {
    const b = await harbour()
    const { emulator, hana } = b
    await answered(b)
    emulator.gateway.drop()
    hana.dm('ギフト券が2万円ぶん買われていました')
    await emulator.until(() => read(hana).length > FIRST)
  })

  test('a dead token: it stops, says so once, keeps the message, and hammers nothing', async () => {
    const b = await harbour()
    const { emulator, hana } = b
    await answered(b)
    emulator.revokeToken()
    await emulator.until(() => b.log.some(line => line.includes('token-refused')))
    const requests = emulator.requests.length
    const said = b.log.filter(line => line.includes('DISCORD_TOKEN'))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('restart')
    await b.engine().hear({
      id: 'dc:m:late',
      from: `discord:${hana.id}` as never,
      place: {
        platform: 'discord',
        chat: [...emulator.world.channels.values()].find(({ type }) => type === 1)?.id ?? '',
        kind: 'private',
      },
      at: Date.now(),
      what: { kind: 'text', text: 'ギフト券が買われていました' },
    })
    await b.idle()
    expect(emulator.requests.length).toBe(requests)
    expect(await b.archive.count('o/')).toBe(1)
    expect(b.log.join()).not.toContain(emulator.token)
  })

  test('the message-content intent that is not switched on in the portal is given up with a line, not a crash', async () => {
    const b = await harbour({ messageContent: true, connects: false })
    const { emulator, hana } = b
    await emulator.until(() => b.log.some(line => line.includes('gateway-ready')))
    hana.dm(STORY)
    await emulator.until(() => read(hana).length === FIRST)
    expect(b.log.join()).toMatch(/Message Content Intent/)
  })

  test('a stop ends in order while a card is being sent: it is neither lost nor doubled', async () => {
    const b = await harbour()
    const { emulator, hana } = b
    emulator.faults.add({ route: SEND }, { kind: 'slow', ms: 300 })
    hana.dm(STORY)
    await emulator.until(() => emulator.requests.some(({ route }) => route === SEND))
    const before = performance.now()
    await b.stop()
    expect(performance.now() - before).toBeLessThan(9_000)
    await b.start()
    await emulator.until(() => read(hana).length >= FIRST)
    await b.idle()
    expect(read(hana)).toHaveLength(FIRST)
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import { bench, found, read } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

/** The real client and Discord's gateway: shards, identifies, ends while connecting, commands. */

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})
const start = async (options: BenchOptions = {}) => (open.bench = await bench(options))

const STORY = 'アカウントを乗っ取られました。Amazonにログインできません'
/** A greeting and a card. */
const FIRST = 2

describe('ends while connecting', () => {
  test('a connection that is reset after the end reaches nobody, and nothing connects again', async () => {
    const b = await start({ connects: false })
    const { emulator } = b
    await emulator.until(() => b.log.some(line => line.includes('gateway-ready')))
    const strays: unknown[] = []
    const note = (error: unknown) => void strays.push(error)
    process.on('uncaughtException', note)
    process.on('unhandledRejection', note)
    try {
      await b.stop()
      emulator.gateway.hang(true)
      const seen = emulator.gateway.log.length
      await b.start()
      await emulator.until(() => emulator.gateway.log.slice(seen).includes('connect'))
      await b.stop()
      emulator.gateway.hang(false)
      emulator.gateway.resetHanging()
      const before = emulator.gateway.log.length
      // The library waits half a second before it would connect anew.
      await new Promise(resolve => setTimeout(resolve, 1_500))
      expect(strays).toEqual([])
      expect(emulator.gateway.log.slice(before)).toEqual([])
      expect(emulator.gateway.connected()).toBe(0)
    } finally {
      process.off('uncaughtException', note)
      process.off('unhandledRejection', note)
    }
  })
})

describe('identifies', () => {
  test('with none left for today it waits for the new ones, and the operator reads one line', async () => {
    const b = await start({ identifyResetMs: 700 })
    const { emulator } = b
    await b.stop()
    emulator.gateway.identifiesLeft = 0
    const [seen, requests, lines] = [emulator.gateway.log.length, emulator.requests.length, b.log.length]
    const began = performance.now()
    const coming = b.start()
    await emulator.until(() => b.log.slice(lines).some(line => line.includes('identifies-spent')))
    expect(emulator.gateway.log.slice(seen)).toEqual([])
    emulator.gateway.identifiesLeft = 1000
    await coming
    expect(performance.now() - began).toBeGreaterThanOrEqual(700)
    expect(emulator.gateway.log.slice(seen).filter(entry => entry === 'identify')).toHaveLength(1)
    const said = b.log.slice(lines).filter(line => /identifies-spent|login-failed/.test(line))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/restart/)
    const asked = emulator.requests.slice(requests).filter(({ route }) => route === 'GET /gateway/bot')
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  test('an end while it waits for identifies does not wait with it', async () => {
    const b = await start()
    const { emulator } = b
    await b.stop()
    emulator.gateway.identifiesLeft = 0
    const lines = b.log.length
    const coming = b.start()
    await emulator.until(() => b.log.slice(lines).some(line => line.includes('identifies-spent')))
    const began = performance.now()
    await b.stop()
    expect(performance.now() - began).toBeLessThan(5_000)
    coming.catch(() => undefined)
  })
})

describe('two shards', () => {
  /** A server on each shard; ids of servers decide. */
  async function apart() {
    const b = await start({ shards: 2 })
    const { emulator } = b
    const mori = emulator.user('mori', { locale: 'ja' })
    const hana = emulator.user('hana', { locale: 'ja' })
    const shardOf = (id: string) => Number((BigInt(id) >> 22n) % 2n)
    const guilds = new Map<number, ReturnType<typeof emulator.guild>>()
    for (let n = 0; guilds.size < 2; n += 1) {
      await new Promise(resolve => setTimeout(resolve, 1))
      const guild = emulator.guild(`Harbour ${n}`, { owner: mori, locale: 'ja' })
      const shard = shardOf(guild.id)
      if (!guilds.has(shard)) guilds.set(shard, guild)
    }
    const second = guilds.get(1)
    if (!second) throw new Error('no server on the second shard')
    second.join(hana)
    const lobby = second.channel('lobby')
    await found(b.archive, { guild: second.id, rooms: lobby.id, moderators: [mori] })
    await emulator.until(() => emulator.gateway.shards().length === 2)
    return { ...b, mori, hana, second, lobby }
  }

  test('a server on the second shard is served, and its member’s DM, which comes by the first, knows that server', async () => {
    const { emulator, hana, lobby, archive, idle } = await apart()
    expect(emulator.gateway.shards()).toEqual([0, 1])
    hana.say(lobby, `<@${emulator.world.bot.id}> ${STORY}`)
    await emulator.until(() => read(hana).length > FIRST)
    hana.dm('ギフト券が2万円ぶん買われていました')
    await idle()
    expect(await archive.count('c/')).toBe(1)
    expect(await archive.count('k/harbour000/')).toBe(1)
    expect(emulator.complaints).toEqual([])
  })

  test('a case room on the second shard is opened and answered in', async () => {
    const { emulator, hana, lobby } = await apart()
    hana.user.dms = 'closed'
    hana.slash('help-me', lobby, { story: STORY })
    const room = await emulator.until(() => [...emulator.world.channels.values()].find(({ type }) => type === 12))
    await emulator.until(() => hana.screen().some(seen => seen.where === room.name && seen.buttons.length > 0))
    expect(emulator.complaints).toEqual([])
  })

  test('one shard falls and comes back; what was missed on it is not missed', async () => {
    const b = await apart()
    const { emulator, hana, archive, idle } = b
    hana.dm(STORY)
    await emulator.until(() => read(hana).length === FIRST)
    await idle()
    emulator.gateway.invalidate(false)
    hana.dm('ギフト券が2万円ぶん買われていました')
    await emulator.until(() => read(hana).length > FIRST)
    await idle()
    const [key = ''] = await archive.keys('c/', { limit: 1 })
    const file = (await archive.load(key))?.value as { events: { type: string }[] }
    expect(file.events.filter(({ type }) => type === 'told')).toHaveLength(2)
  })
})

describe('commands', () => {
  test('are written once, not again at the next start, and again when they have changed', async () => {
    const b = await start()
    const { emulator } = b
    await emulator.until(() => emulator.registrations.length === 1)
    expect(emulator.registrations[0]?.scope).toBe('global')
    await b.stop()
    await b.start()
    expect(emulator.registrations).toHaveLength(1)
    const kept = await b.archive.load('x/discord-commands')
    await b.archive.commit({
      put: [{ key: 'x/discord-commands', value: 'an older set', version: (kept?.version ?? 0) + 1 }],
    })
    await b.stop()
    await b.start()
    await emulator.until(() => emulator.registrations.length === 2)
    expect(emulator.registrations[1]?.commands).toEqual(emulator.registrations[0]?.commands)
    expect(emulator.complaints).toEqual([])
  })

  test('for one server alone: written there, and taken away where they stood before, both ways', async () => {
    const b = await start()
    const { emulator } = b
    const commandGuild = emulator.guild('Harbour', { locale: 'ja' }).id
    await emulator.until(() => emulator.registrations.length === 1)
    await b.stop()
    await b.start({ commandGuild })
    await emulator.until(() => emulator.registrations.length === 3)
    const all = emulator.registrations[0]?.commands.length
    const written = () => emulator.registrations.map(({ scope, commands }) => [scope, commands.length])
    expect(written().slice(1)).toEqual([
      [commandGuild, all],
      ['global', 0],
    ])
    await b.stop()
    await b.start({ commandGuild })
    expect(emulator.registrations).toHaveLength(3)
    await b.stop()
    await b.start({ commandGuild: undefined })
    await emulator.until(() => emulator.registrations.length === 5)
    expect(written().slice(3)).toEqual([
      ['global', all],
      [commandGuild, 0],
    ])
    expect(emulator.complaints).toEqual([])
  })

  test('that Discord does not take now are written a little later; the connection stays', async () => {
    const b = await start()
    const { emulator } = b
    await emulator.until(() => emulator.registrations.length === 1)
    await b.stop()
    const kept = await b.archive.load('x/discord-commands')
    await b.archive.commit({ put: [{ key: 'x/discord-commands', value: 'older', version: (kept?.version ?? 0) + 1 }] })
    emulator.faults.add({ route: 'PUT /applications/:application/commands' }, { kind: 'error', status: 503 })
    const seen = emulator.gateway.log.length
    await b.start()
    const hana = emulator.user('hana', { locale: 'ja' })
    emulator.guild('Harbour', { locale: 'ja' }).join(hana)
    hana.dm(STORY)
    await emulator.until(() => read(hana).length === FIRST)
    await emulator.until(() => emulator.registrations.length === 2)
    expect(emulator.faults.played.get('error')).toBe(1)
    expect(emulator.gateway.log.slice(seen).filter(entry => entry === 'identify')).toHaveLength(1)
  })

  test('autocomplete: helpers by name, patterns, open cases; never more than 25', async () => {
    const b = await start()
    const { emulator } = b
    const mori = emulator.user('mori', { locale: 'ja' })
    const hana = emulator.user('hana', { locale: 'ja' })
    const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
    guild.join(hana)
    const lobby = guild.channel('lobby')
    await found(b.archive, { guild: guild.id, rooms: lobby.id, helpers: [hana], moderators: [mori] })
    await emulator.until(() => emulator.world.globalCommands.length > 0)
    const choices = async (who: typeof mori, name: string, option: string, text: string) => {
      const typed = who.type(name, lobby, option, text)
      await emulator.until(() => typed.choices)
      expect(typed.ackMs).toBeLessThan(3000)
      return typed.choices ?? []
    }
    expect((await choices(mori, 'remove-helper', 'helper', 'HA')).map(({ name }) => name)).toEqual(['hana'])
    expect(await choices(mori, 'remove-helper', 'helper', 'nobody')).toEqual([])
    const patterns = await choices(mori, 'announce', 'pattern', 'ama')
    expect(patterns.map(({ value }) => value)).toContain('amazon-takeover')
    expect((await choices(mori, 'announce', 'pattern', '')).length).toBeLessThanOrEqual(25)
    hana.dm(STORY)
    await emulator.until(() => read(hana).length === FIRST)
    await b.idle()
    expect(await choices(mori, 'case', 'case', '')).toHaveLength(1)
    expect(emulator.complaints).toEqual([])
  })
})

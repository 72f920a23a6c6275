import { describe, expect, test } from 'vitest'
import { EMPTY_FILE } from '../src/engine/casefile.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { DeliveryError } from '../src/engine/messages.ts'
import type { Inbound, Outbound, Platform } from '../src/engine/messages.ts'
import type { PersonId } from '../src/core/ids.ts'
import { rows } from '../src/engine/rows.ts'
import { openLog } from '../src/log.ts'
import { openOps } from '../src/ops/open.ts'
import { openStore } from '../src/store/open.ts'
import { StoreError } from '../src/store/errors.ts'

const START = Date.parse('2026-11-24T00:30:00Z')
const MINUTE_MS = 60_000

async function setUp(more: { heartbeatUrl?: string; lastPollAt?: number } = {}) {
  const clock = virtualClock(START)
  const lines: { level: number; msg: string; hint?: string }[] = []
  const log = openLog('info', { write: line => lines.push(JSON.parse(line)) })
  const store = await openStore({ url: 'memory:', now: () => clock.now() })
  let failing: Error | undefined
  const telegram: Platform & { lastPollAt: number | undefined } = {
    name: 'telegram',
    idempotent: false,
    lanes: 1,
    lastPollAt: more.lastPollAt ?? START,
    async listen() {},
    async send() {
      if (failing) throw failing
      return { message: 'm1' }
    },
    async close() {},
  }
  const ops = await openOps({ store, clock, log, platforms: [telegram], port: 0, heartbeatUrl: more.heartbeatUrl })
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${ops.port}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  const rest = () => new Promise(resolve => setTimeout(resolve, 20))
  return { clock, lines, log, store, telegram, ops, get, rest, fail: (error: Error) => void (failing = error) }
}
const said = (lines: { msg: string }[], name: string) => lines.filter(({ msg }) => msg === name).length

describe('the operator sees', () => {
  test('that the process turns, when it is ready, and nothing else', async () => {
    const { get, ops } = await setUp()
    expect((await get('/healthz')).status).toBe(200)
    expect(await get('/readyz')).toEqual({ status: 503, text: 'starting\n' })
    ops.listening()
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' })
    expect((await get('/../etc/passwd')).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${ops.port}/metrics`, { method: 'POST' })).status).toBe(405)
    await ops.close()
  })

  test('a timer that does not ring, once, and when it is over', async () => {
    const { get, ops, store, clock, lines } = await setUp()
    ops.listening()
    const key = rows.timer(START, 'aaaaaaaaaa' as never, 1, 'nudge')
    await store.commit({ plain: [{ key }] })
    clock.set(START + 2 * MINUTE_MS)
    expect((await get('/readyz')).text).toMatch(/^timers-late: /)
    await get('/readyz')
    expect(said(lines, 'timers-late')).toBe(1)
    expect((await get('/metrics')).text).toContain('kakekomi_timer_lateness_seconds 120')
    await store.commit({ remove: [key] })
    expect((await get('/readyz')).status).toBe(200)
    expect(said(lines, 'timers-late-over')).toBe(1)
    await ops.close()
  })

  test('a message that waits too long, and an app that went silent', async () => {
    const { get, ops, store, clock } = await setUp()
    ops.listening()
    const duty = {
      id: 'a-0',
      effect: { type: 'say' },
      to: { platform: 'telegram', chat: '1', kind: 'private' },
      at: START,
    }
    await store.commit({
      put: [{ key: 'c/aaaaaaaaaa', value: { ...EMPTY_FILE, outbox: [duty] }, version: 1 }],
      plain: [{ key: 'o/aaaaaaaaaa' }],
    })
    clock.set(START + 11 * MINUTE_MS)
    const { status, text } = await get('/readyz')
    expect(status).toBe(503)
    expect(text).toMatch(/outbox-late: .*\ntelegram-silent: /)
    await ops.close()
  })

  test('inputs and sends counted by app and outcome, without an id or a word of a person', async () => {
    const { ops, telegram, get, fail } = await setUp()
    let tell: ((message: Inbound) => Promise<unknown>) | undefined
    const door = ops.watch({ ...telegram, listen: async hear => void (tell = hear) })
    await door.listen(async () => ({ kept: true }))
    const from = 'telegram:4711' as PersonId
    await tell?.({
      id: 'tg:1',
      from,
      place: { platform: 'telegram', chat: '4711', kind: 'private' },
      at: START,
      what: { kind: 'text', text: 'ひみつ' },
    })
    const message = { repeat: true } as Outbound
    await door.send(message)
    fail(new DeliveryError('closed', 'blocked'))
    await expect(door.send(message)).rejects.toThrow('blocked')
    const { text } = await get('/metrics')
    expect(text).toContain('kakekomi_inputs_total{platform="telegram",kind="text",outcome="kept"} 1')
    expect(text).toContain('kakekomi_sends_total{platform="telegram",outcome="closed"} 1')
    expect(text).toContain('kakekomi_repeats_total{platform="telegram"} 2')
    expect(text).not.toMatch(/4711|ひみつ/)
    await ops.close()
  })
})

describe('the caretaker', () => {
  test('gives a sign of life outside while all is well, and stops when it is not', async () => {
    const beats: string[] = []
    const original = globalThis.fetch
    globalThis.fetch = (async (url: string) => (beats.push(url), new Response('ok'))) as typeof fetch
    try {
      const { ops, clock, store, rest } = await setUp({ heartbeatUrl: 'https://watch.example/kakekomi' })
      clock.step(START + MINUTE_MS)
      await rest()
      while (clock.step(START + MINUTE_MS)) await rest()
      expect(beats).toEqual(['https://watch.example/kakekomi'])
      await store.commit({ plain: [{ key: rows.timer(START, 'aaaaaaaaaa' as never, 1, 'nudge') }] })
      while (clock.step(START + 4 * MINUTE_MS)) await rest()
      expect(beats.length).toBeLessThanOrEqual(2)
      await ops.close()
    } finally {
      globalThis.fetch = original
    }
  })

  test('removes what has expired, every hour', async () => {
    const { ops, clock, store, lines, rest } = await setUp()
    await store.commit({ plain: [{ key: 's/old', expiresAt: START + 1 }] })
    while (clock.step(START + 61 * MINUTE_MS)) await rest()
    const tidied = lines.find(({ msg }) => msg === 'store-tidied') as unknown as { count: number }
    expect(tidied.count).toBe(1)
    await ops.close()
  })
})

describe('an input that fails again and again', () => {
  const inbound: Inbound = {
    id: 'tg:7',
    from: 'telegram:4711' as PersonId,
    place: { platform: 'telegram', chat: '4711', kind: 'private' },
    at: START,
    what: { kind: 'text', text: '私の住所は' },
  }

  test('is put aside after five tries, sealed and without its words, and the operator is told', async () => {
    const { ops, store, lines } = await setUp()
    const hear = ops.guard(async () => {
      throw new TypeError('cannot read properties of undefined')
    })
    for (let n = 0; n < 4; n++) await expect(hear(inbound)).rejects.toThrow(TypeError)
    expect(await hear(inbound)).toEqual({ kept: true, note: 'not-saved' })
    const [parked] = await store.list('x/', { limit: 10 })
    expect(parked?.value).toMatchObject({ id: 'tg:7', kind: 'text' })
    expect(JSON.stringify(parked?.value)).not.toContain('住所')
    expect(await store.has(rows.seen('tg:7'))).toBe(true)
    expect(lines.filter(({ msg }) => msg === 'input-parked')).toHaveLength(1)
    await ops.close()
  })

  test('is never put aside because the disk is full', async () => {
    const { ops, store } = await setUp()
    const hear = ops.guard(async () => {
      throw new StoreError('full', 'the disk is full')
    })
    for (let n = 0; n < 20; n++) await expect(hear(inbound)).rejects.toThrow('full')
    expect(await store.keys('x/', { limit: 1 })).toEqual([])
    await ops.close()
  })
})

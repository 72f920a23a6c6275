import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS, limiter } from '../src/engine/limits.ts'
import type { Limits } from '../src/engine/limits.ts'
import { STORY, START, trustWorld } from './trust-world.ts'

/** S13: nobody, no community and not everybody together can ask without end; who is slowed down is told so. */

const small = (change: Partial<Limits>): Limits => ({ ...DEFAULT_LIMITS, ...change })

describe('one person’s messages', () => {
  test('a flood of 2,000 is answered within the limit, and whoever is slowed down is told so each time', async () => {
    const it = await trustWorld()
    const answers = []
    for (let i = 0; i < 2_000; i++) answers.push(await it.engine.hear(it.from('victim', { kind: 'press', ref: 'x' })))
    const passed = answers.filter(({ note }) => note !== 'slow-down')
    expect(passed.length).toBe(DEFAULT_LIMITS.message.person.most)
    expect(answers.slice(passed.length).every(({ note }) => note === 'slow-down')).toBe(true)
  })
  test('what was over the limit is not kept, may come again with the same id, and is heard then', async () => {
    const it = await trustWorld({
      limits: small({ message: { ...DEFAULT_LIMITS.message, person: { most: 1, refillMs: 1_000 } } }),
    })
    await it.tell('victim', STORY)
    const late = it.from('victim', { kind: 'text', text: 'They also changed my phone number.' })
    expect(await it.hear(late)).toEqual({ kept: true, note: 'slow-down' })
    expect(JSON.stringify(await it.cases())).not.toContain('phone number')
    await it.until(START + 1_000)
    expect((await it.hear(late)).note).toBeUndefined()
    expect(JSON.stringify(await it.cases())).toContain('phone number')
  })
  test('do not slow down anybody else', async () => {
    const it = await trustWorld()
    for (let i = 0; i < 200; i++) await it.engine.hear(it.from('flooder', { kind: 'press', ref: 'x' }))
    expect((await it.tell('victim', STORY)).note).toBeUndefined()
    expect(it.about('victim')).toContain('text:opening')
  })
  test('the slowing down is one log line without words', async () => {
    const it = await trustWorld({
      limits: small({ message: { ...DEFAULT_LIMITS.message, person: { most: 0, refillMs: 1_000 } } }),
    })
    await it.tell('victim', STORY)
    const line = it.logged.find(line => line.includes('slowed-down')) ?? ''
    expect(line).toContain('message')
    expect(line).not.toMatch(/Amazon|victim/)
  })
})

describe('opening cases', () => {
  const one = { most: 1, refillMs: 60_000 }
  test('one person who opens and erases again and again is slowed down', async () => {
    const it = await trustWorld()
    let slowed = 0
    for (let i = 0; i < 12; i++) {
      slowed += (await it.tell('victim', STORY)).note === 'slow-down' ? 1 : 0
      if ((await it.cases()).length > 0) {
        await it.command('victim', 'forget')
        await it.press('victim', 'forget')
      }
      await it.until(it.clock.now() + 60_000)
    }
    expect(slowed).toBe(12 - DEFAULT_LIMITS.opening.person.most)
  })
  test.each([
    ['a community', { ...DEFAULT_LIMITS.opening, community: one }],
    ['everybody together', { ...DEFAULT_LIMITS.opening, everybody: one }],
  ])('%s is limited, and the second person is told, not lost', async (_, opening) => {
    const it = await trustWorld({ limits: small({ opening }) })
    await it.tell('a', STORY)
    expect(await it.tell('b', STORY)).toEqual({ kept: true, note: 'slow-down' })
    expect((await it.cases()).length).toBe(1)
    await it.until(START + 60_000)
    expect((await it.tell('b', STORY)).note).toBeUndefined()
    expect((await it.cases()).length).toBe(2)
  })
  test('words of danger open a case whatever the count', async () => {
    const it = await trustWorld({
      limits: small({ opening: { ...DEFAULT_LIMITS.opening, everybody: { most: 0, refillMs: 60_000 } } }),
    })
    expect((await it.tell('victim', 'もう死にたいです')).note).toBeUndefined()
    expect((await it.cases()).length).toBe(1)
  })
})

describe('calling helpers', () => {
  const none = { most: 0, refillMs: 60_000 }
  const calling = { person: none, community: none, everybody: none }
  test('is limited per person: over it nobody is pinged and the person is told', async () => {
    const it = await trustWorld({ limits: small({ calling }) })
    await it.tell('victim', STORY)
    await it.command('victim', 'call')
    expect((await it.press('victim', 'call')).note).toBe('slow-down')
    expect(it.sent.filter(({ to }) => to.chat === 'helper')).toEqual([])
  })
  test.each(['person', 'community', 'everybody'] as const)(
    'has a bucket for %s that alone holds a call back',
    async whose => {
      const it = await trustWorld({ limits: small({ calling: { ...DEFAULT_LIMITS.calling, [whose]: none } }) })
      await it.tell('victim', STORY)
      await it.command('victim', 'call')
      expect((await it.press('victim', 'call')).note).toBe('slow-down')
      expect(it.sent.filter(({ to }) => to.chat === 'helper')).toEqual([])
    },
  )
  test('is never limited in a crisis', async () => {
    const it = await trustWorld({ limits: small({ calling }) })
    await it.tell('victim', `${STORY} I want to die.`)
    await it.command('victim', 'call')
    expect((await it.press('victim', 'call')).note).toBeUndefined()
    expect(it.sent.filter(({ to }) => to.chat === 'helper').length).toBeGreaterThan(0)
  })
})

describe('the buckets', () => {
  test('hold what is set, fill again with time, and survive a clock that is set back', () => {
    let now = 0
    const limit = limiter(
      small({ message: { person: { most: 2, refillMs: 10 }, everybody: { most: 100, refillMs: 1 } } }),
      { now: () => now },
    )
    const take = () => limit.take('message', { person: 'a' })
    expect([take(), take(), take()]).toEqual([true, true, false])
    now = -1_000
    expect(take()).toBe(false)
    now = -990
    expect([take(), take()]).toEqual([true, false])
  })
  test('of 200,000 people take bounded memory', () => {
    let now = 0
    const limit = limiter(DEFAULT_LIMITS, { now: () => now })
    let most = 0
    for (let i = 0; i < 200_000; i++) {
      now += 2
      limit.take('message', { person: `p${i}` })
      most = Math.max(most, limit.size)
    }
    expect(most).toBeLessThan(21_000)
  })
})

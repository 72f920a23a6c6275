import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { TERMINAL_COMMUNITY, assemble, foundTerminalCommunity } from '../src/assemble.ts'
import type { PersonId } from '../src/core/ids.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { DeliveryError } from '../src/engine/messages.ts'
import type { Inbound, Outbound, Platform } from '../src/engine/messages.ts'
import { silentLog } from '../src/log.ts'
import { practise } from '../src/practice.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { openEar } from '../src/understanding/ear.ts'
import { library } from './given.ts'

const ear = openEar(new Set(library.facts.keys()))
const START = Date.parse('2026-11-24T00:30:00+09:00')
const STORY =
  'There is an address and a card I do not know in my Amazon account, and an order for a gift card I never made.'

/** A stage that records, and breaks on wish. */
function stage(idempotent = true) {
  const sent: Outbound[] = []
  const troubles: DeliveryError[] = []
  let before: (() => void) | undefined
  const platform: Platform = {
    name: 'terminal',
    idempotent,
    lanes: 4,
    async listen() {},
    async send(message) {
      const trouble = troubles.shift()
      if (trouble && trouble.problem !== 'ambiguous') throw trouble
      before?.()
      sent.push(message)
      if (trouble) throw trouble
      return { message: `m${sent.length}` }
    },
    async close() {},
  }
  return { platform, sent, troubles, onSend: (hook: () => void) => (before = hook) }
}

/** Cases, without the community's own file. */
const casesIn = async (archive: { keys(prefix: string, page: { limit: number }): Promise<string[]> }) =>
  (await archive.keys('c/', { limit: 20 })).filter(key => key !== `c/${TERMINAL_COMMUNITY}`)

async function world(options: { idempotent?: boolean } = {}) {
  const clock = virtualClock(START)
  const shelf = memoryShelf({ now: () => clock.now() })
  const archive = await openArchive(shelf, [createHash('sha256').update('test').digest()])
  await foundTerminalCommunity(archive, clock.now())
  const { platform, sent, troubles, onSend } = stage(options.idempotent)
  const open = () =>
    assemble({ archive, platforms: [platform], clock, log: silentLog, library, ear, homeCommunity: TERMINAL_COMMUNITY })
      .engine
  let engine = open()
  await engine.start()
  let serial = 0
  const from = (who: string, what: Inbound['what'], id = `t${serial++}`): Inbound => ({
    id,
    from: `terminal:${who}` as PersonId,
    place: { platform: 'terminal', chat: who, kind: 'private' },
    at: clock.now(),
    what,
  })
  return {
    clock, shelf, archive, sent, troubles, onSend,
    get engine() {
      return engine
    },
    from,
    async hear(who: string, text: string, id?: string) {
      const heard = await engine.hear(from(who, { kind: 'text', text }, id))
      await engine.idle()
      return heard
    },
    async press(who: string, name: string, id?: string) {
      const button = [...sent].reverse().filter(({ to }) => to.chat === who).flatMap(message => message.buttons.flat()).find(button => button.name.startsWith(name))
      if (!button) throw new Error(`no button ${name}`)
      const heard = await engine.hear(from(who, { kind: 'press', ref: button.ref }, id))
      await engine.idle()
      return heard
    },
    async restart() {
      await engine.close()
      engine = open()
      await engine.start()
      await engine.idle()
    },
    about: (who = 'victim') => sent.filter(({ to }) => to.chat === who).flatMap(({ about }) => about),
    async until(at: number) {
      while (clock.step(at)) await engine.idle()
      clock.set(at)
      await engine.idle()
    },
  } // prettier-ignore
}

describe('the same input twice has one effect', () => {
  test('one after the other', async () => {
    const { hear, sent } = await world()
    await hear('victim', STORY, 'same')
    const first = sent.length
    expect(await hear('victim', STORY, 'same')).toMatchObject({ kept: true })
    expect(sent.length).toBe(first)
  })
  test('at the same moment', async () => {
    const { engine, from, archive, sent } = await world()
    await Promise.all(
      Array.from({ length: 20 }, () => engine.hear(from('victim', { kind: 'text', text: STORY }, 'same'))),
    )
    await engine.idle()
    expect((await casesIn(archive)).length).toBe(1)
    expect(sent.filter(({ about }) => about.includes('text:opening')).length).toBe(1)
  })
  test('a press that comes again with a new id changes nothing more and is answered kindly', async () => {
    const { hear, press, about } = await world()
    await hear('victim', STORY)
    await press('victim', 'done/screenshot-account')
    await press('victim', 'done/screenshot-account')
    expect(about().filter(key => key === 'text:done').length).toBeGreaterThanOrEqual(1)
  })
})

describe('nothing accepted is lost', () => {
  test('a write that fails is never acknowledged, and the same words work afterwards', async () => {
    const { engine, from, shelf, sent, hear } = await world()
    shelf.failNext('commit', 'full')
    await expect(engine.hear(from('victim', { kind: 'text', text: STORY }, 'x'))).rejects.toThrow()
    await engine.idle()
    expect(sent).toEqual([])
    await hear('victim', STORY, 'x')
    expect(sent.length).toBeGreaterThan(0)
  })
  test('a restart in the middle sends what was not sent, and the conversation goes on', async () => {
    const it = await world()
    it.troubles.push(new DeliveryError('wait', 'later', { retryAfterMs: 60_000 }))
    await it.hear('victim', STORY)
    expect(it.sent).toEqual([])
    await it.restart()
    expect(it.about()).toContain('text:opening')
    await it.press('victim', 'done/screenshot-account')
    expect(it.about()).toContain('text:done')
  })
  test('a timer that was due while nobody was there rings once, late, and says so', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    await it.engine.close()
    it.clock.set(START + 3 * 3_600_000)
    await it.restart()
    expect(it.about().filter(key => key.startsWith('text:nudge')).length).toBe(1)
    expect(it.about()).toContain('text:away')
  })
  test('a reminder 25 days away works', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    await it.engine.hear(
      it.from('victim', {
        kind: 'command',
        name: 'contacted',
        input: { whom: 'Amazon', days: '25', promise: 'answer' },
      }),
    )
    await it.engine.idle()
    await it.until(START + 24 * 86_400_000)
    expect(it.about()).not.toContain('text:promise')
    await it.until(START + 26 * 86_400_000)
    expect(it.about().filter(key => key === 'text:promise').length).toBe(1)
  })
})

describe('the outbox', () => {
  test('obeys "wait" and sends once', async () => {
    const it = await world()
    it.troubles.push(new DeliveryError('wait', '429', { retryAfterMs: 5_000 }))
    await it.hear('victim', STORY)
    expect(it.sent.length).toBe(0)
    await it.until(START + 4_900)
    expect(it.sent.length).toBe(0)
    await it.until(START + 5_100)
    expect(it.about()).toContain('text:opening')
  })
  test('repeats what may not have arrived, and labels the repeat where the app can not tell', async () => {
    const it = await world({ idempotent: false })
    it.troubles.push(new DeliveryError('ambiguous', 'timeout after send'))
    await it.hear('victim', STORY)
    await it.until(START + 20_000)
    const openings = it.sent.filter(({ about }) => about.includes('text:opening'))
    expect(openings.map(({ repeat }) => repeat)).toEqual([false, true])
  })
  test('a shut chat does not hold up anything, and the duty does not stay stuck', async () => {
    const it = await world()
    it.troubles.push(new DeliveryError('closed', 'blocked'))
    await it.hear('victim', STORY)
    await it.hear('victim', 'still there?')
    expect(await it.archive.keys('o/', { limit: 10 })).toEqual([])
  })
  test('an edit of a message that is gone becomes a new message', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    const button = it.sent
      .at(-1)
      ?.buttons.flat()
      .find(({ name }) => name.startsWith('done/'))
    it.troubles.push(new DeliveryError('gone', 'message to edit not found'))
    await it.engine.hear(it.from('victim', { kind: 'press', ref: button?.ref ?? '', message: `m${it.sent.length}` }))
    await it.engine.idle()
    expect(it.sent.at(-1)).toMatchObject({ edits: undefined })
    expect(it.about()).toContain('text:done')
  })
})

describe('a button is a request', () => {
  test('of the person only: a stranger who presses it changes nothing', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    const ref = it.sent.at(-1)?.buttons.flat()[0]?.ref ?? ''
    const before = await it.archive.list('c/', { limit: 1 })
    await it.engine.hear(it.from('stranger', { kind: 'press', ref }))
    await it.engine.idle()
    const events = (value: unknown) =>
      (value as { events: { type: string }[] }).events.filter(({ type }) => type !== 'refused')
    expect(events((await it.archive.list('c/', { limit: 1 }))[0]?.value)).toEqual(events(before[0]?.value))
  })
  test('an id is at most 64 bytes and opaque', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    for (const { ref } of it.sent.flatMap(({ buttons }) => buttons.flat())) {
      expect(Buffer.byteLength(ref)).toBeLessThanOrEqual(64)
      expect(ref).not.toMatch(/done|answer|screenshot/)
    }
  })
})

describe('a question back is answered, and nothing said beside it is lost', () => {
  test('danger comes first', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    await it.hear('victim', "what is 2fa? I can't do this anymore")
    expect(it.about()).toContain('text:crisis')
  })
  test('a secret is taken out and spoken of', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    expect(await it.hear('victim', 'what is 2fa? my pin is 4821')).toMatchObject({ remove: true })
    expect(it.about().some(key => key.startsWith('text:secret.'))).toBe(true)
  })
  test('a word alone is explained, and the case stays where it was', async () => {
    const it = await world()
    await it.hear('victim', STORY)
    await it.hear('victim', 'what is 2fa?')
    expect(it.about()).toContain('text:term.two-step')
  })
})

test('a secret in the story is neither stored nor said again, and the person is told what to do about it', async () => {
  const it = await world()
  const heard = await it.hear('victim', `${STORY} My card is 4111 1111 1111 1111 and the password is hunter2secret.`)
  expect(heard.remove).toBe(true)
  expect(it.about()).toEqual(expect.arrayContaining(['text:secret.card-number', 'text:secret.password']))
  const everything = JSON.stringify([await it.archive.list('c/', { limit: 10 }), it.sent])
  expect(everything).not.toMatch(/4111|hunter2secret/)
})

test.each([
  ['empty', ''],
  ['only emoji', '😱😱😱'],
  ['binary', '\u0000\u0001\u0002ÿþ\u0000\u0000\u0003\u0004'],
  ['100 KB', 'order '.repeat(17_000)],
  ['zalgo', 'h̷̛̛ę̷l̶̡̢̢p̵ my account'.normalize('NFD') + '\u0301'.repeat(500)],
  ['bidi', 'my \u202Etnuocca\u202C was hacked'],
  ['mixed languages', 'アマゾンに unknown card がある、gift cardも bought されてる'],
])('%s input is answered and harms nothing', async (_, text) => {
  const it = await world()
  await it.hear('victim', 'hello')
  expect(await it.hear('victim', text)).toMatchObject({ kept: true })
  expect(it.sent.length).toBeGreaterThan(0)
})

test('forgetting erases the case from the store and says so', async () => {
  const it = await world()
  await it.hear('victim', STORY)
  await it.engine.hear(it.from('victim', { kind: 'command', name: 'forget', input: {} }))
  await it.engine.idle()
  expect(it.about()).toContain('text:forget.ask')
  await it.press('victim', 'forget')
  expect(it.about()).toContain('text:forgotten')
  expect(await casesIn(it.archive)).toEqual([])
  expect((await it.archive.keys('t/', { limit: 10 })).filter(key => !key.includes(TERMINAL_COMMUNITY))).toEqual([])
  expect(await it.archive.keys('p/', { limit: 10 })).not.toContain(`p/${it.archive.blind('terminal:victim')}`)
})

test('practice at the start tells every attack and presses what is offered', async () => {
  const told: string[] = []
  const asked = new Set<string>()
  await practise({
    library,
    ear: {
      listen(text, context) {
        told.push(text)
        return ear.listen(text, context)
      },
    },
    pressed: ({ name }) => void asked.add(name.split('/')[0] ?? ''),
  })
  const lines = [...library.patterns.values()].map(({ line }) => line)
  expect(told).toEqual(lines.map(({ ja, en }, n) => (n % 2 === 0 ? ja : en)))
  expect([...asked]).toEqual(expect.arrayContaining(['answer', 'choose']))
})

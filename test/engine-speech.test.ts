import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { assemble } from '../src/assemble.ts'
import { PersonId } from '../src/core/ids.ts'
import type { Casefile } from '../src/engine/casefile.ts'
import { virtualClock } from '../src/engine/clock.ts'
import type { Inbound, Outbound, Platform } from '../src/engine/messages.ts'
import { openSpeech } from '../src/engine/speech.ts'
import type { Hands, Recording } from '../src/engine/speech.ts'
import { silentLog } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { openEar } from '../src/understanding/ear.ts'
import { screen } from '../src/understanding/screen.ts'
import { library } from './given.ts'

/** A recording that waits for its words, over crashes: the real engine and store, a door and a model played here. */

const ear = openEar(new Set(library.facts.keys()))
const HANA = PersonId.parse('telegram:7100000001')
const PLACE = { platform: 'telegram', chat: '7100000001', kind: 'private' } as const
const WORDS = 'さっきカードで3万円も引かれていました'
const NOW = Date.parse('2026-11-24T00:34:00+09:00')

type Rows = ReturnType<ReturnType<typeof memoryShelf>['snapshot']>

async function world(
  options: { rows?: Rows; words?: string; saying?: () => Promise<void>; listening?: () => Promise<void> } = {},
) {
  const clock = virtualClock(NOW)
  const shelf = memoryShelf({ now: () => clock.now(), ...(options.rows && { rows: options.rows }) })
  /** What was durable after every commit: a crash may leave any of it. */
  const snapshots: Rows[] = []
  const archive = await openArchive(
    {
      ...shelf,
      async commit(changes) {
        await shelf.commit(changes)
        snapshots.push(shelf.snapshot())
      },
    },
    [createHash('sha256').update('speech').digest()],
  )
  const sent: Outbound[] = []
  const said: string[] = []
  let heardBy = 0
  const speech = openSpeech({
    archive,
    log: silentLog,
    screen,
    async transcribe() {
      heardBy += 1
      await options.listening?.()
      return options.words ?? WORDS
    },
  })
  const platform: Platform = {
    name: 'telegram',
    idempotent: false,
    lanes: 4,
    async listen() {},
    send(message) {
      sent.push(message)
      return Promise.resolve({ message: message.edits ?? `m${sent.length}` })
    },
    async close() {},
  }
  const secondReader = { provider: 'A provider', read: () => Promise.resolve(undefined) }
  const { engine } = assemble({
    archive,
    platforms: [platform],
    clock,
    log: silentLog,
    library,
    ear,
    secondReader,
    speech,
  })
  await engine.start()
  const hands: Hands = {
    sound: () => Promise.resolve(new Uint8Array(4)),
    async say(_, key) {
      said.push(key)
      await options.saying?.()
    },
    hear: inbound => engine.hear(inbound),
    remove: () => Promise.resolve(),
  }
  const close = speech.open('telegram', hands)
  const from = (id: string, what: Inbound['what']): Inbound => ({ id, from: HANA, place: PLACE, at: clock.now(), what })
  const voice = from('tg:2', { kind: 'file', name: 'voice.ogg', mime: 'audio/ogg', bytes: 4, spoken: true })
  const recording: Recording = { inbound: voice, file: { id: 'file', bytes: 4 } }
  const quiet = async () => {
    await engine.idle()
    await new Promise(resolve => setImmediate(resolve))
    await engine.idle()
  }
  return {
    archive,
    snapshots,
    said,
    heardBy: () => heardBy,
    quiet,
    say: (id: string, text: string) => engine.hear(from(id, { kind: 'text', text })),
    forget: async () => {
      await engine.hear(from('tg:90', { kind: 'command', name: 'forget', input: {} }))
      await quiet()
      await press('forget')
    },
    /** As the door does it: heard as evidence, then taken; only then is the update confirmed. */
    async speak() {
      await engine.hear(voice)
      await speech.take(recording)
    },
    press,
    refOf,
    told: async () => {
      const [kept] = await archive.list('c/', { limit: 2 })
      return ((kept?.value as Casefile | undefined)?.events ?? []).flatMap(event =>
        event.type === 'told' ? [event.text] : [],
      )
    },
    waiting: () => archive.keys('e/', { limit: 10 }),
    async close() {
      await quiet()
      await close()
      await quiet()
    },
  }
  function refOf(name: string): string {
    const buttons = sent.toReversed().flatMap(({ buttons }) => buttons.flat())
    const found = buttons.find(one => one.name.startsWith(name))
    if (!found) throw new Error(`no button ${name}`)
    return found.ref
  }
  async function press(name: string, ref = refOf(name)) {
    await engine.hear(from(`tg:press ${name}`, { kind: 'press', ref }))
    await quiet()
  }
}

async function allowed() {
  const it = await world()
  await it.say('tg:1', 'Amazonのアカウントに知らない住所が登録されています')
  await it.quiet()
  await it.press('allow-model/true')
  return it
}

describe('a crash between a recording and its words', () => {
  test('at whichever commit it comes, the words are told once after the restart, and nothing waits any more', async () => {
    const first = await allowed()
    const before = first.snapshots.length
    await first.speak()
    const confirmed = first.snapshots.length
    await first.close()
    expect((await first.told()).filter(text => text === WORDS)).toHaveLength(1)
    expect(await first.waiting()).toEqual([])
    const crashes = first.snapshots.slice(before - 1)
    expect(crashes.length).toBeGreaterThan(4)
    for (const [index, rows] of crashes.entries()) {
      const again = await world({ rows })
      // An update that was not confirmed comes again.
      if (before - 1 + index < confirmed) await again.speak()
      await again.close()
      expect((await again.told()).filter(text => text === WORDS)).toHaveLength(1)
      expect(await again.waiting()).toEqual([])
    }
  })

  test('the update of a recording that was listened to comes again: nothing is listened to or said twice', async () => {
    const first = await allowed()
    await first.speak()
    await first.quiet()
    await first.speak()
    await first.close()
    expect(first.heardBy()).toBe(1)
    const again = await world({ rows: first.snapshots.at(-1) as Rows })
    await again.speak()
    await again.close()
    expect(again.heardBy()).toBe(0)
    expect(again.said).toEqual([])
  })

  test('a recording nobody could make words of is asked for in writing once, also when it comes again', async () => {
    const first = await world({ words: '' })
    await first.say('tg:1', 'Amazonのアカウントに知らない住所が登録されています')
    await first.quiet()
    await first.press('allow-model/true')
    await first.speak()
    await first.close()
    expect(first.said).toEqual(['speech'])
    const again = await world({ rows: first.snapshots.at(-1) as Rows })
    await again.speak()
    await again.close()
    expect(again.said).toEqual([])
  })
})

describe('a recording as the very first message', () => {
  test('asks for the yes; with the yes its words are told', async () => {
    const it = await world()
    await it.speak()
    await it.quiet()
    // The app may send it once more meanwhile.
    await it.speak()
    await it.quiet()
    expect(it.said).toEqual(['speech.consent'])
    expect(it.heardBy()).toBe(0)
    await it.press('allow-model/true')
    await it.close()
    expect(it.heardBy()).toBe(1)
    expect(await it.told()).toEqual([WORDS])
    expect(await it.waiting()).toEqual([])
  })

  test('the yes may come after a restart, and the question is not repeated by it', async () => {
    const first = await world()
    await first.speak()
    await first.close()
    const again = await world({ rows: first.snapshots.at(-1) as Rows })
    await again.quiet()
    expect(again.said).toEqual([])
    expect(again.heardBy()).toBe(0)
    await again.press('allow-model/true', first.refOf('allow-model/true'))
    await again.close()
    expect(await again.told()).toEqual([WORDS])
    expect(await again.waiting()).toEqual([])
  })

  test('after a no it is never listened to, and is asked for in writing', async () => {
    const it = await world()
    await it.speak()
    await it.quiet()
    await it.press('allow-model/false')
    await it.close()
    expect(it.heardBy()).toBe(0)
    expect(it.said).toEqual(['speech.consent', 'speech'])
    expect(await it.waiting()).toEqual([])
  })

  test('with a yes that comes while the question is still being said, is listened to all the same', async () => {
    const gate = Promise.withResolvers<undefined>()
    const it = await world({ saying: () => gate.promise })
    await it.speak()
    await it.quiet()
    await it.press('allow-model/true')
    gate.resolve(undefined)
    await it.close()
    expect(it.heardBy()).toBe(1)
    expect(await it.told()).toEqual([WORDS])
    expect(await it.waiting()).toEqual([])
  })

  test('is gone with everything else when the person has their case erased', async () => {
    const it = await world()
    await it.speak()
    await it.quiet()
    expect(await it.waiting()).toHaveLength(1)
    await it.forget()
    expect(await it.waiting()).toEqual([])
    await it.close()
  })

  test('begins nothing anew when it was erased while somebody listened', async () => {
    const gate = Promise.withResolvers<undefined>()
    const it = await world({ listening: () => gate.promise })
    await it.say('tg:1', 'Amazonのアカウントに知らない住所が登録されています')
    await it.quiet()
    await it.press('allow-model/true')
    await it.speak()
    await it.quiet()
    await it.forget()
    gate.resolve(undefined)
    await it.close()
    expect(await it.told()).toEqual([])
    expect(await it.waiting()).toEqual([])
  })
})

import { createHash } from 'node:crypto'
import { load as parse } from 'js-yaml'
import { assemble } from '../../../src/assemble.ts'
import { CommunityId, PersonId } from '../../../src/core/ids.ts'
import type { CommunityRow } from '../../../src/engine/casefile.ts'
import { virtualClock } from '../../../src/engine/clock.ts'
import type { VirtualClock } from '../../../src/engine/clock.ts'
import type { Engine } from '../../../src/engine/engine.ts'
import type { Outbound, Platform, Sent } from '../../../src/engine/messages.ts'
import type { SecondReader, Translator } from '../../../src/engine/ear.ts'
import { rows } from '../../../src/engine/rows.ts'
import { openSpeech } from '../../../src/engine/speech.ts'
import type { Speech } from '../../../src/engine/speech.ts'
import { openLog } from '../../../src/log.ts'
import type { Log } from '../../../src/log.ts'
import { openTelegram } from '../../../src/platforms/telegram/index.ts'
import { Story } from '../../../src/rehearsal.ts'
import { openArchive } from '../../../src/store/archive.ts'
import type { Archive } from '../../../src/store/archive.ts'
import { memoryShelf } from '../../../src/store/memory.ts'
import { screen } from '../../../src/understanding/screen.ts'
import { commands } from '../../../commands/index.ts'
import { library } from '../../given.ts'
import type { Clock } from './clock.ts'
import type { PersonHandle } from './people.ts'
import type { TelegramEmulator, TelegramOptions } from './start.ts'
import { startTelegram } from './start.ts'

/**
 * The whole product over Telegram: the real engine, an archive in memory, the real grammY over real sockets, and one virtual
 * clock for all of them. Conversations are the same YAML files as for the terminal.
 */

const POLL_MS = 30_000

export type Stage = {
  readonly telegram: TelegramEmulator
  readonly clock: VirtualClock
  readonly archive: Archive
  readonly engine: () => Engine
  /** What went out, with the message it became. */
  readonly sent: { readonly message: Outbound; readonly sent: Sent }[]
  readonly log: () => string
  /** Lets everything that can happen now happen. */
  settle(): Promise<void>
  pass(ms: number): Promise<void>
  /** Until everything that waits to be sent is sent: a chat takes a few messages at once, then one a second. */
  drain(): Promise<void>
  restart(): Promise<void>
  /** Presses the newest button somebody was shown, by the name of what it does. */
  press(person: PersonHandle, name: string): Promise<void>
  found(row: Partial<CommunityRow> & { helpers: CommunityRow['helpers'] }): Promise<void>
  close(): Promise<void>
}

export const COMMUNITY = CommunityId.parse('telegramab')
export const personId = ({ id }: { id: number }) => PersonId.parse(`telegram:${id}`)

export function helperRow(person: PersonHandle, more: Partial<CommunityRow['helpers'][number]> = {}) {
  return {
    id: personId(person),
    name: person.user.first_name,
    languages: ['ja', 'en'] as ('ja' | 'en')[],
    skills: [],
    timeZone: 'Asia/Tokyo',
    onDuty: true,
    loadLimit: 3,
    ring: 1 as const,
    lead: false,
    reachableSince: 1,
    ...more,
  }
}

/** What a language model adds to the bot, opened on the stage's own archive and clock. */
export type Modelled = {
  readonly secondReader?: SecondReader
  readonly translator?: Translator
  readonly speech?: Speech
}

export async function openStage(
  start: string,
  options: TelegramOptions = {},
  withModel: (on: { archive: Archive; clock: VirtualClock; log: Log }) => Promise<Modelled> = () => Promise.resolve({}),
): Promise<Stage> {
  const clock = virtualClock(Date.parse(start))
  // A poll waits as long as it takes here: its empty answers, one every 30 s, are 2,500 in a night and tested elsewhere.
  const emulated: Clock = {
    nowMs: () => clock.now(),
    after: (delayMs, job) => (delayMs === POLL_MS ? () => undefined : clock.wake(clock.now() + delayMs, job)),
  }
  const telegram = await startTelegram({ clock: emulated, ...options })
  const archive = await openArchive(memoryShelf({ now: () => clock.now() }), [
    createHash('sha256').update('play').digest(),
  ])
  const lines: string[] = []
  const log = openLog('debug', { write: line => void lines.push(line) })
  const sent: Stage['sent'] = []
  const { speech = openSpeech({ archive, log, screen }), ...readers } = await withModel({ archive, clock, log })
  let spice = 0
  let engine: Engine
  let platform: Platform

  async function open(): Promise<void> {
    const bot = openTelegram({
      token: telegram.token,
      apiRoot: telegram.root,
      log,
      clock,
      texts: library.texts,
      commands,
      timeZone: 'Asia/Tokyo',
      speech,
    })
    platform = {
      ...bot,
      async send(message) {
        const done = await bot.send(message)
        sent.push({ message, sent: done })
        return done
      },
    }
    const random = (bytes: number) => createHash('sha256').update(`play ${spice++}`).digest().subarray(0, bytes)
    const parts = {
      archive,
      platforms: [platform],
      clock,
      log,
      library,
      random,
      homeCommunity: COMMUNITY,
      speech,
      ...readers,
    }
    engine = assemble(parts).engine
    await engine.start()
    await platform.listen(message => engine.hear(message))
  }

  /** Quiet: the poll waits, nothing is on its way in or out. */
  const isQuiet = () => {
    const polls = telegram.callsOf('getUpdates')
    return (
      telegram.updates.pending().length === 0 &&
      polls.at(-1)?.answer === undefined &&
      telegram.calls.every(({ method, answer, fault }) => method === 'getUpdates' || answer !== undefined || fault)
    )
  }

  async function settle(): Promise<void> {
    const deadline = Date.now() + 20_000
    for (let calm = 0; calm < 2;) {
      // What waits for the clock (30 messages a second) does not end before the clock is moved on.
      await Promise.race([engine.idle(), new Promise(resolve => setTimeout(resolve, 250))])
      await new Promise(resolve => setTimeout(resolve, 1))
      calm = isQuiet() ? calm + 1 : 0
      if (Date.now() > deadline) throw new Error(`it never became quiet: ${JSON.stringify(telegram.calls.slice(-5))}`)
    }
  }

  const stage: Stage = {
    telegram,
    clock,
    archive,
    engine: () => engine,
    sent,
    log: () => lines.join(''),
    settle,
    async pass(ms) {
      const until = clock.now() + ms
      await settle()
      while (clock.step(until)) await settle()
      clock.set(until)
      await settle()
    },
    async drain() {
      await settle()
      for (let seconds = 0; engine.waiting > 0; seconds++) {
        const last = telegram.calls
          .slice(-6)
          .map(({ method, answer }) => `${method} ${JSON.stringify(answer ?? null).slice(0, 120)}`)
        if (seconds > 120)
          throw new Error(`${engine.waiting} messages still wait after two minutes:\n${last.join('\n')}`)
        await stage.pass(1_000)
      }
    },
    async restart() {
      await platform.close()
      await engine.close()
      await open()
      await settle()
    },
    async press(person, name) {
      const theirs = (message: Outbound, done: Sent) => {
        const place = done.place ?? message.to
        const room = telegram.world.rooms.get(Number(place.chat))
        const shown = room?.messages.get(Number(done.message))
        return room?.type === 'private' ? room.id === person.id && shown : room?.members.has(person.id) && shown
      }
      for (const { message, sent: done } of sent.toReversed()) {
        const shown = theirs(message, done)
        const button = message.buttons.flat().find(one => one.name === name || one.name.startsWith(`${name}/`))
        if (!shown || !button) continue
        person.press(shown, button.ref)
        return settle()
      }
      throw new Error(`${person.user.first_name} sees no button ${name}`)
    },
    async found(row) {
      const value: CommunityRow = { id: COMMUNITY, groups: [], language: 'ja', moderators: [], policy: {}, ...row }
      const now = clock.now()
      await archive.commit({
        put: [
          { key: rows.community(COMMUNITY), value, version: 1 },
          ...value.groups.map(group => ({ key: rows.group(archive.blind(group)), value: COMMUNITY, version: 1 })),
          ...[...value.helpers.map(({ id }) => id), ...value.moderators].map(id => ({
            key: rows.person(archive.blind(id)),
            value: { place: privatePlace(id), reachableSince: now, community: COMMUNITY },
            version: 1,
          })),
        ],
      })
    },
    async close() {
      await platform.close()
      await engine.close()
      await telegram.close()
    },
  }
  await open()
  await settle()
  return stage
}

const privatePlace = (id: string) =>
  ({ platform: 'telegram', chat: id.slice('telegram:'.length), kind: 'private' }) as const

/** Somebody tells their story, asks for helpers, and says yes to what would be sent. */
export async function callHelpers(stage: Stage, person: PersonHandle, story: string): Promise<void> {
  person.say(story)
  await stage.drain()
  person.say('/call')
  await stage.drain()
  await stage.press(person, 'call')
  await stage.drain()
}

/** A person who pressed Start long ago. */
export function known(telegram: TelegramEmulator, person: PersonHandle): PersonHandle {
  const found = telegram.world.people.get(person.id)
  if (found) found.started = true
  return person
}

const MINUTES = { m: 1, h: 60, d: 1440 } as const

/** Plays a story of test/stories over Telegram. @returns expectations that were not met */
export async function play(
  stage: Stage,
  story: Story,
  cast: Readonly<Record<string, PersonHandle>>,
): Promise<string[]> {
  const unmet: string[] = []
  let since = 0
  for (const [index, beat] of story.beats.entries()) {
    if ('wait' in beat) {
      since = stage.sent.length
      await stage.pass(Number(beat.wait.slice(0, -1)) * MINUTES[beat.wait.slice(-1) as 'm' | 'h' | 'd'] * 60_000)
    } else if ('restart' in beat) await stage.restart()
    else if ('bot' in beat) {
      const expected = Array.isArray(beat.bot) ? { to: 'victim', says: beat.bot, never: [] } : beat.bot
      const reader = cast[expected.to ?? 'victim']
      const about = stage.sent
        .slice(since)
        .filter(
          ({ message }) =>
            message.to.chat === String(reader?.id) || message.mentions.includes(personId(reader ?? { id: 0 })),
        )
        .flatMap(({ message }) => message.about)
      const heard = (key: string) =>
        about.some(one => (key.endsWith('*') ? one.startsWith(key.slice(0, -1)) : one === key))
      for (const key of expected.says)
        if (!heard(key))
          unmet.push(`${index + 1}: ${expected.to ?? 'victim'} did not hear ${key}; heard ${about.join(' ')}`)
      for (const key of expected.never)
        if (heard(key)) unmet.push(`${index + 1}: ${expected.to ?? 'victim'} heard ${key}`)
    } else {
      since = stage.sent.length
      const [[who, says]] = Object.entries(beat) as [[string, string | Record<string, string>]]
      const person = cast[who]
      if (!person) throw new Error(`nobody plays ${who}`)
      if (typeof says === 'string') person.say(says)
      else if (says['press'] !== undefined) await stage.press(person, says['press'])
      else if (says['forwards'] !== undefined) person.say(says['forwards'], { forward: 'Somebody' })
      else person.say('', { document: { name: says['sends'] ?? 'file', bytes: Buffer.from('x'), type: says['mime'] } })
      await stage.drain()
    }
  }
  return unmet
}

export const readStory = (yaml: string): Story => Story.parse(parse(yaml))

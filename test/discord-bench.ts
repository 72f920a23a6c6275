import { createHash } from 'node:crypto'
import { vi } from 'vitest'
import { commands } from '../commands/index.ts'
import { assemble } from '../src/assemble.ts'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import { libraryOf } from '../src/content/library.ts'
import { CommunityId } from '../src/core/ids.ts'
import type { CommunityRow } from '../src/engine/casefile.ts'
import { systemClock } from '../src/engine/clock.ts'
import type { Clock } from '../src/engine/clock.ts'
import type { Outbound, Platform } from '../src/engine/messages.ts'
import { rows } from '../src/engine/rows.ts'
import { openLog } from '../src/log.ts'
import type { Log } from '../src/log.ts'
import { personOf } from '../src/platforms/discord/read.ts'
import { openDiscord } from '../src/platforms/discord/index.ts'
import { openArchive } from '../src/store/archive.ts'
import type { Archive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { lazyEar, openEar } from '../src/understanding/ear.ts'
import type { Person } from './emulators/discord/driver.ts'
import type { Seen } from './emulators/discord/screen.ts'
import type { DiscordEmulator, DiscordOptions } from './emulators/discord/start.ts'
import { startDiscord } from './emulators/discord/start.ts'
import type { Modelled } from './emulators/telegram/play.ts'

/** The whole product on the Discord emulator: real discord.js, real engine, an archive in memory. */

/** The words, read once per test file; what is wrong with them is another test's matter. */
export const library = libraryOf(readFiles(PROMPTS_DIRECTORY).files)

/** Opened once per test file, like the words. */
const ear = lazyEar(() => openEar(new Set(library.facts.keys())))

export type Bench = {
  emulator: DiscordEmulator
  archive: Archive
  log: string[]
  /** What the engine sent and Discord took, with the id of the message it became. */
  sent: { message: Outbound; id: string }[]
  /** Stops the bot as SIGTERM does. */
  stop(): Promise<void>
  /** Starts it again on the same archive. */
  start(again?: Pick<BenchOptions, 'commandGuild'>): Promise<void>
  idle(): Promise<void>
  engine(): ReturnType<typeof assemble>['engine']
  close(): Promise<void>
}

export type BenchOptions = DiscordOptions & {
  messageContent?: boolean
  clock?: Clock
  commandGuild?: string
  /** What a language model adds, opened on the bench's own archive. */
  withModel?: (on: { archive: Archive; clock: Clock; log: Log }) => Promise<Modelled>
  /** Waits for the first connection; off where it is meant to fail. */
  connects?: boolean
}

/** A machine that does much else at the same time must not fail a test. */
const PATIENCE_MS = 20_000
vi.setConfig({ testTimeout: 60_000 })

/** Without the identify throttle re-identifying takes half a second rather than up to 6.5 s. */
const ws = { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) }

export async function bench(options: BenchOptions = {}): Promise<Bench> {
  const emulator = await startDiscord({ limits: {}, ...options })
  const { until } = emulator
  emulator.until = (wanted, withinMs = PATIENCE_MS, what) => until(wanted, withinMs, what)
  const clock = options.clock ?? systemClock
  const archive = await openArchive(memoryShelf({ now: () => clock.now() }), [
    createHash('sha256').update('bench').digest(),
  ])
  const log: string[] = []
  const sent: Bench['sent'] = []
  let running: { platform: Platform; engine: ReturnType<typeof assemble>['engine'] } | undefined
  const start: Bench['start'] = async again => {
    const logger = openLog('debug', { write: line => void log.push(line) })
    const { speech, ...readers } = (await options.withModel?.({ archive, clock, log: logger })) ?? {}
    const door = openDiscord({
      token: emulator.token,
      api: emulator.api,
      messageContent: options.messageContent ?? false,
      archive,
      clock,
      commands,
      library,
      log: logger,
      ear,
      speech,
      commandGuild: again?.commandGuild ?? options.commandGuild,
      ws,
    })
    const platform: Platform = {
      ...door,
      async send(message) {
        const taken = await door.send(message)
        sent.push({ message, id: taken.message })
        return taken
      },
    }
    const { engine } = assemble({ archive, platforms: [platform], clock, log: logger, library, ear, ...readers })
    running = { platform, engine }
    await engine.start()
    const listening = platform.listen(message => engine.hear(message))
    if (options.connects !== false) {
      await listening
      await emulator.until(() => log.some(line => line.includes('gateway-ready')))
    }
  }
  const stop = async () => {
    await running?.platform.close()
    await running?.engine.close()
    running = undefined
  }
  await start()
  return {
    emulator,
    archive,
    log,
    sent,
    start,
    stop,
    idle: async () => running?.engine.idle(),
    engine: () => {
      if (!running) throw new Error('the bot is stopped')
      return running.engine
    },
    async close() {
      await stop()
      await emulator.close()
    },
  }
}

export const COMMUNITY = CommunityId.parse('harbour000')

export type Founding = {
  guild: string
  rooms?: string
  helperPlace?: string
  moderatorPlace?: string
  helpers?: Person[]
  moderators?: Person[]
  language?: 'ja' | 'en'
  policy?: Record<string, unknown>
}

/** Writes a community's row as a finished /setup leaves it. */
export async function found(archive: Archive, founding: Founding): Promise<void> {
  const { guild, language = 'ja', helpers = [], moderators = [], policy = {} } = founding
  const group = `discord:${guild}`
  const place = (chat: string | undefined) =>
    chat ? { platform: 'discord' as const, chat, kind: 'group' as const } : undefined
  const row: CommunityRow = {
    id: COMMUNITY,
    groups: [group],
    language,
    helpers: helpers.map(helper => ({
      id: personOf(helper.id),
      name: helper.user.name,
      languages: ['ja', 'en'],
      skills: [],
      timeZone: 'Asia/Tokyo',
      onDuty: true,
      loadLimit: 5,
      ring: 1,
      lead: true,
      reachableSince: 1,
    })),
    moderators: moderators.map(({ id }) => personOf(id)),
    rooms: place(founding.rooms),
    helperPlace: place(founding.helperPlace),
    moderatorPlace: place(founding.moderatorPlace),
    policy,
  }
  await archive.commit({
    put: [
      { key: rows.community(COMMUNITY), value: row, version: 1 },
      { key: rows.group(archive.blind(group)), value: COMMUNITY, version: 1 },
    ],
  })
}

/** The newest message with a button or list entry of this label, and a press on it. */
export function press(person: Person, label: string) {
  const screen = person.screen().reverse()
  for (const seen of screen) {
    const button = seen.buttons.find(one => one.label === label)
    if (button?.customId) return person.press(seen, button.customId)
    for (const select of seen.selects) {
      const option = select.options.find(one => one.label === label)
      if (option) return person.select(seen, select.customId, [option.value])
    }
  }
  throw new Error(`no button ${label} for ${person.user.name}; sees ${labels(screen).join(' | ')}`)
}

export const labels = (screen: Seen[]) =>
  screen.flatMap(seen => [
    ...seen.buttons.map(({ label }) => label),
    ...seen.selects.flatMap(({ options }) => options.map(({ label }) => label)),
  ])

/** What somebody reads of the bot, oldest first. */
export const read = (person: Person) =>
  person
    .screen()
    .filter(({ by }) => by === 'kakekomi')
    .map(({ text }) => text)

export const wordsFor = (key: string, language: 'ja' | 'en') => library.texts[key]?.[language] ?? key

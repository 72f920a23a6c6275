import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { dirname } from 'node:path'
import { commands } from '../commands/index.ts'
import { TERMINAL_COMMUNITY, assemble, foundTerminalCommunity } from './assemble.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Config } from './config.ts'
import { ContentError, openLibrary } from './content/library.ts'
import { openDoors } from './doors.ts'
import { systemClock } from './engine/clock.ts'
import type { Engine } from './engine/engine.ts'
import type { Platform } from './engine/messages.ts'
import { openSpeech } from './engine/speech.ts'
import { openLog } from './log.ts'
import { lastResort } from './ops/last-resort.ts'
import type { Ops } from './ops/open.ts'
import { openTerminal } from './platforms/terminal/index.ts'
import { practise } from './practice.ts'
import { StoreError } from './store/errors.ts'
import { DEFAULT_KEY_FILE } from './store/keyfile.ts'
import { openStore } from './store/open.ts'
import { parseStoreUrl } from './store/url.ts'
import { lazyEar, openEar } from './understanding/ear.ts'
import { exercise } from './understanding/exercise.ts'
import { screen } from './understanding/screen.ts'

/** The front door: reads the environment, wires the rooms, opens the platforms, closes them in order. */

const CLOSE_WITHIN_MS = 9_000
const WARM_AFTER_MS = 50

async function main(config: Config): Promise<void> {
  const chats = config.DISCORD_TOKEN !== undefined || config.TELEGRAM_TOKEN !== undefined
  const log = openLog(config.LOG_LEVEL ?? (chats ? 'info' : 'error'))
  const library = openLibrary()
  const place = parseStoreUrl(config.STORE_URL)
  if (place.scheme === 'sqlite') mkdirSync(dirname(place.path), { recursive: true, mode: 0o700 })
  const key = config.DATA_KEY ? { text: config.DATA_KEY } : { file: config.DATA_KEY_FILE ?? DEFAULT_KEY_FILE }
  const store = await openStore({ url: config.STORE_URL, key, now: () => systemClock.now() })
  const platforms: Platform[] = []
  // Platforms are opened before the engine that they talk to; what they need of it is looked up when it is used.
  let engine: Engine | undefined = undefined
  const idle = () => engine?.idle() ?? Promise.resolve()
  let ops: Ops | undefined = undefined
  let closing: Promise<void> | undefined

  function close(): Promise<void> {
    closing ??= (async () => {
      const deadline = setTimeout(() => {
        log.error('closed-late', { hint: 'something did not close in time; nothing that was acknowledged is lost' })
        process.exit(0)
      }, CLOSE_WITHIN_MS)
      for (const platform of platforms) await platform.close()
      await ops?.close()
      await engine?.close()
      await store.close()
      clearTimeout(deadline)
    })()
    return closing
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void close().then(() => process.exit(0)))
  lastResort(log, () => void close().then(() => process.exit(1)))

  // A door that is called instead of asking (Telegram by webhook) has its path answered by the HTTP server.
  const mounts = new Map<string, RequestListener>()
  const serve = (path: string, answer: RequestListener) => void mounts.set(path, answer)
  // One ear for the engine and for what is overheard in public.
  const ear = lazyEar(() => openEar(new Set(library.facts.keys())))
  // Clients of a model are loaded only where they are used: the prompt comes half a second sooner.
  const withModel = config.OPENAI_API_KEY !== undefined || config.MODEL !== undefined
  const models = withModel
    ? await (
        await import('./understanding/model/open.ts')
      ).openModels({
        settings: {
          apiKey: config.OPENAI_API_KEY,
          baseUrl: config.OPENAI_BASE_URL,
          openaiModel: config.OPENAI_MODEL,
          model: config.MODEL,
        },
        library,
        archive: store,
        clock: systemClock,
        log,
      })
    : undefined
  const transcribe = models?.transcriber?.transcribe
  const speech = openSpeech({ archive: store, log, screen, transcribe })
  platforms.push(...(await openDoors(config, { archive: store, clock: systemClock, library, log, ear, speech, serve })))
  if (!chats) {
    await foundTerminalCommunity(store, systemClock.now())
    const language = (process.env['LC_ALL'] ?? process.env['LANG'] ?? 'ja').startsWith('en') ? 'en' : 'ja'
    platforms.push(
      openTerminal({
        input: process.stdin,
        output: process.stdout,
        commands,
        library,
        clock: systemClock,
        language,
        idle,
        runId: randomBytes(6).toString('hex'),
        ended: () => void close().then(() => process.exit(0)),
      }),
    )
  }
  // The terminal chat is one person at a desk: numbers and sign of life are for a bot that runs unattended.
  if (chats || config.HTTP_PORT !== undefined) {
    const { openOps } = await import('./ops/open.ts')
    ops = await openOps({
      store,
      clock: systemClock,
      log,
      platforms,
      port: config.HTTP_PORT,
      heartbeatUrl: config.HEARTBEAT_URL,
      mounts,
    })
  }
  const doors = platforms.map(platform => ops?.watch(platform) ?? platform)
  const assembled = assemble({
    archive: store,
    secondReader: models?.secondReader,
    translator: models?.translator,
    speech,
    platforms: doors,
    clock: systemClock,
    log,
    library,
    ear,
    defaultTimeZone: config.TZ_DEFAULT,
    homeCommunity: chats ? undefined : TERMINAL_COMMUNITY,
  })
  engine = assembled.engine
  // Chats answer within seconds, so the ear is ready before the first word; the terminal shows its prompt first.
  if (chats) ear.warm()
  else setTimeout(ear.warm, WARM_AFTER_MS)
  await engine.start()
  const hear = ops?.guard(assembled.engine.hear) ?? assembled.engine.hear
  await Promise.all(doors.map(door => door.listen(hear)))
  ops?.listening()
  // After the doors are open, so that it delays no start.
  if (chats) {
    await exercise(ear)
    await practise({ library, ear }).catch((error: unknown) => log.warn('practice-failed', { error }))
  }
}

/** Errors an operator can mend are one line each, without a stack. */
function explain(error: unknown): never {
  const known = error instanceof ConfigError || error instanceof ContentError || error instanceof StoreError
  process.stderr.write(
    `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exit(known ? 2 : 1)
}

try {
  await main(readConfig(process.env))
} catch (error) {
  explain(error)
}

import type { RequestListener } from 'node:http'
import { commands } from '../commands/index.ts'
import type { Config } from './config.ts'
import type { Library } from './content/library.ts'
import type { Clock } from './engine/clock.ts'
import type { Ear } from './engine/ear.ts'
import type { Platform } from './engine/messages.ts'
import type { Speech } from './engine/speech.ts'
import type { Log } from './log.ts'
import type { Archive } from './store/archive.ts'

export type DoorParts = {
  readonly archive: Archive
  readonly clock: Clock
  readonly library: Library
  readonly log: Log
  /** Recognises public cries for help, where a community wants them answered. */
  readonly ear: Ear
  readonly speech?: Speech
  /** Has a path answered by the HTTP server; needed for Telegram by webhook. */
  readonly serve?: (path: string, answer: RequestListener) => void
}

/**
 * Opens the doors that have a token. Each app's library is loaded only where its door opens: both together take more than half
 * a second and 60 MB.
 */
export async function openDoors(
  config: Config,
  { archive, clock, library, log, ear, speech, serve }: DoorParts,
): Promise<Platform[]> {
  const doors: Platform[] = []
  if (config.DISCORD_TOKEN) {
    const { openDiscord } = await import('./platforms/discord/index.ts')
    doors.push(
      openDiscord({
        token: config.DISCORD_TOKEN,
        api: config.DISCORD_API,
        messageContent: config.DISCORD_MESSAGE_CONTENT,
        archive,
        clock,
        commands,
        library,
        log,
        ear,
        speech,
      }),
    )
  }
  if (config.TELEGRAM_TOKEN) {
    const { openTelegram } = await import('./platforms/telegram/index.ts')
    doors.push(
      openTelegram({
        token: config.TELEGRAM_TOKEN,
        apiRoot: config.TELEGRAM_API_ROOT,
        log,
        clock,
        texts: library.texts,
        commands,
        speech,
        timeZone: config.TZ_DEFAULT,
        webhook: config.WEBHOOK_URL && serve ? { url: config.WEBHOOK_URL, serve } : undefined,
      }),
    )
  }
  return doors
}

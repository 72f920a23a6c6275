import { libraryOf } from '../../../src/content/library.ts'
import { PROMPTS_DIRECTORY, readFiles } from '../../../src/content/files.ts'
import { command } from '../../../src/engine/command.ts'
import type { Command } from '../../../src/engine/command.ts'
import { systemClock } from '../../../src/engine/clock.ts'
import type { Clock } from '../../../src/engine/clock.ts'
import type { Address, Heard, Inbound, Outbound } from '../../../src/engine/messages.ts'
import { openLog } from '../../../src/log.ts'
import type { Log } from '../../../src/log.ts'
import { openTelegram } from '../../../src/platforms/telegram/index.ts'
import type { Telegram, TelegramOptions } from '../../../src/platforms/telegram/index.ts'
import { commands } from '../../../commands/index.ts'
import { z } from 'zod'
import type { TelegramEmulator, TelegramOptions as EmulatorOptions } from './start.ts'
import { startTelegram } from './start.ts'

/** Our own door on the emulator, with somebody listening behind it in place of the engine. */

export const { texts } = libraryOf(readFiles(PROMPTS_DIRECTORY).files)

/** A moderators' command, whatever the real list holds at the moment. */
const moderate: Command = command({
  name: 'look-after',
  for: 'moderator',
  options: [{ name: 'what', required: false, rest: true }],
  input: z.object({ what: z.string().optional() }),
  intent: () => 'open',
})
export const testCommands: readonly Command[] = [...commands, moderate]

export type Door = {
  readonly telegram: TelegramEmulator
  readonly bot: Telegram
  readonly heard: Inbound[]
  /** What the log has said so far. */
  readonly lines: () => string
  readonly stops: string[]
  /** Closes this bot and opens another one, as a restart does. */
  readonly restart: () => Promise<void>
}

export type DoorOptions = {
  readonly emulator?: EmulatorOptions
  readonly hear?: (message: Inbound) => Promise<Heard>
  readonly bot?: Partial<TelegramOptions>
  readonly clock?: Clock
  readonly log?: Log
}

const closing: (() => Promise<void>)[] = []
export async function closeDoors(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close()
}

export async function openDoor(options: DoorOptions = {}): Promise<Door> {
  const telegram = await startTelegram(options.emulator)
  let isOpen = true
  const close = telegram.close.bind(telegram)
  telegram.close = async () => {
    if (isOpen) await close()
    isOpen = false
  }
  closing.push(() => telegram.close())
  const written: string[] = []
  const log = options.log ?? openLog('debug', { write: line => void written.push(line) })
  const heard: Inbound[] = []
  const stops: string[] = []
  let bot: Telegram
  const open = () => {
    bot = openTelegram({
      token: telegram.token,
      apiRoot: telegram.root,
      log,
      clock: options.clock ?? systemClock,
      texts,
      commands: testCommands,
      timeZone: 'Asia/Tokyo',
      apiTimeoutSeconds: 0.5,
      onStopped: why => stops.push(why),
      ...options.bot,
    })
    return bot.listen(async message => {
      const answer = await (options.hear?.(message) ?? Promise.resolve({ kept: true }))
      heard.push(message)
      return answer
    })
  }
  closing.push(() => bot.close())
  await open()
  return {
    telegram,
    get bot() {
      return bot
    },
    heard,
    lines: () => written.join(''),
    stops,
    async restart() {
      await bot.close()
      await open()
    },
  }
}

let serial = 0
export const privately = ({ id }: { id: number }): Address => ({
  platform: 'telegram',
  chat: String(id),
  kind: 'private',
})

export function outbound(to: Address, text: string, more: Partial<Outbound> = {}): Outbound {
  return {
    id: `test-${serial++}`,
    to,
    text: [{ text }],
    buttons: [],
    language: 'ja',
    mentions: [],
    quiet: false,
    repeat: false,
    about: [],
    ...more,
  }
}

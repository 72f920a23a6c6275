import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { town } from './town.ts'

/** The real program, as an operator starts it, on the doors of a town. */

const ROOT = join(import.meta.dirname, '../..')
/** What `npm start` runs, without its `node`. */
const START = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  .scripts.start.split(' ')
  .slice(1)

export type StoreAt = { readonly url: string; readonly key: { readonly file: string } }
export type Program = ChildProcess & {
  /** What it told its operator so far. */
  readonly said: () => string
}

/** What the container runs, without its `node`, writing in `folder` instead of its volume: the flags are those of the Dockerfile. */
export function confinedTo(folder: string): readonly string[] {
  const started = /^CMD (\[.*\])$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1]
  const [, ...words] = z.array(z.string()).parse(JSON.parse(started ?? '[]'))
  if (!words.includes('--permission')) throw new Error('the Dockerfile confines nothing')
  return words.map(word => word.replace('=/data', `=${folder}`))
}

export function program(
  { telegram, discord }: Pick<Awaited<ReturnType<typeof town>>, 'telegram' | 'discord'>,
  store: StoreAt,
  more: Readonly<Record<string, string>> = {},
  start: readonly string[] = START,
): Program {
  const child = spawn(process.execPath, start, {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      DISCORD_TOKEN: discord.token,
      DISCORD_API: discord.api,
      STORE_URL: store.url,
      DATA_KEY_FILE: store.key.file,
      LOG_LEVEL: 'error',
      ...more,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', chunk => void (said += String(chunk)))
  return Object.assign(child, { said: () => said })
}

/** Ends it, by the signal given, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return false
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill(signal)
  await gone
  return true
}

/** Until nothing has come or gone for `stillMs`; gives up after `atMostMs`. */
export async function quiet(stir: () => number, stillMs: number, atMostMs = 600_000): Promise<void> {
  const begun = Date.now()
  for (let since = begun, last = -1; Date.now() - since < stillMs && Date.now() - begun < atMostMs; await sleep(100)) {
    const now = stir()
    if (now !== last) since = Date.now()
    last = now
  }
}

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readFileSync } from 'node:fs'
import { NO_CASE } from '../src/core/case.ts'
import type { Case } from '../src/core/case.ts'
import { plan } from '../src/core/plan.ts'
import { startDiscord } from '../test/emulators/discord/start.ts'
import { startTelegram } from '../test/emulators/telegram/start.ts'
import { exercise } from '../src/understanding/exercise.ts'
import { end, program } from '../test/kill/program.ts'
import { quantile } from './measure.ts'
import { say } from './report.ts'
import { ear, library } from './stage.ts'

/** P7 to P13: the whole program beside the apps, races, hostile text, simulation, and what works without a model. */

const ROOT = join(import.meta.dirname, '..')

function printedBy(...args: string[]): string {
  const child = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return `${child.stdout}${child.stderr}`
}
const figureIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1]?.replaceAll(',', '') ?? NaN)

export function limits(): void {
  const printed = printedBy('test/emulators/telegram/measure.ts')
  const share = figureIn(printed, /([\d.]+) % of the ceiling/)
  const ignored = figureIn(printed, /ignored (\d+)/)
  say({
    id: 'P7',
    what: 'share of the ceiling of 30/s while draining 1,000 messages on Telegram',
    value: share,
    unit: '%',
    target: '>= 90',
    met: share >= 90 && ignored === 0,
    beside: `ignored 429: ${ignored}`,
  })
}

export function calls(): void {
  const printed = printedBy('node_modules/vitest/vitest.mjs', 'run', 'test/helpers-case.test.ts', '-t', 'API calls')
  const ours = figureIn(printed, /API calls: (\d+)/)
  const naive = figureIn(printed, /reader: (\d+)/)
  say({
    id: 'P8',
    what: 'API calls of a case with three helpers, beside one message per event and helper',
    value: ours / naive,
    unit: 'x',
    target: '<= 0.4',
    met: ours / naive <= 0.4,
    beside: `${ours} against ${naive}`,
  })
}

/** The memory of the real program with both clients connected, at rest. */
export async function memory(folder: string, store: string): Promise<void> {
  const telegram = await startTelegram({ rates: {} })
  const discord = await startDiscord({ limits: {}, token: 'emulated.bot.token.of.a.quiet.night' })
  const at = { url: `sqlite:${store}`, key: { file: join(folder, 'memory.key') } }
  const child = program({ telegram, discord }, at)
  await discord.until(() => discord.world.globalCommands.length > 0, 30_000, 'the connection')
  await sleep(5_000)
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const rss = figureIn(status, /VmRSS:\s+(\d+) kB/) / 1_000
  say({
    id: 'P9',
    what: 'memory of the real program with both clients connected, at rest',
    value: rss,
    unit: 'MB',
    target: '<= 160',
    met: rss <= 160,
  })
  await end(child, 'SIGTERM')
  await telegram.close()
  await discord.close()
}

/** Texts that make the detectors or the reader work hardest, each repeated to 100,000 signs. */
const HOSTILE = ['あ', 'a\u0300\u0301', '(', `${'1'.repeat(40)} `, 'パスワード', 'コード', '12.34.', 'password is hunter2 ', 'sent 123456 to ', '住所3-1-2', '4 ', '私は'] // prettier-ignore
const READINGS_EACH = 100

/** After the exercise that every bot does when its doors are open; the time of the reading thread, which is what others wait for. */
export async function hostile(): Promise<void> {
  await exercise(ear)
  const stalls = Array.from({ length: READINGS_EACH }).flatMap(() =>
    HOSTILE.map(sign => {
      const text = sign.repeat(Math.ceil(100_000 / sign.length))
      const begun = process.threadCpuUsage()
      ear.listen(text, { language: 'ja' })
      const { user, system } = process.threadCpuUsage(begun)
      return (user + system) / 1_000
    }),
  )
  const worst = quantile(stalls, 0.999)
  say({
    id: 'P10',
    what: `processor time of one hostile text of 100 KB, p99.9 of ${stalls.length.toLocaleString('en')} readings`,
    value: worst,
    unit: 'ms',
    target: '<= 20',
    met: worst <= 20,
  })
}

export function race(): void {
  const printed = printedBy(
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/helpers-claim.test.ts',
    '-t',
    '1,000 presses',
  )
  const winners = figureIn(printed, /1,000 presses, (\d+) winner/)
  say({
    id: 'P11',
    what: '1,000 presses on one call at once: winners',
    value: winners,
    unit: '',
    target: '1',
    met: winners === 1,
    beside: /claim race: (.*)/.exec(printed)?.[1],
  })
}

export function simulation(): void {
  const printed = printedBy('test/simulation/main.ts', '--seed', '1', '--minutes', '0.5')
  const speed = figureIn(printed, /; (\d+) events\/s/)
  say({
    id: 'P12',
    what: 'simulated events a second on one core, crashes and misbehaving apps included',
    value: speed,
    unit: '/s',
    target: '>= 50000',
    met: speed >= 50_000,
    beside: printed.includes('no invariant broken') ? 'no invariant broken' : 'AN INVARIANT BROKE',
  })
}

/** P13: which steps a person can get to without any model, by what they press alone. */
export function withoutModel(): void {
  const { playbook } = library
  const reached = new Set<string>()
  for (const pattern of playbook.patterns.values())
    for (const { step } of pattern.plan) {
      const when = playbook.steps.get(step)?.when
      const facts = [...(when?.all ?? []), ...(when?.any.slice(0, 1) ?? [])]
      const denied = when?.denied ?? []
      const known = Object.fromEntries([
        ...facts.map(fact => [fact, { value: true, source: 'answer', at: 0 }]),
        ...denied.map(fact => [fact, { value: false, source: 'answer', at: 0 }]),
      ]) as Case['facts']
      const state: Case = { ...NO_CASE, phase: 'open', chosen: pattern.id, facts: known }
      for (const item of plan(state, playbook)) reached.add(item.step)
    }
  for (const item of plan({ ...NO_CASE, phase: 'open' }, playbook)) reached.add(item.step)
  const share = (100 * reached.size) / playbook.steps.size
  say({
    id: 'P13',
    what: 'steps that can be reached without a model',
    value: share,
    unit: '%',
    target: '100',
    met: reached.size === playbook.steps.size,
    beside: `${reached.size} of ${playbook.steps.size}`,
  })
}

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BUGS } from './bugs.ts'
import type { Bug } from './bugs.ts'

/**
 * `npm run -s teeth`: puts one bug at a time into a copy of the program and runs the simulation on it. A green simulation says
 * little unless it turns red here.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    lanes: { type: 'string', default: '2' },
  },
})
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kakekomi-teeth-'))

function copy(lane: number): string {
  const home = join(folder, String(lane))
  mkdirSync(join(home, 'test'), { recursive: true })
  for (const part of ['src', 'commands', 'prompts', 'test/simulation', 'package.json'])
    cpSync(join(root, part), join(home, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  return home
}

/** @returns true when the simulation found something wrong */
function bites(home: string): Promise<boolean> {
  return new Promise(resolve => {
    const args = ['--disable-warning=ExperimentalWarning', 'test/simulation/main.ts', '--until-broken', '--seed', '1', '--acts', '40', '--evenings', '40', '--minutes', values.minutes] // prettier-ignore
    const child = spawn(process.execPath, args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', chunk => void (said += String(chunk)))
    child.on('exit', code => {
      if (code !== 0 && !/^seed /m.test(said)) console.log(`    it does not run: ${said.slice(0, 200)}`)
      resolve(code !== 0 && /^seed /m.test(said))
    })
    // A bug that spins or hangs for ever is noticed by the time it takes.
    const limit = setTimeout(
      () => {
        said = 'seed 1: hung'
        child.kill('SIGKILL')
      },
      Number(values.minutes) * 120_000,
    )
    child.on('exit', () => clearTimeout(limit))
  })
}

async function tryBug(bug: Bug, home: string): Promise<'caught' | 'missed' | 'unfit'> {
  const patches = [bug, ...(bug.also ? [bug.also] : [])]
  const whole = new Map(patches.map(({ file }) => [join(home, file), readFileSync(join(home, file), 'utf8')]))
  if (patches.some(({ file, from }) => whole.get(join(home, file))?.split(from).length !== 2)) return 'unfit'
  // Two patches may be in one file: each starts from what the one before has left.
  for (const { file, from, to } of patches) {
    const path = join(home, file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(from, () => to)) // prettier-ignore
  }
  const caught = await bites(home)
  for (const [path, text] of whole) writeFileSync(path, text)
  return caught ? 'caught' : 'missed'
}

const bugs = BUGS.filter(
  ({ what }) => values.only === undefined || values.only.split('|').some(part => what.includes(part)),
)
const waiting = [...bugs]
const counts = { caught: 0, missed: 0, unfit: 0 }
await Promise.all(
  Array.from({ length: Number(values.lanes) }, async (_, lane) => {
    const home = copy(lane)
    if (lane === 0 && (await bites(home))) {
      console.log('the simulation is red without any bug: mend that first')
      process.exit(1)
    }
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const started = performance.now()
      const result = await tryBug(bug, home)
      counts[result] += 1
      console.log(`${result.padEnd(7)} ${bug.what} (${((performance.now() - started) / 1_000).toFixed(0)} s)`)
    }
  }),
)
rmSync(folder, { recursive: true, force: true })
console.log(
  `${counts.caught} of ${bugs.length} seeded bugs caught${counts.unfit > 0 ? `; ${counts.unfit} no longer fit the code` : ''}`,
)
process.exitCode = counts.caught === bugs.length ? 0 : 1

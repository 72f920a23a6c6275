import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFENCES } from './defences.ts'
import type { Defence } from './defences.ts'

/**
 * `npm run -s defences`: takes one defence at a time away in a copy of the program and runs the tests that SECURITY.md names for
 * it. A requirement whose tests stay green without its defence is not tested.
 *
 *   --only S12|S26   these requirements only     --lanes N   how many at once (default 1)
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, lanes: { type: 'string', default: '1' } } })
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kakekomi-defences-'))

/** A copy with a history of its own: some tests ask git which files there are. */
function copy(lane: number): string {
  const home = join(folder, String(lane))
  const git = (...args: string[]) => spawnSync('git', args, { cwd: home, encoding: 'utf8' })
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }) // prettier-ignore
  for (const file of stdout.split('\n').filter(name => name !== '' && name !== 'node_modules')) {
    mkdirSync(dirname(join(home, file)), { recursive: true })
    cpSync(join(root, file), join(home, file))
  }
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  git('init', '-q')
  git('add', '-A')
  return home
}

const LONGEST_MS = 5 * 60_000

/** Whether a test fails; a program that no longer runs at all proves nothing. */
function bites(home: string, tests: readonly string[]): Promise<boolean> {
  return new Promise(resolve => {
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--silent=true', '--bail=1', ...tests.map(name => `test/${name}.test.ts`)] // prettier-ignore
    const child = spawn(process.execPath, args, { cwd: home, detached: true, env: { ...process.env, NO_COLOR: '1' } })
    let said = ''
    child.stdout.on('data', chunk => void (said += String(chunk)))
    child.stderr.on('data', chunk => void (said += String(chunk)))
    // A pattern that goes back on itself never ends.
    const limit = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      resolve(true)
    }, LONGEST_MS)
    child.on('exit', code => {
      clearTimeout(limit)
      resolve(code !== 0 && /Tests +\d+ failed/.test(said))
    })
  })
}

async function take(defence: Defence, home: string): Promise<'missed it' | 'GREEN' | 'UNFIT'> {
  const whole = defence.patches.map(({ file }) => [join(home, file), readFileSync(join(home, file), 'utf8')] as const)
  if (defence.patches.some(({ from }, n) => whole[n]?.[1].split(from).length !== 2)) return 'UNFIT'
  for (const [n, { from, to }] of defence.patches.entries()) {
    const [path, text] = whole[n] ?? ['', '']
    writeFileSync(
      path,
      text.replace(from, () => to),
    )
  }
  const failed = await bites(home, defence.tests)
  for (const [path, text] of whole) writeFileSync(path, text)
  return failed ? 'missed it' : 'GREEN'
}

const wanted = DEFENCES.filter(({ id }) => values.only === undefined || values.only.split('|').includes(id))
const waiting = [...wanted]
let missed = 0
await Promise.all(
  Array.from({ length: Number(values.lanes) }, async (_, lane) => {
    const home = copy(lane)
    for (let defence = waiting.shift(); defence; defence = waiting.shift()) {
      const result = await take(defence, home)
      if (result === 'missed it') missed += 1
      console.log(`${result.padEnd(9)} ${defence.id.padEnd(3)} ${defence.what} (${defence.tests.join(', ')})`)
    }
  }),
)
rmSync(folder, { recursive: true, force: true })
console.log(`${missed} of ${wanted.length} defences are missed by their tests when they are taken away`)
process.exitCode = missed === wanted.length ? 0 : 1

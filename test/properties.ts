import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * `npm run -s properties`: every test file that draws cases, again under fresh seeds. What breaks is printed with its seed.
 *
 *   --seeds N   how many (default 5)     --seed N   this one only     file names after that: only these
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '5' }, seed: { type: 'string' } },
})
const root = join(import.meta.dirname, '..')
const files = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.test.ts') && (positionals.length === 0 || positionals.some(p => name.includes(p))))
  .filter(name => readFileSync(join(import.meta.dirname, name), 'utf8').includes("from 'fast-check'"))
  .map(name => `test/${name}`)
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.seeds) }, () => randomInt(2 ** 31))
    : [Number(values.seed)]

let broken = 0
for (const seed of seeds) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--silent=true', ...files], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, FAST_CHECK_SEED: String(seed), NO_COLOR: '1' },
  })
  if (status === 0) continue
  broken += 1
  console.log(`seed ${seed}:\n${stdout}${stderr}`)
}
console.log(`${files.length} files with property tests under ${seeds.length} seeds: ${broken} broken`)
process.exit(broken === 0 ? 0 : 1)

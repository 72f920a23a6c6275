import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { backlog, growth, lateness, overdue } from './clocks.ts'
import { fsyncP50 } from './measure.ts'
import { picture } from './picture.ts'
import { figures, rounded } from './report.ts'
import { turns } from './turns.ts'
import { calls, hostile, limits, memory, race, simulation, withoutModel } from './whole.ts'

/**
 * `npm run -s bench`: the figures P1 to P13 of the product beside plain ways of doing the same. Takes some ten minutes; says
 * little on a machine that does something else meanwhile, so the load is printed with them.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    cases: { type: 'string', default: '1000,10000,100000' },
    armed: { type: 'string', default: '100000' },
    overdue: { type: 'string', default: '10000' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'kakekomi-bench-'))
const rounds = Number(values.rounds)
const load = loadavg()[0] ?? NaN
const fsyncMs = rounded(fsyncP50(folder))
console.log(
  `fsync p50 ${fsyncMs} ms, ${availableParallelism()} cores, load ${load.toFixed(1)}, Node ${process.version}`,
)

const sample = (await turns(folder, rounds)) as object
await growth(folder, sample, values.cases.split(',').map(Number))
await lateness(folder, sample, Number(values.armed))
await overdue(folder, sample, Number(values.overdue))
await backlog(folder, sample)
limits()
calls()
await memory(folder, join(folder, 'memory.sqlite'))
await hostile()
race()
simulation()
withoutModel()

const result = {
  at: new Date().toISOString(),
  node: process.version,
  cores: availableParallelism(),
  load,
  fsyncMs,
  rounds,
  figures,
}
writeFileSync(join(import.meta.dirname, 'figures.json'), `${JSON.stringify(result, undefined, 2)}\n`)
writeFileSync(join(import.meta.dirname, 'figures.svg'), picture(result))
rmSync(folder, { recursive: true, force: true })
console.log('written: bench/figures.json, bench/figures.svg')
process.exit(0)

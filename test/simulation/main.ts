import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { evening } from './evening.ts'
import type { Options, Result } from './evening.ts'
import { crowd, short, shortest } from './scripts.ts'

/**
 * `npm run simulate`: evenings by seed until the time is up, or one seed again, or every crash point of a short conversation.
 *
 *   --seed N        start at this seed (a fresh one when left out); with --only, play it alone and say what broke
 *   --minutes M     how long (default 1)     --evenings N   how many at most
 *   --acts N        acts per evening (default 100)
 *   --store S       memory (default) or sqlite: a real file, opened again after each crash
 *   --until-broken  the short conversation at each commit and send, then evenings, until an invariant breaks
 *   --every-crash   every crash point of the short conversation, and with --pairs every pair of the shortest
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '1' },
    evenings: { type: 'string', default: 'Infinity' },
    acts: { type: 'string', default: '100' },
    store: { type: 'string', default: 'memory' },
    'every-crash': { type: 'boolean', default: false },
    pairs: { type: 'boolean', default: false },
    'until-broken': { type: 'boolean', default: false },
  },
})
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const store = values.store === 'sqlite' ? 'sqlite' : 'memory'
const until = Date.now() + Number(values.minutes) * 60_000

const sum = { evenings: 0, events: 0, commits: 0, inputs: 0, crashes: 0, sends: 0, repeats: 0, ambiguous: 0, points: 0 }
const kinds = new Set<string>()
let broken = 0
const started = performance.now()

async function play(options: Options, name: string): Promise<Result> {
  const result = await evening(options)
  for (const key of ['events', 'commits', 'inputs', 'crashes', 'sends', 'repeats', 'ambiguous', 'points'] as const)
    sum[key] += result[key]
  sum.evenings += 1
  for (const kind of result.crashedAt) kinds.add(kind)
  if (result.failures.length > 0) {
    broken += 1
    console.error(`seed ${result.seed}, ${name}:`)
    for (const { invariant, what } of result.failures) console.error(`  ${invariant}  ${what}`)
  }
  if (broken > 0 && values['until-broken']) {
    console.log('broken')
    process.exit(1)
  }
  return result
}

if (values['until-broken']) {
  const labels: string[] = []
  await play({ seed, script: short, labels }, 'short, no crash')
  for (const [index, label] of labels.entries())
    if (!label.startsWith('read'))
      await play({ seed, crashes: [index + 1], script: short }, `short, crash at ${index + 1}`)
}

if (values['every-crash']) {
  const { points } = await play({ seed, store, script: short }, 'short, no crash')
  for (let at = 1; at <= points; at++)
    await play({ seed, store, crashes: [at], script: short }, `short, crash at ${at}`)
  console.log(`every one of ${points} crash points of the short conversation`)
  if (values.pairs) {
    const { points: few } = await play({ seed, store, script: shortest }, 'shortest, no crash')
    let pairs = 0
    for (let first = 1; first <= few; first++)
      for (let second = first + 1; second <= few + 10 && Date.now() < until; second++, pairs++)
        await play(
          { seed, store, crashes: [first, second], script: shortest },
          `shortest, crashes at ${first} and ${second}`,
        )
    console.log(`${pairs} pairs of crash points of the shortest conversation`)
  }
} else {
  const most = values.only ? 1 : Number(values.evenings)
  for (let n = 0; n < most && Date.now() < until; n++)
    await play(
      {
        seed: seed + n,
        store,
        // A day without the app is for lives that last: every restart tries everything at once again.
        script: crowd(Number(values.acts), { outageHours: (seed + n) % 3 === 0 ? 24 : 1 }),
        crashes: [0, 0.005, 0.02][(seed + n) % 3],
        model: (seed + n) % 2 === 0,
      },
      `--seed ${seed + n} --only --acts ${values.acts} --store ${store}`,
    )
}

const seconds = (performance.now() - started) / 1_000
console.log(
  `${sum.events} simulated events in ${sum.evenings} evenings (seeds ${seed} to ${seed + sum.evenings - 1}, ${store}), ${sum.inputs} inputs, ` +
    `${sum.commits} commits, ${sum.sends} messages, ${sum.crashes} crashes (${[...kinds].sort().join(', ') || 'none'}) among ${sum.points} crash points, ` +
    `${sum.ambiguous} uncertain sends, ${sum.repeats} labelled repeats; ${Math.round(sum.events / seconds)} events/s on one of ${availableParallelism()} cores, ${seconds.toFixed(1)} s`,
)
console.log(broken === 0 ? 'no invariant broken' : `${broken} evenings broke an invariant`)
// A hanging model leaves promises behind; nothing of them is waited for.
process.exit(broken === 0 ? 0 : 1)

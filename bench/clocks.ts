import { join } from 'node:path'
import { FIFO_MS, SCAN_MEAN_MS } from './baselines.ts'
import { median, quantile } from './measure.ts'
import { rounded, say } from './report.ts'
import { fill, from, stage, story } from './stage.ts'

/** P4 to P6 and growth: clocks, restarts and backlogs, with few and with many open cases. */

type Sample = object
const bare = (sample: Sample) => ({ ...sample, outbox: [] })
const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** The same figures at each count: what grows with the number of open cases, and what does not. */
export async function growth(folder: string, sample: Sample, counts: readonly number[]): Promise<void> {
  for (const cases of counts) {
    const path = join(folder, `many${cases}.sqlite`)
    const filling = await stage(path)
    const base = Date.now() + 3_600_000
    await fill(filling.archive, bare(sample), cases, n => base + n * 1_000)
    await filling.close()
    globalThis.gc?.()
    const opened = performance.now()
    const bot = await stage(path)
    await bot.engine.start()
    const started = performance.now() - opened
    const times: number[] = []
    for (let n = 0; n < 100; n++) {
      const begun = performance.now()
      await bot.engine.hear(from(`g${cases}x${n}`, { kind: 'text', text: story(n) }))
      times.push(performance.now() - begun)
    }
    await bot.engine.idle()
    globalThis.gc?.()
    const [p50, p99] = [median(times), quantile(times, 0.99)]
    const memory = Math.round(process.memoryUsage().rss / 1e6)
    say({
      id: 'G',
      what: `${cases} open cases: store opened and engine started`,
      value: started,
      unit: 'ms',
      target: 'does not grow',
      met: started < 200,
    })
    say({
      id: 'G',
      what: `${cases} open cases: a new story kept, p50`,
      value: p50,
      unit: 'ms',
      target: 'does not grow',
      met: p50 < 15,
      beside: `p99 ${rounded(p99)} ms, RSS of this process ${memory} MB`,
    })
    await bot.close()
  }
}

/** P4: clocks that ring among very many that do not. */
export async function lateness(folder: string, sample: Sample, armed: number): Promise<void> {
  const RINGING = 500
  const bot = await stage(join(folder, 'late.sqlite'))
  // Filling takes a while; the clocks are set for when it is surely done.
  const due = Date.now() + 10_000 + armed * 0.6
  await fill(bot.archive, bare(sample), armed, n => (n < RINGING ? due + n * 10 : due + 9_000_000 + n))
  await bot.engine.start()
  await later(Math.max(0, due - Date.now()) + RINGING * 10 + 1_000)
  await bot.engine.idle()
  const late = bot.sent.map(({ at, message }) => {
    const id = message.id.split('-')[0] ?? ''
    return performance.timeOrigin + at - (due + parseInt(id.slice(1), 36) * 10)
  })
  const p99 = quantile(late, 0.99)
  say({
    id: 'P4',
    what: `a clock to its message handed over, ${armed} armed, 100 due a second, p99`,
    value: p99,
    unit: 'ms',
    target: '<= 25',
    met: p99 <= 25,
    beside: `${late.length} rang, p50 ${rounded(median(late))} ms; B-Scan ${SCAN_MEAN_MS} ms on average`,
  })
  await bot.close()
}

/** P5: everything that was due while nobody was there. */
export async function overdue(folder: string, sample: Sample, cases: number): Promise<void> {
  const path = join(folder, 'overdue.sqlite')
  const prepared = await stage(path)
  await fill(prepared.archive, bare(sample), cases, n => Date.now() - 3_600_000 + n)
  await prepared.close()
  const restarted = performance.now()
  const bot = await stage(path)
  const started = bot.engine.start()
  // Somebody writes while all of it is caught up with.
  await later(20)
  const answered = bot.next('new')
  const wrote = performance.now()
  await bot.engine.hear(from('new', { kind: 'text', text: story(0) }))
  await answered
  const reply = performance.now() - wrote
  await started
  const recovered = performance.now() - restarted
  say({
    id: 'P5',
    what: `restart with ${cases} overdue clocks until all are committed`,
    value: recovered,
    unit: 'ms',
    target: '<= 2000',
    met: recovered <= 2_000,
    beside: `${rounded(recovered / cases)} ms each; who wrote meanwhile had the first reply after ${rounded(reply)} ms`,
  })
  await bot.engine.idle()
  await bot.close()
}

/** P6: an urgent word behind a thousand others. */
export async function backlog(folder: string, sample: Sample): Promise<void> {
  const bot = await stage(join(folder, 'busy.sqlite'), { lanes: 3, perSecond: 30 })
  await fill(bot.archive, bare(sample), 1_000, () => Date.now() - 1_000)
  void bot.engine.start()
  await later(4_000)
  const waits: number[] = []
  for (let n = 0; n < 5; n++) {
    const begun = performance.now()
    const answered = bot.next(`urgent${n}`)
    await bot.engine.hear(from(`urgent${n}`, { kind: 'text', text: story(n) }))
    await answered
    waits.push(performance.now() - begun)
  }
  const behind = bot.engine.waiting
  const most = Math.max(...waits)
  say({
    id: 'P6',
    what: 'an acknowledgement behind a backlog at 30 messages a second',
    value: most,
    unit: 'ms',
    target: '<= 500',
    met: most <= 500,
    beside: `${behind} waited; one queue: ${Math.round(FIFO_MS / 1000)} s for 1,000 (${Math.round(FIFO_MS / most)}x)`,
  })
}

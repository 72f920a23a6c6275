import { join } from 'node:path'
import type { Outbound } from '../src/engine/messages.ts'
import { practise } from '../src/practice.ts'
import { exercise } from '../src/understanding/exercise.ts'
import { MODEL_MS, naiveKeyv } from './baselines.ts'
import { median, quantile } from './measure.ts'
import { rounded, say } from './report.ts'
import { LONG_STORY, ear, from, library, stage, story } from './stage.ts'

/** P1 to P3: latency and throughput of turns, in rounds that alternate with the baselines. */

/** What to do or to answer, not only that it was heard. */
const isUseful = ({ about }: Outbound) => about.some(key => /^(?:step|ask):|^text:(?:choose|none|crisis)/.test(key))

const PEOPLE = 32
const NOTES_EACH = 20

/** @returns a casefile as it was stored, for the figures about many cases */
export async function turns(folder: string, rounds: number): Promise<unknown> {
  // As every bot does when its doors are open.
  await exercise(ear)
  await practise({ library, ear })
  const first = { short: [] as number[], long: [] as number[] }
  const useful = { short: [] as number[], long: [] as number[] }
  const durable = { ours: [] as number[], keyv: [] as number[], wal: [] as number[] }
  const single = { ours: [] as number[], keyv: [] as number[] }
  let sample: unknown
  for (let round = 0; round < rounds; round++) {
    const ours = await stage(join(folder, `ours${round}.sqlite`))
    const firstReply = async (person: string, text: string, kind: 'short' | 'long') => {
      const started = performance.now()
      const took = () => performance.now() - started
      const answered = ours.next(person).then(took)
      const helped = ours.next(person, isUseful).then(took)
      await ours.engine.hear(from(person, { kind: 'text', text }))
      first[kind].push(await answered)
      useful[kind].push(await helped)
      await ours.engine.idle()
    }
    for (let n = 0; n < 60; n++) await firstReply(`p${round}x${n}`, `${story(n)} ${n}`, 'short')
    for (let n = 0; n < 20; n++) await firstReply(`l${round}x${n}`, `${LONG_STORY} ${n}`, 'long')
    const [key] = await ours.archive.keys('c/', { limit: 1 })
    sample = (await ours.archive.load(key ?? ''))?.value
    const people = Array.from({ length: PEOPLE }, (_, n) => `p${round}x${n}`)
    const note = (person: string) => from(person, { kind: 'command', name: 'note', input: { text: 'called them' } })
    const alone: number[] = []
    for (let n = 0; n < 100; n++) {
      const started = performance.now()
      await ours.engine.hear(note(people[n % PEOPLE]!))
      alone.push(performance.now() - started)
      await ours.engine.idle()
    }
    single.ours.push(median(alone))
    const started = performance.now()
    await Promise.all(
      people.map(async person => {
        for (let n = 0; n < NOTES_EACH; n++) await ours.engine.hear(note(person))
      }),
    )
    durable.ours.push(((PEOPLE * NOTES_EACH) / (performance.now() - started)) * 1_000)
    await ours.close()
    for (const wal of [false, true]) {
      const keyv = naiveKeyv(join(folder, `keyv${round}${wal}.sqlite`), wal)
      const times: number[] = []
      const begun = performance.now()
      for (let n = 0; n < 100; n++) {
        const one = performance.now()
        await keyv.event(people[n % PEOPLE]!, sample)
        times.push(performance.now() - one)
      }
      durable[wal ? 'wal' : 'keyv'].push((100 / (performance.now() - begun)) * 1_000)
      if (!wal) single.keyv.push(median(times))
      keyv.close()
    }
  }
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(q => quantile(first.short, q)) as [number, number, number]
  say({
    id: 'P1',
    what: 'story in to first reply handed over, after the durable commit, p50',
    value: p50,
    unit: 'ms',
    target: '<= 2',
    met: p50 <= 2,
  })
  say({ id: 'P1', what: '  p99', value: p99, unit: 'ms', target: '<= 15', met: p99 <= 15 })
  const step = median(useful.short)
  say({
    id: 'P1',
    what: '  story in to the first step or question, behind the greeting, p50',
    value: step,
    unit: 'ms',
    target: '<= 2',
    met: step <= 2,
    beside: `p99 ${rounded(quantile(useful.short, 0.99))} ms; of ${LONG_STORY.length} characters p50 ${rounded(median(useful.long))} ms`,
  })
  const long = [0.5, 0.99].map(q => quantile(first.long, q)) as [number, number]
  say({
    id: 'P1',
    what: `  the same for a story of ${LONG_STORY.length} characters, p50`,
    value: long[0],
    unit: 'ms',
    target: '<= 2',
    met: long[0] <= 2,
    beside: `p99 ${rounded(long[1])} ms`,
  })
  const faster = (MODEL_MS + p95) / p95
  say({
    id: 'P1',
    what: '  faster than a model wrapper of one second, at p95',
    value: faster,
    unit: 'x',
    target: '>= 100',
    met: faster >= 100,
  })
  const [ours, keyv, wal] = [median(durable.ours), median(durable.keyv), median(durable.wal)]
  say({
    id: 'P2',
    what: `whole turns a second, durable, ${PEOPLE} people at once`,
    value: ours,
    unit: '/s',
    target: '>= 50x B-Keyv',
    met: ours / keyv >= 50,
    beside: `B-Keyv ${rounded(keyv)} events/s without any thinking (${rounded(ours / keyv)}x), with WAL ${rounded(wal)}/s (${rounded(ours / wal)}x)`,
  })
  const [alone, theirs] = [median(single.ours), median(single.keyv)]
  say({
    id: 'P3',
    what: 'one caller, one whole turn, p50',
    value: alone,
    unit: 'ms',
    target: '10x below B-Keyv',
    met: theirs / alone >= 10,
    beside: `B-Keyv ${rounded(theirs)} ms (${rounded(theirs / alone)}x)`,
  })
  return sample
}

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guard } from '../src/understanding/secrets/guard.ts'
import { CORPUS } from './corpora/corpus.ts'
import type { Sample } from './corpora/corpus.ts'
import { lines } from './corpora/lines.ts'
import type { Line } from './corpora/lines.ts'

const CAUGHT_MIN = 0.99
const FALSE_MAX = 0.01

/** Digits and letters without the separators a person may have put between them. */
const bare = (text: string): string => text.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '')

function caught(sample: Sample): boolean {
  const { secrets, redacted } = guard(sample.text)
  const kept = bare(redacted)
  const gone = sample.values.every(
    value => !redacted.includes(value) && (bare(value).length < 6 || !kept.includes(bare(value))),
  )
  // A phone number or an address is blacked out without being called a secret.
  return gone && (sample.type === 'private' || secrets.some(secret => secret.type === sample.type))
}

function report(name: string, samples: readonly Sample[], good: (sample: Sample) => boolean): number {
  const bad = samples.filter(sample => !good(sample))
  const rate = 1 - bad.length / samples.length
  console.log(`${name}: ${samples.length - bad.length} of ${samples.length} right (${(rate * 100).toFixed(2)} %)`)
  const templates = new Map(bad.map(sample => [sample.template, sample.text]))
  for (const [template, text] of templates)
    console.log(`  missed: ${template.replaceAll('\n', '⏎')} ${JSON.stringify(guard(text).redacted)}`)
  return rate
}

test('at least 99 % of planted secrets are caught, named by their type and gone from the redacted text', () => {
  expect(CORPUS.planted.length).toBeGreaterThanOrEqual(500)
  expect(report('planted secrets, tuned part', CORPUS.planted, caught)).toBeGreaterThanOrEqual(CAUGHT_MIN)
})

test('at most 1 % of harmless look-alikes are taken for a secret', () => {
  expect(CORPUS.harmless.length).toBeGreaterThanOrEqual(2000)
  const calm = (sample: Sample): boolean => guard(sample.text).secrets.length === 0
  expect(1 - report('harmless look-alikes, tuned part', CORPUS.harmless, calm)).toBeLessThanOrEqual(FALSE_MAX)
})

test('the part of the corpus that was held back is caught as well', () => {
  expect(report('planted secrets, held-out part', CORPUS.plantedHeldOut, caught)).toBeGreaterThanOrEqual(CAUGHT_MIN)
})

test('the harmless part that was held back stays quiet as well', () => {
  const calm = (sample: Sample): boolean => guard(sample.text).secrets.length === 0
  expect(1 - report('harmless look-alikes, held-out part', CORPUS.harmlessHeldOut, calm)).toBeLessThanOrEqual(FALSE_MAX)
})

test('the part written after the first tuning is caught as well', () => {
  expect(report('planted secrets, blind part', CORPUS.plantedBlind, caught)).toBeGreaterThanOrEqual(CAUGHT_MIN)
})

test('the harmless part written after the first tuning stays quiet as well', () => {
  const calm = (sample: Sample): boolean => guard(sample.text).secrets.length === 0
  expect(1 - report('harmless look-alikes, blind part', CORPUS.harmlessBlind, calm)).toBeLessThanOrEqual(FALSE_MAX)
})

test('of wordings written without a look at the detectors nearly all are caught since', () => {
  expect(CORPUS.plantedUnseen.length).toBeGreaterThanOrEqual(400)
  expect(report('planted secrets, unseen wordings', CORPUS.plantedUnseen, caught)).toBeGreaterThanOrEqual(0.98)
})

test('the look-alikes of those wordings stay quiet', () => {
  expect(CORPUS.harmlessUnseen.length).toBeGreaterThanOrEqual(800)
  const calm = (sample: Sample): boolean => guard(sample.text).secrets.length === 0
  expect(1 - report('harmless look-alikes, unseen wordings', CORPUS.harmlessUnseen, calm)).toBeLessThanOrEqual(
    FALSE_MAX,
  )
})

// Each set was written in wordings unlike those before it; what was caught at first sight stands at its head.
test.each([
  ['fifth', CORPUS.plantedFifth, CORPUS.harmlessFifth],
  ['sixth', CORPUS.plantedSixth, CORPUS.harmlessSixth],
  ['seventh', CORPUS.plantedSeventh, CORPUS.harmlessSeventh],
  ['eighth', CORPUS.plantedEighth, CORPUS.harmlessEighth],
])('of the %s set nearly all secrets are caught since, and its look-alikes stay quiet', (name, planted, harmless) => {
  expect(planted.length).toBeGreaterThanOrEqual(350)
  expect(harmless.length).toBeGreaterThanOrEqual(800)
  expect(report(`planted secrets, ${name} set`, planted, caught)).toBeGreaterThanOrEqual(0.98)
  const calm = (sample: Sample): boolean => guard(sample.text).secrets.length === 0
  expect(1 - report(`harmless look-alikes, ${name} set`, harmless, calm)).toBeLessThanOrEqual(FALSE_MAX)
})

/** True where every planted value is gone, or, where none is planted, where nothing was taken for a secret. */
function right({ text, secrets }: Line): boolean {
  const guarded = guard(text)
  if (secrets.length === 0) return guarded.secrets.length === 0
  const kept = bare(guarded.redacted)
  return secrets.every(
    ({ value }) => !guarded.redacted.includes(value) && (bare(value).length < 6 || !kept.includes(bare(value))),
  )
}

// Messages whole, not values: a message counts only when nothing of it is left. First sights stand in corpora/lines.ts.
test.each([
  ['ninth', 0.99, 0],
  ['tenth', 0.98, 0],
  ['eleventh', 0.98, 1],
  ['twelfth', 0.96, 0],
  ['thirteenth', 0.83, 1],
  ['fourteenth', 0.87, 1],
  ['fifteenth', 0.91, 0],
  ['fifteenth-apart', 0.73, 1],
  ['sixteenth', 0.98, 0],
  ['sixteenth-apart', 0.84, 3],
])(
  'of the messages of the %s set at least the share that was reached stays without its secrets',
  (name, floor, falseMax) => {
    const planted = lines(name).filter(({ secrets }) => secrets.length > 0)
    const calm = lines(name).filter(({ secrets }) => secrets.length === 0)
    expect(planted.length).toBeGreaterThanOrEqual(76)
    expect(calm.length).toBeGreaterThanOrEqual(50)
    const whole = planted.filter(right).length
    const wrong = calm.filter(line => !right(line)).length
    console.log(
      `messages with secrets, ${name} set: ${whole} of ${planted.length} left without any (${((100 * whole) / planted.length).toFixed(1)} %), ` +
        `${wrong} of ${calm.length} without secrets hurt`,
    )
    expect(whole / planted.length).toBeGreaterThanOrEqual(floor)
    expect(wrong).toBeLessThanOrEqual(falseMax)
  },
)

test('of the stories that the reader learns from hardly one holds anything taken for a secret', () => {
  const folder = join(import.meta.dirname, '../prompts/reader/examples')
  const texts = readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { text: string }).text)
  const taken = texts.filter(text => guard(text).secrets.length > 0)
  console.log(`stories told without a secret in mind: ${taken.length} of ${texts.length} hold something taken for one`)
  expect(texts.length).toBeGreaterThan(5000)
  expect(taken.length / texts.length).toBeLessThanOrEqual(FALSE_MAX)
})

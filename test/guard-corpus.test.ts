import { expect, test } from 'vitest'
import { guard } from '../src/understanding/secrets/guard.ts'
import { CORPUS } from './corpora/corpus.ts'
import type { Sample } from './corpora/corpus.ts'

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

import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { candidates, isPlain } from '../../src/understanding/secrets/candidate.ts'
import { contexts } from '../../src/understanding/secrets/context.ts'
import { SLOTS, features } from '../../src/understanding/secrets/feature.ts'
import { FEATURES } from '../../src/understanding/secrets/hash.ts'
import { fold } from '../../src/understanding/secrets/fold.ts'
import { numberTokens } from '../../src/understanding/secrets/number.ts'
import { spokenNumbers } from '../../src/understanding/secrets/spoken.ts'
import { spokenParts, talks } from '../../src/understanding/secrets/talk.ts'
import { plainWords } from '../../src/understanding/secrets/plain.ts'
import { USUAL, usualTable } from '../../src/understanding/secrets/usual.ts'
import { MADE, SETS, TOLD } from './corpus.ts'
import type { Sample } from './corpus.ts'
import { samples } from './lines.ts'
import { dice } from './values.ts'

type Example = { slots: Int32Array; secret: boolean; weight: number }
type Read = { type: string; whole: boolean; examples: Example[] }

const ROOT = join(import.meta.dirname, '../..')
/** Where the table of usual words stands. */
const TABLE = join(ROOT, 'src/understanding/secrets/usual.txt')
/** Where the learned weights of the scorer of secrets stand. */
const WEIGHTS = join(ROOT, 'src/understanding/secrets/scorer.json')
/** Whole messages of others count more than templates, of which each stands here several times. */
const LINES_WEIGHT = 3
/** Whole messages that were looked at after they had been measured. The sets kept apart are not among them. */
const LEARNED = ['ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth', 'fifteenth', 'sixteenth']
/** Stories hold no secret and many numbers; there are far more of them. */
const STORY_WEIGHT = 0.3
const EPOCHS = 6
const RATE = 0.08
const DECAY = 1e-6

/** Plain words beside a value say what is none; there are many of them. */
const BESIDE_WEIGHT = 0.5
/** More words than the guard looks at teach what a harmless one looks like. */
const USUAL_MIN = 3
/** So many signs more than the value a Japanese stretch may cover and still count as found. */
const TOO_MUCH = 2

/** What there is to learn from one message: every candidate of the guard, and whether it is one of the planted values. */
function read({ text, values, type, persons = [] }: Sample, weight: number): Read {
  const folded = fold(text)
  const sorted = contexts(folded.lower)
  const talk = talks(folded.lower)
  const spoken = spokenNumbers(folded)
  const numbers = [...numberTokens(folded, sorted), ...spoken].sort((a, b) => a.start - b.start)
  const spans: { from: number; to: number; met: boolean; isPrivate: boolean }[] = []
  for (const value of values)
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
      spans.push({ from: at, to: at + value.length, met: false, isPrivate: persons.includes(value) })
  const examples: Example[] = []
  for (const candidate of candidates(folded, sorted, numbers, spoken, spokenParts(talk, sorted), Infinity, USUAL_MIN)) {
    const from = folded.from[candidate.start] ?? 0
    const to = folded.from[candidate.end] ?? 0
    const touched = spans.filter(span => span.from < to && span.to > from)
    let secret = touched.length > 0
    let share = 1
    if (isPlain(candidate.form)) {
      if (touched.some(({ isPrivate }) => isPrivate)) continue
      const whole = touched.some(
        span => from <= span.from && to >= span.to && to - from - (span.to - span.from) <= TOO_MUCH,
      )
      if (touched.length > 0 && !whole) {
        // A part of a value is left open in Latin; a Japanese stretch learns where to begin.
        if (candidate.form === 'plain') continue
        secret = false
      }
      if (values.length > 0 && !secret) share = BESIDE_WEIGHT
    } else if (values.length > 0 && touched.length === 0)
      // Beside a secret other values may be worth hiding, too: nothing is learned from them.
      continue
    if (secret) for (const span of touched) span.met = true
    const slots = SLOTS.slice(0, features(folded, sorted, talk, candidate))
    examples.push({ slots, secret, weight: weight * share })
  }
  return { type: type ?? '', whole: values.length > 0 && spans.every(({ met }) => met), examples }
}

type Learned = { bias: number; weights: Float64Array }

/** So many orders of the examples are learned in, and their weights averaged: what only one order makes of a word averages out. */
const ORDERS = [5, 6, 7, 8]

function learn(examples: readonly Example[]): Learned {
  const weights = new Float64Array(FEATURES)
  let bias = 0
  for (const seed of ORDERS) {
    const one = learnInOrder(examples, seed)
    bias += one.bias / ORDERS.length
    for (let slot = 0; slot < FEATURES; slot++)
      weights[slot] = (weights[slot] ?? 0) + (one.weights[slot] ?? 0) / ORDERS.length
  }
  return { bias, weights }
}

/** Logistic regression by AdaGrad in a fixed order, so that the same corpora give the same weights. */
function learnInOrder(examples: readonly Example[], seed: number): Learned {
  const order = [...examples]
  const roll = dice(seed)
  const weights = new Float64Array(FEATURES)
  const spent = new Float64Array(FEATURES).fill(1e-3)
  let bias = 0
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = roll(i + 1)
      const one = order[i]
      const other = order[j]
      if (one && other) [order[i], order[j]] = [other, one]
    }
    for (const { slots, secret, weight } of order) {
      const error = (1 / (1 + Math.exp(-score({ bias, weights }, slots))) - (secret ? 1 : 0)) * weight
      bias -= 0.01 * error
      for (const slot of slots) {
        const slope = error + DECAY * (weights[slot] ?? 0)
        const sum = (spent[slot] ?? 0) + slope * slope
        spent[slot] = sum
        weights[slot] = (weights[slot] ?? 0) - (RATE * slope) / Math.sqrt(sum)
      }
    }
  }
  return { bias, weights }
}

function score({ bias, weights }: Learned, slots: Int32Array): number {
  let sum = bias
  for (const slot of slots) sum += weights[slot] ?? 0
  return sum
}

function storyTexts(): string[] {
  const folder = join(ROOT, 'prompts/reader/examples')
  return readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .sort()
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { text: string }).text)
}

const stories = (): Read[] => storyTexts().map(text => read({ text, template: text, values: [] }, STORY_WEIGHT))

/** Counts in how many stories each word stands, and takes the table on at once: what is learned after it is learned with it. */
function learnUsual(): string {
  USUAL.fill(0)
  const counts = new Map<string, number>()
  for (const text of storyTexts()) {
    const folded = fold(text)
    const all = [{ start: 0, end: folded.lower.length }]
    const words = plainWords(folded, all, Infinity, 4).map(({ start, end }) => folded.lower.slice(start, end))
    words.push(...(folded.lower.match(/[a-z][a-z']*/g) ?? []))
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  USUAL.set(usualTable(counts))
  return `${Buffer.from(USUAL).toString('base64')}\n`
}

type Set = { name: string; planted: Read[]; harmless: Read[] }
const all = (reads: readonly Read[]): Example[] => reads.flatMap(({ examples }) => examples)
const least = ({ examples }: Read, learned: Learned): number =>
  Math.min(...examples.filter(({ secret }) => secret).map(({ slots }) => score(learned, slots)))
const most = ({ examples }: Read, learned: Learned): number =>
  Math.max(-Infinity, ...examples.map(({ slots }) => score(learned, slots)))

function readSets(): Set[] {
  const sets = [...SETS, MADE, TOLD].map(set => ({ ...set, weight: 1 }))
  const whole = LEARNED.map(name => ({ ...samples(name), weight: LINES_WEIGHT }))
  return [...sets, ...whole].map(({ name, planted, harmless, weight }) => ({
    name,
    planted: planted.map(sample => read(sample, weight)),
    harmless: harmless.map(sample => read({ ...sample, values: [] }, weight)),
  }))
}

/** What the file of the weights holds when it is learned from the corpora as they are: the same each time. */
function learnedFile(): string {
  const learned = learn([...readSets().flatMap(set => [...all(set.planted), ...all(set.harmless)]), ...all(stories())])
  const scale = 127 / learned.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const bytes = Int8Array.from(learned.weights, weight => Math.round(weight * scale))
  return `${JSON.stringify({ bias: learned.bias, scale, weights: Buffer.from(bytes.buffer).toString('base64') }, null, 2)}\n`
}

/** Learns without each set in turn and prints what would have been caught of it, and what taken for a secret wrongly. */
function leaveOneOut(): void {
  const sets = readSets()
  const told = all(stories())
  for (const held of sets) {
    const others = sets.filter(set => set !== held)
    const learned = learn([...others.flatMap(set => [...all(set.planted), ...all(set.harmless)]), ...told])
    const met = held.planted.filter(({ whole }) => whole)
    const line = [1, 2, 3].map(sure => {
      const caught = met.filter(one => least(one, learned) >= sure).length / met.length
      const wrong = held.harmless.filter(one => most(one, learned) >= sure).length / held.harmless.length
      return `odds ≥ ${sure}: ${(caught * 100).toFixed(1)} % caught, ${(wrong * 100).toFixed(2)} % false`
    })
    console.log(`${held.name}: of ${held.planted.length} it could judge ${met.length}; ${line.join('; ')}`)
  }
}

// `node test/corpora/learn.ts` writes the weights; with `--leave-one-out` it only prints.
if (import.meta.main) {
  const table = learnUsual()
  if (process.argv.includes('--leave-one-out')) leaveOneOut()
  else {
    writeFileSync(TABLE, table)
    writeFileSync(WEIGHTS, learnedFile())
  }
}

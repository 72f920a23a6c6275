import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { candidates } from '../../src/understanding/secrets/candidate.ts'
import { contexts } from '../../src/understanding/secrets/context.ts'
import { SLOTS, features } from '../../src/understanding/secrets/feature.ts'
import { FEATURES } from '../../src/understanding/secrets/hash.ts'
import { fold } from '../../src/understanding/secrets/fold.ts'
import { numberTokens } from '../../src/understanding/secrets/number.ts'
import { spokenNumbers } from '../../src/understanding/secrets/spoken.ts'
import { MADE, SETS } from './corpus.ts'
import type { Sample } from './corpus.ts'
import { samples } from './lines.ts'
import { dice } from './values.ts'

type Example = { slots: Int32Array; secret: boolean; weight: number }
type Read = { type: string; whole: boolean; examples: Example[] }

const ROOT = join(import.meta.dirname, '../..')
/** Where the learned weights of the scorer of secrets stand. */
const WEIGHTS = join(ROOT, 'src/understanding/secrets/scorer.json')
/** Whole messages that were looked at after they had been measured. The set kept apart is not among them. */
const LEARNED = ['ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth']
/** Stories hold no secret and many numbers; there are far more of them. */
const STORY_WEIGHT = 0.3
const EPOCHS = 6
const RATE = 0.08
const DECAY = 1e-6

/** What there is to learn from one message: every candidate of the guard, and whether it is one of the planted values. */
function read({ text, values, type }: Sample, weight: number): Read {
  const folded = fold(text)
  const sorted = contexts(folded.lower)
  const spoken = spokenNumbers(folded)
  const numbers = [...numberTokens(folded, sorted), ...spoken].sort((a, b) => a.start - b.start)
  const spans: { from: number; to: number; met: boolean }[] = []
  for (const value of values)
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
      spans.push({ from: at, to: at + value.length, met: false })
  const examples: Example[] = []
  for (const candidate of candidates(folded, sorted, numbers, spoken)) {
    const from = folded.from[candidate.start] ?? 0
    const to = folded.from[candidate.end] ?? 0
    const touched = spans.filter(span => span.from < to && span.to > from)
    for (const span of touched) span.met = true
    // Beside a secret other values may be worth hiding, too: nothing is learned from them.
    if (values.length > 0 && touched.length === 0) continue
    const slots = SLOTS.slice(0, features(folded, sorted, candidate))
    examples.push({ slots, secret: touched.length > 0, weight })
  }
  return { type: type ?? '', whole: values.length > 0 && spans.every(({ met }) => met), examples }
}

type Learned = { bias: number; weights: Float64Array }

/** Logistic regression by AdaGrad in a fixed order, so that the same corpora give the same weights. */
function learn(examples: readonly Example[]): Learned {
  const order = [...examples]
  const roll = dice(5)
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

const stories = (): Read[] => {
  const folder = join(ROOT, 'prompts/reader/examples')
  return readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .sort()
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { text: string }).text)
    .map(text => read({ text, template: text, values: [] }, STORY_WEIGHT))
}

type Set = { name: string; planted: Read[]; harmless: Read[] }
const all = (reads: readonly Read[]): Example[] => reads.flatMap(({ examples }) => examples)
const least = ({ examples }: Read, learned: Learned): number =>
  Math.min(...examples.filter(({ secret }) => secret).map(({ slots }) => score(learned, slots)))
const most = ({ examples }: Read, learned: Learned): number =>
  Math.max(-Infinity, ...examples.map(({ slots }) => score(learned, slots)))

function readSets(): Set[] {
  return [...SETS, MADE, ...LEARNED.map(samples)].map(({ name, planted, harmless }) => ({
    name,
    planted: planted.map(sample => read(sample, 1)),
    harmless: harmless.map(sample => read({ ...sample, values: [] }, 1)),
  }))
}

/** What the file of the weights holds when it is learned from the corpora as they are: the same each time. */
function learnedFile(): string {
  const learned = learn([...readSets().flatMap(set => [...all(set.planted), ...all(set.harmless)]), ...all(stories())])
  const scale = 127 / Math.max(...learned.weights.map(Math.abs))
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
  if (process.argv.includes('--leave-one-out')) leaveOneOut()
  else writeFileSync(WEIGHTS, learnedFile())
}

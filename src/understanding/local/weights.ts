import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BinaryModel, ClassModel, Scores } from './linear.ts'
import type { Told } from './told.ts'

/** Rules, scopes and concepts weigh by name; words weigh for one fact and value ("mail_flood true"). */
export type FactModel = BinaryModel & { words: ReadonlyMap<string, ReadonlyMap<string, number>> }

/** How sure before a fact counts; and for what would be wrong too often ("fact value") how sure instead. */
export type FactThresholds = { common: number; own: Readonly<Record<string, number>> }

/** What was learned from labelled examples; `prompts/reader/README.md` tells how it is made. */
export type Weights = {
  /** Is a fact that a rule read right? */
  facts: FactModel
  /** How sure before a fact counts, by the language it is told in. */
  factThresholds: Record<'ja' | 'en', FactThresholds>
  /** Is the text no incident at all? */
  none: BinaryModel
  /** Which pattern, given that it is an incident. */
  patterns: ClassModel
  /** What does a story like this state, wherever it says so? One class for each fact and value ("mail_flood true"), any may hold. */
  wholes: Scores
  /** A text whose probability of `none` reaches this is no incident; the more is told, the more clearly harm shows. */
  noneThresholds: Record<'ja' | 'en', Record<Told, number>>
  /** An incident whose likeliest pattern stays below this is `unknown`. */
  unknownThreshold: number
  /** Fact → pattern → how often that pattern is right, alone or among others, when the fact is told. */
  telling: Record<string, Record<string, number>>
}

/** Loads `weights.json`; without one (before the first training) every rule is believed and no pattern is known. */
export function openWeights(folder: string): Weights {
  const file = join(folder, 'weights.json')
  return existsSync(file) ? asWeights(readFileSync(file, 'utf8')) : untrained()
}

/** Weights before any training. */
export function untrained(): Weights {
  return {
    facts: { bias: 3, weights: new Map(), words: new Map() },
    factThresholds: { ja: { common: 0.5, own: {} }, en: { common: 0.5, own: {} } },
    none: { bias: -9, weights: new Map() },
    patterns: { classes: [], bias: [], weights: new Map(), sparse: new Map(), temperature: 1 },
    wholes: { classes: [], bias: [], weights: new Map(), sparse: new Map() },
    noneThresholds: {
      ja: { opening: 1.1, message: 1.1, retold: 1.1 },
      en: { opening: 1.1, message: 1.1, retold: 1.1 },
    },
    unknownThreshold: 0,
    telling: {},
  }
}

/** A map in the file: its names in one string, its values beside; opening it is many times faster than an object. */
type Listed = { names: string; values: unknown[] }
const BETWEEN = '\t'
/** Two digits are more than the data can tell apart: the file holds hundredths. */
const HUNDREDTHS = 100

const list = <T>(map: ReadonlyMap<string, T>, asValue: (value: T) => unknown): Listed => ({
  names: [...map.keys()].join(BETWEEN),
  values: [...map.values()].map(asValue),
})

function open<T, V>({ names, values }: Listed, asValue: (value: V) => T): Map<string, T> {
  const opened = new Map<string, T>()
  if (values.length === 0) return opened
  const keys = names.split(BETWEEN)
  for (let i = 0; i < keys.length; i++) opened.set(keys[i]!, asValue(values[i] as V))
  return opened
}

const scaled = (value: number): number => Math.round(value * HUNDREDTHS)
const unscaled = (value: number): number => value / HUNDREDTHS

/** The weights as the file holds them. */
export function asJson(weights: Weights): string {
  const { facts, none, patterns, wholes } = weights
  return JSON.stringify({
    ...weights,
    facts: {
      bias: facts.bias,
      weights: list(facts.weights, scaled),
      words: list(facts.words, words => list(words, scaled)),
    },
    none: { bias: none.bias, weights: list(none.weights, scaled) },
    patterns: listed(patterns),
    wholes: listed(wholes),
  })
}

type FiledScores<S extends Scores> = Omit<S, 'weights' | 'sparse'> & { weights: Listed; sparse: Listed }

const listed = <S extends Scores>(scores: S): FiledScores<S> => ({
  ...scores,
  weights: list(scores.weights, row => row.map(scaled)),
  sparse: list(scores.sparse, pairs => pairs.map((part, i) => (i % 2 === 0 ? part : scaled(part)))),
})

const opened = <S extends Scores>(scores: FiledScores<S>) => ({
  ...scores,
  weights: open(scores.weights, (row: number[]) => row.map(unscaled)),
  sparse: open(scores.sparse, (pairs: number[]) => pairs.map((part, i) => (i % 2 === 0 ? part : unscaled(part)))),
})

type Filed = Omit<Weights, 'facts' | 'none' | 'patterns' | 'wholes'> & {
  facts: { bias: number; weights: Listed; words: Listed }
  none: { bias: number; weights: Listed }
  patterns: FiledScores<Weights['patterns']>
  wholes: FiledScores<Weights['wholes']>
}

/** Reads what `asJson` wrote. */
export function asWeights(json: string): Weights {
  const { facts, none, patterns, wholes, ...rest } = JSON.parse(json) as Filed
  return {
    ...rest,
    facts: {
      bias: facts.bias,
      weights: open(facts.weights, unscaled),
      words: open(facts.words, (words: Listed) => open(words, unscaled)),
    },
    none: { bias: none.bias, weights: open(none.weights, unscaled) },
    patterns: opened(patterns),
    wholes: opened(wholes),
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BinaryModel, ClassModel } from './linear.ts'

/** Rules, scopes and concepts weigh by name; words weigh for one fact and value ("mail_flood true"). */
export type FactModel = BinaryModel & { words: ReadonlyMap<string, ReadonlyMap<string, number>> }

/** What was learned from labelled examples; `prompts/reader/README.md` tells how it is made. */
export type Weights = {
  /** Is a fact that a rule read right? */
  facts: FactModel
  /** How sure before a fact counts. */
  factThreshold: number
  /** "fact value" → how sure instead, for what would be wrong too often. */
  factThresholds: Record<string, number>
  /** Is the text no incident at all? */
  none: BinaryModel
  /** Which pattern, given that it is an incident. */
  patterns: ClassModel
  /** A text whose probability of `none` reaches this is no incident. */
  noneThreshold: number
  /** The same for a text that retells a course of events, where harm shows more clearly when there is some. */
  noneThresholdRetold: number
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
    factThreshold: 0.5,
    factThresholds: {},
    none: { bias: -9, weights: new Map() },
    patterns: { classes: [], bias: [], weights: new Map(), sparse: new Map(), temperature: 1 },
    noneThreshold: 1.1,
    noneThresholdRetold: 1.1,
    unknownThreshold: 0,
    telling: {},
  }
}

/** Every map of the weights is an object in the file. */
export function asJson(weights: Weights): string {
  return JSON.stringify(weights, (_key, value: unknown) => {
    if (value instanceof Map) return Object.fromEntries(value) as unknown
    // Two digits are more than the data can tell apart.
    return typeof value === 'number' ? Math.round(value * 100) / 100 : value
  })
}

const MAPS = new Set(['weights', 'words', 'sparse'])

export function asWeights(json: string): Weights {
  const weights = JSON.parse(json) as Weights
  const opened = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => [
        key,
        MAPS.has(key) ? new Map(Object.entries(value as object)) : (value as unknown),
      ]),
    ) as T
  const facts = opened(weights.facts)
  const words = new Map([...facts.words].map(([fact, known]) => [fact, new Map(Object.entries(known))] as const))
  return {
    ...weights,
    facts: { ...facts, words: words as FactModel['words'] },
    none: opened(weights.none),
    patterns: opened(weights.patterns),
  }
}

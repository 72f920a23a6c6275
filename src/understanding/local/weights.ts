import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BinaryModel, ClassModel } from './linear.ts'

/** Rules, scopes and concepts weigh by name; words weigh for one fact and value ("mail_flood true"). */
export type FactModel = BinaryModel & { words: Record<string, Record<string, number>> }

/** What was learned from labelled examples; `prompts/reader/README.md` tells how it is made. */
export type Weights = {
  /** Is a fact that a rule read right? */
  facts: FactModel
  /** How sure before a fact counts. */
  factThreshold: number
  /** Is the text no incident at all? */
  none: BinaryModel
  /** Which pattern, given that it is an incident. */
  patterns: ClassModel
  /** A text whose probability of `none` reaches this is no incident. */
  noneThreshold: number
  /** An incident whose likeliest pattern stays below this is `unknown`. */
  unknownThreshold: number
}

/** Loads `weights.json`; without one (before the first training) every rule is believed and no pattern is known. */
export function openWeights(folder: string): Weights {
  const file = join(folder, 'weights.json')
  if (!existsSync(file)) return untrained()
  return JSON.parse(readFileSync(file, 'utf8')) as Weights
}

/** Weights before any training. */
export function untrained(): Weights {
  return {
    facts: { bias: 3, weights: {}, words: {} },
    factThreshold: 0.5,
    none: { bias: -9, weights: {} },
    patterns: { classes: [], bias: [], weights: {}, temperature: 1 },
    noneThreshold: 1.1,
    unknownThreshold: 0,
  }
}

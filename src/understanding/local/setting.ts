import type { Analysis } from './analysis.ts'
import type { Candidate } from './candidates.ts'

/** What a concept said anywhere in the text weighs for a reading; another fact that may be read in it. */
export const TEXT_STRENGTH = 0.2
export const BESIDE_STRENGTH = 0.4

/**
 * The story around its readings: the patterns it looks like as a whole, the concepts said anywhere in it, the
 * statements (numbers in `RuleSet.statements`) that may be read in it. Each weighs for every fact and value by itself.
 */
export type Setting = {
  readonly likely: readonly string[]
  /** What a story like this states: log odds, by the classes of `Weights.wholes`; undefined where there is no story around. */
  readonly wholes: readonly number[] | undefined
  readonly concepts: readonly number[]
  readonly statements: readonly number[]
}

/** The setting of all readings of one text. */
export function settingOf(
  { hits }: Analysis,
  candidates: readonly Candidate[],
  likely: readonly string[],
  wholes: readonly number[] | undefined,
): Setting {
  const learned = candidates.filter(({ plain }) => plain === null)
  return {
    likely,
    wholes,
    concepts: [...new Set(hits.map(({ concept }) => concept))],
    statements: [...new Set(learned.map(({ statement }) => statement))],
  }
}

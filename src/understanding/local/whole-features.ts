import { rulesOf } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import type { Feature } from './linear.ts'
import type { RuleSet } from './rule-set.ts'

/** What rules read anywhere in a story, believed or not, weighs so much for what it states as a whole. */
export const READ_STRENGTH = 0.5

/** What rules read in a text: every statement, every rule with the value it gave; numbered, each by its name for learning. */
export type WholeFeatures = {
  readonly size: number
  nameOf(feature: number): string
  /** Each once. */
  of(candidates: readonly Candidate[]): readonly number[]
}

const VALUES = ['false', 'true']

/** Numbers the features that texts read by these rules can have. */
export function openWholeFeatures({ names, statements }: RuleSet): WholeFeatures {
  const list = [
    ...statements.map(stated => `reads ${stated}`),
    ...names.flatMap(rule => VALUES.map(value => `reads ${value} by ${rule}`)),
  ]
  return {
    size: list.length,
    nameOf: feature => list[feature]!,
    of(candidates) {
      const found = new Set<number>()
      for (const candidate of candidates) {
        found.add(candidate.statement)
        const value = candidate.value ? 1 : 0
        for (const rule of rulesOf(candidate)) found.add(statements.length + rule * VALUES.length + value)
      }
      return [...found]
    },
  }
}

/** The same by name. */
export const namedReadings = ({ of, nameOf }: WholeFeatures, candidates: readonly Candidate[]): Feature[] =>
  of(candidates).map(feature => ({ name: nameOf(feature), strength: READ_STRENGTH }))

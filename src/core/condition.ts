import { factValue } from './case.ts'
import type { Case } from './case.ts'
import type { Condition } from './playbook.ts'

/**
 * Whether a list-of-facts condition holds for what is known now; an empty condition always holds.
 * Written as plain loops: choosing the next question asks this some ten thousand times.
 */
export function holds(condition: Condition, state: Case): boolean {
  for (const fact of condition.all) if (factValue(state, fact) !== true) return false
  for (const fact of condition.none) if (factValue(state, fact) === true) return false
  for (const fact of condition.denied) if (factValue(state, fact) !== false) return false
  for (const fact of condition.undenied) if (factValue(state, fact) === false) return false
  if (condition.any.length === 0) return true
  for (const fact of condition.any) if (factValue(state, fact) === true) return true
  return false
}

/** Every fact a condition looks at. */
export const factsOf = (condition: Condition) => [
  ...condition.all,
  ...condition.any,
  ...condition.none,
  ...condition.denied,
  ...condition.undenied,
]

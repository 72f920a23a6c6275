import { factValue } from './case.ts'
import type { Case } from './case.ts'
import type { Condition } from './playbook.ts'

/** Whether a list-of-facts condition holds for what is known now; an empty condition always holds. */
export function holds(condition: Condition, state: Case): boolean {
  return (
    condition.all.every(fact => factValue(state, fact) === true) &&
    (condition.any.length === 0 || condition.any.some(fact => factValue(state, fact) === true)) &&
    condition.none.every(fact => factValue(state, fact) !== true) &&
    condition.denied.every(fact => factValue(state, fact) === false)
  )
}

/** Every fact a condition looks at. */
export const factsOf = (condition: Condition) => [
  ...condition.all,
  ...condition.any,
  ...condition.none,
  ...condition.denied,
]

import type { Case, Known } from './case.ts'
import type { FactId } from './ids.ts'
import type { Condition } from './playbook.ts'

/**
 * The facts of a case for looking up very many of them, most of which are not known: a map says so several times as fast as a
 * plain object does.
 */
export type KnownFacts = ReadonlyMap<FactId, Known>

const maps = new WeakMap<Case['facts'], KnownFacts>()

/** Facts never change in place, so their map is drawn up once. */
export function knownFacts({ facts }: Case): KnownFacts {
  let map = maps.get(facts)
  if (!map) maps.set(facts, (map = new Map(Object.entries(facts) as [FactId, Known][])))
  return map
}

/**
 * Whether a list-of-facts condition holds for what is known now; an empty condition always holds.
 * Written as plain loops: choosing the next question asks this some thousand times.
 */
export function holds({ all, any, none, denied, undenied }: Condition, known: KnownFacts): boolean {
  for (const fact of all) if (known.get(fact)?.value !== true) return false
  for (const fact of none) if (known.get(fact)?.value === true) return false
  for (const fact of denied) if (known.get(fact)?.value !== false) return false
  for (const fact of undenied) if (known.get(fact)?.value === false) return false
  if (any.length === 0) return true
  for (const fact of any) if (known.get(fact)?.value === true) return true
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

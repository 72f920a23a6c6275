import { believed, stating } from './belief.ts'
import type { Belief } from './belief.ts'
import type { FactThresholds } from './weights.ts'

/** What a story says, and what would be believed of it, by weights that have not seen it. */
export type Unseen = { facts: Record<string, unknown>; beliefs: Belief[] }

/** Right and read facts at a threshold, each fact by itself. */
function tallies(unseen: readonly Unseen[], common: number): Map<string, { right: number; read: number }> {
  const tally = new Map<string, { right: number; read: number }>()
  for (const { facts, beliefs } of unseen) {
    for (const { candidate } of believed(beliefs, { common, own: {} })) {
      const key = stating(candidate)
      let known = tally.get(key)
      if (known === undefined) tally.set(key, (known = { right: 0, read: 0 }))
      known.read++
      if (facts[candidate.fact] === candidate.value) known.right++
    }
  }
  return tally
}

/** A fact and value read fewer times than this has no precision of its own. */
const LEAST_READ = 6
/** A fact may be this much less precise than all facts together before it gets a higher threshold of its own. */
const LENIENCE = 0.08

/**
 * The lowest threshold at which this share of the facts that count is right; and for facts that are wrong too often
 * even there, the higher one at which they are worth most.
 */
export function thresholdsFor(unseen: readonly Unseen[], precision: number): FactThresholds {
  const steps = Array.from({ length: 46 }, (_, i) => Math.round((0.52 + i / 100) * 100) / 100)
  const byStep = steps.map(step => ({ step, tally: tallies(unseen, step) }))
  const share = (parts: Iterable<{ right: number; read: number }>): number => {
    let right = 0
    let read = 0
    for (const part of parts) {
      right += part.right
      read += part.read
    }
    return read === 0 ? 1 : right / read
  }
  const chosen = byStep.find(({ tally }) => share(tally.values()) >= precision) ?? byStep.at(-1)!
  const own: Record<string, number> = {}
  const gold = new Map<string, number>()
  for (const { facts } of unseen) {
    for (const [id, value] of Object.entries(facts)) {
      const key = `${id} ${String(value)}`
      gold.set(key, (gold.get(key) ?? 0) + 1)
    }
  }
  for (const [key, atChosen] of chosen.tally) {
    if (atChosen.read < LEAST_READ || share([atChosen]) >= precision - LENIENCE) continue
    const told = gold.get(key) ?? 0
    let best = chosen.step
    let bestWorth = -1
    for (const { step, tally } of byStep) {
      const worth = worthOf(tally.get(key), told)
      if (step >= chosen.step && worth > bestWorth) {
        best = step
        bestWorth = worth
      }
    }
    if (best > chosen.step) own[key] = best
  }
  return { common: chosen.step, own }
}

/** How good what was read is (F-measure): its precision counts more than how much of what was told it is. */
function worthOf(tally: { right: number; read: number } | undefined, told: number): number {
  if (tally === undefined || tally.read === 0) return 0
  return ((1 + PRECISION_FIRST) * tally.right) / (tally.read + PRECISION_FIRST * told)
}
/** Square of beta: precision counts twice as much as recall. */
const PRECISION_FIRST = 0.25

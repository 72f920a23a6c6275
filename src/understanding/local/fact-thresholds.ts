import { believed, stating } from './belief.ts'
import type { Belief } from './belief.ts'
import type { Weights } from './weights.ts'

/** What a story says, and what would be believed of it, by weights that have not seen it. */
export type Unseen = { facts: Record<string, unknown>; beliefs: Belief[] }

/** Right and read facts at a threshold, each fact by itself. */
function tallies(unseen: readonly Unseen[], factThreshold: number): Map<string, { right: number; read: number }> {
  const tally = new Map<string, { right: number; read: number }>()
  for (const { facts, beliefs } of unseen) {
    for (const { candidate } of believed(beliefs, { factThreshold, factThresholds: {} })) {
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
 * even there, a higher one.
 */
export function thresholdsFor(
  unseen: readonly Unseen[],
  precision: number,
): Pick<Weights, 'factThreshold' | 'factThresholds'> {
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
  const factThresholds: Record<string, number> = {}
  for (const [key, atChosen] of chosen.tally) {
    if (atChosen.read < LEAST_READ || share([atChosen]) >= precision - LENIENCE) continue
    const higher = byStep.find(({ step, tally }) => {
      const known = tally.get(key)
      return step > chosen.step && (known === undefined || share([known]) >= precision - LENIENCE)
    })
    factThresholds[key] = higher?.step ?? 0.98
  }
  return { factThreshold: chosen.step, factThresholds }
}

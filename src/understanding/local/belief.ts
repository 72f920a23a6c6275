import type { Candidate } from './candidates.ts'
import type { FactThresholds } from './weights.ts'

/** A reading of a fact and how likely it is right. */
export type Belief = { candidate: Candidate; probability: number }

/** A reading of the opposite value this likely makes a fact doubtful, unless it is surer than `SURE_DESPITE`. */
const CONTRADICTED = 0.15
const SURE_DESPITE = 0.93
/** Of two readings whose probabilities differ by no more, the one told first counts. */
const NEARLY_AS_SURE = 0.03
/** How sure a phrase is that states a fact by itself; no threshold is above it. */
const PLAINLY_TOLD = 0.99

/** The fact and the value that a candidate states, as the learned thresholds name it. */
export function stating({ stated }: Candidate): string {
  return stated
}

/** Weighs every candidate once; a plain rule needs no weight. */
export function beliefsOf(candidates: readonly Candidate[], trust: (candidate: Candidate) => number): Belief[] {
  return candidates.map(candidate => {
    if (candidate.plain === null) return { candidate, probability: trust(candidate) }
    return { candidate, probability: candidate.plain === 'told' ? PLAINLY_TOLD : 0 }
  })
}

/** Of the readings of a fact the likeliest counts, when it is likely enough and no other contradicts it; in the order told. */
export function believed(beliefs: readonly Belief[], { common, own }: FactThresholds): Belief[] {
  const best = new Map<string, Belief>()
  for (const belief of beliefs) {
    const { candidate, probability } = belief
    const known = best.get(candidate.fact)
    const lead = known?.candidate.value === candidate.value ? NEARLY_AS_SURE : 0
    if (known === undefined || probability > known.probability + lead) best.set(candidate.fact, belief)
  }
  const against = new Map<string, number>()
  for (const { candidate, probability } of beliefs) {
    if (best.get(candidate.fact)!.candidate.value === candidate.value) continue
    against.set(candidate.fact, Math.max(against.get(candidate.fact) ?? 0, probability))
  }
  return [...best.values()]
    .filter(({ candidate, probability }) => {
      if (probability < Math.max(common, own[stating(candidate)] ?? 0)) return false
      const isContradicted = (against.get(candidate.fact) ?? 0) >= CONTRADICTED
      return !isContradicted || !candidate.value || probability >= SURE_DESPITE
    })
    .sort((a, b) => a.candidate.start - b.candidate.start)
}

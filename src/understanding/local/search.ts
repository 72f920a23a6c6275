import type { PlacedHit } from './analysis.ts'
import type { NumberedRule } from './rule-set.ts'

/** A concept said more often in one sentence than this adds nothing; keeps hostile text linear. */
const MOST_HITS = 6

/** What one sentence says, by concept; used again for the next one. */
export class Sentence {
  readonly #hits: (PlacedHit[] | undefined)[]
  /** The concepts said, in the order they are said first. */
  readonly concepts: number[] = []
  constructor(concepts: number) {
    this.#hits = Array.from({ length: concepts })
  }
  add(hit: PlacedHit): void {
    const hits = (this.#hits[hit.concept] ??= [])
    if (hits.length === 0) this.concepts.push(hit.concept)
    if (hits.length < MOST_HITS) hits.push(hit)
  }
  /** Where it says a concept. */
  of(concept: number): readonly PlacedHit[] {
    return this.#hits[concept] ?? []
  }
  clear(): void {
    for (const concept of this.concepts) this.#hits[concept]!.length = 0
    this.concepts.length = 0
  }
}

/** One hit for each term of the rule, as close together as the sentence has them; null when it is not fulfilled. */
export function tightest(rule: NumberedRule, sentence: Sentence, windowChars: number): PlacedHit[] | null {
  for (const concept of rule.withoutNearby) if (sentence.of(concept).length > 0) return null
  const choices = rule.terms.map(term => choicesOf(term, sentence))
  let best: PlacedHit[] | null = null
  let bestSpan = windowChars + 1
  for (const anchor of choices[0]!) {
    const chosen = [anchor]
    let { start, end } = anchor
    for (let i = 1; i < choices.length; i++) {
      const nearest = nearestTo(start, end, choices[i]!, chosen)
      if (nearest === null) break
      start = Math.min(start, nearest.start)
      end = Math.max(end, nearest.end)
      if (end - start > windowChars) break
      chosen.push(nearest)
    }
    if (chosen.length === choices.length && end - start < bestSpan) {
      best = chosen
      bestSpan = end - start
    }
  }
  if (best === null) return null
  for (const concept of rule.without) {
    for (const { clause } of sentence.of(concept)) if (best.some(hit => hit.clause === clause)) return null
  }
  return best
}

function choicesOf(term: readonly number[], sentence: Sentence): readonly PlacedHit[] {
  if (term.length === 1) return sentence.of(term[0]!)
  const hits: PlacedHit[] = []
  for (const concept of term) {
    for (const hit of sentence.of(concept)) if (hits.length < MOST_HITS) hits.push(hit)
  }
  return hits
}

/** The hit that makes the stretch so far least wide; the first of several. */
function nearestTo(
  start: number,
  end: number,
  hits: readonly PlacedHit[],
  chosen: readonly PlacedHit[],
): PlacedHit | null {
  let nearest: PlacedHit | null = null
  let nearestSpan = Infinity
  for (const hit of hits) {
    const span = Math.max(end, hit.end) - Math.min(start, hit.start)
    if (span >= nearestSpan) continue
    if (chosen.some(other => other.start < hit.end && hit.start < other.end)) continue
    nearest = hit
    nearestSpan = span
  }
  return nearest
}

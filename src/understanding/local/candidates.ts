import type { Analysis, PlacedHit } from './analysis.ts'
import type { Rule } from './rules.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A fact that a rule reads out of a clause; whether it is believed is for the learned weights. */
export type Candidate = {
  fact: string
  value: boolean
  /** Read by a plain rule, which no weight judges; whether its clause tells of something that happened. */
  plain: 'told' | 'not told' | null
  /** What is true of this reading: the rules, the scopes of its clause, negation. */
  features: readonly string[]
  /** What else its clauses say; weighed for this fact and value. */
  around: Around
  start: number
  end: number
  clause: number
}

/** The concepts that stand in a stretch of text, by name; readings of the same clauses share one. */
export type Around = { said: readonly string[]; start: number; end: number }

/** How far apart the concepts of one rule may stand, in characters. */
const WINDOW_CHARS = { ja: 42, en: 95 } as const
/** How far a negation reaches, in characters: after a Japanese predicate, before an English one. */
const NEGATION_CHARS = { ja: 14, en: 48 } as const
/** How far after a single English concept a negation may stand, in characters. */
const NEGATION_AFTER_CHARS = 22
/** A concept said more often in one sentence than this adds nothing; keeps hostile text linear. */
const MOST_HITS = 6

/** Concepts and characters of one clause that are looked at; more is no clause a person writes. */
const MOST_SAID = 40
export const MOST_GRAM_CHARS = 160
/** What a word of the clause weighs beside a rule. */
export const WORD_STRENGTH = 0.3

/** Scopes in which a plain phrase does not tell that something happened to the writer. */
const NOT_TOLD = ['question', 'hypothetical', 'advice', 'general', 'future', 'fiction', 'acquaintance', 'past_other']

const PLACES = [0, 1, 2, 3, 4].map(count => `places ${count}`)
const WIDE = [0, 1, 2, 3, 4].map(quarter => `wide ${quarter}`)

/**
 * `a b`, the same string each time: names are made of a few hundred parts, and looking up a string made anew costs more
 * than all the rest of a reading.
 */
function joined(a: string, b: string): string {
  let known = JOINED.get(a)
  if (known === undefined) JOINED.set(a, (known = new Map<string, string>()))
  let name = known.get(b)
  if (name === undefined) known.set(b, (name = `${a} ${b}`))
  return name
}
const JOINED = new Map<string, Map<string, string>>()

type Reading = Pick<Candidate, 'fact' | 'value' | 'plain' | 'start' | 'end' | 'clause'> & { names: Set<string> }

/**
 * Runs every rule over every sentence; readings of one fact in one clause become one candidate.
 */
export function findCandidates(analysis: Analysis, rules: readonly Rule[], vocabulary: Vocabulary): Candidate[] {
  const readings = new Map<string, Reading>()
  const buckets: PlacedHit[][] = Array.from({ length: vocabulary.names.length }, () => [])
  let at = 0
  for (let sentence = 0; sentence + 1 < analysis.sentences.length; sentence++) {
    const lastClause = analysis.sentences[sentence + 1]!
    const touched: number[] = []
    while (at < analysis.hits.length && analysis.hits[at]!.clause < lastClause) {
      const hit = analysis.hits[at++]!
      const bucket = buckets[hit.concept]!
      if (bucket.length === 0) touched.push(hit.concept)
      if (bucket.length < MOST_HITS) bucket.push(hit)
    }
    if (touched.length > 0) {
      for (const rule of possible(rules, touched)) {
        const found = tightest(rule, buckets, WINDOW_CHARS[analysis.lang])
        if (found === null) continue
        for (const reading of asReadings(analysis, rule, found, sentence)) {
          const key = joined(reading.fact, String(reading.value)) + (rule.isPlain ? '!' : '') + reading.clause
          const known = readings.get(key)
          if (known === undefined) {
            readings.set(key, reading)
            continue
          }
          if (reading.plain === 'told') known.plain = 'told'
          for (const name of reading.names) known.names.add(name)
          known.names.add('several rules')
          known.start = Math.max(known.start, reading.start)
        }
      }
    }
    for (const concept of touched) buckets[concept]!.length = 0
  }
  return withContext(analysis, vocabulary, [...readings.values()])
}

/** The rules whose first term one of these concepts can fulfil, in the order they are written. */
function possible(rules: readonly Rule[], concepts: readonly number[]): Rule[] {
  let index = BY_FIRST.get(rules)
  if (index === undefined) {
    index = new Map<number, number[]>()
    for (const [at, rule] of rules.entries()) {
      for (const concept of rule.terms[0]!) {
        const known = index.get(concept)
        if (known === undefined) index.set(concept, [at])
        else known.push(at)
      }
    }
    BY_FIRST.set(rules, index)
  }
  const chosen = new Set<number>()
  for (const concept of concepts) for (const at of index.get(concept) ?? []) chosen.add(at)
  return [...chosen].sort((a, b) => a - b).map(at => rules[at]!)
}
const BY_FIRST = new WeakMap<readonly Rule[], Map<number, number[]>>()

/** Adds what surrounds each reading: the other readings of the fact, the concepts of the clause. */
function withContext(analysis: Analysis, vocabulary: Vocabulary, readings: readonly Reading[]): Candidate[] {
  const places = new Map<string, number>()
  for (const { fact, value, plain } of readings) {
    if (plain !== null) continue
    const key = joined(fact, String(value))
    places.set(key, (places.get(key) ?? 0) + 1)
  }
  const known = new Map<number, Around>()
  let at = 0
  return readings
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ fact, value, plain, names, start, end, clause }) => {
      const features = [...names]
      if (plain !== null) return { fact, value, plain, features, around: NOTHING_AROUND, start, end, clause }
      features.push(PLACES[Math.min(4, places.get(joined(fact, String(value)))!)]!)
      if (places.has(joined(fact, String(!value)))) features.push('opposed', joined('opposed', fact))
      while (at < analysis.hits.length && analysis.hits[at]!.start < start) at++
      const key = start * SPAN + end
      let around = known.get(key)
      if (around === undefined) {
        const said = new Set<number>()
        for (let i = at; i < analysis.hits.length && analysis.hits[i]!.start < end && said.size < MOST_SAID; i++) {
          said.add(analysis.hits[i]!.concept)
        }
        known.set(key, (around = { said: Array.from(said, concept => vocabulary.names[concept]!), start, end }))
      }
      return { fact, value, plain, features, around, start, end, clause }
    })
}

const NOTHING_AROUND: Around = { said: [], start: 0, end: 0 }
/** More than any text has characters. */
const SPAN = 1 << 20

function tightest(rule: Rule, buckets: readonly PlacedHit[][], window: number): PlacedHit[] | null {
  if (rule.withoutNearby.some(concept => buckets[concept]!.length > 0)) return null
  const choices: PlacedHit[][] = []
  for (const term of rule.terms) {
    const hits: PlacedHit[] = []
    for (const concept of term) hits.push(...buckets[concept]!)
    if (hits.length === 0) return null
    choices.push(hits.length > MOST_HITS ? hits.slice(0, MOST_HITS) : hits)
  }
  let best: PlacedHit[] | null = null
  let bestSpan = window + 1
  for (const anchor of choices[0]!) {
    const chosen = [anchor]
    let start = anchor.start
    let end = anchor.end
    for (let i = 1; i < choices.length && chosen.length === i; i++) {
      let nearest: PlacedHit | null = null
      let nearestSpan = Infinity
      for (const hit of choices[i]!) {
        if (chosen.some(other => other.start < hit.end && hit.start < other.end)) continue
        const span = Math.max(end, hit.end) - Math.min(start, hit.start)
        if (span < nearestSpan) {
          nearest = hit
          nearestSpan = span
        }
      }
      if (nearest === null || nearestSpan > window) break
      chosen.push(nearest)
      start = Math.min(start, nearest.start)
      end = Math.max(end, nearest.end)
    }
    if (chosen.length === choices.length && end - start < bestSpan) {
      best = chosen
      bestSpan = end - start
    }
  }
  if (best === null) return null
  const clauses = new Set(best.map(hit => hit.clause))
  for (const concept of rule.without) {
    if (buckets[concept]!.some(hit => clauses.has(hit.clause))) return null
  }
  return best
}

function asReadings(analysis: Analysis, rule: Rule, found: PlacedHit[], sentence: number): Reading[] {
  const { clauses, lang, scopes } = analysis
  const start = Math.min(...found.map(hit => hit.start))
  const end = Math.max(...found.map(hit => hit.end))
  const last = found.reduce((a, b) => (b.start > a.start ? b : a))
  const first = found.reduce((a, b) => (b.start < a.start ? b : a))
  const inside = (hit: PlacedHit): boolean => found.some(other => other.start < hit.end && hit.start < other.end)
  const reach = NEGATION_CHARS[lang]
  const negations = analysis.negations.filter(hit => {
    if (inside(hit)) return false
    if (lang === 'ja') return hit.clause === last.clause && hit.start >= last.end - 1 && hit.start <= last.end + reach
    // "my card hadn't been used": of a thing alone the negation may follow.
    const until = rule.terms.length === 1 ? last.end + NEGATION_AFTER_CHARS : last.start
    return hit.clause >= first.clause && hit.clause <= last.clause && hit.start < until && hit.start >= start - reach
  }).length
  const isNegated = negations % 2 === 1
  // A "not" beside it that this rule does not take for its own may still be meant of it.
  const hasLooseNegation =
    negations === 0 &&
    analysis.negations.some(hit => hit.clause >= first.clause && hit.clause <= last.clause && !inside(hit))
  let stated = rule.sign !== 'denies'
  if (isNegated && rule.sign === 'turns') stated = !stated
  const clause = last.clause
  const marks = new Set<string>()
  for (let i = first.clause; i <= last.clause; i++) for (const scope of scopes[i]!) marks.add(scope)
  const isTold = !NOT_TOLD.some(scope => marks.has(scope) && !rule.allowed.includes(scope))
  const plain = rule.isPlain ? (isTold ? 'told' : 'not told') : null
  const around = new Set<string>()
  for (let i = analysis.sentences[sentence]!; i < analysis.sentences[sentence + 1]!; i++) {
    for (const scope of scopes[i]!) if (!marks.has(scope)) around.add(joined('~', scope))
  }
  const neighbour = scopes[first.clause - 1]
  if (neighbour !== undefined) for (const scope of neighbour) if (!marks.has(scope)) around.add(joined('<', scope))
  return rule.facts.map(({ id, inverse }) => {
    const value = inverse ? !stated : stated
    const said = String(value)
    const named = joined('rule', rule.name)
    const features = new Set<string>([
      joined(joined('fact', id), said),
      named,
      joined(named, said),
      joined('lang', lang),
    ])
    const add = (...names: string[]): void => names.forEach(name => features.add(name))
    for (const mark of [...marks, ...around]) {
      const marked = joined('mark', mark)
      add(marked)
      if (!mark.startsWith('<')) add(joined(marked, said), joined(marked, id))
    }
    if (isNegated) add('negated', joined('negated', rule.sign), joined('negated', id))
    if (negations > 1) add('negated twice')
    if (hasLooseNegation) add('loose negation', joined('loose negation', said), joined('loose negation', id))
    if (first.clause !== last.clause) add('across clauses')
    if (last.clause - first.clause > 1) add('across many clauses')
    add(WIDE[Math.min(4, Math.floor(((end - start) * 4) / WINDOW_CHARS[lang]))]!)
    return {
      fact: id,
      value,
      plain,
      names: features,
      start: clauses[first.clause]!.start,
      end: clauses[clause]!.end,
      clause,
    }
  })
}

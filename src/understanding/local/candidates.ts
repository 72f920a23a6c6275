import type { Analysis, PlacedHit } from './analysis.ts'
import { Sentence, tightest } from './search.ts'
import type { NumberedRule, RuleSet } from './rule-set.ts'

/** One place where a rule is fulfilled; what is true of it is told by `reading-features.ts`. */
export type Reading = {
  readonly rule: NumberedRule
  readonly sentence: number
  /** The clauses its concepts stand in. */
  readonly first: number
  readonly last: number
  readonly negations: number
  /** A "not" beside it that the rule does not take for its own may still be meant of it. */
  readonly hasLooseNegation: boolean
  /** How far apart its concepts stand, in quarters of what is allowed. */
  readonly quarters: number
}

/** A fact that rules read out of a clause; whether it is believed is for the learned weights. */
export type Candidate = {
  fact: string
  value: boolean
  /** The number of fact and value in `RuleSet.statements`, and their name there. */
  statement: number
  stated: string
  /** Read by a plain rule, which no weight judges; whether its clause tells of something that happened. */
  plain: 'told' | 'not told' | null
  readings: Reading[]
  /** How many clauses state the same, this one among them; whether one states the opposite. */
  places: number
  isOpposed: boolean
  /** What else its clauses say; weighed for this fact and value. */
  around: Around
  start: number
  end: number
  clause: number
}

/** The rules that read a candidate, by their places in `RuleSet.names`, each once. */
export function rulesOf({ readings }: Candidate): number[] {
  return readings.length === 1 ? [readings[0]!.rule.name] : [...new Set(readings.map(({ rule }) => rule.name))]
}

/** The concepts that stand in a stretch of text; readings of the same clauses share one. */
export type Around = { said: readonly number[]; start: number; end: number }

/** How far apart the concepts of one rule may stand, in characters. */
const WINDOW_CHARS = { ja: 42, en: 95 } as const
/** How far a negation reaches, in characters: after a Japanese predicate, before an English one. */
const NEGATION_CHARS = { ja: 14, en: 48 } as const
/** How far after a single English concept a negation may stand, in characters. */
const NEGATION_AFTER_CHARS = 22

/** Concepts and characters of one clause that are looked at; more is no clause a person writes. */
const MOST_SAID = 40
export const MOST_GRAM_CHARS = 160
/** What a word of the clause weighs beside a rule. */
export const WORD_STRENGTH = 0.3

/** Runs every rule over every sentence; readings of one fact in one clause become one candidate. */
export function findCandidates(analysis: Analysis, rules: RuleSet): Candidate[] {
  const found = new Map<number, Candidate>()
  const sentence = new Sentence(rules.vocabulary.names.length)
  let at = 0
  for (let number = 0; number + 1 < analysis.sentences.length; number++) {
    const next = analysis.sentences[number + 1]!
    for (; at < analysis.hits.length && analysis.hits[at]!.clause < next; at++) sentence.add(analysis.hits[at]!)
    if (sentence.concepts.length === 0) continue
    for (const place of rules.possible(sentence.concepts)) {
      const rule = rules.rules[place]!
      const hits = tightest(rule, sentence, WINDOW_CHARS[analysis.lang])
      if (hits !== null) read(analysis, rules, rule, hits, number, found)
    }
    sentence.clear()
  }
  return withContext(analysis, rules, [...found.values()])
}

/** Adds what a fulfilled rule states to the candidates found so far. */
function read(
  analysis: Analysis,
  { facts, statements }: RuleSet,
  rule: NumberedRule,
  hits: readonly PlacedHit[],
  sentence: number,
  found: Map<number, Candidate>,
): void {
  const reading = readingOf(analysis, rule, hits, sentence)
  let stated = rule.sign !== 'denies'
  if (reading.negations % 2 === 1 && rule.sign === 'turns') stated = !stated
  const clause = reading.last
  const { start } = analysis.clauses[reading.first]!
  let marks = 0
  for (let i = reading.first; i <= reading.last; i++) marks |= analysis.masks[i]!
  const plain = rule.isPlain ? ((marks & rule.notTold) === 0 ? 'told' : 'not told') : null
  for (const { fact, inverse } of rule.facts) {
    const value = inverse ? !stated : stated
    const statement = fact * 2 + (value ? 1 : 0)
    const key = (clause * statements.length + statement) * 2 + (rule.isPlain ? 1 : 0)
    const known = found.get(key)
    if (known !== undefined) {
      if (plain === 'told') known.plain = 'told'
      known.readings.push(reading)
      known.start = Math.max(known.start, start)
      continue
    }
    found.set(key, {
      fact: facts[fact]!,
      value,
      statement,
      stated: statements[statement]!,
      plain,
      readings: [reading],
      places: 0,
      isOpposed: false,
      around: NOTHING_AROUND,
      start,
      end: analysis.clauses[clause]!.end,
      clause,
    })
  }
}

function readingOf(analysis: Analysis, rule: NumberedRule, hits: readonly PlacedHit[], sentence: number): Reading {
  const { lang, negations, negationsFrom } = analysis
  let first = hits[0]!
  let last = first
  let end = first.end
  for (const hit of hits) {
    if (hit.start < first.start) first = hit
    if (hit.start > last.start) last = hit
    if (hit.end > end) end = hit.end
  }
  const { start } = first
  const reach = NEGATION_CHARS[lang]
  // "My card hadn't been used": of a thing alone the negation may follow.
  const until = rule.terms.length === 1 ? last.end + NEGATION_AFTER_CHARS : last.start
  let own = 0
  let all = 0
  for (let i = negationsFrom[first.clause]!; i < negationsFrom[last.clause + 1]!; i++) {
    const negation = negations[i]!
    if (overlapsAny(negation, hits)) continue
    all++
    const at = negation.start
    const isOwn =
      lang === 'ja'
        ? negation.clause === last.clause && at >= last.end - 1 && at <= last.end + reach
        : at < until && at >= start - reach
    if (isOwn) own++
  }
  return {
    rule,
    sentence,
    first: first.clause,
    last: last.clause,
    negations: own,
    hasLooseNegation: own === 0 && all > 0,
    quarters: Math.min(4, Math.floor(((end - start) * 4) / WINDOW_CHARS[lang])),
  }
}

function overlapsAny(hit: PlacedHit, others: readonly PlacedHit[]): boolean {
  for (const other of others) if (other.start < hit.end && hit.start < other.end) return true
  return false
}

/** Adds what surrounds each candidate: the other readings of the fact, the concepts of the clause; in the order told. */
function withContext(analysis: Analysis, rules: RuleSet, candidates: Candidate[]): Candidate[] {
  const { hits } = analysis
  const places = new Int32Array(rules.statements.length)
  for (const { statement, plain } of candidates) if (plain === null) places[statement]!++
  const known = new Map<number, Around>()
  // Where a concept was seen last: the stretch's number, so that nothing is cleared between.
  const seen = new Int32Array(rules.vocabulary.names.length)
  let at = 0
  candidates.sort((a, b) => a.start - b.start || a.end - b.end)
  for (const candidate of candidates) {
    const { statement, plain, start, end } = candidate
    if (plain !== null) continue
    candidate.places = places[statement]!
    candidate.isOpposed = places[statement ^ 1]! > 0
    while (at < hits.length && hits[at]!.start < start) at++
    const key = start * SPAN + end
    let around = known.get(key)
    if (around === undefined) {
      const said: number[] = []
      for (let i = at; i < hits.length && hits[i]!.start < end && said.length < MOST_SAID; i++) {
        const { concept } = hits[i]!
        if (seen[concept] === known.size + 1) continue
        seen[concept] = known.size + 1
        said.push(concept)
      }
      known.set(key, (around = { said, start, end }))
    }
    candidate.around = around
  }
  return candidates
}

const NOTHING_AROUND: Around = { said: [], start: 0, end: 0 }
/** More than any text has characters. */
const SPAN = 1 << 20

import type { Case } from './case.ts'
import { knownFacts } from './condition.ts'
import type { FactSource } from './events.ts'
import type { FactId, PatternId } from './ids.ts'
import type { Pattern, Playbook } from './playbook.ts'
import { TYPICAL_PROBABILITY } from './playbook.ts'

/**
 * Which documented attack is it. Patterns compete: each adds up the log-odds a reading of the text gave it and, for every fact known, how much likelier that
 * value is under the pattern than among all who write to us. What is not known moves nothing; what is absent ("no code
 * came") counts through the same numbers.
 */

export type Likely = {
  readonly pattern: PatternId
  readonly probability: number
  /** The log-odds the probability comes from. */
  readonly logit: number
}

/** From here on a pattern's steps are in the plan. */
export const HOLDS_FROM = 0.5
/** A second pattern joins the plan only when it is this likely by itself: a takeover and a mail bomb may both hold. */
const JOINS_FROM = 0.6
const MAX_HOLDING = 3
/**
 * Signs that fit any account count less for a pattern of another service than the one the person named. What only one pattern
 * shows (a "verify" bot that asks for the code of another account) fits no other and counts in full.
 */
const OTHER_SERVICE_WEIGHT = 0.4
/** What was only assumed, for safety or from another fact that has its own weight, says nothing of which attack it is. */
const WEIGHTLESS: ReadonlySet<FactSource> = new Set(['caution', 'implied'])
const UNREAD_LOGIT = -4.2
const CHOSEN_LOGIT = 4
const REJECTED_LOGIT = -6

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

const evidence = (typical: number, base: number, value: boolean) =>
  Math.log((value ? typical : 1 - typical) / (value ? base : 1 - base))

/** What a sign says for (or against) a pattern, and how often the fact is true where the pattern holds. */
export type Weighed = { readonly of: Pattern; readonly yes: number; readonly no: number; readonly often: number }
type Signs = ReadonlyMap<PatternId, Weighed>

/** What each sign weighs is the same for every case: worked out once per playbook. */
const weighings = new WeakMap<Playbook, ReadonlyMap<FactId, Signs>>()
const NO_SIGNS: Signs = new Map()

/** The patterns that have a fact among their signs, and what it weighs there. */
export function signsOf(fact: FactId, playbook: Playbook): Signs {
  let known = weighings.get(playbook)
  if (!known) weighings.set(playbook, (known = weigh(playbook)))
  return known.get(fact) ?? NO_SIGNS
}

function weigh({ patterns, facts }: Playbook): ReadonlyMap<FactId, Signs> {
  const found = new Map<FactId, Map<PatternId, Weighed>>()
  for (const of of patterns.values())
    for (const { fact, typical } of of.signs) {
      const base = facts.get(fact)?.base ?? 0.15
      const often = TYPICAL_PROBABILITY[typical]
      const sign = { of, yes: evidence(often, base, true), no: evidence(often, base, false), often }
      const signs = found.get(fact)
      if (signs) signs.set(of.id, sign)
      else found.set(fact, new Map([[of.id, sign]]))
    }
  return found
}

/** From the facts that are known, which are few, to the patterns they speak of. */
function weighed(state: Case, playbook: Playbook): Likely[] {
  const { logits: read, rejected, chosen, service } = state
  const sums = new Map<PatternId, number>()
  for (const [fact, { value, source }] of knownFacts(state)) {
    if (value === 'unsure' || WEIGHTLESS.has(source)) continue
    const signs = signsOf(fact, playbook)
    for (const [id, sign] of signs) {
      // A reading of the text has counted the facts it read; what the person answers counts on top of it.
      if ((source === 'text' || source === 'model') && read[id] !== undefined) continue
      sums.set(id, (sums.get(id) ?? 0) + shiftOf(sign, value, speaksLess(sign, signs, service)))
    }
  }
  return [...playbook.patterns.keys()].map(id => {
    if (rejected.includes(id)) return likelyBy(id, REJECTED_LOGIT)
    if (chosen === id) return likelyBy(id, CHOSEN_LOGIT)
    return likelyBy(id, (read[id] ?? UNREAD_LOGIT) + (sums.get(id) ?? 0))
  })
}

const shiftOf = (sign: Weighed, value: boolean, elsewhere: boolean) => {
  const shift = value ? sign.yes : sign.no
  return elsewhere && shift > 0 ? OTHER_SERVICE_WEIGHT * shift : shift
}
const speaksLess = ({ of: { services } }: Weighed, signs: Signs, service: Case['service']) =>
  service !== undefined && services.length > 0 && !services.includes(service) && speaksForMany(signs)
const speaksForMany = (signs: Signs) => [...signs.values()].filter(({ yes }) => yes > 0).length > 1

type Judged = {
  readonly likely: readonly Likely[]
  readonly byPattern: ReadonlyMap<PatternId, Likely>
  readonly holding: readonly PatternId[]
}
type Remembered = Judged & { readonly playbook: Playbook } & Pick<Case, 'logits' | 'rejected' | 'chosen' | 'service'>
/** By the facts, the part of a case that is shared by all states between two changes of what is known. */
const remembered = new WeakMap<Case['facts'], Remembered>()

function judged(state: Case, playbook: Playbook): Judged {
  // One turn asks this many times over; what is known never changes in place, so neither does its answer.
  const known = remembered.get(state.facts)
  if (
    known?.playbook === playbook &&
    known.logits === state.logits &&
    known.rejected === state.rejected &&
    known.chosen === state.chosen &&
    known.service === state.service
  )
    return known
  const likely = weighed(state, playbook).sort(likeliestFirst)
  const { facts, logits, rejected, chosen, service } = state
  const byPattern = new Map(likely.map(one => [one.pattern, one]))
  const found = { playbook, logits, rejected, chosen, service, likely, byPattern, holding: holdingOf(likely) }
  remembered.set(facts, found)
  return found
}

/** Every pattern with its own probability (they need not sum to 1), likeliest first. */
export const likely = (state: Case, playbook: Playbook): readonly Likely[] => judged(state, playbook).likely

/** The patterns whose plans are merged: the likeliest, and those that hold beside it. */
export const holding = (state: Case, playbook: Playbook): readonly PatternId[] => judged(state, playbook).holding

const likeliestFirst = (a: Likely, b: Likely) => b.probability - a.probability
const likelyBy = (pattern: PatternId, logit: number): Likely => ({ pattern, probability: sigmoid(logit), logit })

const holdingOf = (patterns: readonly Likely[]): readonly PatternId[] =>
  patterns
    .filter(({ probability }) => probability >= HOLDS_FROM)
    .sort(likeliestFirst)
    .filter(({ probability }, rank) => rank === 0 || probability >= JOINS_FROM)
    .slice(0, MAX_HOLDING)
    .map(({ pattern }) => pattern)

/** A pattern that an answer makes more or less likely. */
export type Moved = { readonly before: Likely; readonly after: Likely }

/** What an answer would do to the patterns; those it leaves alone are not in the list. */
export function movedIf(state: Case, fact: FactId, value: boolean, playbook: Playbook): readonly Moved[] {
  const { byPattern } = judged(state, playbook)
  const signs = signsOf(fact, playbook)
  const moved: Moved[] = []
  for (const [pattern, sign] of signs) {
    const before = byPattern.get(pattern)
    if (!before || state.rejected.includes(pattern) || state.chosen === pattern) continue
    const shift = shiftOf(sign, value, speaksLess(sign, signs, state.service))
    moved.push({ before, after: likelyBy(pattern, before.logit + shift) })
  }
  return moved
}

/** The patterns that would hold then; mostly those that hold now, and then it is the same list. */
export function holdingIf(state: Case, moved: readonly Moved[], playbook: Playbook): readonly PatternId[] {
  const matters = ({ before, after }: Moved) => before.probability >= HOLDS_FROM || after.probability >= HOLDS_FROM
  if (!moved.some(matters)) return holding(state, playbook)
  const then = new Map(moved.map(({ after }) => [after.pattern, after]))
  const now = holding(state, playbook)
  const holds = holdingOf(likely(state, playbook).map(one => then.get(one.pattern) ?? one))
  return holds.length === now.length && holds.every((id, rank) => id === now[rank]) ? now : holds
}

/** From here on a text reads like no incident. */
export const NONE_FROM = 0.5
/** How little the text looks like an incident; `none` is what the readers call it. */
export const noneProbability = (state: Case) => {
  const read = state.logits['none']
  return read === undefined ? 0 : sigmoid(read)
}

/** What to offer when the reading is not sure: the three likeliest patterns, for the person to choose from. */
export const choices = (state: Case, playbook: Playbook): PatternId[] =>
  likely(state, playbook)
    .filter(({ pattern }) => !state.rejected.includes(pattern))
    .slice(0, 3)
    .map(({ pattern }) => pattern)

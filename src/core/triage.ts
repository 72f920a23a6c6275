import type { Case } from './case.ts'
import { knownFacts } from './condition.ts'
import type { FactSource } from './events.ts'
import type { FactId, PatternId } from './ids.ts'
import type { Fact, Pattern, Playbook } from './playbook.ts'
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

/** What a sign says for (or against) its pattern, and how often the fact is true where the pattern holds. */
export type Weighed = { readonly fact: FactId; readonly yes: number; readonly no: number; readonly often: number }
/** What each sign weighs is the same for every case: worked out once per pattern. */
const weights = new WeakMap<Pattern, readonly Weighed[]>()

function weigh(pattern: Pattern, facts: ReadonlyMap<FactId, Fact>): readonly Weighed[] {
  let weighed = weights.get(pattern)
  if (!weighed) {
    weighed = pattern.signs.map(({ fact, typical }) => {
      const base = facts.get(fact)?.base ?? 0.15
      const often = TYPICAL_PROBABILITY[typical]
      return { fact, yes: evidence(often, base, true), no: evidence(often, base, false), often }
    })
    weights.set(pattern, weighed)
  }
  return weighed
}

function logit(pattern: Pattern, state: Case, playbook: Playbook): number {
  if (state.rejected.includes(pattern.id)) return REJECTED_LOGIT
  if (state.chosen === pattern.id) return CHOSEN_LOGIT
  const read = state.logits[pattern.id]
  const elsewhere = isElsewhere(pattern, state)
  const facts = knownFacts(state)
  let sum = read ?? UNREAD_LOGIT
  for (const sign of weigh(pattern, playbook.facts)) {
    const known = facts.get(sign.fact)
    if (!known || known.value === 'unsure' || WEIGHTLESS.has(known.source)) continue
    // A reading of the text has counted the facts it read; what the person answers counts on top of it.
    if (read !== undefined && (known.source === 'text' || known.source === 'model')) continue
    sum += shiftOf(sign, known.value, elsewhere && speaksForMany(signsOf(sign.fact, playbook)))
  }
  return sum
}

const shiftOf = (sign: Weighed, value: boolean, elsewhere: boolean) => {
  const shift = value ? sign.yes : sign.no
  return elsewhere && shift > 0 ? OTHER_SERVICE_WEIGHT * shift : shift
}
const speaksForMany = (signs: Known) => [...signs.values()].filter(({ yes }) => yes > 0).length > 1
const isElsewhere = ({ services }: Pattern, { service }: Case) =>
  service !== undefined && services.length > 0 && !services.includes(service)

type Judged = { readonly likely: readonly Likely[]; readonly holding: readonly PatternId[] }
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
  const likely = [...playbook.patterns.values()]
    .map(pattern => weighed(pattern.id, logit(pattern, state, playbook)))
    .sort(likeliestFirst)
  const { facts, logits, rejected, chosen, service } = state
  const found = { playbook, logits, rejected, chosen, service, likely, holding: holdingOf(likely) }
  remembered.set(facts, found)
  return found
}

/** Every pattern with its own probability (they need not sum to 1), likeliest first. */
export const likely = (state: Case, playbook: Playbook): readonly Likely[] => judged(state, playbook).likely

/** The patterns whose plans are merged: the likeliest, and those that hold beside it. */
export const holding = (state: Case, playbook: Playbook): readonly PatternId[] => judged(state, playbook).holding

const likeliestFirst = (a: Likely, b: Likely) => b.probability - a.probability
const weighed = (pattern: PatternId, logit: number): Likely => ({ pattern, probability: sigmoid(logit), logit })

const holdingOf = (patterns: readonly Likely[]): readonly PatternId[] =>
  patterns
    .filter(({ probability }) => probability >= HOLDS_FROM)
    .sort(likeliestFirst)
    .filter(({ probability }, rank) => rank === 0 || probability >= JOINS_FROM)
    .slice(0, MAX_HOLDING)
    .map(({ pattern }) => pattern)

type Known = ReadonlyMap<PatternId, Weighed>
const knowing = new WeakMap<Playbook, Map<FactId, Known>>()

/** The patterns that have a fact among their signs, and what it weighs there. */
export function signsOf(fact: FactId, playbook: Playbook): Known {
  let known = knowing.get(playbook)
  if (!known) knowing.set(playbook, (known = new Map<FactId, Known>()))
  let patterns = known.get(fact)
  if (!patterns) {
    const found = new Map<PatternId, Weighed>()
    for (const pattern of playbook.patterns.values())
      for (const sign of weigh(pattern, playbook.facts)) if (sign.fact === fact) found.set(pattern.id, sign)
    known.set(fact, (patterns = found))
  }
  return patterns
}

/** A pattern that an answer makes more or less likely. */
export type Moved = { readonly before: Likely; readonly after: Likely }

/** What an answer would do to the patterns, in today's order; those it leaves alone are not in the list. */
export function movedIf(state: Case, fact: FactId, value: boolean, playbook: Playbook): readonly Moved[] {
  const signs = signsOf(fact, playbook)
  const moved: Moved[] = []
  if (signs.size > 0)
    for (const before of likely(state, playbook)) {
      const sign = signs.get(before.pattern)
      const pattern = sign && playbook.patterns.get(before.pattern)
      if (!pattern || state.rejected.includes(pattern.id) || state.chosen === pattern.id) continue
      const shift = shiftOf(sign, value, isElsewhere(pattern, state) && speaksForMany(signs))
      moved.push({ before, after: weighed(pattern.id, before.logit + shift) })
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

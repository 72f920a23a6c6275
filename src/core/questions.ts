import type { Case } from './case.ts'
import { factsOf, holds, knownFacts } from './condition.ts'
import type { FactId, PatternId } from './ids.ts'
import type { Pattern, Playbook } from './playbook.ts'
import { prospect } from './prospect.ts'
import { holding, likely, movedIf, noneProbability, signsOf } from './triage.ts'
import type { Likely, Moved } from './triage.ts'

/** Which question is worth asking next: the one whose answer changes the plan most, and none when no answer would. */

/** Below this a pattern is not worth a question. */
const RIVALS_FROM = 0.12
/** From here on "no incident at all" is a look-alike worth telling apart, though it is far from leading. */
const NONE_RIVALS_FROM = 0.1
const PRESUMED_FROM = 0.8
/** Each question considered is two plans drawn up. */
const MAX_CONSIDERED = 24
export const MAX_QUESTIONS_BEFORE_PLAN = 5
/** Worth more than any change of a plan. */
const FIRST = 100
/** From here on a question tells look-alikes apart. */
export const TELLS_APART = 50
const SERIOUS_FROM = 0.3
/** Log-odds between the likeliest pattern and another one that may be it instead. */
const SIDE_BY_SIDE = 2
/** A question whose best answer would change less than this is not asked. */
const WORTH_ASKING = 0.3
const WORTH_ASKING_LATER = 0.9

const entropy = (p: number) => (p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)))
/** How much more (or less) doubt there is about the patterns than before. */
const doubtShift = (moved: readonly Moved[]) =>
  moved.reduce((sum, { before, after }) => sum + (entropy(after.probability) - entropy(before.probability)), 0)

const relevantTo = (state: Case, playbook: Playbook) =>
  likely(state, playbook)
    .filter(({ probability }) => probability >= RIVALS_FROM)
    .slice(0, 4)

/**
 * The patterns of which each may be the one: the likeliest, when it is likely at all, and those not far behind it. What all
 * but certainly holds is no rival: it holds beside the first.
 */
export function sideBySide(state: Case, playbook: Playbook): PatternId[] {
  const [first, ...others] = relevantTo(state, playbook)
  if (!first || first.probability < SERIOUS_FROM) return []
  const rivals = others.filter(
    ({ logit, probability }) => first.logit - logit <= SIDE_BY_SIDE && probability < PRESUMED_FROM,
  )
  return [first, ...rivals].map(({ pattern }) => pattern)
}

/** Facts that could matter now: what the likely patterns ask, what tells them from look-alikes, what their steps hang on. */
function candidates(state: Case, playbook: Playbook): Map<FactId, number> {
  const found = new Map<FactId, number>()
  const offer = (fact: FactId, bonus: number) => {
    if ((found.get(fact) ?? -1) < bonus) found.set(fact, bonus)
  }
  const present = holding(state, playbook)
  const relevant = relevantTo(state, playbook)
  // What tells look-alikes apart is asked before what any of them would like to know; "no incident at all" may be one of
  // them, until an answer came.
  const close = new Set<string>(sideBySide(state, playbook))
  if (noneProbability(state) >= NONE_RIVALS_FROM && Object.keys(state.answers).length === 0) close.add('none')
  for (const { pattern: id, probability } of relevant) {
    const pattern = playbook.patterns.get(id)
    if (!pattern) continue
    pattern.ask.forEach((fact, place) => offer(fact, probability * (0.5 - 0.04 * place)))
    if (present.includes(id)) for (const fact of pattern.askFirst) offer(fact, FIRST)
    // Where two tell apart as well, the authors' order decides.
    pattern.rivals.forEach(({ pattern: other, fact }, place) =>
      offer(fact, close.has(id) && close.has(other) ? TELLS_APART + 1 / (1 + place) : 0.1 * probability),
    )
    for (const fact of hangsOn(pattern, playbook)) offer(fact, 0)
  }
  // An incident of no known pattern is asked the few things that matter for any.
  if (present.length === 0) playbook.fallbackAsk.forEach((fact, place) => offer(fact, 0.3 - 0.03 * place))
  return found
}

const hanging = new WeakMap<Pattern, readonly FactId[]>()

/** The facts that decide whether a step of the pattern is one for this case. */
function hangsOn(pattern: Pattern, playbook: Playbook): readonly FactId[] {
  let facts = hanging.get(pattern)
  if (!facts) {
    const whens = pattern.plan.flatMap(({ step }) => playbook.steps.get(step)?.when ?? [])
    hanging.set(pattern, (facts = [...new Set(whens.flatMap(factsOf))]))
  }
  return facts
}

/** May this fact be asked at all: it has a question that is not moot, it is not known, and it was not answered or put off. */
export const askable = (id: FactId, state: Case, playbook: Playbook) => {
  const fact = playbook.facts.get(id)
  const known = knownFacts(state)
  if (!fact?.asked || known.has(id) || state.answers[id] !== undefined) return false
  return !fact.mootWhen.some(condition => holds(condition, known))
}

/**
 * What a pattern that all but certainly holds always shows was told already, in whatever words: asking it would hurt; what it
 * never shows is not worth a frightened person's time. Of a pattern chosen by a button nothing was told yet.
 */
const presumed = (patterns: readonly Likely[], { chosen }: Case, playbook: Playbook) =>
  new Set(
    patterns
      .filter(({ pattern, probability }) => probability >= PRESUMED_FROM && pattern !== chosen)
      .flatMap(({ pattern }) => playbook.patterns.get(pattern)?.signs ?? [])
      .filter(({ typical }) => typical === 'always' || typical === 'never')
      .map(({ fact }) => fact),
  )

export type Worth = { readonly fact: FactId; readonly worth: number }

/** A question before its plans are drawn up: what is cheap to say of it, and what it is worth at the most. */
type Weighing = {
  readonly fact: FactId
  readonly atMost: number
  worth(): number
}

/** Each question that may be asked, the authors' favourites first. */
function weighings(state: Case, playbook: Playbook): Weighing[] {
  const patterns = likely(state, playbook).slice(0, 4)
  const ahead = prospect(state, playbook)
  return considered(patterns, state, playbook).map(([fact, bonus]) => {
    const yes = chanceOfYes(fact, patterns, playbook)
    const after = ahead(fact)
    const answers = [true, false].map(value => {
      const moved = movedIf(state, fact, value, playbook)
      return { chance: value ? yes : 1 - yes, doubtShift: doubtShift(moved), plan: after(value, moved) }
    })
    const gain = Math.max(0, -answers.reduce((sum, { chance, doubtShift }) => sum + chance * doubtShift, 0))
    const worthIf = (change: number) => change + 0.4 * gain + (change + gain > 0.05 || bonus >= TELLS_APART ? bonus : 0)
    return {
      fact,
      atMost: worthIf(answers.reduce((sum, { chance, plan }) => sum + chance * plan.changesAtMost, 0)),
      worth: () => worthIf(answers.reduce((sum, { chance, plan }) => sum + chance * plan.changes(), 0)),
    }
  })
}

/** Those the authors put first; the tail of a list this long is never worth more than its head. */
function considered(patterns: readonly Likely[], state: Case, playbook: Playbook): (readonly [FactId, number])[] {
  const told = presumed(patterns, state, playbook)
  const found: (readonly [FactId, number])[] = []
  for (const candidate of [...candidates(state, playbook)].sort((a, b) => b[1] - a[1])) {
    if (found.length === MAX_CONSIDERED) break
    if (!told.has(candidate[0]) && askable(candidate[0], state, playbook)) found.push(candidate)
  }
  return found
}

const worthAsking = ({ asked }: Case) => (asked.length < MAX_QUESTIONS_BEFORE_PLAN ? WORTH_ASKING : WORTH_ASKING_LATER)

/**
 * Open questions by worth: expected change of the plan over the possible answers, then information gained about which
 * pattern it is, then the author's order. A question that changes nothing is not in the list.
 */
export const questions = (state: Case, playbook: Playbook): Worth[] =>
  weighings(state, playbook)
    .map(({ fact, worth }) => ({ fact, worth: worth() }))
    .filter(({ worth }) => worth >= worthAsking(state))
    .sort((a, b) => b.worth - a.worth)

/** The first of `questions`, without drawing up the plans of those that could not be worth more. */
export function bestQuestion(state: Case, playbook: Playbook): Worth | undefined {
  const rest = weighings(state, playbook)
  const places = rest.map((_, place) => place).sort((a, b) => rest[b]!.atMost - rest[a]!.atMost)
  let best: { readonly place: number; readonly worth: number } | undefined
  for (const place of places) {
    const { atMost, worth } = rest[place]!
    if (atMost < (best?.worth ?? worthAsking(state))) break
    const exact = worth()
    if (exact < worthAsking(state)) continue
    if (!best || exact > best.worth || (exact === best.worth && place < best.place)) best = { place, worth: exact }
  }
  return best && { fact: rest[best.place]!.fact, worth: best.worth }
}

function chanceOfYes(fact: FactId, patterns: readonly Likely[], playbook: Playbook): number {
  const base = playbook.facts.get(fact)?.base ?? 0.15
  const signs = signsOf(fact, playbook)
  let weights = 0.2
  let sum = 0.2 * base
  for (const { pattern, probability } of patterns) {
    weights += probability
    sum += probability * (signs.get(pattern)?.often ?? base)
  }
  return Math.min(0.98, Math.max(0.02, sum / weights))
}

/** The next question, or undefined when it is time to stop asking. */
export const nextQuestion = (state: Case, playbook: Playbook): FactId | undefined => bestQuestion(state, playbook)?.fact

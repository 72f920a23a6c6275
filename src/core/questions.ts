import type { Case } from './case.ts'
import { factsOf, holds } from './condition.ts'
import type { FactId, PatternId } from './ids.ts'
import { belongs, plan, planOf, stateOf } from './plan.ts'
import type { Playbook, Step } from './playbook.ts'
import { TYPICAL_PROBABILITY } from './playbook.ts'
import { holding, holdingOf, likely, likelyIf, noneProbability } from './triage.ts'
import type { Likely } from './triage.ts'

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

/** How different two plans are for someone who acts on them now: the first step, and which steps are urgent. */
function planDistance(a: ReturnType<typeof plan>, b: ReturnType<typeof plan>): number {
  const weight = { now: 1, today: 0.35, week: 0.1, watch: 0.05 }
  const open = (steps: typeof a) => steps.filter(({ state }) => state === 'open' || state === 'locked')
  const [openA, openB] = [open(a), open(b)]
  const [idsA, idsB] = [new Set(openA.map(({ step }) => step)), new Set(openB.map(({ step }) => step))]
  let distance = openA[0]?.step === openB[0]?.step ? 0 : 1
  for (const { step, urgency } of openA) if (!idsB.has(step)) distance += weight[urgency]
  for (const { step, urgency } of openB) if (!idsA.has(step)) distance += weight[urgency]
  return distance
}

const entropy = (p: number) => (p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)))
/** How much more (or less) doubt there is about the patterns than before. */
function doubtShift(before: readonly Likely[], after: readonly Likely[]): number {
  let shift = 0
  if (before !== after)
    before.forEach((one, place) => {
      const then = after[place]
      if (then && then !== one) shift += entropy(then.probability) - entropy(one.probability)
    })
  return shift
}

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
    for (const { step } of pattern.plan)
      for (const fact of factsOf(playbook.steps.get(step)?.when ?? NEVER)) offer(fact, 0)
  }
  // An incident of no known pattern is asked the few things that matter for any.
  if (present.length === 0) playbook.fallbackAsk.forEach((fact, place) => offer(fact, 0.3 - 0.03 * place))
  return found
}

const NEVER = { all: [], any: [], none: [], denied: [], undenied: [] }

/** May this fact be asked at all: it has a question that is not moot, it is not known, and it was not answered or put off. */
export const askable = (id: FactId, state: Case, playbook: Playbook) => {
  const fact = playbook.facts.get(id)
  if (!fact?.asked || state.facts[id] !== undefined || state.answers[id] !== undefined) return false
  return !fact.mootWhen.some(condition => holds(condition, state))
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
  /** As if the first step changed, and every step that may come or go were urgent. */
  readonly atMost: number
  worth(): number
}

/** Each question that may be asked, the authors' favourites first. */
function weighings(state: Case, playbook: Playbook): Weighing[] {
  const before = likely(state, playbook)
  const present = holdingOf(before)
  const looking = stepsByFact(playbook)
  const patterns = before.slice(0, 4)
  const told = presumed(patterns, state, playbook)
  return (
    [...candidates(state, playbook)]
      .filter(([fact]) => askable(fact, state, playbook) && !told.has(fact))
      // Those the authors put first; the tail of a list this long is never worth more than its head.
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_CONSIDERED)
      .map(([fact, bonus]) => {
        const yes = chanceOfYes(fact, patterns, playbook)
        const answers = [true, false].map(value => {
          const chance = value ? yes : 1 - yes
          const after = likelyIf(state, fact, value, playbook)
          const holds = holdingOf(after)
          const then = suppose(state, fact, value)
          const touched = touchedSteps(looking.get(fact) ?? [], state, then)
          const same = sameList(present, holds)
          const most = same && touched === 0 ? 0 : 1 + touched + (same ? 0 : stepsBetween(present, holds, playbook))
          return { chance, doubtShift: doubtShift(before, after), most, holds, then }
        })
        const gain = Math.max(0, -answers.reduce((sum, { chance, doubtShift }) => sum + chance * doubtShift, 0))
        const worthIf = (change: number) =>
          change + 0.4 * gain + (change + gain > 0.05 || bonus >= TELLS_APART ? bonus : 0)
        return {
          fact,
          atMost: worthIf(answers.reduce((sum, { chance, most }) => sum + chance * most, 0)),
          worth() {
            const now = plan(state, playbook)
            let change = 0
            for (const { chance, most, holds, then } of answers)
              if (most > 0) change += chance * planDistance(now, planOf(holds, then, playbook))
            return worthIf(change)
          },
        }
      })
  )
}

/** How many steps can come or go when other patterns hold, at the most. */
function stepsBetween(a: readonly PatternId[], b: readonly PatternId[], playbook: Playbook): number {
  const moved = [...a.filter(id => !b.includes(id)), ...b.filter(id => !a.includes(id))]
  const fallback = a.length === 0 || b.length === 0 ? playbook.fallback.length : 0
  return moved.reduce((sum, id) => sum + (playbook.patterns.get(id)?.plan.length ?? 0), fallback)
}

/** The case as it would be after an answer. */
const suppose = (state: Case, fact: FactId, value: boolean): Case => ({
  ...state,
  facts: { ...state.facts, [fact]: { value, source: 'answer', at: 0 } },
})

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

const sameList = (a: readonly PatternId[], b: readonly PatternId[]) =>
  a.length === b.length && a.every((id, place) => id === b[place])

const mentioned = new WeakMap<Playbook, ReadonlyMap<FactId, readonly Step[]>>()

/** The steps that look at a fact, for being in the plan or for being ticked by themselves. */
function stepsByFact(playbook: Playbook): ReadonlyMap<FactId, readonly Step[]> {
  let known = mentioned.get(playbook)
  if (!known) {
    const found = new Map<FactId, Step[]>()
    for (const step of playbook.steps.values())
      for (const fact of new Set([step.when, ...step.tickedBy].flatMap(factsOf)))
        found.set(fact, [...(found.get(fact) ?? []), step])
    mentioned.set(playbook, (known = found))
  }
  return known
}

/** How many steps an answer puts into the plan, takes out or ticks. Mostly none: then the plan stays what it is. */
const touchedSteps = (steps: readonly Step[], state: Case, then: Case) =>
  steps.reduce(
    (sum, step) =>
      sum + Number(belongs(step, state) !== belongs(step, then) || stateOf(step, state) !== stateOf(step, then)),
    0,
  )

function chanceOfYes(fact: FactId, patterns: readonly Likely[], playbook: Playbook): number {
  const base = playbook.facts.get(fact)?.base ?? 0.15
  let weights = 0.2
  let sum = 0.2 * base
  for (const { pattern, probability } of patterns) {
    const sign = playbook.patterns.get(pattern)?.signs.find(sign => sign.fact === fact)
    weights += probability
    sum += probability * (sign ? TYPICAL_PROBABILITY[sign.typical] : base)
  }
  return Math.min(0.98, Math.max(0.02, sum / weights))
}

/** The next question, or undefined when it is time to stop asking. */
export const nextQuestion = (state: Case, playbook: Playbook): FactId | undefined => bestQuestion(state, playbook)?.fact

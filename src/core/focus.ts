import { factValue } from './case.ts'
import type { Case } from './case.ts'
import type { EventOf } from './events.ts'
import { currentStep, plan } from './plan.ts'
import type { Playbook } from './playbook.ts'
import { TELLS_APART, bestQuestion, sideBySide } from './questions.ts'
import { NONE_FROM, choices, holding, noneProbability } from './triage.ts'

/** Questions in a row while an urgent step is open; then the step again. Speed decides. */
const MAX_QUESTIONS_IN_A_ROW = 2
const DECISIVE_WORTH = 1.5
const ANSWERS_BEFORE_SECOND_CHOICE = 2

/** What to put in front of the person next: one action or one question; the first reply holds both. */
export function focus(state: Case, playbook: Playbook, now: number): Omit<EventOf<'shown'>, 'at'> {
  if (state.crisis) return { type: 'shown', focus: 'crisis' }
  const holds = holding(state, playbook)
  // "Something did happen" is no choice yet: the likeliest are offered to choose from.
  const unchosen = state.chosen === undefined || (state.chosen === 'unsure' && state.choiceOffers.length === 0)
  const undecided = holds.length === 0 && unchosen
  const best = bestQuestion(state, playbook)
  const question = best?.fact
  const telling = best !== undefined && best.worth >= TELLS_APART
  // An incident that is as likely is not talked away: the one question that tells the two apart comes first.
  if (unanswered(state, playbook))
    return telling ? { type: 'shown', focus: 'act', question } : { type: 'shown', focus: 'none' }
  if (readsHarmless(state, playbook) && saidHarmless(state, playbook)) return { type: 'shown', focus: 'none' }

  const steps = plan(state, playbook)
  const step = currentStep(steps, state, now)
  // Between two look-alikes the telling question decides; among more than two, or strangers, the person chooses.
  const oneOfTwo = telling && sideBySide(state, playbook).length === 2
  if (undecided && !oneOfTwo && hasReading(state) && mayOfferChoice(state, question !== undefined))
    return { type: 'shown', focus: 'choose', choices: choices(state, playbook), step: step?.step }
  // Act first: the first thing shown, and the first after a choice or a crisis, holds the step beside the question.
  const first = state.shown.focus !== 'act' && state.shown.focus !== 'waiting' && state.shown.focus !== 'finished'
  if (first && (step || question)) return { type: 'shown', focus: 'act', step: step?.step, question }
  // An urgent step that was never shown comes before questions, unless one answer may well put another step in its place.
  const unseen = step?.urgency === 'now' && !state.presented.includes(step.step)
  const decisive = best !== undefined && best.worth >= DECISIVE_WORTH && state.questionRun === 0
  if (step && unseen && !decisive) return { type: 'shown', focus: 'act', step: step.step }
  const askNow = question && (!step || step.urgency !== 'now' || state.questionRun < MAX_QUESTIONS_IN_A_ROW)
  if (askNow) return { type: 'shown', focus: 'act', question }
  if (step) return { type: 'shown', focus: 'act', step: step.step }
  if (steps.some(({ state }) => state === 'waiting') || activeWaits(state).length > 0)
    return { type: 'shown', focus: 'waiting' }
  return { type: 'shown', focus: 'finished' }
}

/** The text reads like no incident, and no pattern holds or was chosen. */
const readsHarmless = (state: Case, playbook: Playbook) =>
  noneProbability(state) >= NONE_FROM && state.chosen === undefined && holding(state, playbook).length === 0

/** It reads like no incident, and nothing asked about it was answered: whoever only passed by is not written to again. */
export const unanswered = (state: Case, playbook: Playbook) =>
  readsHarmless(state, playbook) && Object.keys(state.answers).length === 0 && Object.keys(state.steps).length === 0

/** An answer that speaks for no incident at all, by the look-alikes of some pattern. */
const saidHarmless = (state: Case, playbook: Playbook) =>
  [...playbook.patterns.values()].some(({ rivals }) =>
    rivals.some(
      ({ pattern, fact, trueMeans }) =>
        pattern === 'none' && state.answers[fact] !== undefined && factValue(state, fact) === (trueMeans === 'other'),
    ),
  )

/** The choice comes at once, and once more when it was left unanswered and the questions since have not made it clear. */
function mayOfferChoice({ choiceOffers, answers, shown }: Case, moreToAsk: boolean): boolean {
  const [before] = choiceOffers
  if (before === undefined) return true
  if (choiceOffers.length > 1 || shown.focus === 'choose') return false
  return !moreToAsk || Object.keys(answers).length >= before + ANSWERS_BEFORE_SECOND_CHOICE
}

/** Waits that have begun and not ended. */
export const activeWaits = (state: Case) =>
  (Object.keys(state.waits) as (keyof Case['waits'])[]).filter(id => state.waits[id]?.endedAt === undefined)

const hasReading = (state: Case) => Object.keys(state.logits).length > 0

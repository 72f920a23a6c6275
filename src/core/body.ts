import { answerRows, button, cardRow, row } from './buttons.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import type { Button, Line } from './effects.ts'
import type { Event, EventOf } from './events.ts'
import { activeWaits } from './focus.ts'
import type { StepId } from './ids.ts'
import { plan, stateOf } from './plan.ts'
import { holding } from './triage.ts'

/** The main part of a message: the step or the question now, and what was understood and recognised on the way. */
export function body(
  shown: EventOf<'shown'>,
  events: readonly Event[],
  before: Case,
  state: Case,
  setting: Setting,
): { lines: Line[]; buttons: Button[][]; fresh?: boolean } {
  switch (shown.focus) {
    case 'crisis':
      return {
        lines: saidInCrisis(events, before)
          ? [{ text: 'crisis.here' }]
          : [
              { text: state.threat ? 'crisis.threat' : 'crisis' },
              { contacts: crisisPurposes(state) },
              { text: 'crisis.stay' },
            ],
        buttons: [
          row(button('button.call', { type: 'call' }, 'primary')),
          row(button('button.continue', { type: 'continue' })),
        ],
      }
    case 'none':
      return {
        lines: [{ text: 'none' }],
        buttons: [
          row(button('button.something-happened', { type: 'choose', pattern: 'unsure' })),
          row(button('button.forget', { type: 'forget' })),
        ],
      }
    case 'choose':
      return choose(shown, state)
    case 'waiting':
      return {
        lines: [{ waiting: activeWaits(state) }, { progress: true }],
        buttons: [
          ...activeWaits(state)
            .slice(0, 2)
            .map(wait => row({ label: { wait }, action: { type: 'came', wait, came: true }, style: 'primary' })),
          row(
            button('button.plan', { type: 'show', what: 'plan' }),
            button('button.need-person', { type: 'offer-help' }),
          ),
        ],
      }
    case 'finished':
      return {
        lines: [{ text: 'finished' }, { progress: true }],
        buttons: [row(button('button.plan', { type: 'show', what: 'plan' }))],
      }
    case 'act':
      return act(shown, events, before, state, setting)
  }
}

/** Something else written after the lines were shown: to repeat the whole message at every word would be no listening. */
const saidInCrisis = (events: readonly Event[], before: Case) =>
  before.shown.focus === 'crisis' &&
  events.some(({ type }) => type === 'told') &&
  !events.some(({ type }) => type === 'crisis-seen')

export const crisisPurposes = (state: Case) =>
  state.threat ? ['emergency-police', 'police-consult'] : ['crisis', 'crisis-chat', 'emergency-medical']

function choose({ choices = [], step }: EventOf<'shown'>, _state: Case): { lines: Line[]; buttons: Button[][] } {
  const options = choices.map(pattern =>
    row({ label: { pattern }, action: { type: 'choose', pattern }, style: 'plain' }),
  )
  return {
    lines: [...(step ? [{ text: 'choose.meanwhile' }, { step, part: 'text' } as const] : []), { text: 'choose' }],
    buttons: [
      ...options,
      row(
        button('button.other', { type: 'choose', pattern: 'other' }),
        button('button.unsure', { type: 'choose', pattern: 'unsure' }),
      ),
    ],
  }
}

function act(
  shown: EventOf<'shown'>,
  events: readonly Event[],
  before: Case,
  state: Case,
  setting: Setting,
): { lines: Line[]; buttons: Button[][]; fresh: boolean } {
  const { playbook } = setting
  const lines: Line[] = [...newlyUnderstood(before, state, setting), ...recognised(events, before, state, setting)]
  const fresh = lines.length > 0
  const buttons: Button[][] = []
  const { step, question } = shown
  if (step) {
    const steps = plan(state, playbook)
    const place = steps.findIndex(item => item.step === step) + 1
    lines.push({ step, part: 'text', place, pattern: steps[place - 1]?.pattern })
  }
  if (question) {
    if (step) lines.push({ text: 'and-one-question' })
    lines.push({ fact: question, part: 'ask' })
    buttons.push(...answerRows(question))
  }
  if (step) {
    buttons.push(row(
      button('button.done', { type: 'done', step }, question ? 'plain' : 'primary'),
      button('button.cannot', { type: 'stuck', step, reason: 'cannot' }),
      button('button.how', { type: 'show', what: { how: step } }),
    )) // prettier-ignore
    if (!question) {
      const cards = cardRow(step, setting)
      if (cards.length > 0) buttons.push(cards)
      buttons.push(row(
        button('button.different', { type: 'stuck', step, reason: 'different' }),
        button('button.need-person', { type: 'offer-help' }),
        button('button.plan', { type: 'show', what: 'plan' }),
      )) // prettier-ignore
    }
    lines.push({ progress: true })
  }
  return { lines, buttons, fresh }
}

/** A pattern that holds now and did not before: one true sentence that it was understood. */
function newlyUnderstood(before: Case, state: Case, { playbook }: Setting): Line[] {
  const known = before.phase === 'none' ? [] : holding(before, playbook)
  const fresh = holding(state, playbook).filter(pattern => !known.includes(pattern) && pattern !== state.chosen)
  if (fresh.length > 0) return fresh.slice(0, 2).map(pattern => ({ pattern, part: 'understood' }) as const)
  return before.phase === 'none' && known.length === 0 ? [{ text: 'understood.unknown' }] : []
}

/** Steps the person had already done on their own: said once, ticked, never asked again. */
function recognised(events: readonly Event[], before: Case, state: Case, { playbook }: Setting): Line[] {
  const pressed = new Set(events.flatMap(event => (event.type === 'step-done' ? [event.step] : [])))
  const steps = plan(state, playbook)
    .filter(({ state }) => state === 'done' || state === 'waiting')
    .flatMap(({ step }): StepId[] => {
      const words = playbook.steps.get(step)
      const wasDone = before.phase !== 'none' && words !== undefined && stateOf(words, before) === 'done'
      return wasDone || pressed.has(step) ? [] : [step]
    })
  return steps.length > 0 ? [{ steps, as: 'ticked' }] : []
}

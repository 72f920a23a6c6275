import { body } from './body.ts'
import { answerRows, button, cameRow, cardRow, row } from './buttons.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { countryQuestion } from './desks.ts'
import { PRIORITY } from './effects.ts'
import type { Button, Effect, Line } from './effects.ts'
import { drawn } from './case-card.ts'
import { activeWaits } from './focus.ts'
import { needsNotice } from './held.ts'
import type { PersonId } from './ids.ts'
import type { Intent, Shown } from './intents.ts'
import { roleOf } from './may.ts'
import { handOverRows, questionRows } from './owner-buttons.ts'
import { currentStep, plan } from './plan.ts'
import { calledRows } from './promises.ts'

/** Cards someone asked to look at. */
export function shows(intents: readonly Intent[], before: Case, state: Case, setting: Setting): Effect[] {
  return intents.flatMap((intent): Effect[] => {
    if (intent.type !== 'show' || state.phase === 'none') return []
    const person = roleOf(intent.by, before, setting.roster) === 'person'
    const to = person ? { person: intent.by } : { helper: intent.by }
    const { what } = intent
    // It waits, and that is said; it goes out when it is granted.
    if ((what === 'export' || what === 'export-json') && needsNotice(before)) return []
    if (what === 'questions')
      return person
        ? []
        : [{ type: 'say', to, lines: [{ text: 'helper.questions' }], buttons: questionRows(), priority: PRIORITY.ack }]
    if (what === 'hand-over') {
      const rows = handOverRows(state, setting.roster)
      const lines: Line[] = [{ text: rows.length > 0 ? 'helper.hand-over-to' : 'helper.hand-over-nobody' }]
      return person ? [] : [{ type: 'say', to, lines, buttons: rows, priority: PRIORITY.ack }]
    }
    if (what === 'now') {
      const { question } = state.shown
      const open = question !== undefined && state.answers[question] === undefined ? question : undefined
      const next = body(
        { type: 'shown', focus: 'act', at: 0, ...state.shown, question: open },
        [],
        state,
        state,
        setting,
      )
      // What was shown is settled (a question answered on a closed case): then the plan is what there is to see.
      const plan = next.lines.length === 0 ? ({ show: 'plan' } as const) : {}
      return [{ type: 'say', to, lines: next.lines, buttons: next.buttons, priority: PRIORITY.ack, ...plan }]
    }
    if (typeof what === 'object' && 'why' in what) {
      const lines: Line[] = [
        { fact: what.why, part: 'why' },
        { fact: what.why, part: 'hint' },
      ]
      return [{ type: 'say', to, lines, buttons: answerRows(what.why), priority: PRIORITY.ack }]
    }
    if (typeof what === 'object' && 'term' in what) {
      // The word is explained, and what they were at stays within reach.
      const buttons = [row(button('button.now', { type: 'show', what: 'now' }))]
      return [{ type: 'say', to, lines: [{ text: `term.${what.term}` }], buttons, priority: PRIORITY.ack }]
    }
    if (typeof what === 'object') {
      const step = what.how
      const parts = (['how', 'check', 'trap', 'contacts'] as const).map(part => ({ step, part }))
      const country = countryQuestion(step, state, setting)
      const buttons = [
        row(
          button('button.done', { type: 'done', step }, 'primary'),
          button('button.cannot', { type: 'stuck', step, reason: 'cannot' }),
        ),
        cardRow(step, setting),
        ...country.buttons,
      ].filter(row => row.length > 0)
      return [{ type: 'say', to, lines: [...parts, ...country.lines], buttons, priority: PRIORITY.ack }]
    }
    if (what === 'read-in' && !person)
      return [
        {
          type: 'say',
          to,
          lines: [],
          priority: PRIORITY.ack,
          ...(intent.by === state.help.owner
            ? drawn(state, setting, state.lastHeardAt)
            : { show: what, buttons: mayClaim(intent.by, state, setting) ? [claimRow()] : [] }),
        },
      ]
    return [
      {
        type: 'say',
        to,
        lines: [],
        buttons: person ? cardRows(what, state, setting) : [],
        priority: PRIORITY.card,
        show: what,
        ...(what === 'plan' ? { card: 'plan' as const } : {}),
      } satisfies Effect,
    ]
  })
}

const mayClaim = (by: PersonId, { help }: Case, { roster }: Setting) =>
  (help.status === 'calling' || help.status === 'ended') && roster.helpers.some(({ id }) => id === by)

/** Whoever was called and has looked can say yes right there. */
const claimRow = () =>
  row(button('button.claim', { type: 'claim' }, 'primary'), button('button.pass', { type: 'pass' }))

/** What can be done right under a card. */
function cardRows(what: Shown, state: Case, setting: Setting): Button[][] {
  if (what === 'plan') return planRows(state, setting)
  if (what === 'call-card') return calledRows(what, state, setting)
  if (what !== 'support-ladder') return []
  // Each rung has its words ready: what to write, and what to say on the phone.
  const words = row(
    button('card.support-message', { type: 'show', what: 'support-message' }),
    button('card.call-card', { type: 'show', what: 'call-card' }),
  )
  return [words, ...calledRows(what, state, setting)]
}

/** What the plan can be acted on by: the current step, and what is awaited. */
function planRows(state: Case, setting: Setting): Button[][] {
  const step = currentStep(plan(state, setting.playbook), state, state.lastShownAt)?.step
  const act = step
    ? [
        row(
          button('button.done', { type: 'done', step }, 'primary'),
          button('button.how', { type: 'show', what: { how: step } }),
        ),
      ]
    : []
  return [...act, ...activeWaits(state).slice(0, 3).map(cameRow)]
}

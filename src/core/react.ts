import type { Case } from './case.ts'
import { PRIORITY } from './effects.ts'
import type { Button, Effect, Line, Priority } from './effects.ts'
import type { Event } from './events.ts'
import { activeWaits } from './focus.ts'
import type { PersonId } from './ids.ts'
import type { Intent } from './intents.ts'
import { body } from './body.ts'
import { answerRows, button, cameRow, cardRow, row } from './buttons.ts'
import type { Setting } from './decide.ts'
import { needsNotice, preview } from './escalation.ts'
import { roleOf } from './may.ts'
import { currentStep, plan, stateOf } from './plan.ts'
import { handOverRows, questionRows, reactToHelpers } from './react-helpers.ts'

/** Timers that ring this late are explained: "I was away". */
const LATE_MS = 10 * 60_000

/**
 * What must be said because of one turn. Several events become one message: a frightened person reads one line and looks for
 * a button.
 * @param events what happened in this turn, in order
 * @param before the case before it, `state` after it
 */
export function react(
  events: readonly Event[],
  before: Case,
  state: Case,
  setting: Setting,
  intents: readonly Intent[],
): Effect[] {
  const refused = events.find(event => event.type === 'refused')
  if (refused && refused.type === 'refused') return [refusal(refused, before, setting)]
  return [
    ...toPerson(events, before, state, setting, intents),
    ...modelQuestion(events, state),
    ...shows(intents, before, state, setting),
    ...reactToHelpers(events, before, state, setting),
  ]
}

const say = (
  to: PersonId,
  lines: readonly Line[],
  buttons: readonly (readonly Button[])[],
  priority: Priority,
  extra: Partial<Effect> = {},
): Effect => ({
  type: 'say',
  to: { person: to },
  lines,
  buttons,
  priority,
  ...extra,
})

function refusal(event: Extract<Event, { type: 'refused' }>, state: Case, setting: Setting): Effect {
  const lines: Line[] = [{ text: `refused.${event.reason}` }]
  if (event.detail) lines.push({ said: event.detail })
  const buttons: Button[][] = []
  const step = event.step && setting.playbook.steps.get(event.step)
  if (event.reason === 'locked' && step) {
    lines.push({
      steps: step.gate.filter(gate => stateOf(setting.playbook.steps.get(gate) ?? step, state) === 'open'),
      as: 'locked',
    })
    for (const gate of step.gate)
      buttons.push(
        row(
          button('button.done', { type: 'done', step: gate }, 'primary'),
          button('button.waive', { type: 'waive', step: gate }),
        ),
      )
  } else if (state.phase === 'open' && !state.suspect && !outside(event.by, state, setting))
    buttons.push(row(button('button.now', { type: 'show', what: 'now' })))
  const to = event.by ?? (state.subject as PersonId)
  const helper = roleOf(to, state, setting.roster) !== 'person'
  return { type: 'say', to: helper ? { helper: to } : { person: to }, lines, buttons, priority: PRIORITY.ack }
}

/** Somebody for whom "where are we?" would only be refused again. */
const outside = (by: PersonId | undefined, state: Case, { roster }: Setting) =>
  by !== undefined && !['person', 'owner'].includes(roleOf(by, state, roster))

const byHelper = ({ by }: Event, { subject, reporter }: Case) => by !== undefined && by !== subject && by !== reporter

/** The one message to the person: what was understood or noted, then the next thing. */
function toPerson(
  events: readonly Event[],
  before: Case,
  state: Case,
  setting: Setting,
  intents: readonly Intent[],
): Effect[] {
  const subject = state.subject || before.subject
  if (!subject) return []
  if (state.suspect && !before.suspect) return [say(subject, [{ text: 'suspect.told' }], [], PRIORITY.ack)]
  if (state.suspect)
    return events.some(({ type }) => type === 'told')
      ? [say(subject, [{ text: 'suspect.received' }], [], PRIORITY.ack)]
      : []
  const lines: Line[] = []
  const away = Math.max(0, ...intents.map(intent => (intent.type === 'clock' ? intent.lateMs : 0)))
  const buttons: Button[][] = []
  let priority: Priority = intents.every(({ type }) => type === 'clock') ? PRIORITY.reminder : PRIORITY.ack
  for (const event of events) acknowledge(event, before, state, setting, lines, buttons, intents)
  if (away > LATE_MS && lines.length > 0)
    lines.unshift({ text: 'away', params: { minutes: Math.round(away / 60_000) } })
  const shown = events.findLast(event => event.type === 'shown')
  if (shown) {
    const next = body(shown, events, before, state, setting)
    // Something was written and the next thing is the same as before: say at least that it arrived.
    if (lines.length === 0 && !next.fresh && shown.focus !== 'crisis' && events.some(({ type }) => type === 'told'))
      lines.push({ text: 'saved' })
    lines.push(...next.lines)
    buttons.unshift(...next.buttons)
    if (priority === PRIORITY.reminder && shown.step) priority = PRIORITY.plan
  }
  // The greeting is a message of its own: what to do now fits one screen, with its buttons under it. It says that words are
  // kept; whoever does not want that is one press away from the question whether to erase them. Its other button reports
  // somebody who writes to them as a "helper".
  const greeting = lines.filter(line => 'text' in line && line.text.startsWith('opening'))
  const rest = lines.filter(line => !greeting.includes(line))
  return [
    ...(greeting.length > 0 ? [say(subject, greeting, [GREETING_ROW], priority, { quiet: true })] : []),
    ...(rest.length > 0 ? [say(subject, rest, buttons, priority)] : []),
    ...offer(events, state, setting),
  ]
}

/** What must be in reach from the first message on: somebody posing as a helper, and not wanting to be kept. */
const GREETING_ROW = row(
  button('button.report-helper', { type: 'report-contact' }),
  button('button.forget', { type: 'ask-forget' }),
)

/** The offer to call helpers, with exactly what would be sent: a message of its own, after what to do now. */
function offer(events: readonly Event[], state: Case, setting: Setting): Effect[] {
  const offered = events.find(event => event.type === 'help-offered')
  if (offered?.type !== 'help-offered' || state.subject === '' || state.help.status !== 'offered') return []
  if (setting.roster.helpers.length === 0)
    return [say(state.subject, [{ text: 'help.nobody-here' }], [], PRIORITY.plan)]
  const lines: Line[] = [{ text: 'help.offer' }, { preview: offered.preview ?? preview(state, setting.playbook) }]
  const buttons = row(
    button('button.call', { type: 'call' }, 'primary'),
    button('button.call-plain', { type: 'call', plain: true }),
    button('button.no-call', { type: 'decline-help' }),
  )
  return [say(state.subject, lines, [buttons], PRIORITY.plan)]
}

/** Whether a model outside may read along: a message of its own, after the one that helps, and without a sound. */
function modelQuestion(events: readonly Event[], { subject }: Case): Effect[] {
  const asked = events.find(event => event.type === 'model-asked')
  if (asked?.type !== 'model-asked' || subject === '') return []
  const no = button('button.model-no', { type: 'allow-model', allowed: false })
  const yes = button('button.model-yes', { type: 'allow-model', allowed: true })
  const params = { provider: asked.provider }
  return asked.decided === 'policy'
    ? [say(subject, [{ text: 'model.by-policy', params }], [row(no)], PRIORITY.card, { quiet: true })]
    : [say(subject, [{ text: 'model.ask', params }], [row(yes, no)], PRIORITY.card, { quiet: true })]
}

/** What one event adds to the message: a short line, sometimes with buttons of its own. */
function acknowledge(
  event: Event,
  before: Case,
  state: Case,
  setting: Setting,
  lines: Line[],
  buttons: Button[][],
  intents: readonly Intent[],
): void {
  switch (event.type) {
    case 'case-opened':
      // Before anything else happens: what nobody here will ever ask for, because the next fraud poses as help.
      lines.push({ text: event.reporter === event.subject ? 'opening' : 'opening.for-you' }, { text: 'opening.shield' })
      return
    case 'told':
      if (event.foreign) lines.push({ text: 'other-language' })
      if (event.cut) lines.push({ text: 'too-long' })
      return
    case 'secret-seen':
      for (const kind of event.kinds) lines.push({ text: `secret.${kind}` })
      return
    case 'model-allowed':
      lines.push({ text: event.allowed ? 'model.allowed' : 'model.refused' })
      return
    case 'second-hit-mentioned':
      if (!before.secondHitTold) lines.push({ text: 'second-hit' })
      return
    case 'fact-contradicted':
      lines.push({ text: 'contradicted', params: { fact: { fact: event.fact } } })
      return
    case 'step-done':
      lines.push({ text: 'done', params: { step: { step: event.step } } })
      // A helper ticks with the person's say: whoever is asked can take it back with one press.
      if (byHelper(event, state)) {
        lines.push({ text: 'done.by-helper', params: { name: state.help.ownerName ?? '' } })
        buttons.push(row(button('button.undo', { type: 'undo', step: event.step })))
      }
      return
    case 'step-undone':
      lines.push({ text: 'undone', params: { step: { step: event.step } } })
      return
    case 'step-waived':
      lines.push({ text: 'waived', params: { step: { step: event.step } } })
      return
    case 'step-put-off':
      lines.push({ text: 'put-off', params: { until: { time: event.until } } })
      buttons.push(row(button('button.now', { type: 'show', what: 'now' })))
      return
    case 'step-stuck': {
      lines.push({ text: event.reason === 'different' ? 'stuck.different' : 'stuck.cannot' })
      if (event.reason === 'cannot') lines.push({ step: event.step, part: 'cannot' })
      else lines.push({ step: event.step, part: 'how' })
      buttons.push(row(button('button.need-person', { type: 'offer-help' })))
      return
    }
    case 'answered':
      if (event.value === 'later') lines.push({ text: 'answered.later' })
      if (event.value === 'unsure') lines.push({ text: 'answered.unsure' })
      return
    case 'pattern-chosen':
      lines.push(
        event.pattern === 'other' || event.pattern === 'unsure'
          ? { text: 'chosen.unknown' }
          : { pattern: event.pattern, part: 'understood' },
      )
      return
    case 'pattern-rejected':
      lines.push({ text: 'rejected' })
      return
    case 'wait-started':
      lines.push({ wait: event.wait, part: 'text' })
      buttons.push(cameRow(event.wait))
      return
    case 'wait-reminded':
    case 'wait-lapsed':
      lines.push({ wait: event.wait, part: 'ask' })
      if (event.type === 'wait-lapsed') lines.push({ wait: event.wait, part: 'nothing' })
      buttons.push(row(
        { label: { wait: event.wait }, action: { type: 'came', wait: event.wait, came: true }, style: 'primary' },
        button('button.not-yet', { type: 'came', wait: event.wait, came: false }),
        button('button.need-person', { type: 'offer-help' }),
      )) // prettier-ignore
      return
    case 'wait-ended':
      // One answer may end several waits.
      if (event.came && !lines.some(line => 'text' in line && line.text === 'wait.came'))
        lines.push({ text: 'wait.came' })
      return
    case 'nudged': {
      const step = currentStep(plan(state, setting.playbook), state, event.at)?.step
      lines.push({ text: `nudge.${Math.min(state.nudges, 3)}` })
      if (step) {
        lines.push({ step, part: 'text' })
        buttons.push(row(
          button('button.done', { type: 'done', step }, 'primary'),
          button('button.cannot', { type: 'stuck', step, reason: 'cannot' }),
          button('button.later', { type: 'put-off', step, minutes: 180 }),
        )) // prettier-ignore
        buttons.push(row(button('button.need-person', { type: 'offer-help' })))
      }
      return
    }
    case 'noted':
      if (!event.private) lines.push({ text: 'noted' })
      return
    case 'evidence-added':
      if (byHelper(event, state)) return
      lines.push({ text: 'evidence-added', params: { name: event.name } }, { text: 'evidence.none-kept' })
      return
    case 'contact-logged':
      if (byHelper(event, state)) {
        lines.push({
          text: 'contact-logged.by-helper',
          params: { name: state.help.ownerName ?? '', contact: event.contact },
        })
        return
      }
      lines.push(
        event.dueAt
          ? { text: 'contact-logged.promise', params: { until: { time: event.dueAt } } }
          : { text: 'contact-logged' },
      )
      return
    case 'promise-reminded': {
      const entry = state.contacts[event.index]
      if (entry) lines.push({ text: 'promise', params: { contact: entry.contact, promise: entry.promise ?? '' } })
      buttons.push(
        row(
          button('button.now', { type: 'show', what: 'now' }),
          button('card.support-ladder', { type: 'show', what: 'support-ladder' }),
        ),
      )
      return
    }
    case 'language-changed':
      lines.push({ text: 'language-changed' })
      return
    case 'time-zone-changed':
      lines.push({ text: 'time-zone-changed' })
      return
    case 'country-set':
      if (intents.some(({ type }) => type === 'set-country'))
        lines.push({ text: 'country-set', params: { country: { country: event.country } } })
      return
    case 'help-declined':
      lines.push({ text: 'help.declined' })
      return
    case 'help-offered':
      return
    case 'forget-asked':
      lines.push({ text: 'forget.ask' })
      buttons.push(
        row(button('button.forget', { type: 'forget' }, 'danger'), button('button.keep-open', { type: 'keep-open' })),
      )
      return
    case 'wishes-dropped':
      lines.push({ text: 'held.dropped' })
      return
    case 'close-asked':
      lines.push({ text: 'close.ask' })
      buttons.push(
        row(button('button.close', { type: 'close' }, 'primary'), button('button.keep-open', { type: 'keep-open' })),
      )
      return
    case 'closed':
      lines.push({ text: 'closed' }, { text: 'second-hit' })
      buttons.push(
        row(button('button.reopen', { type: 'reopen' }), button('button.export', { type: 'show', what: 'export' })),
      )
      return
    case 'reopened':
      lines.push({ text: 'reopened' })
      return
    case 'watched':
      lines.push({ text: 'watch.day', params: { day: event.day } })
      lines.push({ text: event.day === 7 || event.day === 30 ? 'watch.second-hit' : 'watch.ask' })
      buttons.push(row(
        button('button.quiet', { type: 'watch', quiet: true }, 'primary'),
        button('button.something-new', { type: 'watch', quiet: false }),
        button('button.stop-watch', { type: 'stop-watch' }),
      )) // prettier-ignore
      return
    case 'watch-answered':
      lines.push({ text: event.quiet ? 'watch.quiet' : 'watch.new' })
      return
    case 'watch-stopped':
      lines.push({ text: 'watch.stopped' })
      return
    case 'trust-restored':
      lines.push({ text: 'trust-restored' })
      return
    case 'forgotten':
      lines.push(
        intents.some(({ type }) => type === 'forget')
          ? { text: 'forgotten', params: { case: before.id, time: { time: event.at } } }
          : { text: 'forgotten.by-time' },
      )
      return
    case 'relayed':
      if (event.from !== 'helper' || event.machine) return
      if (event.ready)
        lines.push({ text: 'help.asks', params: { name: state.help.ownerName ?? '' } }, { text: event.ready })
      else lines.push({ said: event.text, from: state.help.ownerName, vouched: true })
      return
    case 'moved':
      lines.push({ text: 'moved' })
      return
    default:
      return
  }
}

/** Cards someone asked to look at. */
function shows(intents: readonly Intent[], before: Case, state: Case, setting: Setting): Effect[] {
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
      const buttons = [
        row(
          button('button.done', { type: 'done', step }, 'primary'),
          button('button.cannot', { type: 'stuck', step, reason: 'cannot' }),
        ),
        cardRow(step, setting),
      ]
      return [{ type: 'say', to, lines: parts, buttons: buttons.filter(row => row.length > 0), priority: PRIORITY.ack }]
    }
    return [
      {
        type: 'say',
        to,
        lines: [],
        buttons: person && what === 'plan' ? planRows(state, setting) : [],
        priority: PRIORITY.card,
        show: what,
        ...(what === 'plan' ? { card: 'plan' as const } : {}),
      } satisfies Effect,
    ]
  })
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

import { acknowledge } from './acknowledge.ts'
import { body } from './body.ts'
import { button, row } from './buttons.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { PRIORITY } from './effects.ts'
import type { Button, Effect, Line, Priority } from './effects.ts'
import type { Event, EventOf } from './events.ts'
import { preview, ringDueAt } from './escalation.ts'
import { needsNotice } from './held.ts'
import type { PersonId } from './ids.ts'
import type { Intent } from './intents.ts'
import { roleOf } from './may.ts'
import { stateOf } from './plan.ts'
import { reactToHelpers } from './react-helpers.ts'
import { shows } from './shows.ts'
import { holding } from './triage.ts'

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
    ...safeWordOffer(before, state, setting),
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
    buttons.push(event.reason === 'text-held-back' ? ASK_ROW : NOW_ROW)
  const to = event.by ?? (state.subject as PersonId)
  const helper = roleOf(to, state, setting.roster) !== 'person'
  return { type: 'say', to: helper ? { helper: to } : { person: to }, lines, buttons, priority: PRIORITY.ack }
}

/** Somebody for whom "where are we?" would only be refused again. */
const outside = (by: PersonId | undefined, state: Case, { roster }: Setting) =>
  by !== undefined && !['person', 'owner'].includes(roleOf(by, state, roster))

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
  const shown = events.findLast(event => event.type === 'shown')
  const next = shown !== undefined || events.some(({ type }) => type === 'nudged')
  for (const event of events) acknowledge(event, before, state, setting, lines, buttons, intents, next)
  if (away > LATE_MS && lines.length > 0)
    lines.unshift({ text: 'away', params: { minutes: Math.round(away / 60_000) } })
  if (priority === PRIORITY.reminder && events.some(({ type }) => type === 'ring-called')) priority = PRIORITY.plan
  if (shown) {
    const main = body(shown, events, before, state, setting)
    // Two people are talking: what stands above already is not put between their words.
    const { ownerName: name } = state.help
    const only = lines.length === 0 && !main.fresh && shown.focus !== 'crisis'
    const wrote = events.some(({ type }) => type === 'told')
    if (name !== undefined && only && wrote && !events.some(({ type }) => MOVES.has(type)) && wasShown(shown, before))
      return [say(subject, [{ text: 'saved.helper', params: { name } }], [NOW_ROW], PRIORITY.ack, { quiet: true })]
    // Something was written and the next thing is the same as before: say at least that it arrived, and how the call stands.
    if (only && wrote) lines.push(...waiting(state))
    lines.splice(0, lines.length, ...afterUnderstood(lines, main.lines))
    buttons.unshift(...main.buttons)
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

/** What happened is named before what there is to wait for. */
function afterUnderstood(noted: readonly Line[], next: readonly Line[]): Line[] {
  const waits = noted.filter(line => 'wait' in line && line.part === 'text')
  const named = next.findLastIndex(line => 'pattern' in line && 'part' in line && line.part === 'understood') + 1
  return [...noted.filter(line => !waits.includes(line)), ...next.slice(0, named), ...waits, ...next.slice(named)]
}

/** That what was written is kept; while helpers are called, also that nobody is there yet and when the next are called. */
function waiting(state: Case): Line[] {
  const next = ringDueAt(state, state.help.rounds)
  const more = state.help.rounds < state.policy.maxRounds
  return state.help.status !== 'calling'
    ? [{ text: 'saved' }]
    : [
        { text: 'saved' },
        more ? { text: 'help.not-yet', params: { next: { time: next } } } : { text: 'help.not-yet.last' },
      ]
}

const MOVES = new Set<Event['type']>(['facts-read', 'answered', 'crisis-passed', 'fact-contradicted'])

/** Nothing in it that was not in front of the person before. */
const wasShown = ({ focus, step, question }: EventOf<'shown'>, { shown, presented, asked }: Case) =>
  (focus === 'act' || focus === shown.focus) &&
  (step === undefined || presented.includes(step)) &&
  (question === undefined || asked.includes(question))

/** What can be sent instead of own words. */
const ASK_ROW = row(button('button.ask-person', { type: 'show', what: 'questions' }))

const NOW_ROW = row(button('button.now', { type: 'show', what: 'now' }))

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

/**
 * Whose account on this very app is in other hands may lose the way back here: a safe word opens it from another account. It is
 * offered once, before helpers come, and never beside a crisis.
 */
function safeWordOffer(before: Case, state: Case, { playbook }: Setting): Effect[] {
  const { subject, reporter, safeWord, crisis, suspect } = state
  if (subject === '' || subject !== reporter || safeWord || crisis || suspect || needsNotice(state)) return []
  const own = `${subject.split(':')[0]}-takeover`
  const isAtRisk = (one: Case) => one.phase === 'open' && holding(one, playbook).some(id => id === own)
  if (isAtRisk(before) || !isAtRisk(state)) return []
  return [say(subject, [{ text: 'safe-word.offer' }], [], PRIORITY.card, { quiet: true })]
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

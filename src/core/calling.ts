import { button, row } from './buttons.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { PRIORITY } from './effects.ts'
import type { Button, Effect, Line } from './effects.ts'
import type { EventOf } from './events.ts'
import { isUrgent, ringDueAt } from './escalation.ts'
import type { PersonId } from './ids.ts'
import { currentStep, plan } from './plan.ts'

/** The words of a call: to those who are called, and to the person, who is told honestly how it stands. */

export const previewOf = (state: Case): Line[] => (state.help.preview ? [{ preview: state.help.preview }] : [])

const drill = (state: Case): Line[] => (state.drill ? [{ text: 'ping.drill' }] : [])

/** One message mentions everyone of the ring; it says what is wanted and nothing that identifies anyone. */
export function ping({ helpers, round, at }: EventOf<'ring-called'>, state: Case): Effect[] {
  if (helpers.length === 0 || !state.help.preview) return []
  return [
    {
      type: 'say',
      to: { helpers },
      lines: [
        ...drill(state),
        { preview: state.help.preview },
        { text: 'ping.unclaimed', params: { time: { time: state.help.calledAt ?? at }, round } },
      ],
      buttons: [
        row(
          button('button.claim', { type: 'claim' }, 'primary'),
          button('button.pass', { type: 'pass' }),
          button('button.read-in', { type: 'show', what: 'read-in' }),
        ),
      ],
      priority: PRIORITY.ping,
      card: 'ping',
    },
  ]
}

/**
 * What the person reads of a ring: how many were called, when the next is, and from the second on what can be done meanwhile.
 * @param next true when the same message goes on with the next thing to do
 */
export function ringTold(
  { helpers, round, at }: EventOf<'ring-called'>,
  state: Case,
  setting: Setting,
  next: boolean,
): { lines: Line[]; buttons: Button[][] } {
  const called = helpers.length
  const last = round >= state.policy.maxRounds
  const key = called === 0 ? 'help.called.nobody' : round === 1 ? 'help.called.first' : 'help.called.more'
  const lines: Line[] = [
    { text: last ? `${key}.last` : key, params: { called, next: { time: ringDueAt(state, round) } } },
  ]
  const now = currentStep(plan(state, setting.playbook), state, at)
  if (next || round === 1 || !now || !isUrgent(state, setting.playbook)) return { lines, buttons: [] }
  const { step, pattern } = now
  return {
    lines: [...lines, { text: 'help.meanwhile' }, { step, part: 'text', pattern }],
    buttons: [
      row(
        button('button.done', { type: 'done', step }, 'primary'),
        button('button.cannot', { type: 'stuck', step, reason: 'cannot' }),
        button('button.how', { type: 'show', what: { how: step } }),
      ),
    ],
  }
}

/** The ladder has ended with nobody there: the person and the moderators are told so. */
export const ended = (state: Case, { roster }: Setting): Effect[] => [
  // Where there is nobody to tell, nobody is said to know.
  ...toPerson(state, [{ text: 'help.ended' }, ...(roster.moderators.length > 0 ? [{ text: 'help.ended.told' }] : [])], {
    buttons: [
      row(
        button('button.now', { type: 'show', what: 'now' }, 'primary'),
        button('button.plan', { type: 'show', what: 'plan' }),
        button('button.call-again', { type: 'offer-help' }),
      ),
    ],
  }),
  toModerators(
    [...drill(state), { text: 'moderators.nobody' }, ...previewOf(state)],
    [row(button('button.call-again', { type: 'call' }, 'primary'))],
    PRIORITY.ping,
  ),
]

/** The ping itself says who has it: nobody presses a button that no longer helps. */
export const settled = (name: string, state: Case): Effect =>
  pingNow(state, [...previewOf(state), { text: 'ping.claimed', params: { name } }])

/** A call that was still open says that it is over. */
export const withdrawn = (before: Case, state: Case): Effect[] =>
  before.help.status === 'calling' ? [pingNow(state, [...previewOf(before), { text: 'ping.withdrawn' }])] : []

const pingNow = ({ help }: Case, lines: readonly Line[]): Effect => ({
  type: 'say',
  to: { helpers: help.called },
  lines,
  buttons: [],
  priority: PRIORITY.card,
  card: 'ping',
  editOnly: true,
  quiet: true,
})

export const arrived = (name: string, state: Case): Effect[] =>
  toPerson(state, [{ text: 'help.arrived', params: { name } }, { text: 'help.never-asks' }], {
    priority: PRIORITY.ack,
    buttons: [row(button('button.helpers', { type: 'show', what: 'helpers' }))],
  })

/** In a drill the claim is all that is tried: who took it and after how long. */
export function drillWon({ name, helper, at }: EventOf<'claimed'>, before: Case): Effect[] {
  const params = { name, minutes: Math.max(0, Math.round((at - (before.help.calledAt ?? at)) / 60_000)) }
  return [
    toHelper(helper, [{ text: 'drill.claimed', params }]),
    toModerators([{ text: 'ping.drill' }, { text: 'drill.report', params }]),
  ]
}

export const toPerson = (state: Case, lines: readonly Line[], extra: Partial<Effect> = {}): Effect[] =>
  state.subject && !state.suspect
    ? [{ type: 'say', to: { person: state.subject }, lines, buttons: [], priority: PRIORITY.plan, ...extra }]
    : []

export const toHelper = (helper: PersonId, lines: readonly Line[], extra: Partial<Effect> = {}): Effect => ({
  type: 'say',
  to: { helper },
  lines,
  buttons: [],
  priority: PRIORITY.plan,
  ...extra,
})

export const toModerators = (
  lines: readonly Line[],
  buttons: Effect['buttons'] = [],
  priority: Effect['priority'] = PRIORITY.plan,
): Effect => ({ type: 'say', to: { moderators: true }, lines, buttons, priority })

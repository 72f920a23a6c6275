import { button, row } from './buttons.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { PRIORITY } from './effects.ts'
import type { Effect, Line } from './effects.ts'
import type { Event } from './events.ts'
import { isUrgent, ringDueAt } from './escalation.ts'
import type { PersonId } from './ids.ts'

/** What helpers are told, and what the person is told about helpers: who was called, who is there, and when nobody is. */
export function reactToHelpers(events: readonly Event[], before: Case, state: Case, setting: Setting): Effect[] {
  return events.flatMap(event => reaction(event, before, state, setting))
}

const toPerson = (state: Case, lines: readonly Line[], extra: Partial<Effect> = {}): Effect[] =>
  state.subject && !state.suspect
    ? [{ type: 'say', to: { person: state.subject }, lines, buttons: [], priority: PRIORITY.plan, ...extra }]
    : []

const toHelper = (helper: PersonId, lines: readonly Line[], extra: Partial<Effect> = {}): Effect => ({
  type: 'say',
  to: { helper },
  lines,
  buttons: [],
  priority: PRIORITY.plan,
  ...extra,
})

/** The owner's buttons: everything a helper does in a case is one press away. */
export const ownerRows = () => [
  row(
    button('button.plan', { type: 'show', what: 'plan' }),
    button('button.timeline', { type: 'show', what: 'timeline' }),
  ),
  row(button('button.release', { type: 'release' }), button('button.not-them', { type: 'not-them' }, 'danger')),
]

function reaction(event: Event, before: Case, state: Case, setting: Setting): Effect[] {
  switch (event.type) {
    case 'ring-called':
      return [
        ...ping(event.helpers, event.round, state, event.at),
        ...told(event.helpers.length, event.round, state, setting),
      ]
    case 'rings-ended':
      return [
        ...toPerson(state, [{ text: 'help.ended' }], {
          buttons: [
            row(button('button.call-again', { type: 'call' }), button('button.plan', { type: 'show', what: 'plan' })),
          ],
        }),
        {
          type: 'say',
          to: { moderators: true },
          lines: [{ text: 'moderators.nobody' }, ...(state.help.preview ? [{ preview: state.help.preview }] : [])],
          buttons: [row(button('button.claim', { type: 'claim' }, 'primary'))],
          priority: PRIORITY.ping,
        },
      ]
    case 'claimed':
      return [
        settled(event.name, state),
        toHelper(event.helper, [{ text: 'helper.claimed' }], { show: 'read-in', buttons: ownerRows() }),
        ...arrived(event.name, state),
      ]
    case 'handed-over':
      return [
        toHelper(event.to, [{ text: 'helper.handed-over' }], {
          show: 'read-in',
          buttons: ownerRows(),
          priority: PRIORITY.ping,
        }),
        toHelper(event.from, [{ text: 'helper.handed-over.thanks', params: { name: event.name } }], {
          priority: PRIORITY.ack,
        }),
        ...arrived(event.name, state),
      ]
    case 'taken-over':
      return [
        toHelper(event.to, [{ text: 'helper.claimed' }], { show: 'read-in', buttons: ownerRows() }),
        toHelper(event.from, [{ text: 'helper.taken-over', params: { name: event.name } }, { said: event.reason }]),
        ...arrived(event.name, state),
      ]
    case 'claim-asked-again':
      return state.help.owner
        ? [
            toHelper(
              state.help.owner,
              [{ text: 'helper.still-there', params: { minutes: state.policy.claimExpiresMinutes } }],
              {
                buttons: [
                  row(
                    button('button.still-here', { type: 'still-here' }, 'primary'),
                    button('button.release', { type: 'release' }),
                  ),
                ],
                priority: PRIORITY.ping,
              },
            ),
          ]
        : []
    case 'claim-expired':
      return [toHelper(event.helper, [{ text: 'helper.expired' }]), ...toPerson(state, [{ text: 'help.owner-gone' }])]
    case 'released':
      return [
        toHelper(event.helper, [{ text: 'helper.released' }], { priority: PRIORITY.ack }),
        ...toPerson(state, [{ text: 'help.owner-gone' }]),
      ]
    case 'suspected': {
      const trusted = setting.roster.helpers
        .filter(({ id }) => state.help.called.includes(id) || id === state.help.owner)
        .map(({ id }) => id)
      return trusted.map(helper =>
        toHelper(helper, [{ text: 'helper.suspect' }], {
          buttons: [row(button('button.trust-again', { type: 'trust-again' }))],
          priority: PRIORITY.ping,
        }),
      )
    }
    case 'told':
      // While someone owns the case they read along; in the helper's room, never in public.
      return state.help.owner && event.by !== state.help.owner
        ? [toHelper(state.help.owner, [{ text: 'helper.person-wrote' }, { said: event.text }])]
        : []
    case 'relayed':
      return event.from === 'person' && state.help.owner
        ? [toHelper(state.help.owner, [{ said: event.text }])]
        : event.by
          ? [toHelper(event.by, [{ text: 'helper.relayed' }], { priority: PRIORITY.ack, quiet: true })]
          : []
    case 'noted':
      return event.private && state.help.owner && event.by !== state.help.owner
        ? [toHelper(state.help.owner, [{ text: 'helper.note' }, { said: event.text }], { quiet: true })]
        : []
    case 'step-done':
    case 'step-stuck':
      return state.help.owner && event.by !== state.help.owner
        ? [
            toHelper(
              state.help.owner,
              [
                {
                  text: event.type === 'step-done' ? 'helper.step-done' : 'helper.step-stuck',
                  params: { step: { step: event.step } },
                },
              ],
              { quiet: event.type === 'step-done' },
            ),
          ]
        : []
    case 'closed':
      return before.help.owner ? [toHelper(before.help.owner, [{ text: 'helper.closed' }])] : []
    default:
      return []
  }
}

/** One message mentions everyone of the ring; it says what is wanted and nothing that identifies anyone. */
function ping(helpers: readonly PersonId[], round: number, state: Case, at: number): Effect[] {
  if (helpers.length === 0 || !state.help.preview) return []
  return [
    {
      type: 'say',
      to: { helpers },
      lines: [
        ...(state.drill ? [{ text: 'ping.drill' }] : []),
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

/** Honest words at each stage: how many were called, and when the next ring is; never a lie about help on its way. */
function told(called: number, round: number, state: Case, setting: Setting): Effect[] {
  const last = round >= state.policy.maxRounds
  const next = { time: ringDueAt(state, round) }
  const key = called === 0 ? 'help.called.nobody' : round === 1 ? 'help.called.first' : 'help.called.more'
  const alone: Line[] =
    round > 1 && isUrgent(state, setting.playbook) && state.shown.step
      ? [{ text: 'help.meanwhile' }, { step: state.shown.step, part: 'text' }]
      : []
  return toPerson(state, [{ text: last ? `${key}.last` : key, params: { called, next } }, ...alone])
}

/** The ping itself says who has it: nobody presses a button that no longer helps. */
const settled = (name: string, state: Case): Effect => ({
  type: 'say',
  to: { helpers: state.help.called },
  lines: [...(state.help.preview ? [{ preview: state.help.preview }] : []), { text: 'ping.claimed', params: { name } }],
  buttons: [],
  priority: PRIORITY.card,
  card: 'ping',
  editOnly: true,
  quiet: true,
})

const arrived = (name: string, state: Case): Effect[] =>
  toPerson(state, [{ text: 'help.arrived', params: { name } }, { text: 'help.never-asks' }], { priority: PRIORITY.ack })

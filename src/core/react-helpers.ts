import { button, row } from './buttons.ts'
import { currentStep, plan } from './plan.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { PRIORITY } from './effects.ts'
import type { Effect, Line } from './effects.ts'
import type { Event, HeldWish } from './events.ts'
import { NOTICE_MS, isUrgent, ringDueAt } from './escalation.ts'
import { READY_QUESTIONS } from './helping.ts'
import type { PersonId } from './ids.ts'
import type { Roster } from './roster.ts'

/** What helpers are told, and what the person is told about helpers: who was called, who is there, and when nobody is. */
export function reactToHelpers(events: readonly Event[], before: Case, state: Case, setting: Setting): Effect[] {
  return [...events.flatMap(event => reaction(event, before, state, setting)), ...caseCard(events, before, state)]
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
    button('button.ask-person', { type: 'show', what: 'questions' }),
  ),
  row(
    button('button.hand-over', { type: 'show', what: 'hand-over' }),
    button('button.release', { type: 'release' }),
    button('button.not-them', { type: 'not-them' }, 'danger'),
  ),
]

/** Ready questions, one press each. */
export const questionRows = () => [
  ...READY_QUESTIONS.map(ask => row(button(`button.${ask}`, { type: 'ask', ask }))),
  row(button('button.own-words', { type: 'own-words' })),
]

/** Helpers who could take it on: the on-duty ones first. */
export function handOverRows(state: Case, { helpers }: Roster) {
  const others = helpers.filter(
    ({ id }) =>
      id !== state.help.owner && id !== state.subject && id !== state.reporter && !state.blockedBy.includes(id),
  )
  return [...others]
    .sort((a, b) => Number(b.onDuty) - Number(a.onDuty))
    .slice(0, 10)
    .map(({ id, name }) => row({ label: { said: name }, action: { type: 'hand-over', to: id }, style: 'plain' }))
}

function reaction(event: Event, before: Case, state: Case, setting: Setting): Effect[] {
  const { owner } = state.help
  const byHelper = event.by !== undefined && event.by !== state.subject && event.by !== state.reporter
  switch (event.type) {
    case 'ring-called':
      return [
        ...ping(event.helpers, event.round, state, event.at),
        ...told(event.helpers.length, event.round, state, setting, event.at),
      ]
    case 'rings-ended':
      return [
        ...toPerson(state, [{ text: 'help.ended' }], {
          buttons: [
            row(
              button('button.call-again', { type: 'offer-help' }),
              button('button.plan', { type: 'show', what: 'plan' }),
            ),
          ],
        }),
        toModerators(
          [...drill(state), { text: 'moderators.nobody' }, ...previewOf(state)],
          [row(button('button.call-again', { type: 'call' }, 'primary'))],
          PRIORITY.ping,
        ),
      ]
    case 'claimed':
      return [
        settled(event.name, state),
        ...(state.drill
          ? [drilled(event.at, event.name, event.helper, state)]
          : [readIn('helper.claimed', event.helper)]),
        ...(state.drill ? drillReport(event.at, event.name, before) : arrived(event.name, state)),
      ]
    case 'handed-over':
      return [
        readIn('helper.handed-over', event.to, PRIORITY.ping),
        toHelper(event.from, [{ text: 'helper.handed-over.thanks', params: { name: event.name } }], {
          priority: PRIORITY.ack,
        }),
        ...arrived(event.name, state),
      ]
    case 'taken-over':
      return [
        readIn('helper.claimed', event.to),
        toHelper(event.from, [{ text: 'helper.taken-over', params: { name: event.name } }, { said: event.reason }]),
        ...arrived(event.name, state),
      ]
    case 'claim-asked-again':
      return owner
        ? [
            toHelper(owner, [{ text: 'helper.still-there', params: { minutes: state.policy.claimExpiresMinutes } }], {
              buttons: [
                row(
                  button('button.still-here', { type: 'still-here' }, 'primary'),
                  button('button.release', { type: 'release' }),
                ),
              ],
              priority: PRIORITY.ping,
            }),
          ]
        : []
    case 'claim-expired':
      return [toHelper(event.helper, [{ text: 'helper.expired' }]), ...toPerson(state, [{ text: 'help.owner-gone' }])]
    case 'released':
      return [
        toHelper(event.helper, [{ text: 'helper.released' }], { priority: PRIORITY.ack }),
        ...toPerson(state, [{ text: 'help.owner-gone' }]),
      ]
    case 'passed':
      return [toHelper(event.helper, [{ text: 'helper.passed' }], { priority: PRIORITY.ack, quiet: true })]
    case 'helper-active':
      return before.help.askedAgainAt !== undefined && owner
        ? [toHelper(owner, [{ text: 'helper.thanks' }], { priority: PRIORITY.ack, quiet: true })]
        : []
    case 'suspected':
      return [
        ...trusted(state).map(helper =>
          toHelper(helper, [{ text: 'helper.suspect' }], {
            buttons: [row(button('button.trust-again', { type: 'trust-again' }))],
            priority: PRIORITY.ping,
          }),
        ),
        toModerators(
          [{ text: 'helper.suspect' }, ...previewOf(state)],
          [row(button('button.trust-again', { type: 'trust-again' }))],
        ),
      ]
    case 'trust-asked':
      return notice(state, 'helper.trust-asked', [
        row(
          button('button.trust-again', { type: 'trust-again' }),
          button('button.not-them', { type: 'not-them' }, 'danger'),
        ),
      ])
    case 'trust-restored':
      return notice(state, 'helper.trust-restored', [])
    case 'moved':
      return notice(state, 'helper.moved', [row(button('button.not-them', { type: 'not-them' }, 'danger'))])
    case 'blocked':
      if (event.helper !== undefined || before.phase !== 'open') return []
      return [
        ...withdrawn(before, state),
        ...(before.help.owner ? [toHelper(before.help.owner, [{ text: 'helper.blocked' }])] : []),
        // The plan goes on: nobody is left without the next step because of how they spoke.
        ...toPerson(state, [{ text: 'blocked.told' }], {
          buttons: [row(button('button.now', { type: 'show', what: 'now' }))],
        }),
      ]
    case 'unblocked':
      return event.helper === undefined && state.phase === 'open' ? toPerson(state, [{ text: 'blocked.lifted' }]) : []
    case 'wish-held': {
      const said = HELD[event.wish]
      return [
        ...toPerson(state, [{ text: said.person, params: { minutes: NOTICE_MS / 60_000 } }, { text: 'held.sooner' }], {
          priority: PRIORITY.ack,
          buttons: [row(button('button.call-off', { type: 'keep-open' }))],
        }),
        // Asked twice, it waits no longer, and nobody is told twice.
        ...(before.held[event.wish] === undefined
          ? notice(state, said.helpers, [
              row(
                button('button.vouch', { type: 'vouch' }, 'primary'),
                button('button.not-them', { type: 'not-them' }, 'danger'),
              ),
            ])
          : []),
      ]
    }
    case 'wish-granted':
      return [
        ...(event.wish === 'export' || event.wish === 'export-json'
          ? toPerson(state, [], { show: event.wish, priority: PRIORITY.card })
          : []),
        ...(byHelper && event.by
          ? [toHelper(event.by, [{ text: 'helper.vouched' }], { priority: PRIORITY.ack, quiet: true })]
          : []),
      ]
    case 'safe-word-set':
      return toPerson(state, [{ text: 'safe-word.set', params: { case: state.id } }], {
        priority: PRIORITY.ack,
        buttons: [row(button('button.helpers', { type: 'show', what: 'helpers' }))],
      })
    case 'contact-reported':
      return [
        ...toPerson(
          state,
          // Where nobody reads it, nobody is said to.
          [{ text: 'report.thanks' }, ...(setting.roster.moderators.length > 0 ? [{ text: 'report.passed-on' }] : [])],
          { priority: PRIORITY.ack },
        ),
        toModerators([
          { text: 'moderators.reported' },
          ...(event.text ? [{ said: event.text }] : []),
          { text: 'moderators.case', params: { case: state.id } },
        ]),
      ]
    case 'stranger-wrote':
      return [
        ...toPerson(state, [{ text: 'shield.stranger' }, { text: 'help.never-asks' }], {
          buttons: [row(button('button.report-contact', { type: 'report-contact' }))],
        }),
        toModerators([
          { text: 'moderators.stranger' },
          { said: event.text },
          { text: 'moderators.case', params: { case: state.id } },
        ]),
      ]
    case 'told':
      // While someone owns the case they read along; in the helper's room, never in public.
      return owner && event.by !== owner && before.phase !== 'none'
        ? [toHelper(owner, [{ text: 'helper.person-wrote' }, { said: event.text }])]
        : []
    case 'relayed':
      if (event.machine)
        return event.from === 'person'
          ? owner
            ? [toHelper(owner, [{ text: 'bridge.machine' }, { said: event.text }], { quiet: true })]
            : []
          : toPerson(state, [{ text: 'bridge.machine' }, { said: event.text, from: state.help.ownerName }])
      if (event.from === 'person') return owner ? [toHelper(owner, [{ said: event.text }])] : []
      return event.by ? [toHelper(event.by, [{ text: 'helper.relayed' }], { priority: PRIORITY.ack, quiet: true })] : []
    case 'noted':
      if (!event.private) return []
      return [
        ...(event.by ? [toHelper(event.by, [{ text: 'noted.private' }], { priority: PRIORITY.ack, quiet: true })] : []),
        ...(owner && event.by !== owner
          ? [toHelper(owner, [{ text: 'helper.note' }, { said: event.text }], { quiet: true })]
          : []),
      ]
    case 'evidence-added':
    case 'contact-logged':
      return byHelper && event.by
        ? [toHelper(event.by, [{ text: 'noted' }], { priority: PRIORITY.ack, quiet: true })]
        : []
    case 'promise-reminded': {
      const entry = state.contacts[event.index]
      return owner && entry
        ? [toHelper(owner, [{ text: 'promise', params: { contact: entry.contact, promise: entry.promise ?? '' } }])]
        : []
    }
    case 'step-stuck':
      return owner && event.by !== owner
        ? [toHelper(owner, [{ text: 'helper.step-stuck', params: { step: { step: event.step } } }])]
        : []
    case 'closed':
      return before.help.owner && !state.drill ? [toHelper(before.help.owner, [{ text: 'helper.closed' }])] : []
    default:
      return []
  }
}

/** What waits, in the words of the person who asked and of the helpers who may say yes or no. */
const HELD: Readonly<Record<HeldWish, { readonly person: string; readonly helpers: string }>> = {
  export: { person: 'held.export', helpers: 'helper.held.export' },
  'export-json': { person: 'held.export', helpers: 'helper.held.export' },
  close: { person: 'held.close', helpers: 'helper.held.close' },
  forget: { person: 'held.forget', helpers: 'helper.held.forget' },
}

/** After these the case card reads differently; it is edited in place, silently, once per turn. */
const CHANGES_CARD = new Set<Event['type']>([
  'told', 'facts-read', 'answered', 'pattern-chosen', 'step-done', 'step-undone', 'step-waived', 'step-stuck', 'wait-started',
  'wait-ended', 'contact-logged', 'closed', 'reopened',
]) // prettier-ignore

function caseCard(events: readonly Event[], before: Case, state: Case): Effect[] {
  const { owner } = state.help
  if (!owner || before.help.owner !== owner || !events.some(({ type }) => CHANGES_CARD.has(type))) return []
  return [
    toHelper(owner, [], {
      show: 'read-in',
      buttons: ownerRows(),
      card: 'case',
      editOnly: true,
      quiet: true,
      priority: PRIORITY.card,
    }),
  ]
}

const readIn = (key: string, helper: PersonId, priority: Effect['priority'] = PRIORITY.plan): Effect =>
  toHelper(helper, [{ text: key }], { show: 'read-in', buttons: ownerRows(), card: 'case', priority })

const toModerators = (
  lines: readonly Line[],
  buttons: Effect['buttons'] = [],
  priority: Effect['priority'] = PRIORITY.plan,
): Effect => ({ type: 'say', to: { moderators: true }, lines, buttons, priority })

/** Everyone who knows of the case and is not the person: the called and the owner. */
const trusted = ({ help }: Case): PersonId[] => [...new Set([...help.called, ...(help.owner ? [help.owner] : [])])]

/** One message to all of them where they share a room; it says which case by what the call said, and nothing more. */
const notice = (state: Case, key: string, buttons: Effect['buttons']): Effect[] => {
  const helpers = trusted(state)
  const lines: Line[] = [{ text: key, params: { minutes: NOTICE_MS / 60_000 } }, ...previewOf(state)]
  return helpers.length > 0 ? [{ type: 'say', to: { helpers }, lines, buttons, priority: PRIORITY.ping }] : []
}

const drill = (state: Case): Line[] => (state.drill ? [{ text: 'ping.drill' }] : [])
const previewOf = (state: Case): Line[] => (state.help.preview ? [{ preview: state.help.preview }] : [])

const minutesTo = (at: number, { help }: Case) => Math.max(0, Math.round((at - (help.calledAt ?? at)) / 60_000))

const drilled = (at: number, name: string, helper: PersonId, state: Case): Effect =>
  toHelper(helper, [{ text: 'drill.claimed', params: { name, minutes: minutesTo(at, state) } }])

const drillReport = (at: number, name: string, before: Case): Effect[] => [
  toModerators([{ text: 'ping.drill' }, { text: 'drill.report', params: { name, minutes: minutesTo(at, before) } }]),
]

/** One message mentions everyone of the ring; it says what is wanted and nothing that identifies anyone. */
function ping(helpers: readonly PersonId[], round: number, state: Case, at: number): Effect[] {
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

/** Honest words at each stage: how many were called, and when the next ring is; never a lie about help on its way. */
function told(called: number, round: number, state: Case, setting: Setting, at: number): Effect[] {
  const last = round >= state.policy.maxRounds
  const next = { time: ringDueAt(state, round) }
  const key = called === 0 ? 'help.called.nobody' : round === 1 ? 'help.called.first' : 'help.called.more'
  const step = currentStep(plan(state, setting.playbook), state, at)?.step
  const alone: Line[] =
    round > 1 && step && isUrgent(state, setting.playbook) ? [{ text: 'help.meanwhile' }, { step, part: 'text' }] : []
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

/** A call that was still open says that it is over. */
const withdrawn = (before: Case, { help }: Case): Effect[] =>
  before.help.status === 'calling'
    ? [
        {
          type: 'say',
          to: { helpers: help.called },
          lines: [...previewOf(before), { text: 'ping.withdrawn' }],
          buttons: [],
          priority: PRIORITY.card,
          card: 'ping',
          editOnly: true,
          quiet: true,
        },
      ]
    : []

const arrived = (name: string, state: Case): Effect[] =>
  toPerson(state, [{ text: 'help.arrived', params: { name } }, { text: 'help.never-asks' }], {
    priority: PRIORITY.ack,
    buttons: [row(button('button.helpers', { type: 'show', what: 'helpers' }))],
  })

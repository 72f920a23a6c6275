import { button, row } from './buttons.ts'
import {
  arrived,
  drillWon,
  ended,
  ping,
  previewOf,
  settled,
  toHelper,
  toModerators,
  toPerson,
  withdrawn,
} from './calling.ts'
import { caseCard, readIn } from './case-card.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { PRIORITY } from './effects.ts'
import type { Effect, Line } from './effects.ts'
import type { Event } from './events.ts'
import { NOTICE_MS, isUrgent } from './escalation.ts'
import { confirmed, notice, onNotice, trusted, waits } from './notices.ts'
import { promiseLine } from './promises.ts'
import { currentStep, plan } from './plan.ts'
import { timers } from './timers.ts'

/** What helpers are told, and what the person is told about helpers: who was called, who is there, and when nobody is. */
export function reactToHelpers(events: readonly Event[], before: Case, state: Case, setting: Setting): Effect[] {
  return [
    ...events.flatMap(event => reaction(event, events, before, state, setting)),
    ...caseCard(events, before, state, setting),
  ]
}

function reaction(event: Event, events: readonly Event[], before: Case, state: Case, setting: Setting): Effect[] {
  const { owner } = state.help
  const byHelper = event.by !== undefined && event.by !== state.subject && event.by !== state.reporter
  switch (event.type) {
    case 'ring-called':
      return ping(event, state)
    case 'rings-ended':
      return ended(state, setting)
    case 'claimed':
      return state.drill
        ? [settled(event.name, state), ...drillWon(event, before)]
        : [
            settled(event.name, state),
            readIn('helper.claimed', event.helper, state, setting, event.at),
            ...arrived(event.name, state),
          ]
    case 'handed-over':
      return [
        readIn('helper.handed-over', event.to, state, setting, event.at, PRIORITY.ping),
        toHelper(event.from, [{ text: 'helper.handed-over.thanks', params: { name: event.name } }], {
          priority: PRIORITY.ack,
        }),
        ...arrived(event.name, state),
      ]
    case 'taken-over':
      return [
        readIn('helper.claimed', event.to, state, setting, event.at),
        toHelper(event.from, [{ text: 'helper.taken-over', params: { name: event.name } }, { said: event.reason }]),
        ...arrived(event.name, state),
      ]
    case 'unreached':
      return owner
        ? [toHelper(owner, [{ text: 'helper.unreached' }], { priority: PRIORITY.ping })]
        : [toModerators([{ text: 'moderators.unreached' }, { text: 'moderators.case', params: { case: state.id } }])]
    case 'urgency-turned': {
      // At the claim itself the summary says it; later the owner learns that their case does not wait for the morning.
      const step = currentStep(plan(state, setting.playbook), state, event.at)?.step
      const byThem = events.some(({ by }) => by === owner)
      return owner && owner === before.help.owner && event.urgent && !byThem && step
        ? [toHelper(owner, [{ text: 'helper.urgent-now', params: { step: { step } } }], { priority: PRIORITY.ping })]
        : []
    }
    case 'claim-asked-again':
      return owner
        ? [
            toHelper(owner, [stillThere(state, setting)], {
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
      return [toHelper(event.helper, [{ text: 'helper.expired' }])]
    case 'released':
      return [toHelper(event.helper, [{ text: 'helper.released' }], { priority: PRIORITY.ack })]
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
      return notice(
        state,
        [{ text: 'helper.trust-asked', params: { minutes: NOTICE_MS / 60_000 } }],
        [
          row(
            button('button.trust-again', { type: 'trust-again' }),
            button('button.not-them', { type: 'not-them' }, 'danger'),
          ),
        ],
      )
    case 'trust-restored':
      return notice(state, [{ text: 'helper.trust-restored' }], [])
    case 'moved':
      return notice(state, [{ text: 'helper.moved' }], [row(button('button.not-them', { type: 'not-them' }, 'danger'))])
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
    case 'wish-held':
      return waits(event, before, state)
    case 'wishes-confirmed':
      return confirmed(event, before, state)
    case 'wishes-dropped':
      return [onNotice(before, [{ text: 'helper.held.dropped' }])]
    case 'wish-granted':
      return event.wish === 'export' || event.wish === 'export-json'
        ? toPerson(state, [], { show: event.wish, priority: PRIORITY.card })
        : []
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
      // Said once: from then on what they write simply arrives, and only what does not is spoken of.
      return event.by && !before.help.spoken
        ? [toHelper(event.by, [{ text: 'helper.relayed' }], { priority: PRIORITY.ack, quiet: true })]
        : []
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
      return owner && entry ? [toHelper(owner, [promiseLine(entry)])] : []
    }
    case 'step-stuck':
      return owner && event.by !== owner
        ? [toHelper(owner, [{ text: 'helper.step-stuck', params: { step: { step: event.step } } }])]
        : []
    case 'closed':
      return before.help.owner && !state.drill ? [toHelper(before.help.owner, [{ text: 'helper.closed' }])] : []
    case 'forgotten':
      return before.help.owner && !before.drill ? [toHelper(before.help.owner, [{ text: 'helper.forgotten' }])] : []
    default:
      return []
  }
}

/** By when an answer is needed: in minutes where it is urgent, else as the hour at which the claim ends. */
function stillThere(state: Case, { playbook }: Setting): Line {
  const at = timers(state, playbook).find(({ name }) => name === 'claim')?.at
  return isUrgent(state, playbook) || at === undefined
    ? { text: 'helper.still-there', params: { minutes: state.policy.claimExpiresMinutes } }
    : { text: 'helper.still-there.calm', params: { until: { time: at } } }
}

import { button, row } from './buttons.ts'
import { previewOf, toHelper, toPerson } from './calling.ts'
import type { Case } from './case.ts'
import { PRIORITY } from './effects.ts'
import type { Effect, Line } from './effects.ts'
import type { EventOf, HeldWish } from './events.ts'
import { NOTICE_MS } from './escalation.ts'
import { heldDueAt, heldWishes, silentDueAt } from './held.ts'
import type { PersonId } from './ids.ts'

/** What is told to everyone who helps in a case when something may not be the person's own wish. */

/** Everyone who knows of the case and is not the person: the called and the owner. */
export const trusted = ({ help }: Case): PersonId[] => [
  ...new Set([...help.called, ...(help.owner ? [help.owner] : [])]),
]

/** One message to all of them where they share a room; it says which case by what the call said, and nothing more. */
export const notice = (
  state: Case,
  lines: readonly Line[],
  buttons: Effect['buttons'],
  extra: Partial<Effect> = {},
): Effect[] => {
  const helpers = trusted(state)
  const all = [...lines, ...previewOf(state)]
  return helpers.length > 0
    ? [{ type: 'say', to: { helpers }, lines: all, buttons, priority: PRIORITY.ping, ...extra }]
    : []
}

/** What waits, in the words of the person who asked and of the helpers who may say yes or no. */
const HELD: Readonly<Record<HeldWish, { readonly person: string; readonly helpers: string }>> = {
  export: { person: 'held.export', helpers: 'helper.held.export' },
  'export-json': { person: 'held.export', helpers: 'helper.held.export' },
  close: { person: 'held.close', helpers: 'helper.held.close' },
  forget: { person: 'held.forget', helpers: 'helper.held.forget' },
  'safe-word': { person: 'held.safe-word', helpers: 'helper.held.safe-word' },
}

const notThem = () => button('button.not-them', { type: 'not-them' }, 'danger')

/** A wish waits: the person reads for what, and how it goes on; the helpers are asked, once. */
export function waits({ wish, at }: EventOf<'wish-held'>, before: Case, state: Case): Effect[] {
  const since = state.held[wish]?.since ?? at
  const silent = silentDueAt(wish, state)
  const latest = silent === undefined ? undefined : { time: silent }
  const told = toPerson(
    state,
    [
      { text: HELD[wish].person },
      { text: 'held.how', params: { time: { time: since + NOTICE_MS } } },
      ...(latest ? [{ text: 'held.latest', params: { time: latest } }] : []),
    ],
    { priority: PRIORITY.ack, buttons: [row(button('button.call-off', { type: 'keep-open' }))] },
  )
  if (before.held[wish]?.since === since) return told
  const asked: Line[] = [
    { text: HELD[wish].helpers },
    { text: 'helper.held.how', params: { minutes: NOTICE_MS / 60_000 } },
    ...(latest ? [{ text: 'helper.held.silence', params: { time: latest } }] : []),
  ]
  const buttons = [row(button('button.vouch', { type: 'vouch' }, 'primary'), notThem())]
  return [...told, ...notice(state, asked, buttons, { card: 'notice' })]
}

/** Somebody has said yes: the notice says so where it stands, and until its time has run out it can still be stopped there. */
export function confirmed({ by, at }: EventOf<'wishes-confirmed'>, before: Case, state: Case): Effect[] {
  const due = Math.max(...heldWishes(state).map(wish => heldDueAt(wish, state) ?? at))
  const still = Number.isFinite(due)
  const said: Line = still ? { text: 'helper.confirmed', params: { time: { time: due } } } : { text: 'helper.vouched' }
  const own = by !== undefined && (by === before.subject || by === before.reporter)
  const outside = by !== undefined && !own && (state.phase === 'forgotten' || !trusted(before).includes(by))
  return [
    onNotice(before, [said], still ? [row(notThem())] : []),
    ...(outside ? [toHelper(by, [said], { priority: PRIORITY.ack, quiet: true })] : []),
    ...(own && still
      ? toPerson(state, [{ text: 'held.confirmed', params: { time: { time: due } } }], { priority: PRIORITY.ack })
      : []),
  ]
}

/** The last notice, changed in place. */
export const onNotice = (state: Case, lines: readonly Line[], buttons: Effect['buttons'] = []): Effect => ({
  type: 'say',
  to: { helpers: trusted(state) },
  lines: [...lines, ...previewOf(state)],
  buttons,
  priority: PRIORITY.card,
  card: 'notice',
  editOnly: true,
  quiet: true,
})

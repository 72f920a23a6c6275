import type { Case } from './case.ts'
import type { Event, HeldWish } from './events.ts'
import { NOTICE_MS } from './escalation.ts'
import type { Instant } from './ids.ts'

/**
 * What a thief in the person's account would want, while helpers are in the case: it needs a second trusted person or the safe
 * word, and happens no sooner than a notice to all of them has run out.
 */

const DAY_MS = 24 * 3_600_000

/** Nobody keeps people from their own record for longer than this: where no helper objects, silence is enough then. */
const OWN_RECORD = new Set<HeldWish>(['export', 'export-json', 'forget'])
const RECORDS = ['export', 'export-json'] as const
const ORDER: readonly HeldWish[] = [...RECORDS, 'safe-word', 'forget', 'close']

/**
 * While helpers are in a case, or were called and may be on their way. Alone with the bot nobody could say yes, and a wall in
 * front of one's own record would help no one.
 */
export const needsNotice = ({ phase, drill, help }: Case): boolean =>
  phase === 'open' && !drill && (help.owner !== undefined || (help.status === 'calling' && help.called.length > 0))

/** When silence would do; undefined where only a yes does. */
export const silentDueAt = (wish: HeldWish, { held }: Case): Instant | undefined => {
  const waits = held[wish]
  return waits && OWN_RECORD.has(wish) ? waits.since + DAY_MS : undefined
}

/** When a wish that waits is carried out as things stand; undefined while it only waits for a yes. */
export function heldDueAt(wish: HeldWish, state: Case): Instant | undefined {
  const waits = state.held[wish]
  if (!waits) return undefined
  const own = waits.yesAt === undefined ? silentDueAt(wish, state) : Math.max(waits.since + NOTICE_MS, waits.yesAt)
  if (wish !== 'forget' || own === undefined) return own
  // The record goes out first.
  return Math.max(own, ...RECORDS.flatMap(record => heldDueAt(record, state) ?? []).map(at => at + NOTICE_MS))
}

/** What waits, in the order in which it may happen: the record leaves before the case ends. */
export const heldWishes = ({ held }: Case): HeldWish[] => ORDER.filter(wish => held[wish] !== undefined)

/** A wish whose time has come. */
export function grant(wish: HeldWish, state: Case, at: Instant): Event[] {
  const dueAt = heldDueAt(wish, state)
  if (dueAt === undefined || dueAt > at) return []
  const granted: Event = { type: 'wish-granted', wish, at }
  const word = state.held['safe-word']?.safeWord
  switch (wish) {
    case 'close':
      return [granted, { type: 'closed', at }]
    case 'forget':
      return [granted, { type: 'forgotten', at }]
    case 'safe-word':
      return word ? [granted, { type: 'safe-word-set', ...word, at }] : [granted]
    default:
      return [granted]
  }
}

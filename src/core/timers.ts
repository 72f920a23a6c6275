import type { Case } from './case.ts'
import { NOTICE_MS, claimClock, isQuiet, isUrgent, minuteOfDay, ringDueAt } from './escalation.ts'
import { activeWaits, unanswered } from './focus.ts'
import { heldDueAt, heldWishes } from './held.ts'
import type { Instant, WaitId } from './ids.ts'
import { currentStep, plan } from './plan.ts'
import type { Playbook } from './playbook.ts'
import { holding } from './triage.ts'

/**
 * Which clocks a case needs, computed from its state after every turn. The engine compares them with the timers it has armed:
 * a clock that is no longer wanted gets a new generation, and its late firing is harmless.
 */

export type Timer = { readonly name: string; readonly at: Instant }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Reminders for an unfinished urgent step, after the last thing heard or shown. */
const NUDGE_AFTER_MS = [30 * MINUTE_MS, 3 * HOUR_MS, 20 * HOUR_MS]
/** The last day's question is asked before the case is deleted. */
const RETENTION_GRACE_MS = 12 * HOUR_MS
/** A message that read like no incident is not kept longer than this when nobody comes back. */
const NONE_KEPT_MS = DAY_MS

export function timers(state: Case, playbook: Playbook): Timer[] {
  if (state.phase === 'closed') return closedTimers(state, playbook)
  if (state.phase !== 'open') return []
  // Somebody who was called or is there outweighs that the text read like nothing.
  const helped = state.help.status === 'calling' || state.help.status === 'claimed'
  const passedBy = state.shown.focus === 'none' || (!state.crisis && unanswered(state, playbook))
  if (passedBy && !helped) return [{ name: 'retention', at: state.lastHeardAt + NONE_KEPT_MS }, ...noticeTimers(state)]
  return [
    ...[...waitTimers(state, playbook), ...nudgeTimer(state, playbook)].map(({ name, at }) => ({
      name,
      at: Math.max(at, afterClose(state)),
    })),
    ...helpTimers(state, playbook),
    ...noticeTimers(state),
    ...promiseTimers(state),
  ]
}

function waitTimers(state: Case, playbook: Playbook): Timer[] {
  if (state.crisis) return []
  return activeWaits(state).flatMap(id => {
    const at = waitDueAt(id, state, playbook)
    return at === undefined ? [] : [{ name: `wait:${id}`, at }]
  })
}

/** When a wait's next reminder rings; undefined when its last one has. */
export function waitDueAt(id: WaitId, state: Case, playbook: Playbook): Instant | undefined {
  const wait = playbook.waits.get(id)
  const waiting = state.waits[id]
  const minutes = wait?.remindMinutes[waiting?.reminded ?? 0]
  if (!wait || !waiting || minutes === undefined) return undefined
  const at = waiting.startedAt + minutes * MINUTE_MS
  return wait.urgent ? at : afterQuiet(at, state)
}

function nudgeTimer(state: Case, playbook: Playbook): Timer[] {
  if (state.crisis || state.suspect) return []
  const step = currentStep(plan(state, playbook), state, state.lastShownAt)
  const after = NUDGE_AFTER_MS[state.nudges]
  if (!step || step.urgency === 'week' || step.urgency === 'watch' || after === undefined) return []
  // "Later" pauses the whole nudging, not one step: whoever asks for three hours gets them.
  const pausedUntil = Math.max(0, ...Object.values(state.putOff))
  const from = Math.max(state.lastHeardAt, state.lastShownAt)
  const at = pausedUntil > from ? pausedUntil : from + after
  // Half an hour after someone wrote they are awake, whatever the clock says; later reminders wait for the morning.
  return [{ name: 'nudge', at: state.nudges === 0 && step.urgency === 'now' ? at : afterQuiet(at, state) }]
}

function helpTimers(state: Case, playbook: Playbook): Timer[] {
  const { help } = state
  if (help.status === 'calling')
    return [{ name: 'ring', at: Math.max(ringDueAt(state, help.rounds), afterClose(state)) }]
  if (help.status !== 'claimed' || help.ownerActiveAt === undefined) return []
  const urgent = isUrgent(state, playbook)
  const { silentMs, expiresMs } = claimClock(state, urgent)
  // A calm case that turns urgent begins a new silence: its owner is not asked, or let go, for hours that asked nothing of them.
  const since = Math.max(help.askedAgainAt ?? help.ownerActiveAt, help.urgentSince ?? 0)
  const at = since + (help.askedAgainAt === undefined ? silentMs : expiresMs)
  return [{ name: 'claim', at: urgent ? at : afterQuiet(at, state) }]
}

/** Whoever has asked to close is asked nothing and wakes no further ring meanwhile; when it comes to nothing, all goes on. */
const afterClose = ({ held }: Case): Instant =>
  held.close === undefined ? 0 : held.close.since + NOTICE_MS + MINUTE_MS

/** Delays with notice: trust coming back by the safe word, and what waits while helpers are in the case. */
const noticeTimers = (state: Case): Timer[] => [
  ...(state.suspect && state.trustAskedAt !== undefined ? [{ name: 'trust', at: state.trustAskedAt + NOTICE_MS }] : []),
  ...heldWishes(state).flatMap(wish => {
    const at = heldDueAt(wish, state)
    return at === undefined ? [] : [{ name: `held:${wish}`, at }]
  }),
]

const promiseTimers = (state: Case): Timer[] =>
  state.contacts.flatMap(({ dueAt, reminded }, index) =>
    dueAt !== undefined && !reminded ? [{ name: `promise:${index}`, at: afterQuiet(dueAt, state) }] : [],
  )

function closedTimers(state: Case, playbook: Playbook): Timer[] {
  const closedAt = state.closedAt ?? 0
  const retention = { name: 'retention', at: closedAt + state.policy.retentionDays * DAY_MS + RETENTION_GRACE_MS }
  const day = nextWatchDay(state, playbook)
  return day === undefined
    ? [retention]
    : [{ name: 'watch', at: afterQuiet(closedAt + day * DAY_MS, state) }, retention]
}

/** The next day on which the closed case is looked at again, as fits its patterns. */
export function nextWatchDay(state: Case, playbook: Playbook): number | undefined {
  if (state.watchStopped) return undefined
  const days = holding(state, playbook).flatMap(id => playbook.patterns.get(id)?.watchDays ?? [])
  return [...new Set(days)]
    .sort((a, b) => a - b)
    .find(day => !state.watchedDays.includes(day) && day <= state.policy.retentionDays)
}

/** The same instant, or the end of the person's quiet hours when it falls into them. */
export function afterQuiet(at: Instant, state: Case): Instant {
  const { quietHours } = state.policy
  if (!isQuiet(at, state.timeZone, quietHours)) return at
  const minutesLeft = (quietHours.to - minuteOfDay(at, state.timeZone) + 1440) % 1440
  return Math.floor(at / MINUTE_MS) * MINUTE_MS + minutesLeft * MINUTE_MS
}

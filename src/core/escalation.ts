import type { Case } from './case.ts'
import type { HelpPreview, HelpStage } from './events.ts'
import type { Instant, PersonId } from './ids.ts'
import { plan } from './plan.ts'
import type { Playbook } from './playbook.ts'
import type { Helper, QuietHours, Roster } from './roster.ts'
import { holding } from './triage.ts'

/** Rings of helpers with waits: who is called when, until someone is there or the ladder has ended and that was said. */

const MINUTE_MS = 60_000

/** When round `round` (counted from 0) is due. A running case keeps the policy it started with. */
export function ringDueAt(state: Case, round: number): Instant {
  const { ringMinutes, everyMinutes } = state.policy
  const last = ringMinutes[ringMinutes.length - 1] ?? 0
  const minutes = ringMinutes[round] ?? last + (round - ringMinutes.length + 1) * everyMinutes
  return (state.help.calledAt ?? 0) + minutes * MINUTE_MS
}

/** Zones come from people, by whatever of its spellings; so many are kept, then all are made anew. */
const MAX_WALL_CLOCKS = 500
/** Making a formatter costs a hundred times what using it does. */
const wallClocks = new Map<string, Intl.DateTimeFormat>()

function wallClock(timeZone: string): Intl.DateTimeFormat {
  let clock = wallClocks.get(timeZone)
  if (!clock) {
    if (wallClocks.size >= MAX_WALL_CLOCKS) wallClocks.clear()
    // Writes "00:34".
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    wallClocks.set(timeZone, clock)
  }
  return clock
}

/** The hour and minute at an instant in a time zone, as minutes since midnight. */
export function minuteOfDay(at: Instant, timeZone: string): number {
  const [hour, minute] = wallClock(timeZone).format(at).split(':')
  return Number(hour) * 60 + Number(minute)
}

export function isQuiet(at: Instant, timeZone: string, quiet: QuietHours | undefined): boolean {
  if (!quiet || quiet.from === quiet.to) return false
  const minute = minuteOfDay(at, timeZone)
  return quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to
}

/** One message mentions at most so many; more would be a crowd, and Discord allows a hundred. */
const MAX_CALLED = 30

/**
 * Helpers of a round, best fitting first: language and skill, then the rest. Quiet hours, load and throttle are respected.
 * When a ring has nobody, the next one is called at once: the person does not wait for an empty room.
 * @param round counted from 0
 * @returns empty when nobody at all is free
 */
export function ring(state: Case, roster: Roster, round: number, now: Instant): PersonId[] {
  const passed = new Set(state.help.passed)
  for (let widest = Math.min(round + 1, 3); widest <= 3; widest++) {
    const free = roster.helpers.filter(helper => helper.ring <= widest && isFree(helper, state, roster, now))
    const fresh = free.filter(({ id }) => !passed.has(id))
    const speaking = fresh.filter(({ languages }) => languages.includes(state.language))
    // From the third round on, somebody with another language is better than nobody.
    const pool = speaking.length > 0 || (widest < 3 && round < 2) ? speaking : fresh
    if (pool.length > 0) {
      const fits = (helper: Helper) => (skilled(helper, state) ? 0 : 1)
      // Where there are more than one message calls, whoever was not called yet comes first.
      const again = ({ id }: Helper) => (pool.length > MAX_CALLED && state.help.called.includes(id) ? 1 : 0)
      return [...pool]
        .sort((a, b) => again(a) - again(b) || fits(a) - fits(b) || a.ring - b.ring)
        .slice(0, MAX_CALLED)
        .map(({ id }) => id)
    }
  }
  return []
}

function isFree(helper: Helper, state: Case, roster: Roster, now: Instant): boolean {
  const load = roster.load.get(helper.id)
  return (
    helper.onDuty &&
    helper.reachableSince !== undefined &&
    !joinedJustNow(helper, state, now) &&
    helper.id !== state.help.owner &&
    helper.id !== state.reporter &&
    helper.id !== state.subject &&
    !state.blockedBy.includes(helper.id) &&
    !isQuiet(now, helper.timeZone, helper.quiet) &&
    (load?.open ?? 0) < helper.loadLimit &&
    (load?.pingsLastHour ?? 0) < state.policy.pingsPerHour
  )
}

const skilled = (helper: Helper, state: Case) =>
  helper.skills.length === 0 ||
  helper.skills.some(skill => skill === state.help.preview?.pattern || skill === state.service)

/** A case is urgent while a step for now is not settled. */
export const isUrgent = (state: Case, playbook: Playbook) =>
  state.crisis ||
  plan(state, playbook).some(step => step.urgency === 'now' && (step.state === 'open' || step.state === 'locked'))

/** How long an owner may be silent before being asked, and after that before losing the claim. */
export function claimClock(state: Case, urgent: boolean): { silentMs: number; expiresMs: number } {
  const { claimSilentMinutes, claimExpiresMinutes } = state.policy
  const slow = urgent ? 1 : 48
  return { silentMs: claimSilentMinutes * slow * MINUTE_MS, expiresMs: claimExpiresMinutes * slow * MINUTE_MS }
}

/** Exactly what a ping says: pattern, urgency, stage, language, what help is wanted; no names, no numbers. */
export function preview(state: Case, playbook: Playbook): HelpPreview {
  const urgency = isUrgent(state, playbook) ? 'now' : 'today'
  const pattern = holding(state, playbook)[0]
  return {
    ...(pattern ? { pattern } : {}),
    urgency,
    stage: stageOf(state, playbook),
    language: state.language,
    crisis: state.crisis,
  }
}

function stageOf(state: Case, playbook: Playbook): HelpStage {
  const steps = plan(state, playbook)
  if (Object.values(state.steps).some(mark => mark.state === 'cannot')) return 'stuck'
  if (steps.some(step => step.state === 'open' && step.urgency !== 'watch'))
    return steps.some(step => step.state === 'done') ? 'under-way' : 'start'
  return steps.some(step => step.state === 'waiting') ? 'waiting' : 'start'
}

/** How long helpers may object: before the safe word lifts a doubt, and before what a thief would want is done. */
export const NOTICE_MS = 10 * MINUTE_MS

/** A helper who joined while the case was open: the others had no time yet to say that they know nothing of it. */
export const joinedJustNow = ({ reachableSince = 0 }: Helper, { openedAt }: Case, now: Instant): boolean =>
  reachableSince > openedAt && now < reachableSince + NOTICE_MS

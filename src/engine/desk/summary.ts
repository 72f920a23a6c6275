import type { Case } from '../../core/case.ts'
import type { Event } from '../../core/events.ts'
import type { CaseId, CommunityId, Instant, PatternId } from '../../core/ids.ts'
import type { Playbook } from '../../core/playbook.ts'
import { holding } from '../../core/triage.ts'
import type { Archive } from '../../store/archive.ts'
import { parseCasefile, stateOf } from '../casefile.ts'
import { rows } from '../rows.ts'

/** What moderators and the daily digest see of a case: how it stands, never who it is about or what was told. */

export type Standing = 'suspect' | 'unclaimed' | 'overdue' | 'waiting' | 'claimed' | 'alone'

export type Summary = {
  readonly caseId: CaseId
  readonly state: Case
  readonly pattern: PatternId | undefined
  readonly standing: Standing
  readonly times: Times
}

/** Minutes from the opening to the first reply, to the first claim, to the first finished step. */
export type Times = { readonly reply?: number; readonly claim?: number; readonly step?: number }

const MAX_CASES = 200

export async function summaryOf(
  caseId: CaseId,
  archive: Archive,
  playbook: Playbook,
  now: Instant,
): Promise<Summary | undefined> {
  const kept = await archive.load(rows.case(caseId))
  if (!kept) return undefined
  const file = parseCasefile(kept.value)
  const state = stateOf(file)
  if (state.phase === 'none' || state.phase === 'forgotten') return undefined
  return {
    caseId,
    state,
    pattern: holding(state, playbook)[0],
    standing: standingOf(state, now),
    times: timesOf(file.events),
  }
}

/** Open cases of a community, the most urgent standing first; a drill is none. */
export async function openCases(
  community: CommunityId,
  archive: Archive,
  playbook: Playbook,
  now: Instant,
): Promise<Summary[]> {
  const keys = await archive.keys(`k/${community}/`, { limit: MAX_CASES })
  const found = await Promise.all(keys.map(key => summaryOf(key.split('/')[2] as CaseId, archive, playbook, now)))
  const order: Standing[] = ['suspect', 'unclaimed', 'overdue', 'claimed', 'alone', 'waiting']
  return found
    .filter(summary => summary !== undefined)
    .filter(({ state }) => !state.drill)
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || a.state.openedAt - b.state.openedAt)
}

function standingOf(state: Case, now: Instant): Standing {
  if (state.suspect) return 'suspect'
  if (state.help.status === 'calling' || state.help.status === 'ended') return 'unclaimed'
  const late = state.contacts.some(
    ({ dueAt, promise, step }) => (promise ?? step) !== undefined && dueAt !== undefined && dueAt < now,
  )
  if (late || Object.values(state.waits).some(({ lapsed, endedAt }) => lapsed && endedAt === undefined))
    return 'overdue'
  if (Object.values(state.waits).some(({ endedAt }) => endedAt === undefined)) return 'waiting'
  return state.help.owner ? 'claimed' : 'alone'
}

export function timesOf(events: readonly Event[]): Times {
  const opened = events[0]?.at
  const first = (type: Event['type']) => events.find(event => event.type === type)?.at
  const minutes = (at: Instant | undefined) =>
    at === undefined || opened === undefined ? undefined : Math.max(0, (at - opened) / 60_000)
  return { reply: minutes(first('shown')), claim: minutes(first('claimed')), step: minutes(first('step-done')) }
}

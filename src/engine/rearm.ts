import type { Case } from '../core/case.ts'
import type { CaseId, Instant } from '../core/ids.ts'
import type { Playbook } from '../core/playbook.ts'
import { timers } from '../core/timers.ts'
import type { Armed, Casefile } from './casefile.ts'
import { rows } from './rows.ts'

/**
 * The clocks a case wants now against the ones that are armed: what changed gets a new generation, so that a late firing of
 * the old one meets nothing.
 */
export function rearm(file: Casefile, caseId: CaseId, state: Case, playbook: Playbook) {
  let { generation } = file
  const armed: Record<string, Armed> = {}
  const set: string[] = []
  const wanted = timers(state, playbook)
  let soonest: Instant | undefined
  for (const { name, at } of wanted) {
    const before = file.timers[name]
    if (before && before.at === at) armed[name] = before
    else {
      armed[name] = { at, generation: ++generation }
      set.push(rows.timer(at, caseId, generation, name))
    }
    soonest = Math.min(soonest ?? Infinity, at)
  }
  const cancelled = Object.entries(file.timers)
    .filter(([name, { generation }]) => armed[name]?.generation !== generation)
    .map(([name, { at, generation }]) => rows.timer(at, caseId, generation, name))
  return { armed, generation, set, cancelled, soonest }
}

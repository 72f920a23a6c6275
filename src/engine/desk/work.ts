import { CaseId } from '../../core/ids.ts'
import type { Intent } from '../../core/intents.ts'
import { rows } from '../rows.ts'
import { tell } from './ask.ts'
import type { Answered, Ask, Carry } from './ask.ts'
import { findHelper, helpers } from './rights.ts'

/** A helper's wishes that name a case or a colleague. */

/** The case a helper works on: the one they chose last, else the one they own. */
export async function mine({ by, person, tools }: Ask): Promise<CaseId | undefined> {
  const prefix = rows.ownedBy(tools.directory.key(by))
  const owned = (await tools.archive.keys(prefix, { limit: 50 })).map(key => key.slice(prefix.length) as CaseId)
  return owned.find(id => id === person.row.working) ?? owned[0]
}

const handOver: Carry = helpers(async (ask, here) => {
  const caseId = await mine(ask)
  if (!caseId) return { note: 'refused.not-owner' }
  const to = findHelper(here, ask.input.helper)
  const intent: Intent = to
    ? { type: 'hand-over', to: to.id, by: ask.by }
    : { type: 'refuse', reason: 'unknown-helper', by: ask.by }
  return { cases: [{ caseId, intents: [intent] }] }
})

const takeOver: Carry = helpers(ask => {
  const id = CaseId.safeParse((ask.input.case ?? '').trim().toLowerCase())
  if (!id.success) return { note: 'desk.unknown-case' }
  return { cases: [{ caseId: id.data, intents: [{ type: 'take-over', reason: ask.input.reason ?? '', by: ask.by }] }] }
})

/** Switches to another of one's own cases, and shows its card anew. */
const work: Carry = helpers(async (ask): Promise<Answered> => {
  const id = CaseId.safeParse((ask.input.case ?? '').trim().toLowerCase())
  const key = ask.tools.directory.key(ask.by)
  if (!id.success || !(await ask.tools.archive.has(rows.owned(key, id.data)))) return { note: 'desk.unknown-case' }
  return {
    put: [{ key: rows.person(key), value: { ...ask.person.row, working: id.data }, version: ask.person.version + 1 }],
    cases: [{ caseId: id.data, intents: [{ type: 'show', what: 'read-in', by: ask.by }] }],
    say: [tell(ask.by, [{ text: 'moderators.case', params: { case: id.data } }])],
  }
})

export const WORK: Readonly<Record<string, Carry>> = { 'hand-over': handOver, 'take-over': takeOver, work }

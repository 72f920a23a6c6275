import type { Case } from './case.ts'
import type { Refusal } from './events.ts'
import type { PersonId } from './ids.ts'
import type { Intent } from './intents.ts'
import type { Roster } from './roster.ts'

/** Who may do what, looked up at each press: a button is a request, its id never a proof. */

export type Role = 'person' | 'owner' | 'lead' | 'helper' | 'moderator' | 'stranger'

export function roleOf(by: PersonId, state: Case, roster: Roster): Role {
  if (by === state.help.owner) return 'owner'
  if (by === state.reporter || by === state.subject) return 'person'
  const helper = roster.helpers.find(({ id }) => id === by)
  if (helper) return helper.lead ? 'lead' : 'helper'
  if (roster.moderators.includes(by)) return 'moderator'
  return 'stranger'
}

/** What anyone trusted may do without owning the case. */
const ANY_HELPER = new Set<Intent['type']>(['claim', 'pass', 'not-them', 'take-over', 'trust-again', 'note'])
const MODERATOR = new Set<Intent['type']>(['call', 'offer-help', 'note', 'not-them', 'trust-again', 'show'])
/** What stays open to the person's account while a helper says "that is not them": it may speak, and gets nothing back. */
const WHILE_SUSPECT = new Set<Intent['type']>(['tell', 'refuse'])
const HELPER_ONLY = new Set<Intent['type']>([
  'claim',
  'pass',
  'release',
  'still-here',
  'hand-over',
  'take-over',
  'not-them',
  'trust-again',
])

/** The reason why not, or undefined when they may. */
export function refusal(intent: Intent, state: Case, roster: Roster): Refusal | undefined {
  if (intent.type === 'open' || intent.type === 'clock' || intent.type === 'model-read' || intent.type === 'refuse')
    return undefined
  if (state.phase === 'none' || state.phase === 'forgotten') return 'no-case'
  const role = roleOf(intent.by, state, roster)
  switch (role) {
    case 'stranger':
      return 'not-yours'
    case 'moderator':
      return MODERATOR.has(intent.type) ? undefined : 'not-owner'
    case 'helper':
    case 'lead':
      if (intent.type === 'take-over' || intent.type === 'trust-again') return role === 'lead' ? undefined : 'not-lead'
      if (intent.type === 'show')
        return state.help.called.includes(intent.by) || role === 'lead' ? undefined : 'not-owner'
      return ANY_HELPER.has(intent.type) ? undefined : 'not-owner'
    case 'owner':
      if (intent.type === 'close' || intent.type === 'forget') return 'not-yours'
      return intent.type === 'take-over' ? 'not-lead' : undefined
    case 'person':
      if (HELPER_ONLY.has(intent.type)) return 'not-helper'
      return state.suspect && !WHILE_SUSPECT.has(intent.type) ? 'suspect' : undefined
  }
}

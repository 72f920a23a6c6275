import type { Case } from './case.ts'
import type { Refusal } from './events.ts'
import type { PersonId } from './ids.ts'
import type { Intent, Shown } from './intents.ts'
import type { Roster } from './roster.ts'

/** Who may do what, looked up at each press: a button is a request, its id never a proof. */

export type Role = 'person' | 'owner' | 'lead' | 'helper' | 'moderator' | 'stranger'

export function roleOf(by: PersonId, state: Case, roster: Roster): Role {
  if (by === state.reporter || by === state.subject) return 'person'
  if (by === state.help.owner) return 'owner'
  const helper = roster.helpers.find(({ id }) => id === by)
  if (helper) return helper.lead ? 'lead' : 'helper'
  if (roster.moderators.includes(by)) return 'moderator'
  return 'stranger'
}

type Wish = Intent['type']

/** What anyone trusted may do without owning the case. */
const ANY_HELPER = new Set<Wish>(['claim', 'pass', 'not-them', 'note', 'trust-again', 'vouch', 'take-over', 'show'])
/** The owner works the case with the person; ending, erasing and the safe word stay the person's. */
const OWNER = new Set<Wish>([
  'relay', 'ask', 'note', 'add-evidence', 'log-contact', 'called', 'done', 'undo', 'waive', 'stuck', 'put-off', 'came', 'answer',
  'choose', 'reject', 'set-country', 'show', 'own-words', 'claim', 'pass', 'release', 'still-here', 'hand-over', 'take-over',
  'not-them', 'trust-again', 'vouch', 'ask-close', 'offer-help', 'bridge',
]) // prettier-ignore
const MODERATOR = new Set<Wish>([
  'call',
  'offer-help',
  'note',
  'not-them',
  'trust-again',
  'vouch',
  'show',
  'decline-help',
])
/** What stays open to the person's account while a helper says "that is not them": it may speak, and gets nothing back. */
const WHILE_SUSPECT = new Set<Wish>(['tell', 'prove', 'add-evidence', 'bridge'])
/** What only a trusted person may do; the person's own account never. */
const TRUSTED_ONLY = new Set<Wish>([
  'claim', 'pass', 'release', 'still-here', 'hand-over', 'take-over', 'not-them', 'trust-again', 'vouch', 'ask',
]) // prettier-ignore
/** Wishes the engine makes after its own check, never a button's. */
const CHECKED = new Set<Wish>([
  'open',
  'clock',
  'model-read',
  'refuse',
  'stranger',
  'move-in',
  'block',
  'unblock',
  'unreached',
])
/** What somebody who was called may look at before claiming; the story itself only with the claim. */
const BEFORE_CLAIM = new Set<Shown>(['read-in', 'helpers', 'second-hit'])

/** The whole record leaves with the person alone, whoever may read along. */
const isExport = (what: Shown) => what === 'export' || what === 'export-json'

/** The reason why not, or undefined when they may. */
export function refusal(intent: Intent, state: Case, roster: Roster): Refusal | undefined {
  if (CHECKED.has(intent.type)) return undefined
  if (state.phase === 'none' || state.phase === 'forgotten') return 'no-case'
  const role = roleOf(intent.by, state, roster)
  switch (role) {
    case 'stranger':
      return 'not-yours'
    case 'moderator':
      if (intent.type === 'show') return BEFORE_CLAIM.has(intent.what) ? undefined : 'not-owner'
      return MODERATOR.has(intent.type) ? undefined : 'not-owner'
    case 'helper':
    case 'lead': {
      if (!ANY_HELPER.has(intent.type)) return 'not-owner'
      if (intent.type === 'take-over') return role === 'lead' ? undefined : 'not-lead'
      if (intent.type === 'trust-again') return mayTrust(intent.by, state, roster)
      if (intent.type !== 'show') return undefined
      if (isExport(intent.what)) return 'not-yours'
      if (!state.help.called.includes(intent.by) && role !== 'lead') return 'not-owner'
      return role === 'lead' || BEFORE_CLAIM.has(intent.what) ? undefined : 'not-owner'
    }
    case 'owner':
      if (intent.type === 'close' || intent.type === 'forget') return 'not-yours'
      if (intent.type === 'show' && isExport(intent.what)) return 'not-yours'
      if (intent.type === 'trust-again') return mayTrust(intent.by, state, roster)
      return OWNER.has(intent.type) ? undefined : 'not-yours'
    case 'person':
      if (TRUSTED_ONLY.has(intent.type)) return 'not-helper'
      return state.suspect && !WHILE_SUSPECT.has(intent.type) ? 'suspect' : undefined
  }
}

/** Trust comes back by a lead's word; once the safe word has fitted, any helper's will do. */
function mayTrust(by: PersonId, state: Case, roster: Roster): Refusal | undefined {
  const lead = roster.helpers.some(helper => helper.id === by && helper.lead)
  return lead || state.trustAskedAt !== undefined ? undefined : 'not-lead'
}

import { needsNotice } from '../../core/held.ts'
import type { Helper } from '../../core/roster.ts'
import { parseCasefile, stateOf } from '../casefile.ts'
import type { CommunityRow } from '../casefile.ts'
import { rows } from '../rows.ts'
import type { Answered, Ask, Carry } from './ask.ts'

/** Who may ask the desk for what; asked at every wish, never remembered from an earlier one. */

type Here = { readonly row: CommunityRow; readonly version: number }

/** The administrator's right comes with the message, checked with the app at that moment. */
export const isAdmin = ({ inbound, community, by }: Ask): boolean =>
  inbound.isAdmin === true ||
  // A terminal has no administrators of its own: whoever plays the moderator is one.
  (inbound.place.platform === 'terminal' && community?.row.moderators.includes(by) === true)

export const isModerator = (ask: Ask): boolean =>
  isAdmin(ask) || ask.community?.row.moderators.includes(ask.by) === true

export const helperOf = ({ community, by }: Ask): Helper | undefined =>
  community?.row.helpers.find(({ id }) => id === by)

const guarded =
  (may: (ask: Ask) => boolean, note: string, carry: (ask: Ask, here: Here) => ReturnType<Carry>): Carry =>
  ask => {
    if (!ask.community) return { note: 'desk.no-community' }
    return may(ask) ? carry(ask, ask.community) : { note }
  }

export const moderators = (carry: (ask: Ask, here: Here) => ReturnType<Carry>): Carry =>
  guarded(isModerator, 'desk.not-moderator', carry)
export const admins = (carry: (ask: Ask, here: Here) => ReturnType<Carry>): Carry =>
  guarded(isAdmin, 'desk.not-admin', carry)
export const helpers = (carry: (ask: Ask, here: Here) => ReturnType<Carry>): Carry =>
  guarded(ask => helperOf(ask) !== undefined, 'desk.not-helper', carry)

/**
 * Who is trusted is not changed by an account in whose own case helpers are at work: it may be in other hands. Another
 * moderator is the second person.
 */
export const exceptInOwnCase =
  (carry: Carry): Carry =>
  async ask => {
    const { person, tools, by } = ask
    const kept = person.row.case && (await tools.archive.load(rows.case(person.row.case)))
    const state = kept ? stateOf(parseCasefile(kept.value)) : undefined
    const own = state?.phase === 'open' && (state.subject === by || state.reporter === by)
    return own && (state.suspect || needsNotice(state)) ? { note: 'desk.own-case' } : carry(ask)
  }

/** A helper by the name they chose or by their id; never by what an app shows as their name. */
export function findHelper({ row }: Here, wanted: string | undefined): Helper | undefined {
  const name = fold(wanted ?? '')
  if (name === '') return undefined
  return row.helpers.find(helper => helper.id === wanted || fold(helper.name) === name)
}

/** Two names that read alike are one. */
export const fold = (text: string) => text.normalize('NFKC').trim().replace(/^@/, '').toLowerCase()

/** The tried too often are told to wait; tries are counted by blinded id and forgotten after an hour. */
export async function tooMany(ask: Ask, what: string, limit: number): Promise<{ counted: Answered } | undefined> {
  const prefix = `w/${what}/${ask.tools.directory.key(ask.by)}/`
  const tries = await ask.tools.archive.count(prefix)
  return tries >= limit ? { counted: { note: 'desk.slow-down' } } : undefined
}

const HOUR_MS = 3_600_000

/** One try more. */
export const tryRow = ({ tools, by, now, inbound }: Ask, what: string) => ({
  key: `w/${what}/${tools.directory.key(by)}/${tools.archive.blind(inbound.id)}`,
  expiresAt: now + HOUR_MS,
})

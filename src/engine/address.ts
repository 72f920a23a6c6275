import type { KeyObject } from 'node:crypto'
import type { Case } from '../core/case.ts'
import type { Audience, Effect } from '../core/effects.ts'
import type { CaseId, Instant, Language, PersonId } from '../core/ids.ts'
import type { Roster } from '../core/roster.ts'
import type { Casefile, Duty, Offer } from './casefile.ts'
import type { Directory } from './directory.ts'
import { addressKey } from './messages.ts'
import type { Address, Inbound } from './messages.ts'
import { refOf } from './offers.ts'

/** From "say this to them" to duties with an address: who reads where, in which language, and may press what. */

type Target = { to: Address; language: Language; mentions: readonly PersonId[]; audience: Offer['for'] }

type Post = {
  effects: readonly Effect[]
  file: Casefile
  state: Case
  now: Instant
  caseId: CaseId
  inbound?: Inbound
  people: Directory
  key: KeyObject
  roster: Roster
}

export async function address(post: Post): Promise<{ duties: Duty[]; offers: Map<string, Offer>; serial: number }> {
  const { effects, file, now, caseId, inbound, key } = post
  const duties: Duty[] = []
  const offers = new Map<string, Offer>()
  let serial = file.serial
  // A press on the newest message of a chat changes that message; the conversation does not grow by a card per press.
  let editable = inbound?.what.kind === 'press' ? inbound.what.message : undefined
  for (const effect of effects) {
    for (const target of await targets(effect.to, post)) {
      const at = addressKey(target.to)
      const mine = inbound !== undefined && addressKey(inbound.place) === at
      let edits: string | undefined
      if (effect.editOnly) {
        edits = file.cards[`${effect.card ?? 'step'}@${at}`]
        if (edits === undefined || !isSeen(effect, target, edits, duties, post)) continue
      } else if (mine && editable !== undefined && effect.show === undefined && file.cards[`last@${at}`] === editable) {
        edits = editable
        editable = undefined
      }
      for (const { action } of effect.buttons.flat())
        offers.set(refOf(key, caseId, action, target.audience), { action, for: target.audience, at: now })
      duties.push({
        id: `${caseId}-${serial++}`,
        effect,
        ...target,
        at: now,
        begun: 0,
        ...(edits === undefined ? {} : { edits }),
      })
    }
  }
  return { duties, offers, serial }
}

/**
 * A card that has scrolled up is not redrawn for nobody: its owner sees it change at once while it is the last message of the
 * chat, and otherwise as soon as they do something there.
 */
function isSeen({ card, reads }: Effect, { to, audience }: Target, edits: string, duties: Duty[], post: Post): boolean {
  if (reads === undefined) return true
  const { file, inbound } = post
  const at = addressKey(to)
  if (file.cards[`${card}@${at}:reads`] === reads) return false
  const followed = duties.filter(duty => duty.edits === undefined && addressKey(duty.to) === at)
  // It comes anew in this very turn.
  if (followed.some(({ effect }) => effect.card === card)) return false
  const last = file.cards[`last@${at}`] === edits
  const acts = inbound?.from === audience && addressKey(inbound.place) === at
  return acts || (last && followed.length === 0)
}

async function targets(audience: Audience, post: Post): Promise<Target[]> {
  const { file, state, people, roster } = post
  const languageOf = (id: PersonId): Language => {
    const spoken = roster.helpers.find(helper => helper.id === id)?.languages
    return !spoken || spoken.includes(state.language) ? state.language : (spoken[0] ?? state.language)
  }
  const one = async (id: PersonId, mention = false): Promise<Target[]> => {
    const to = file.places[id] ?? (await people.person(id)).row.place
    return to ? [{ to, language: languageOf(id), mentions: mention ? [id] : [], audience: id }] : []
  }
  if ('person' in audience) {
    const found = await one(audience.person)
    // Opened for somebody who never wrote: where the request came from is where they are reached first.
    if (found.length > 0 || !post.inbound || post.inbound.place.kind === 'group') return found
    return [{ to: post.inbound.place, language: state.language, mentions: [], audience: audience.person }]
  }
  if ('helper' in audience) return one(audience.helper)
  const community = await people.community(state.community)
  if ('moderators' in audience) {
    const place = community?.row.moderatorPlace
    if (place) return [{ to: place, language: community.row.language, mentions: [], audience: 'moderators' }]
    const all = await Promise.all((community?.row.moderators ?? []).map(id => one(id)))
    return all.flat().map(target => ({ ...target, audience: 'moderators' }))
  }
  // One message mentions N helpers where they share a room on their app; whoever is elsewhere gets their own.
  const place = community?.row.helperPlace
  const here = place ? audience.helpers.filter(id => id.startsWith(`${place.platform}:`)) : []
  const away = await Promise.all(audience.helpers.filter(id => !here.includes(id)).map(id => one(id)))
  const shared: Target[] =
    place && here.length > 0
      ? [{ to: place, language: community.row.language, mentions: here, audience: 'helpers' }]
      : []
  return [...shared, ...away.flat().map((target): Target => ({ ...target, audience: 'helpers' }))]
}

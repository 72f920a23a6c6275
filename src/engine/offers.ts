import { createHmac } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { CaseId, PersonId } from '../core/ids.ts'
import type { Action } from '../core/intents.ts'
import type { Casefile, Offer } from './casefile.ts'

/**
 * Button ids: `k.<case>.<mac>`, 35 bytes, opaque. The mac covers case, action and audience, so a forged or moved id meets
 * nothing; what it stands for is in the casefile, and who may press is asked again when it is pressed. An id is looked up among
 * those that were made, never compared sign by sign, so how long an answer takes tells nothing about it.
 */

const MAX_OFFERS = 240
const MAC_CHARACTERS = 22

export function refOf(key: KeyObject, caseId: CaseId, action: Action, audience: Offer['for']): string {
  const mac = createHmac('sha256', key)
    .update(JSON.stringify([caseId, audience, action]))
    .digest('base64url')
  return `k.${caseId}.${mac.slice(0, MAC_CHARACTERS)}`
}

const made = new WeakMap<Casefile['offers'], ReadonlyMap<string, string>>()
const wordsOf = (action: Action, audience: Offer['for']) => JSON.stringify([audience, action])

/** The id of a button that was offered; undefined when it was offered to nobody, or so long ago that it is forgotten. */
export function refMade({ offers }: Casefile, action: Action, audience: Offer['for']): string | undefined {
  let refs = made.get(offers)
  if (!refs) {
    refs = new Map(Object.entries(offers).map(([ref, offer]) => [wordsOf(offer.action, offer.for), ref]))
    made.set(offers, refs)
  }
  return refs.get(wordsOf(action, audience))
}

export const caseOfRef = (ref: string): CaseId | undefined => {
  const match = /^k\.([a-z0-9]{10})\.[A-Za-z0-9_-]{22}$/.exec(ref)
  return match?.[1] as CaseId | undefined
}

/** The offer a press stands for, or undefined when it was never made, is too old, or was made to somebody else. */
export function findOffer(
  file: Casefile,
  ref: string,
  by: PersonId,
  isHelper: boolean,
  isModerator: boolean,
): Offer | undefined {
  const offer = Object.hasOwn(file.offers, ref) ? file.offers[ref] : undefined
  if (!offer) return undefined
  const meant =
    offer.for === by ||
    (offer.for === 'helpers' && (isHelper || isModerator)) ||
    (offer.for === 'moderators' && isModerator)
  return meant ? offer : undefined
}

/** Adds offers, forgetting the oldest beyond the limit. */
export function addOffers(file: Casefile, fresh: ReadonlyMap<string, Offer>): Casefile['offers'] {
  if (fresh.size === 0) return file.offers
  // One that is made again is the newest again.
  const before = Object.entries(file.offers).filter(([ref]) => !fresh.has(ref))
  // Without a prototype it is a plain table from the start: names that nobody has used before cost less there.
  const all = Object.create(null) as Record<string, Offer>
  for (const [ref, offer] of [...before, ...fresh].slice(-MAX_OFFERS)) all[ref] = offer
  return all
}

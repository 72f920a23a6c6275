import type { Case } from '../core/case.ts'
import type { Casefile } from './casefile.ts'
import type { Directory } from './directory.ts'
import { addressKey } from './messages.ts'
import type { Address } from './messages.ts'

/**
 * A room of its own for a case somebody owns, where the community has a place for rooms on the owner's app. A room that is
 * still to be opened is a `room` without a thread: the platform opens it with the first message and says where it is.
 */

export const isUnopened = ({ kind, thread }: Address) => kind === 'room' && thread === undefined

/** Where everyone of the case reads after the owner changed: the new owner in the case's room, the same one for all owners. */
export async function placesWithRoom(
  places: Casefile['places'],
  before: Case,
  state: Case,
  people: Directory,
): Promise<Casefile['places']> {
  const { owner } = state.help
  if (owner === undefined || owner === before.help.owner || state.drill) return places
  const rooms = (await people.community(state.community))?.row.rooms
  if (!rooms || !owner.startsWith(`${rooms.platform}:`)) return places
  const opened = roomsOf(places).find(({ chat }) => chat === rooms.chat)
  const room: Address = opened ?? { platform: rooms.platform, chat: rooms.chat, kind: 'room' }
  return { ...places, [owner]: room }
}

/** Rooms of this case that have been opened. */
export const roomsOf = (places: Casefile['places']): Address[] =>
  Object.values(places).filter(place => place.kind === 'room' && place.thread !== undefined)

/** Another room of this case in the same chat, opened after `shut` was. */
export const otherRoom = (places: Casefile['places'], shut: Address): Address | undefined =>
  roomsOf(places).find(room => room.chat === shut.chat && addressKey(room) !== addressKey(shut))

/** Whoever read at the old address reads at the new one from now on. */
export function moved(places: Casefile['places'], from: Address, to: string | Address): Casefile['places'] {
  const old = addressKey(from)
  return Object.fromEntries(
    Object.entries(places).map(([person, place]) => [
      person,
      addressKey(place) !== old ? place : typeof to === 'string' ? { ...place, chat: to } : to,
    ]),
  )
}

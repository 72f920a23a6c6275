import type { Archive } from '../store/archive.ts'
import type { Directory } from './directory.ts'
import type { Address } from './messages.ts'
import { rows } from './rows.ts'

/**
 * A group that got a new id (Telegram's upgrade to a supergroup): its community follows, with all its places. Twice is once.
 * The old id still leads there: links that were posted before the move are pressed after it.
 * @param from - the group's key before, e.g. `telegram:-5001`
 */
export async function groupMoved(archive: Archive, people: Directory, from: string, to: string): Promise<void> {
  const id = await people.communityOf(from)
  const community = await people.community(id)
  if (!id || !community) return
  const { row, version } = community
  const [oldChat, newChat] = [chatOf(from), chatOf(to)]
  const follow = (place: Address | undefined): Address | undefined =>
    place && place.chat === oldChat && from.startsWith(`${place.platform}:`) ? { ...place, chat: newChat } : place
  const value = {
    ...row,
    groups: [...new Set(row.groups.map(group => (group === from ? to : group)))],
    helperPlace: follow(row.helperPlace),
    moderatorPlace: follow(row.moderatorPlace),
    rooms: follow(row.rooms),
  }
  await archive.commit({
    put: [
      { key: rows.community(id), value, version: version + 1 },
      { key: rows.group(archive.blind(to)), value: id, version: 1 },
    ],
  })
}

const chatOf = (group: string) => group.slice(group.indexOf(':') + 1)

import type { CommunityId, PersonId } from '../core/ids.ts'
import type { Blocks } from '../core/intents.ts'
import { DEFAULT_POLICY, NO_ROSTER } from '../core/roster.ts'
import type { HelperLoad, Policy, Roster } from '../core/roster.ts'
import type { Archive } from '../store/archive.ts'
import { CommunityRow, PersonRow } from './casefile.ts'
import { rows } from './rows.ts'

/** Who is who: people and their open case, communities and their roster. Reads only; changes go through commits. */
export type Directory = {
  person(id: PersonId): Promise<{ row: PersonRow; version: number }>
  community(id: CommunityId | undefined): Promise<{ row: CommunityRow; version: number } | undefined>
  /** The community of a server or group, e.g. `discord:<guild id>`. */
  communityOf(group: string | undefined): Promise<CommunityId | undefined>
  /** @param loadsOf - whose cases and pings to count; everyone's when left out */
  roster(id: CommunityId | undefined, loadsOf?: readonly PersonId[]): Promise<Roster>
  policy(id: CommunityId | undefined): Promise<Policy>
  /** Who of a community is not called for any of these people. */
  blocks(id: CommunityId | undefined, people: readonly PersonId[]): Promise<Blocks>
  key(person: PersonId): string
}

const MAX_COUNTED = 200

/** A row handed over again because nothing was written meanwhile is checked once: every word asks who wrote it, every press who helps. */
function checkedOnce<Row>(schema: { parse(value: unknown): Row }): (value: unknown) => Row {
  const checked = new WeakMap<object, Row>()
  return value => {
    const known = typeof value === 'object' && value !== null ? checked.get(value) : undefined
    if (known) return known
    const row = schema.parse(value)
    checked.set(value as object, row)
    return row
  }
}
const communityOf = checkedOnce(CommunityRow)
const personOf = checkedOnce(PersonRow)

export function directory(archive: Archive): Directory {
  const blinded = new Map<string, string>()
  const blind = (id: string) => {
    let name = blinded.get(id)
    if (!name) {
      // An HMAC each time costs more than the lookup; the cache is bounded because ids come from outside.
      if (blinded.size > 10_000) blinded.clear()
      blinded.set(id, (name = archive.blind(id)))
    }
    return name
  }

  async function person(id: PersonId) {
    const kept = await archive.load(rows.person(blind(id)))
    return { row: (kept ? personOf(kept.value) : {}) as PersonRow, version: kept?.version ?? 0 }
  }

  async function community(id: CommunityId | undefined) {
    if (!id) return undefined
    const kept = await archive.load(rows.community(id))
    return kept && { row: communityOf(kept.value), version: kept.version }
  }

  async function load(id: PersonId): Promise<HelperLoad> {
    const name = blind(id)
    const [open, pings] = await Promise.all([
      archive.keys(rows.ownedBy(name), { limit: MAX_COUNTED }),
      archive.keys(rows.pingsOf(name), { limit: MAX_COUNTED }),
    ])
    return { open: open.length, pingsLastHour: pings.length }
  }

  return {
    person,
    community,
    key: blind,
    async communityOf(group) {
      if (!group) return undefined
      const kept = await archive.load(rows.group(blind(group)))
      return kept?.value as CommunityId | undefined
    },
    async roster(id, loadsOf) {
      const found = await community(id)
      if (!found) return NO_ROSTER
      const { helpers, moderators } = found.row
      const counted = loadsOf ? helpers.filter(({ id }) => loadsOf.includes(id)) : helpers
      const loads = await Promise.all(counted.map(async helper => [helper.id, await load(helper.id)] as const))
      return { helpers, moderators, load: new Map(loads) }
    },
    async blocks(id, asking) {
      const all = (await community(id))?.row.blocks ?? []
      const keys = all.length > 0 ? asking.map(blind) : []
      const theirs = all.filter(({ people }) => people.some(key => keys.includes(key)))
      return {
        everyone: theirs.some(({ helper }) => helper === undefined),
        helpers: [...new Set(theirs.flatMap(({ helper }) => helper ?? []))],
      }
    },
    async policy(id) {
      const found = await community(id)
      return { ...DEFAULT_POLICY, ...(found?.row.policy as Partial<Policy>), country: found?.row.country }
    },
  }
}

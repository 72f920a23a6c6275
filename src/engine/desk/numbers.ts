import type { CaseId, CommunityId, Instant, PatternId } from '../../core/ids.ts'
import type { Playbook } from '../../core/playbook.ts'
import type { Archive } from '../../store/archive.ts'
import { openCases } from './summary.ts'
import type { Times } from './summary.ts'

/** How fast help comes, without personal data: what stays of a closed case is three durations and its pattern, for 30 days. */

const KEPT_MS = 30 * 86_400_000
const MAX_COUNTED = 1_000
const WEEK_MS = 7 * 86_400_000
/** From so many similar cases in seven days on the moderators are told, quietly and without names. */
export const ALARM_FROM = 3

const padded = (at: Instant) => String(Math.max(0, Math.floor(at))).padStart(14, '0')
const seconds = (minutes: number | undefined) => (minutes === undefined ? '-' : String(Math.round(minutes * 60)))

/** The row of a closed case: the durations are in its key; whose case it was is nowhere. */
export const numbersRow = (community: CommunityId, at: Instant, { reply, claim, step }: Times, salt: string) => ({
  key: `m/${community}/${padded(at)}/${seconds(reply)}/${seconds(claim)}/${seconds(step)}/${salt}`,
  expiresAt: at + KEPT_MS,
})

/** A case of this pattern within the last seven days. */
export const patternRow = (community: CommunityId, pattern: PatternId, caseId: CaseId, at: Instant) => ({
  key: `q/${community}/${pattern}/${caseId}`,
  expiresAt: at + WEEK_MS,
})
export const patternCount = (community: CommunityId, pattern: PatternId, archive: Archive) =>
  archive.count(`q/${community}/${pattern}/`)
/** Told once in seven days. */
export const alarmRow = (community: CommunityId, pattern: PatternId, at: Instant) => ({
  key: `qa/${community}/${pattern}`,
  expiresAt: at + WEEK_MS,
})

export async function numbersOf(community: CommunityId, archive: Archive, playbook: Playbook, now: Instant) {
  const [keys, open] = await Promise.all([
    archive.keys(`m/${community}/`, { limit: MAX_COUNTED, reverse: true }),
    openCases(community, archive, playbook, now),
  ])
  const closed = keys.map((key): Times => {
    const [, , , reply, claim, step] = key.split('/')
    const read = (text: string | undefined) => (text === undefined || text === '-' ? undefined : Number(text) / 60)
    return { reply: read(reply), claim: read(claim), step: read(step) }
  })
  const all = [...closed, ...open.map(({ times }) => times)]
  const median = (pick: (times: Times) => number | undefined) => {
    const sorted = all
      .map(pick)
      .filter(value => value !== undefined)
      .sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)]
  }
  const patterns = new Map<PatternId | undefined, number>()
  for (const { pattern } of open) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1)
  return {
    count: all.length,
    reply: median(({ reply }) => reply),
    claim: median(({ claim }) => claim),
    step: median(({ step }) => step),
    open: [...patterns].sort((a, b) => b[1] - a[1]).slice(0, 5),
  }
}

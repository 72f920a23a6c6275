import { minuteOfDay } from '../../core/escalation.ts'
import type { Button, Effect, Line } from '../../core/effects.ts'
import { PRIORITY } from '../../core/effects.ts'
import type { CaseId, Instant, PatternId } from '../../core/ids.ts'
import type { CommunityRow } from '../casefile.ts'
import { rows } from '../rows.ts'
import type { DeskTools } from './ask.ts'
import { summaryOf } from './summary.ts'

/**
 * One message a day to each helper about all their cases, at nine in their own morning; nothing when there is nothing. Off duty
 * they are not called, but what they still have is not forgotten.
 */

const MINUTE_MS = 60_000
const DIGEST_MINUTE = 9 * 60
/** After a night off the digest still comes this late, not in the evening. */
const LATEST_MINUTE = 12 * 60
const ONCE_MS = 20 * 3_600_000
const MAX_BUTTONS = 5

/** The next nine o'clock of any of the helpers; undefined without helpers. */
export function nextDigest({ helpers }: CommunityRow, now: Instant): Instant | undefined {
  const zones = [...new Set(helpers.map(({ timeZone }) => timeZone))]
  const next = zones.map(zone => {
    const wait = (DIGEST_MINUTE - minuteOfDay(now, zone) + 1440) % 1440 || 1440
    return Math.floor(now / MINUTE_MS) * MINUTE_MS + wait * MINUTE_MS
  })
  return next.length > 0 ? Math.min(...next) : undefined
}

const opens = (caseId: CaseId, pattern: PatternId | undefined): Button => ({
  label: pattern ? { pattern } : { text: 'button.take-desk' },
  action: { type: 'desk', desk: 'work', input: { case: caseId } },
  style: 'plain',
})

const onceRow = (blinded: string) => `d/${blinded}`

/** Who gets what now, and the rows that keep it to once a day. */
export async function digests({ helpers, language }: CommunityRow, now: Instant, tools: DeskTools) {
  const { archive, directory, library } = tools
  const say: Effect[] = []
  const plain: { key: string; expiresAt: number }[] = []
  for (const helper of helpers) {
    const minute = minuteOfDay(now, helper.timeZone)
    const key = directory.key(helper.id)
    if (minute < DIGEST_MINUTE || minute >= LATEST_MINUTE || (await archive.has(onceRow(key)))) continue
    const prefix = rows.ownedBy(key)
    const owned = (await archive.keys(prefix, { limit: 50 })).map(name => name.slice(prefix.length) as CaseId)
    const found = await Promise.all(owned.map(id => summaryOf(id, archive, library.playbook, now)))
    // The language the message itself will be in.
    const spoken = helper.languages.includes(language) ? language : (helper.languages[0] ?? language)
    const open = found.filter(summary => summary !== undefined)
    const lines = open.map((summary): Line => {
      const pattern = summary.pattern && library.patterns.get(summary.pattern)?.short[spoken]
      return {
        text: 'digest.case',
        params: {
          pattern: pattern ?? library.texts['preview.unknown']?.[spoken] ?? '',
          state: library.texts[`cases.state.${summary.standing}`]?.[spoken] ?? '',
        },
      }
    })
    if (lines.length === 0) continue
    plain.push({ key: onceRow(key), expiresAt: now + ONCE_MS })
    say.push({
      type: 'say',
      to: { helper: helper.id },
      lines: [{ text: 'digest.title' }, ...lines, { text: 'digest.end' }],
      // One press opens the case of that line.
      buttons: open.slice(0, MAX_BUTTONS).map(({ caseId, pattern }) => [opens(caseId, pattern)]),
      priority: PRIORITY.reminder,
      quiet: true,
    })
  }
  return { say, plain }
}

import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

/** One line that holds one code and nothing else, numbered or not. */
const ROW =
  /(?<=^|\n)[ \t]*(?:(?:\d{1,2}|[・*-])[.):]?[ \t]{1,2})?([A-Za-z0-9]{3,10}(?:[- ][A-Za-z0-9]{3,10}){0,3})[ \t]*(?=\n|$)/g
const ROWS_MIN = 2
/** How far above the first line the word stands that says what the lines are. */
const ANNOUNCED = 160
const CODES = new Set(['recovery', 'code', 'code-weak', 'password', 'key', 'token'])

/** Codes under each other: every line as long as the first, and a word for codes above. */
export function lists(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  let rows: { start: number; end: number; value: string }[] = []
  const close = (): void => {
    const first = rows[0]
    const hasDigits = rows.filter(({ value }) => /\d/.test(value)).length * 2 > rows.length
    if (first && rows.length >= ROWS_MIN && hasDigits && isAnnounced(sorted, first.start))
      for (const { start, end } of rows) found.push(finding('recovery-code', start, end, 88))
    rows = []
  }
  for (const match of folded.text.matchAll(ROW)) {
    const value = match[1] ?? ''
    const start = match.index + match[0].indexOf(value)
    const last = rows.at(-1)
    if (last && (value.length !== last.value.length || !/^\s*\S{0,3}\s*$/.test(folded.text.slice(last.end, start))))
      close()
    rows.push({ start, end: start + value.length, value })
  }
  close()
  return found
}

function isAnnounced(sorted: readonly Context[], start: number): boolean {
  let said = false
  for (const context of sorted) {
    if (context.start >= start) break
    if (context.end < start - ANNOUNCED) continue
    if (CODES.has(context.kind)) said = true
    if (context.kind === 'card' || context.kind === 'reference' || context.kind === 'other') said = false
  }
  return said
}

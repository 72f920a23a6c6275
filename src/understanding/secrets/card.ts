import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import { luhn } from './digits.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'
import type { NumberToken } from './number.ts'

const RUN = /\d(?:[ \t\r\n.\-_,・の>|*]{0,3}\d){11,}/g
const CARD_CONTEXT_REACH = 40

/**
 * Finds card numbers: 13 to 19 digits with a valid Luhn sum and an issued range, in one piece or in groups, over lines, or in
 * words. Right after "card number" any range counts, and four groups of four count even when a digit was mistyped.
 */
export function cards(folded: Folded, sorted: readonly Context[], spoken: readonly NumberToken[]): Finding[] {
  const found: Finding[] = []
  for (const run of folded.text.matchAll(RUN)) windows(folded, sorted, run.index, run[0], found)
  for (const { start, end, value } of spoken)
    if (value.length >= 13 && value.length <= 19 && luhn(value)) found.push(finding('card-number', start, end, 99))
  return found
}

type Group = { start: number; end: number }

function windows(folded: Folded, sorted: readonly Context[], offset: number, run: string, found: Finding[]): void {
  const groups: Group[] = []
  for (const match of run.matchAll(/\d+/g)) groups.push({ start: match.index, end: match.index + match[0].length })
  for (let first = 0; first < groups.length; first++) {
    let digits = ''
    let best = -1
    for (let last = first; last < groups.length && digits.length <= 19; last++) {
      const group = groups[last]
      if (!group) break
      digits += run.slice(group.start, group.end)
      if (
        digits.length >= 13 &&
        digits.length <= 19 &&
        isCard(folded, sorted, offset, run, groups.slice(first, last + 1), digits)
      )
        best = last
    }
    const start = groups[first]?.start ?? 0
    const end = groups[best]?.end
    if (end === undefined) continue
    found.push(finding('card-number', offset + start, offset + end, 90))
    first = best
  }
}

function isCard(
  folded: Folded,
  sorted: readonly Context[],
  offset: number,
  run: string,
  groups: Group[],
  digits: string,
): boolean {
  const start = offset + (groups[0]?.start ?? 0)
  const end = offset + (groups.at(-1)?.end ?? 0)
  const written = run.slice(start - offset, end - offset)
  if (/^\d{3}-\d{7}-\d{7}$/.test(written) || /^(\d)\1+$/.test(digits)) return false
  const before = folded.lower.slice(Math.max(0, start - 8), start)
  if (/(?:<[@#][!&]?|d\d\d-|isbn|jan|\+)[ :-]*$/.test(before)) return false
  const sizes = groups.map(group => group.end - group.start)
  const fours = digits.length === 16 && sizes.length === 4 && sizes.every(size => size === 4)
  if (written.includes(',') && !fours) return false
  const announced = announcedAsCard(folded, sorted, start)
  if (!luhn(digits)) return announced && (fours || (sizes.length === 1 && digits.length === 16))
  if (announced) return true
  const regular =
    fours || sizes.length === 1 || sizes.every(size => size === 1) || (sizes.join() === '4,6,5' && digits.length === 15)
  return issued(digits, regular)
}

function announcedAsCard(folded: Folded, sorted: readonly Context[], start: number): boolean {
  const near = sorted[firstAfter(sorted, start) - 1]
  return (
    near?.kind === 'card' &&
    start - near.end <= CARD_CONTEXT_REACH &&
    !/[。!?]/.test(folded.text.slice(near.end, start))
  )
}

/** Issued ranges by network (ISO/IEC 7812 issuer numbers). `regular` allows the wide debit ranges too. */
function issued(digits: string, regular: boolean): boolean {
  const length = digits.length
  const two = Number(digits.slice(0, 2))
  const four = Number(digits.slice(0, 4))
  if (digits.startsWith('4')) return length === 16 || (regular && (length === 13 || length === 19))
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length === 16
  if (two === 34 || two === 37) return length === 15
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059)) return length === 14 || length === 16
  if (four >= 3528 && four <= 3589) return length === 16
  if (four === 6011 || two === 62 || two === 65 || (four >= 6440 && four <= 6499))
    return length === 16 || (regular && length > 16)
  return regular && (two === 50 || two === 60 || (two >= 56 && two <= 69)) && length === 16
}

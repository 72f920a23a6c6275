import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import { luhn } from './digits.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'

const RUN = /\d(?:[ \t\r\n.\-_,・の>|*/=~:;]{0,3}\d){11,}/g
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
  pieces(folded, sorted, found)
  for (const { end } of [...found]) behind(folded, end, found)
  return found
}

/** Groups as long as the parts of a card number, with a few words between ("first half …, second half …"). */
const PIECE = /(?<![\d.,/:-])(?:\d{8}|\d{4}(?: \d{4})?|\d{6}|\d{10}|\d{12})(?![\d.,/:]\d|-\d|\d)/g
const BETWEEN_PIECES_MAX = 24
const SPLITS = new Set(['4,4,4,4', '8,8', '4,12', '12,4', '4,4,8', '8,4,4', '4,8,4', '6,10', '4,6,5'])

/** A number told in parts. Sum and range must fit, and no part may count, date or price something. */
function pieces(folded: Folded, sorted: readonly Context[], found: Finding[]): void {
  const parts = [...folded.text.matchAll(PIECE)].map(({ index, 0: text }) => ({ start: index, end: index + text.length, digits: text.replace(/\D/g, '') })) // prettier-ignore
  for (let first = 0; first < parts.length; first++) {
    let digits = ''
    const sizes: number[] = []
    for (let last = first; last < Math.min(parts.length, first + 4); last++) {
      const part = parts[last]
      const before = parts[last - 1]
      if (!part || isQuantity(folded, part.start, part.end)) break
      const near = sorted[firstAfter(sorted, part.start) - 1]
      if (near && (near.kind === 'reference' || near.kind === 'parcel') && part.start - near.end <= 12) break
      if (last > first && part.start - (before?.end ?? 0) > BETWEEN_PIECES_MAX) break
      digits += part.digits
      sizes.push(part.digits.length)
      if (digits.length > 16) break
      if (sizes.length < 2 || !SPLITS.has(sizes.join()) || !luhn(digits) || !issued(digits, digits.length, false))
        continue
      for (const { start, end } of parts.slice(first, last + 1)) found.push(finding('card-number', start, end, 89))
      first = last
      break
    }
  }
}

/** "4111…|123|09|2029": rows as thieves sell them. */
const ROW_BEHIND = /^ ?[|;:] ?(\d{3,4}) ?[|;:] ?(?:0[1-9]|1[0-2]) ?[|;:/] ?(?:20)?[2-4]\d(?!\d)/
const BEHIND =
  /^[\s,、/|]{1,3}(?:exp\.? ?|期限 ?)?((?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\d)(?:[\s,、/|]{1,3}(?:cvv ?|cvc ?|cid ?)?(\d{3,4}))?(?![\d/月日円])/

/** "4111… 12/27 123": expiry and security code in the order they stand on a form. */
function behind(folded: Folded, end: number, found: Finding[]): void {
  const row = ROW_BEHIND.exec(folded.text.slice(end, end + 32))
  if (row?.[1]) {
    const start = end + row[0].indexOf(row[1])
    found.push(finding('card-security-code', start, start + row[1].length, 75))
    return
  }
  const match = BEHIND.exec(folded.text.slice(end, end + 32))
  if (!match?.[1]) return
  const start = end + match[0].indexOf(match[1])
  found.push(finding('card-expiry', start, start + match[1].length, 58))
  if (match[2])
    found.push(finding('card-security-code', end + match[0].length - match[2].length, end + match[0].length, 75))
}

function windows(folded: Folded, sorted: readonly Context[], offset: number, run: string, found: Finding[]): void {
  const starts: number[] = []
  const ends: number[] = []
  // Position of each group in the joined digits, and the two running Luhn sums (which one counts depends on where a window ends).
  const before: number[] = []
  let digits = ''
  for (let i = 0; i < run.length; i++) {
    if (!isDigit(run, i)) continue
    const start = i
    while (i < run.length && isDigit(run, i)) i += 1
    starts.push(start)
    ends.push(i)
    before.push(digits.length)
    digits += run.slice(start, i)
  }
  before.push(digits.length)
  const sums = luhnSums(digits)
  // The first group that can close a window; it only ever moves on.
  let nearest = 0
  for (let first = 0; first < starts.length; first++) {
    const from = before[first] ?? 0
    let best = -1
    while (nearest < first || (nearest < starts.length && (before[nearest + 1] ?? 0) - from < 13)) nearest += 1
    for (let last = nearest; last < starts.length; last++) {
      const to = before[last + 1] ?? 0
      if (to - from > 19) break
      const valid = luhnBetween(sums, from, to)
      if (!valid && (to - from !== 16 || (last !== first && last !== first + 3))) continue
      // A number of many small groups is one only where the sum and the range fit.
      if (last - first >= 6 && (!valid || !issued(digits.slice(from, from + 4), to - from, true))) continue
      const sizes: number[] = []
      for (let i = first; i <= last; i++) sizes.push((ends[i] ?? 0) - (starts[i] ?? 0))
      if (
        isCard(
          folded,
          sorted,
          offset + (starts[first] ?? 0),
          offset + (ends[last] ?? 0),
          sizes,
          digits.slice(from, to),
          valid,
        )
      )
        best = last
    }
    const end = ends[best]
    if (end === undefined) continue
    found.push(finding('card-number', offset + (starts[first] ?? 0), offset + end, 90))
    first = best
  }
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0x30 && unit <= 0x39
}

type LuhnSums = readonly [Int32Array, Int32Array]

function luhnSums(digits: string): LuhnSums {
  const plain = new Int32Array(digits.length + 1)
  const doubled = new Int32Array(digits.length + 1)
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 48
    const twice = digit > 4 ? digit * 2 - 9 : digit * 2
    plain[i + 1] = (plain[i] ?? 0) + (i % 2 === 0 ? digit : twice)
    doubled[i + 1] = (doubled[i] ?? 0) + (i % 2 === 0 ? twice : digit)
  }
  return [plain, doubled]
}

function luhnBetween([plain, doubled]: LuhnSums, from: number, to: number): boolean {
  const sums = (to - 1) % 2 === 0 ? plain : doubled
  return ((sums[to] ?? 0) - (sums[from] ?? 0)) % 10 === 0
}

function isCard(
  folded: Folded,
  sorted: readonly Context[],
  start: number,
  end: number,
  sizes: number[],
  digits: string,
  valid: boolean,
): boolean {
  const fours = digits.length === 16 && sizes.length === 4 && sizes.every(size => size === 4)
  const regular =
    fours || sizes.length === 1 || sizes.every(size => size === 1) || (sizes.join() === '4,6,5' && digits.length === 15)
  const known = valid && issued(digits, digits.length, regular)
  if (!known && sizes.length > 6) return false
  const announced = known || announcedAsCard(folded, sorted, start)
  if (!announced || (!valid && !fours && sizes.length > 1)) return false
  const written = folded.text.slice(start, end)
  if (/^\d{3}-\d{7}-\d{7}$/.test(written) || /^(\d)\1+$/.test(digits) || (written.includes(',') && !fours)) return false
  return !/(?:<[@#][!&]?|d\d\d-|isbn|jan|\+)[ :-]*$/.test(folded.lower.slice(Math.max(0, start - 8), start))
}

function announcedAsCard(folded: Folded, sorted: readonly Context[], start: number): boolean {
  const near = sorted[firstAfter(sorted, start) - 1]
  return (
    near?.kind === 'card' &&
    start - near.end <= CARD_CONTEXT_REACH &&
    !/[。!?]/.test(folded.text.slice(near.end, start))
  )
}

/** Issued ranges by network (ISO/IEC 7812 issuer numbers), from the first four digits on. `regular` allows the wide debit ranges too. */
function issued(digits: string, length: number, regular: boolean): boolean {
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

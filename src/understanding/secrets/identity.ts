import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import { chinaId, date, iban, luhn, myNumber, nric, taiwanId, verhoeff } from './digits.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'

const TWELVE = /(?<![\d-])\d{4}[ \t\n.・-]{0,2}\d{4}[ \t\n.・-]{0,2}\d{4}(?![\d-])/g

/** Finds national numbers by their own check digits, and bank accounts with a check (IBAN). */
export function identities(folded: Folded, sorted: readonly Context[], spoken: readonly NumberToken[]): Finding[] {
  const found: Finding[] = []
  const { text } = folded
  const add = (type: Finding['type'], match: RegExpExecArray, rank = 80): void => {
    found.push(finding(type, match.index, match.index + match[0].length, rank))
  }
  for (const match of text.matchAll(TWELVE)) {
    const near = announced(sorted, match.index, match.index + match[0].length)
    const digits = match[0].replace(/\D/g, '')
    if (near === 'my-number') add('my-number', match, 85)
    else if (near === 'national' && verhoeff(digits)) add('national-id', match, 85)
    else if (near === undefined && myNumber(digits) && !isQuantity(folded, match.index, match.index + match[0].length))
      add('my-number', match)
  }
  for (const { start, end, value } of spoken)
    if (value.length === 12 && myNumber(value)) found.push(finding('my-number', start, end, 99))
  for (const match of text.matchAll(/(?<![\w-])(?!000|666|9)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\w-])/g)) {
    const dashed = match[0].includes('-')
    if (dashed || announced(sorted, match.index, match.index + match[0].length) === 'national')
      add('national-id', match)
  }
  for (const match of text.matchAll(/(?<![\w-])[STFGM]\d{7}[A-Z](?![\w-])/g))
    if (nric(match[0])) add('national-id', match)
  for (const match of text.matchAll(/(?<![\w-])[A-Z][12]\d{8}(?![\w-])/g))
    if (taiwanId(match[0])) add('national-id', match)
  for (const match of text.matchAll(/(?<![\w-])\d{17}[\dXx](?![\w-])/g))
    if (chinaId(match[0]) && !/<[@#][!&]?$/.test(text.slice(Math.max(0, match.index - 3), match.index)))
      add('national-id', match, 91)
  for (const match of text.matchAll(/(?<![\w-])(\d{2})(\d{2})(\d{2})-[1-8]\d{6}(?![\w-])/g))
    if (date('19' + (match[1] ?? ''), match[2] ?? '', match[3] ?? '')) add('national-id', match)
  for (const match of text.matchAll(
    /(?<![\w-])[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])/g,
  ))
    add('national-id', match)
  for (const match of text.matchAll(/(?<![\d-])\d{3}[ -]\d{3}[ -]\d{3}(?![\d-])/g))
    if (
      announced(sorted, match.index, match.index + match[0].length) === 'national' &&
      luhn(match[0].replace(/\D/g, ''))
    )
      add('national-id', match)
  for (const match of text.matchAll(/(?<![\w])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}(?![A-Za-z0-9])/g)) {
    // The groups may have run on into a following capital word; shorten until the check fits.
    for (let value = match[0]; value.length >= 15; value = value.slice(0, -1))
      if (iban(value.replaceAll(' ', ''))) {
        found.push(finding('bank-account', match.index, match.index + value.trimEnd().length, 92))
        break
      }
  }
  return found
}

/** The nearest announcing word in the same clause, before or after; only kinds that say whose number it is. */
function announced(sorted: readonly Context[], start: number, end: number): string | undefined {
  const kinds = ['my-number', 'national', 'reference', 'bank', 'phone', 'licence', 'passport', 'other', 'card', 'chain']
  const at = firstAfter(sorted, start)
  for (let back = 1; back <= 3; back++) {
    const context = sorted[at - back]
    if (!context || start - context.end > 30) break
    if (kinds.includes(context.kind)) return context.kind
  }
  const next = sorted[firstAfter(sorted, end)]
  return next && next.start - end <= 16 && kinds.includes(next.kind) ? next.kind : undefined
}

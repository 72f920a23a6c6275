import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import { chinaId, cpf, date, dni, hongKongId, iban, luhn, myNumber, nir, nric, taiwanId, verhoeff } from './digits.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'

/** Length of an IBAN by country (SWIFT IBAN registry). */
const IBAN_LENGTH: Record<string, number> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 ' +
    'IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 ' +
    'SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
)

const TWELVE = /(?<![\d-])\d{4}[ \t\n.・_/-]{0,2}\d{4}[ \t\n.・_/-]{0,2}\d{4}(?![\d-])/g

/** Finds national numbers by their own check digits, and bank accounts with a check (IBAN). */
export function identities(folded: Folded, sorted: readonly Context[], spoken: readonly NumberToken[]): Finding[] {
  const found: Finding[] = []
  const { text } = folded
  const add = (type: Finding['type'], match: RegExpExecArray, rank = 80): void => {
    found.push(finding(type, match.index, match.index + match[0].length, rank))
  }
  const isNational = (match: RegExpExecArray): boolean =>
    announced(sorted, match.index, match.index + match[0].length) === 'national'
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
      isNational(match) ||
      (luhn(match[0].replace(/\D/g, '')) &&
        /\bSIN\b[^\d\n]{0,12}$/i.test(text.slice(Math.max(0, match.index - 16), match.index)))
    )
      add('national-id', match)
  for (const match of text.matchAll(/(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])/g))
    if (isNational(match)) add('national-id', match)
  for (const match of text.matchAll(/(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g))
    if (cpf(match[0].replace(/\D/g, ''))) add('national-id', match)
  for (const match of text.matchAll(/(?<![\w-])[A-Z]{1,2}\d{6}(?:\([0-9A]\)|[0-9A](?![\w-]))/g))
    if (hongKongId(match[0].replace(/[()]/g, '')) && (match[0].includes('(') || isNational(match)))
      add('national-id', match)
  for (const match of text.matchAll(/(?<![\w-])\d{8}[A-HJ-NP-TV-Z](?![\w-])/g))
    if (dni(match[0]) && announced(sorted, match.index, match.index + match[0].length) !== 'reference')
      add('national-id', match)
  for (const match of text.matchAll(
    /(?<![\w-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w-])/g,
  ))
    if (nir(match[0].replaceAll(' ', ''))) add('national-id', match)
  // Medicare (United States): letters and digits in a fixed order, without S, L, O, I, B, Z.
  for (const match of text.matchAll(
    /(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[- ]?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[- ]?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])/g,
  ))
    if (match[0].includes('-') || isNational(match)) add('national-id', match)
  // Japanese basic pension number.
  for (const match of text.matchAll(/(?<![\d-])\d{4}-?\d{6}(?![\d-])/g))
    if (isNational(match)) add('national-id', match)
  // Italian and Mexican codes are made of letters and digits in an order that nothing else has.
  for (const match of text.matchAll(
    /(?<![\w-])(?:[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d)(?![\w-])/g,
  ))
    add('national-id', match)
  for (const match of text.matchAll(
    /(?<![\d-])\d{2}-\d{2}-\d{2}[ ,/]{1,3}(?:a\/?c |acc(?:ount)? |no\.? ){0,3}\d{8}(?![\d-])/gi,
  ))
    add('bank-account', match, 61)
  // Japan Post: a symbol of five digits and a number.
  if (/ゆうちょ|郵貯|郵便局|貯金/.test(text))
    for (const match of text.matchAll(/(?<![\d-])1\d{3}0[ -]\d{6,8}(?![\d-])/g)) add('bank-account', match, 61)
  // An account number in groups of two to four.
  for (const match of text.matchAll(/(?<![\d.,:/-])\d{2,4}(?:[ -]\d{2,4}){2,4}(?![\d.,:/-]\d)/g))
    if (announced(sorted, match.index, match.index + match[0].length, 12) === 'bank') add('bank-account', match, 61)
  for (const match of text.matchAll(/(?<=\bsort(?: code)?(?: is)?[ :]{1,2})\d{2}[- ]?\d{2}[- ]?\d{2}(?![\d-])/gi))
    add('bank-account', match, 61)
  for (const match of text.matchAll(/(?<![\w])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}(?![A-Za-z0-9])/g)) {
    const size = IBAN_LENGTH[match[0].slice(0, 2)]
    if (size === undefined) continue
    // The groups may have run on into a following word; the country says how long the number is.
    let end = 0
    for (let signs = 0; signs < size && end < match[0].length; end++) if (match[0][end] !== ' ') signs += 1
    const value = match[0].slice(0, end)
    if (iban(value.replaceAll(' ', ''))) found.push(finding('bank-account', match.index, match.index + end, 92))
  }
  return found
}

/** The nearest announcing word in the same clause, before or after; only kinds that say whose number it is. */
function announced(sorted: readonly Context[], start: number, end: number, reach = 30): string | undefined {
  const kinds = [
    'my-number',
    'national',
    'reference',
    'bank',
    'parcel',
    'licence',
    'passport',
    'other',
    'card',
    'chain',
  ]
  const at = firstAfter(sorted, start)
  for (let back = 1; back <= 3; back++) {
    const context = sorted[at - back]
    if (!context || start - context.end > reach) break
    if (kinds.includes(context.kind)) return context.kind
  }
  const next = sorted[firstAfter(sorted, end)]
  return next && next.start - end <= 16 && kinds.includes(next.kind) ? next.kind : undefined
}

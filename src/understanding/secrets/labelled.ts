import { firstAfter } from './context.ts'
import type { Context, ContextKind } from './context.ts'
import { myNumber } from './digits.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isDate, isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'

/** "1,200 verification code mails": the number counts them. */
const COUNTED = /^s?\s?(?:の?メール|e-?mails?|mails?|messages?|texts?|requests?)/
const REACH_BEFORE = 40
const REACH_AFTER = 28
const SENTENCE_END = /[。!?]|(?<!\bno)\.\s|\n[ \t]*\n[ \t]*\n/

/**
 * Gives each number the meaning of the word that announces it ("code is 482913", "123456 is your code", 口座番号 1234567).
 * The nearest word decides, so that an order number beside a verification mail stays an order number.
 */
export function labelled(folded: Folded, sorted: readonly Context[], tokens: readonly NumberToken[]): Finding[] {
  const found: Finding[] = []
  let last: Finding | undefined
  for (const token of joinHalves(folded, tokens)) {
    if (isQuantity(folded, token.start, token.end)) continue
    const one = meaning(folded, sorted, token) ?? continued(folded, last, token) ?? saidAlone(folded, token)
    if (!one) continue
    found.push(one)
    last = one
  }
  return found
}

/** "123 456" and "1234 5678" are one code when nothing else stands beside them. */
export function joinHalves(folded: Folded, tokens: readonly NumberToken[]): NumberToken[] {
  const joined: NumberToken[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    const next = tokens[i + 1]
    if (!token) continue
    const halves =
      next &&
      /^\d{3,4}$/.test(token.value) &&
      next.value.length === token.value.length &&
      /^\d+$/.test(next.value) &&
      /^[ .・]$/.test(folded.text.slice(token.end, next.start)) &&
      !(tokens[i + 2]?.start === next.end + 1 && /^\d/.test(tokens[i + 2]?.value ?? ''))
    if (halves) {
      joined.push({ start: token.start, end: next.end, value: token.value + next.value })
      i += 1
    } else joined.push(token)
  }
  return joined
}

/** "482913 and 118822": the second of two values has the meaning of the first. */
function continued(folded: Folded, last: Finding | undefined, token: NumberToken): Finding | undefined {
  if (!last || token.start - last.end > 24 || !/^\d{4,8}$/.test(token.value)) return undefined
  if (last.type !== 'one-time-code' && last.type !== 'pin') return undefined
  const gap = folded.lower.slice(last.end, token.start)
  return /^(?:[\s,、,/・」「'"]|と|and|or|then|か|次に?|次が|それから|その後|あと|また|で|after|that|next|again|later|finally|it was|was)+$/.test(
    gap,
  )
    ? finding(last.type, token.start, token.end, last.rank)
    : undefined
}

/** 「123456でした」: six digits that are the whole of what somebody reports. */
function saidAlone(folded: Folded, token: NumberToken): Finding | undefined {
  if (/^G-\d{6}$/.test(token.value)) return finding('one-time-code', token.start, token.end, 70)
  if (!/^\d{6}$/.test(token.value)) return undefined
  const before = folded.text.slice(Math.max(0, token.start - 12), token.start)
  if (/(?:計|番号|No\.?|#)[^。\n]{0,4}$/i.test(before)) return undefined
  const alone =
    /(?:^|\n|[「『"])\s{0,2}$/.test(before) &&
    /^\s{0,2}(?:$|\n|[」』"])/.test(folded.text.slice(token.end, token.end + 4))
  return alone ||
    /^[」』" ]{0,2}(?:でした|です|だった|だよ|って(?:言|教|伝|来|き|出|書|表)|と(?:言|教|伝|出|書|表|来)|を(?:教|伝|送|入))/.test(
      folded.text.slice(token.end, token.end + 6),
    )
    ? finding('one-time-code', token.start, token.end, 50)
    : undefined
}

function meaning(folded: Folded, sorted: readonly Context[], token: NumberToken): Finding | undefined {
  const at = firstAfter(sorted, token.start)
  let tried: ContextKind | undefined
  // Words like 届いた stand between "code" and the number, so up to three words back are asked, nearest first.
  for (let back = 1; back <= 4; back++) {
    const context = sorted[at - back]
    if (!context || context.end > token.start) continue
    const gap = token.start - context.end
    // "my verification number? 521913" asks and answers.
    const isAnswer = gap <= 3 && folded.text[context.end] === '?'
    if (gap > REACH_BEFORE || (!isAnswer && SENTENCE_END.test(folded.text.slice(context.end, token.start)))) break
    const one = judge(folded, context.kind, token, gap, true)
    if (one) return one
    tried = context.kind
    if ((tried === 'other' || tried === 'parcel') && gap <= 14) return undefined
    if (tried === 'reference' && gap <= 6) return undefined
  }
  for (let ahead = 0; ahead <= 2; ahead++) {
    const context = sorted[at + ahead]
    if (!context || context.start < token.end) continue
    const gap = context.start - token.end
    if (gap > REACH_AFTER || SENTENCE_END.test(folded.text.slice(token.end, context.start))) break
    if (context.kind === 'other') break
    if (token.value.length <= 4 && folded.lower.slice(context.start, context.end) === 'codes') break
    if (token.value.length <= 4 && COUNTED.test(folded.lower.slice(context.end, context.end + 12))) break
    const one = judge(folded, context.kind, token, gap, false)
    if (one) return one
  }
  return undefined
}

/** Error numbers of Windows are written in hexadecimal with a leading 8; some have no letter in them. */
export function isSystemError(digits: string): boolean {
  return /^80[01]\d{5}$/.test(digits)
}

const ANNOUNCES: ReadonlySet<ContextKind> = new Set([
  'code', 'code-weak', 'told', 'pin', 'cvc', 'my-number', 'national', 'bank', 'account', 'passport', 'licence', 'phone',
  'reference',
]) // prettier-ignore

function judge(
  folded: Folded,
  kind: ContextKind,
  token: NumberToken,
  gap: number,
  after: boolean,
): Finding | undefined {
  // An address announces no number, and a text full of them is asked thousands of times.
  if (!ANNOUNCES.has(kind)) return undefined
  const digits = token.value.includes('-') ? token.value.replaceAll('-', '') : token.value
  const plain = /^\d+$/.test(digits)
  const size = digits.length
  const make = (type: Finding['type'], rank: number): Finding => finding(type, token.start, token.end, rank)
  switch (kind) {
    case 'code':
      if (isDate(token.value) && !(size === 4 && gap <= 6)) return undefined
      if (plain && size === 3 && after && gap <= 8) return make('card-security-code', 70)
      if (plain && size >= 4 && size <= 8) return size > 4 || gap <= 12 ? make('one-time-code', 70) : undefined
      if (/^[A-Z]{1,3}-\d{4,8}$/i.test(token.value)) return make('one-time-code', 70)
      return gap <= 12 && /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,8}$/.test(token.value) ? make('one-time-code', 70) : undefined
    case 'code-weak':
      if (isDate(token.value) && size !== 6) return undefined
      if (/^g-\d{6}$/i.test(token.value)) return make('one-time-code', 70)
      if (
        after &&
        gap <= 4 &&
        /[は::]|is|was/.test(folded.lower.slice(token.start - gap, token.start)) &&
        /^(?=.*\d)(?=.*[a-z])[a-z0-9]{6,10}$/.test(token.value)
      )
        return make('one-time-code', 65)
      // Letters and digits by turns, right behind the word.
      if (after && gap <= 4 && /^(?=[A-Z0-9]*\d[A-Z])(?=[A-Z0-9]*[A-Z]\d)[A-Z0-9]{5,6}$/.test(token.value))
        return make('one-time-code', 65)
      if (!plain || size < 4 || size > 8 || isSystemError(digits)) return undefined
      return gap <= (size === 4 ? 5 : 16) ? make('one-time-code', 65) : undefined
    case 'told':
      return plain && size === 6 && !isDate(token.value) && gap <= 24 && !token.value.startsWith('-')
        ? make('one-time-code', 55)
        : undefined
    case 'pin':
      if (!plain || size < 4 || size > 8 || (token.value.includes('-') && isDate(token.value))) return undefined
      return gap <= 14 ||
        (after && gap <= 28 && / (?:is|was) $|[は::] ?$/.test(folded.lower.slice(token.start - 5, token.start)))
        ? make('pin', 70)
        : undefined
    case 'cvc':
      return plain && size >= 3 && size <= 4 && gap <= 16 ? make('card-security-code', 75) : undefined
    case 'my-number':
      return plain && size === 12 ? make('my-number', 80) : undefined
    case 'national':
      return /\d{5}/.test(digits) && size >= 8 && size <= 14 ? make('national-id', 75) : undefined
    case 'bank':
      return plain &&
        size >= (/記号$/.test(folded.text.slice(0, token.start - gap).slice(-2)) ? 5 : 6) &&
        size <= 17 &&
        gap <= 24 &&
        !isDate(token.value)
        ? make('bank-account', 60)
        : undefined
    case 'account':
      return after && plain && size >= 6 && size <= 12 && gap <= 4 && !isDate(token.value)
        ? make('bank-account', 58)
        : undefined
    case 'passport':
      return /^[A-Z]{0,2}\d{7,9}$/i.test(digits) ? make('passport', 60) : undefined
    case 'licence':
      return size >= 7 && /\d{4}/.test(digits) ? make('licence', 60) : undefined
    case 'phone':
      return plain && size >= 9 && size <= 12 && !myNumber(digits) ? make('phone', 50) : undefined
    case 'reference':
      if (!after || isDate(token.value) || gap > 20 || size > 30) return undefined
      return size >= 5 && (digits.match(/\d/g)?.length ?? 0) >= 3 && !/^(?:iphone|ps|windows|office)/i.test(digits)
        ? make('reference', 62)
        : undefined
    default:
      return undefined
  }
}

import type { Context, ContextKind } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { isSystemError, joinHalves } from './labelled.ts'
import { finding, isAscending, isDate, isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'
import { sentence } from './sentence.ts'
import type { Words } from './sentence.ts'

/**
 * What the words of one sentence say together about a number in it, where none of them stands right beside it: "I read her the six
 * digits, which were …", 「裏の三つの数字、…と言いました」. Asked only about numbers that nothing else has found.
 */
export function nearby(
  folded: Folded,
  sorted: readonly Context[],
  numbers: readonly NumberToken[],
  spoken: readonly NumberToken[],
): Finding[] {
  const found: Finding[] = []
  for (const token of joinHalves(folded, numbers)) {
    const one = judge(folded, sorted, token)
    if (one) found.push(one)
  }
  for (const token of spoken) {
    const one = spokenCode(folded, sorted, token)
    if (one) found.push(one)
  }
  for (const match of folded.text.matchAll(GROUPS)) {
    const { index: start } = match
    const end = start + match[0].length
    if (!/\d/.test(match[0]) || !/[A-Za-z]/.test(match[0])) continue
    const { before, after } = sentence(folded, sorted, start, end)
    if ([before[0], before[1], after[0]].some(context => context?.kind === 'recovery'))
      found.push(finding('recovery-code', start, end, 44))
  }
  return found
}

/** Groups of letters and digits as codes are printed for writing down. */
const GROUPS = /(?<![\w/-])[A-Za-z0-9]{4,8}(?:-[A-Za-z0-9]{4,8}){1,9}(?![\w/-])/g

/** Words that give a number another meaning when they stand before it with little between. */
const ELSE = new Set<ContextKind>(['other', 'reference', 'user', 'parcel', 'chain', 'phone', 'bank', 'national', 'my-number', 'licence', 'passport', 'birth', 'card', 'expiry']) // prettier-ignore
const ELSE_REACH = 16

function isElse(folded: Folded, { before, after }: Words, start: number, end: number): boolean {
  const near = before[0]
  if (near && ELSE.has(near.kind) && start - near.end <= ELSE_REACH) return true
  const next = after[0]
  if (
    next &&
    ELSE.has(next.kind) &&
    next.kind !== 'chain' &&
    /^[^.。!?\n]{0,3}$/.test(folded.text.slice(end, next.start))
  )
    return true
  return (
    /(?:\bfrom |\bby |[#@/._-])$/.test(folded.lower.slice(Math.max(0, start - 5), start)) ||
    /^ ?(?:から|番線|[/@_-])/.test(folded.text.slice(end, end + 4))
  )
}

/** How far back and ahead the wording is looked at where a context word alone says too little. */
const BACK = 70
const AHEAD = 30
const CHANNEL = /sms|text|ショートメ/
const SAID = /\b(?:digits|numbers|said)\b/
const BANK_CARD = /キャッシュカード|通帳|\batm\b|cash card|bank card/
const SPARE = /バックアップ|backup|予備|spare/
const ACCOUNT = /\baccount\b|acct|\bbank\b|checking|savings|口座|銀行|支店/
const PASSPORT = /passport|パスポート|旅券/
const CARD_CODE =
  /card|amex|visa|カード|クレカ|アメックス|署名|サイン欄|signature|security|セキュリティ|[3三](?:桁|けた|ケタ|つの数)|(?:three|3) (?:digits|numbers)/
const THREE = /[3三](?:桁|けた|ケタ|つの数)|(?:three|3)[ -](?:digits?|numbers)|security code|セキュリティコード/

function judge(folded: Folded, sorted: readonly Context[], token: NumberToken): Finding | undefined {
  const { start, end } = token
  const value = token.value.replaceAll('-', '')
  const lettered = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,9}$/.test(value)
  if (!lettered && !/^\d{3,12}$/.test(value)) return undefined
  if (isQuantity(folded, start, end) || isDate(token.value) || isRound(value) || isSystemError(value)) return undefined
  const words = sentence(folded, sorted, start, end)
  const near = folded.lower.slice(Math.max(0, start - BACK), end + AHEAD)
  const make = (type: Finding['type'], rank = 40): Finding => finding(type, start, end, rank)
  const all = [...words.before, ...words.after]
  const has = (kind: ContextKind): boolean => all.some(context => context.kind === kind)
  const told = all.filter(context => context.kind === 'told')
  if (lettered) return letteredCode(folded, words, has, token)
  if (value.length === 3)
    return (has('side') && (CARD_CODE.test(near) || told.length > 0)) ||
      (THREE.test(near) && (told.length > 0 || has('code')))
      ? make('card-security-code', 72)
      : undefined
  if (value.length === 4) {
    if (told.length > 0 && BANK_CARD.test(near)) return make('pin', 68)
    if (has('side') && CARD_CODE.test(near)) return make('card-security-code', 72)
  }
  if (isElse(folded, words, start, end)) return undefined
  if (has('recovery') && value.length >= 6 && value.length <= 8) return make('recovery-code')
  const announced = has('code') || (has('code-weak') && !has('other'))
  if (value.length === 8 && SPARE.test(near) && (announced || told.length > 0)) return make('recovery-code')
  if (value.length > 8) return value.length >= 9 && ACCOUNT.test(near) ? make('bank-account', 38) : undefined
  if (value.length === 4) {
    const texted = told.some(({ start: from, end: to }) => CHANNEL.test(folded.lower.slice(from, to)))
    return told.length >= 3 ||
      (told.length >= 2 && has('service')) ||
      (announced && texted) ||
      (announced && told.length >= 2) ||
      (texted && (told.length >= 2 || SAID.test(near)))
      ? make('one-time-code')
      : undefined
  }
  // A bare number of a service that was passed on: nothing else is sent about so. Six digits need one sign of it only.
  const passedOn = told.length > 0 && (has('service') || value.length === 6)
  return announced || passedOn || (value.length === 6 && has('login')) ? make('one-time-code') : undefined
}

/** Sums of money end in noughts; of codes one in a hundred does. */
function isRound(value: string): boolean {
  return value.length >= 5 && value.length <= 8 && value.endsWith('00')
}

function letteredCode(
  folded: Folded,
  words: Words,
  has: (kind: ContextKind) => boolean,
  { start, end, value }: NumberToken,
): Finding | undefined {
  // "I sent my passport. The number is TR1234567": only the shape is left to say what it is.
  if (/^[A-Z]{1,2}\d{7}$/.test(value) && PASSPORT.test(folded.lower.slice(Math.max(0, start - BACK), start)))
    return finding('passport', start, end, 41)
  if (!has('code') || isElse(folded, words, start, end)) return undefined
  return /(?:[:はが「]|\b(?:is|was|with|says|said|shows|got))[ "]{0,2}$/.test(
    folded.lower.slice(Math.max(0, start - 7), start),
  )
    ? finding('one-time-code', start, end, 40)
    : undefined
}

/** Digits told one by one: nobody tells an amount or a date so, but people do count. */
function spokenCode(folded: Folded, sorted: readonly Context[], token: NumberToken): Finding | undefined {
  const { start, end, value } = token
  if (value.length < 4 || value.length > 8 || isAscending(value) || isQuantity(folded, start, end)) return undefined
  const { before, after } = sentence(folded, sorted, start, end)
  const all = [...before, ...after]
  const told = all.some(({ kind }) => kind === 'code' || kind === 'code-weak' || kind === 'told' || kind === 'phone')
  return told && (value.length >= 5 || !/^[〇零一二三四五六七八九]+$/.test(folded.text.slice(start, end)))
    ? finding('one-time-code', start, end, 40)
    : undefined
}

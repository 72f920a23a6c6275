import type { Context, ContextKind } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { firstAfter, isSpokenOf } from './context.ts'
import { isSystemError, joinHalves } from './labelled.ts'
import { finding, isAscending, isDate, isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'
import { sentence } from './sentence.ts'
import type { Words } from './sentence.ts'
import { isToldInPairs } from './spoken.ts'

/**
 * What the words of one sentence say together about a number in it, where none of them stands right beside it: "I read her the six
 * digits, which were …", 「裏の三つの数字、…と言いました」. Asked only about numbers that nothing else has found.
 */
export function nearby(
  folded: Folded,
  sorted: readonly Context[],
  numbers: readonly NumberToken[],
  spoken: readonly NumberToken[],
  known: readonly Finding[],
): Finding[] {
  const found: Finding[] = []
  const cardEnds = known.filter(({ type }) => type === 'card-number').map(({ end }) => end)
  for (const token of joinHalves(folded, numbers)) {
    const one = judge(folded, sorted, token) ?? onCard(folded, sorted, token, cardEnds)
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
    // Three groups of letters and digits are a key to something even where no word says so, unless one says what else.
    const isKey = KEY.test(match[0]) && !isElse(folded, { before, after }, start, end)
    if (isKey || [before[0], before[1], after[0]].some(context => context?.kind === 'recovery'))
      found.push(finding('recovery-code', start, end, 44))
  }
  return found
}

/** Groups of letters and digits as codes are printed for writing down. */
const GROUPS = /(?<![\w/-])[A-Za-z0-9]{4,8}(?:-[A-Za-z0-9]{4,8}){1,9}(?![\w/-])/g

const KEY = /^(?!.*X{4})(?=(?:[A-Z0-9-]*[A-Z]){3})(?=(?:[A-Z0-9-]*\d){2})[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){2,9}$/

/** Words that give a number another meaning when they stand before it with little between. */
const ELSE = new Set<ContextKind>(['other', 'reference', 'user', 'parcel', 'chain', 'phone', 'bank', 'national', 'my-number', 'licence', 'passport', 'birth', 'card', 'expiry']) // prettier-ignore
const ELSE_REACH = 16

export function isElse(
  folded: Folded,
  { before, after }: Words,
  start: number,
  end: number,
  other: ReadonlySet<ContextKind> = ELSE,
): boolean {
  const near = before[0]
  if (near && other.has(near.kind) && start - near.end <= ELSE_REACH) return true
  const next = after[0]
  if (
    next &&
    other.has(next.kind) &&
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
const THREE = /[3三](?:桁|けた|ケタ|つの数|つ)|(?:three|3)[ -](?:digits?|numbers)|security code|セキュリティコード/

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

/** What a form asks between the number of a card and its security code. */
const FORM =
  /^(?:[\s,、。/;.:|でとはが-]|exp(?:iry|ires)?|valid|thru|期限|有効期限|\d{1,2}[/-]\d{2,4}|[a-z]{3,9} (?:20)?[2-4]\d|(?:20)?[2-4]\d年\d{1,2}月|code|コード|裏|cvv?|security){2,14}$/
const CARD_REACH = 120

/** Three digits and a word for the back of a card, not far from its number: "3 on back 771", 「裏 552」. */
function onCard(
  folded: Folded,
  sorted: readonly Context[],
  { start, end, value }: NumberToken,
  cardEnds: readonly number[],
): Finding | undefined {
  const ends = cardEnds.filter(at => at < start && start - at <= 60)
  if (/^\d{3,4}$/.test(value) && ends.some(at => FORM.test(folded.lower.slice(at, start))))
    return finding('card-security-code', start, end, 72)
  if (!/^\d{3}$/.test(value) || !isCardSpokenOf(sorted, start, cardEnds)) return undefined
  if (isQuantity(folded, start, end)) return undefined
  const near = sorted[firstAfter(sorted, start) - 1]
  const before = folded.lower.slice(Math.max(0, start - 10), start)
  if (/[裏うら][ :はの]{0,2}$|security ?(?:code|number|no\.?)?[ :]{1,2}$/.test(before))
    return finding('card-security-code', start, end, 72)
  return near && (near.kind === 'side' || near.kind === 'cvc') && start - near.end <= 12
    ? finding('card-security-code', start, end, 72)
    : undefined
}

function isCardSpokenOf(sorted: readonly Context[], start: number, cardEnds: readonly number[]): boolean {
  if (cardEnds.some(at => Math.abs(at - start) <= CARD_REACH)) return true
  return isSpokenOf(sorted, start - CARD_REACH / 2, start, ['card', 'expiry'])
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

/** So many digits told one by one are always the number of something that was asked for; fewer need a word that says so. */
const TOLD_ALONE = 5
const TELEPHONE = /^0\d{9,10}$/

/** Digits told one by one: nobody tells an amount or a date so, but people do count. */
function spokenCode(folded: Folded, sorted: readonly Context[], token: NumberToken): Finding | undefined {
  const { start, end, value } = token
  if (value.length < 3 || isCount(value) || isQuantity(folded, start, end) || isDate(value)) return undefined
  const { before, after } = sentence(folded, sorted, start, end)
  const all = [...before, ...after]
  const has = (kinds: readonly ContextKind[]): boolean => all.some(({ kind }) => kinds.includes(kind))
  const make = (type: Finding['type']): Finding => finding(type, start, end, 40)
  if (value.length >= 13) return make('card-number')
  if (TELEPHONE.test(value)) return make('phone')
  if (value.length === 3) return has(['cvc', 'side']) ? make('card-security-code') : undefined
  const type = toldType(all, value)
  if (type !== undefined) return make(type)
  if (value.length >= TOLD_ALONE && !isToldInPairs(folded.lower.slice(start, end)))
    return make(value.length > 8 ? 'bank-account' : 'one-time-code')
  const told = has(['code', 'code-weak', 'told', 'phone'])
  return told && !/^[〇零一二三四五六七八九]+$/.test(folded.text.slice(start, end)) ? make('one-time-code') : undefined
}

function toldType(all: readonly Context[], value: string): Finding['type'] | undefined {
  for (const { kind } of all) {
    if (kind === 'pin' && value.length <= 8) return 'pin'
    if (kind === 'cvc' && value.length <= 4) return 'card-security-code'
    if (kind === 'bank' && value.length >= 5) return 'bank-account'
    if (kind === 'phone' && (value.length >= 9 || (value.startsWith('0') && value.length >= 6))) return 'phone'
  }
  return undefined
}

/** One more or one less each time: people count so. */
function isCount(value: string): boolean {
  return isAscending(value) || isAscending([...value].reverse().join(''))
}

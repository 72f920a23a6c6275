import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'

/** A number (or short sign group with digits) as written, with its digits joined. */
export type NumberToken = { start: number; end: number; value: string }

const TOKEN = /[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*/g

/** Sign groups that hold at least one digit. A word that announces the number may be glued to it: CVV739. */
export function numberTokens(folded: Folded, sorted: readonly Context[]): NumberToken[] {
  const tokens: NumberToken[] = []
  for (const match of folded.text.matchAll(TOKEN)) {
    const whole = match[0]
    if (whole.length < 3 || whole.length > 40 || !/[0-9]/.test(whole)) continue
    let at = match.index
    let label = false
    let cut = 0
    // ACCT447190233ROUTING011000015: each number begins where its label ends.
    for (const [part] of /^[A-Za-z]{2,12}\d{3,}/.test(whole) ? whole.matchAll(/[A-Za-z]+|\d+|-+/g) : []) {
      const context = sorted[firstAfter(sorted, at)]
      if (label && /^\d{3,}$/.test(part)) {
        tokens.push({ start: at, end: at + part.length, value: part })
        cut = at + part.length - match.index
      }
      label = context?.start === at && context.end === at + part.length
      at += part.length
    }
    if (cut < whole.length)
      tokens.push({ start: match.index + cut, end: match.index + whole.length, value: whole.slice(cut) })
  }
  return tokens
}

const UNIT_AFTER =
  /^(?: ?(?:円|件|通|人|年|月|日|時|分|秒|回|個|台|枚|本|万|千|百|億|%|桁|文字|歳|才|ドル|ユーロ|ポンド|ウォン|元|名(?!義|前)|社|店|ヶ月|か月|カ月|ヵ月|箇月|週|号室|話|ポイント|pt|メートル|キロ|グラム|km|kg|gb|mb|mhz|以上円|丁目|番地|つ|ml|cm|mm|度|位|品|で終わ|から始ま|点|冊|曲|フォロワー|usdt|btc|eth|jpy|usd|eur)|\.\d|,\d{3}(?!\d)|[:/]\d| ?(?:yen|usd|dollars?|eur|euros?|jpy|pounds?|gbp|btc|eth|usdt|bucks|times|e-?mails?|messages?|mails?|people|days?|hours?|hrs?|minutes?|mins?|seconds?(?! (?:half|part))|am|pm|followers|subscribers|points|items|orders|years?|months?|weeks?|digits?|characters?|chars|percent|pages|photos|files|members|users|k)\b)/
const SIGN_BEFORE =
  /(?:[¥$€£₩]\s?|\d[.,/]|(?<![a-z\d])\d{1,2}:|(?:合計|残高|差額|金額|総額|単価|代金|価格|料金|送料|(?<![a-z])(?:total|amount|balance|price|sum))(?:[はが:で]|が約)? ?(?:is |was |of )?|末尾 ?|下4桁 ?|下四桁 ?|下4けた ?|約|およそ|(?<![a-z])(?:jpy|usd|eur|gbp|rs\.?|v|ver\.|ending in|ending|ends in|ends with|last four|last 4|last 4 digits|about|around|over|nearly) ?)$/

/** True where the number counts, dates or prices something, so that it cannot be a code. */
export function isQuantity(folded: Folded, start: number, end: number): boolean {
  return (
    UNIT_AFTER.test(folded.lower.slice(end, end + 14)) ||
    SIGN_BEFORE.test(folded.lower.slice(Math.max(0, start - 16), start))
  )
}

/** True for a calendar date or year written with hyphens or alone. */
export function isDate(value: string): boolean {
  return /^(?:19|20)\d\d(?:-\d{1,2}){0,2}$/.test(value) || /^\d{1,2}-\d{1,2}(?:-(?:19|20)\d\d)?$/.test(value)
}

/** True where each digit is one more than the one before: people count so. */
export function isAscending(digits: string): boolean {
  for (let i = 1; i < digits.length; i++) if (digits.charCodeAt(i) !== digits.charCodeAt(i - 1) + 1) return false
  return true
}

/** Makes a finding; only there to keep the lines that use it short. */
export function finding(type: Finding['type'], start: number, end: number, rank: number): Finding {
  return { type, start, end, rank }
}

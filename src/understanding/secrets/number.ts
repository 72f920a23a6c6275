import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'

/** A number (or short sign group with digits) as written, with its digits joined. */
export type NumberToken = { start: number; end: number; value: string }

const TOKEN = /[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*/g
const KANJI_RUN = /[〇零一二三四五六七八九](?:[ ・、\-の]?[〇零一二三四五六七八九]){3,18}/g
const KANA_WORD =
  'ゼロ|ぜろ|れい|まる|マル|いち|イチ|に|ニ|さん|サン|よん|ヨン|し|シ|ご|ゴ|ろく|ロク|なな|ナナ|しち|シチ|はち|ハチ|きゅう|キュウ|く|ク'
const KANA_RUN = new RegExp(`(?:${KANA_WORD})(?:[、・ ,\\n-]{1,2}(?:${KANA_WORD})){3,18}`, 'g')
/** Without pauses only a run as long as a card number is no ordinary word. */
const KANA_TIGHT = new RegExp(`(?:${KANA_WORD})(?:[、・ ,\\n-]{0,2}(?:${KANA_WORD})){12,18}`, 'g')
/** Single digits with a gap between each: nobody writes an amount so. */
const SPREAD_RUN = /(?<![\d.,:/-])\d(?:[ 、,・-]{1,2}\d){3,8}(?![\d.:/-]|[,-]\d)/g
const ENGLISH_WORD = 'zero|oh|one|two|three|four|five|six|seven|eight|nine'
const ENGLISH_RUN = new RegExp(`\\b(?:${ENGLISH_WORD})(?:[ ,\\n-]{1,2}(?:${ENGLISH_WORD})\\b){3,18}`, 'g')
const EVERY_WORD = new RegExp(`[0-9]|[〇零一二三四五六七八九]|${KANA_WORD}|${ENGLISH_WORD}`, 'g')

const WORD_DIGIT: Record<string, string> = {}
for (const [digit, words] of Object.entries({
  0: '〇 零 ゼロ ぜろ れい まる マル zero oh',
  1: '一 いち イチ one',
  2: '二 に ニ two',
  3: '三 さん サン three',
  4: '四 よん ヨン し シ four',
  5: '五 ご ゴ five',
  6: '六 ろく ロク six',
  7: '七 なな ナナ しち シチ seven',
  8: '八 はち ハチ eight',
  9: '九 きゅう キュウ く ク nine',
}))
  for (const word of words.split(' ')) WORD_DIGIT[word] = digit

/** Sign groups that hold at least one digit. */
export function numberTokens(folded: Folded): NumberToken[] {
  const tokens: NumberToken[] = []
  for (const match of folded.text.matchAll(TOKEN)) {
    const value = match[0]
    if (value.length >= 3 && value.length <= 40 && /[0-9]/.test(value))
      tokens.push({ start: match.index, end: match.index + value.length, value })
  }
  return tokens
}

/** Numbers written as words or one by one: single digits, kanji digits, kana readings with pauses, English digit words. */
export function spokenNumbers(folded: Folded): NumberToken[] {
  const tokens: NumberToken[] = []
  for (const [pattern, text] of [
    [KANJI_RUN, folded.text],
    [KANA_RUN, folded.text],
    [KANA_TIGHT, folded.text],
    [SPREAD_RUN, folded.text],
    [ENGLISH_RUN, folded.lower],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const value = match[0].replace(EVERY_WORD, word => WORD_DIGIT[word] ?? word).replace(/[^0-9]/g, '')
      tokens.push({ start: match.index, end: match.index + match[0].length, value })
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

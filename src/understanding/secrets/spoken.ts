import type { Folded } from './fold.ts'
import type { NumberToken } from './number.ts'

/** The digits as they are told, each language apart; long vowels and both kana are read alike. */
const TOLD: readonly (readonly string[])[] = [
  'zero oh nought ゼロ ぜろ れい レイ まる マル おー オー 〇 零 ○ cero null rei 영 공'.split(' '),
  'one いち イチ 一 壱 壹 uno eins un ichi 일'.split(' '),
  'two にい にー ニー ニイ に ニ 二 弐 dos due zwei zwo deux dois ni 이'.split(' '),
  'three さん サン 三 参 tres tre drei trois três san 삼'.split(' '),
  'four よん ヨン よー ヨー し シ 四 肆 cuatro quattro vier quatre quatro yon 사'.split(' '),
  'five ごー ゴー ごお ご ゴ 五 伍 cinco cinque fünf funf cinq go 오'.split(' '),
  'six ろく ロク 六 陸 seis sei sechs roku 육'.split(' '),
  'seven なな ナナ しち シチ 七 siete sette sieben sept sete nana shichi 칠'.split(' '),
  'eight はち ハチ 八 ocho otto acht huit oito hachi 팔'.split(' '),
  'nine きゅう きゅー キュウ キュー く ク 九 nueve nove neun neuf kyu kyuu 구'.split(' '),
]
const DIGIT = new Map<string, string>(TOLD.flatMap((words, digit) => words.map(word => [word, String(digit)] as const)))
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const byLength = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join('|')
const LATIN = byLength([...DIGIT.keys()].filter(word => /^[a-zêü]/.test(word)))
const EAST = byLength([...DIGIT.keys()].filter(word => !/^[a-zêü]/.test(word)))

/** One by one or in groups, with pauses and the small words people put between: 「ゼロハチゼロの、ニーニー…」. */
const EAST_RUN = new RegExp(
  `(?:${EAST}|(?<![\\d.,:/-])\\d(?!\\d))(?:[ 、,・\\n-]{0,2}(?:の[ 、,\\n]?|えーと、?|ええと、?|はい、?)?(?:${EAST}|\\d(?!\\d))){3,24}`,
  'g',
)
const LATIN_UNIT = `(?:(?:double|triple|treble) )?(?:${LATIN}|${byLength(TENS)}|${byLength(TEENS)})`
const LATIN_RUN = new RegExp(
  `(?<![a-z'])${LATIN_UNIT}(?:[ ,.\\n-]{1,3}(?:(?:then|dash|hyphen|space|uh|er|erm)[ ,]{1,2})?(?:${LATIN_UNIT}|\\d(?![\\d.,:]))(?![a-z'])){2,24}(?![a-z'])`,
  'g',
)
const LATIN_WORD = /[a-zêü]+|\d+/g
/** Single digits with a gap between each: nobody writes an amount so. */
const SPREAD_RUN = /(?<![\d.,:/-])\d(?:[ 、,・-]{1,2}\d){2,18}(?![\d:/-]|[.,-]\d)/g

/** Three or four pairs of digits. */
const PAIRS = /(?<![\d.,:/-]|\d )\d{2}(?:[ ・]\d{2}){2,3}(?![\d:/-]|[., ・]\d)/g

/** Words of the east that are nothing but digits; に, し, ご and く are also parts of ordinary words. */
const SURE_EAST =
  /いち|イチ|さん|サン|よん|ヨン|ろく|ロク|なな|ナナ|しち|シチ|はち|ハチ|きゅ|キュ|ぜろ|ゼロ|[にニごゴ][ーいお]|[〇零一二三四五六七八九壱弐参伍]/g
const SURE_MIN = 2
const EVERY_EAST = new RegExp(`${EAST}|\\d`, 'g')

/** After these an English run is a sum or a count: "two thousand two hundred". */
const COUNTS =
  /^[ -](?:hundred|thousand|million|billion|pounds?|dollars?|euros?|quid|bucks|per|percent|o'clock|years?|days?|weeks?|months?|hours?|minutes?|times|people|miles|of)\b/

/** Pairs are also how times and prices are told. */
export function isToldInPairs(text: string): boolean {
  return /\d\d|ty|teen|\bten\b|eleven|twelve/i.test(text)
}

/** Numbers told digit by digit: in words, in kanji, in kana with or without pauses, in English also by pairs and doubles. */
export function spokenNumbers(folded: Folded): NumberToken[] {
  const tokens: NumberToken[] = []
  for (const match of folded.text.matchAll(EAST_RUN)) {
    const token = east(folded, match.index, match[0])
    if (token) tokens.push(token)
  }
  for (const match of folded.text.matchAll(SPREAD_RUN))
    tokens.push({ start: match.index, end: match.index + match[0].length, value: match[0].replace(/\D/g, '') })
  for (const match of folded.text.matchAll(PAIRS))
    tokens.push({ start: match.index, end: match.index + match[0].length, value: match[0].replace(/\D/g, '') })
  for (const match of folded.lower.matchAll(LATIN_RUN)) {
    const end = match.index + match[0].length
    const value = latin(match[0])
    if (value.length >= 3 && !COUNTS.test(folded.lower.slice(end, end + 12)))
      tokens.push({ start: match.index, end, value })
  }
  return tokens.sort((a, b) => a.start - b.start || b.end - a.end)
}

function east(folded: Folded, index: number, run: string): NumberToken | undefined {
  if (run.startsWith('〇〇')) return undefined
  let start = index
  let text = run
  // 「田中さんに三四…」: the first sign of the run may be the end of the word before it.
  const before = folded.text[start - 1] ?? ''
  const cut = /^(?:さん|サン|[にニしシごゴくク](?![ーいお]))[ 、,]?/.exec(text)
  if (cut && /[ぁ-んァ-ヶ一-龠]/.test(before) && !/[はがのでをとも番号]/.test(before)) {
    start += cut[0].length
    text = text.slice(cut[0].length)
  }
  if (/[一-龠]/.test(folded.text[start + text.length] ?? '') && /[〇零一二三四五六七八九]$/.test(text) && /^[十百千万億年月日時]/.test(folded.text[start + text.length] ?? '')) return undefined // prettier-ignore
  const sure = text.match(SURE_EAST)?.length ?? 0
  if (sure === 0 || sure + (text.match(/\d/g)?.length ?? 0) < SURE_MIN) return undefined
  const value = (text.match(EVERY_EAST) ?? []).map(word => DIGIT.get(word) ?? word).join('')
  return value.length >= 4 ? { start, end: start + text.length, value } : undefined
}

function latin(run: string): string {
  let value = ''
  let repeat = 1
  let ten = -1
  for (const [word] of run.matchAll(LATIN_WORD)) {
    if (word === 'double') repeat = 2
    else if (word === 'triple' || word === 'treble') repeat = 3
    else {
      const digit = /^\d/.test(word) ? word : DIGIT.get(word)
      const teen = TEENS.indexOf(word)
      const tens = TENS.indexOf(word)
      if (tens >= 0) value += String(20 + tens * 10)
      else if (teen >= 0) value += String(10 + teen)
      else if (digit !== undefined && ten >= 0 && digit !== '0' && digit.length === 1)
        value = value.slice(0, -1) + digit
      else if (digit !== undefined) value += digit.repeat(repeat)
      repeat = 1
      ten = tens
    }
  }
  return value
}

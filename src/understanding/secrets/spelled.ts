import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

const DIGITS = 'zero|oh|one|two|three|tree|four|fower|five|fife|six|seven|eight|nine|niner'
const ALPHABET =
  'alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|juliett|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|whisky|x-ray|xray|yankee|zulu'
const ALPHABET_JA =
  'アルファ|ブラボー|チャーリー|デルタ|エコー|フォックストロット|ゴルフ|ホテル|インディア|ジュリエット|キロ|リマ|マイク|ノベンバー|オスカー|パパ|ケベック|ロメオ|シエラ|タンゴ|ユニフォーム|ビクター|ウイスキー|エックスレイ|ヤンキー|ズールー'
const LETTERS_JA =
  'エー|ビー|シー|ディー|イー|エフ|ジー|エイチ|エッチ|アイ|ジェー|ジェイ|ケー|ケイ|エル|エム|エヌ|オー|ピー|キュー|アール|エス|ティー|ユー|ブイ|ダブリュー|エックス|ワイ|ゼット'
const DIGITS_JA = 'ゼロ|イチ|ニ|サン|ヨン|ゴ|ロク|ナナ|ハチ|キュー|キュウ'

/** Letters told by the words of the spelling alphabet, digits between. */
const BY_ALPHABET = new RegExp(
  `(?<![a-z])(?:${ALPHABET})(?:[ ,.-]{1,3}(?:dash |hyphen )?(?:${ALPHABET}|${DIGITS}|\\d{1,4})(?![a-z])){3,20}`,
  'g',
)
const BY_ALPHABET_JA = new RegExp(
  `(?:${ALPHABET_JA})(?:[ ・、-]{1,2}(?:${ALPHABET_JA}|${DIGITS_JA}|\\d{1,4})){3,20}`,
  'g',
)
const BY_LETTERS_JA = new RegExp(`(?:${LETTERS_JA})(?:[ ・、]{1,2}(?:${LETTERS_JA}|${DIGITS_JA}|\\d{1,4})){3,20}`, 'g')
/** "B as in boy, R as in roger, 3, 3". */
const AS_IN =
  /\b[a-z0-9](?: as in | for | like )[a-z]{2,12}(?:[ ,.]{1,3}(?:and |then )?(?:[a-z0-9](?: as in | for | like )[a-z]{2,12}|\d{1,4})\b){2,24}/g
/** "capital K, lowercase i w i, then 4455, then a bang". */
const BY_CASE =
  /\b(?:capital|upper ?case|lower ?case|small|big) (?:letter )?[a-z]\b(?: [a-z]\b){0,8}(?:,? (?:then |and )?(?:an? )?(?:(?:capital|upper ?case|lower ?case|small|big) (?:letter )?[a-z](?: [a-z]\b){0,8}|\d{1,8}|bang|exclamation mark|exclamation point|hash|hashtag|dollar sign|star|asterisk|underscore|dash|hyphen|dot|at sign|question mark|number \d+)(?![a-z])){1,12}/g
const BY_CASE_JA =
  /(?:大文字|小文字)の?[A-Za-z]{1,12}(?:[、,とで ]{0,2}(?:次に?|それから|あと)?[、 ]?(?:(?:大文字|小文字)の?[A-Za-z]{1,12}|数字の?\d{1,8}|\d{1,8}|びっくりマーク|ビックリマーク|シャープ|アットマーク|アンダーバー|ハイフン)){1,12}/g
/** Every sign apart from the next. */
const APART = /(?<!\S)[!-~](?: {1,2}[!-~]){5,80}(?!\S)/g
/** Digits and their words without a gap: "six1seven-five5five". */
const GLUED = new RegExp(`(?<![a-z\\d])(?:(?:${DIGITS})|\\d|(?<=[a-z\\d])[- ](?=[a-z\\d])){6,30}(?![a-z])`, 'g')
/** Groups in brackets each. */
const BRACKETED = /(?:[([]\d{1,4}[)\]][ -]?){3,6}/g
/** The two halves of a code told apart: "the first three are 907, the rest 233". */
const HALVES =
  /(?:最初|はじめ|前半|頭|上)(?:の?[2-4三四]?(?:つ|桁|けた)?)(?:が|は|、| )(\d{2,4})(?:で?、|で|。| ){1,2}(?:残り|後半|次|あと|後ろ|下)(?:の?[2-4三四]?(?:つ|桁|けた)?)(?:が|は|、| )(\d{2,4})(?!\d)|\bfirst (?:\w+ )?(?:half |part |three |two |four |3 |2 |4 )?(?:digits |numbers )?(?:is|are|was|were) (\d{2,4}),? (?:and )?(?:then )?(?:the )?(?:rest|second half|last \w+|other \w+|next \w+|second part)(?: digits| numbers)? (?:is|are|was|were|being)? ?(\d{2,4})\b/gi

/** Codes and passwords told sign by sign, in whatever way people spell. */
export function spelledOut(folded: Folded): Finding[] {
  const found: Finding[] = []
  const { text, lower } = folded
  const add = (type: Finding['type'], start: number, length: number): void => {
    found.push(finding(type, start, start + length, 43))
  }
  for (const pattern of [BY_ALPHABET, AS_IN])
    for (const match of lower.matchAll(pattern)) add('one-time-code', match.index, match[0].length)
  for (const match of text.matchAll(BY_LETTERS_JA)) add('password', match.index, match[0].length)
  for (const match of text.matchAll(BY_ALPHABET_JA)) add('one-time-code', match.index, match[0].length)
  for (const match of lower.matchAll(BY_CASE)) add('password', match.index, match[0].length)
  for (const match of text.matchAll(BY_CASE_JA)) add('password', match.index, match[0].length)
  for (const match of text.matchAll(APART)) {
    const joined = match[0].replaceAll(' ', '')
    if (/^[^@]+@[^@]+\.[a-z]{2,}$/i.test(joined)) add('email', match.index, match[0].length)
    else if (/\d.*\d/.test(joined) && /[A-Za-z]/.test(joined)) add('one-time-code', match.index, match[0].length)
  }
  for (const match of lower.matchAll(GLUED))
    if (/[a-z]+\d|\d[a-z]+/.test(match[0]) && (match[0].match(/[a-z]+/g)?.length ?? 0) >= 2)
      add('one-time-code', match.index, match[0].length)
  for (const match of text.matchAll(BRACKETED))
    if (match[0].replace(/\D/g, '').length >= 5) add('one-time-code', match.index, match[0].trimEnd().length)
  for (const match of text.matchAll(HALVES))
    for (const half of match.slice(1)) {
      if (half === undefined) continue
      add('one-time-code', match.index + match[0].lastIndexOf(half), half.length)
    }
  return found
}

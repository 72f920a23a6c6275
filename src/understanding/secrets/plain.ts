import type { Candidate } from './candidate.ts'
import type { Folded } from './fold.ts'
import type { Part } from './talk.ts'
import { usualness } from './usual.ts'
import { SPEECH } from './word.ts'

const WORD =
  /(?<![\w'@#/.$-])[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f']{1,23}(?:-[A-Za-z]{2,12}){0,4}(?![\w@/-]|\.[a-z])/g
/** Words with capitals beside each other: "Moonlight Sonata", "Mr Tibbles", "St Aldhelm's". */
const CAPITALS =
  /(?<![\w'@#/.$-])(?:(?:Mr|Mrs|Ms|Miss|Dr|St)\.? )?[A-Z\u00c0-\u00de][\w'\u00c0-\u024f]{1,15}(?:[ -](?:(?:of|the|and|de|la|in|am) )?[A-Z\u00c0-\u00de][\w'\u00c0-\u024f]{1,15}){1,3}(?![\w@/])|(?<![\w'])(?:Mr|Mrs|Ms|Miss|Dr|St)\.? [A-Z][\w']{2,15}/g
/** Several words in quotes, or after a colon up to where the clause ends. */
const SAID_WHOLE =
  /(?<![\w])["'`「『(]([A-Za-z][A-Za-z0-9',!? -]{3,46}?[A-Za-z0-9!?])[.,]?["'`」』)](?![\w])|(?:[:=>]|- | is | was |used |put |typed |said ) ?((?:[A-Za-z][a-z']{0,11} )(?:[A-Za-z0-9][a-z0-9']{0,11} ){0,6}[a-z0-9']{1,12})(?=[.,!?;)\n]|$)/g
/** Latin words with gaps between Japanese signs. */
const BETWEEN_JAPANESE = /(?<=[^\0-\u024f])[A-Za-z][A-Za-z0-9']*(?: [A-Za-z0-9']+){1,5}(?=[^\0-\u024f]|$)/g

/** What stands right behind a Japanese value. */
const JA_END =
  /です|でした|だった|だよ|だと思|だけ|にして|にしま|にした|に変え|に設定|って(?:言|入|打|教|答|書|いう|いっ|やつ|感|コメ|送|返|出|で|の|、|。|$)|という|とかいう|っていう|と入|と打|と答|と言|と書|と伝|と返|と登|とコメ|を入|を使|を打|を教|を設|を登|をその|のまま|で入|で開|で登|で通|まで言|まで教|[。、」』)!?\n→]|$|なんで|なので|でござ|しか|くらい|に[0-9]|をひっくり|を逆/g
const JA_SIZE_MAX = 14
const JA_STARTS_MAX = 3
/** As long as the longest ending that is asked for. */
const TAIL = 6

/** Words as usual as this are none that anybody would guess a password by. */
const USUAL_MIN = 2

/** Plain words, phrases and Japanese words in some parts of a text, each of which could be a value although it looks like none. */
export function plainWords(folded: Folded, parts: readonly Part[], limit: number, usualMin = USUAL_MIN): Candidate[] {
  const found: Candidate[] = []
  const { text, lower } = folded
  for (const { start: from, end: to } of parts) {
    if (found.length > limit) break
    const part = text.slice(Math.max(0, from - 1), to + 1)
    const offset = Math.max(0, from - 1)
    const add = (start: number, value: string, form: Candidate['form']): void => {
      if (!value.includes('\0') && usualness(lower, start, start + value.length) < usualMin)
        found.push({ start, end: start + value.length, value, form })
    }
    for (const match of part.matchAll(WORD)) {
      const value = match[0].replace(/'s?$|'$/, '')
      const start = offset + match.index
      if (value.length < 3 || (value.length < 4 && !/^[A-Z]/.test(value))) continue
      if (usualness(lower, start, start + value.length) >= usualMin || SPEECH.has(value.toLowerCase())) continue
      if (FOREIGN.test(value) || (!/^[A-Z]/.test(value) && isForeign(lower, start, start + value.length))) continue
      add(start, value, 'plain')
    }
    for (const match of part.matchAll(CAPITALS)) add(offset + match.index, match[0], 'phrase')
    for (const match of part.matchAll(SAID_WHOLE)) {
      const value = match[1] ?? match[2] ?? ''
      if (value.includes(' ')) add(offset + match.index + match[0].lastIndexOf(value), value, 'phrase')
    }
    if (!/[\u3040-\u9fff]/.test(part)) continue
    for (const match of part.matchAll(BETWEEN_JAPANESE)) add(offset + match.index, match[0], 'phrase')
    for (const { index } of part.matchAll(JA_END)) {
      // Most clauses end like this: asked once before any beginning is looked for.
      const tail = part.slice(Math.max(0, index - TAIL), index)
      if (!CLAUSE_END.test(tail) && !NOT_TOLD.test(tail)) japanese(part, index, offset, add)
    }
  }
  return found
}

/** Letters of languages whose plain words are not known here. */
const FOREIGN = /^[a-z].*[\u00c0-\u024f]|^[\u00df-\u024f]/

/** True for a word in small letters among Latin words none of which is usual in English: all of them would look strange. */
function isForeign(lower: string, start: number, end: number): boolean {
  const before = lower.slice(Math.max(0, start - 30), start)
  const behind = lower.slice(end, end + 30)
  let met = 0
  let usual = 0
  for (const [side, text] of [before, behind].entries()) {
    const words = text.match(/[a-z\u00df-\u024f']+/g) ?? []
    const near = side === 0 ? words.slice(-3) : words.slice(0, 3)
    for (const word of near) {
      if (word.length < 2) continue
      met += 1
      if (usualness(word, 0, word.length) >= 2) usual += 1
    }
  }
  return usual * 2 < met
}

/** The stretches that end here, nearest beginnings first: after a particle, a sign or a gap. */
function japanese(
  part: string,
  end: number,
  offset: number,
  add: (start: number, value: string, form: Candidate['form']) => void,
): void {
  let starts = 0
  for (let at = end; at > 0 && end - at <= JA_SIZE_MAX && starts < JA_STARTS_MAX; at--) {
    const before = part.charCodeAt(at - 1)
    if (end - at >= 2 && OPENINGS.has(before)) {
      starts += 1
      if (isWord(part, at, end)) add(offset + at, part.slice(at, end), 'kana')
    }
    if (STOPS.has(before)) return
  }
  // The text may begin with the value.
  const isFirst = offset === 0 && end >= 2 && end <= JA_SIZE_MAX && starts < JA_STARTS_MAX
  if (isFirst && isWord(part, 0, end)) add(0, part.slice(0, end), 'kana')
}

/** 「第八かもめ丸」: a name in kana with Chinese signs on both sides. */
const FRAMED = /^[\u4e00-\u9fff]+[\u3041-\u3096]{3,}[\u4e00-\u9fff]$/
const CLAUSE_END =
  /(?:まし|した|った|ない|ませ|れた|てる|いる|ます|いた|んだ|けど|のは|だから|らしい|たら|ても|から|のに|まで|なく|たい|せん|れる|ったら|てい|ください|ところ|もの|こと|とき|ため|みたい|そう)$/

/** What is counted, and what an answer is about without being told. */
const COUNTED =
  /[0-9〇一二三四五六七八九十百千数何](?:件|桁|文字|人|回|台|枚|年|月|日|時|分|歳|通|つ|個|本|万|円|社|段階|番|号|種類)/
const NOT_TOLD =
  /(?:旧姓|名前|なまえ|誕生日|本名|番号|住所|記念日|出身地|ペット|パスワード|暗証|合言葉|言葉|質問|答え|今更|今回|全部|全員|自分|相手|家族|友達|会社|銀行|電話|アプリ|アカウント|メール|ログイン|サイト|画面|ページ|コード|ロック|入力|設定|登録|変更|必要|大丈夫|不安|心配|無理|だめ|ダメ|はい|いいえ)$/

const HIRAGANA = 1
const KATAKANA = 2
const HAN = 3
const LATIN = 4

function kindOf(unit: number): number {
  if (unit >= 0x3041 && unit <= 0x3096) return HIRAGANA
  if (unit >= 0x30a1 && unit <= 0x30fc) return KATAKANA
  if ((unit >= 0x4e00 && unit <= 0x9fff) || unit === 0x3005) return HAN
  return (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x2d
    ? LATIN
    : 0
}

const codes = (signs: string): ReadonlySet<number> => new Set([...signs].map(sign => sign.charCodeAt(0)))
/** Particles that a single word does not hold between signs of other kinds. */
const PARTICLES = codes('はをがにで')
const PARTICLES_BEFORE = codes('はをが')
const NO_BEGINNING = codes('をんっゃゅょー')
const NO_END = codes('っんゃゅょ')
const NO = 'の'.charCodeAt(0)
const LONG = 'ー'.charCodeAt(0)

/**
 * Whether a stretch could be one word: no particle between words, no kana that bends a verb behind a Chinese sign, none of one or
 * two signs before one, as in polite and pointing words.
 */
function isWord(text: string, from: number, to: number): boolean {
  let isBent = NO_END.has(text.charCodeAt(to - 1))
  let isKana = true
  let isJapanese = false
  let last = 0
  if (NO_BEGINNING.has(text.charCodeAt(from))) return false
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    const kind = kindOf(unit)
    if (kind === 0) return false
    if (kind !== LATIN) isJapanese = true
    if (kind !== HIRAGANA && unit !== LONG) isKana = false
    if (kind === HIRAGANA && (last === HAN || last === KATAKANA) && PARTICLES.has(unit)) return false
    if (last === HIRAGANA && (kind === HAN || kind === KATAKANA) && unit !== LONG) {
      if (PARTICLES_BEFORE.has(text.charCodeAt(at - 1))) return false
      if (kind === HAN && at - from <= 2) isBent = true
    }
    if (kind === HIRAGANA && last === HAN && unit !== NO) isBent = true
    last = kind
  }
  if (!isJapanese) return false
  if (isKana) return to - from >= 3
  const value = text.slice(from, to)
  return (!isBent || FRAMED.test(value)) && !COUNTED.test(value)
}

const OPENINGS = codes('はがをのもでに、。「『(:→= \nとや・')
const STOPS = codes('。「『」』(:→=\n!?、 ')

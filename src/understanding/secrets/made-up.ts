import { firstFrom } from '../ascending.ts'
import type { Context, ContextKind } from './context.ts'
import { isSpokenOf, LOGIN } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isDate, isQuantity } from './number.ts'
import { KEPT } from './password.ts'
import { PRODUCT, SPEECH, isMail, trimmed } from './word.ts'
import { sentence } from './sentence.ts'
import type { Words } from './sentence.ts'

/**
 * Passwords that no word announces right beside them: a word as no language has one, in a sentence that speaks of passwords
 * (「昔のパスワードなんですけど…でした」, "…, which I use as my password"), beside another password, or of no other use at all.
 * @param known - what is found already
 * @param isFree - whether a range touches none of it
 */
export function madeUp(
  folded: Folded,
  sorted: readonly Context[],
  known: readonly Finding[],
  isFree: (range: { start: number; end: number }) => boolean,
): Finding[] {
  const found: Finding[] = []
  const speaks = sorted.some(({ kind }) => kind === 'password' || kind === 'login')
  if (!speaks) return found
  const passwords = Int32Array.from(known.filter(({ type }) => type === 'password').map(({ start }) => start)).sort()
  for (const pattern of [MIXED, CAPITALS, KANA_MIXED, PLAIN])
    for (const match of folded.text.matchAll(pattern)) {
      // "admin/…", "taro:…": the value is what comes last.
      const whole = match[0].replace(/^["'`(<「『?!.,:;]+/, '')
      const last = whole.replace(/^[\w.-]{2,20}[/:](?=[\w!#$%&*+-]{6,}$)/, '')
      const value = trimmed(last)
      const start = match.index + match[0].lastIndexOf(value)
      const end = start + value.length
      if (!isFree({ start, end }) || !isShaped(folded, value, start)) continue
      const words = sentence(folded, sorted, start, end)
      if (isNamed(words, start) || (last === whole && isPartOfName(folded, start, end))) continue
      // What a machine made, in a text that speaks of logging in: links and addresses of wallets are longer or stand in a link.
      if (
        (pattern === MIXED &&
          (isMachineMade(value) || isDemanded(value)) &&
          isSpokenOf(sorted, start - FAR, end + FAR, LOGIN)) ||
        (pattern === MIXED && isTried(folded, words, end)) ||
        (pattern === MIXED && isBeside(passwords, start) && isSaid(folded, start, end)) ||
        isAnnounced(folded, words, { start, end, pattern })
      )
        found.push(finding('password', start, end, 42))
    }
  return found
}

const BESIDE = 40

/** True where one of the sorted positions is near. */
function isBeside(positions: Int32Array, start: number): boolean {
  return (positions[firstFrom(positions, start - BESIDE)] ?? Infinity) <= start + BESIDE
}

const FAR = 150
const MIXED =
  /(?<![!-~])["'`(<]?(?=[!-~]{0,40}\d)(?=[!-~]{0,40}(?:[a-z]|[A-Z][!-~]{0,40}[!#$%&*+=?^~]|[!#$%&*+=?^~][!-~]{0,40}[A-Z]))[!-~]{6,40}/g
const CAPITALS = /(?<![!-~])["'`(<]?(?=[!-~]{0,24}\d)[A-Z0-9]{7,24}(?![!-~]{2})/g
const KANA_MIXED = /(?<=[のはがて、「『:→\s])[ぁ-んァ-ヶー一-龠]{1,6}\d{2,8}(?=[」』]?(?:です|でし|だっ|を(?:入|使|設|登)|に(?:し|設|変)|って|という|[。、\s]|$))/g // prettier-ignore
/** A Latin word that ends a Japanese sentence. */
const PLAIN = /(?<=[ぁ-んァ-ヶー「『、])[a-z]{5,24}(?=[」』]?(?:です|でし|だっ|だよ|にし|に変|。|\n|$))/g
const NO_PASSWORD =
  /:\/\/|^[a-z_]+=[\d.]+$|^[ur]\/\w|^[$¥€£][\d.,]+\/|^[@<[]|^[A-Z]{0,3}[$¥€£][\d,.]+$|^[\w.]{2,32}#\d{1,4}$|^#[A-Za-z0-9_]+$|\\|^[0-9a-f]{7,}$|^0x|^[0-9a-f]{8}-[0-9a-f]{4}-|^\d+[a-z]{1,4}$|^v?\d[\d.]*[a-z]?\d*$|\.(?:com|net|org|jp|gg|me|html?|php|png|jpe?g|gif|pdf|zip|exe|txt|docx?|mp[34])\b|^\w+[=?&]\w*[=&]|[?&]\w+=|\.\.|^[a-z-]+\/[a-z-]+/i

function isShaped(folded: Folded, value: string, start: number): boolean {
  if (value.length < 3 || NO_PASSWORD.test(value) || isMail(value) || value.includes('\0')) return false
  const lower = value.toLowerCase()
  if (PRODUCT.test(lower) || SPEECH.has(lower) || isDate(value) || isModel(value)) return false
  return !isQuantity(folded, start, start + value.length)
}

/** Small letters, capitals and digits in turn, as a machine makes them; names of products change less often. */
function isMachineMade(value: string): boolean {
  if (!/^[A-Za-z0-9!#$%&*+@_-]{9,32}$/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false
  return (value.match(/[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g)?.length ?? 0) > 5
}

/** Small letter, capital, digit and sign, as forms demand it. */
function isDemanded(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && /[!#$%&*+=?@^~]/.test(value)
}

/** 「…って打ったらログインできた」: what one signs in with. */
function isTried(folded: Folded, { before, after }: Words, end: number): boolean {
  return (
    /^[」』]? ?(?:って|と|で)(?:打|入|ログイン)/.test(folded.text.slice(end, end + 10)) &&
    [...before, ...after].some(({ kind }) => kind === 'login' || kind === 'password')
  )
}

/** Capitals and digits as makers name their goods, or a short word that counts. */
function isModel(value: string): boolean {
  return /^[A-Z]{1,5}-?\d{1,5}[A-Za-z]{0,2}$/.test(value) || /^[a-z]{1,3}\d{1,2}$/i.test(value)
}

/** Words after which a made-up word is the name or the number of somebody or something. */
const NAMED = new Set<ContextKind>(['other', 'reference', 'user', 'parcel', 'chain', 'passport', 'licence'])
const NAMED_REACH = 16

function isNamed({ before }: Words, start: number): boolean {
  const near = before[0]
  return near !== undefined && NAMED.has(near.kind) && start - near.end <= NAMED_REACH
}

function isPartOfName(folded: Folded, start: number, end: number): boolean {
  return (
    /^ ?(?:さん|くん|ちゃん|君|様|氏|という(?:人|名|アカ|ユーザ|id|ID|相手|やつ|子|方)|[/@])/.test(
      folded.text.slice(end, end + 7),
    ) ||
    /(?:\bby|\bfrom|\buser|\bhacker|\bnamed|\bcalled|[#@/._-]) ?$/.test(
      folded.lower.slice(Math.max(0, start - 8), start),
    )
  )
}

/** What stands right before a value that is said to be one, and right after it. */
const BEFORE =
  /(?:\b(?:is|was|to|as|it's|its|'s|using|used|use|with|typed|wrote|entered|gave|put|tried|try|picked|chose|set|have|or|and|like)|'s|me|[:=→"'`「『(、,。!?ぁ-ん一-龠]|->|\n|^) ?$/
const AFTER =
  /^(?:[」』]|["'`)]? ?(?:です|でし|だっ|だよ|だけ|って|という|を|に|で|のまま|と(?:答|入|言|し|い|書)|は|が|も|か|なら|から|、|。|$|\n|[,.;!?/]|(?:as|is|was|on|for|everywhere|and|but|or|in|if|may|might|which|that|also|a|an|the|my|still|not|too)\b))/

function isSaid(folded: Folded, start: number, end: number): boolean {
  return BEFORE.test(folded.lower.slice(Math.max(0, start - 8), start)) && AFTER.test(folded.lower.slice(end, end + 12))
}

type Value = { readonly start: number; readonly end: number; readonly pattern: RegExp }

function isAnnounced(folded: Folded, words: Words, value: Value): boolean {
  if (!isSaid(folded, value.start, value.end)) return false
  return isPromised(folded, words.before, value) || isExplained(folded, words.after, value)
}

/** A word for passwords stands before it, and nothing between says that the sentence is about something else. */
function isPromised(folded: Folded, before: Words['before'], { start, end, pattern }: Value): boolean {
  const announced = before.find(({ kind }) => kind === 'password')
  if (!announced) return false
  const between = folded.lower.slice(announced.end, start)
  if (KEPT.test(between)) return false
  // What was changed is not the value that follows, unless it was changed to it.
  const changedTo =
    /^[」』"'` ]{0,2}(?:に|でし|という|って)/.test(folded.text.slice(end, end + 6)) ||
    /\b(?:to|it's|its|is)\b[^a-z]*$|(?:[「『:→]|今の|前の|元の|古い|新しい)$/.test(between)
  if (CHANGED.test(between) && !changedTo) return false
  const crossed = /[。!?\n]|\.\s/.test(between.trimEnd())
  if (pattern === CAPITALS) return !crossed && start - announced.end <= CAPITALS_REACH
  if (pattern === PLAIN) return !crossed && /[はがで「『、]$/.test(between)
  return !crossed || HANDED_OVER.test(between)
}

/** A word for passwords stands behind it: "… is my password" says what it is, "… changed my password" who did it. */
function isExplained(folded: Folded, after: Words['after'], { end, pattern }: Value): boolean {
  const later = after.find(({ kind }) => kind === 'password')
  if (!later || pattern === KANA_MIXED || pattern === PLAIN) return false
  const between = folded.lower.slice(end, later.start)
  if (/[a-z]/.test(between)) {
    const said = between.split(/[^a-z']+/).filter(word => word !== '')
    return said.every(word => LINKS.has(word)) && (pattern !== CAPITALS || /\b(?:is|was|as)\b/.test(between))
  }
  if (pattern === CAPITALS) return false
  return /^[」』]? ?[がは]/.test(between) && between.length <= 6
    ? /^(?:です|でし|だっ|だよ|なの|。|$)/.test(folded.lower.slice(later.end, later.end + 3))
    : !/変え|変更|リセット/.test(between)
}

const CAPITALS_REACH = 24
/** What was done to a password. */
const CHANGED = /変え(?!たい|よう)|変更(?!したい|しよう)|リセット|忘れ|changed|reset|forgot/
/** 「教えます。…」, "here it is: …": what follows is what was promised. */
const HANDED_OVER =
  /教え|伝え|書き|書く|書い|貼り|貼る|送り|送る|渡し|言い|載せ|聞かれ|きかれ|答え|asked|here|this|below|follow/
/** Words that may stand between a value and the password it is said to be. */
const LINKS = new Set(
  (
    "is was are as for that's thats that which being my the our his her their your old new current same i we mean use used in all both bad good weak " +
    "strong okay ok safe terrible temporary temp and if it it's a on everywhere main only still"
  ).split(' '),
)

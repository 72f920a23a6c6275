import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

const JAPANESE_PHONE =
  /(?<![\d-])(?:\(0\d{1,4}\) ?\d{1,4}[- ]\d{3,4}|0\d{1,4}[-(. ]{1,2}\d{1,4}[-). ]{1,2}\d{3,4}|0[5789]0\d{8}|0120\d{6}|0800\d{7}|0[1-9]\d{8})(?![\d-])/g
/** With の between the groups, as numbers are said, or in kanji. */
const SAID_PHONE =
  /(?<![\d〇一二三四五六七八九])[0〇][5789五七八九][0〇] ?[の、-] ?[\d〇一二三四五六七八九]{4} ?[の、-] ?[\d〇一二三四五六七八九]{4}(?![\d〇一二三四五六七八九])|(?<!\d)0\d{1,3} ?の ?\d{2,4} ?の ?\d{4}(?!\d)/g
/** British mobiles without a gap; so many digits after 07 are nothing else. */
const BRITISH_MOBILE = /(?<![\d-])07\d{9}(?![\d-])/g
const WORLD_PHONE = /(?<![\d+])\+ ?\d{1,3}(?:[- .()]{0,2}\d{1,5}){2,6}(?!\d)/g
const AMERICAN_PHONE = /(?<![\d-])(?:1[- .])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-])/g
const BRITISH_PHONE = /(?<![\d-])0\d{3,4} \d{3} ?\d{3,4}(?![\d-])/g
const IP4 = /(?<![\d.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d.]\d)/g
const IP6 = /(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){4,7}(?::?[0-9a-f]{1,4}){1,3}(?![0-9a-f:])/g

/** Free and shared-cost numbers belong to firms and offices, never to a person: 0120, 0570, 0800, 0300, 1-800. */
function isService(number: string): boolean {
  const digits = number.replace(/\D/g, '')
  // 080-0…: a mobile; the free numbers are written 0800-….
  if (/^0[5789]0\D/.test(number)) return false
  return (
    /^0(?:120|570|990|800\d{7}$)/.test(digits) ||
    (/^(?:0?800|0?808|03\d\d|084[345])/.test(digits) &&
      /^0?\d{3,4}[ -]\d{3} ?\d{3,4}$/.test(number.replace(/^1[- .]/, ''))) ||
    /^1?8(?:00|33|44|55|66|77|88)\d{7}$/.test(digits)
  )
}

/** Finds telephone numbers, mail addresses and internet addresses. */
export function contacts(folded: Folded): Finding[] {
  const found: Finding[] = []
  const { text, lower } = folded
  for (const pattern of [JAPANESE_PHONE, SAID_PHONE, AMERICAN_PHONE, BRITISH_PHONE, BRITISH_MOBILE])
    for (const match of text.matchAll(pattern))
      if (!isService(match[0])) found.push(finding('phone', match.index, match.index + match[0].length, 45))
  for (const match of text.matchAll(WORLD_PHONE)) {
    const size = match[0].replace(/\D/g, '').length
    if (size >= 8 && size <= 15) found.push(finding('phone', match.index, match.index + match[0].length, 45))
  }
  mails(text, found)
  for (const match of lower.matchAll(SPELLED_AT)) spelled(lower, match.index, match[0].length, found)
  for (const match of text.matchAll(IP4)) {
    if (
      !/(?:\bv|ver\.?|version(?: of [a-z ]{1,16}| is|:)?|firmware(?: is|:)?|build|バージョンは?|ファームウェアは?|ios|android|windows|edge|chrome|client is) ?$/.test(
        lower.slice(Math.max(0, match.index - 28), match.index),
      )
    )
      found.push(finding('ip-address', match.index, match.index + match[0].length, 40))
  }
  for (const match of lower.matchAll(IP6))
    found.push(finding('ip-address', match.index, match.index + match[0].length, 40))
  return found
}

/** The sign of a mail address as people write it to hide it from machines, or say it. */
const SPELLED_AT =
  / ?[([{<【](?:at|a|@|アット|あっと|アットマーク)[)\]}>】] ?|[ _-]at[ _-]| ?(?:アットマーク|あっとまーく) ?| (?:アット|あっと) | @ ?|@ |(?<=[a-z0-9])[★☆●■◎#*](?=[a-z0-9-]{2,30}\.[a-z]{2})/g
const DOT = '(?:\\.| ?[([{【](?:dot|\\.|ドット|どっと)[)\\]}】] ?|[ _-]dot[ _-]| ?(?:ドット|どっと|点) ?)'
const SPELLED_LOCAL = new RegExp(`[a-z0-9_%+-]{1,32}(?:${DOT}[a-z0-9_%+-]{1,32}){0,3}$`)
const SPELLED_DOMAIN = new RegExp(`^[a-z0-9-]{1,63}(?:${DOT}[a-z0-9-]{2,63}){1,3}`)

/** "taro dot sato at example dot jp": where nothing but a plain "at" joins the halves, the domain must spell its dots. */
function spelled(lower: string, at: number, size: number, found: Finding[]): void {
  const local = SPELLED_LOCAL.exec(lower.slice(Math.max(0, at - 80), at))
  const domain = SPELLED_DOMAIN.exec(lower.slice(at + size, at + size + 120))
  if (!local || !domain || !/[a-z]{2}$/.test(domain[0])) return
  if (/^[ _-]at[ _-]/.test(lower.slice(at, at + 4)) && !/[ _-]dot[ _-]|dot[)\]}]/.test(domain[0])) return
  found.push(finding('email', at - local[0].length, at + size + domain[0].length, 73))
}

const MAIL_DOMAIN = /[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}/y

function mails(text: string, found: Finding[]): void {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    MAIL_DOMAIN.lastIndex = at + 1
    const right = MAIL_DOMAIN.exec(text)
    if (!right) continue
    let start = at
    while (start > 0 && at - start < 64 && isLocal(text.charCodeAt(start - 1))) start -= 1
    if (start < at) found.push(finding('email', start, at + 1 + right[0].length, 73))
  }
}

/** Signs of a mail address before its @: letters, digits and `._%+-`. */
function isLocal(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    unit === 0x2e ||
    unit === 0x5f ||
    unit === 0x25 ||
    unit === 0x2b ||
    unit === 0x2d
  )
}

import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isDate, isQuantity } from './number.ts'
import { PRODUCT, SPEECH, isMail, strong, trimmed } from './word.ts'

const CONNECTORS =
  /^(?:\s|は|が|を|も|って|とか|の|として|itself|[:=→、,]|->|=>|- |is set to|is|was|are|were|being|used to be|to|just|only|literally|simply|basically|something like|like|actually|たしか|確か|たぶん|多分|ただの|ずっと|either|still|currently|this|my|変更前|変更後|です[:→、]|・){0,12}/
const ASSIGN = /は|が|を|[:=→\n]|->|=>|\bis\b|\bwas\b|\bwere\b|\bare\b|used to be|\bto\b|として/
const OPEN = '「『"\'`《【(<“'
const CLOSE: Record<string, string> = {
  '「': '」',
  '『': '』',
  '"': '"',
  "'": "'",
  '`': '`',
  '《': '》',
  '【': '】',
  '(': ')',
  '<': '>',
  '“': '”',
}
const COPULA =
  /^[」』"'`)]? ?(?:です|でした|だった|だよ|だけど|なんです|なの|という|っていう|って|に変え|に変更|にし|を使|で登録|と入力|を入力|。|、|\s*$|\s*\n|[.,!)](?:\s|$)|\s+(?:and|but|on|for|or|which|so|if|in case|what|how|can|could|please|help|lol|btw|since|because|everywhere|too|i|they|he|she|do|now)\b)/
const KANA_MIXED =
  /^(?:[ぁ-んァ-ヶー一-龠]{1,8}\d{2,8}|[A-Za-z]+[ぁ-んァ-ヶー一-龠]{1,6}\d{1,8})(?=[」』"']?(?:[ぁ-ん]|$|\n|。| |、))/

/** Finds passwords by the words that announce them, Japanese and English, before or after. */
export function passwords(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  for (const context of sorted) {
    const isPasscode = context.kind === 'code' && folded.lower.startsWith('passcode', context.start)
    if (context.kind !== 'password' && context.kind !== 'pin' && !isPasscode) continue
    after(folded, context, found)
    if (context.kind === 'password') before(folded, context, found)
  }
  for (const match of folded.text.matchAll(
    /(?:reset|change|changed|set|switched)( (?:it|them|that|mine))? to ["'`]?([!-~]{6,64})/g,
  )) {
    const value = trimmed(match[2] ?? '')
    const start = match.index + match[0].length - (match[2]?.length ?? 0)
    // Names and plans are changed to something, too: without "it" the value itself must leave no doubt.
    if (match[1] === undefined && !/[!#$%&*+@^~]/.test(value)) continue
    if (strong(value) && !isMail(value) && !value.includes('**') && !PRODUCT.test(value.toLowerCase()))
      found.push(finding('password', start, start + value.length, 71))
  }
  for (const match of folded.text.matchAll(/\.[A-Za-z]{2,10}(?:[:|;]| ?[/,|:] )(?:[^|\n]{0,16}\| ?)?([!-~]{4,64})/g)) {
    // A leaked list line: mail:password.
    const left = folded.text.slice(Math.max(0, match.index - 80), match.index)
    const value = trimmed(match[1] ?? '')
    const tight = /^\.[A-Za-z]{2,10}[:|;][!-~]/.test(match[0])
    if ((tight || strong(value)) && /[\w.+-]{1,64}@[\w.-]{1,60}$/.test(left) && !value.startsWith('//')) {
      const start = match.index + match[0].length - (match[1]?.length ?? 0)
      found.push(finding('password', start, start + value.length, 72))
    }
  }
  return found
}

function after(folded: Folded, context: Context, found: Finding[]): void {
  const slice = folded.text.slice(context.end, context.end + 110)
  let at = 0
  const note = !/^ ?[((]/.test(slice) ? null : /^ ?[((][^()()\n]{0,14}[))]/.exec(slice)
  if (note && !/[A-Za-z]\d|\d[A-Za-z]/.test(note[0])) at = note[0].length
  const lower = folded.lower.slice(context.end + at, context.end + 60)
  let link = CONNECTORS.exec(lower)?.[0] ?? ''
  // "island" begins with "is": a connector word that runs on into letters belongs to the value.
  if (/[a-z]$/.test(link) && /^[a-z0-9]/.test(lower.slice(link.length))) link = link.replace(/[a-z]+$/, '')
  const assigned = ASSIGN.test(link)
  at += link.length
  const bare = slice[at] !== undefined && OPEN.includes(slice[at] ?? '') ? 1 : 0
  const closing = bare ? CLOSE[slice[at] ?? ''] : undefined
  const rest = slice.slice(at + bare)
  let value = ''
  if (closing !== undefined) {
    const close = rest.indexOf(closing)
    value = close > 0 && close <= 64 ? rest.slice(0, close) : ''
    if (value.includes('\n') || value.length < 4 || (/\s/.test(value) && !/^[!-~ ]+$/.test(value))) value = ''
  }
  const quoted = value !== ''
  if (!quoted) value = KANA_MIXED.exec(rest)?.[0] ?? trimmed(/^[!-~]{1,64}/.exec(rest)?.[0] ?? '')
  if (/^[()<{[]/.test(value)) return
  if (value.length < 4 || value.startsWith('\0') || (!strong(value) && /^[a-z']+$/i.test(value))) {
    if (later(folded, context, found) || plainLater(folded, context, found)) return
  }
  if (value.length < 4 || value.startsWith('\0')) return
  const ended = /^(?:です|でした|だった|だよ)/.test(slice.slice(at + bare + value.length))
  if (!assigned && !quoted && !ended && /^[A-Za-z]+$/.test(value)) return
  const start = context.end + at + bare
  if (!plausible(folded, context, value, start, assigned || ended, quoted)) return
  const isPin = /^\d+$/.test(value) && (context.kind === 'pin' || isScreenLock(folded, context))
  found.push(finding(isPin ? 'pin' : 'password', start, start + value.length, 71))
  another(folded, start + value.length, found)
}

/** Where passwords are kept: what is named then is a program. */
export const KEPT = /管理|保存|ソフト|アプリ|マネージャ|manager|stored|saved in|kept in/
const LATER_ENGLISH = /^(?: [a-z']{1,12}){1,6}(?: is| was|:|=) ?["'`]?([!-~]{4,64})/
const LATER_JAPANESE = /^[ぁ-んァ-ヶー一-龠、]{1,14}(?:は|が|:|、|ので|から)[ \n]{0,2}[・*-]? ?["「『]?([!-~]{4,64})/

/** 「パスワード、ひらがなで「…」にして」. */
const QUOTED_LATER =
  /^[^「」。\n]{1,14}「([ぁ-んァ-ヶー一-龠々a-zA-Z0-9]{3,20})」(?=に(?:し|変|設)|で(?:す|し)|って|と(?:入|打|答|教|伝))/
/** Words that no dictionary of a password's qualities holds, with which the clause ends: "the pw for it is bluecanoe". */
const LATER_PLAIN = /^(?: [a-z']{1,12}){1,5} (?:is|was|:|=) ?["'`]?([a-z]{6,24})(?=["'`]?(?:[.,!;\n]|$))/
const QUALITY = /(?:ed|ing|ly|able|ible|ous|ive|al|ic|ful|less|ent|ant|ary|ish|est|er|en|y)$/
/** A phrase of several words, where the word says that it is one. */
const PHRASE_OF_WORDS = /^ ?(?:is|was|:|=)? ?["'`]?((?:[a-z]{2,12}[ -]){2,7}[a-z]{2,12})(?=["'`]?(?:[,.!;\n]|$))/

function plainLater(folded: Folded, context: Context, found: Finding[]): boolean {
  const rest = folded.lower.slice(context.end, context.end + 90)
  const quoted = QUOTED_LATER.exec(folded.text.slice(context.end, context.end + 50))
  if (quoted?.[1] !== undefined && PHRASE.test(quoted[1])) {
    const at = context.end + quoted[0].length - quoted[1].length - 1
    found.push(finding('password', at, at + quoted[1].length, 41))
    return true
  }
  const isPhrase = /phrase$/.test(folded.lower.slice(context.start, context.end))
  const match = (isPhrase ? PHRASE_OF_WORDS.exec(rest) : null) ?? LATER_PLAIN.exec(rest)
  const value = match?.[1]
  if (!match || value === undefined) return false
  if (!value.includes(' ') && (SPEECH.has(value) || QUALITY.test(value))) return false
  if (/^(?:out|from|with|of|and|so|as|because|but|made|a|an|the|not|is|was|my|in|for|to|that|which)\b/.test(value))
    return false
  const start = context.end + match[0].length - value.length
  found.push(finding('password', start, start + value.length, 41))
  return true
}

/** "the new password I set is …": some words stand between, so only what looks like a password counts. */
function later(folded: Folded, context: Context, found: Finding[]): boolean {
  const slice = folded.text.slice(context.end, context.end + 100)
  if (!/[0-9!#$%&*+=@^~]/.test(slice)) return false
  const match = LATER_ENGLISH.exec(slice.toLowerCase()) ?? LATER_JAPANESE.exec(slice)
  if (!match?.[1] || KEPT.test(match[0])) return false
  const at = match[0].length - match[1].length
  const value = trimmed(slice.slice(at, match[0].length))
  const start = context.end + at
  if (value.length < 6 || !strong(value) || PRODUCT.test(value.toLowerCase()) || isMail(value) || isDate(value))
    return false
  if (isQuantity(folded, start, start + value.length)) return false
  found.push(finding('password', start, start + value.length, 71))
  return true
}

/** "ID and pass are taro88 / hunter2": the value after a slash, と or "or" goes with the first. */
function another(folded: Folded, end: number, found: Finding[]): void {
  const rest = folded.text.slice(end, end + 80)
  const link =
    /^[」』"']?\s{0,2}(?:\/|と|か|or|and|,|、|(?:変更後|新しい方?|新|new|now)[はが::]{0,2}|[、,](?:新しい|今の)(?:パス(?:ワード)?|方)は)\s{0,2}[「『"']?/.exec(
      rest,
    )
  if (!link) return
  const value = trimmed(/^[!-~]{4,64}/.exec(rest.slice(link[0].length))?.[0] ?? '')
  if (value.length >= 4 && strong(value) && !PRODUCT.test(value.toLowerCase()))
    found.push(finding('password', end + link[0].length, end + link[0].length + value.length, 71))
}

function before(folded: Folded, context: Context, found: Finding[]): void {
  if (
    !/[うてがを]\s{0,2}$|(?: is | was | as | for | my | the | our )[a-z ]{0,34}$/.test(
      folded.lower.slice(Math.max(0, context.start - 40), context.start),
    )
  )
    return
  const slice = folded.text.slice(Math.max(0, context.start - 90), context.start)
  const link =
    /[」』"'`]?\s{0,2}(?:という|っていう|って|が|を|\s(?:is|was)(?: (?:my|the|our|his|her|their))?(?: [a-z]{2,12}){0,2}|\s(?:as|for)(?: (?:my|the|our|all|every|most))?(?: [a-z]{2,12}){0,2}|\s(?:my|the|our)(?: [a-z]{2,12}){0,2})\s{0,2}$/i.exec(
      slice,
    )
  if (!link) return
  const head = slice.slice(0, link.index)
  const value = /[!-~]{4,64}$/.exec(head)?.[0].replace(/^["'`(<]+|,$/g, '') ?? ''
  if (value.length < 4 || !strong(value) || PRODUCT.test(value.toLowerCase()) || isMail(value)) return
  const start = context.start - slice.length + link.index - value.length
  if (!isQuantity(folded, start, start + value.length)) found.push(finding('password', start, start + value.length, 71))
}

/** Words in Japanese that are no sentence: what stands in 「…」 after パスは. */
const PHRASE =
  /^(?!.*(?:ます|です|ません|ました|ない|った|して|れた|れる|る|い|済み|済|中|エラー|入力|変更|違う|同じ)$)[ぁ-んァ-ヶー一-龠々a-zA-Z0-9]{3,20}$/
const PHRASE_SAID = /^」?(?:って|です|でし|だっ|だよ|に(?:し|変|設)|と(?:入|答|教|書|打)|を(?:入|教|使)|。|、|$)/

function plausible(
  folded: Folded,
  context: Context,
  value: string,
  start: number,
  assigned: boolean,
  quoted: boolean,
): boolean {
  const lower = value.toLowerCase()
  if (SPEECH.has(lower) || PRODUCT.test(lower) || isMail(value) || lower.includes('://') || value.includes('\0'))
    return false
  // What a screen says of a password is none.
  if (quoted && (/(?:です|ます|ました|ません)$/.test(value) || SPEECH.has(lower.split(' ')[0] ?? ''))) return false
  const end = start + value.length
  if (isQuantity(folded, start, end) || (value.includes('-') && isDate(value))) return false
  // A passcode of digits alone is what `labelled` finds.
  if (context.kind === 'code') return strong(value) && /[A-Za-z]/.test(value)
  if (/^\d+$/.test(value))
    return (
      value.length >= 4 &&
      (assigned || quoted || isScreenLock(folded, context)) &&
      /^[^A-Za-z]?/.test(folded.text.slice(end, end + 1))
    )
  if (context.kind === 'pin') return strong(value) && assigned
  if (quoted && assigned && PHRASE.test(value) && PHRASE_SAID.test(folded.text.slice(end, end + 6))) return true
  if (/[^!-~ ]/.test(value))
    return /^[ぁ-んァ-ヶー一-龠]{2,6}\d{3,8}$/.test(value) || (assigned && /\d|^[ぁ-んァ-ヶー]{4,}$/.test(value))
  if (strong(value) || /^[a-z]{3,}(?:-[a-z]{3,}){3,}$/.test(lower)) return true
  if (!assigned) return false
  if (/^[a-z]{3,}(?:[-_.][a-z]{3,}){2,}$/.test(lower)) return true
  if (quoted) return !/^(?:[a-z]+ ){2,}/.test(lower) || value.split(' ').length <= 6
  if (/^(?:[a-z]+)(?:'[a-z]+)?$/i.test(value) && /(?:ed|ing|ly|able|ful|less)$|'/.test(lower)) return false
  return (
    /^[!-~]+$/.test(value) &&
    COPULA.test(folded.text.slice(end, end + 16)) &&
    /^[A-Za-z]+$/.test(value) &&
    notProse(folded, context, end)
  )
}

/** パスコード is the digits that open a phone. */
function isScreenLock(folded: Folded, context: Context): boolean {
  return folded.text.startsWith('パスコード', context.start)
}

/** A lower-case word is taken for a password only where the clause ends with it. */
function notProse(folded: Folded, context: Context, end: number): boolean {
  const word = folded.lower.slice(context.start, context.end)
  return (
    !/^(?:pass|パス)$/.test(word) ||
    /^[」』"'`]?(?:です|でした|だった|。|\s*$|\n)/.test(folded.text.slice(end, end + 8))
  )
}

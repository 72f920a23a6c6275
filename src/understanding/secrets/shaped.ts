import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding, isQuantity } from './number.ts'
import { PRODUCT, isMail, trimmed } from './word.ts'

/** Far enough for "the password … is", in the same line or the next. */
const SHAPED_REACH = 60
/** Small and capital or plain letters, a digit and a sign inside one word: nothing else that people type looks like this. */
const SHAPED = /(?<![!-~])["'(<]?(?=[!-~]{0,30}\d)(?=[!-~]{0,30}[A-Za-z])(?=[!-~]{0,30}[!#$%&*^~?+=@_])[!-~]{8,64}/g
const NOT_SHAPED =
  /^[<#@$&]|:\/\/|^[a-z_]+=[\d.]+$|^\w+[=?&]\w*[=&]|[?&]\w+=|^\d+[\d.,]*%|^\w{2,32}#\d{4}$|^[A-Z]{0,3}[$¥€£][\d,.]+$|^[\d.,+*=/x-]+\w{0,3}$|\.(?:com|jp|net|org|html?|php|png|jpe?g|pdf|zip|exe)\b/i
/** Small letter, capital, digit and one of the signs that forms demand: a password even where no word says so. */
const UNMISTAKABLE = /^(?=[^\n]*[a-z])(?=[^\n]*[A-Z])(?=[^\n]*\d)(?=[^\n]*[!#$%^&*])[A-Za-z0-9!#$%^&*@_-]{9,32}$/

/** A word that only a password looks like, near a word that speaks of passwords or of logging in, whatever stands between. */
export function shaped(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  for (const match of folded.text.matchAll(SHAPED)) {
    const value = trimmed(match[0].replace(/^["'(<?!.,:;]+/, ''))
    if (value.length < 8 || NOT_SHAPED.test(value) || isMail(value) || PRODUCT.test(value.toLowerCase())) continue
    const start = match.index + match[0].indexOf(value)
    const end = start + value.length
    if ((UNMISTAKABLE.test(value) || speaksOfLogin(sorted, start, end)) && !isQuantity(folded, start, end))
      found.push(finding('password', start, end, 68))
  }
  return found
}

/** Keys beside each other, which nobody types for anything else. */
const ROW =
  /(?<![A-Za-z0-9])(?:qwert[yz](?:u(?:i(?:o(?:p)?)?)?)?|azerty(?:uiop)?|asdfg(?:h(?:j(?:kl?)?)?)?|zxcvb(?:nm?)?|poiuy(?:trewq)?|lkjhg(?:fdsa)?|mnbvc(?:xz)?|(?:asdf|qwer|zxcv){2}|qazwsx(?:edc)?|1qaz(?:2wsx)?(?:3edc)?|zaq1(?:2wsx|xsw2)|q1w2e3(?:r4)?(?:t5)?|abcd?1234?5?6?|qwe123|1q2w3e(?:4r)?(?:5t)?)[0-9!]{0,4}(?![A-Za-z0-9])/gi
/** The keyboard itself is called by its first keys. */
const IS_KEYBOARD = /^[ -]?(?:keyboard|layout|keys|row|配列|キーボード|キー)/

/** Passwords that are a way over the keyboard. */
export function keyboardRows(folded: Folded): Finding[] {
  const found: Finding[] = []
  for (const match of folded.text.matchAll(ROW)) {
    const end = match.index + match[0].length
    const isShort = /^(?:qwert[yz]|azerty)$/i.test(match[0])
    if (IS_KEYBOARD.test(folded.lower.slice(end, end + 10)) || (isShort && match[0] !== match[0].toLowerCase()))
      continue
    found.push(finding('password', match.index, end, 39))
  }
  return found
}

function speaksOfLogin(sorted: readonly Context[], start: number, end: number): boolean {
  for (let at = firstAfter(sorted, start) - 1; at >= 0; at--) {
    const context = sorted[at]
    if (!context || start - context.end > SHAPED_REACH) break
    // "username: sakura_2" is a name, whatever was said of passwords before.
    if (context.kind === 'user' && context.end > start - 8) return false
    if (context.kind === 'password' || context.kind === 'login') return true
  }
  for (let at = firstAfter(sorted, end); at < sorted.length; at++) {
    const context = sorted[at]
    if (!context || context.start - end > SHAPED_REACH) break
    if (context.kind === 'password') return true
  }
  return false
}

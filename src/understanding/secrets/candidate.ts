import type { Context } from './context.ts'
import type { Folded } from './fold.ts'
import { joinHalves } from './labelled.ts'
import { isQuantity } from './number.ts'
import type { NumberToken } from './number.ts'
import { plainWords } from './plain.ts'
import type { Part } from './talk.ts'
import { PRODUCT, SPEECH, trimmed } from './word.ts'

/**
 * A stretch that could be a secret: a number, digits told in words, a made-up word, or, where secrets are spoken of, a plain Latin
 * word, several of them, or Japanese signs.
 */
export type Candidate = {
  start: number
  end: number
  value: string
  form: 'number' | 'spoken' | 'word' | 'plain' | 'phrase' | 'kana'
}

/** Digits, however they are told. */
export const isNumber = (form: Candidate['form']): boolean => form === 'number' || form === 'spoken'
/** Words that only what is said around them makes a secret. */
export const isPlain = (form: Candidate['form']): boolean => form === 'plain' || form === 'phrase' || form === 'kana'

const NUMBER_MIN = 3
const NUMBER_MAX = 12
/** The beginnings by which people call numbers of firms. */
const PREFIX = /^(?:0120|0570|0800|0300|0330|0345|050|080|090|070)$/
/** Names of files, pages and settings; links; mail addresses; signs that people put between words. */
const NOT_A_WORD =
  /:\/\/|^www\.|^\{?[0-9a-f]{8}-[0-9a-f]{4}-|^\d{1,2}[:.]\d\d ?[ap]m$|^[a-z]+(?:\.[A-Za-z_]+)+$|^[a-z]+_[A-Za-z]+$|^[A-Z]+(?:_[A-Z]+)+$|^(?:your|my)_|_here$|^xpub|^CVE-|^[a-z_]+=[\d.]+$|^[$¥€£][\d.,]+\/?[a-z]{1,5}$|^[ur]\/\w|^[A-Z]+\*[A-Z]+|^\$[a-z]|^\*[A-Z]+$|base64|^(?:AAAA|MII|MFkw)|^ssh-|^[@<[\\]|^[\w.]{2,32}#\d{4}$|\.(?:com|net|org|jp|gg|me|io|gov|uk|html?|php|png|jpe?g|gif|pdf|zip|exe|txt|docx?|mp[34])(?![a-z])|^[\w.+-]+@[\w-]+\.|\.\.|\*\*|^[A-Z]{0,3}[$¥€£][\d,.]+[kKmM]?$|^[\d.,:/+x%~-]+$/i
/** Capitals and a number, as goods and offers are named. */
const MODEL =
  /^[A-Z]?[a-z]+(?:[A-Z][a-z]+)+(?:'s)?$|^[*_~]+[\w' -]+[*_~]+$|^\d[\d.,]*[A-Za-z]{1,4}$|^[A-Z]{1,5}-?\d{1,5}$|^[A-Z]\d{1,2}-\d{2,7}$|^[A-Z]{1,4}-[A-Z]?\d{2,5}[A-Z]{0,2}\d?$|^[A-Z]{4,}20[12]\d$/
const MIXED = /\d|[!#$%&*+=?@^~_]|[a-z][A-Z]/
/** Everything in a text that could be a secret by its form, in order of place within each form. */
export function candidates(
  folded: Folded,
  sorted: readonly Context[],
  numbers: readonly NumberToken[],
  spoken: readonly NumberToken[],
  parts: readonly Part[],
  limit = Infinity,
  usualMin?: number,
): Candidate[] {
  const found: Candidate[] = []
  const add = (start: number, end: number, value: string, form: Candidate['form']): void => {
    if (!isQuantity(folded, start, end)) found.push({ start, end, value, form })
  }
  for (const { start, end, value } of joinHalves(folded, numbers)) {
    const digits = value.replaceAll('-', '')
    if (/^\d+$/.test(digits) && digits.length >= NUMBER_MIN && digits.length <= NUMBER_MAX && !PREFIX.test(digits))
      add(start, end, digits, 'number')
  }
  for (const { start, end, value } of spoken) if (value.length >= NUMBER_MIN) add(start, end, value, 'spoken')
  for (const { start: from, end: to } of words(folded.text)) {
    const run = folded.text.slice(from, to)
    const open = /^["'`(<?!.,:;]+/.exec(run)?.[0].length ?? 0
    const whole = trimmed(run.slice(open)).replace(/[!?]+$/, '')
    const value = whole.replace(/^[\w.-]{2,20}[/:=](?=[\w!#$%&*+-]{4,64}$)/, '')
    const end = from + open + whole.length
    const start = end - value.length
    if (value.length < 4 || value.length > 64 || !/[A-Za-z]/.test(value)) continue
    const lower = value.toLowerCase()
    if (
      MIXED.test(value) &&
      !NOT_A_WORD.test(whole) &&
      !MODEL.test(value) &&
      !PRODUCT.test(lower) &&
      !SPEECH.has(lower)
    )
      add(start, end, value, 'word')
  }
  return parts.length === 0 ? found : [...found, ...plainWords(folded, parts, limit, usualMin)]
}

/** Runs of visible ASCII that hold more than plain letters and the signs that close a sentence. */
function* words(text: string): Generator<{ start: number; end: number }> {
  for (let at = 0; at < text.length; at++) {
    if (!isVisible(text.charCodeAt(at))) continue
    const start = at
    let isMixed = false
    let wasSmall = false
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (!isVisible(unit)) break
      const small = unit >= 0x61 && unit <= 0x7a
      const capital = unit >= 0x41 && unit <= 0x5a
      if (capital ? wasSmall : !small && MIXING.includes(text.charAt(at))) isMixed = true
      wasSmall = small
    }
    if (isMixed && at - start >= 4 && at - start <= 70) yield { start, end: at }
  }
}

const MIXING = '0123456789!#$%&*+=?@^~_'

function isVisible(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f
}

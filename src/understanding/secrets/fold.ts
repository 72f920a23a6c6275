/**
 * A text made comparable: full-width and other written digits become ASCII, the many dashes and spaces become one, invisible
 * signs and combining marks on ASCII disappear. `from[i]` is where position `i` began in the original (UTF-16), one entry past the end included.
 */
export type Folded = { text: string; lower: string; from: Int32Array }

const SPACE = 0x20
const DASH = 0x2d
const LONG_VOWEL = 0x30fc

/** Signs that no reader sees and that are used to slip a number past a filter, as ranges of UTF-16 units. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
]

/** First digit of each non-ASCII decimal script that fits one UTF-16 unit. */
const DIGIT_ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
]

/**
 * Folds a text in one pass, linear in its length.
 * @param hide - stretches of the folded text that become \0, so that nothing in them is read (a global pattern)
 */
export function fold(original: string, hide?: RegExp): Folded {
  const length = original.length
  const units = new Uint16Array(length + 4)
  const from = new Int32Array(length + 4)
  let n = 0
  let ascii = false
  const put = (unit: number, start: number): void => {
    units[n] = unit
    from[n] = start
    n += 1
    ascii = unit < 0x80
  }
  for (let i = 0; i < length; i++) {
    const unit = original.charCodeAt(i)
    if (unit < 0x80) put(unit, i)
    else if (unit >= 0x3041 && unit <= 0x9fff && (unit < 0x3200 || unit > 0x33ff)) {
      const dash = unit === LONG_VOWEL && isDigit(units[n - 1]) && digitFollows(original, i + 1)
      put(dash ? DASH : unit, i)
    } else if (unit >= 0xff01 && unit <= 0xff5e) put(unit - 0xfee0, i)
    else if (isInvisible(unit)) continue
    else if (unit >= 0x0300 && unit <= 0x036f) {
      // A mark on a plain letter or digit is decoration ("4̶1̶1̶1̶"); elsewhere it is part of the writing.
      if (!ascii) put(unit, i)
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      const point = original.codePointAt(i) ?? unit
      const pair = point > 0xffff
      if (point >= 0xe0000 && point <= 0xe0fff) {
        if (pair) i += 1
        continue
      }
      const plain = point >= 0x1d400 && point <= 0x1d7ff ? foldedUnit(String.fromCodePoint(point)) : undefined
      if (plain !== undefined) put(plain, i)
      else if (pair) {
        put(unit, i)
        put(original.charCodeAt(i + 1), i + 1)
      } else put(unit, i)
      if (pair) i += 1
    } else if (unit >= 0xff65 && unit <= 0xff9f) {
      const mark = original.charCodeAt(i + 1)
      const voiced = mark === 0xff9e || mark === 0xff9f
      const whole = (original[i] + (voiced ? (original[i + 1] ?? '') : '')).normalize('NFKC')
      const width = voiced && whole.length === 1 ? 2 : 1
      put(width === 2 ? whole.charCodeAt(0) : (original[i] ?? '').normalize('NFKC').charCodeAt(0), i)
      i += width - 1
    } else put(foldedOther(unit), i)
  }
  from[n] = length
  let text = UTF16.decode(units.subarray(0, n))
  if (hide) {
    let hidden = false
    for (const match of text.matchAll(hide)) {
      units.fill(0, match.index, match.index + match[0].length)
      hidden = true
    }
    if (hidden) text = UTF16.decode(units.subarray(0, n))
  }
  // The decoder turns a lone surrogate into U+FFFD of the same length, so positions stay true.
  return { text, lower: lowerAscii(units, n), from }
}

const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true })

/** Puts back a range of the folded text as a range of the original, invisible signs inside and right behind included. */
export function unfold(folded: Folded, start: number, end: number): { start: number; end: number } {
  return { start: folded.from[start] ?? 0, end: folded.from[end] ?? 0 }
}

function lowerAscii(units: Uint16Array, n: number): string {
  const lower = new Uint16Array(n)
  for (let i = 0; i < n; i++) {
    const unit = units[i] ?? 0
    lower[i] = unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit
  }
  return UTF16.decode(lower)
}

function foldedOther(unit: number): number {
  if (unit === 0x3000 || unit === 0xa0 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f || unit === 0x205f)
    return SPACE
  if (unit === 0x2028 || unit === 0x2029 || unit === 0x85) return 0x0a
  if ((unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212 || unit === 0xfe63 || unit === 0x2043) return DASH
  if (unit === 0x2019 || unit === 0x2018) return 0x27
  if (unit === 0x201c || unit === 0x201d) return 0x22
  if (unit === 0x2024 || unit === 0x2022 || unit === 0x00b7) return 0x2e
  for (const zero of DIGIT_ZEROS) if (unit >= zero && unit <= zero + 9) return 0x30 + unit - zero
  if (
    (unit >= 0x2070 && unit <= 0x2089) ||
    unit === 0xb2 ||
    unit === 0xb3 ||
    unit === 0xb9 ||
    (unit >= 0x2460 && unit <= 0x24ff)
  )
    return foldedUnit(String.fromCharCode(unit)) ?? unit
  return unit
}

/** What was asked before: normalising one sign at a time is the slowest thing here. The ranges asked hold some 1,400 signs. */
const FOLDED = new Map<string, number | undefined>()

function foldedUnit(character: string): number | undefined {
  if (FOLDED.has(character)) return FOLDED.get(character)
  const plain = character.normalize('NFKC')
  const unit = plain.length === 1 ? plain.charCodeAt(0) : undefined
  FOLDED.set(character, unit)
  return unit
}

function isInvisible(unit: number): boolean {
  for (const [first, last] of INVISIBLE) if (unit >= first && unit <= last) return true
  return false
}

function isDigit(unit: number | undefined): boolean {
  return unit !== undefined && unit >= 0x30 && unit <= 0x39
}

function digitFollows(text: string, i: number): boolean {
  const unit = text.charCodeAt(i)
  return isDigit(unit) || (unit >= 0xff10 && unit <= 0xff19)
}

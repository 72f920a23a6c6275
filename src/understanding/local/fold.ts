/**
 * One spelling for many: full-width letters and digits become ASCII, capitals become small, curly quotes straight.
 * Every UTF-16 unit maps to exactly one, so an offset in the folded text is the same offset in the original and a
 * quote can be cut out of what the person really wrote.
 */
export function fold(text: string): string {
  const units = new Uint16Array(text.length)
  let isChanged = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const unit = foldUnit(code)
    units[i] = unit
    if (unit !== code) isChanged = true
  }
  return isChanged ? textOf(units) : text
}

function foldUnit(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code
  if (code >= 0xff01 && code <= 0xff5e) return code >= 0xff21 && code <= 0xff3a ? code - 0xfee0 + 32 : code - 0xfee0
  if (code === 0x3000 || code === 0xa0 || code === 0x202f) return 0x20
  if (code === 0x2018 || code === 0x2019 || code === 0x02bc) return 0x27
  if (code === 0x201c || code === 0x201d) return 0x22
  return code === 0x301c ? 0x7e : code
}

/** Units that a call takes at once. */
const MOST_UNITS = 4096

/** A string of these UTF-16 units; unlike a decoder it keeps lone surrogates. */
function textOf(units: Uint16Array): string {
  let text = ''
  for (let from = 0; from < units.length; from += MOST_UNITS) {
    text += String.fromCharCode.apply(null, units.subarray(from, from + MOST_UNITS) as unknown as number[])
  }
  return text
}

/** A small Latin letter. */
export function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

/** ASCII letter or digit: what a Latin word is made of. */
export function isAsciiWord(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a)
}

/** A digit of the folded text. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Hiragana, katakana or a Han character: text without blanks between the words. */
export function isJapanese(code: number): boolean {
  return (
    (code >= 0x3041 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xff66 && code <= 0xff9f) ||
    code === 0x3005
  )
}

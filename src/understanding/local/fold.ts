/**
 * One spelling for many: full-width letters and digits become ASCII, capitals become small, curly quotes straight.
 * Every UTF-16 unit maps to exactly one, so an offset in the folded text is the same offset in the original and a
 * quote can be cut out of what the person really wrote.
 */
export function fold(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x41 && code <= 0x5a) folded += String.fromCharCode(code + 32)
    else if (code < 0x80) folded += text[i]
    else if (code >= 0xff21 && code <= 0xff3a) folded += String.fromCharCode(code - 0xfee0 + 32)
    else if (code >= 0xff01 && code <= 0xff5e) folded += code === 0xff5e ? '~' : String.fromCharCode(code - 0xfee0)
    else if (code === 0x3000 || code === 0xa0 || code === 0x202f) folded += ' '
    else if (code === 0x2018 || code === 0x2019 || code === 0x02bc) folded += "'"
    else if (code === 0x201c || code === 0x201d) folded += '"'
    else if (code === 0x301c) folded += '~'
    else folded += text[i]
  }
  return folded
}

/** ASCII letter or digit: what a Latin word is made of. */
export function isAsciiWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a)
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

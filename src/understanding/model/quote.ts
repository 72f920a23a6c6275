/** Where a passage stands in a text. Offsets are UTF-16 code units, end exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** A passage with fewer letters than this proves nothing. */
const MIN_LETTERS = 2

/**
 * Finds a model's quote in the text it claims to quote. Width, case, white space and the look of quotation marks may
 * differ; words may not. What is returned is a place in the text itself, so whoever shows it shows the text's own letters.
 * @returns undefined when the text doesn't say it
 */
export function findQuote(text: string, quote: string): Span | undefined {
  const bare = quote.replace(/^[\s"'“”‘’「『（(]+|[\s"'“”‘’」』）)]+$/gu, '')
  if (letters(bare) < MIN_LETTERS) return undefined
  const exact = text.indexOf(bare)
  if (exact >= 0) return { start: exact, end: exact + bare.length }
  const folded = fold(text)
  for (const piece of pieces(bare)) {
    const wanted = fold(piece).letters
    if (letters(wanted) < MIN_LETTERS) continue
    const at = folded.letters.indexOf(wanted)
    if (at < 0) continue
    const start = folded.starts[at]
    const end = folded.ends[at + wanted.length - 1]
    if (start !== undefined && end !== undefined) return { start, end }
  }
  return undefined
}

/** A quote shortened with dots is looked for piece by piece, the longest first; a short piece proves too little. */
const MIN_PIECE_LETTERS = 8
const pieces = (quote: string): string[] => [
  quote,
  quote.replace(/[。．.!?！？、,…]+$/u, ''),
  ...quote
    .split(/(?:…|\.{3}|・・・)+/u)
    .filter((piece, _, all) => all.length > 1 && letters(piece) >= MIN_PIECE_LETTERS)
    .sort((a, b) => b.length - a.length),
]

const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

const LOOKS: Readonly<Record<string, string>> = {
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‘': "'", '’': "'", '`': "'", '´': "'",
  '–': '-', '—': '-', '−': '-', '〜': '~', '～': '~',
} // prettier-ignore

/** The text without white space, in one width and case, with the place every letter came from. */
function fold(text: string): { letters: string; starts: number[]; ends: number[] } {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const character of text) {
    const next = at + character.length
    if (!/[\s\u200b-\u200f\u2060\ufeff]/u.test(character)) {
      const same = (LOOKS[character] ?? character).normalize('NFKC').toLowerCase()
      for (let unit = 0; unit < same.length; unit++) {
        starts.push(at)
        ends.push(next)
      }
      folded += same
    }
    at = next
  }
  return { letters: folded, starts, ends }
}

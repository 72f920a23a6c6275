import type { Rich } from '../../content/rich.ts'

/** A message as a phone-narrow terminal shows it: wrapped by display width, buttons as numbered choices. */

export type Paint = { readonly colour: boolean; readonly columns: number }

const MAX_COLUMNS = 60
const STYLES = {
  bold: ['\u001b[1m', '\u001b[22m'],
  strike: ['\u001b[9m', '\u001b[29m'],
  code: ['\u001b[36m', '\u001b[39m'],
  quote: ['\u001b[3m', '\u001b[23m'],
} as const

/** Columns a character takes: kana, kanji, full-width forms and emoji take two. */
export function width(text: string): number {
  let columns = 0
  for (const character of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : /\p{Mn}/u.test(character)
          ? 0
          : 1
  return columns
}

/** Wraps at spaces where there are some and anywhere between Japanese characters; never inside a word of a link. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines: string[] = []
    let line = ''
    for (const piece of paragraph.match(/[!-~]+\s*|\s+|./gu) ?? []) {
      if (line !== '' && width(line) + width(piece.trimEnd()) > columns) {
        lines.push(line.trimEnd())
        line = ''
        if (piece.trim() === '') continue
      }
      line += piece
    }
    return [...lines, line]
  })
}

export function writeText(text: Rich, { colour, columns }: Paint, indent = '  '): string {
  const wide = Math.max(20, Math.min(columns, MAX_COLUMNS) - indent.length)
  // Styles are put on after wrapping, by position, so that escape codes take no width.
  const plain = text.map(({ text }) => text).join('')
  const styles: (keyof typeof STYLES | undefined)[] = text.flatMap(({ text, style }) =>
    Array<keyof typeof STYLES | undefined>(text.length).fill(style),
  )
  let at = 0
  return wrap(plain, wide)
    .map(line => {
      let out = indent
      let open: keyof typeof STYLES | undefined
      while (plain[at] === '\n' || (plain[at] === ' ' && line[0] !== ' ' && line !== '')) at += 1
      for (const unit of line) {
        const style = colour ? styles[at] : undefined
        if (style !== open) {
          if (open) out += STYLES[open][1]
          if (style) out += STYLES[style][0]
          open = style
        }
        out += unit
        at += unit.length
      }
      return open ? out + STYLES[open][1] : out
    })
    .join('\n')
}

/** `[1] できた  [2] できない`, as many in a row as fit. */
export function writeChoices(rows: readonly (readonly string[])[], { columns }: Paint, from = 1): string {
  let number = from
  return rows
    .flatMap(row => {
      const lines: string[] = []
      let line = '  '
      for (const label of row) {
        const choice = `[${number++}] ${label}`
        if (line.trim() !== '' && width(line) + width(choice) + 2 > Math.min(columns, MAX_COLUMNS)) {
          lines.push(line.trimEnd())
          line = '  '
        }
        line += `${choice}  `
      }
      return [...lines, line.trimEnd()]
    })
    .filter(line => line.trim() !== '')
    .join('\n')
}

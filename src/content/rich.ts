/** Text with the little markup every app can show; people's words are always plain segments and can't become markup. */
export type Segment = { readonly text: string; readonly style?: 'bold' | 'strike' | 'code' | 'quote' }
export type Rich = readonly Segment[]

const MARK = /\*\*([^*\n]+)\*\*|~~([^~\n]+)~~|`([^`\n]+)`/g
const HOLE = /\{(\w+)\}/g

/**
 * Our own words: `**bold**`, `~~strike~~`, `code` and `{holes}`; what fills a hole is never read as markup.
 * @throws when a hole has no filling: a sentence with a gap must not reach a person
 */
export function rich(words: string, fill: Readonly<Record<string, string>> = {}): Rich {
  const segments: Segment[] = []
  const plain = (text: string, style?: Segment['style']) => {
    const filled = text.replace(HOLE, (_, name: string) => {
      const value = fill[name]
      if (value === undefined) throw new Error(`nothing fills {${name}} in “${words}”`)
      return value
    })
    if (filled) segments.push(style ? { text: filled, style } : { text: filled })
  }
  let from = 0
  for (const match of words.matchAll(MARK)) {
    plain(words.slice(from, match.index))
    const [whole, bold, strike, code] = match
    plain(bold ?? strike ?? code ?? '', bold ? 'bold' : strike ? 'strike' : 'code')
    from = match.index + whole.length
  }
  plain(words.slice(from))
  return segments
}

/** Paragraphs under one another; empty ones leave no gap. */
export function lines(paragraphs: readonly (Rich | undefined)[]): Rich {
  const kept = paragraphs.filter((rich): rich is Rich => rich !== undefined && rich.length > 0)
  return kept.flatMap((rich, index) => (index === 0 ? rich : [{ text: '\n' }, ...rich]))
}

export const bold = (rich: Rich): Rich =>
  rich.map((segment): Segment => (segment.style ? segment : { ...segment, style: 'bold' }))
export const bullet = (rich: Rich): Rich => [{ text: '• ' }, ...rich]

export const plainText = (rich: Rich): string => rich.map(({ text }) => text).join('')

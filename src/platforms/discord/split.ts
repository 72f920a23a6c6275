/** Splits markdown into messages: at a blank line, a line, a space, and at worst between two characters a person sees. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const FENCE = '```'
/** A closing and an opening fence with their line breaks. */
const FENCE_ROOM = 10
/** A backslash stays with what it escapes; `<@123>` and a link stay in one piece. */
const WHOLE = /\\.|<[@#:][^>\s]*>|https?:\/\/\S+/gs

/**
 * Parts of at most `limit` UTF-16 units that say the same in order. An open code fence is closed and opened again; no part
 * ends inside a mention, a link, an escape or a grapheme.
 */
export function split(text: string, limit: number): readonly string[] {
  const parts: string[] = []
  let rest = text
  let fenced = false
  while (rest.length + (fenced ? FENCE_ROOM : 0) > limit) {
    const at = breakAt(rest, limit - FENCE_ROOM)
    const piece = rest.slice(0, at)
    rest = rest.slice(at).replace(/^(\n{1,2}| )/, '')
    const opened: boolean = fenced
    if (count(piece) % 2 === 1) fenced = !fenced
    parts.push(`${opened ? `${FENCE}\n` : ''}${piece.trimEnd()}${fenced ? `\n${FENCE}` : ''}`)
  }
  parts.push(`${fenced ? `${FENCE}\n` : ''}${rest}`)
  return parts
}

const count = (text: string) => text.split(FENCE).length - 1

function breakAt(text: string, limit: number): number {
  const head = text.slice(0, limit)
  for (const mark of ['\n\n', '\n', '。', ' ']) {
    const at = head.lastIndexOf(mark)
    // A break in the first third would make a crumb; look for a finer one instead.
    if (at > limit / 3) return mark === '。' ? at + 1 : at
  }
  let at = 0
  for (const { index, segment } of graphemes.segment(head)) {
    if (index + segment.length > limit - 1) break
    at = index + segment.length
  }
  for (const { index, 0: whole } of text.matchAll(WHOLE)) {
    if (index >= at) break
    if (index > 0 && index + whole.length > at) return index
  }
  return Math.max(1, at)
}

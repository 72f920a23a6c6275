import type { Rich, Segment } from '../../content/rich.ts'

/** Long text in pieces an app accepts, cut where it hurts least and never inside a character. */

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/**
 * @param limit - UTF-16 units
 * @returns one piece at least; joined they are the text again, but for white space at a cut
 */
export function split(rich: Rich, limit: number): Rich[] {
  const pieces: Rich[] = []
  let rest = rich
  for (;;) {
    const text = rest.map(segment => segment.text).join('')
    if (text.length <= limit) return [...pieces, rest]
    const at = cutAt(text, limit)
    const [head, tail] = cut(rest, at)
    pieces.push(trimEnd(head))
    rest = trimStart(tail)
  }
}

/** The best place at or before `limit`: a paragraph, a line, a sentence, a word; at worst between two characters. */
function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit)
  for (const mark of [/\n\n/g, /\n/g, /[。．!?！？]|[.!?] /g, /[、,，\s]/g]) {
    const ends = [...head.matchAll(mark)].map(({ index, 0: found }) => index + found.length)
    const last = ends.at(-1)
    // A cut very early would make many tiny pieces.
    if (last !== undefined && last >= limit / 2 && isBoundary(text, last)) return last
  }
  return lastBoundary(text, limit)
}

/** The segmenter needs some text before the place; characters longer than this are cut by code point. */
const LONGEST_GRAPHEME = 256

function lastBoundary(text: string, limit: number): number {
  const from = Math.max(0, limit - LONGEST_GRAPHEME)
  let last = 0
  for (const { index } of graphemes.segment(text.slice(from, limit + LONGEST_GRAPHEME))) {
    if (from + index > limit) break
    if (index > 0) last = from + index
  }
  if (last > 0) return last
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit
}

function isBoundary(text: string, at: number): boolean {
  const from = Math.max(0, at - LONGEST_GRAPHEME)
  for (const { index } of graphemes.segment(text.slice(from, at + LONGEST_GRAPHEME)))
    if (from + index >= at) return from + index === at
  return true
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

function cut(rich: Rich, at: number): [Rich, Rich] {
  const head: Segment[] = []
  const tail: Segment[] = []
  let passed = 0
  for (const segment of rich) {
    const left = at - passed
    passed += segment.text.length
    if (segment.text.length <= left) head.push(segment)
    else if (left <= 0) tail.push(segment)
    else {
      head.push({ ...segment, text: segment.text.slice(0, left) })
      tail.push({ ...segment, text: segment.text.slice(left) })
    }
  }
  return [head, tail]
}

function trimEnd(rich: Rich): Rich {
  const kept = [...rich]
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    const text = last.text.trimEnd()
    kept.pop()
    if (text) return [...kept, { ...last, text }]
  }
  return rich
}

function trimStart(rich: Rich): Rich {
  const [first, ...others] = rich
  if (!first) return []
  const text = first.text.trimStart()
  return text ? [{ ...first, text }, ...others] : trimStart(others)
}

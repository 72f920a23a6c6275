import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import type { Folded } from './fold.ts'

/** The announcing words of the sentence a value stands in, nearest first. */
export type Words = { readonly before: readonly Context[]; readonly after: readonly Context[] }

/** Further away a word speaks of something else, also within one sentence. */
const REACH = 70
const NONE: Words = { before: [], after: [] }

/**
 * The words of the sentence around a range. A value that begins or ends its sentence is also spoken of by the one before or
 * after it ("482 913. That was the code."). Bounded work: only what lies within reach is looked at.
 */
export function sentence(folded: Folded, sorted: readonly Context[], start: number, end: number): Words {
  const first = firstAfter(sorted, start - REACH)
  const context = sorted[first]
  if (!context || context.start > end + REACH) return NONE
  const head = folded.text.slice(Math.max(0, start - REACH), start)
  const opening = lastBoundary(head, head.length)
  const begins = opening >= 0 && /^[\s「『"'(→:・-]*$/.test(head.slice(opening + 1))
  const from = start - head.length + 1 + (begins ? lastBoundary(head, opening) : opening)
  const tail = folded.text.slice(end, end + REACH)
  const stop = nextBoundary(tail, 0)
  const closes = stop < tail.length && /^[\s」』"')]*$/.test(tail.slice(0, stop))
  const to = end + (closes ? nextBoundary(tail, stop + 1) : stop)
  const before: Context[] = []
  const after: Context[] = []
  for (let at = first; at < sorted.length; at++) {
    const one = sorted[at]
    if (!one || one.start > to) break
    if (one.end <= start && one.start >= from) before.push(one)
    else if (one.start >= end && one.end <= to) after.push(one)
  }
  return { before: before.reverse(), after }
}

/** A full stop counts only before a gap, and not after "no.". */
function isBoundary(text: string, at: number): boolean {
  const sign = text[at]
  if (sign === '。' || sign === '!' || sign === '?' || sign === '\n') return true
  if (sign !== '.' || text[at - 1] === '.') return false
  const next = text[at + 1]
  return (next === ' ' || next === '\n') && !/\bno$/i.test(text.slice(Math.max(0, at - 3), at))
}

function lastBoundary(text: string, before: number): number {
  for (let at = before - 1; at >= 0; at--) if (isBoundary(text, at)) return at
  return -1
}

function nextBoundary(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (isBoundary(text, at)) return at
  return text.length
}

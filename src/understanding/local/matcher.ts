import { isAsciiWord } from './fold.ts'
import { sequenceOf } from './forms.ts'
import { FoundHits } from './hits.ts'
import type { Hit } from './hits.ts'
import { PairTable } from './pair-table.ts'
import type { Tokens } from './tokens.ts'

/** Finds every form of every concept in one pass over the folded text; in order, each place once. */
export type Matcher = { match(folded: string, tokens?: Tokens): Hit[] }

/** A form as an author wrote it, folded, and the concept it stands for. */
export type Form = { concept: number; form: string }

type Node = { next: Map<number, number>; fail: number; out: Anchor[] }
/** `onward` tells which units may follow, by their last five bits: most anchors go on in no way that a form knows. */
type Anchor = { form: number; length: number; onward: number }

/**
 * For text without blanks between words: an Aho–Corasick automaton over the first part of every form, from where the
 * other parts are compared one after the other. A form that starts or ends with a Latin letter or a digit only counts
 * where the word really starts or ends. Linear in the text: what follows an anchor is no longer than its form.
 */
export function openCharacterMatcher(forms: readonly Form[]): Matcher {
  const { first, steps, fails, outFrom, outForms, outLengths, outOnward, sequences } = flatten(forms)
  const concepts = Int32Array.from(forms, ({ concept }) => concept)
  return {
    match(folded) {
      const hits = new FoundHits()
      let at = 0
      for (let i = 0; i < folded.length; i++) {
        const code = folded.charCodeAt(i)
        let next = at === 0 ? -1 : steps.get(at, code)
        while (next < 0 && at !== 0) {
          at = fails[at]!
          if (at !== 0) next = steps.get(at, code)
        }
        at = next < 0 ? first[code]! : next
        const outEnd = outFrom[at + 1]!
        let out = outFrom[at]!
        if (out === outEnd) continue
        const follows = 1 << (folded.charCodeAt(i + 1) & 31)
        for (; out < outEnd; out++) {
          if ((outOnward[out]! & follows) === 0) continue
          const form = outForms[out]!
          const end = endOfSequence(folded, sequences[form]!, 1, i + 1)
          const start = i + 1 - outLengths[out]!
          if (end >= 0 && !cutsLatinWord(folded, start, end)) hits.add(concepts[form]!, start, end)
        }
      }
      return hits.inOrder()
    },
  }
}

/** The automaton as flat tables: most characters begin nothing, and each step is one look. What it is built from is let go. */
function flatten(forms: readonly Form[]) {
  const nodes: Node[] = [{ next: new Map(), fail: 0, out: [] }]
  const sequences = forms.map(({ form }) => sequenceOf(form.replaceAll('*', '')))
  sequences.forEach((parts, form) => {
    const onward = onwardOf(parts)
    for (const spelling of parts[0]!) {
      let at = 0
      for (let i = 0; i < spelling.length; i++) {
        const code = spelling.charCodeAt(i)
        let next = nodes[at]!.next.get(code)
        if (next === undefined) {
          next = nodes.length
          nodes.push({ next: new Map(), fail: 0, out: [] })
          nodes[at]!.next.set(code, next)
        }
        at = next
      }
      if (at !== 0) nodes[at]!.out.push({ form, length: spelling.length, onward })
    }
  })
  const queue: number[] = [...nodes[0]!.next.values()]
  for (let head = 0; head < queue.length; head++) {
    const node = nodes[queue[head]!]!
    for (const [code, child] of node.next) {
      queue.push(child)
      let fail = node.fail
      while (fail !== 0 && !nodes[fail]!.next.has(code)) fail = nodes[fail]!.fail
      nodes[child]!.fail = nodes[fail]!.next.get(code) ?? 0
      nodes[child]!.out.push(...nodes[nodes[child]!.fail]!.out)
    }
  }
  const first = new Int32Array(0x10000)
  const steps = new PairTable(nodes.length)
  nodes.forEach(({ next }, from) => {
    for (const [code, to] of next) {
      if (from === 0) first[code] = to
      else steps.add(from, code, to)
    }
  })
  const fails = Int32Array.from(nodes, ({ fail }) => fail)
  const outs = nodes.flatMap(({ out }) => out)
  const outFrom = new Int32Array(nodes.length + 1)
  nodes.forEach(({ out }, node) => (outFrom[node + 1] = outFrom[node]! + out.length))
  return {
    first,
    steps,
    fails,
    outFrom,
    outForms: Int32Array.from(outs, ({ form }) => form),
    outLengths: Int32Array.from(outs, ({ length }) => length),
    outOnward: Int32Array.from(outs, ({ onward }) => onward),
    sequences,
  }
}

/** The units with which a form may go on after its first part, as in `Anchor`; all when it may end there. */
function onwardOf([, ...rest]: readonly string[][]): number {
  let onward = 0
  for (const part of rest) {
    for (const spelling of part) if (spelling !== '') onward |= 1 << (spelling.charCodeAt(0) & 31)
    if (!part.includes('')) return onward
  }
  return -1
}

/** Where the parts from `part` on end when they stand at `at`; the longest spelling wins; -1 when they do not. */
function endOfSequence(folded: string, parts: readonly string[][], part: number, at: number): number {
  if (part >= parts.length) return at
  let longest = -1
  for (const spelling of parts[part]!) {
    if (!folded.startsWith(spelling, at)) continue
    longest = Math.max(longest, endOfSequence(folded, parts, part + 1, at + spelling.length))
  }
  return longest
}

function cutsLatinWord(folded: string, start: number, end: number): boolean {
  const before = start > 0 && isAsciiWord(folded.charCodeAt(start - 1)) && isAsciiWord(folded.charCodeAt(start))
  return (
    before || (end < folded.length && isAsciiWord(folded.charCodeAt(end)) && isAsciiWord(folded.charCodeAt(end - 1)))
  )
}

import { isAsciiWord, isJapanese } from './fold.ts'
import { sequenceOf, spellOut } from './forms.ts'

/** One place where the text says a concept; offsets are those of the text. */
export type Hit = { concept: number; start: number; end: number }

/** Finds every form of every concept in one pass over the folded text. */
export type Matcher = { match(folded: string): Hit[] }

/** A form as an author wrote it, folded, and the concept it stands for. */
export type Form = { concept: number; form: string }

type Node = { next: Map<number, number>; fail: number; out: Anchor[] }
type Anchor = { form: number; length: number }

/**
 * For text without blanks between words: an Aho–Corasick automaton over the first part of every form, from where the
 * other parts are compared one after the other. A form that starts or ends with a Latin letter or a digit only counts
 * where the word really starts or ends. Linear in the text: what follows an anchor is no longer than its form.
 */
export function openCharacterMatcher(forms: readonly Form[]): Matcher {
  const nodes: Node[] = [{ next: new Map(), fail: 0, out: [] }]
  const sequences = forms.map(({ form }) => sequenceOf(form.replaceAll('*', '')))
  sequences.forEach((parts, form) => {
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
      if (at !== 0) nodes[at]!.out.push({ form, length: spelling.length })
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
  return {
    match(folded) {
      const hits: Hit[] = []
      let at = 0
      for (let i = 0; i < folded.length; i++) {
        const code = folded.charCodeAt(i)
        let next = nodes[at]!.next.get(code)
        while (next === undefined && at !== 0) {
          at = nodes[at]!.fail
          next = nodes[at]!.next.get(code)
        }
        at = next ?? 0
        for (const { form, length } of nodes[at]!.out) {
          const end = endOfSequence(folded, sequences[form]!, 1, i + 1)
          const start = i + 1 - length
          if (end >= 0 && !cutsLatinWord(folded, start, end)) hits.push({ concept: forms[form]!.concept, start, end })
        }
      }
      return hits
    },
  }
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
  return before || (end < folded.length && isAsciiWord(folded.charCodeAt(end)) && isAsciiWord(folded.charCodeAt(end - 1)))
}

/** A word of a text with blanks: letters and digits, apostrophes left out ("can't" is `cant`). */
export type Token = { word: string; start: number; end: number }

/** Splits folded text into words; a Japanese run is skipped. */
export function tokenize(folded: string): Token[] {
  const tokens: Token[] = []
  let word = ''
  let start = 0
  for (let i = 0; i <= folded.length; i++) {
    const code = i < folded.length ? folded.charCodeAt(i) : 0x20
    if (code === 0x27 && word !== '' && i + 1 < folded.length && isAsciiWord(folded.charCodeAt(i + 1))) continue
    if (isAsciiWord(code) || (code >= 0xc0 && code < 0x3000 && code !== 0xd7 && !(code >= 0x2000 && code < 0x2c00))) {
      if (word === '') start = i
      word += folded[i]
    } else if (word !== '') {
      tokens.push({ word, start, end: i })
      word = ''
    }
    if (isJapanese(code)) continue
  }
  return tokens
}

/** Words that `~` in a form may stand for, at most. */
const GAP_WORDS = 3
/** No word of the language is longer; a longer token is compared by its beginning. */
const WORD_CHARS = 24

type Branch = { exact: Map<string, Branch>; stem: Map<string, Branch>; gap: Branch | null; out: number[] }

const branch = (): Branch => ({ exact: new Map(), stem: new Map(), gap: null, out: [] })

/**
 * For text with blanks: a trie over whole words. `chang*` stands for every word that begins so; `~` for up to three
 * words in between. From each word only as many steps as the longest form has, so linear in the text.
 */
export function openWordMatcher(forms: readonly Form[]): Matcher {
  const root = branch()
  const spelled = forms.flatMap(({ concept, form }) => spellOut(form).map(spelling => ({ concept, form: spelling })))
  for (const { concept, form } of spelled) {
    let at = root
    for (const word of formWords(form)) {
      if (word === '~') {
        at.gap ??= branch()
        at = at.gap
        continue
      }
      const isStem = word.endsWith('*')
      const key = isStem ? word.slice(0, -1) : word
      const table = isStem ? at.stem : at.exact
      let next = table.get(key)
      if (next === undefined) {
        next = branch()
        table.set(key, next)
      }
      at = next
    }
    if (at !== root) at.out.push(concept)
  }
  return {
    match(folded) {
      const tokens = tokenize(folded)
      const hits: Hit[] = []
      const walk = (at: Branch, index: number, start: number): void => {
        const token = tokens[index]
        if (token === undefined) return
        const exact = at.exact.get(token.word)
        if (exact !== undefined) land(exact, index, start)
        if (at.stem.size > 0) {
          const limit = Math.min(token.word.length, WORD_CHARS)
          for (let length = 1; length <= limit; length++) {
            const next = at.stem.get(token.word.slice(0, length))
            if (next !== undefined) land(next, index, start)
          }
        }
      }
      const land = (at: Branch, index: number, start: number): void => {
        for (const concept of at.out) hits.push({ concept, start, end: tokens[index]!.end })
        if (at.exact.size > 0 || at.stem.size > 0) walk(at, index + 1, start)
        if (at.gap !== null) {
          for (let skip = 1; skip <= GAP_WORDS + 1; skip++) {
            const from = tokens[index]!
            const to = tokens[index + skip]
            if (to === undefined || endsSentence(folded, from.end, to.start)) break
            walk(at.gap, index + skip, start)
          }
        }
      }
      for (let index = 0; index < tokens.length; index++) walk(root, index, tokens[index]!.start)
      return hits
    },
  }
}

function endsSentence(folded: string, from: number, to: number): boolean {
  const before = folded.slice(to - 2, to)
  return before.includes('. ') || before.includes('\n') || (to - from > 1 && /[.!?]/.test(folded.slice(to - 3, to)))
}

function formWords(form: string): string[] {
  return form
    .replaceAll("'", '')
    .split(/[^a-z0-9*~\u00c0-\u1fff]+/u)
    .filter(word => word !== '' && word !== '*')
}

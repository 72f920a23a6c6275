import { isAsciiWord, isJapanese } from './fold.ts'
import { sequenceOf, wordSequenceOf } from './forms.ts'
import { PairTable } from './pair-table.ts'

/** One place where the text says a concept; offsets are those of the text. */
export type Hit = { concept: number; start: number; end: number }

/** Finds every form of every concept in one pass over the folded text. */
export type Matcher = { match(folded: string, tokens?: readonly Token[]): Hit[] }

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
  const { first, steps, fails, outs, sequences } = flatten(forms)
  const concepts = Int32Array.from(forms, ({ concept }) => concept)
  return {
    match(folded) {
      const hits: Hit[] = []
      let at = 0
      for (let i = 0; i < folded.length; i++) {
        const code = folded.charCodeAt(i)
        let next = at === 0 ? -1 : steps.get(at, code)
        while (next < 0 && at !== 0) {
          at = fails[at]!
          if (at !== 0) next = steps.get(at, code)
        }
        at = next < 0 ? first[code]! : next
        const out = outs[at]
        if (out === null || out === undefined) continue
        for (const { form, length } of out) {
          const end = endOfSequence(folded, sequences[form]!, 1, i + 1)
          const start = i + 1 - length
          if (end >= 0 && !cutsLatinWord(folded, start, end)) hits.push({ concept: concepts[form]!, start, end })
        }
      }
      return hits
    },
  }
}

/** The automaton as flat tables: most characters begin nothing, and each step is one look. What it is built from is let go. */
function flatten(forms: readonly Form[]) {
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
  const first = new Int32Array(0x10000)
  const steps = new PairTable(nodes.length)
  nodes.forEach(({ next }, from) => {
    for (const [code, to] of next) {
      if (from === 0) first[code] = to
      else steps.add(from, code, to)
    }
  })
  const fails = Int32Array.from(nodes, ({ fail }) => fail)
  const outs = nodes.map(({ out }) => (out.length === 0 ? null : out))
  return { first, steps, fails, outs, sequences }
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
/** A gap does not reach over these: "ran no program" is not "ran … program". */
const DENYING = new Set(['no', 'not', 'never', 'none', 'nothing', 'nobody', 'neither', 'nor', 'without'])
/** No word of the language is longer; a longer token is compared by its beginning. */
const WORD_CHARS = 24
/** Words of which it is remembered what they begin with; nobody types more different ones, a hostile text must not fill memory. */
const MOST_KNOWN_WORDS = 20_000

/** Most branches lead nowhere further, and an empty map is not small. */
type Ways = Map<string, Branch[]> | null
type Branch = { exact: Ways; stem: Ways; gap: Branch | null; concept: number }

const branch = (): Branch => ({ exact: null, stem: null, gap: null, concept: -1 })

function leadOn(from: Branch, word: string, to: Branch): void {
  const isStem = word.endsWith('*')
  const side = isStem ? 'stem' : 'exact'
  const table = (from[side] ??= new Map<string, Branch[]>())
  const key = isStem ? word.slice(0, -1) : word
  const known = table.get(key)
  if (known === undefined) table.set(key, [to])
  else known.push(to)
}

/** Adds one form: the alternatives of a part start where the part before ended and meet again after it. */
function plant(root: Branch, { form, concept }: Form): void {
  let open: Branch[] = [root]
  for (const runs of wordSequenceOf(form)) {
    const ends: Branch[] = []
    for (const run of runs) {
      if (run.length === 0) {
        ends.push(...open)
        continue
      }
      let at = open
      for (const word of run) {
        if (word === '~') {
          at = at.map(from => (from.gap ??= branch()))
          continue
        }
        const next = branch()
        for (const from of at) leadOn(from, word, next)
        at = [next]
      }
      ends.push(...at)
    }
    open = [...new Set(ends)]
  }
  for (const end of open) if (end !== root) end.concept = concept
}

function collectStems(from: Branch, stems: Set<string>, visited: Set<Branch>): void {
  if (visited.has(from)) return
  visited.add(from)
  for (const stem of from.stem?.keys() ?? []) stems.add(stem)
  for (const table of [from.exact, from.stem]) {
    for (const branches of table?.values() ?? []) for (const next of branches) collectStems(next, stems, visited)
  }
  if (from.gap !== null) collectStems(from.gap, stems, visited)
}

/**
 * For text with blanks: from each word on, the forms are followed word by word. `chang*` stands for every word that
 * begins so; `~` for up to three words in between. No walk is longer than its form, so linear in the text.
 */
export function openWordMatcher(forms: readonly Form[]): Matcher {
  const root = branch()
  for (const form of forms) plant(root, form)
  const beginnings = new Set<string>()
  collectStems(root, beginnings, new Set())
  // Which beginnings of a word some form names: worked out once for a word, and most words come again.
  const known = new Map<string, readonly string[]>()
  const stemsOf = (word: string): readonly string[] => {
    let stems = known.get(word)
    if (stems === undefined) {
      const limit = Math.min(word.length, WORD_CHARS)
      const found: string[] = []
      for (let length = 1; length <= limit; length++) {
        const stem = word.slice(0, length)
        if (beginnings.has(stem)) found.push(stem)
      }
      stems = found
      if (known.size < MOST_KNOWN_WORDS) known.set(word, stems)
    }
    return stems
  }
  return {
    match(folded, tokens = tokenize(folded)) {
      const hits: Hit[] = []
      const walk = (at: Branch, index: number, start: number): void => {
        const token = tokens[index]
        if (token === undefined) return
        const exact = at.exact?.get(token.word)
        if (exact !== undefined) for (const next of exact) land(next, index, start)
        if (at.stem !== null) {
          for (const stem of stemsOf(token.word)) {
            const stems = at.stem.get(stem)
            if (stems !== undefined) for (const next of stems) land(next, index, start)
          }
        }
      }
      const land = (at: Branch, index: number, start: number): void => {
        if (at.concept >= 0) hits.push({ concept: at.concept, start, end: tokens[index]!.end })
        if (at.exact !== null || at.stem !== null) walk(at, index + 1, start)
        if (at.gap !== null) {
          for (let skip = 1; skip <= GAP_WORDS + 1; skip++) {
            const from = tokens[index + skip - 1]!
            const to = tokens[index + skip]
            if (to === undefined || endsSentence(folded, from.end, to.start)) break
            if (skip > 1 && DENYING.has(from.word)) break
            walk(at.gap, index + skip, start)
          }
        }
      }
      for (let index = 0; index < tokens.length; index++) walk(root, index, tokens[index]!.start)
      return hits
    },
  }
}

/** Whether a sentence ends between two words. */
function endsSentence(folded: string, from: number, to: number): boolean {
  for (let i = from; i < Math.min(to, from + 4); i++) {
    const code = folded.charCodeAt(i)
    if (code === 0x0a || code === 0x21 || code === 0x3f || (code === 0x2e && to - i > 1)) return true
  }
  return false
}

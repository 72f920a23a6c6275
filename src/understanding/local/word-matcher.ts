import { hashOn, NO_HASH } from '../hash.ts'
import { wordSequenceOf } from './forms.ts'
import { FoundHits } from './hits.ts'
import type { Form, Matcher } from './matcher.ts'
import { PairTable } from './pair-table.ts'
import { tokenize, WordTable } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** Words that `~` in a form may stand for, at most. */
const GAP_WORDS = 3
/** A gap does not reach over these: "ran no program" is not "ran … program". */
const DENYING = new Set(['no', 'not', 'never', 'none', 'nothing', 'nobody', 'neither', 'nor', 'without'])
/** No stem of the language is longer. */
const MOST_STEM_CHARS = 24

/** By word, or by stem as it is written (`chang*`), to the branches behind; most lead nowhere further, and an empty map is not small. */
type Branch = { readonly serial: number; ways: Map<string, Branch[]> | null; gap: Branch | null; concept: number }

let branches = 0
const branch = (): Branch => ({ serial: branches++, ways: null, gap: null, concept: -1 })

function leadOn(from: Branch, word: string, to: Branch): void {
  const ways = (from.ways ??= new Map<string, Branch[]>())
  const known = ways.get(word)
  if (known === undefined) ways.set(word, [to])
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

/**
 * The branches laid out flat. Branches that the same words lead to are one state, so that a word that begins a hundred forms
 * costs one look: from a state by a word or stem to another, over a gap, and the concepts said there.
 */
function flatten(root: Branch) {
  const states: (readonly Branch[])[] = []
  const numbers = new Map<number | string, number>()
  const stateOf = (some: readonly Branch[]): number => {
    // Mostly it is one branch alone.
    const branches = some.length === 1 ? some : [...new Set(some)].sort((a, b) => a.serial - b.serial)
    const key = branches.length === 1 ? branches[0]!.serial : branches.map(({ serial }) => serial).join()
    let number = numbers.get(key)
    if (number === undefined) numbers.set(key, (number = states.push(branches) - 1))
    return number
  }
  const words = [...DENYING]
  const stems: string[] = []
  const keys = new Map(words.map((word, number) => [word, number]))
  /** A word's key is its number, a stem's is below zero. */
  const keyOf = (word: string): number => {
    let key = keys.get(word)
    if (key === undefined) {
      key = word.endsWith('*') ? ~(stems.push(word.slice(0, -1)) - 1) : words.push(word) - 1
      keys.set(word, key)
    }
    return key
  }
  stateOf([root])
  const ways: [from: number, key: number, to: number][] = []
  const gaps: number[] = []
  for (let from = 0; from < states.length; from++) {
    const branches = states[from]!
    const next = new Map<string, Branch[]>()
    for (const one of branches) {
      for (const [word, to] of one.ways ?? []) {
        const known = next.get(word)
        if (known === undefined) next.set(word, [...to])
        else known.push(...to)
      }
    }
    for (const [word, to] of next) ways.push([from, keyOf(word), stateOf(to)])
    const over = branches.flatMap(({ gap }) => gap ?? [])
    gaps.push(over.length === 0 ? -1 : stateOf(over))
  }
  const steps = new PairTable(ways.length)
  const goesOn = new Uint8Array(states.length)
  for (const [from, key, to] of ways) {
    steps.add(from, key, to)
    goesOn[from] = 1
  }
  const said = states.map(branches => [...new Set(branches.flatMap(({ concept }) => (concept < 0 ? [] : concept)))])
  return {
    words: new WordTable(words),
    stems: new WordTable(stems),
    steps,
    goesOn,
    gaps: Int32Array.from(gaps),
    said: said.map(concepts => (concepts.length === 0 ? null : concepts)),
  }
}

/**
 * For text with blanks: from each word on, the forms are followed word by word. `chang*` stands for every word that
 * begins so; `~` for up to three words in between. No walk is longer than its form, so linear in the text.
 */
export function openWordMatcher(forms: readonly Form[]): Matcher {
  const root = branch()
  for (const form of forms) plant(root, form)
  const { words, stems, steps, goesOn, gaps, said } = flatten(root)
  /** For each word of a text its number and those of the stems it begins with, as keys of `steps`. */
  const keysOf = ({ count, units, from }: Tokens) => {
    const keys: number[] = []
    const keysFrom = new Int32Array(count + 1)
    for (let token = 0; token < count; token++) {
      keysFrom[token] = keys.length
      const [start, end] = [from[token]!, from[token + 1]!]
      const firstStem = keys.push(UNKNOWN)
      let hash = NO_HASH
      for (let i = start; i < end; i++) {
        hash = hashOn(hash, units[i]!)
        if (i - start >= MOST_STEM_CHARS) continue
        const stem = stems.find(units, start, i + 1, hash)
        if (stem >= 0) keys.push(~stem)
      }
      const word = words.find(units, start, end, hash)
      if (word >= 0) keys[firstStem - 1] = word
    }
    keysFrom[count] = keys.length
    return { keys, keysFrom }
  }
  return {
    match(folded, tokens = tokenize(folded)) {
      const hits = new FoundHits()
      const { count, starts, ends } = tokens
      const { keys, keysFrom } = keysOf(tokens)
      const walk = (at: number, token: number, start: number): void => {
        if (token >= count) return
        for (let i = keysFrom[token]!; i < keysFrom[token + 1]!; i++) {
          if (keys[i] === UNKNOWN) continue
          const next = steps.get(at, keys[i]!)
          if (next >= 0) land(next, token, start)
        }
      }
      const land = (at: number, token: number, start: number): void => {
        for (const concept of said[at] ?? []) hits.add(concept, start, ends[token]!)
        if (goesOn[at] === 1) walk(at, token + 1, start)
        const gap = gaps[at]!
        if (gap < 0) return
        for (let to = token + 1; to <= token + GAP_WORDS + 1 && to < count; to++) {
          if (endsSentence(folded, ends[to - 1]!, starts[to]!)) break
          if (to > token + 1 && isDenying(keys[keysFrom[to - 1]!]!)) break
          walk(gap, to, start)
        }
      }
      for (let token = 0; token < count; token++) walk(0, token, starts[token]!)
      return hits.inOrder()
    },
  }
}

/** The key of a word that no form names; no stem has it. */
const UNKNOWN = -(1 << 30)
/** Words that deny are numbered first. */
const isDenying = (key: number): boolean => key >= 0 && key < DENYING.size

/** Whether a sentence ends between two words. */
function endsSentence(folded: string, from: number, to: number): boolean {
  for (let i = from; i < Math.min(to, from + 4); i++) {
    const code = folded.charCodeAt(i)
    if (code === 0x0a || code === 0x21 || code === 0x3f || (code === 0x2e && to - i > 1)) return true
  }
  return false
}

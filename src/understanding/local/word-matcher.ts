import { wordSequenceOf } from './forms.ts'
import { FoundHits } from './hits.ts'
import type { Form, Matcher } from './matcher.ts'
import { PairTable } from './pair-table.ts'
import { hashOn, NO_HASH, tokenize, WordTable } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** Words that `~` in a form may stand for, at most. */
const GAP_WORDS = 3
/** A gap does not reach over these: "ran no program" is not "ran … program". */
const DENYING = new Set(['no', 'not', 'never', 'none', 'nothing', 'nobody', 'neither', 'nor', 'without'])
/** No stem of the language is longer. */
const MOST_STEM_CHARS = 24

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

/** What the branches hold, laid out flat: from a branch by a word or stem to others, over a gap, and the concept said there. */
function flatten(root: Branch) {
  const numbers = new Map<Branch, number>()
  const words = new Map([...DENYING].map((word, number) => [word, number]))
  const stems = new Map<string, number>()
  const numberOf = (known: Map<string, number>, key: string): number => {
    const number = known.get(key) ?? known.size
    known.set(key, number)
    return number
  }
  const all: Branch[] = []
  const visit = (one: Branch): number => {
    const known = numbers.get(one)
    if (known !== undefined) return known
    numbers.set(one, all.length)
    return all.push(one) - 1
  }
  visit(root)
  const ways: { from: number; key: number; to: number[] }[] = []
  const gaps: number[] = []
  for (let from = 0; from < all.length; from++) {
    const { exact, stem, gap } = all[from]!
    for (const [word, to] of exact ?? []) ways.push({ from, key: numberOf(words, word), to: to.map(visit) })
    // A stem's key is below zero, a word's is not.
    for (const [word, to] of stem ?? []) ways.push({ from, key: ~numberOf(stems, word), to: to.map(visit) })
    gaps[from] = gap === null ? -1 : visit(gap)
  }
  const steps = new PairTable(ways.length)
  const targets = ways.map(({ from, key, to }, number) => {
    steps.add(from, key, number)
    return to
  })
  return {
    words: new WordTable([...words.keys()]),
    stems: new WordTable([...stems.keys()]),
    steps,
    targets,
    gaps: Int32Array.from(gaps),
    concepts: Int32Array.from(all, ({ concept }) => concept),
    isEnd: Uint8Array.from(all, ({ exact, stem }) => (exact === null && stem === null ? 1 : 0)),
  }
}

/**
 * For text with blanks: from each word on, the forms are followed word by word. `chang*` stands for every word that
 * begins so; `~` for up to three words in between. No walk is longer than its form, so linear in the text.
 */
export function openWordMatcher(forms: readonly Form[]): Matcher {
  const root = branch()
  for (const form of forms) plant(root, form)
  const { words, stems, steps, targets, gaps, concepts, isEnd } = flatten(root)
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
          const way = steps.get(at, keys[i]!)
          if (way >= 0) for (const next of targets[way]!) land(next, token, start)
        }
      }
      const land = (at: number, token: number, start: number): void => {
        if (concepts[at]! >= 0) hits.add(concepts[at]!, start, ends[token]!)
        if (isEnd[at] === 0) walk(at, token + 1, start)
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

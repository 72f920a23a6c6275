import { readFileSync } from 'node:fs'
import { load as parse } from 'js-yaml'
import type { Vocabulary } from './vocabulary.ts'

/** What a rule says about a fact: `true`, `false`, and whether a negation turns it round. */
export type Sign = 'states' | 'denies' | 'turns'

/** Concepts that together, close by in one sentence, state or deny facts. */
export type Rule = {
  /** The rule as written: its name in the learned weights. */
  readonly name: string
  readonly facts: readonly { id: string; inverse: boolean }[]
  readonly sign: Sign
  /** States the fact wherever something is told to have happened; nothing about it is learned. */
  readonly isPlain: boolean
  /** Scopes that do not keep a plain rule from being believed. */
  readonly allowed: readonly string[]
  readonly terms: readonly (readonly number[])[]
  /** Concepts that must not be said in the same clause; in the same sentence. */
  readonly without: readonly number[]
  readonly withoutNearby: readonly number[]
}

const SIGNS: Record<string, Sign> = { '+': 'states', '-': 'denies', '±': 'turns' }

/**
 * Loads `facts.yaml`: fact ids (several with commas; `!id` means the opposite value) → rules such as
 * `± login|open cannot !slow`. A concept that this language's vocabulary lacks leaves its rule out; one that no
 * language knows is for the content check to find. `isPlain` marks the rules of `facts-plain.yaml`.
 */
export function openRules(file: string, vocabulary: Vocabulary, isPlain = false): Rule[] {
  const content = parse(readFileSync(file, 'utf8')) as Record<string, string[] | null>
  const rules: Rule[] = []
  for (const [key, lines] of Object.entries(content)) {
    const facts = key.split(',').map(part => {
      const id = part.trim()
      return id.startsWith('!') ? { id: id.slice(1), inverse: true } : { id, inverse: false }
    })
    for (const line of lines ?? []) {
      const [mark = '', ...words] = line.trim().split(/\s+/)
      const sign = SIGNS[mark]
      if (sign === undefined) throw new Error(`reader facts: "${line}" under ${key} starts with neither +, - nor ±`)
      const ids = (word: string): number[] =>
        word.split('|').flatMap(name => {
          const id = vocabulary.idOf(name)
          return id === undefined ? [] : [id]
        })
      const barred = words.filter(word => word.startsWith('!'))
      const withoutNearby = barred.filter(word => word.startsWith('!!')).flatMap(word => ids(word.slice(2)))
      const without = barred.filter(word => !word.startsWith('!!')).flatMap(word => ids(word.slice(1)))
      const allowed = words.filter(word => word.startsWith('~')).map(word => word.slice(1))
      const terms = words.filter(word => !word.startsWith('!') && !word.startsWith('~')).map(ids)
      if (terms.length === 0) throw new Error(`reader facts: "${line}" under ${key} names no concept`)
      if (terms.every(term => term.length > 0)) {
        rules.push({ name: `${key}: ${line}`, facts, sign, isPlain, allowed, terms, without, withoutNearby })
      }
    }
  }
  return rules
}

import type { Rule, Sign } from './rules.ts'
import { maskOf } from './vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Scopes in which a plain phrase does not tell that something happened to the writer. */
const NOT_TOLD = ['question', 'hypothetical', 'advice', 'general', 'future', 'fiction', 'acquaintance', 'past_other']

/** No rule has more terms: which of them a sentence fulfils are the bits of one number. */
const MOST_TERMS = 8

/** A rule as the search uses it; `facts` are numbers in `RuleSet.facts`. */
export type NumberedRule = {
  /** Its place in `RuleSet.names`. */
  readonly name: number
  readonly facts: readonly { fact: number; inverse: boolean }[]
  readonly sign: Sign
  readonly isPlain: boolean
  /** Marks of a clause, as bits, in which a plain rule tells nothing. */
  readonly notTold: number
  readonly terms: readonly (readonly number[])[]
  readonly without: readonly number[]
  readonly withoutNearby: readonly number[]
}

/** The rules of one language, in the order they are written, with what the search would else look up by name. */
export type RuleSet = {
  readonly written: readonly Rule[]
  readonly rules: readonly NumberedRule[]
  readonly names: readonly string[]
  readonly facts: readonly string[]
  /** Fact number times two, plus one for `true` → "fact value". */
  readonly statements: readonly string[]
  readonly vocabulary: Vocabulary
  /** The rules all whose terms these concepts can fulfil, in the order they are written. */
  possible(concepts: readonly number[]): readonly number[]
}

/** Numbers everything the rules name. */
export function openRuleSet(written: readonly Rule[], vocabulary: Vocabulary): RuleSet {
  const facts = [...new Set(written.flatMap(rule => rule.facts.map(({ id }) => id)))]
  const names = [...new Set(written.map(({ name }) => name))]
  const rules = written.map(({ facts: stated, allowed, name, ...rule }): NumberedRule => {
    if (rule.terms.length > MOST_TERMS)
      throw new Error(`reader facts: "${name}" names more than ${MOST_TERMS} concepts`)
    return {
      ...rule,
      name: names.indexOf(name),
      facts: stated.map(({ id, inverse }) => ({ fact: facts.indexOf(id), inverse })),
      notTold: maskOf(vocabulary, NOT_TOLD.filter(scope => !allowed.includes(scope))), // prettier-ignore
    }
  })
  const statements = facts.flatMap(fact => [`${fact} false`, `${fact} true`])
  return { written, rules, names, facts, statements, vocabulary, possible: openIndex(rules, vocabulary) }
}

/** Counts off, concept by concept, which terms of which rules are fulfilled. */
function openIndex(rules: readonly NumberedRule[], { names }: Vocabulary): RuleSet['possible'] {
  const serves: { rule: number; term: number }[][] = names.map(() => [])
  rules.forEach(({ terms }, rule) => {
    terms.forEach((concepts, term) => concepts.forEach(concept => serves[concept]!.push({ rule, term: 1 << term })))
  })
  const needed = rules.map(({ terms }) => (1 << terms.length) - 1)
  const fulfilled = new Uint8Array(rules.length)
  return concepts => {
    const begun: number[] = []
    for (const concept of concepts) {
      for (const { rule, term } of serves[concept]!) {
        if (fulfilled[rule] === 0) begun.push(rule)
        fulfilled[rule]! |= term
      }
    }
    const whole = begun.filter(rule => fulfilled[rule] === needed[rule])
    for (const rule of begun) fulfilled[rule] = 0
    return whole.sort((a, b) => a - b)
  }
}

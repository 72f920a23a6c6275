import type { Analysis } from './analysis.ts'
import { rulesOf } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import type { RuleSet } from './rule-set.ts'

/** What may be true of a reading, numbered; a learned weight knows each by its name. */
export type ReadingFeatures = {
  readonly size: number
  nameOf(feature: number): string
  /** Everything that is true of a candidate, each once. The list is used again for the next candidate. */
  of(candidate: Candidate, analysis: Analysis): readonly number[]
}

/** Marks of the clauses themselves, of the rest of the sentence, of the clause before. */
const NEARNESS = ['', '~ ', '< '] as const
const [OWN, SENTENCE, BEFORE] = [0, 1, 2] as const
const VALUES = ['false', 'true']
const SIGNS = ['states', 'denies', 'turns'] as const
const COUNTS = [0, 1, 2, 3, 4]
const MOST_PLACES = 4

/** Numbers the features that readings by these rules can have. */
export function openReadingFeatures({ names, facts, vocabulary: { marks } }: RuleSet): ReadingFeatures {
  const list: string[] = []
  /** Gives names their numbers; the number of the first. */
  const number = (...added: string[]): number => list.push(...added) - added.length
  /** A name alone, then with each value, then with each fact. */
  const inAllWays = (name: string): number =>
    number(name, ...VALUES.map(value => `${name} ${value}`), ...facts.map(fact => `${name} ${fact}`))
  const [WITH_VALUE, WITH_FACT] = [1, 1 + VALUES.length]

  const ofFact = facts.map(fact => number(...VALUES.map(value => `fact ${fact} ${value}`)))
  const ofRule = names.map(name => number(`rule ${name}`, ...VALUES.map(value => `rule ${name} ${value}`)))
  const ofLanguage = { ja: number('lang ja'), en: number('lang en') }
  const ofMark = NEARNESS.map(nearness => marks.map(mark => inAllWays(`mark ${nearness}${mark}`)))
  const negated = inAllWays('negated')
  const negatedSign = Object.fromEntries(SIGNS.map(sign => [sign, number(`negated ${sign}`)]))
  const negatedTwice = number('negated twice')
  const loose = inAllWays('loose negation')
  const acrossClauses = number('across clauses')
  const acrossMany = number('across many clauses')
  const wide = number(...COUNTS.map(quarters => `wide ${quarters}`))
  const severalRules = number('several rules')
  const inPlaces = number(...COUNTS.map(places => `places ${places}`))
  const opposed = inAllWays('opposed')

  // A rule may be good in one kind of clause and bad in another: every rule with every mark of the candidate. They are
  // many: their names are put together when asked for.
  const manners = [...marks.map(mark => `mark ${mark}`), 'negated', 'loose negation', 'across clauses', 'several rules', 'opposed', ...COUNTS.map(places => `places ${places}`)] // prettier-ignore
  const [NEGATED, LOOSE, ACROSS, SEVERAL, OPPOSED, PLACES] = [0, 1, 2, 3, 4, 5].map(at => marks.length + at) as [number, number, number, number, number, number] // prettier-ignore
  const crossings = list.length
  const size = crossings + names.length * manners.length
  const nameOf = (feature: number): string => {
    if (feature < crossings) return list[feature]!
    const crossing = feature - crossings
    return `rule ${names[Math.floor(crossing / manners.length)]!} when ${manners[crossing % manners.length]!}`
  }

  // Which candidate had a feature last: its number, so that nothing is cleared between.
  const had = new Float64Array(size)
  let serial = 0
  const found: number[] = []
  const add = (feature: number): void => {
    if (had[feature] === serial) return
    had[feature] = serial
    found.push(feature)
  }
  const addMarks = (marked: readonly number[], but: number, nearness: number, value: number, fact: number): void => {
    for (const mark of marked) {
      if ((but & (1 << mark)) !== 0) continue
      const feature = ofMark[nearness]![mark]!
      add(feature)
      if (nearness === BEFORE) continue
      add(feature + WITH_VALUE + value)
      add(feature + WITH_FACT + fact)
    }
  }

  return {
    size,
    nameOf,
    of(candidate, { lang, marks, masks, sentences }) {
      const { statement, readings, places, isOpposed } = candidate
      serial++
      found.length = 0
      const manner: number[] = []
      const value = statement & 1
      const fact = statement >> 1
      for (const reading of readings) {
        const { rule, sentence, first, last, negations } = reading
        add(ofFact[fact]! + value)
        add(ofRule[rule.name]!)
        add(ofRule[rule.name]! + WITH_VALUE + value)
        add(ofLanguage[lang])
        let own = 0
        for (let clause = first; clause <= last; clause++) {
          addMarks(marks[clause]!, 0, OWN, value, fact)
          manner.push(...marks[clause]!)
          own |= masks[clause]!
        }
        for (let clause = sentences[sentence]!; clause < sentences[sentence + 1]!; clause++)
          addMarks(marks[clause]!, own, SENTENCE, value, fact)
        if (first > 0) addMarks(marks[first - 1]!, own, BEFORE, value, fact)
        if (negations % 2 === 1) {
          manner.push(NEGATED)
          add(negated)
          add(negatedSign[rule.sign]!)
          add(negated + WITH_FACT + fact)
        }
        if (negations > 1) add(negatedTwice)
        if (reading.hasLooseNegation) {
          manner.push(LOOSE)
          add(loose)
          add(loose + WITH_VALUE + value)
          add(loose + WITH_FACT + fact)
        }
        if (first !== last) {
          manner.push(ACROSS)
          add(acrossClauses)
        }
        if (last - first > 1) add(acrossMany)
        add(wide + reading.quarters)
        if (reading !== readings[0]) {
          manner.push(SEVERAL)
          add(severalRules)
        }
      }
      manner.push(PLACES + Math.min(MOST_PLACES, places))
      add(inPlaces + Math.min(MOST_PLACES, places))
      if (isOpposed) {
        manner.push(OPPOSED)
        add(opposed)
        add(opposed + WITH_FACT + fact)
      }
      for (const rule of rulesOf(candidate)) {
        for (const at of manner) add(crossings + rule * manners.length + at)
      }
      return found
    },
  }
}

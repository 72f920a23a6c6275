import { firstFrom } from '../ascending.ts'
import type { Analysis } from './analysis.ts'
import { MOST_GRAM_CHARS, rulesOf, WORD_STRENGTH } from './candidates.ts'
import type { Around, Candidate } from './candidates.ts'
import { openGramBook } from './gram-book.ts'
import type { GramBook, SeenGrams } from './gram-book.ts'
import type { SeenFeatures } from './features.ts'
import { normalised } from './linear.ts'
import type { Scores } from './linear.ts'
import { ranked } from './read.ts'
import type { Judged, LanguageKit } from './read.ts'
import { BESIDE_STRENGTH, TEXT_STRENGTH } from './setting.ts'
import type { Setting } from './setting.ts'
import type { Weights } from './weights.ts'
import { READ_STRENGTH } from './whole-features.ts'
import { ALONE, bearing, lent } from './whole.ts'

/**
 * The learned weights, arranged so that reading looks nothing up that could be looked up once: words and character runs
 * by number, and what surrounds a fact summed for all facts at once. Gives what the weights by name give.
 */
export type Compiled = {
  readonly book: GramBook
  judge(lang: 'ja' | 'en', features: SeenFeatures, seen: SeenGrams, read: readonly number[]): Judged
  /** How likely each candidate of one text is right. */
  trust(analysis: Analysis, setting: Setting, seen: SeenGrams): (candidate: Candidate) => number
}

type Learned = Pick<Weights, 'facts' | 'none' | 'patterns' | 'wholes'>

/** Below these log odds no words of a clause bring a candidate back; it saves looking them up. */
export const HOPELESS = -2.5

/** For each word its places and their weights, laid end to end. */
type Packed = { readonly from: Int32Array; readonly at: Uint16Array; readonly weight: Float64Array }

/** Lays rows of place, weight, place, weight … end to end. */
function pack(rows: readonly (readonly number[] | undefined)[]): Packed {
  const size = rows.reduce((sum, row) => sum + (row?.length ?? 0) / 2, 0)
  const packed = { from: new Int32Array(rows.length + 1), at: new Uint16Array(size), weight: new Float64Array(size) }
  let end = 0
  rows.forEach((row = [], id) => {
    for (let i = 0; i < row.length; i += 2, end++) {
      packed.at[end] = row[i]!
      packed.weight[end] = row[i + 1]!
    }
    packed.from[id + 1] = end
  })
  return packed
}

const isGram = (name: string): boolean => /^[wj] /.test(name)

/** What the words and character runs weigh, by number. */
function weighGrams({ facts, none, patterns, wholes }: Learned, places: ReadonlyMap<string, number>) {
  // Those that weigh for a fact come first: it matters where they stand, of the others only that they do.
  const names = new Set<string>()
  for (const words of facts.words.values()) for (const name of words.keys()) names.add(name)
  const addGrams = (...maps: ReadonlyMap<string, unknown>[]): void => {
    for (const map of maps) for (const name of map.keys()) if (isGram(name)) names.add(name)
  }
  const placed = names.size
  addGrams(none.weights, patterns.weights, patterns.sparse, wholes.weights, wholes.sparse)
  const book = openGramBook([...names], placed)
  const ids = new Map([...names].map((name, id) => [name, id]))
  const idOf = (name: string): number => ids.get(name) ?? -1
  const noneOf = new Float64Array(names.size)
  for (const [name, weight] of none.weights) if (isGram(name)) noneOf[idOf(name)] = weight
  // Patterns first, behind them what the whole story states.
  const scoresOf: (number[] | undefined)[] = Array.from({ length: names.size })
  const add = ({ sparse, weights }: Scores, from: number): void => {
    for (const [name, pairs] of sparse)
      if (isGram(name))
        (scoresOf[idOf(name)] ??= []).push(...pairs.map((part, i) => (i % 2 === 0 ? from + part : part)))
    for (const [name, row] of weights)
      if (isGram(name)) (scoresOf[idOf(name)] ??= []).push(...row.flatMap((weight, at) => [from + at, weight]))
  }
  add(patterns, 0)
  add(wholes, patterns.classes.length)
  const factsOf: (number[] | undefined)[] = Array.from({ length: names.size })
  for (const [whose, words] of facts.words)
    for (const [name, weight] of words) (factsOf[idOf(name)] ??= []).push(places.get(whose)!, weight * WORD_STRENGTH)
  return { book, noneOf, scoresOf: pack(scoresOf), factsOf: pack(factsOf) }
}

/** "near card own_card_charged true": what surrounds a reading, and of which fact and value. */
const SURROUNDING = /^((?:near|in|text|beside) .*) (\S+ (?:true|false))$/
const isRule = (name: string): boolean => name.startsWith('rule ')

/** What is stated: every fact and value that any weight speaks of, numbered. */
function stated({ words, weights }: Weights['facts']): ReadonlyMap<string, number> {
  const statements = new Map<string, number>()
  for (const name of words.keys()) if (!isRule(name)) statements.set(name, statements.size)
  for (const name of weights.keys()) {
    const told = SURROUNDING.exec(name)?.[2]
    if (told !== undefined && !statements.has(told)) statements.set(told, statements.size)
  }
  return statements
}

/** What surrounds a fact ("near card", "text bank", "in fake-shop"): a row for each, with what it says of every statement. */
function surroundings({ weights }: Weights['facts'], statements: ReadonlyMap<string, number>) {
  const rows = new Map<string, number>()
  const told: { row: number; statement: number; weight: number }[] = []
  for (const [name, weight] of weights) {
    const [, prefix, statement] = SURROUNDING.exec(name) ?? []
    if (prefix === undefined || statement === undefined) continue
    let row = rows.get(prefix)
    if (row === undefined) rows.set(prefix, (row = rows.size))
    told.push({ row, statement: statements.get(statement)!, weight })
  }
  const width = statements.size
  const table = new Float64Array(rows.size * width)
  for (const { row, statement, weight } of told) table[row * width + statement] = weight
  return { table, rowOf: (name: string): number => rows.get(name) ?? -1 }
}

/** The weights of one language's features by number: those of a reading, those of a text, and the rows of its concepts. */
function byNumber(kit: LanguageKit, { facts, none, patterns, wholes }: Learned, places: ReadonlyMap<string, number>) {
  const { patternFeatures, readingFeatures, wholeFeatures, rules } = kit
  const weigh = (size: number, nameOf: (feature: number) => string, weights: ReadonlyMap<string, number>) =>
    Float64Array.from({ length: size }, (_, feature) => weights.get(nameOf(feature)) ?? 0)
  return {
    features: readingFeatures,
    own: weigh(readingFeatures.size, readingFeatures.nameOf, facts.weights),
    none: weigh(patternFeatures.size, patternFeatures.nameOf, none.weights),
    scores: Array.from({ length: patternFeatures.size }, (_, feature) => {
      const name = patternFeatures.nameOf(feature)
      const ofPatterns = patterns.weights.get(name)
      const ofWholes = wholes.weights.get(name)
      if (ofPatterns === undefined && ofWholes === undefined) return undefined
      const row = new Float32Array(patterns.classes.length + wholes.classes.length)
      row.set(ofPatterns ?? [])
      row.set(ofWholes ?? [], patterns.classes.length)
      return row
    }),
    readings: Array.from({ length: wholeFeatures.size }, (_, feature) => {
      const row = wholes.weights.get(wholeFeatures.nameOf(feature))
      return row && Float32Array.from(row)
    }),
    statementOf: rules.statements.map(name => places.get(name) ?? -1),
    ruleOf: rules.names.map(name => places.get(`rule ${name}`) ?? -1),
  }
}

/** Arranges weights once; `trust` and `judge` then only add. The weights by name are not kept. */
export function compile(weights: Learned, kits: Record<'ja' | 'en', LanguageKit>): Compiled {
  const statements = stated(weights.facts)
  // Words weigh for a fact and value, and for a rule: the rules have their places behind the statements.
  const places = new Map(statements)
  for (const name of weights.facts.words.keys()) if (isRule(name)) places.set(name, places.size)
  const { book, noneOf, scoresOf, factsOf } = weighGrams(weights, places)
  const { classes, temperature } = weights.patterns
  const patternCount = classes.length
  const bias = {
    facts: weights.facts.bias,
    none: weights.none.bias,
    scores: [...weights.patterns.bias, ...weights.wholes.bias],
  }
  // What whole stories lend to the readings of each statement: which of the wholes, and how much of it.
  const lenders = new Map(weights.wholes.classes.map((of, whole) => [of, whole]))
  const weightOf = (name: string): number => weights.facts.weights.get(name) ?? 0
  const lends = [...statements.keys()].map(stated =>
    bearing(stated).flatMap(({ name, of }) => {
      const whole = lenders.get(of)
      return whole === undefined ? [] : [{ whole, weight: weightOf(name) + weightOf(`${name} ${stated}`) }]
    }),
  )
  const alone = [...statements.keys()].map(stated => weightOf(ALONE) + weightOf(`${ALONE} ${stated}`))
  const { table, rowOf } = surroundings(weights.facts, statements)
  const width = statements.size
  const rowsOf = ({ vocabulary, rules }: LanguageKit) => ({
    near: vocabulary.names.map(concept => rowOf(`near ${concept}`)),
    text: vocabulary.names.map(concept => rowOf(`text ${concept}`)),
    beside: rules.statements.map(stated => rowOf(`beside ${stated}`)),
  })
  const of = {
    ja: { ...byNumber(kits.ja, weights, places), ...rowsOf(kits.ja) },
    en: { ...byNumber(kits.en, weights, places), ...rowsOf(kits.en) },
  }
  const inPattern = new Map([...classes, 'none', 'perhaps none'].map(id => [id, rowOf(`in ${id}`)]))

  // Which words a stretch of text was found to hold already: the stretch's number, so that nothing is cleared between.
  const counted = new Float64Array(noneOf.length)
  let stamp = 0
  // What the words of one stretch weigh, by place. Candidates come in the order told, those of one stretch together: the
  // one last summed is kept, and nothing is laid out anew.
  const words = new Float64Array(places.size)
  const sumWords = ({ start, end }: Around, seen: SeenGrams): void => {
    const until = Math.min(end, start + MOST_GRAM_CHARS)
    words.fill(0)
    stamp++
    for (let i = firstFrom(seen.ends, start + 1); i < seen.ends.length && seen.ends[i]! <= until; i++) {
      const id = seen.ids[i]!
      if (seen.starts[i]! < start || counted[id] === stamp) continue
      counted[id] = stamp
      const { from, at, weight } = factsOf
      for (let j = from[id]!; j < from[id + 1]!; j++) words[at[j]!]! += weight[j]!
    }
  }

  return {
    book,
    judge(lang, { features, strengths }, seen, read) {
      const { none, scores: rows, readings } = of[lang]
      let sum = bias.none
      const scores = Float64Array.from(bias.scores)
      for (let k = 0; k < features.length; k++) {
        const strength = strengths[k]!
        sum += none[features[k]!]! * strength
        const row = rows[features[k]!]
        if (row !== undefined) for (let i = 0; i < scores.length; i++) scores[i]! += row[i]! * strength
      }
      const { from, at, weight } = scoresOf
      for (const id of seen.distinct) {
        sum += noneOf[id]! * seen.strength
        for (let i = from[id]!; i < from[id + 1]!; i++) scores[at[i]!]! += weight[i]! * seen.strength
      }
      for (const feature of read) {
        const row = readings[feature]
        if (row !== undefined) for (let i = 0; i < row.length; i++) scores[patternCount + i]! += row[i]! * READ_STRENGTH
      }
      const shares = ranked(classes, normalised([...scores.subarray(0, patternCount)], temperature))
      return { none: 1 / (1 + Math.exp(-sum)), shares, wholes: [...scores.subarray(patternCount)] }
    },
    trust(analysis, setting, seen) {
      const { features, own, statementOf, ruleOf, near, text, beside } = of[analysis.lang]
      const overall = new Float64Array(width)
      const addRow = (row: number, strength: number): void => {
        if (row < 0) return
        for (let i = 0, from = row * width; i < width; i++) overall[i]! += table[from + i]! * strength
      }
      const { wholes } = setting
      for (const pattern of setting.likely) addRow(inPattern.get(pattern) ?? -1, 1)
      for (const concept of setting.concepts) addRow(text[concept]!, TEXT_STRENGTH)
      for (const statement of setting.statements) addRow(beside[statement]!, BESIDE_STRENGTH)
      let summed: Around | null = null
      return candidate => {
        let sum = bias.facts
        for (const feature of features.of(candidate, analysis)) sum += own[feature]!
        const at = statementOf[candidate.statement]!
        if (at >= 0) {
          const { around } = candidate
          sum += overall[at]!
          if (wholes === undefined) sum += alone[at]!
          else for (const { whole, weight } of lends[at]!) sum += weight * lent(wholes[whole]!)
          for (const concept of around.said) {
            const row = near[concept]!
            if (row >= 0) sum += table[row * width + at]!
          }
          if (sum >= HOPELESS) {
            if (summed !== around) sumWords((summed = around), seen)
            sum += words[at]!
            for (const rule of rulesOf(candidate)) if (ruleOf[rule]! >= 0) sum += words[ruleOf[rule]!]!
          }
        }
        return 1 / (1 + Math.exp(-sum))
      }
    },
  }
}

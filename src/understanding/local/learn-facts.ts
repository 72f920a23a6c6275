import { findCandidates, MOST_GRAM_CHARS, rulesOf, WORD_STRENGTH } from './candidates.ts'
import { gramsOf } from './grams.ts'
import type { Candidate } from './candidates.ts'
import { stating } from './belief.ts'
import { thresholdsFor } from './fact-thresholds.ts'
import type { Unseen } from './fact-thresholds.ts'
import { fitBinary } from './fit.ts'
import type { BinaryExample } from './fit.ts'
import { isRetold } from './learn.ts'
import type { Prepared, Recipe, Sentence } from './learn.ts'
import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { probabilityOf } from './linear.ts'
import type { BinaryModel, Feature } from './linear.ts'
import { likelyPatterns } from './read.ts'
import type { Judged, LanguageKit } from './read.ts'
import { BESIDE_STRENGTH, settingOf, TEXT_STRENGTH } from './setting.ts'
import type { FactModel, Weights } from './weights.ts'
import { ALONE, bearing, lent } from './whole.ts'

/** Learns when a rule's reading is to be believed, from labelled stories and single sentences. */
export function learnFacts(
  prepared: readonly Prepared[],
  judged: readonly Judged[],
  sentences: readonly Sentence[],
  kits: Record<'ja' | 'en', LanguageKit>,
  recipe: Recipe,
  statements: readonly string[],
): Pick<Weights, 'facts' | 'factThresholds'> {
  const placeOf = new Map(statements.map((stated, place) => [stated, place]))
  const weighedIn = (analysis: Analysis, kit: LanguageKit, likely: readonly string[], wholes?: readonly number[]) =>
    weigh(analysis, kit, placeOf, likely, wholes)
  const fromSentences: BinaryExample[] = sentences.flatMap(({ lang, text, fact, value }) =>
    // A sentence alone is read like a reply: nothing is known of the story around it.
    weighedIn(analyse(text, lang, kits[lang].vocabulary), kits[lang], [])
      .filter(({ candidate }) => candidate.fact === fact)
      .map(({ candidate, features }) => ({
        features,
        isRight: candidate.value === value,
        weight: recipe.sentenceWeight,
      })),
  )
  const told = prepared.flatMap(({ story, analysis, fold }, index) => {
    if (story.facts === undefined) return []
    const { wholes } = judged[index]!
    const weighed = weighedIn(analysis, kits[story.lang], likelyPatterns(judged[index]!), wholes)
    return [{ facts: story.facts, weighed, fold, lang: story.lang, retold: isRetold(story) }]
  })
  const fit = (chosen: typeof told): BinaryModel =>
    fitBinary(
      withoutRareWords([
        ...fromSentences,
        ...chosen.flatMap(({ facts, weighed, retold }) =>
          weighed.map(({ candidate, features }) => ({
            features,
            isRight: facts[candidate.fact] === candidate.value,
            weight:
              (retold ? recipe.retoldWeight : 1) * (facts[candidate.fact] === !candidate.value ? recipe.flipWeight : 1),
          })),
        ),
      ]),
      { rounds: recipe.factRounds, rate: recipe.rate, decay: recipe.factDecay },
    )
  const unseen: Record<'ja' | 'en', Unseen[]> = { ja: [], en: [] }
  for (let fold = 0; fold < recipe.folds; fold++) {
    const model = fit(told.filter(one => one.fold !== fold))
    for (const { facts, weighed, lang, retold } of told.filter(one => one.fold === fold)) {
      if (!retold) continue
      const beliefs = weighed.map(({ candidate, features }) => ({
        candidate,
        probability: probabilityOf(model, features),
      }))
      unseen[lang].push({ facts, beliefs })
    }
  }
  const thresholds = (lang: 'ja' | 'en') => thresholdsFor(unseen[lang], recipe.factPrecision[lang])
  return { facts: asFactModel(fit(told)), factThresholds: { ja: thresholds('ja'), en: thresholds('en') } }
}

/** Everything that speaks for or against a candidate, by name; words are named with their fact, and kept per fact afterwards. */
type Weighed = { candidate: Candidate; features: Feature[] }

/** @param placeOf the place of a fact and value among `wholes` */
function weigh(
  analysis: Analysis,
  kit: LanguageKit,
  placeOf: ReadonlyMap<string, number>,
  likely: readonly string[],
  wholes: readonly number[] | undefined,
): Weighed[] {
  const { folded, lang } = analysis
  // Plain rules are not weighed; stories do not label what most of them state.
  const candidates = findCandidates(analysis, kit.rules).filter(({ plain }) => plain === null)
  const { concepts, statements } = settingOf(analysis, candidates, likely, wholes)
  return candidates.map(candidate => {
    const stated = stating(candidate)
    const { said, start, end } = candidate.around
    const words = gramsOf(folded.slice(start, Math.min(end, start + MOST_GRAM_CHARS)), lang)
    const features = [
      ...kit.readingFeatures.of(candidate, analysis).map(kit.readingFeatures.nameOf),
      ...likely.map(pattern => `in ${pattern} ${stated}`),
      ...said.map(concept => `near ${kit.vocabulary.names[concept]!} ${stated}`),
    ].map(name => ({ name, strength: 1 }))
    if (wholes === undefined) features.push({ name: ALONE, strength: 1 }, { name: `${ALONE} ${stated}`, strength: 1 })
    for (const { name, of } of bearing(stated)) {
      const logOdds = wholes?.[placeOf.get(of) ?? -1]
      if (logOdds === undefined) continue
      const strength = lent(logOdds)
      features.push({ name, strength }, { name: `${name} ${stated}`, strength })
    }
    for (const concept of concepts)
      features.push({ name: `text ${kit.vocabulary.names[concept]!} ${stated}`, strength: TEXT_STRENGTH })
    for (const other of statements)
      features.push({ name: `beside ${kit.rules.statements[other]!} ${stated}`, strength: BESIDE_STRENGTH })
    for (const whose of [stated, ...rulesOf(candidate).map(rule => `rule ${kit.rules.names[rule]!}`)])
      features.push(...words.map(word => ({ name: `${word}\t${whose}`, strength: WORD_STRENGTH })))
    return { candidate, features }
  })
}

/** A word that few readings of a fact, or by a rule, had beside them teaches nothing about others. */
const LEAST_READINGS = { fact: 3, rule: 4 }

function withoutRareWords(examples: BinaryExample[]): BinaryExample[] {
  const counts = new Map<string, number>()
  for (const { features } of examples) {
    for (const { name } of features) if (isWord(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const least = (name: string): number => (name.includes('\trule ') ? LEAST_READINGS.rule : LEAST_READINGS.fact)
  const isKept = ({ name }: Feature): boolean => !isWord(name) || counts.get(name)! >= least(name)
  return examples.map(example => ({ ...example, features: example.features.filter(isKept) }))
}

/** Words are named with whose they are: a fact and value, or a rule. */
const isWord = (name: string): boolean => name.includes('\t')

function asFactModel({ bias, weights }: BinaryModel): FactModel {
  const plain = new Map<string, number>()
  const words = new Map<string, Map<string, number>>()
  for (const [name, weight] of weights) {
    const tab = name.indexOf('\t')
    if (tab < 0) {
      plain.set(name, weight)
      continue
    }
    const fact = name.slice(tab + 1)
    let known = words.get(fact)
    if (known === undefined) words.set(fact, (known = new Map<string, number>()))
    known.set(name.slice(0, tab), weight)
  }
  return { bias, weights: plain, words }
}

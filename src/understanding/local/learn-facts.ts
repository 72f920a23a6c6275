import { findCandidates, MOST_GRAM_CHARS, WORD_STRENGTH } from './candidates.ts'
import { gramsOf } from './grams.ts'
import type { Candidate } from './candidates.ts'
import { stating } from './belief.ts'
import { thresholdsFor } from './fact-thresholds.ts'
import type { Unseen } from './fact-thresholds.ts'
import { fitBinary } from './fit.ts'
import type { BinaryExample } from './fit.ts'
import { isRetold, options } from './learn.ts'
import type { Prepared, Recipe, Sentence } from './learn.ts'
import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { probabilityOf } from './linear.ts'
import type { BinaryModel, Feature } from './linear.ts'
import { likelyPatterns } from './read.ts'
import type { Judged, LanguageKit } from './read.ts'
import type { FactModel, Weights } from './weights.ts'

/** Learns when a rule's reading is to be believed, from labelled stories and single sentences. */
export function learnFacts(
  prepared: readonly Prepared[],
  judged: readonly Judged[],
  sentences: readonly Sentence[],
  kits: Record<'ja' | 'en', LanguageKit>,
  recipe: Recipe,
): Pick<Weights, 'facts' | 'factThreshold' | 'factThresholds'> {
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
    const weighed = weighedIn(analysis, kits[story.lang], likelyPatterns(judged[index]!))
    return [{ facts: story.facts, weighed, fold, retold: isRetold(story) }]
  })
  const fit = (chosen: typeof told): BinaryModel =>
    fitBinary(
      [
        ...fromSentences,
        ...chosen.flatMap(({ facts, weighed, retold }) =>
          weighed.map(({ candidate, features }) => ({
            features,
            isRight: facts[candidate.fact] === candidate.value,
            weight: retold ? recipe.retoldWeight : 1,
          })),
        ),
      ],
      options(recipe, recipe.factDecay),
    )
  const unseen: Unseen[] = []
  for (let fold = 0; fold < recipe.folds; fold++) {
    const model = fit(told.filter(one => one.fold !== fold))
    for (const { facts, weighed, retold } of told.filter(one => one.fold === fold)) {
      if (!retold) continue
      const beliefs = weighed.map(({ candidate, features }) => ({
        candidate,
        probability: probabilityOf(model, features),
      }))
      unseen.push({ facts, beliefs })
    }
  }
  return { facts: asFactModel(fit(told)), ...thresholdsFor(unseen, recipe.factPrecision) }
}

/** Everything that speaks for or against a candidate, by name; words are named with their fact, and kept per fact afterwards. */
type Weighed = { candidate: Candidate; features: Feature[] }

function weighedIn(analysis: Analysis, kit: LanguageKit, likely: readonly string[]): Weighed[] {
  const { folded, lang } = analysis
  // Plain rules are not weighed; stories do not label what most of them state.
  const candidates = findCandidates(analysis, kit.rules).filter(({ plain }) => plain === null)
  return candidates.map(candidate => {
    const stated = stating(candidate)
    const { said, start, end } = candidate.around
    const words = gramsOf(folded.slice(start, Math.min(end, start + MOST_GRAM_CHARS)), lang)
    const features = [
      ...kit.readingFeatures.of(candidate, analysis).map(kit.readingFeatures.nameOf),
      ...likely.map(pattern => `in ${pattern} ${stated}`),
      ...said.map(concept => `near ${kit.vocabulary.names[concept]!} ${stated}`),
    ].map(name => ({ name, strength: 1 }))
    features.push(...words.map(word => ({ name: `${word}\t${stated}`, strength: WORD_STRENGTH })))
    return { candidate, features }
  })
}

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

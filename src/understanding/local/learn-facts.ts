import { findCandidates, WORD_STRENGTH } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { beliefsOf } from './belief.ts'
import { thresholdsFor } from './fact-thresholds.ts'
import type { Unseen } from './fact-thresholds.ts'
import { fitBinary } from './fit.ts'
import type { BinaryExample } from './fit.ts'
import { isRetold, options } from './learn.ts'
import type { Prepared, Recipe, Sentence } from './learn.ts'
import { analyse } from './analysis.ts'
import type { BinaryModel, Feature } from './linear.ts'
import { likelyPatterns } from './read.ts'
import type { Judged, LanguageKit } from './read.ts'
import type { Rule } from './rules.ts'
import type { FactModel, Weights } from './weights.ts'

/** Learns when a rule's reading is to be believed, from labelled stories and single sentences. */
export function learnFacts(
  prepared: readonly Prepared[],
  judged: readonly Judged[],
  sentences: readonly Sentence[],
  kits: Record<'ja' | 'en', LanguageKit>,
  recipe: Recipe,
): Pick<Weights, 'facts' | 'factThreshold' | 'factThresholds'> {
  const fromSentences: BinaryExample[] = sentences.flatMap(({ lang, text, fact, value }) => {
    const { vocabulary, rules } = kits[lang]
    const analysis = analyse(text, lang, vocabulary)
    // A sentence alone is read like a reply: nothing is known of the story around it.
    return findCandidates(analysis, learned(rules), vocabulary, [])
      .filter(candidate => candidate.fact === fact)
      .map(candidate => ({ features: factFeatures(candidate), isRight: candidate.value === value, weight: 1 }))
  })
  const told = prepared.flatMap(({ story, analysis, fold }, index) => {
    const { vocabulary, rules } = kits[story.lang]
    if (story.facts === undefined) return []
    const candidates = findCandidates(analysis, learned(rules), vocabulary, likelyPatterns(judged[index]!))
    return [{ facts: story.facts, candidates, fold, retold: isRetold(story) }]
  })
  const fit = (chosen: typeof told): FactModel =>
    asFactModel(
      fitBinary(
        [
          ...fromSentences,
          ...chosen.flatMap(({ facts, candidates, retold }) =>
            candidates.map(candidate => ({
              features: factFeatures(candidate),
              isRight: facts[candidate.fact] === candidate.value,
              weight: retold ? recipe.retoldWeight : 1,
            })),
          ),
        ],
        options(recipe, recipe.factDecay),
      ),
    )
  const unseen: Unseen[] = []
  for (let fold = 0; fold < recipe.folds; fold++) {
    const model = fit(told.filter(one => one.fold !== fold))
    for (const { facts, candidates, retold } of told.filter(one => one.fold === fold)) {
      if (!retold) continue
      unseen.push({ facts, beliefs: beliefsOf(candidates, model) })
    }
  }
  return { facts: fit(told), ...thresholdsFor(unseen, recipe.factPrecision) }
}

/** Plain rules are not weighed; stories do not label what most of them state. */
const learned = (rules: readonly Rule[]): Rule[] => rules.filter(rule => !rule.isPlain)

/** Words are named with their fact while learning, and kept per fact afterwards. */
function factFeatures({ fact, value, features, words }: Candidate): Feature[] {
  return [
    ...features.map(name => ({ name, strength: 1 })),
    ...words.map(word => ({ name: `${word}\t${fact} ${value}`, strength: WORD_STRENGTH })),
  ]
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

import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { findCandidates } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { fitBinary, fitClasses } from './fit.ts'
import type { BinaryExample, ClassExample } from './fit.ts'
import { distributionOf, probabilityOf } from './linear.ts'
import { allFeatures, believe } from './read.ts'
import type { LanguageKit } from './read.ts'
import type { Weights } from './weights.ts'

/** A labelled first message. */
export type Story = {
  lang: 'ja' | 'en'
  text: string
  pattern: string
  also?: string[]
  facts: Record<string, unknown>
}
/** A labelled sentence: what it says of one fact; `null` when it mentions the topic without stating it. */
export type Sentence = { lang: 'ja' | 'en'; text: string; fact: string; value: boolean | null }

type Prepared = { story: Story; analysis: Analysis; candidates: Candidate[]; fold: number }

/** How the fit is done; the defaults are what the shipped weights were made with. */
export type Recipe = {
  folds: number
  factDecay: number
  factRounds: number
  patternDecay: number
  gramDecay: number
  patternRounds: number
  alsoShare: number
  withGrams: boolean
}

/** The recipe of the shipped weights. */
export const RECIPE: Recipe = {
  folds: 5,
  factDecay: 0.02,
  factRounds: 30,
  patternDecay: 0.002,
  gramDecay: 0.004,
  patternRounds: 40,
  alsoShare: 0.25,
  withGrams: true,
}

/**
 * Learns all weights from labelled stories and sentences. The facts that the pattern weights see are read by weights
 * that have not seen the same story (cross-fitting), so that both behave on new text as they did here.
 */
export function learn(
  stories: readonly Story[],
  sentences: readonly Sentence[],
  kits: Record<'ja' | 'en', LanguageKit>,
  recipe: Recipe = RECIPE,
): Weights {
  const prepared: Prepared[] = stories.map((story, index) => {
    const kit = kits[story.lang]
    const analysis = analyse(story.text, story.lang, kit.vocabulary)
    const candidates = findCandidates(analysis, kit.rules, kit.vocabulary.names.length)
    return { story, analysis, candidates, fold: index % recipe.folds }
  })
  const fromSentences: BinaryExample[] = sentences.flatMap(({ lang, text, fact, value }) => {
    const kit = kits[lang]
    const analysis = analyse(text, lang, kit.vocabulary)
    return findCandidates(analysis, kit.rules, kit.vocabulary.names.length)
      .filter(candidate => candidate.fact === fact)
      .map(candidate => ({ features: candidate.features, isRight: candidate.value === value, weight: 1 }))
  })
  const options = { rounds: recipe.factRounds, rate: 0.1, decay: recipe.factDecay }
  const examplesOf = (chosen: readonly Prepared[]): BinaryExample[] =>
    chosen.flatMap(({ story, candidates }) =>
      candidates.map(candidate => ({
        features: candidate.features,
        isRight: story.facts[candidate.fact] === candidate.value,
        weight: 1,
      })),
    )
  const crossFacts: Record<string, { value: boolean }>[] = []
  const scored: { probability: number; isRight: boolean }[] = []
  let goldFacts = 0
  for (let fold = 0; fold < recipe.folds; fold++) {
    const model = fitBinary([...fromSentences, ...examplesOf(prepared.filter(one => one.fold !== fold))], options)
    prepared.forEach((one, index) => {
      if (one.fold !== fold) return
      goldFacts += Object.values(one.story.facts).filter(value => typeof value === 'boolean').length
      const best = new Map<string, { probability: number; value: boolean }>()
      for (const candidate of one.candidates) {
        const probability = probabilityOf(model, candidate.features)
        const known = best.get(candidate.fact)
        if (known === undefined || probability > known.probability) {
          best.set(candidate.fact, { probability, value: candidate.value })
        }
      }
      for (const [fact, { probability, value }] of best) {
        scored.push({ probability, isRight: one.story.facts[fact] === value })
      }
      crossFacts[index] = believe(one.candidates, one.story.text, { facts: model, factThreshold: 0.5 })
    })
  }
  const factThreshold = thresholdFor(scored, 0.86, goldFacts)
  const facts = fitBinary([...fromSentences, ...examplesOf(prepared)], options)

  const classes = [...new Set(stories.map(({ pattern }) => pattern))].filter(id => id !== 'other').sort()
  if (!classes.includes('none')) classes.push('none')
  const labelled = prepared.map(({ story, analysis }, index): ClassExample => {
    const features = allFeatures(analysis, kits[story.lang].vocabulary, crossFacts[index]!)
    return {
      features: recipe.withGrams ? features : features.filter(({ name }) => !/^[wj] /.test(name)),
      target: targetOf(story, classes, recipe.alsoShare),
      weight: 1,
    }
  })
  const decayOf = (name: string): number => (/^[wj] /.test(name) ? recipe.gramDecay : recipe.patternDecay)
  const patternOptions = { rounds: recipe.patternRounds, rate: 0.08, decay: recipe.patternDecay }
  // How sure is it on text it has not seen? Asked fold by fold, for temperature and thresholds.
  const unseen: { distribution: number[]; target: readonly number[] }[] = []
  for (let fold = 0; fold < recipe.folds; fold++) {
    const model = fitClasses(
      labelled.filter((_, index) => index % recipe.folds !== fold),
      classes,
      patternOptions,
      decayOf,
    )
    labelled.forEach((example, index) => {
      if (index % recipe.folds === fold) {
        unseen.push({ distribution: distributionOf(model, example.features), target: example.target })
      }
    })
  }
  const temperature = temperatureFor(unseen)
  const patterns = fitClasses(labelled, classes, patternOptions, decayOf)
  patterns.temperature = temperature
  const none = classes.indexOf('none')
  const noneThreshold = noneThresholdFor(
    unseen.map(({ distribution, target }) => ({
      none: heat(distribution, temperature)[none]!,
      isNone: target[none]! > 0.5,
      alsoNone: target[none]! > 0,
    })),
  )
  return { facts, factThreshold, patterns, noneThreshold, unknownThreshold: 0.12 }
}

function targetOf(story: Story, classes: readonly string[], alsoShare: number): number[] {
  const target = classes.map(() => 0)
  const also = (story.also ?? []).filter(id => classes.includes(id))
  const main = classes.indexOf(story.pattern)
  const share = main < 0 ? 1 : also.length === 0 ? 0 : alsoShare
  if (main >= 0) target[main] = 1 - share
  for (const id of also) target[classes.indexOf(id)]! += share / also.length
  if (main < 0 && also.length === 0) target[classes.indexOf('none')] = 1
  return target
}

function heat(distribution: readonly number[], temperature: number): number[] {
  const powers = distribution.map(p => Math.pow(Math.max(p, 1e-12), 1 / temperature))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / sum)
}

function temperatureFor(unseen: readonly { distribution: number[]; target: readonly number[] }[]): number {
  let best = 1
  let bestLoss = Infinity
  for (let temperature = 0.5; temperature <= 3; temperature += 0.1) {
    let loss = 0
    for (const { distribution, target } of unseen) {
      heat(distribution, temperature).forEach((p, i) => (loss -= target[i]! * Math.log(Math.max(p, 1e-12))))
    }
    if (loss < bestLoss) {
      bestLoss = loss
      best = temperature
    }
  }
  return Math.round(best * 10) / 10
}

/** The lowest threshold at which this share of the facts that count is right. */
function thresholdFor(scored: { probability: number; isRight: boolean }[], precision: number, gold: number): number {
  scored.sort((a, b) => b.probability - a.probability)
  let right = 0
  let best = 0.9
  scored.forEach(({ probability, isRight }, index) => {
    if (isRight) right++
    if (index > 50 && right / (index + 1) >= precision) best = probability
  })
  void gold
  return Math.round(best * 1000) / 1000
}

/** Missing an incident is worse than a question too many: a miss counts three times as much as a false alarm. */
function noneThresholdFor(unseen: { none: number; isNone: boolean; alsoNone: boolean }[]): number {
  let best = 0.5
  let bestCost = Infinity
  const incidents = unseen.filter(one => !one.isNone).length
  const harmless = unseen.length - incidents
  for (let threshold = 0.1; threshold < 0.95; threshold += 0.01) {
    const missed = unseen.filter(one => !one.isNone && one.none >= threshold).length / incidents
    const alarms = unseen.filter(one => one.isNone && one.none < threshold).length / harmless
    const cost = 3 * missed + alarms
    if (cost < bestCost - 1e-9) {
      bestCost = cost
      best = threshold
    }
  }
  return Math.round(best * 100) / 100
}

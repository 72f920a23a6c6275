import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { findCandidates, WORD_STRENGTH } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { fitBinary, fitClasses } from './fit.ts'
import type { BinaryExample, ClassExample } from './fit.ts'
import { distributionOf, probabilityOf } from './linear.ts'
import type { BinaryModel, Feature } from './linear.ts'
import { patternFeatures } from './features.ts'
import { textGrams } from './grams.ts'
import { believe, trustIn } from './read.ts'
import type { LanguageKit } from './read.ts'
import type { FactModel, Weights } from './weights.ts'

/** A labelled first message. */
export type Story = {
  lang: 'ja' | 'en'
  text: string
  pattern: string
  also?: string[]
  /** Left out when only the pattern is labelled. */
  facts?: Record<string, unknown>
}
/** A labelled sentence: what it says of one fact; `null` when it mentions the topic without stating it. */
export type Sentence = { lang: 'ja' | 'en'; text: string; fact: string; value: boolean | null }

type Prepared = { story: Story; analysis: Analysis; candidates: Candidate[]; fold: number }

/** How the fit is done; the defaults are what the shipped weights were made with. */
export type Recipe = {
  folds: number
  rounds: number
  rate: number
  /** Pull towards nothing on concepts and rules; on the words and character runs of the text. */
  decay: number
  gramDecay: number
  patternDecay: number
  patternGramDecay: number
  /** How much of a story belongs to the patterns that are also right. */
  alsoShare: number
  /** What share of the facts that count shall be right. */
  factPrecision: number
  /** How many missed incidents one false alarm weighs up. */
  missesPerAlarm: number
}

/** A word or concept that only one text holds teaches nothing about others. */
const LEAST_TEXTS = 2

/** The recipe of the shipped weights. */
export const RECIPE: Recipe = {
  folds: 5,
  rounds: 15,
  rate: 0.05,
  decay: 0.05,
  gramDecay: 0.01,
  patternDecay: 0.05,
  patternGramDecay: 0.02,
  alsoShare: 0.25,
  factPrecision: 0.82,
  missesPerAlarm: 0.4,
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
    const candidates = findCandidates(analysis, kit.rules, kit.vocabulary)
    return { story, analysis, candidates, fold: index % recipe.folds }
  })
  const fromSentences: BinaryExample[] = sentences.flatMap(({ lang, text, fact, value }) => {
    const kit = kits[lang]
    const analysis = analyse(text, lang, kit.vocabulary)
    return findCandidates(analysis, kit.rules, kit.vocabulary)
      .filter(candidate => candidate.fact === fact)
      .map(candidate => ({ features: factFeatures(candidate), isRight: candidate.value === value, weight: 1 }))
  })
  const options = { rounds: recipe.rounds, rate: recipe.rate, decay: recipe.decay }
  const isGram = (name: string): boolean => /^[wj] /.test(name)
  const decayOf = (name: string): number => (isGram(name) ? recipe.gramDecay : recipe.decay)
  const factDecayOf = (name: string): number => (isGram(name) ? 0.02 : 0.02)
  const examplesOf = (chosen: readonly Prepared[]): BinaryExample[] =>
    chosen.flatMap(({ story: { facts: labelled }, candidates }) =>
      labelled === undefined
        ? []
        : candidates.map(candidate => ({
            features: factFeatures(candidate),
            isRight: labelled[candidate.fact] === candidate.value,
            weight: 1,
          })),
    )
  const crossFacts: Record<string, { value: boolean }>[] = []
  const scored: { probability: number; isRight: boolean }[] = []
  for (let fold = 0; fold < recipe.folds; fold++) {
    const model = asFactModel(
      fitBinary([...fromSentences, ...examplesOf(prepared.filter(one => one.fold !== fold))], options, factDecayOf),
    )
    prepared.forEach((one, index) => {
      if (one.fold !== fold) return
      const best = new Map<string, { probability: number; value: boolean }>()
      for (const candidate of one.candidates) {
        const probability = trustIn(candidate, model)
        const known = best.get(candidate.fact)
        if (known === undefined || probability > known.probability) {
          best.set(candidate.fact, { probability, value: candidate.value })
        }
      }
      for (const [fact, { probability, value }] of best) {
        if (one.story.facts !== undefined) scored.push({ probability, isRight: one.story.facts[fact] === value })
      }
      crossFacts[index] = believe(one.candidates, one.story.text, { facts: model, factThreshold: 0.5 })
    })
  }
  const factThreshold = thresholdFor(scored, recipe.factPrecision)
  const facts = asFactModel(fitBinary([...fromSentences, ...examplesOf(prepared)], options, factDecayOf))

  const all = prepared.map(({ story, analysis }, index) => ({
    story,
    fold: index % recipe.folds,
    features: [
      ...patternFeatures(analysis, kits[story.lang].vocabulary, crossFacts[index]!),
      ...textGrams(analysis.folded, analysis.lang),
    ],
  }))
  const texts = new Map<string, number>()
  for (const { features } of all) for (const { name } of features) texts.set(name, (texts.get(name) ?? 0) + 1)
  const seen = all.map(one => ({ ...one, features: one.features.filter(({ name }) => texts.get(name)! >= LEAST_TEXTS) }))
  const gateOf = (chosen: typeof seen): BinaryExample[] =>
    chosen.map(({ story, features }) => ({
      features,
      isRight: story.pattern === 'none',
      weight: story.also?.includes('none') === true ? 0.3 : 1,
    }))
  const classes = [...new Set(stories.map(({ pattern }) => pattern))].filter(id => id !== 'other' && id !== 'none').sort()
  const patternsOf = (chosen: typeof seen): ClassExample[] =>
    chosen.flatMap(({ story, features }) => {
      const target = targetOf(story, classes, recipe.alsoShare)
      return target === null ? [] : [{ features, target, weight: 1 }]
    })
  const patternOptions = { ...options, decay: recipe.patternDecay }
  const patternDecayOf = (name: string): number => (isGram(name) ? recipe.patternGramDecay : recipe.patternDecay)
  // How sure is it on text it has not seen? Asked fold by fold, for temperature and thresholds.
  const unseenNone: { none: number; isNone: boolean; alsoNone: boolean }[] = []
  const unseen: { distribution: number[]; target: readonly number[] }[] = []
  for (let fold = 0; fold < recipe.folds; fold++) {
    const rest = seen.filter(one => one.fold !== fold)
    const asked = seen.filter(one => one.fold === fold)
    const gate = fitBinary(gateOf(rest), options, decayOf)
    const model = fitClasses(patternsOf(rest), classes, patternOptions, patternDecayOf)
    for (const { story, features } of asked) {
      const none = probabilityOf(gate, features)
      unseenNone.push({ none, isNone: story.pattern === 'none', alsoNone: story.also?.includes('none') === true })
    }
    for (const { features, target } of patternsOf(asked)) {
      unseen.push({ distribution: distributionOf(model, features), target })
    }
  }
  const none = fitBinary(gateOf(seen), options, decayOf)
  const patterns = fitClasses(patternsOf(seen), classes, patternOptions, patternDecayOf)
  patterns.temperature = temperatureFor(unseen)
  return {
    facts,
    factThreshold,
    none,
    patterns,
    noneThreshold: noneThresholdFor(unseenNone, recipe.missesPerAlarm),
    unknownThreshold: 0.1,
  }
}

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
    if (known === undefined) words.set(fact, (known = new Map()))
    known.set(name.slice(0, tab), weight)
  }
  return { bias, weights: plain, words }
}

/** How much of the story belongs to each class; null when it belongs to none of them. */
function targetOf(story: Story, classes: readonly string[], alsoShare: number): number[] | null {
  const target = classes.map(() => 0)
  const also = (story.also ?? []).filter(id => classes.includes(id))
  const main = classes.indexOf(story.pattern)
  if (main < 0) return null
  const share = also.length === 0 ? 0 : alsoShare
  target[main] = 1 - share
  for (const id of also) target[classes.indexOf(id)]! += share / also.length
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
function thresholdFor(scored: { probability: number; isRight: boolean }[], precision: number): number {
  scored.sort((a, b) => b.probability - a.probability)
  let right = 0
  let best = 0.9
  scored.forEach(({ probability, isRight }, index) => {
    if (isRight) right++
    if (index > 50 && right / (index + 1) >= precision) best = probability
  })
  return Math.round(best * 1000) / 1000
}

/** The threshold that costs least on text that was not learned from. */
function noneThresholdFor(
  unseen: readonly { none: number; isNone: boolean; alsoNone: boolean }[],
  missesPerAlarm: number,
): number {
  let best = 0.5
  let bestCost = Infinity
  const incidents = unseen.filter(one => !one.isNone && !one.alsoNone)
  const harmless = unseen.filter(one => one.isNone)
  for (let threshold = 0.1; threshold < 0.95; threshold += 0.01) {
    const missed = incidents.filter(one => one.none >= threshold).length / Math.max(1, incidents.length)
    const alarms = harmless.filter(one => one.none < threshold).length / Math.max(1, harmless.length)
    const cost = missed + missesPerAlarm * alarms
    if (cost < bestCost - 1e-9) {
      bestCost = cost
      best = threshold
    }
  }
  return Math.round(best * 100) / 100
}

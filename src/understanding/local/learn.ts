import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { fitBinary, fitClasses, fitEach } from './fit.ts'
import type { BinaryExample, ClassExample, FitOptions } from './fit.ts'
import { distributionOf } from './linear.ts'
import type { Feature } from './linear.ts'
import { namedFeatures } from './features.ts'
import { textGrams } from './grams.ts'
import { findCandidates } from './candidates.ts'
import { learnFacts } from './learn-facts.ts'
import { judge } from './read.ts'
import type { Judged, LanguageKit } from './read.ts'
import { toldIn } from './told.ts'
import type { Told } from './told.ts'
import type { Weights } from './weights.ts'
import { namedReadings } from './whole-features.ts'

/** A labelled first message. */
export type Story = {
  lang: 'ja' | 'en'
  text: string
  pattern: string
  also?: string[]
  /** Left out when only the pattern is labelled. */
  facts?: Record<string, unknown>
  /** The set it was written in, by one hand: its other stories tell nothing of how an unknown writer's will be read. */
  set?: string
}
/** A labelled sentence: what it says of one fact; `null` when it mentions the topic without stating it. */
export type Sentence = { lang: 'ja' | 'en'; text: string; fact: string; value: boolean | null }

type Borne = { missed: number; alarms: number }

export type Prepared = {
  story: Story
  analysis: Analysis
  features: Feature[]
  /** What rules read in it. */
  read: Feature[]
  fold: number
}

/** How the fit is done; the defaults are what the shipped weights were made with. */
export type Recipe = {
  folds: number
  rounds: number
  factRounds: number
  rate: number
  /** Pull towards nothing on concepts and rules; on the words and character runs of the text. */
  noneDecay: number
  noneGramDecay: number
  factDecay: number
  patternDecay: number
  patternGramDecay: number
  /** The same for what the story states, read from the story as a whole. */
  wholeRounds: number
  wholeDecay: number
  wholeGramDecay: number
  /** How much of a story belongs to the patterns that are also right; one opening line leaves more open. */
  alsoShare: Record<Told, number>
  /** What share of the facts that count shall be right. */
  factPrecision: Record<'ja' | 'en', number>
  /** What share of missed incidents, and of false alarms, is borne; the `none` gate is set between them. */
  borne: Record<Told, Borne>
  /** How much more a retold story weighs than a short message, for the pattern and the facts. */
  retoldWeight: number
  /** How much more an opening line, or a retold story, weighs than a message, for the `none` gate. */
  noneWeight: number
  /** How much worse than any other mistake it is to read the opposite of what is said. */
  flipWeight: number
  /** How much a sentence by itself weighs for its fact. */
  sentenceWeight: number
}

/** A word or concept that only one text holds teaches nothing about others. */
const LEAST_TEXTS = 2
/** There are many statements: of the words of few texts, all that is learned for them is how long the list gets. */
const LEAST_TEXTS_OF_WHOLE = 15
/** What fewer stories state is not learned from stories as wholes. */
const LEAST_STATED = 25

/** The recipe of the shipped weights. */
export const RECIPE: Recipe = {
  folds: 3,
  rounds: 30,
  factRounds: 40,
  rate: 0.05,
  noneDecay: 0.05,
  noneGramDecay: 0.005,
  factDecay: 0.02,
  patternDecay: 0.02,
  patternGramDecay: 0.01,
  wholeRounds: 15,
  wholeDecay: 0.02,
  wholeGramDecay: 0.01,
  alsoShare: { opening: 0.5, message: 0.25, retold: 0.25 },
  factPrecision: { ja: 0.9, en: 0.86 },
  // Whoever opened with one line says more when asked; a harmless line answered with alarm drives people off.
  borne: {
    opening: { missed: 0.04, alarms: 0.08 },
    message: { missed: 0.03, alarms: 0.1 },
    retold: { missed: 0.02, alarms: 0.1 },
  },
  retoldWeight: 3,
  noneWeight: 3,
  flipWeight: 3,
  sentenceWeight: 4,
}

const told = ({ lang, text }: Story): Told => toldIn(text, lang)
export const isRetold = (story: Story): boolean => told(story) === 'retold'

/**
 * Learns all weights from labelled stories and sentences. What a story looks like as a whole, which the belief in its
 * facts depends on, is judged by weights that have not seen it (cross-fitting), so that both behave on new text alike.
 */
export function learn(
  stories: readonly Story[],
  sentences: readonly Sentence[],
  kits: Record<'ja' | 'en', LanguageKit>,
  recipe: Recipe = RECIPE,
): Weights {
  const sets = [...new Set(stories.map(({ set }) => set))]
  const prepared = stories.map((story, index): Prepared => {
    const kit = kits[story.lang]
    const analysis = analyse(story.text, story.lang, kit.vocabulary)
    const fold = (story.set === undefined ? index : sets.indexOf(story.set)) % recipe.folds
    const read = namedReadings(kit.wholeFeatures, findCandidates(analysis, kit.rules))
    return { story, analysis, fold, features: seenIn(analysis, kit), read }
  })
  const texts = new Map<string, number>()
  for (const { features } of prepared) for (const { name } of features) texts.set(name, (texts.get(name) ?? 0) + 1)
  for (const one of prepared) one.features = one.features.filter(({ name }) => texts.get(name)! >= LEAST_TEXTS)

  const classes = [...new Set(stories.map(({ pattern }) => pattern))]
    .filter(id => id !== 'other' && id !== 'none')
    .sort()
  const statements = statedOften(stories)
  const weightOf = (story: Story): number => (isRetold(story) ? recipe.retoldWeight : 1)
  const fitJudges = (chosen: readonly Prepared[]): Judges => ({
    none: fitBinary(
      chosen.map(one => noneExample(one, told(one.story) === 'message' ? 1 : recipe.noneWeight)),
      options(recipe, recipe.noneDecay),
      name => (isWord(name) ? recipe.noneGramDecay : recipe.noneDecay),
    ),
    patterns: fitClasses(
      chosen.flatMap(one => patternExamples(one, classes, recipe.alsoShare, weightOf(one.story))),
      classes,
      options(recipe, recipe.patternDecay),
      name => (isWord(name) ? recipe.patternGramDecay : recipe.patternDecay),
    ),
    wholes: fitEach(
      chosen.flatMap(one => wholeExamples(one, statements, name => texts.get(name)! >= LEAST_TEXTS_OF_WHOLE)),
      statements,
      { rounds: recipe.wholeRounds, rate: recipe.rate, decay: recipe.wholeDecay },
      name => (isWord(name) ? recipe.wholeGramDecay : recipe.wholeDecay),
    ),
  })
  // How sure is it on text it has not seen? Asked fold by fold, for thresholds and for the belief in facts.
  const judged: Judged[] = []
  const unseen: { distribution: number[]; target: readonly number[] }[] = []
  for (let fold = 0; fold < recipe.folds; fold++) {
    const judges = fitJudges(prepared.filter(one => one.fold !== fold))
    prepared.forEach((one, index) => {
      if (one.fold !== fold) return
      judged[index] = judge(one.features, one.read, judges)
      for (const { features, target } of patternExamples(one, classes, recipe.alsoShare, 1)) {
        unseen.push({ distribution: distributionOf(judges.patterns, features), target })
      }
    })
  }
  const { none, patterns, wholes } = fitJudges(prepared)
  patterns.temperature = temperatureFor(unseen)
  const gateFor = (lang: 'ja' | 'en', much: Told): number =>
    noneThresholdFor(
      prepared.flatMap(({ story: { pattern, also }, story }, index) =>
        story.lang === lang && told(story) === much
          ? [{ none: judged[index]!.none, isNone: pattern === 'none', alsoNone: also?.includes('none') === true }]
          : [],
      ),
      recipe.borne[much],
    )
  const gatesFor = (lang: 'ja' | 'en'): Record<Told, number> => ({
    opening: gateFor(lang, 'opening'),
    message: gateFor(lang, 'message'),
    retold: gateFor(lang, 'retold'),
  })
  return {
    ...learnFacts(prepared, judged, sentences, kits, recipe, statements),
    none,
    patterns,
    wholes,
    noneThresholds: { ja: gatesFor('ja'), en: gatesFor('en') },
    unknownThreshold: 0.1,
    telling: tellingFacts(stories),
  }
}

/** Facts that by themselves speak for a pattern: how often it was right, alone or among others, when they were told. */
function tellingFacts(stories: readonly Story[]): Weights['telling'] {
  const counts = new Map<string, { told: number; patterns: Map<string, number> }>()
  for (const { facts, pattern, also } of stories) {
    for (const [fact, value] of Object.entries(facts ?? {})) {
      if (value !== true) continue
      const count = counts.get(fact) ?? { told: 0, patterns: new Map<string, number>() }
      counts.set(fact, count)
      count.told++
      for (const id of new Set([pattern, ...(also ?? [])])) count.patterns.set(id, (count.patterns.get(id) ?? 0) + 1)
    }
  }
  const telling: Record<string, Record<string, number>> = {}
  for (const [fact, { told, patterns }] of counts) {
    for (const [id, count] of patterns) {
      if (told >= 20 && count / told >= LEAST_TELLING) (telling[fact] ??= {})[id] = count / told
    }
  }
  return telling
}

/** A fact speaks for a pattern when at least this share of the stories that tell it belong there. */
const LEAST_TELLING = 0.6

type Judges = Pick<Weights, 'none' | 'patterns' | 'wholes'>

export const options = ({ rounds, rate }: Recipe, decay: number): FitOptions => ({ rounds, rate, decay })

/** Words and character runs, unlike concepts, are named by how they are written. */
const isWord = (name: string): boolean => /^[wj] /.test(name)

function seenIn(analysis: Analysis, { patternFeatures }: LanguageKit): Feature[] {
  return [...namedFeatures(patternFeatures, analysis), ...textGrams(analysis.folded, analysis.lang)]
}

function noneExample({ story, features }: Prepared, weight: number): BinaryExample {
  const doubt = story.also?.includes('none') === true ? 0.3 : 1
  return { features, isRight: story.pattern === 'none', weight: weight * doubt }
}

function patternExamples(
  { story, features }: Prepared,
  classes: readonly string[],
  alsoShare: Recipe['alsoShare'],
  weight: number,
): ClassExample[] {
  const target = targetOf(story, classes, alsoShare[told(story)])
  return target === null ? [] : [{ features, target, weight }]
}

/** What is stated, by fact and value, in enough stories to learn what such a story looks like. */
function statedOften(stories: readonly Story[]): string[] {
  const counts = new Map<string, number>()
  for (const { facts } of stories)
    for (const [fact, value] of Object.entries(facts ?? {}))
      if (typeof value === 'boolean') counts.set(`${fact} ${value}`, (counts.get(`${fact} ${value}`) ?? 0) + 1)
  return [...counts].flatMap(([stated, count]) => (count >= LEAST_STATED ? [stated] : [])).sort()
}

/** @param isCommon whether enough texts hold a word or character run */
function wholeExamples(
  { story: { facts }, features, read }: Prepared,
  statements: readonly string[],
  isCommon: (name: string) => boolean,
): ClassExample[] {
  if (facts === undefined) return []
  const told = new Set(Object.entries(facts).map(([fact, value]) => `${fact} ${String(value)}`))
  const said = features.filter(({ name }) => !isWord(name) || isCommon(name))
  const target = statements.map(stated => (told.has(stated) ? 1 : 0))
  return [{ features: [...said, ...read], target, weight: 1 }]
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

/** Below this a probability of `none` says nothing: stories of real harm reach it too. */
const LEAST_NONE = 0.1

/** The threshold that keeps best within what is borne, on text that was not learned from. */
function noneThresholdFor(
  unseen: readonly { none: number; isNone: boolean; alsoNone: boolean }[],
  borne: Borne,
): number {
  let best = 0.5
  let bestCost = Infinity
  const incidents = unseen.filter(one => !one.isNone && !one.alsoNone)
  const harmless = unseen.filter(one => one.isNone)
  for (let threshold = LEAST_NONE; threshold < 0.95; threshold += 0.01) {
    const missed = incidents.filter(one => one.none >= threshold).length / Math.max(1, incidents.length)
    const alarms = harmless.filter(one => one.none < threshold).length / Math.max(1, harmless.length)
    const cost = (missed / borne.missed) ** 2 + (alarms / borne.alarms) ** 2
    if (cost < bestCost - 1e-9) {
      bestCost = cost
      best = threshold
    }
  }
  return Math.round(best * 100) / 100
}

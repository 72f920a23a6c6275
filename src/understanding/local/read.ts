import { join } from 'node:path'
import { detect } from '../language.ts'
import { readAmounts } from './amounts.ts'
import type { Amount } from './amounts.ts'
import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { findCandidates, WORD_STRENGTH } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { patternFeatures } from './features.ts'
import { fold } from './fold.ts'
import { textGrams } from './grams.ts'
import { distributionOf, probabilityOf } from './linear.ts'
import type { Feature } from './linear.ts'
import { openRules } from './rules.ts'
import type { Rule } from './rules.ts'
import { readTimes } from './times.ts'
import type { ToldTime } from './times.ts'
import { openVocabulary } from './vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'
import { openWeights } from './weights.ts'
import type { FactModel, Weights } from './weights.ts'

/** A fact as the text states it; `quote` is a verbatim part of the text. */
export type ReadFact = { value: boolean; quote: string }

/** What the offline reader makes of a text. */
export type LocalReading = {
  language: 'ja' | 'en' | 'other'
  /** Likeliest first; `none` or `unknown` leads when it holds. Each probability stands for itself. */
  patterns: { id: string; probability: number }[]
  facts: Record<string, ReadFact>
  amounts: Amount[]
  /** Services named, the most often named first. */
  services: string[]
  when: ToldTime[]
  /** What the pattern weights saw, for looking into a reading. */
  signals: Record<string, number>
}

/** Free text in, facts and pattern probabilities out: pure, synchronous, no clock, linear in the text. */
export type LocalReader = { read(text: string, opts?: ReadOptions): LocalReading }

/**
 * `lang` when it is known; `isReply` when the text answers a question of a running case: then its facts count even
 * where the text alone would be no incident.
 */
export type ReadOptions = { lang?: 'ja' | 'en'; isReply?: boolean }

/** Text beyond this is not read: nobody types more, and a pasted log must not cost more. */
export const MOST_CHARS = 8_000

/** A language's vocabulary and the rules that its words can fulfil. */
export type LanguageKit = { vocabulary: Vocabulary; rules: Rule[] }

/** The two kits in `prompts/reader`. */
export function openKits(folder: string): Record<'ja' | 'en', LanguageKit> {
  const open = (lang: 'ja' | 'en'): LanguageKit => {
    const vocabulary = openVocabulary(folder, lang)
    return { vocabulary, rules: openRules(join(folder, 'facts.yaml'), vocabulary) }
  }
  return { ja: open('ja'), en: open('en') }
}

/** The folder that ships with the project. */
export const READER_FOLDER = join(import.meta.dirname, '../../../prompts/reader')

/**
 * Opens the reader on the vocabularies, rules and learned weights in `folder`. Throws one line naming the file when an
 * author's file cannot be used.
 */
export function openLocalReader(files: { folder?: string; weights?: Weights } = {}): LocalReader {
  const folder = files.folder ?? READER_FOLDER
  const kits = openKits(folder)
  const weights = files.weights ?? openWeights(folder)
  return {
    read(text, opts = {}) {
      const original = text.length > MOST_CHARS ? text.slice(0, MOST_CHARS) : text
      const folded = fold(original)
      const language = opts.lang ?? detect(original).language
      const lang = language === 'ja' ? 'ja' : 'en'
      const kit = kits[lang]
      const analysis = analyse(original, lang, kit.vocabulary)
      const features = patternFeatures(analysis, kit.vocabulary)
      const judged = judge([...features, ...textGrams(folded, lang)], weights)
      const likely = opts.isReply === true ? [] : likelyPatterns(judged)
      const factThreshold =
        opts.isReply === true ? Math.min(REPLY_THRESHOLD, weights.factThreshold) : weights.factThreshold
      const candidates = findCandidates(analysis, kit.rules, kit.vocabulary, likely)
      const facts = believe(candidates, original, { facts: weights.facts, factThreshold })
      const patterns = rank(judged, facts, weights)
      const isNone = patterns[0]?.id === 'none'
      return {
        language,
        patterns,
        facts: isNone && opts.isReply !== true ? {} : facts,
        amounts: readAmounts(folded, original),
        services: servicesOf(analysis, kit.vocabulary),
        when: readTimes(folded, original),
        signals: Object.fromEntries(features.map(({ name, strength }) => [name, strength])),
      }
    },
  }
}

/** A reply is short and about the matter: less belief is enough than in a story. */
const REPLY_THRESHOLD = 0.5
/** What one fact says for a second pattern never puts it before what the whole text says. */
const BELOW_TOP = 0.95
/** A reading of the opposite value this likely makes a fact doubtful, unless it is surer than `SURE_DESPITE`. */
const CONTRADICTED = 0.3
const SURE_DESPITE = 0.93

/** Of the candidates for a fact the likeliest counts, when it is likely enough. */
export function believe(
  candidates: readonly Candidate[],
  original: string,
  weights: Pick<Weights, 'facts' | 'factThreshold'>,
): Record<string, ReadFact> {
  const best = new Map<string, { candidate: Candidate; probability: number }>()
  const against = new Map<string, number>()
  for (const candidate of candidates) {
    const probability = trustIn(candidate, weights.facts)
    const known = best.get(candidate.fact)
    // Of two readings nearly as sure, the one told first.
    if (
      known === undefined ||
      probability > known.probability + (known.candidate.value === candidate.value ? 0.03 : 0)
    ) {
      best.set(candidate.fact, { candidate, probability })
    }
  }
  for (const candidate of candidates) {
    if (best.get(candidate.fact)!.candidate.value === candidate.value) continue
    const probability = trustIn(candidate, weights.facts)
    against.set(candidate.fact, Math.max(against.get(candidate.fact) ?? 0, probability))
  }
  for (const [fact, { candidate, probability }] of best) {
    const contradiction = against.get(fact) ?? 0
    const isDoubtful =
      contradiction >= CONTRADICTED && probability < (candidate.value ? SURE_DESPITE : weights.factThreshold)
    if (probability < weights.factThreshold || isDoubtful) best.delete(fact)
  }
  const facts: Record<string, ReadFact> = {}
  for (const [fact, { candidate }] of [...best].sort((a, b) => a[1].candidate.start - b[1].candidate.start)) {
    facts[fact] = { value: candidate.value, quote: original.slice(candidate.start, candidate.end).trim() }
  }
  return facts
}

/** Below this log odds no words of a clause bring a candidate back; it saves looking them up. */
const HOPELESS = -2.5

/** Probability that a candidate is right. */
export function trustIn(candidate: Candidate, model: FactModel): number {
  let sum = model.bias
  for (const name of candidate.features) sum += model.weights.get(name) ?? 0
  const known = sum < HOPELESS ? undefined : model.words.get(`${candidate.fact} ${candidate.value}`)
  if (known !== undefined) for (const word of candidate.words) sum += (known.get(word) ?? 0) * WORD_STRENGTH
  return 1 / (1 + Math.exp(-sum))
}

/** How likely no incident at all, and, given one, the share of every pattern, likeliest first. */
export type Judged = { none: number; shares: { id: string; share: number }[] }

/** Weighs everything seen in a text. */
export function judge(seen: readonly Feature[], weights: Pick<Weights, 'none' | 'patterns'>): Judged {
  const distribution = distributionOf(weights.patterns, seen)
  const shares = weights.patterns.classes.map((id, i) => ({ id, share: distribution[i]! }))
  shares.sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1))
  return { none: probabilityOf(weights.none, seen), shares }
}

/** What the text as a whole looks like, for the belief in its facts: the likeliest pattern and what comes close. */
export function likelyPatterns({ none, shares }: Judged): string[] {
  const likely = shares.filter(({ share }, i) => i === 0 || share >= 0.2).map(({ id }) => id)
  if (none >= 0.5) likely.push('none')
  else if (none >= 0.15) likely.push('perhaps none')
  return likely
}

function rank(
  { none, shares: ranked }: Judged,
  facts: Readonly<Record<string, ReadFact>>,
  weights: Weights,
): { id: string; probability: number }[] {
  const { noneThreshold, unknownThreshold } = weights
  const rounded = (probability: number): number => Math.round(probability * 1000) / 1000
  const top = ranked[0]?.share ?? 0
  // A second pattern of the same story: the whole text points to the first, one of its facts to the second.
  const second = (id: string): number =>
    Math.max(0, ...Object.entries(facts).map(([fact, { value }]) => (value ? (weights.telling[fact]?.[id] ?? 0) : 0)))
  const incidents = ranked
    .map(({ id, share }, i) => ({
      id,
      share: i === 0 ? share : Math.max(share, Math.min(second(id), top * BELOW_TOP)),
    }))
    .sort((a, b) => b.share - a.share)
    .filter(({ share }, i) => i < 3 || share >= 0.02)
    .map(({ id, share }) => ({ id, probability: rounded(share * (1 - none)) }))
  const noIncident = { id: 'none', probability: rounded(none) }
  if (none >= noneThreshold || ranked.length === 0) return [noIncident, ...incidents]
  const all = none >= 0.02 ? [...incidents, noIncident] : incidents
  return top < unknownThreshold ? [{ id: 'unknown', probability: rounded((1 - top) * (1 - none)) }, ...all] : all
}

function servicesOf(analysis: Analysis, vocabulary: Vocabulary): string[] {
  const counts = new Map<string, number>()
  for (const hit of analysis.hits) {
    if (vocabulary.layers[hit.concept] !== 'services') continue
    const name = vocabulary.names[hit.concept]!.slice('service.'.length)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name)
}

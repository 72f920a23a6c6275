import { join } from 'node:path'
import { detect } from '../language.ts'
import { readAmounts } from './amounts.ts'
import type { Amount } from './amounts.ts'
import { analyse } from './analysis.ts'
import type { Analysis } from './analysis.ts'
import { believed, beliefsOf } from './belief.ts'
import { findCandidates } from './candidates.ts'
import { openPatternFeatures } from './features.ts'
import type { PatternFeatures } from './features.ts'
import { compile } from './compiled.ts'
import type { Compiled } from './compiled.ts'
import { distributionOf, probabilityOf, scoresOf } from './linear.ts'
import type { Feature } from './linear.ts'
import { openReadingFeatures } from './reading-features.ts'
import type { ReadingFeatures } from './reading-features.ts'
import { openRuleSet } from './rule-set.ts'
import type { RuleSet } from './rule-set.ts'
import { openRules } from './rules.ts'
import { settingOf } from './setting.ts'
import { readTimes } from './times.ts'
import type { ToldTime } from './times.ts'
import { toldIn } from './told.ts'
import { openWholeFeatures } from './whole-features.ts'
import type { WholeFeatures } from './whole-features.ts'
import { openVocabulary } from './vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'
import { openWeights } from './weights.ts'
import type { FactThresholds, Weights } from './weights.ts'

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
}

/** Free text in, facts and pattern probabilities out: pure, synchronous, no clock, linear in the text. */
export type LocalReader = { read(text: string, opts?: ReadOptions): LocalReading }

/**
 * `lang` when it is known; `isReply` when the text answers a question of a running case: then its facts count even
 * where the text alone would be no incident.
 */
export type ReadOptions = { lang?: 'ja' | 'en'; isReply?: boolean }

/** "Never give your code to anyone" says nothing about the person, however much it sounds like a denial. */
const RULE_OF_THUMB =
  /^\W{0,3}(?:never|always|don'?t ever|do not ever) (?:give|share|send|tell|click|open|trust|enter|type|let|pay)\b/i

/** Whether the words from here on are such a rule; hardly any begin like one, which is seen at once. */
function isRuleOfThumb(original: string, start: number, end: number): boolean {
  for (let i = start; i < start + 4; i++) {
    const small = original.charCodeAt(i) | 0x20
    if (small === 0x61 || small === 0x64 || small === 0x6e) return RULE_OF_THUMB.test(original.slice(start, end))
  }
  return false
}

/** Text beyond this is not read: nobody types more, and a pasted log must not cost more. */
export const MOST_CHARS = 8_000

/** A language's vocabulary, the rules that its words can fulfil, and what can be true of a text and of a reading by them. */
export type LanguageKit = {
  vocabulary: Vocabulary
  rules: RuleSet
  patternFeatures: PatternFeatures
  readingFeatures: ReadingFeatures
  wholeFeatures: WholeFeatures
}

/** The two kits in `prompts/reader`. */
export function openKits(folder: string): Record<'ja' | 'en', LanguageKit> {
  const open = (lang: 'ja' | 'en'): LanguageKit => {
    const vocabulary = openVocabulary(folder, lang)
    const learned = openRules(join(folder, 'facts.yaml'), vocabulary)
    const plain = openRules(join(folder, 'facts-plain.yaml'), vocabulary, true)
    const rules = openRuleSet([...learned, ...plain], vocabulary)
    return {
      vocabulary,
      rules,
      patternFeatures: openPatternFeatures(vocabulary),
      wholeFeatures: openWholeFeatures(rules),
      readingFeatures: openReadingFeatures(rules),
    }
  }
  return { ja: open('ja'), en: open('en') }
}

/** The facts whose rules are learned: those that labelled stories speak of. */
export function labelledFacts(kits: Record<'ja' | 'en', LanguageKit>): Set<string> {
  const rules = [...kits.ja.rules.written, ...kits.en.rules.written].filter(rule => !rule.isPlain)
  return new Set(rules.flatMap(({ facts }) => facts.map(({ id }) => id)))
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
  const { compiled, weights } = arrange(files.weights ?? openWeights(folder), kits)
  const replyThresholds = {
    ja: asInReplies(weights.factThresholds.ja),
    en: asInReplies(weights.factThresholds.en),
  }
  return {
    read(text, opts = {}) {
      const original = text.length > MOST_CHARS ? text.slice(0, MOST_CHARS) : text
      const language = opts.lang ?? detect(original).language
      const lang = language === 'ja' ? 'ja' : 'en'
      const kit = kits[lang]
      const analysis = analyse(original, lang, kit.vocabulary)
      const { folded } = analysis
      const seen = compiled.book.see(analysis.folded, lang, analysis.tokens)
      const candidates = findCandidates(analysis, kit.rules)
      const judged = compiled.judge(lang, kit.patternFeatures.of(analysis), seen, kit.wholeFeatures.of(candidates))
      const isReply = opts.isReply === true
      const likely = isReply ? [] : likelyPatterns(judged)
      const wholes = isReply ? undefined : judged.wholes
      const thresholds = (isReply ? replyThresholds : weights.factThresholds)[lang]
      const facts: Record<string, ReadFact> = {}
      const sure = believed(
        beliefsOf(
          candidates.filter(({ start, end }) => !isRuleOfThumb(original, start, end)),
          compiled.trust(analysis, settingOf(analysis, candidates, likely, wholes), seen),
        ),
        thresholds,
      )
      for (const { candidate } of sure) {
        facts[candidate.fact] = {
          value: candidate.value,
          quote: original.slice(candidate.start, candidate.end).trim(),
        }
      }
      const patterns = rank(judged, facts, weights, weights.noneThresholds[lang][toldIn(original, lang)])
      const isNone = patterns[0]?.id === 'none'
      return {
        language,
        patterns,
        facts: isNone && !isReply ? {} : facts,
        amounts: readAmounts(folded, original),
        services: servicesOf(analysis, kit.vocabulary),
        when: readTimes(folded, original),
      }
    },
  }
}

/** What is learned in numbers, without the weights by name. */
type Settings = Omit<Weights, 'facts' | 'none' | 'patterns' | 'wholes'>

/** Arranges the weights for reading and lets go of them: by name they take ten times the room. */
function arrange(
  { facts, none, patterns, wholes, ...weights }: Weights,
  kits: Record<'ja' | 'en', LanguageKit>,
): { compiled: Compiled; weights: Settings } {
  return { compiled: compile({ facts, none, patterns, wholes }, kits), weights }
}

/** A reply is short and about the matter: less belief is enough than in a story. */
const REPLY_THRESHOLD = 0.63
const COSTLY_REPLY_THRESHOLD = 0.68
/** Read wrongly, these send people to the bank or the police for nothing: a reply must say them more plainly. */
const COSTLY = ['money_lost true', 'own_card_charged true', 'pressed_send_myself true', 'police_contacted true', 'bank_or_card_company_contacted true'] // prettier-ignore
const asInReplies = ({ common, own }: FactThresholds): FactThresholds => ({
  common: Math.min(REPLY_THRESHOLD, common),
  own: Object.fromEntries(COSTLY.map(key => [key, Math.max(Math.min(COSTLY_REPLY_THRESHOLD, common), own[key] ?? 0)])),
})
/** What one fact says for a second pattern never puts it before what the whole text says. */
const BELOW_TOP = 0.95
/** What a text is taken as a whole. */
export type Judged = {
  /** How likely no incident at all. */
  none: number
  /** Given an incident, the share of every pattern, likeliest first. */
  shares: { id: string; share: number }[]
  /** What such a text states: log odds, in the order of the classes of `Weights.wholes`. */
  wholes: readonly number[]
}

/**
 * Weighs everything seen in a text, by name: for learning.
 * @param read what rules read in it
 */
export function judge(
  seen: readonly Feature[],
  read: readonly Feature[],
  { none, patterns, wholes }: Pick<Weights, 'none' | 'patterns' | 'wholes'>,
): Judged {
  const shares = ranked(patterns.classes, distributionOf(patterns, seen))
  return { none: probabilityOf(none, seen), shares, wholes: scoresOf(wholes, [...seen, ...read]) }
}

/** Shares of the classes, likeliest first. */
export function ranked(classes: readonly string[], distribution: readonly number[]): Judged['shares'] {
  const shares = classes.map((id, i) => ({ id, share: distribution[i]! }))
  return shares.sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1))
}

/** What the text as a whole looks like, for the belief in its facts: the likeliest pattern and what comes close. */
export function likelyPatterns({ none, shares }: Pick<Judged, 'none' | 'shares'>): string[] {
  const likely = shares.filter(({ share }, i) => i === 0 || share >= 0.2).map(({ id }) => id)
  if (none >= 0.5) likely.push('none')
  else if (none >= 0.15) likely.push('perhaps none')
  return likely
}

function rank(
  { none, shares: ranked }: Pick<Judged, 'none' | 'shares'>,
  facts: Readonly<Record<string, ReadFact>>,
  weights: Pick<Weights, 'telling' | 'unknownThreshold'>,
  noneThreshold: number,
): { id: string; probability: number }[] {
  const { unknownThreshold } = weights
  const rounded = (probability: number): number => Math.round(probability * 1000) / 1000
  const top = ranked[0]?.share ?? 0
  // A second pattern of the same story: the whole text points to the first, one of its facts to the second.
  const telling = Object.entries(facts).flatMap(([fact, { value }]) => (value ? [weights.telling[fact] ?? {}] : []))
  const second = (id: string): number => telling.reduce((most, shares) => Math.max(most, shares[id] ?? 0), 0)
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
  // Below its threshold `none` never leads, but it may come second.
  const later = incidents.findIndex(({ probability }, i) => i > 0 && probability < noIncident.probability)
  const all = none >= 0.02 ? incidents.toSpliced(later < 0 ? incidents.length : later, 0, noIncident) : incidents
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

import type { FactRead } from '../../core/events.ts'
import type { FactId } from '../../core/ids.ts'
import type { Reading } from '../../core/intents.ts'
import type { ModelReading } from './read.ts'

/** Log-odds of a pattern that the model did not name at all. */
const UNNAMED_LOGIT = -4.5

/** The model's facts with the passages of the text they stand on. */
export const factsIn = (text: string, { facts }: ModelReading): FactRead[] =>
  facts.map(({ fact, value, start, end }) => ({ fact: fact as FactId, value, quote: text.slice(start, end) }))

/** The model's choice as log-odds for every pattern, so that what it passed over no longer counts. */
export function logitsIn({ patterns }: ModelReading, every: Iterable<string>): Record<string, number> {
  const logits: Record<string, number> = { none: UNNAMED_LOGIT, unknown: UNNAMED_LOGIT }
  for (const id of every) logits[id] = UNNAMED_LOGIT
  for (const { id, probability } of patterns) logits[id] = Math.log(probability / (1 - probability))
  return logits
}

/**
 * One reading out of two. The model decides what the text states; where it says the opposite of the offline reader nobody
 * knows, and the fact is left to be asked. Amounts, secrets, crisis and threat stay as the offline reader found them.
 * @param every ids of all patterns
 */
export function combine(local: Reading, model: ModelReading, every: Iterable<string>): Reading {
  const heard = new Map(local.facts.map(({ fact, value }) => [fact, value]))
  return {
    ...local,
    language: local.language ?? (model.language === 'other' || local.foreign ? undefined : model.language),
    facts: factsIn(local.text, model).filter(({ fact, value }) => (heard.get(fact) ?? value) === value),
    logits: logitsIn(model, every),
    service: model.service ?? local.service,
    country: model.country ?? local.country,
  }
}

/** The offline reader's runners-up stay in view, but never near the model's choice. */
const RUNNER_UP_SHARE = 0.3
const RUNNER_UP_MOST = 0.2
const MOST_PATTERNS = 4

/** Patterns to report: the model's, then what the offline reader also thought of. */
export function combinePatterns(
  model: ModelReading['patterns'],
  local: readonly { readonly id: string; readonly probability: number }[],
): { id: string; probability: number }[] {
  const last = model[model.length - 1]?.probability ?? 1
  const others = local
    .filter(({ id }) => id !== 'none' && id !== 'unknown' && !model.some(named => named.id === id))
    .map(({ id, probability }) => ({
      id,
      probability: Math.round(Math.min(probability * RUNNER_UP_SHARE, RUNNER_UP_MOST, last) * 1000) / 1000,
    }))
  return [...model, ...others].slice(0, Math.max(model.length, MOST_PATTERNS))
}

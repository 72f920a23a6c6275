import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { candidates, isNumber, isPlain } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { firstAfter } from './context.ts'
import type { Context, ContextKind } from './context.ts'
import { SLOTS, features } from './feature.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { FEATURES } from './hash.ts'
import { isElse } from './nearby.ts'
import { finding, isDate } from './number.ts'
import type { NumberToken } from './number.ts'
import { sentence } from './sentence.ts'
import { isIn, spokenParts, talks } from './talk.ts'
import type { Part, Talk } from './talk.ts'

/** What was learned: one signed byte for each feature, `scale` of them make one unit of log odds. */
export type Weights = { readonly bias: number; readonly scale: number; readonly bytes: Int8Array }

const WEIGHTS = load()

function load(): Weights {
  const { bias, scale, weights } = JSON.parse(readFileSync(join(import.meta.dirname, 'scorer.json'), 'utf8')) as {
    bias: number
    scale: number
    weights: string
  }
  const bytes = new Int8Array(FEATURES)
  bytes.set(new Int8Array(Buffer.from(weights, 'base64')).subarray(0, FEATURES))
  return { bias, scale, bytes }
}

/**
 * From these log odds on a candidate is taken for a secret. Chosen where sets of whole messages, left out in turn by thirds, kept
 * their false ones near 1 %: made-up words are so seldom anything else that little has to speak for them.
 */
const SURE: Readonly<Record<Candidate['form'], number>> = {
  number: 0,
  spoken: 0,
  word: -2,
  plain: 0,
  phrase: 1,
  kana: 1,
}
/** Years are what most texts are full of. */
const SURE_OF_YEAR = 4
/** Where no secret is spoken of, letters and digits are the number or the name of something. */
const SURE_OF_LONE = 0

/** How sure the scorer must be of a candidate. */
function least({ start, value, form }: Candidate, parts: readonly Part[]): number {
  if (value.length === 4 && isDate(value)) return SURE_OF_YEAR
  return form === 'word' && !isIn(parts, start) ? SURE_OF_LONE : SURE[form]
}

/** Words right before a number that say what else it is, however much the rest looks like a secret. */
const NO_SECRET = new Set<ContextKind>(['other', 'reference', 'user', 'parcel', 'chain'])

/** What stands beside a marker was judged before, with what the marker hides in view; of plain words more is looked at. */
function isBesideMarker({ text }: Folded, { start, end, form }: Candidate): boolean {
  const reach = isPlain(form) ? PLAIN_MARKER_REACH : MARKER_REACH
  return text.slice(Math.max(0, start - reach), end + reach).includes('\0')
}

const MARKER_REACH = 40
const PLAIN_MARKER_REACH = 160

/** Log odds that a candidate is a secret. */
export function odds(
  folded: Folded,
  sorted: readonly Context[],
  talk: readonly Talk[],
  candidate: Candidate,
  weights = WEIGHTS,
): number {
  const count = features(folded, sorted, talk, candidate)
  let sum = 0
  for (let at = 0; at < count; at++) sum += weights.bytes[SLOTS[at] ?? 0] ?? 0
  return weights.bias + sum / weights.scale
}

/**
 * Secrets that no rule knows, by how their form and the signs and words around them resemble those of secrets and of harmless
 * values that were seen before.
 * @param isFree - whether a range touches nothing found so far
 * @param room - how many candidates are judged at most
 */
export function scored(
  folded: Folded,
  sorted: readonly Context[],
  numbers: readonly NumberToken[],
  spoken: readonly NumberToken[],
  isFree: (range: { start: number; end: number }) => boolean,
  room: number,
): Finding[] {
  if (room === 0) return []
  const talk = talks(folded.lower)
  const parts = spokenParts(talk, sorted)
  const likely: { candidate: Candidate; sure: number }[] = []
  let judged = 0
  for (const candidate of candidates(folded, sorted, numbers, spoken, parts, room)) {
    if (!isFree(candidate) || isBesideMarker(folded, candidate)) continue
    if (++judged > room) break
    const sure = odds(folded, sorted, talk, candidate) - least(candidate, parts)
    if (sure >= 0 && !isOther(folded, sorted, candidate)) likely.push({ candidate, sure })
  }
  const found: Finding[] = []
  // Of stretches that overlap the likeliest says where the value begins and ends.
  for (const { candidate } of likely.sort((a, b) => b.sure - a.sure)) {
    const { start, end } = candidate
    if (found.some(one => one.start < end && one.end > start)) continue
    const type = named(sorted, candidate)
    if (type !== undefined) found.push(finding(type, start, end, 36))
  }
  return found
}

/** Digits by what stands beside them in the sentence; words, which may be changed from one to another, only by the nearest. */
function isOther(folded: Folded, sorted: readonly Context[], { start, end, form }: Candidate): boolean {
  const words = sentence(folded, sorted, start, end)
  if (isNumber(form)) return isElse(folded, words, start, end, NO_SECRET)
  const near = words.before[0]
  if (form === 'word' && near && NO_SECRET.has(near.kind) && start - near.end <= NAMED_BEFORE) return true
  return /[#@/_]$/.test(folded.text.charAt(start - 1)) || /^[/@_]/.test(folded.text.charAt(end))
}

const NAMED_BEFORE = 16

const NAMES = new Map<ContextKind, Finding['type']>([
  ['pin', 'pin'],
  ['cvc', 'card-security-code'],
  ['side', 'card-security-code'],
  ['card', 'card-security-code'],
  ['recovery', 'recovery-code'],
  ['bank', 'bank-account'],
  ['phone', 'phone'],
  ['national', 'national-id'],
  ['my-number', 'my-number'],
  ['licence', 'licence'],
  ['passport', 'passport'],
  ['token', 'token'],
  ['key', 'token'],
])
const NAMED_REACH = 60

/** What kind of secret it is, by the nearest word that says so, else by its form. */
function named(sorted: readonly Context[], { start, end, value, form }: Candidate): Finding['type'] | undefined {
  const at = firstAfter(sorted, start)
  for (const context of [sorted[at - 1], sorted[at - 2], sorted[at], sorted[at + 1]]) {
    if (!context || start - context.end > NAMED_REACH || context.start - end > NAMED_REACH) continue
    const type = NAMES.get(context.kind)
    if (type === undefined || !fits(type, value, form)) continue
    return type
  }
  if (!isNumber(form)) return /^[A-Za-z0-9._-]{20,}$/.test(value) ? 'token' : 'password'
  // Three digits are only a secret where a card is spoken of.
  if (value.length === 3) return undefined
  return value.length > 8 ? 'bank-account' : 'one-time-code'
}

function fits(type: Finding['type'], value: string, form: Candidate['form']): boolean {
  const digits = isNumber(form)
  const size = value.length
  switch (type) {
    case 'pin':
      return digits && size >= 4 && size <= 8
    case 'card-security-code':
      return digits && size === 3
    case 'recovery-code':
      return size >= 6
    case 'bank-account':
      return digits && size >= 5
    case 'phone':
      return digits && size >= 7
    case 'token':
      return size >= 16
    case 'my-number':
      return digits && size === 12
    default:
      return size >= 7
  }
}

import { defangLinks } from '../plaintext.ts'
import { addresses } from './address.ts'
import { answers } from './answer.ts'
import { cards } from './card.ts'
import { contacts } from './contact.ts'
import { contexts } from './context.ts'
import { details } from './detail.ts'
import { isSecret, marker, MARKER } from './finding.ts'
import type { Finding, PrivateType, SecretType } from './finding.ts'
import { fold, unfold } from './fold.ts'
import type { Folded } from './fold.ts'
import { identities } from './identity.ts'
import { labelled } from './labelled.ts'
import { lists } from './list.ts'
import { madeUp } from './made-up.ts'
import { names } from './name.ts'
import { nearby } from './nearby.ts'
import { origin } from './origin.ts'
import type { Piece } from './origin.ts'
import { isQuantity, numberTokens } from './number.ts'
import { passwords } from './password.ts'
import { scored } from './scorer.ts'
import { seeds } from './seed.ts'
import { keyboardRows, shaped } from './shaped.ts'
import { spelledOut } from './spelled.ts'
import { spokenNumbers } from './spoken.ts'
import { tokens } from './token.ts'
import { usualness } from './usual.ts'
import { SPEECH } from './word.ts'

/** A secret in the text as given: UTF-16 range and the id of the text that says what to do about it. */
export type Secret = { type: SecretType; start: number; end: number; advice: `secret.${SecretType}` }

/** Personal data in the text as given; blacked out, no advice needed. */
export type Private = { type: PrivateType; start: number; end: number }

/** What may be kept and shown (`redacted`), and what was taken out of it. */
export type Guarded = { redacted: string; secrets: Secret[]; private: Private[] }

/** A first redaction can bring two harmless halves together; more rounds than this never changed anything. */
const ROUNDS_MAX = 4

/** So many values are weighed by their surroundings; a message of 8,192 signs with more is no story, and the rest is left to plain rules. */
const JUDGED_MAX = 160

/**
 * Takes secrets and personal data out of a text before anything stores, logs, sends or reads it. Links are defanged.
 * Guarding a guarded text changes nothing. Linear in the length of the text; never throws.
 */
export function guard(text: string): Guarded {
  let current = text
  const history: Piece[][] = []
  const secrets: Secret[] = []
  const personal: Private[] = []
  for (let round = 0; round < ROUNDS_MAX; round++) {
    // Markers of an earlier round are hidden: neither their words nor their last digits are read again.
    const folded = fold(current, current.includes('[') ? MARKER : undefined)
    const found = settle(findAll(folded))
    if (found.length === 0) break
    let next = ''
    let at = 0
    const pieces: Piece[] = []
    for (const one of found) {
      const range = unfold(folded, one.start, one.end)
      const mark = marker(one.type, folded.text.slice(one.start, one.end))
      pieces.push({ at: next.length, start: at, end: range.start, kept: true })
      next += current.slice(at, range.start)
      pieces.push({ at: next.length, start: range.start, end: range.end, kept: false })
      next += mark
      at = range.end
      const start = origin(history, range.start, false)
      const end = origin(history, range.end, true)
      if (isSecret(one.type)) secrets.push({ type: one.type, start, end, advice: `secret.${one.type}` })
      else personal.push({ type: one.type, start, end })
    }
    pieces.push({ at: next.length, start: at, end: current.length, kept: true })
    history.push(pieces)
    current = next + current.slice(at)
  }
  return {
    redacted: defangLinks(current),
    secrets: secrets.sort((a, b) => a.start - b.start),
    private: personal.sort((a, b) => a.start - b.start),
  }
}

function findAll(folded: Folded): Finding[] {
  const sorted = contexts(folded.lower)
  const spoken = spokenNumbers(folded)
  const numbers = [...numberTokens(folded, sorted), ...spoken].sort((a, b) => a.start - b.start)
  const numbered = cards(folded, sorted, spoken)
  const found = [
    ...numbered,
    ...labelled(folded, sorted, numbers),
    ...passwords(folded, sorted),
    ...shaped(folded, sorted),
    ...keyboardRows(folded),
    ...tokens(folded, sorted),
    ...seeds(folded, sorted),
    ...identities(folded, sorted, spoken),
    ...details(folded, sorted, numbered),
    ...lists(folded, sorted),
    ...spelledOut(folded),
    ...answers(folded),
  ]
  const reached = [...contacts(folded), ...addresses(folded, sorted)]
  found.push(...reached, ...names(folded, sorted, reached))
  const free = unfound(found)
  const room = Math.max(0, JUDGED_MAX - hidden(folded.text))
  found.push(
    ...nearby(folded, sorted, numbers.filter(free).slice(0, room), spoken.filter(free).slice(0, room), found),
    ...madeUp(folded, sorted, found, free),
  )
  found.push(...scored(folded, sorted, numbers, spoken, unfound(found), room))
  return [...found, ...echoes(folded, found)]
}

/** How many markers of an earlier round stand in the text: what was taken out counts, so that a second reading goes no further. */
function hidden(text: string): number {
  let count = 0
  for (let at = text.indexOf('\0'); at !== -1; at = text.indexOf('\0', at)) {
    count += 1
    while (text.charCodeAt(at) === 0) at += 1
  }
  return count
}

/** Asks of ranges in order whether they touch nothing found so far. */
function unfound(found: readonly Finding[]): (range: { start: number; end: number }) => boolean {
  const last = found.reduce((end, one) => Math.max(end, one.end), 0)
  const taken = new Uint8Array(last + 1)
  for (const { start, end } of found) taken.fill(1, start, end)
  return ({ start, end }) => !(taken[start] === 1 || taken[end - 1] === 1)
}

/** So long must the letters of a password be to be taken out alone: "himawari" beside "himawari1". */
const STEM_MIN = 5

/** The same secret said a second time, where no word announces it any more, in other capitals, or without its digits. */
function echoes(folded: Folded, found: readonly Finding[]): Finding[] {
  const values = new Map<string, Finding>()
  const stems = new Map<string, Finding>()
  for (const one of found) {
    const value = folded.lower.slice(one.start, one.end)
    if (!isSecret(one.type) || value.length > 64) continue
    if (value.length >= 6 || /^(?=.*\d)(?=.*[a-z])/.test(value)) values.set(value, one)
    const stem = one.type === 'password' ? /^([a-z]{5,24})[\d!?#._-]{1,8}$/.exec(value)?.[1] : undefined
    if (stem !== undefined && stem.length >= STEM_MIN && usualness(stem, 0, stem.length) < 2 && !SPEECH.has(stem))
      stems.set(stem, one)
  }
  if (values.size === 0) return []
  const again: Finding[] = []
  for (const match of folded.lower.matchAll(/[!-~]{4,64}/g)) {
    const value = match[0].replace(/^[("'<]+|[.,;:!?)"'>]+$/g, '')
    const first = values.get(match[0]) ?? values.get(value) ?? stems.get(value.replace(/[\d!?#._-]{1,8}$/, ''))
    const start = match.index + match[0].indexOf(value)
    if (first && first.start !== start && !isQuantity(folded, start, start + value.length))
      again.push({ ...first, start, end: start + value.length, rank: 30 })
  }
  return again
}

/** Where two findings overlap the higher rank keeps its whole range and the loser keeps what is left of its own. */
function settle(found: Finding[]): Finding[] {
  const kept: Finding[] = []
  for (const one of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (!last || one.start >= last.end) kept.push(one)
    else if (one.rank > last.rank)
      kept[kept.length - 1] = { ...one, start: Math.min(one.start, last.start), end: Math.max(one.end, last.end) }
    else if (one.end > last.end) last.end = one.end
  }
  return kept
}

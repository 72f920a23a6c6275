import { hashOn, NO_HASH } from '../hash.ts'
import type { Candidate } from './candidate.ts'
import { firstAfter } from './context.ts'
import type { Context, ContextKind } from './context.ts'
import type { Folded } from './fold.ts'
import { hashed, place } from './hash.ts'
import { isAscending, isDate } from './number.ts'

const LEFT = 40
const RIGHT = 28
const GRAM_MAX = 4
const CONTEXT_BEFORE = 80
const CONTEXT_AFTER = 50
const WORDS_BEFORE = 6
const WORDS_AFTER = 5

/** Where the numbers of the features go: filled by `features`, read at once. No candidate has more. */
export const SLOTS = new Int32Array(1024)

const ZERO = 0x30
const NINE = 0x39

const KINDS: ContextKind[] = [
  'code', 'code-weak', 'pin', 'cvc', 'card', 'expiry', 'recovery', 'password', 'login', 'my-number', 'national', 'bank', 'account', 'reference', 'passport', 'licence',
  'birth', 'key', 'token', 'seed', 'chain', 'phone', 'parcel', 'told', 'name', 'user', 'service', 'side', 'home', 'other',
] // prettier-ignore
const KIND_HASH = new Map(KINDS.map(kind => [kind, hashed(kind)]))
const FORM_HASH = { number: hashed('number'), spoken: hashed('spoken'), word: hashed('word'), plain: hashed('plain') }

/** The questions that are asked of a candidate. Each has its own salt, so that the same signs mean different things in different places. */
const QUESTIONS = [
  'shape', 'size', 'date', 'round', 'zero', 'ascending', 'leftNext', 'leftNear', 'leftMiddle', 'leftFar', 'leftForm', 'rightNext', 'rightNear', 'rightFar', 'rightForm',
  'wordBefore', 'wordBeforeForm', 'pairBefore', 'lastBefore', 'wordAfter', 'pairAfter', 'firstAfter', 'opens', 'closes', 'kindBefore', 'kindsBefore', 'kindForm', 'kindNearest',
  'kindAfter', 'kindsAfter', 'kindAfterForm', 'noKind', 'around', 'rest',
] as const // prettier-ignore
const S = Object.fromEntries(QUESTIONS.map(name => [name, hashed(`salt ${name}`)])) as Record<
  (typeof QUESTIONS)[number],
  number
>
const LEFT_ZONES = [S.leftNext, S.leftNear, S.leftMiddle, S.leftFar]
const RIGHT_ZONES = [S.rightNext, S.rightNear, S.rightFar]

function distance(gap: number): number {
  return gap <= 0 ? 0 : gap <= 1 ? 1 : gap <= 3 ? 2 : gap <= 7 ? 3 : gap <= 15 ? 4 : gap <= 30 ? 5 : 6
}

/** "hunter2!" is a1!, "482-913" is 3-3: runs of letters by their case, runs of digits by their length. */
function shape(raw: string): number {
  let hash = NO_HASH
  for (let i = 0; i < raw.length && i < 40;) {
    const unit = raw.charCodeAt(i)
    const kind = signKind(unit)
    let to = i + 1
    while (to < raw.length && kind < 4 && signKind(raw.charCodeAt(to)) === kind) to += 1
    hash = hashOn(hash, kind === 1 ? 0x100 + Math.min(10, to - i) : kind < 4 ? kind : unit)
    i = to
  }
  return hash
}

function signKind(unit: number): number {
  if (unit >= ZERO && unit <= NINE) return 1
  if (unit >= 0x61 && unit <= 0x7a) return 2
  if (unit >= 0x41 && unit <= 0x5a) return 0
  return unit >= 0x80 ? 3 : 4
}

/** Writes the features of a candidate into SLOTS and says how many there are. Some may stand there twice. */
export function features(folded: Folded, sorted: readonly Context[], candidate: Candidate): number {
  let count = 0
  const { start, end, value, form } = candidate
  const kind = FORM_HASH[form]
  const sized = hashOn(kind, Math.min(9, value.length))
  const put = (hash: number): void => {
    SLOTS[count++] = place(hash)
  }
  put(hashOn(S.shape ^ kind, shape(folded.text.slice(start, end))))
  put(hashOn(S.size ^ kind, Math.min(12, value.length)))
  if (form === 'number' || form === 'spoken') {
    if (isDate(value)) put(hashOn(S.date, value.length))
    if (value.endsWith('00')) put(S.round)
    if (value.startsWith('0')) put(S.zero)
    if (isAscending(value)) put(S.ascending)
  }
  put(hashOn(hashOn(S.rest, kind), Math.min(12, (folded.lower.length - (end - start)) >> 3)))
  if (start === 0) put(S.opens)
  if (end >= folded.lower.length - 1) put(S.closes)
  count = grams(folded.lower, start, end, sized, count)
  count = words(folded.lower, start, end, kind, count)
  return kinds(sorted, start, end, kind, sized, count)
}

/** Runs of one to four signs on both sides, nearer ones apart from farther ones; digits are all one sign. */
function grams(lower: string, start: number, end: number, sized: number, from: number): number {
  let count = from
  for (let at = Math.max(0, start - LEFT); at < start; at++) {
    let hash = NO_HASH
    for (let size = 1; size <= GRAM_MAX && at + size <= start; size++) {
      const unit = lower.charCodeAt(at + size - 1)
      hash = hashOn(hash, unit >= ZERO && unit <= NINE ? ZERO : unit)
      const gap = start - at - size
      if (size === 1 && gap > 1) continue
      SLOTS[count++] = place(hashOn(hash, LEFT_ZONES[gap === 0 ? 0 : gap < 8 ? 1 : gap < 20 ? 2 : 3] ?? 0))
      if (gap === 0) SLOTS[count++] = place(hashOn(hashOn(hash, S.leftForm), sized))
    }
  }
  const stop = Math.min(lower.length, end + RIGHT)
  for (let at = end; at < stop; at++) {
    let hash = NO_HASH
    const gap = at - end
    for (let size = 1; size <= GRAM_MAX && at + size <= stop; size++) {
      const unit = lower.charCodeAt(at + size - 1)
      hash = hashOn(hash, unit >= ZERO && unit <= NINE ? ZERO : unit)
      if (size === 1 && gap > 1) continue
      SLOTS[count++] = place(hashOn(hash, RIGHT_ZONES[gap === 0 ? 0 : gap < 8 ? 1 : 2] ?? 0))
      if (gap === 0) SLOTS[count++] = place(hashOn(hashOn(hash, S.rightForm), sized))
    }
  }
  return count
}

const WORD_HASHES = new Int32Array(LEFT)

/** Latin words and the signs between them on both sides, alone and in pairs. */
function words(lower: string, start: number, end: number, kind: number, from: number): number {
  let count = from
  const size = wordHashes(lower, Math.max(0, start - LEFT), start)
  let last = 0
  for (let at = Math.max(0, size - WORDS_BEFORE); at < size; at++) {
    const hash = WORD_HASHES[at] ?? 0
    SLOTS[count++] = place(hashOn(hash, S.wordBefore))
    SLOTS[count++] = place(hashOn(hashOn(hash, S.wordBeforeForm), kind))
    if (last !== 0) SLOTS[count++] = place(hashOn(hashOn(hash, S.pairBefore), last))
    last = hash
  }
  if (last !== 0) SLOTS[count++] = place(hashOn(last, S.lastBefore))
  last = 0
  const behind = Math.min(WORDS_AFTER, wordHashes(lower, end, Math.min(lower.length, end + RIGHT)))
  for (let at = 0; at < behind; at++) {
    const hash = WORD_HASHES[at] ?? 0
    SLOTS[count++] = place(hashOn(hash, S.wordAfter))
    SLOTS[count++] = place(last === 0 ? hashOn(hash, S.firstAfter) : hashOn(hashOn(hash, S.pairAfter), last))
    last = hash
  }
  return count
}

/** Hashes of the Latin words and of the signs that end clauses, in order. */
function wordHashes(lower: string, from: number, to: number): number {
  let size = 0
  let hash = 0
  for (let at = from; at < to; at++) {
    const unit = lower.charCodeAt(at)
    if ((unit >= 0x61 && unit <= 0x7a) || unit === 0x27) hash = hashOn(hash === 0 ? NO_HASH : hash, unit)
    else {
      if (hash !== 0) WORD_HASHES[size++] = hash
      hash = 0
      if (
        unit === 0x2e ||
        unit === 0x2c ||
        unit === 0x21 ||
        unit === 0x3f ||
        unit === 0x3a ||
        unit === 0x3b ||
        unit === 0x0a
      )
        if (size < LEFT) WORD_HASHES[size++] = hashOn(NO_HASH, unit)
    }
  }
  if (hash !== 0 && size < LEFT) WORD_HASHES[size++] = hash
  return size
}

/** The announcing words around: which, in what order, how far. */
function kinds(
  sorted: readonly Context[],
  start: number,
  end: number,
  kind: number,
  sized: number,
  from: number,
): number {
  let count = from
  const at = firstAfter(sorted, start)
  let rank = 0
  for (let back = at - 1; back >= 0 && rank < 4; back--) {
    const context = sorted[back]
    if (!context || start - context.end > CONTEXT_BEFORE) break
    if (context.end > start) continue
    const said = KIND_HASH.get(context.kind) ?? 0
    SLOTS[count++] = place(hashOn(hashOn(hashOn(said, S.kindBefore), rank), distance(start - context.end)))
    SLOTS[count++] = place(hashOn(said, S.kindsBefore))
    SLOTS[count++] = place(hashOn(hashOn(said, S.kindForm), sized))
    SLOTS[count++] = place(hashOn(hashOn(hashOn(said, S.kindNearest), rank === 0 ? 1 : 2), kind))
    SLOTS[count++] = place(hashOn(hashOn(said, S.around), kind))
    rank += 1
  }
  if (rank === 0) SLOTS[count++] = place(hashOn(S.noKind, sized))
  rank = 0
  for (let ahead = at; ahead < sorted.length && rank < 3; ahead++) {
    const context = sorted[ahead]
    if (!context || context.start - end > CONTEXT_AFTER) break
    if (context.start < end) continue
    const said = KIND_HASH.get(context.kind) ?? 0
    SLOTS[count++] = place(hashOn(hashOn(hashOn(said, S.kindAfter), rank), distance(context.start - end)))
    SLOTS[count++] = place(hashOn(said, S.kindsAfter))
    SLOTS[count++] = place(hashOn(hashOn(said, S.kindAfterForm), sized))
    SLOTS[count++] = place(hashOn(hashOn(said, S.around), kind))
    rank += 1
  }
  return count
}

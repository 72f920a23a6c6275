import { hashOn, NO_HASH } from '../hash.ts'
import { isLetter } from '../local/fold.ts'
import { isNumber, isPlain } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { firstAfter } from './context.ts'
import type { Context, ContextKind } from './context.ts'
import type { Folded } from './fold.ts'
import { hashed, place } from './hash.ts'
import { isAscending, isDate } from './number.ts'
import type { Talk } from './talk.ts'
import { usualness } from './usual.ts'

const LEFT = 40
const RIGHT = 28
/** Around a plain word only what touches it; what is said further away `wide` tells more briefly. */
const PLAIN_SIDE = 8
const GRAM_MAX = 4
const CONTEXT_BEFORE = 80
const CONTEXT_AFTER = 50
const WORDS_BEFORE = 6
const WORDS_AFTER = 5

/** Where the numbers of the features go: filled by `features`, read at once. No candidate has more. */
export const SLOTS = new Int32Array(2048)

const ZERO = 0x30
const NINE = 0x39

const KINDS: ContextKind[] = [
  'code', 'code-weak', 'pin', 'cvc', 'card', 'expiry', 'recovery', 'password', 'login', 'my-number', 'national', 'bank', 'account', 'reference', 'passport', 'licence',
  'birth', 'key', 'token', 'seed', 'chain', 'phone', 'parcel', 'told', 'name', 'user', 'service', 'side', 'home', 'other',
] // prettier-ignore
const KIND_HASH = new Map(KINDS.map(kind => [kind, hashed(kind)]))
const FORM_HASH = {
  number: hashed('number'),
  spoken: hashed('spoken'),
  word: hashed('word'),
  plain: hashed('plain'),
  phrase: hashed('phrase'),
  kana: hashed('kana'),
}

/** The questions that are asked of a candidate. Each has its own salt, so that the same signs mean different things in different places. */
const QUESTIONS = [
  'shape', 'size', 'date', 'round', 'zero', 'ascending', 'leftNext', 'leftNear', 'leftMiddle', 'leftFar', 'leftForm', 'rightNext', 'rightNear', 'rightFar', 'rightForm',
  'wordBefore', 'wordBeforeForm', 'pairBefore', 'lastBefore', 'wordAfter', 'pairAfter', 'firstAfter', 'opens', 'closes', 'kindBefore', 'kindsBefore', 'kindForm', 'kindNearest',
  'kindAfter', 'kindsAfter', 'kindAfterForm', 'noKind', 'around', 'rest', 'usual', 'token', 'head', 'tail', 'again', 'talkBefore', 'talkAfter', 'talkForm', 'talkCount', 'talkFar', 'wide',
  'wideBefore', 'wideAfter', 'first', 'density',
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
  if (isLetter(unit)) return 2
  if (unit >= 0x41 && unit <= 0x5a) return 0
  return unit >= 0x80 ? 3 : 4
}

/** Writes the features of a candidate into SLOTS and says how many there are. Some may stand there twice. */
export function features(
  folded: Folded,
  sorted: readonly Context[],
  talk: readonly Talk[],
  candidate: Candidate,
): number {
  let count = 0
  const { start, end, value, form } = candidate
  const kind = FORM_HASH[form]
  const sized = hashOn(kind, Math.min(9, value.length))
  const put = (hash: number): void => {
    SLOTS[count++] = place(hash)
  }
  put(hashOn(S.shape ^ kind, shape(folded.text.slice(start, end))))
  put(hashOn(S.size ^ kind, Math.min(12, value.length)))
  if (isNumber(form)) {
    if (isDate(value)) put(hashOn(S.date, value.length))
    if (value.endsWith('00')) put(S.round)
    if (value.startsWith('0')) put(S.zero)
    if (isAscending(value)) put(S.ascending)
  }
  put(hashOn(hashOn(S.rest, kind), Math.min(12, (folded.lower.length - (end - start)) >> 3)))
  if (start === 0) put(S.opens)
  if (end >= folded.lower.length - 1) put(S.closes)
  const [left, right] = isPlain(form) ? [PLAIN_SIDE, PLAIN_SIDE] : [LEFT, RIGHT]
  count = grams(folded.lower, start, end, sized, count, left, right)
  count = words(folded.lower, start, end, kind, count)
  count = kinds(sorted, start, end, kind, sized, count)
  count = spoken(talk, start, end, kind, count)
  if (!isNumber(form)) {
    count = ordinary(folded.lower, candidate, kind, count)
    if (form === 'plain') SLOTS[count++] = place(hashOn(S.density, density(folded.lower, start, end)))
    count = wide(folded.lower, start, end, kind, count)
  }
  return count
}

const TALK_BEFORE = 130
const TALK_AFTER = 90

/** The words near by which people speak of secrets that they do not name. */
function spoken(talk: readonly Talk[], start: number, end: number, kind: number, from: number): number {
  let count = from
  let near = 0
  for (let at = firstAfter(talk, start - TALK_BEFORE); at < talk.length && near < 12; at++) {
    const one = talk[at]
    if (!one || one.start > end + TALK_AFTER) break
    if (one.start < end && one.end > start) continue
    const before = one.end <= start
    const gap = distance(before ? start - one.end : one.start - end)
    SLOTS[count++] = place(hashOn(hashOn(one.word, before ? S.talkBefore : S.talkAfter), kind))
    SLOTS[count++] = place(hashOn(hashOn(hashOn(one.word, before ? S.talkBefore : S.talkAfter), gap), S.talkFar))
    SLOTS[count++] = place(hashOn(hashOn(one.word, S.talkForm), kind))
    near += 1
  }
  SLOTS[count++] = place(hashOn(hashOn(S.talkCount, kind), Math.min(4, near)))
  return count
}

/** What the word is in itself: how usual, how it begins and ends, whether it is said again with something added. */
function ordinary(lower: string, { start, end }: Candidate, kind: number, from: number): number {
  let count = from
  let token = NO_HASH
  for (let at = start; at < end; at++) token = hashOn(token, lower.charCodeAt(at))
  SLOTS[count++] = place(hashOn(token, S.token))
  SLOTS[count++] = place(hashOn(hashOn(S.usual, kind), usualness(lower, start, end)))
  let tail = NO_HASH
  for (let at = end - 1; at >= start && at > end - 4; at--) {
    tail = hashOn(tail, lower.charCodeAt(at))
    SLOTS[count++] = place(hashOn(hashOn(tail, S.tail), kind))
  }
  let head = NO_HASH
  for (let at = start; at < end && at < start + 3; at++) {
    head = hashOn(head, lower.charCodeAt(at))
    SLOTS[count++] = place(hashOn(hashOn(head, S.head), kind))
  }
  const value = lower.slice(start, end)
  if (lower.includes(value, end) || lower.lastIndexOf(value, start - 1) !== -1)
    SLOTS[count++] = place(hashOn(S.again, kind))
  const last = lower.charCodeAt(end - 1)
  SLOTS[count++] = place(hashOn(hashOn(hashOn(S.first, script(lower.charCodeAt(start))), script(last)), kind))
  return count
}

/** How usual the words beside a word are: where none is, the text is in another language. */
function density(lower: string, start: number, end: number): number {
  let usual = 0
  let words = 0
  for (let at = start - 1, stop = start; at >= Math.max(0, start - 40) && words < 3; at--) {
    const unit = at > 0 ? lower.charCodeAt(at - 1) : 0x20
    const here = lower.charCodeAt(at)
    if (!isLetter(here)) stop = at
    else if (!isLetter(unit)) {
      words += 1
      usual += usualness(lower, at, stop)
    }
  }
  for (let at = end, from = end; at <= Math.min(lower.length, end + 40) && words < 6; at++) {
    const unit = at < lower.length ? lower.charCodeAt(at) : 0x20
    if (isLetter(unit)) continue
    if (at > from) {
      words += 1
      usual += usualness(lower, from, at)
    }
    from = at + 1
  }
  return words * 8 + Math.round((usual * 7) / Math.max(1, words * 3))
}

function script(unit: number): number {
  if (unit >= 0x3041 && unit <= 0x3096) return 1
  if (unit >= 0x30a1 && unit <= 0x30fc) return 2
  if (unit >= 0x4e00 && unit <= 0x9fff) return 3
  return unit >= ZERO && unit <= NINE ? 4 : 5
}

const WIDE_BEFORE = 110
const WIDE_AFTER = 80

/** Words further away, Japanese by pairs of signs: what is spoken of as a whole. */
function wide(lower: string, start: number, end: number, kind: number, from: number): number {
  let count = from
  for (let side = 0; side < 2; side++) {
    const first = side === 0 ? Math.max(0, start - WIDE_BEFORE) : end
    const stop = side === 0 ? start : Math.min(lower.length, end + WIDE_AFTER)
    const salt = (side === 0 ? S.wideBefore : S.wideAfter) ^ kind
    let hash = 0
    let last = 0
    for (let at = first; at <= stop; at++) {
      const unit = at < stop ? lower.charCodeAt(at) : 0x20
      if (isLetter(unit) || unit === 0x27) hash = hashOn(hash === 0 ? NO_HASH : hash, unit)
      else if (hash !== 0) {
        SLOTS[count++] = place(hashOn(hash, salt))
        SLOTS[count++] = place(hashOn(hash, S.wide ^ kind))
        hash = 0
      }
      if (unit >= 0x3040 && last >= 0x3040 && count < SLOTS.length - 4)
        SLOTS[count++] = place(hashOn(hashOn(hashOn(NO_HASH, last), unit), S.wide ^ kind))
      last = unit
    }
  }
  return count
}

/** Runs of one to four signs on both sides, nearer ones apart from farther ones; digits are all one sign. */
function grams(
  lower: string,
  start: number,
  end: number,
  sized: number,
  from: number,
  left: number,
  right: number,
): number {
  let count = from
  for (let at = Math.max(0, start - left); at < start; at++) {
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
  const stop = Math.min(lower.length, end + right)
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
    if (isLetter(unit) || unit === 0x27) hash = hashOn(hash === 0 ? NO_HASH : hash, unit)
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

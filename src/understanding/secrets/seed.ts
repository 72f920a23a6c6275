import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

/** The BIP-39 English and Japanese word lists (2,048 words each), from the reference lists of bitcoin/bips. */
export const ENGLISH_WORDS: readonly string[] = list('bip39-english.txt')
export const JAPANESE_WORDS: readonly string[] = list('bip39-japanese.txt')

const WORDS = new Set([...ENGLISH_WORDS, ...JAPANESE_WORDS])

/** Words that have to follow each other before the run is a phrase: 11 (one may be glued to its neighbour) in English, 8 in Japanese,
 * which never puts that many gaps, 6 where the text says that it is one. */
const RUN_ANYWHERE = 11
const RUN_JAPANESE = 8
const RUN_ANNOUNCED = 6
const ANNOUNCED_REACH = 60

const NUMBER_WORDS = /^(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|[\s,-])+$/
const WORD = /[a-z]{3,8}|[ぁ-んー]{2,8}/g
const BETWEEN = /^(?:[\s,、.。:;)|/#・+→=*"'`「」_>\]\[(-]|\d{1,2}){1,12}$/

/** Finds recovery phrases of wallets; up to two mistyped words inside do not hide one. */
export function seeds(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  let run: { start: number; end: number; known: number; missed: number } | undefined
  let pendingMiss = 0
  let missEnd = 0
  let lastEnd = 0
  const close = (): void => {
    // A mistyped last word belongs to the phrase that lacks one.
    if (run && pendingMiss === 1 && (run.known === RUN_ANYWHERE || folded.lower.startsWith('seed', run.start)))
      run.end = Math.max(run.end, missEnd)
    if (
      run &&
      run.known >= RUN_ANNOUNCED - 1 &&
      !NUMBER_WORDS.test(folded.lower.slice(run.start, run.end)) &&
      isPhrase(run, needed(folded.lower, sorted, run.start))
    )
      found.push(finding('seed-phrase', ...attached(folded.lower, run.start, run.end), 98))
    run = undefined
    pendingMiss = 0
  }
  for (const match of folded.lower.matchAll(WORD)) {
    const start = match.index
    const end = start + match[0].length
    const known = WORDS.has(match[0]) && isWhole(folded.lower, start, end)
    const joined = run !== undefined && BETWEEN.test(folded.lower.slice(lastEnd, start))
    if (run && !joined) close()
    lastEnd = end
    if (known) {
      if (run) {
        run.end = end
        run.known += 1
        run.missed += pendingMiss
      } else run = { start, end, known: 1, missed: 0 }
      pendingMiss = 0
    } else if (run) {
      pendingMiss += 1
      missEnd = end
      if (run.missed + pendingMiss > (run.known >= 6 ? 2 : 0)) close()
    }
  }
  close()
  return found
}

/** Mistyped words count as words of the phrase as long as nearly all the others are on the list. */
function isPhrase(run: { known: number; missed: number }, words: number): boolean {
  return run.known >= words || (run.missed > 0 && run.known >= words - 1 && run.known + run.missed > words)
}

/** Japanese leaves no gap before the first word or behind the last: 「フレーズはあいこくしん …」. */
function attached(text: string, start: number, end: number): [number, number] {
  if (text.charCodeAt(start) < 0x3000) return [start, end]
  const head = /[ぁ-んー]{2,7}[ \n]$/.exec(text.slice(Math.max(0, start - 8), start))?.[0] ?? ''
  const tail = /^[ \n][ぁ-んー]{2,7}/.exec(text.slice(end, end + 8))?.[0] ?? ''
  let from = start
  let to = end
  for (let size = 2; size < head.length; size++) if (WORDS.has(head.slice(-1 - size, -1))) from = start - 1 - size
  for (let size = 2; size < tail.length; size++) if (WORDS.has(tail.slice(1, 1 + size))) to = end + 1 + size
  return [from, to]
}

function needed(text: string, sorted: readonly Context[], start: number): number {
  const at = firstAfter(sorted, start + 1)
  for (let back = 1; back <= 3; back++) {
    const context = sorted[at - back]
    if (context?.kind === 'seed' && start - context.end <= ANNOUNCED_REACH) return RUN_ANNOUNCED
  }
  return text.charCodeAt(start) > 0x3000 ? RUN_JAPANESE : RUN_ANYWHERE
}

function isWhole(text: string, start: number, end: number): boolean {
  const kana = text.charCodeAt(start) > 0x3000
  const inside = kana ? /[ぁ-んー一-龠]/ : /[a-z]/
  return !inside.test(text[start - 1] ?? '') && !inside.test(text[end] ?? '')
}

function list(file: string): string[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n')
}

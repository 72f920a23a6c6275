import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

const DAY =
  /(?:(?:19|20)\d\d[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?|(?:昭和|平成|令和|[SHR])\d{1,2}[年.] ?\d{1,2}[月.] ?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? (?:19|20)\d\d|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|(?:19|20)\d{6})/
const DAY_AFTER_LABEL = new RegExp(`^[^0-9。.!?\\n昭平令]{0,12}?(?:is |was )?(?<![A-Za-z])(${DAY.source})`)
const DAY_BEFORE_LABEL = new RegExp(`(${DAY.source}) ?$`)
const EXPIRY =
  /^[ は:=が/「\n]{0,4}(?:is |was |date )?((?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\d|(?:0?[1-9]|1[0-2])月(?:20)?[2-4]\d年|(?:20)?[2-4]\d年(?:0?[1-9]|1[0-2])月)(?![\d/月日]|まで)/
const AMAZON_ORDER = /(?<![\w-])(?:\d{3}|D\d{2})-\d{7}-\d{7}(?![\w-])/g
const RECOVERY_CODE =
  /^[\s、,:;・/|(「」『』")\]はがと&=-]{0,6}(?:\d{1,2}[.)] )?(?:is |are |was |and )?((?=[A-Za-z-]{0,20}\d)[A-Za-z0-9]{4,12}(?:[- ](?=[A-Za-z-]{0,12}\d)[A-Za-z0-9]{4,8}){0,5})(?![A-Za-z])/

/** The same behind a few words ("I gave him, ab12-cd34"), where only the hyphenated shape is sure. */
const RECOVERY_LATER =
  /^[^。!?0-9-]{1,24}?(?<![A-Za-z0-9])((?=[A-Za-z]{0,6}\d)[A-Za-z0-9]{4,6}(?:-(?=[A-Za-z]{0,6}\d)[A-Za-z0-9]{4,6}){1,3})(?![A-Za-z0-9-])/

/** Finds birth dates, card expiry dates, recovery codes and order numbers by their shape and the word beside them. */
export function details(folded: Folded, sorted: readonly Context[], cards: readonly Finding[]): Finding[] {
  const found: Finding[] = []
  const { text } = folded
  for (const match of text.matchAll(AMAZON_ORDER))
    found.push(finding('reference', match.index, match.index + match[0].length, 93))
  for (let i = 0; i < sorted.length; i++) {
    const context = sorted[i]
    if (!context) continue
    if (context.kind === 'birth') birth(text, context, found)
    if (context.kind === 'expiry' && (cardNear(sorted, i) || isBesideCard(context, cards))) {
      const match = EXPIRY.exec(text.slice(context.end, context.end + 24))
      if (match?.[1]) {
        const end = context.end + match[0].length
        found.push(finding('card-expiry', end - match[1].length, end, 58))
      }
    }
    if (context.kind === 'recovery') recovery(text, context, found)
  }
  return found
}

function birth(text: string, context: Context, found: Finding[]): void {
  const after = DAY_AFTER_LABEL.exec(text.slice(context.end, context.end + 36))
  if (after?.[1]) {
    const end = context.end + after[0].length
    found.push(finding('birth-date', end - after[1].length, end, 57))
  }
  const before = DAY_BEFORE_LABEL.exec(text.slice(Math.max(0, context.start - 24), context.start))
  if (before?.[1])
    found.push(
      finding('birth-date', context.start - before[0].length, context.start - before[0].length + before[1].length, 57),
    )
}

function cardNear(sorted: readonly Context[], at: number): boolean {
  const here = sorted[at]
  for (const other of [sorted[at - 1], sorted[at - 2], sorted[at + 1], sorted[at + 2]])
    if (here && other && (other.kind === 'card' || other.kind === 'cvc') && Math.abs(other.start - here.start) <= 70)
      return true
  return false
}

const BESIDE_CARD = 60

/** The number of a card stands shortly before. */
function isBesideCard({ start }: Context, cards: readonly Finding[]): boolean {
  return cards.some(({ type, end }) => type === 'card-number' && end <= start && start - end <= BESIDE_CARD)
}

function recovery(text: string, context: Context, found: Finding[]): void {
  let at = context.end
  for (let n = 0; n < 24; n++) {
    const rest = text.slice(at, at + 90)
    const match = RECOVERY_CODE.exec(rest) ?? (n === 0 ? RECOVERY_LATER.exec(rest) : null)
    const value = match?.[1]
    if (!match || value === undefined || value.length < 6) return
    at += match[0].length
    if (/^ ?[件個通円桁回]/.test(text.slice(at, at + 2))) return
    found.push(finding('recovery-code', at - value.length, at, 74))
  }
}

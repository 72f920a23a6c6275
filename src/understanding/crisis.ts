import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'
import { fold } from './secrets/fold.ts'

const Wordings = z.strictObject({
  phrases: z.array(z.string().min(2)).min(1),
  closing: z.array(z.string().min(2)),
  except: z.array(z.string().min(2)),
})
const Languages = z.strictObject({ ja: Wordings, en: Wordings })

/** Shape of `prompts/reader/crisis.yaml`. */
export const CrisisWords = z.strictObject({ crisis: Languages, threat: Languages, forced: Languages })

/** Whether a person may be in danger, from what they wrote. `quote` is the verbatim wording that decided. */
export type Crisis = { crisis: boolean; threat: boolean; forcedToGo: boolean; quote?: string }

/** Where the reviewed wordings live. */
export const CRISIS_FILE = join(import.meta.dirname, '../../prompts/reader/crisis.yaml')

/**
 * Reads the crisis wordings.
 * @throws an Error naming file and fields when the file is missing or does not fit
 */
export function loadCrisis(file = CRISIS_FILE): (text: string) => Crisis {
  const parsed = CrisisWords.safeParse(parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} does not fit: ${z.prettifyError(parsed.error)}`)
  const { crisis, threat, forced } = parsed.data
  const spot = { crisis: spotter(crisis), threat: spotter(threat), forced: spotter(forced) }
  return text => {
    const compact = squeeze(text)
    const found = { crisis: spot.crisis(compact), threat: spot.threat(compact), forced: spot.forced(compact) }
    const first = found.crisis ?? found.threat ?? found.forced
    return {
      crisis: found.crisis !== undefined,
      threat: found.threat !== undefined,
      forcedToGo: found.forced !== undefined,
      ...(first && { quote: text.slice(first.start, first.end).trim() }),
    }
  }
}

let shipped: ((text: string) => Crisis) | undefined

/** Reads a text with the wordings that ship with the project; linear, any length. A denied wish ("死にたいわけではない") still counts. */
export function crisis(text: string): Crisis {
  shipped ??= loadCrisis()
  return shipped(text)
}

type Range = { start: number; end: number }
type Compact = { text: string; from: Int32Array }

/** Folds a text and takes out white space between Japanese signs, so that 「死 に た い」 reads as one word. */
function squeeze(original: string): Compact {
  const folded = fold(original)
  const { lower } = folded
  const from = new Int32Array(lower.length + 1)
  let text = ''
  let keptTo = 0
  let n = 0
  for (const match of lower.matchAll(/\s+/g)) {
    for (let i = keptTo; i < match.index; i++) from[n++] = folded.from[i] ?? 0
    text += lower.slice(keptTo, match.index)
    keptTo = match.index + match[0].length
    if (lower.charCodeAt(match.index - 1) > 0x3000 && lower.charCodeAt(keptTo) > 0x3000) continue
    from[n++] = folded.from[match.index] ?? 0
    text += ' '
  }
  for (let i = keptTo; i <= lower.length; i++) from[n++] = folded.from[i] ?? original.length
  return { text: text + lower.slice(keptTo), from }
}

function spotter({ ja, en }: z.infer<typeof Languages>): (compact: Compact) => Range | undefined {
  const phrases = [...ja.phrases, ...en.phrases].map(words => ({ words: folded(words), closing: false }))
  const closing = [...ja.closing, ...en.closing].map(words => ({ words: folded(words), closing: true }))
  const except = [...ja.except, ...en.except].map(folded)
  return compact => {
    let first: Range | undefined
    for (const { words, closing: mustClose } of [...phrases, ...closing])
      for (let at = compact.text.indexOf(words); at !== -1; at = compact.text.indexOf(words, at + 1)) {
        const start = compact.from[at] ?? 0
        if (first && start >= first.start) break
        const end = at + words.length
        if (!isWhole(compact.text, at, end) || (mustClose && !CLAUSE_END.test(compact.text.slice(end, end + 12))))
          continue
        if (except.some(other => covers(compact.text, other, words, at))) continue
        first = { start, end: compact.from[end] ?? start }
      }
    return first
  }
}

const CLAUSE_END =
  /^ ?(?:$|[.,;:!?…。、!?)\n"'-]|and |but |because |i |it |like |without |so |please|help|anymore|any more|this way)/

function folded(words: string): string {
  return squeeze(words).text
}

/** English phrases are whole words; Japanese has no gaps to look for. */
function isWhole(text: string, start: number, end: number): boolean {
  if (!/[a-z]/.test(text[start] ?? '')) return true
  return !/[a-z]/.test(text[start - 1] ?? '') && !/[a-z]/.test(text[end] ?? '')
}

/** True when the exception stands over the phrase found at `at`. */
function covers(text: string, exception: string, phrase: string, at: number): boolean {
  const inside = exception.indexOf(phrase)
  return inside !== -1 && text.startsWith(exception, at - inside)
}

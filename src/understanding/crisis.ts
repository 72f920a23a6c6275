import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'
import { isLetter } from './local/fold.ts'
import { PhraseTrie } from './local/phrase-trie.ts'
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
  const spot = spotter([crisis, threat, forced])
  return text => {
    const [wish, danger, walk] = spot(squeeze(text))
    const first = wish ?? danger ?? walk
    return {
      crisis: wish !== undefined,
      threat: danger !== undefined,
      forcedToGo: walk !== undefined,
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
  for (let at = 0; at < lower.length; at++) {
    if (!isSpace(lower.charCodeAt(at))) {
      from[n++] = folded.from[at] ?? 0
      continue
    }
    const first = at
    while (at + 1 < lower.length && isSpace(lower.charCodeAt(at + 1))) at++
    const isInside = lower.charCodeAt(first - 1) > 0x3000 && lower.charCodeAt(at + 1) > 0x3000
    if (!isInside) from[n++] = folded.from[first] ?? 0
    // One blank between words is what there mostly is: the text stays as it stands.
    if (!isInside && first === at && lower.charCodeAt(at) === 0x20) continue
    text += lower.slice(keptTo, first) + (isInside ? '' : ' ')
    keptTo = at + 1
  }
  from[n] = folded.from[lower.length] ?? original.length
  return { text: text + lower.slice(keptTo), from }
}

/** What `\s` of a pattern matches. */
function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  if (code < 0x1680 || code > 0xfeff) return code === 0xa0
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

type Spotted = { kind: number; words: string; mustClose: boolean; except: readonly string[] }

/** Finds the first place of each kind in one pass; where several phrases begin there, the one written first counts. */
function spotter(kinds: readonly z.infer<typeof Languages>[]): (compact: Compact) => (Range | undefined)[] {
  const spotted = kinds.flatMap(({ ja, en }, kind): Spotted[] => {
    const except = [...ja.except, ...en.except].map(folded)
    const all = (words: readonly string[], mustClose: boolean) =>
      words.map(folded).map(words => ({
        kind,
        words,
        mustClose,
        except: except.filter(exception => exception.includes(words)),
      }))
    return [...all([...ja.phrases, ...en.phrases], false), ...all([...ja.closing, ...en.closing], true)]
  })
  const trie = new PhraseTrie(spotted.map(({ words }) => words))
  return ({ text, from }) => {
    const found: (Range | undefined)[] = kinds.map(() => undefined)
    const holds = ({ words, mustClose, except }: Spotted, at: number): boolean => {
      const end = at + words.length
      if (!isWhole(text, at, end) || (mustClose && !CLAUSE_END.test(text.slice(end, end + 12)))) return false
      return !except.some(exception => covers(text, exception, words, at))
    }
    for (let at = 0, before = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      const isInWord = isLetter(code) && isLetter(before)
      before = code
      let node = isInWord ? 0 : trie.step(0, code)
      if (node === 0) continue
      const best: number[] = []
      for (let i = at + 1; node !== 0; node = trie.step(node, text.charCodeAt(i++))) {
        for (const number of trie.endsAt(node) ?? []) {
          const { kind } = spotted[number]!
          if (found[kind] !== undefined || (best[kind] ?? Infinity) < number) continue
          if (holds(spotted[number]!, at)) best[kind] = number
        }
      }
      best.forEach((number, kind) => {
        const start = from[at] ?? 0
        found[kind] = { start, end: from[at + spotted[number]!.words.length] ?? start }
      })
    }
    return found
  }
}

const CLAUSE_END =
  /^ ?(?:$|[.,;:!?…。、!?)\n"'-]|and |but |because |i |it |like |without |so |please|help|anymore|any more|this way)/

function folded(words: string): string {
  return squeeze(words).text
}

/** English phrases are whole words; Japanese has no gaps to look for. */
function isWhole(text: string, start: number, end: number): boolean {
  if (!isLetter(text.charCodeAt(start))) return true
  return !isLetter(text.charCodeAt(start - 1)) && !isLetter(text.charCodeAt(end))
}

/** True when the exception stands over the phrase found at `at`. */
function covers(text: string, exception: string, phrase: string, at: number): boolean {
  const inside = exception.indexOf(phrase)
  return inside !== -1 && text.startsWith(exception, at - inside)
}

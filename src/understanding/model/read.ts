import { createHash } from 'node:crypto'
import type { Chat, ModelSettings } from './chat.ts'
import { openChat } from './chat.ts'
import type { Failure } from './failure.ts'
import { readMeanings, readPrompt } from './meanings.ts'
import { findQuote } from './quote.ts'
import { acceptAnswer, closedLists, requestShape } from './shape.ts'
import type { ClosedLists, Confidence, ModelAnswer } from './shape.ts'

/** A fact of a model whose passage stands in the text at `start`…`end`. */
export type PlacedFact = {
  readonly fact: string
  readonly value: boolean
  readonly start: number
  readonly end: number
}

/** What a model made of a text, as far as code could check it. Holds no word of the text. */
export type ModelReading = {
  /** Likeliest first; `none` or `unknown` first when they hold. */
  readonly patterns: readonly { readonly id: string; readonly probability: number }[]
  readonly facts: readonly PlacedFact[]
  readonly service?: string
  readonly country?: string
  readonly language: 'ja' | 'en' | 'other'
  /** Facts left out because their passage is not in the text. */
  readonly dropped: number
}

export type ModelRead =
  | { readonly ok: true; readonly reading: ModelReading; readonly tokens: number }
  | { readonly ok: false; readonly failure: Failure; readonly error?: unknown; readonly tokens: number }

/** A text without secrets in, checked facts out; never throws. */
export type ModelReader = {
  readonly name: string
  /** Changes with prompt, meanings and schema: readings kept under another version are stale. */
  readonly version: string
  /** @param asked the question the text may answer, in English */
  read(text: string, options: { timeoutMs: number; asked?: string }): Promise<ModelRead>
}

/** Nobody types more, and a pasted log must not cost more. */
const MAX_TEXT_CHARACTERS = 12_000

/**
 * Opens the model reader: one call per text, no tools, closed lists of ids, every fact with a passage that code finds.
 * @param services names the reader may choose from
 * @throws an Error naming file or setting when prompts/model or the provider can't be used
 */
export async function openModelReader(
  settings: ModelSettings,
  services: readonly string[],
  options: { retries?: number; chat?: Chat } = {},
): Promise<ModelReader> {
  const meanings = readMeanings()
  const lists = closedLists(meanings, services)
  const list = (items: Readonly<Record<string, string>>) =>
    Object.entries(items)
      .map(([id, meaning]) => `- \`${id}\`: ${meaning}`)
      .join('\n')
  const system = readPrompt('read', { patterns: list(meanings.patterns), facts: list(meanings.facts) })
  const chat = options.chat ?? (await openChat(settings, requestShape(lists), 'reading', options.retries))
  return {
    name: chat.name,
    version: digest(`${chat.name}\n${system}\n${JSON.stringify(lists)}`),
    async read(text, { timeoutMs, asked }) {
      const shown = text.slice(0, MAX_TEXT_CHARACTERS)
      const found = await chat.ask({ system, user: marked(shown, asked) }, { timeoutMs })
      if (!found.ok) return found
      const answer = acceptAnswer(found.answer, lists)
      if (!answer) return { ok: false, failure: 'wrong-shape', tokens: found.tokens }
      return { ok: true, reading: readingOf(answer, shown, lists), tokens: found.tokens }
    },
  }
}

export const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/**
 * The text between two lines that name its own fingerprint: whoever wrote it could not know what would end it. The same
 * text is always the same request.
 */
export function marked(text: string, asked?: string): string {
  const mark = `message-${digest(text)}`
  const question = asked
    ? `The bot had just asked: ${asked}\nThe message may answer that, something else, or both.\n\n`
    : ''
  return `${question}<${mark}>\n${text}\n</${mark}>\n\nReport what the message between the marked lines states, as JSON of the given schema: summary, whose, patterns, facts, service, country, language.`
}

/** How often such a claim is right; the second pattern of a text holds a little less often than the first. */
const FIRST: Readonly<Record<Confidence, number>> = { certain: 0.96, likely: 0.82, possible: 0.5 }
const FURTHER: Readonly<Record<Confidence, number>> = { certain: 0.85, likely: 0.6, possible: 0.25 }

function readingOf(answer: ModelAnswer, text: string, lists: ClosedLists): ModelReading {
  const facts: PlacedFact[] = []
  let dropped = 0
  for (const { fact, value, quote } of answer.facts) {
    const span = findQuote(text, quote)
    if (span) facts.push({ fact, value, ...span })
    else dropped++
  }
  const patterns = ratedOf(answer)
  return {
    patterns,
    // A text that tells of no incident states nothing for a case.
    facts: patterns[0]?.id === 'none' ? [] : facts,
    service: answer.service && lists.services.includes(answer.service) ? answer.service : undefined,
    country: answer.country,
    language: answer.language,
    dropped,
  }
}

function ratedOf({ patterns, whose }: ModelAnswer): ModelReading['patterns'] {
  const ordered = whose === 'nobody' ? [{ id: 'none', confidence: 'likely' as const }, ...patterns] : patterns
  const ids = new Set<string>()
  const rated: { id: string; probability: number }[] = []
  for (const { id, confidence } of ordered) {
    if (ids.has(id)) continue
    ids.add(id)
    const before = rated[rated.length - 1]?.probability ?? 1
    rated.push({ id, probability: Math.min(rated.length === 0 ? FIRST[confidence] : FURTHER[confidence], before) })
  }
  return rated.length > 0 ? rated : [{ id: 'unknown', probability: FIRST.likely }]
}

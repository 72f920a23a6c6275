import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openLibrary } from './content/library.ts'
import type { Library } from './content/library.ts'
import { render } from './content/render.ts'
import { plainText } from './content/rich.ts'
import { decide } from './core/decide.ts'
import { fold } from './core/evolve.ts'
import { CaseId, PersonId } from './core/ids.ts'
import type { Language } from './core/ids.ts'
import type { Line } from './core/effects.ts'
import { plan } from './core/plan.ts'
import { questions } from './core/questions.ts'
import { DEFAULT_POLICY, NO_ROSTER } from './core/roster.ts'
import { likely, noneProbability } from './core/triage.ts'
import { ConfigError, readConfig } from './config.ts'
import type { HeardText } from './engine/ear.ts'
import { openEar } from './understanding/ear.ts'
import { combine, combinePatterns } from './understanding/model/combine.ts'
import { HINTS } from './understanding/model/failure.ts'
import type { Failure } from './understanding/model/failure.ts'
import { inOrder } from './understanding/model/in-order.ts'
import { openModelReader } from './understanding/model/read.ts'
import type { ModelReader } from './understanding/model/read.ts'

/**
 * `npm run -s understand`: what the bot makes of a text, without saving anything. With a model configured both readers are
 * asked, as in a case; what the model can't answer in time is read offline.
 */

const REPORTED_FROM = 0.05
const MAX_PATTERNS = 6
/** Nobody waits in a chat here, so a slow model gets its time. */
const MODEL_TIMEOUT_MS = 60_000
const TEXTS_AT_ONCE = 8
/** After so many texts in a row without any answer the model is not waited for again. */
const LOST_AFTER = 16
/** The likeliest are named however unlikely: they are what the person would be offered to choose from. */
const ALWAYS_REPORTED = 3

export type Understood = {
  id?: string
  language: 'ja' | 'en' | 'other'
  patterns: { id: string; probability: number }[]
  facts: Record<string, { value: boolean; quote: string }>
  amounts: { amount: number; currency: string }[]
  crisis: boolean
  secrets: { type: string }[]
  redacted: string
  first?: { step: string; text: string }
  ask: { fact: string; text: string }[]
  plan: { step: string; urgency: string; state: string; text: string }[]
}

type Listen = (text: string, lang: Language | 'auto') => HeardText
const listenWith = (library: Library): Listen => {
  const ear = openEar(new Set(library.facts.keys()))
  return (text, lang) => ear.listen(text, { language: lang === 'auto' ? 'ja' : lang })
}

/** What the offline reader alone makes of a text. */
export function openUnderstanding(library: Library): (text: string, lang: Language | 'auto') => Understood {
  const listen = listenWith(library)
  const tell = openTelling(library)
  return (text, lang) => tell(listen(text, lang), lang)
}

/**
 * What both readers make of a text; the model decides, and the offline reader answers where it can't.
 * @param failed told once per text that the model did not read
 */
export function openUnderstandingWithModel(
  library: Library,
  model: ModelReader,
  failed: (failure: Failure) => void,
): (text: string, lang: Language | 'auto') => Promise<Understood> {
  const listen = listenWith(library)
  const tell = openTelling(library)
  let lost = 0
  return async (text, lang) => {
    const heard = listen(text, lang)
    const alone = tell(heard, lang)
    if (heard.empty || lost >= LOST_AFTER) return alone
    const found = await model.read(heard.reading.text, { timeoutMs: MODEL_TIMEOUT_MS })
    if (!found.ok) {
      if (found.failure === 'network' || found.failure === 'timeout') lost++
      failed(found.failure)
      return alone
    }
    lost = 0
    const both = tell({ ...heard, reading: combine(heard.reading, found.reading, library.patterns.keys()) }, lang)
    return { ...both, patterns: combinePatterns(found.reading.patterns, alone.patterns) }
  }
}

function openTelling(library: Library): (heard: HeardText, lang: Language | 'auto') => Understood {
  return (heard, lang) => {
    const { reading } = heard
    const language = lang === 'auto' ? (reading.language ?? (reading.foreign ? 'en' : 'ja')) : lang
    const by = PersonId.parse('terminal:reader')
    const open = {
      type: 'open',
      id: CaseId.parse('0000000000'),
      by,
      subject: by,
      language,
      timeZone: 'Asia/Tokyo',
      policy: DEFAULT_POLICY,
      reading,
    } as const
    const setting = { playbook: library.playbook, roster: NO_ROSTER }
    const state = fold(decide(open, fold([]), setting, 0))
    const say = (line: Line) =>
      plainText(
        render(
          { type: 'say', to: { person: by }, lines: [line], buttons: [], priority: 0 },
          { state, events: [], roster: NO_ROSTER, now: 0 },
          library,
          language,
        ).text,
      )
    const steps = heard.empty ? [] : plan(state, library.playbook)
    const first = steps.find(step => step.state === 'open')
    return {
      language: reading.foreign ? 'other' : language,
      patterns: patternsOf(state, library),
      facts: Object.fromEntries(reading.facts.map(({ fact, value, quote = '' }) => [fact, { value, quote }])),
      amounts: reading.amounts.map(({ amount, currency }) => ({ amount, currency })),
      crisis: reading.crisis,
      secrets: reading.secrets.map(type => ({ type })),
      redacted: reading.text,
      first: first && { step: first.step, text: say({ step: first.step, part: 'text', pattern: first.pattern }) },
      ask: heard.empty
        ? []
        : questions(state, library.playbook)
            .slice(0, 5)
            .map(({ fact }) => ({ fact, text: say({ fact, part: 'ask' }) })),
      plan: steps.map(({ step, urgency, state }) => ({ step, urgency, state, text: say({ step, part: 'title' }) })),
    }
  }
}

function patternsOf(state: ReturnType<typeof fold>, library: Library): Understood['patterns'] {
  const round = (p: number) => Math.round(p * 1000) / 1000
  const rated = likely(state, library.playbook).map(({ pattern, probability }) => ({
    id: pattern,
    probability: round(probability),
  }))
  const shown = rated
    .filter(({ probability }, rank) => rank < ALWAYS_REPORTED || probability >= REPORTED_FROM)
    .slice(0, MAX_PATTERNS)
  const none = noneProbability(state)
  const unknown = state.logits['unknown'] === undefined ? 0 : 1 / (1 + Math.exp(-state.logits['unknown']))
  const best = rated[0]?.probability ?? 0
  if (none >= 0.5 && none > best) return [{ id: 'none', probability: round(none) }, ...shown]
  if (unknown > best || (best < REPORTED_FROM && none < 0.5))
    return [{ id: 'unknown', probability: round(Math.max(unknown, 0.5)) }, ...shown]
  return shown
}

const Row = z.looseObject({ id: z.union([z.string(), z.number()]).optional(), text: z.string() })

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, jsonl: { type: 'boolean' }, lang: { type: 'string', default: 'auto' } },
    allowPositionals: true,
  })
  const lang = z.enum(['auto', 'ja', 'en']).parse(values.lang)
  const { understand, report } = await openReaders(openLibrary())
  const file = positionals[0] ?? '-'
  if (values.jsonl) {
    const input = file === '-' ? process.stdin : (await import('node:fs')).createReadStream(file)
    const lines = createInterface({ input, crlfDelay: Infinity })
    const results = inOrder(lines, TEXTS_AT_ONCE, async line => {
      if (line.trim() === '') return ''
      const { id, text } = Row.parse(JSON.parse(line))
      return `${JSON.stringify({ id, ...(await understand(text, lang)) })}\n`
    })
    for await (const result of results) process.stdout.write(result)
    report()
    return
  }
  const text = file === '-' ? readFileSync(0, 'utf8') : readFileSync(file, 'utf8')
  const found = await understand(text, lang)
  process.stdout.write(values.json ? `${JSON.stringify(found, null, 2)}\n` : summary(found))
  report()
}

type Readers = {
  understand: (text: string, lang: Language | 'auto') => Understood | Promise<Understood>
  /** Says on standard error how many texts the model did not read, and what to do about it. */
  report: () => void
}

async function openReaders(library: Library): Promise<Readers> {
  const config = readConfig(process.env)
  if (!config.OPENAI_API_KEY && !config.MODEL)
    return { understand: openUnderstanding(library), report: () => undefined }
  const services = [...library.patterns.values()].flatMap(pattern => pattern.services)
  const settings = {
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL,
    openaiModel: config.OPENAI_MODEL,
    model: config.MODEL,
  }
  const unread = new Map<Failure, number>()
  const model = await openModelReader(settings, services, { retries: 2 })
  return {
    understand: openUnderstandingWithModel(library, model, failure =>
      unread.set(failure, (unread.get(failure) ?? 0) + 1),
    ),
    report() {
      for (const [failure, count] of unread)
        process.stderr.write(`${count} read offline only (${failure}): ${HINTS[failure]}\n`)
    },
  }
}

function summary({ language, patterns, facts, amounts, crisis, secrets, first, ask }: Understood): string {
  const rows = [
    `language  ${language}${crisis ? '   CRISIS' : ''}`,
    ...patterns.map(({ id, probability }) => `pattern   ${id} ${probability}`),
    ...Object.entries(facts).map(([fact, { value, quote }]) => `fact      ${value ? '+' : '-'} ${fact}  “${quote}”`),
    ...amounts.map(({ amount, currency }) => `amount    ${amount} ${currency}`),
    ...secrets.map(({ type }) => `secret    ${type} (removed)`),
    ...(first ? [`first     ${first.step}: ${first.text}`] : []),
    ...ask.map(({ fact, text }) => `ask       ${fact}: ${text}`),
  ]
  return `${rows.join('\n')}\n`
}

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}

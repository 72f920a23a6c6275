import type { Ear, HeardText } from '../engine/ear.ts'
import type { FactId, Language } from '../core/ids.ts'
import { openAnswers } from './answers.ts'
import { openGlossary } from './glossary.ts'
import type { Glossary } from './glossary.ts'
import type { AnswerReader } from './answers.ts'
import { loadCrisis } from './crisis.ts'
import { detect } from './language.ts'
import { openLocalReader } from './local/read.ts'
import type { LocalReader, LocalReading } from './local/read.ts'
import { clean } from './plaintext.ts'
import { guard } from './secrets/guard.ts'

/** Probabilities become log-odds no stronger than this: one text alone never settles a case for good. */
const MAX_LOGIT = 4.5
const GATE_LOGIT = 0.1

export type EarParts = {
  readonly reader: LocalReader
  readonly answers: AnswerReader
  readonly glossary: Glossary
  readonly crisis: ReturnType<typeof loadCrisis>
  readonly facts: ReadonlySet<string>
}

/**
 * The ear: free text in, facts out; synchronous and without a model. Secrets are taken out first, so that nothing behind this
 * door ever sees one.
 * @param facts fact ids the content knows; others the reader may report are left out
 */
export function openEar(facts: ReadonlySet<string>, parts: Partial<EarParts> = {}): Ear & { reader: LocalReader } {
  const reader = parts.reader ?? openLocalReader()
  const answers = parts.answers ?? openAnswers()
  const glossary = parts.glossary ?? openGlossary()
  const crisis = parts.crisis ?? loadCrisis()
  return {
    reader,
    listen(raw, { language, question }) {
      const { text, notes } = clean(raw)
      const { redacted, secrets } = guard(text)
      const empty = notes.binary || !/[\p{L}\p{N}]/u.test(redacted)
      const detected = detect(text)
      const spoken: Language | undefined =
        detected.sure && detected.language !== 'other' ? detected.language : undefined
      const answer = question && !empty ? answers.answer(redacted, question) : undefined
      const asks = empty ? undefined : answers.asks(redacted)
      const danger = crisis(text)
      const read = empty
        ? undefined
        : reader.read(redacted, { lang: spoken ?? language, isReply: question !== undefined })
      return {
        reading: {
          text: redacted,
          language: spoken,
          facts: read ? factsOf(read, facts) : [],
          // A bare "no" says nothing about which attack it is.
          logits: read && !answer ? logitsOf(read) : {},
          amounts: read?.amounts ?? [],
          service: read?.services[0],
          secrets: [...new Set(secrets.map(({ type }) => type))],
          crisis: danger.crisis || danger.threat || danger.forcedToGo,
          threat: danger.threat || danger.forcedToGo,
          secondHit: answers.secondHit(redacted),
          happenedAt: read?.when[0]?.quote,
          cut: notes.cut,
          foreign: detected.sure && detected.language === 'other',
          tongue: detected.sure ? detected.tongue : undefined,
        },
        answer: answer && question ? { fact: question, value: answer } : undefined,
        asks: asks === 'what' ? undefined : asks,
        term: asks === undefined || asks === 'why' ? undefined : glossary.find(redacted),
        empty,
      } satisfies HeardText
    },
  }
}

const factsOf = (read: LocalReading, known: ReadonlySet<string>) =>
  Object.entries(read.facts).flatMap(([fact, { value, quote }]) =>
    known.has(fact) ? [{ fact: fact as FactId, value, quote }] : [],
  )

/** Every pattern the reader names, as log-odds; what it doesn't name stays unread. */
export function logitsOf({ patterns }: Pick<LocalReading, 'patterns'>): Record<string, number> {
  const logits: Record<string, number> = {}
  for (const { id, probability } of patterns) {
    const p = Math.min(0.9999, Math.max(0.0001, probability))
    logits[id] = Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, Math.log(p / (1 - p))))
  }
  // Where the reader's own gate says "no incident" or "none of the known", that holds, whatever the number beside it.
  const first = patterns[0]?.id
  if (first === 'none' || first === 'unknown') logits[first] = Math.max(logits[first] ?? 0, GATE_LOGIT)
  return logits
}

/** An ear that opens at the first word or when it is warmed: its vocabularies and weights take longer than a prompt may. */
export function lazyEar(open: () => Ear): Ear & { warm(): void } {
  let ear: Ear | undefined
  return {
    listen: (text, context) => (ear ??= open()).listen(text, context),
    warm: () => void (ear ??= open()),
  }
}

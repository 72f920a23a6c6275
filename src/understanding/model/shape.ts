import { z } from 'zod'
import type { Meanings } from './meanings.ts'

/** The model's only way to speak: closed lists of ids, and passages copied from the text. */

/** A model's whole answer holds no more than this; what is longer is cut before it is looked at. */
const MAX_PATTERNS = 3
const MAX_FACTS = 60
const MAX_QUOTE_CHARACTERS = 400

const Confidence = z.enum(['certain', 'likely', 'possible'])
const Whose = z.enum(['writer', 'close_person', 'nobody'])
const Spoken = z.enum(['ja', 'en', 'other'])

/** How sure the model says it is; turned into a probability by `read.ts`. */
export type Confidence = z.infer<typeof Confidence>

/** What may be taken from an answer, before any quote is checked. */
export type ModelAnswer = {
  readonly whose: z.infer<typeof Whose>
  readonly patterns: readonly { readonly id: string; readonly confidence: Confidence }[]
  readonly facts: readonly { readonly fact: string; readonly value: boolean; readonly quote: string }[]
  readonly service?: string
  readonly country?: string
  readonly language: z.infer<typeof Spoken>
}

/** Services the reader names; `other_shop` and `other` are those without a name of their own. */
export const closedLists = ({ facts, patterns }: Meanings, services: readonly string[]) => ({
  facts: Object.keys(facts),
  patterns: ['none', 'unknown', ...Object.keys(patterns)],
  services: ['none', 'other', ...new Set(['other_shop', ...services])],
})
export type ClosedLists = ReturnType<typeof closedLists>

/**
 * The schema sent with the request. Strict structured output wants every property required, no other property, and
 * closed enums; lengths are checked on the way in, because not every server knows `maxLength`.
 */
export function requestShape({ facts, patterns, services }: ClosedLists) {
  return z.strictObject({
    summary: z.string().describe('One sentence in English, at most 30 words'),
    whose: Whose,
    patterns: z.array(z.strictObject({ id: z.enum(patterns), confidence: Confidence })).describe('Likeliest first'),
    facts: z.array(
      z.strictObject({
        fact: z.enum(facts),
        value: z.boolean(),
        quote: z.string().describe('Copied from the message, character for character'),
      }),
    ),
    service: z.enum(services),
    country: z.string().describe('ISO 3166 code, or empty'),
    language: Spoken,
  })
}

const Outer = z.looseObject({
  whose: Whose.catch('writer'),
  patterns: z.array(z.unknown()),
  facts: z.array(z.unknown()),
  service: z.string().catch('none'),
  country: z.string().catch(''),
  language: Spoken.catch('other'),
})
const Rated = z.looseObject({ id: z.string(), confidence: Confidence.catch('likely') })
const Stated = z.looseObject({
  fact: z.string(),
  value: z.boolean(),
  quote: z.string().min(1).max(MAX_QUOTE_CHARACTERS),
})

/**
 * An answer as it may be used: ids outside the closed lists, double facts and overlong passages are left out one by
 * one, so that one slip doesn't cost the rest.
 * @returns undefined when it has another shape altogether
 */
export function acceptAnswer(answer: unknown, lists: ClosedLists): ModelAnswer | undefined {
  const outer = Outer.safeParse(answer)
  if (!outer.success) return undefined
  const { whose, language, service, country } = outer.data
  const patterns: { id: string; confidence: Confidence }[] = []
  for (const raw of outer.data.patterns) {
    const rated = Rated.safeParse(raw)
    if (!rated.success || !lists.patterns.includes(rated.data.id)) continue
    if (patterns.length < MAX_PATTERNS && !patterns.some(({ id }) => id === rated.data.id)) patterns.push(rated.data)
  }
  const facts: { fact: string; value: boolean; quote: string }[] = []
  const twoVoiced = new Set<string>()
  for (const raw of outer.data.facts.slice(0, MAX_FACTS)) {
    const stated = Stated.safeParse(raw)
    if (!stated.success || !lists.facts.includes(stated.data.fact)) continue
    const before = facts.find(({ fact }) => fact === stated.data.fact)
    if (!before) facts.push(stated.data)
    else if (before.value !== stated.data.value) twoVoiced.add(before.fact)
  }
  return {
    whose,
    patterns,
    // Said to be so and not so in one answer: the text doesn't settle it.
    facts: facts.filter(({ fact }) => !twoVoiced.has(fact)),
    service: lists.services.includes(service) && service !== 'none' && service !== 'other' ? service : undefined,
    country: /^[A-Z]{2}$/.test(country) ? country : undefined,
    language,
  }
}

import { z } from 'zod'
import { FactId, PatternId, StepId, WaitId } from '../core/ids.ts'

/**
 * What the files in prompts/ may hold. prompts/README.md explains every field to an author; this file is what is checked.
 * Lengths follow what a phone shows: one message, one thing.
 */

const MAX_JA_CHARACTERS = 140
const MAX_EN_WORDS = 60

const words = (text: string) => text.split(/\s+/).filter(Boolean).length

/** One sentence or more in both languages; a missing one stops the boot. */
export const Text = z.strictObject({ ja: z.string().trim().min(1), en: z.string().trim().min(1) })
export type Text = z.infer<typeof Text>

/** A text that must fit one phone message with its buttons. */
export const ShortText = Text.superRefine((text, context) => {
  if ([...text.ja].length > MAX_JA_CHARACTERS)
    context.addIssue({
      code: 'custom',
      path: ['ja'],
      message: `longer than ${MAX_JA_CHARACTERS} characters (${[...text.ja].length})`,
    })
  if (words(text.en) > MAX_EN_WORDS)
    context.addIssue({ code: 'custom', path: ['en'], message: `longer than ${MAX_EN_WORDS} words (${words(text.en)})` })
})

/** A button label: short enough for three in a row on a phone, and for Discord's 80 characters. */
export const Label = Text.superRefine((text, context) => {
  if ([...text.ja].length > 14)
    context.addIssue({ code: 'custom', path: ['ja'], message: 'longer than 14 characters: too long for a button' })
  if (text.en.length > 24)
    context.addIssue({ code: 'custom', path: ['en'], message: 'longer than 24 characters: too long for a button' })
})

const facts = z.array(FactId).default([])
/** Lists of facts; see core/playbook.ts Condition. */
export const Condition = z.strictObject({ all: facts, any: facts, none: facts, denied: facts, undenied: facts })
const ALWAYS = { all: [], any: [], none: [], denied: [], undenied: [] }
const conditions = z.array(Condition).default([])

export const FactWords = z.strictObject({
  id: FactId,
  /** One statement about the case as a noun phrase or short sentence, for the timeline and the understood-list. */
  label: Text,
  /** The question; absent for facts that are never asked. */
  ask: ShortText.optional(),
  why: ShortText.optional(),
  /** How to find out. */
  hint: ShortText.optional(),
  base: z.number().min(0.01).max(0.9).default(0.15),
  /** Not asked while one of these holds. */
  moot_when: conditions,
  /** "Don't know" counts as a yes. */
  unsure_means: z.literal('yes').optional(),
  /** Yes or no by itself while one of these holds. */
  follows: z.strictObject({ yes: conditions, no: conditions }).default({ yes: [], no: [] }),
  /** Labels of the yes and no buttons where plain yes/no reads badly. */
  yes: Label.optional(),
  no: Label.optional(),
})
export type FactWords = z.infer<typeof FactWords>

export const Urgency = z.enum(['now', 'today', 'week', 'watch'])

export const Block = z.enum([
  'EVIDENCE', 'MONEY', 'CLEAN', 'MAILBOX', 'LOCKOUT', 'WARN', 'RECORD', 'REUSE', 'SECOND', 'SUPPORT', 'FLOOD', 'TIDY', 'CARE', 'OWN',
]) // prettier-ignore

export const StepWords = z.strictObject({
  id: StepId,
  block: Block.default('OWN'),
  urgency: Urgency,
  minutes: z.number().int().min(1).max(240).default(5),
  when: Condition.default(ALWAYS),
  after: z.array(StepId).default([]),
  gate: z.array(StepId).default([]),
  ticked_by: conditions,
  sets: facts,
  /** Kinds of secrets after which the step is due whatever happened: what was written down is burnt. */
  burnt_by: z.array(z.string()).default([]),
  services: z.array(z.string()).default([]),
  countries: z.array(z.string().length(2)).default([]),
  instead: StepId.optional(),
  /** A few words for the plan list and the progress line. */
  title: Text,
  /** The one action, verb first. */
  text: ShortText,
  /** The long form behind "how?". */
  how: Text.optional(),
  /** How to see that it worked. */
  check: Text.optional(),
  trap: Text.optional(),
  /** What to say when the person can't. */
  cannot: Text.optional(),
  /** Purposes in contacts.yaml, resolved by the case's country. */
  contacts: z.array(z.string()).default([]),
  /** Cards offered with the step. */
  cards: z.array(z.enum(['call-card', 'mail-search', 'support-ladder', 'support-message', 'police-sheet'])).default([]),
})
export type StepWords = z.infer<typeof StepWords>

/** `45m`, `6h`, `3d`: an author writes a clock with its unit. */
const Clock = z
  .string()
  .regex(/^\d+(m|h|d)$/, 'a clock is a number with m, h or d, e.g. 45m, 6h, 3d')
  .transform(clock => Number(clock.slice(0, -1)) * { m: 1, h: 60, d: 1440 }[clock.slice(-1) as 'm' | 'h' | 'd'])

export const WaitWords = z.strictObject({
  id: WaitId,
  /** Whose rule the clock is (EU stands for every member state); it runs only in a case known to be there. Empty: any. */
  countries: z.array(z.string().length(2)).default([]),
  when: Condition.default(ALWAYS),
  starts_after: z.array(StepId).default([]),
  ends_when: conditions,
  ends_after: z.array(StepId).default([]),
  remind: z.array(Clock).min(1),
  came: FactId.optional(),
  lapse: FactId.optional(),
  urgent: z.boolean().default(false),
  /** What is being waited for, and how long it usually takes. */
  text: ShortText,
  /** The question when the clock rings. */
  ask: ShortText,
  /** What to do when nothing comes. */
  nothing: ShortText,
  came_label: Label.optional(),
})
export type WaitWords = z.infer<typeof WaitWords>

export const Source = z.strictObject({
  url: z.string().min(4),
  read: z.iso.date(),
  mark: z.enum(['V', 'K', 'check', 'seed', 'U']),
})

export const PlanItem = z.union([
  StepId.transform(step => ({ step, after: [] as StepId[] })),
  z.strictObject({
    step: StepId,
    urgency: Urgency.optional(),
    after: z.array(StepId).default([]),
    title: Text.optional(),
    text: ShortText.optional(),
    how: Text.optional(),
    check: Text.optional(),
    trap: Text.optional(),
    contacts: z.array(z.string()).optional(),
  }),
])

export const PatternWords = z.strictObject({
  id: PatternId,
  title: Text,
  /** For pings and buttons; no personal data, at most a few words. */
  short: Text,
  /** One line: what is done to people in this attack. */
  line: Text,
  status: z.enum(['draft', 'reviewed', 'retired']),
  sources: z.array(Source).min(1),
  mitre: z.array(z.strictObject({ id: z.string().regex(/^[TF]\d{4}(\.\d{3})?$/), framework: z.enum(['attack', 'f3']).default('attack'), name: z.string(), note: z.string().optional() })).min(1), // prettier-ignore
  services: z.array(z.string()).default([]),
  platforms: Text,
  /** One short sentence that shows the bot understood, and is true. */
  understood: ShortText,
  /** One line of hope that is true, or nothing. */
  hope: ShortText.optional(),
  facts: z.array(FactWords).default([]),
  signs: z.array(z.strictObject({ fact: FactId, typical: z.enum(['always', 'usual', 'sometimes', 'rare', 'never']), mitre: z.array(z.string()).default([]), note: Text.optional() })).min(3), // prettier-ignore
  excludes: z.array(z.strictObject({ text: Text, then: Text })).min(1),
  look_alikes: z.array(z.strictObject({ pattern: PatternId, fact: FactId, true_means: z.enum(['this', 'other']), text: Text })).min(1), // prettier-ignore
  ask: z.array(FactId).min(2),
  ask_first: z.array(FactId).default([]),
  evidence: z.array(z.strictObject({ id: z.string(), text: Text })).min(1),
  steps: z.array(StepWords).default([]),
  plan: z.array(PlanItem).min(4),
  /** Documented orders [first, second] that lock nothing. */
  order: z.array(z.tuple([StepId, StepId])).default([]),
  waits: z.array(WaitWords).default([]),
  shared_waits: z.array(WaitId).default([]),
  traps: z.array(Text).min(1),
  remains: Text,
  done_when: z.array(Text).min(1),
  watch: z.array(z.number().int().min(1).max(60)).default([1, 3, 7, 30]),
  watch_check: ShortText,
  call_when: conditions,
  /** What help is wanted, in a ping: a noun phrase without personal data. */
  help_wanted: Text,
  call_card: z.strictObject({ to: Text, say: Text, ask: z.array(Text).min(1) }).optional(),
  support_message: Text.optional(),
})
export type PatternWords = z.infer<typeof PatternWords>

export const Contact = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{3,48}$/),
  /** ISO country, EU, or * for everywhere. */
  country: z.union([z.string().length(2), z.literal('*')]),
  purpose: z.string().regex(/^[a-z0-9-]{3,40}$/),
  name: Text,
  phone: z.string().optional(),
  url: z.url().optional(),
  mail: z.string().optional(),
  hours: Text.optional(),
  languages: z.array(z.string()).default([]),
  note: Text.optional(),
  mark: z.enum(['V', 'K', 'U']),
  source: z.string(),
  checked: z.iso.date(),
})
export type Contact = z.infer<typeof Contact>

/** texts.yaml: every other sentence, by dotted key. */
export const Texts = z.record(z.string().regex(/^[a-z0-9_.-]+$/), Text)

/** wording.yaml: what no text may say; `except` lists places (keys) where it stands on purpose. */
export const WordingRule = z.strictObject({
  language: z.enum(['ja', 'en']),
  pattern: z.string().refine(isPattern, 'is not a regular expression'),
  says: z.string(),
  except: z.array(z.string()).default([]),
})
export type WordingRule = z.infer<typeof WordingRule>

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'iu')
    return true
  } catch {
    // RegExp's way of saying so; the schema reports it with its place.
    return false
  }
}

import { z } from 'zod'

/** Ids are parsed at the door and trusted inside; a bare string is a compile error. */

/** A tri-state thing that can be known about a case, e.g. `mail_flood`. */
export const FactId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{2,47}$/, 'a fact id is lower case with underscores, 3 to 48 characters')
  .brand<'FactId'>()
export type FactId = z.infer<typeof FactId>

/** A documented attack, e.g. `amazon-takeover`; equals the file name in prompts/patterns. */
export const PatternId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,39}$/, 'a pattern id is lower case with hyphens, 3 to 40 characters')
  .brand<'PatternId'>()
export type PatternId = z.infer<typeof PatternId>

/** A recovery step, e.g. `change-password`. */
export const StepId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,39}$/, 'a step id is lower case with hyphens, 3 to 40 characters')
  .brand<'StepId'>()
export type StepId = z.infer<typeof StepId>

/** A state of waiting with a clock, e.g. `form-silent`. */
export const WaitId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,39}$/, 'a wait id is lower case with hyphens, 3 to 40 characters')
  .brand<'WaitId'>()
export type WaitId = z.infer<typeof WaitId>

/** One person on one app, bound to the numeric platform id; names never identify. */
export const PersonId = z
  .string()
  .regex(/^(discord|telegram|terminal):[A-Za-z0-9_-]{1,40}$/)
  .brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** One case: ten characters, random, no personal data. */
export const CaseId = z
  .string()
  .regex(/^[a-z0-9]{10}$/)
  .brand<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>

/** One community: a Discord server and/or Telegram groups sharing one roster. */
export const CommunityId = z
  .string()
  .regex(/^[a-z0-9]{10}$/)
  .brand<'CommunityId'>()
export type CommunityId = z.infer<typeof CommunityId>

/** Milliseconds since 1970, UTC. */
export type Instant = number

/** The two languages every text exists in. */
export const Language = z.enum(['ja', 'en'])
export type Language = z.infer<typeof Language>

/** A time zone the runtime knows, under one spelling, e.g. `Asia/Tokyo` also for `asia/tokyo`. */
export const TimeZone = z.string().transform((text, context) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    // Intl's way of saying that it knows no such zone.
    context.addIssue({ code: 'custom', message: 'is not a time zone; use a name like Asia/Tokyo' })
    return z.NEVER
  }
})

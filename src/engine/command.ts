import type { z } from 'zod'
import type { Case } from '../core/case.ts'
import type { Instant, Language, PersonId } from '../core/ids.ts'
import type { Intent } from '../core/intents.ts'

/** Who sees a command in their menu; what they may do is decided again by the core. */
export type CommandFor = 'anyone' | 'person' | 'helper' | 'moderator'

export type Option = {
  readonly name: string
  /** Key in texts.yaml: `command.<name>.<option>`. */
  readonly required: boolean
  /** At most 25. */
  readonly choices?: readonly string[]
  /** The rest of the line belongs to this option. */
  readonly rest?: boolean
  /** A list too long for a menu: completed while typing. */
  readonly complete?: 'step' | 'helper' | 'case' | 'pattern' | 'country'
}

export type CommandContext = {
  readonly by: PersonId
  readonly state: Case | undefined
  readonly now: Instant
  readonly language: Language
}

/** Wishes that are not about one case are carried out by the desk. */
export type DeskWish = { readonly desk: string; readonly input: Readonly<Record<string, string>> }

/**
 * A thing a person can ask for. A description, not a handler: Discord options, Telegram's menu, terminal help and the tests
 * are all drawn from it.
 */
export type Command<Input = Readonly<Record<string, string | undefined>>> = {
  /** Lower case with hyphens; Telegram drops the hyphens. Help text: `command.<name>` in texts.yaml. */
  readonly name: string
  readonly for: CommandFor
  readonly options: readonly Option[]
  readonly input: z.ZodType<Input>
  /** `open` starts a case when there is none. */
  readonly intent: (input: Input, context: CommandContext) => readonly Intent[] | 'open' | DeskWish
}

/** Keeps the input's type inside one command file; the list of all commands forgets it. */
export const command = <Input>(description: Command<Input>): Command => description as unknown as Command

/** What was filled in: an option left out is absent. */
export const stated = (input: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

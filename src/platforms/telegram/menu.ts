import type { Library } from '../../content/library.ts'
import type { Command, CommandFor } from '../../engine/command.ts'
import type { Language } from '../../core/ids.ts'
import type { Log } from '../../log.ts'
import type { Calls } from './calls.ts'
import { telegramName } from './command-line.ts'

/** The menus behind "/" and what a person reads before pressing Start, in both languages. Limits: Bot API 10. */

const DESCRIPTION_LIMIT = 256

export type Scope = 'default' | 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators'

export type Menu = {
  readonly scope: Scope
  /** Absent = whoever has no menu in their language: English. */
  readonly language?: Language
  readonly commands: readonly { readonly command: string; readonly description: string }[]
}

/** Who finds which commands where; what they may do is decided when they use them. */
const AUDIENCE: Readonly<Record<Scope, readonly CommandFor[]>> = {
  default: ['anyone', 'person'],
  all_private_chats: ['anyone', 'person', 'helper', 'moderator'],
  all_group_chats: ['helper'],
  all_chat_administrators: ['helper', 'moderator'],
}

export function menus(commands: readonly Command[], texts: Library['texts']): Menu[] {
  const scopes = Object.keys(AUDIENCE) as Scope[]
  return scopes.flatMap(scope =>
    ([undefined, 'ja'] as const).map(language => ({
      scope,
      language,
      commands: listed(commands, scope).map(command => ({
        command: telegramName(command),
        description: (texts[`command.${command.name}`]?.[language ?? 'en'] ?? command.name).slice(0, DESCRIPTION_LIMIT),
      })),
    })),
  )
}

function listed(commands: readonly Command[], scope: Scope): Command[] {
  const inGroup = scope === 'all_group_chats' || scope === 'all_chat_administrators'
  const shown = commands.filter(
    command => AUDIENCE[scope].includes(command.for) || (inGroup && command.name === 'help-me'),
  )
  // Help first: a frightened person reads the top of the list.
  return shown.toSorted((one, other) => Number(other.name === 'help-me') - Number(one.name === 'help-me')).slice(0, 100)
}

export type Profile = { readonly language?: Language; readonly description: string; readonly short: string }

export function profiles(texts: Library['texts']): Profile[] {
  return ([undefined, 'ja'] as const).map(language => ({
    language,
    description: texts['telegram.description']?.[language ?? 'en'] ?? '',
    short: texts['telegram.short-description']?.[language ?? 'en'] ?? '',
  }))
}

/** Tells Telegram the menus and profile texts. A failure changes nothing for anybody who writes: it is only logged. */
export async function announce(
  { api, ask }: Calls,
  { commands, texts }: { commands: readonly Command[]; texts: Library['texts'] },
  log: Log,
): Promise<void> {
  try {
    for (const { scope, language, commands: listed } of menus(commands, texts)) {
      const parameters = { commands: listed, scope: { type: scope }, ...(language && { language_code: language }) }
      await ask('setMyCommands', () => api.setMyCommands(parameters))
    }
    for (const { language, description, short } of profiles(texts)) {
      const language_code = language ? { language_code: language } : {}
      await ask('setMyDescription', () => api.setMyDescription({ description, ...language_code }))
      await ask('setMyShortDescription', () =>
        api.setMyShortDescription({ short_description: short, ...language_code }),
      )
    }
  } catch (error) {
    log.warn('menu-not-set', { platform: 'telegram', error, hint: 'The menu is set again at the next start.' })
  }
}

import type { Command, Option } from '../../engine/command.ts'

/** `/name@bot rest of the line`, as people type it and as menus insert it. */

const LINE = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+([\s\S]*))?$/

export type CommandLine = { readonly command: Command | undefined; readonly typed: string; readonly rest: string }

/** Telegram allows no hyphens: `help-me` is typed `/helpme`. */
export const telegramName = ({ name }: Pick<Command, 'name'>) => name.replaceAll('-', '')

/**
 * @param username - the bot's own, without @
 * @returns undefined when the text is no command, `other-bot` when it is meant for another bot
 */
export function readCommandLine(
  text: string,
  username: string,
  commands: readonly Command[],
): CommandLine | 'other-bot' | undefined {
  const [whole, name = '', at, rest = ''] = LINE.exec(text.trim()) ?? []
  if (whole === undefined) return undefined
  if (at !== undefined && at.toLowerCase() !== username.toLowerCase()) return 'other-bot'
  const typed = name.toLowerCase()
  return { typed, rest: rest.trim(), command: commands.find(command => telegramName(command) === typed) }
}

/** Words to options by their place; the last option that takes the rest of the line gets all of it. */
export function readOptions(rest: string, options: readonly Option[]): Record<string, string> {
  const input: Record<string, string> = {}
  let left = rest.trim()
  for (const option of options) {
    if (left === '') break
    const end = option.rest ? -1 : left.search(/\s/)
    input[option.name] = end < 0 ? left : left.slice(0, end)
    left = end < 0 ? '' : left.slice(end).trim()
  }
  return input
}

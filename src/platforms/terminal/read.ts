import type { PersonId } from '../../core/ids.ts'
import type { Command } from '../../engine/command.ts'

/** One typed line: a command, a number for a button, or words. */
export type Line =
  | { readonly kind: 'command'; readonly name: string; readonly input: Record<string, string> }
  | { readonly kind: 'choice'; readonly number: number }
  | { readonly kind: 'as'; readonly who: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unknown'; readonly name: string }

/** `/done`, `2`, 「はい」: what a line means, before anybody looks at the case. */
export function readLine(line: string, commands: readonly Command[], offered: number): Line {
  const text = line.trim()
  const digits = text.normalize('NFKC').replace(/[.)]$/, '')
  if (/^\d{1,2}$/.test(digits) && Number(digits) >= 1 && Number(digits) <= offered)
    return { kind: 'choice', number: Number(digits) }
  if (!text.startsWith('/')) return { kind: 'text', text: line }
  const [head = '', ...words] = text.slice(1).split(/\s+/)
  const name = head.toLowerCase()
  if (name === 'as') return { kind: 'as', who: words[0] ?? '' }
  if (name === 'help') return { kind: 'help' }
  if (name === 'quit' || name === 'exit') return { kind: 'quit' }
  const found = commands.find(command => command.name === name || command.name.replaceAll('-', '') === name)
  if (!found) return { kind: 'unknown', name }
  const input: Record<string, string> = {}
  let rest = words
  for (const option of found.options) {
    if (rest.length === 0) break
    if (option.rest) {
      input[option.name] = rest.join(' ')
      rest = []
    } else {
      input[option.name] = rest[0] ?? ''
      rest = rest.slice(1)
    }
  }
  return { kind: 'command', name: found.name, input }
}

/** The people of the terminal: one person may try the whole product. */
export const personOf = (who: string) => `terminal:${who}` as PersonId

import { clean } from './plaintext.ts'
import { guard } from './secrets/guard.ts'

/**
 * A short text beside the story, without secrets and hidden signs. Unlike the story it keeps personal data: a note about whom
 * one spoke to is worth nothing without the name.
 */
export function screen(raw: string): { text: string; secrets: string[] } {
  const { text } = clean(raw)
  const { secrets } = guard(text)
  let safe = ''
  let at = 0
  for (const { type, start, end } of secrets) {
    if (end <= at) continue
    if (start >= at) safe += `${text.slice(at, start)}[secret removed: ${type}]`
    at = end
  }
  return { text: safe + text.slice(at), secrets: [...new Set(secrets.map(({ type }) => type))] }
}

import type { Heard, Inbound } from './messages.ts'

/**
 * What people write beside the story (a note, a promise, a name, a file's name) passes here before anything keeps it, and
 * once more before anybody reads it. The story itself goes through the ear, which does the same and more.
 */

/** Takes secrets and unreadable signs out of a text. Personal data stays: the name of an officer belongs in a note. */
export type Screen = (text: string) => { readonly text: string; readonly secrets: readonly string[] }

/** Makes words of a person safe to stand inside our own: no link, mention or markup in them works any more. */
export type Quote = (text: string) => string

/** Keys that we made ourselves and that a person hands back; whoever takes signs out of them breaks them. */
const KEYS = new Set(['token', 'word'])
const MAX_NAME = 200
const MAX_MIME = 100

/**
 * The input with every free text screened.
 * @param isOurs whether a word is an id of the content ("/done lock-pay-app"): nobody's secret, whatever it reads like
 * @returns what to answer about a secret, when there was one
 */
export function screened(
  inbound: Inbound,
  screen: Screen,
  isOurs: (word: string) => boolean,
): { inbound: Inbound; answer?: Pick<Heard, 'note' | 'remove'> } {
  const found: string[] = []
  const through = (text: string) => {
    const { text: safe, secrets } = screen(text)
    found.push(...secrets)
    return safe
  }
  // A secret in a display name is somebody's odd taste; typed into a command, it is burnt.
  const named =
    inbound.name === undefined ? inbound : { ...inbound, name: screen(inbound.name).text.slice(0, MAX_NAME) }
  const { what } = named
  if (what.kind === 'command') {
    const entries = Object.entries(what.input).map(([key, text]) => [
      key,
      KEYS.has(key) || isOurs(text) ? text : through(text),
    ])
    const safe: Inbound = { ...named, what: { ...what, input: Object.fromEntries(entries) as Record<string, string> } }
    const [first] = found
    return first === undefined
      ? { inbound: safe }
      : { inbound: safe, answer: { note: `secret.${first}`, remove: true } }
  }
  if (what.kind !== 'file') return { inbound: named }
  const file = { ...what, name: through(what.name).slice(0, MAX_NAME), mime: what.mime.slice(0, MAX_MIME) }
  return { inbound: { ...named, what: file } }
}

import { createHash } from 'node:crypto'
import type { Rich } from '../../content/rich.ts'
import type { Outbound, OutboundButton } from '../../engine/messages.ts'
import { IDS, userIdOf } from './read.ts'
import { split } from './split.ts'

/**
 * An outbound message → Discord's JSON. Every card is Components V2 (a container with text and rows): it needs no "Embed
 * Links" permission, shows where a person has switched embeds off, and a message can't change between the two kinds.
 */

export const IS_COMPONENTS_V2 = 1 << 15
export const EPHEMERAL = 1 << 6
const SUPPRESS_NOTIFICATIONS = 1 << 12

/** Discord allows 4,000 characters over all texts of a message; the call line needs some of them. */
const MAX_TEXT = 3_900
const MAX_LABEL = 80
const MAX_OPTION_LABEL = 100
const MAX_ROWS = 5
const MAX_ROW = 5
const MAX_OPTIONS = 25
/** As many answers of one kind read better as a list than as buttons. */
const LIST_FROM = 4
const MAX_MENTIONS = 100
const ACCENT = 0x2f7d7b
const STYLES = { primary: 1, plain: 2, danger: 4 } as const

export type Json = Readonly<Record<string, unknown>>

/** Body of one message create or edit. */
export type Payload = {
  readonly flags?: number
  readonly content?: string
  readonly components?: readonly Json[]
  readonly allowed_mentions: { readonly parse: readonly never[]; readonly users?: readonly string[] }
  readonly nonce?: string
  readonly enforce_nonce?: true
}

/** Idempotency key of one part of one message: 22 characters of a hash; Discord returns the earlier message for a repeat. */
export const nonceOf = (id: string, part = 0): string =>
  createHash('sha256').update(`${id}/${part}`).digest('base64url').slice(0, 22)

/** Labels in the reader's language. */
export type CardWords = {
  /** Placeholder of a list of choices. */
  readonly choose: string
  /** Label of a button that opens a field, where plain messages can't be read; absent where they can. */
  readonly ownWords?: string
}

/** The messages an outbound message becomes: one, or several when the text is longer than Discord takes; buttons are on the last. */
export function payloadsOf(message: Outbound, words: CardWords): readonly Payload[] {
  const users = message.mentions.flatMap(id => userIdOf(id) ?? []).slice(0, MAX_MENTIONS)
  const call = users.map(id => `<@${id}>`).join(' ')
  const parts = split(markdown(message.text), MAX_TEXT - call.length)
  return parts.map((text, part) => {
    const isLast = part === parts.length - 1
    const inside = [
      ...(text ? [textDisplay(text)] : []),
      ...(isLast ? rowsOf(withField(message.buttons, words.ownWords), words.choose) : []),
    ]
    return {
      flags: IS_COMPONENTS_V2 | (message.quiet ? SUPPRESS_NOTIFICATIONS : 0),
      components: [...(part === 0 && call ? [textDisplay(call)] : []), container(inside)],
      allowed_mentions: part === 0 && users.length > 0 ? { parse: [], users } : { parse: [] },
      nonce: nonceOf(message.id, part),
      enforce_nonce: true,
    }
  })
}

/** The body that changes a card in place: silence and nonce belong to its first sending. */
export const editOf = ({ components, allowed_mentions }: Payload): Payload => ({
  flags: IS_COMPONENTS_V2,
  components,
  allowed_mentions,
})

/** A plain line, e.g. an ephemeral note. */
export const lineOf = (text: string, components: readonly Json[] = [], users: readonly string[] = []): Payload => ({
  content: text,
  components,
  allowed_mentions: users.length > 0 ? { parse: [], users } : { parse: [] },
})

export const textDisplay = (content: string): Json => ({ type: 10, content })
export const container = (components: readonly Json[]): Json => ({ type: 17, accent_color: ACCENT, components })
export const row = (components: readonly Json[]): Json => ({ type: 1, components })
export const button = (id: string, label: string, style: keyof typeof STYLES = 'plain', disabled = false): Json => ({
  type: 2,
  style: STYLES[style],
  label: cut(label, MAX_LABEL),
  custom_id: id,
  ...(disabled ? { disabled } : {}),
})
export const link = (url: string, label: string): Json => ({ type: 2, style: 5, label: cut(label, MAX_LABEL), url })

/** Where a card asks something, its reader can always answer in their own words. */
function withField(rows: Outbound['buttons'], label: string | undefined): Outbound['buttons'] {
  if (label === undefined || rows.flat().length === 0 || rows.flat().some(({ input }) => input)) return rows
  return [...rows, [{ label, ref: '', style: 'plain', input: true, name: 'own-words' }]]
}

/** Rows of buttons inside Discord's limits; four or more choices of one kind, or too many rows, become a list. */
function rowsOf(wanted: Outbound['buttons'], choose: string): Json[] {
  const seen = new Set<string>()
  const rows = wanted.map(row => row.filter(({ ref }) => !seen.has(ref) && seen.add(ref))).filter(row => row.length > 0)
  const choices = rows.flat().filter(({ name }) => name.startsWith('choose/'))
  const listed = choices.length >= LIST_FROM ? choices : []
  const plain = rows.map(row => row.filter(one => !listed.includes(one))).flatMap(row => chunks(row, MAX_ROW))
  const head = listed.length > 0 ? [list(0, listed, choose)] : []
  const room = MAX_ROWS - head.length
  if (plain.length <= room) return [...head, ...plain.map(rowOf)]
  // A button that opens a field stays one: a choice of a list opens nothing, and our own field has no id to choose by.
  const fields = plain
    .flat()
    .filter(({ input }) => input)
    .slice(0, MAX_ROW)
  const others = plain.map(row => row.filter(one => !fields.includes(one))).filter(row => row.length > 0)
  const kept = room - 1 - (fields.length > 0 ? 1 : 0)
  const rest = others.slice(kept).flat()
  return [
    ...head,
    ...others.slice(0, kept).map(rowOf),
    ...(rest.length > 0 ? [list(1, rest, choose)] : []),
    ...(fields.length > 0 ? [rowOf(fields)] : []),
  ]
}

const list = (serial: number, options: readonly OutboundButton[], placeholder: string): Json =>
  row([
    {
      type: 3,
      custom_id: `${IDS.pick}${serial}`,
      placeholder: cut(placeholder, 150),
      options: options
        .slice(0, MAX_OPTIONS)
        .map(({ label, ref }) => ({ label: cut(label, MAX_OPTION_LABEL), value: ref })),
    },
  ])

const rowOf = (buttons: readonly OutboundButton[]): Json => row(buttons.map(buttonOf))
const buttonOf = ({ ref, label, style, input }: OutboundButton): Json =>
  button(input ? `${IDS.words}${ref}` : ref, label, style)

function chunks<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const found = []
  for (let from = 0; from < items.length; from += size) found.push(items.slice(from, from + size))
  return found
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** At most `limit` UTF-16 units, never inside a character a person would call one. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > limit - 1) break
    kept += segment
  }
  return `${kept}…`
}

// ── markdown ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const LINK = /https?:\/\/[^\s<>]+/g

/** Rich text as Discord's markdown. Everything that could be read as markup is escaped; only our own styles remain. */
export function markdown(rich: Rich): string {
  let out = ''
  for (const { text, style } of rich) {
    const atLineStart = out === '' || out.endsWith('\n')
    switch (style) {
      case 'bold':
        out += wrapped(text, '**', atLineStart)
        break
      case 'strike':
        out += wrapped(text, '~~', atLineStart)
        break
      case 'code':
        out += text.includes('\n') ? `${atLineStart ? '' : '\n'}\`\`\`\n${tick(text)}\n\`\`\`` : `\`${tick(text)}\``
        break
      case 'quote':
        out += `${atLineStart ? '' : '\n'}${text
          .split('\n')
          .map(line => `> ${escape(line, true).replaceAll('/', '\\/')}`)
          .join('\n')}`
        break
      case undefined:
        // What follows a quotation must not become part of it.
        if (/(^|\n)> [^\n]*$/.test(out) && !text.startsWith('\n')) out += '\n'
        out += escapeAround(text, out === '' || out.endsWith('\n'))
    }
  }
  return out
}

/** A backtick inside code would end it. */
const tick = (text: string) => text.replaceAll('`', 'ˋ')

/** Spaces inside the marks would stop them from being marks. */
function wrapped(text: string, mark: string, atLineStart: boolean): string {
  const inner = text.trim()
  if (inner === '') return text
  const from = text.indexOf(inner)
  return `${text.slice(0, from)}${mark}${escapeAround(inner, atLineStart)}${mark}${text.slice(from + inner.length)}`
}

/** Links are left whole: an escape inside one would break it. Only registry links get this far; people's are defanged. */
function escapeAround(text: string, atLineStart: boolean): string {
  let out = ''
  let from = 0
  for (const match of text.matchAll(LINK)) {
    out += escape(text.slice(from, match.index), from === 0 ? atLineStart : false) + match[0]
    from = match.index + match[0].length
  }
  return out + escape(text.slice(from), from === 0 ? atLineStart : false)
}

/** Escapes inline marks everywhere, and block marks (headings, lists, quotes, small print) at the start of lines. */
function escape(text: string, atLineStart: boolean): string {
  const inline = text.replace(/[\\*_~`|<[]|@(?=everyone|here)/g, '\\$&').replace(/:(?=\/\/|[\w~]+:)/g, '\\:')
  const block = (line: string) =>
    line.replace(/^(\s*)(#{1,3}|-#?|\+|>{1,3})(?=\s)/, '$1\\$2').replace(/^(\s*\d+)\.(?=\s)/, '$1\\.')
  return inline
    .split('\n')
    .map((line, index) => (index > 0 || atLineStart ? block(line) : line))
    .join('\n')
}

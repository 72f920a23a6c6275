import type { Rich, Segment } from '../../content/rich.ts'
import type { Address, Outbound, OutboundButton } from '../../engine/messages.ts'
import { split } from './split.ts'

/**
 * Our message → parameters of `sendMessage` or `editMessageText`. Pure. Text goes with an `entities` array instead of a parse
 * mode: nothing a person wrote can become markup. Limits and names: Bot API 10.
 */

/** UTF-16 units, after entities. */
export const TEXT_LIMIT = 4096
const ENTITY_LIMIT = 100
const BUTTONS_A_ROW = 3
/** Half-widths of a row on a narrow phone; wider labels get fewer neighbours. */
const ROW_WIDTH = 36
const CALLBACK_LIMIT_BYTES = 64

type Span = { readonly offset: number; readonly length: number }
type Called = { readonly id: number; readonly is_bot: false; readonly first_name: string }

/** Offsets and lengths in UTF-16 units. */
export type Entity = Span &
  (
    | { readonly type: 'bold' | 'strikethrough' | 'code' | 'pre' | 'blockquote' }
    | { readonly type: 'text_mention'; readonly user: Called }
  )

export type Text = { readonly text: string; readonly entities: Entity[] }

export type InlineButton =
  | { readonly text: string; readonly callback_data: string; readonly style?: 'primary' | 'danger' }
  | { readonly text: string; readonly url: string }

type Keyboard = { readonly inline_keyboard: InlineButton[][] }
type ForceReply = { readonly force_reply: true; readonly selective: true }

/** Where a message goes, as every sending method takes it. */
export type Target = {
  readonly chat_id: number
  readonly message_thread_id?: number
  readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: true }
}

export type SendMessage = Target &
  Text & {
    readonly link_preview_options: { readonly is_disabled: true }
    readonly disable_notification?: true
    readonly reply_markup?: Keyboard | ForceReply
  }

export type EditMessage = Text & {
  readonly chat_id: number
  readonly message_id: number
  readonly link_preview_options: { readonly is_disabled: true }
  readonly reply_markup?: Keyboard
}

export type Written =
  | { readonly method: 'sendMessage'; readonly parts: readonly SendMessage[] }
  | { readonly method: 'editMessageText'; readonly edit: EditMessage }
  /** The new text fits in no single message: send it anew. */
  | { readonly method: 'anew' }

export type Wording = {
  /** Said before a message that may have arrived already. */
  readonly repeat: string
  /** Display names by person id, for those a message calls. */
  readonly names: ReadonlyMap<string, string>
  /** The button that opens an invitation; it stays on the message when that is forwarded. */
  readonly invitation?: { readonly text: string; readonly url: string }
}

/** @throws when a button's reference is longer than Telegram takes, or there is nothing to say: a fault of ours */
export function write(message: Outbound, wording: Wording): Written {
  const mentions = message.edits === undefined ? mentionLine(message, wording) : []
  const label: Rich = message.repeat && message.edits === undefined ? [{ text: `${wording.repeat}\n` }] : []
  const pieces = split([...label, ...message.text], TEXT_LIMIT - lengthOf(mentions))
  const rows = [...keyboard(message.buttons), ...(wording.invitation ? [[wording.invitation]] : [])]
  const link_preview_options = { is_disabled: true } as const
  if (message.edits !== undefined) {
    const [only, ...more] = pieces
    if (!only || more.length > 0) return { method: 'anew' }
    const edit = {
      chat_id: Number(message.to.chat),
      message_id: Number(message.edits),
      ...textOf(only),
      link_preview_options,
      ...(rows.length > 0 && { reply_markup: { inline_keyboard: rows } }),
    }
    return { method: 'editMessageText', edit }
  }
  const target = targetOf(message.to)
  const parts = pieces.map((piece, index): SendMessage => {
    const isFirst = index === 0
    const isLast = index === pieces.length - 1
    const body = isFirst ? [...mentions, ...piece] : piece
    return {
      ...target,
      ...textOf(body),
      link_preview_options,
      // One message of several is enough to ring.
      ...((message.quiet || !isFirst) && { disable_notification: true }),
      ...(isLast && markup(message, rows)),
    }
  })
  return { method: 'sendMessage', parts }
}

export function targetOf({ chat, thread }: Address): Target {
  if (thread === undefined) return { chat_id: Number(chat) }
  if (!thread.startsWith('r')) return { chat_id: Number(chat), message_thread_id: Number(thread) }
  const reply_parameters = { message_id: Number(thread.slice(1)), allow_sending_without_reply: true } as const
  return { chat_id: Number(chat), reply_parameters }
}

function markup(message: Outbound, rows: InlineButton[][]): Pick<SendMessage, 'reply_markup'> {
  if (rows.length > 0) return { reply_markup: { inline_keyboard: rows } }
  // In a group we are sent free text only as a reply to us: open the reply for the one it is meant for.
  const asks = message.to.kind !== 'private' && message.mentions.length === 1
  return asks ? { reply_markup: { force_reply: true, selective: true } } : {}
}

const ENTITY_TYPES = { bold: 'bold', strike: 'strikethrough', code: 'code', quote: 'blockquote' } as const

/** Segments as one text with entities; neighbours of one style become one entity. */
export function textOf(rich: readonly MentionSegment[]): Text {
  let text = ''
  const entities: Entity[] = []
  for (const segment of rich) {
    const offset = text.length
    text += segment.text
    const { length } = segment.text
    if (length === 0) continue
    if (segment.mention) entities.push({ type: 'text_mention', offset, length, user: segment.mention })
    if (!segment.style) continue
    const plain = ENTITY_TYPES[segment.style]
    const type = plain === 'code' && segment.text.includes('\n') ? 'pre' : plain
    const last = entities.at(-1)
    if (last?.type === type && last.offset + last.length === offset)
      entities[entities.length - 1] = { ...last, length: last.length + length }
    else entities.push({ type, offset, length })
  }
  if (text.trim() === '') throw new Error('a message without words')
  return { text, entities: entities.slice(0, ENTITY_LIMIT) }
}

type MentionSegment = Segment & { mention?: Called }

/** People are called by their numeric id: a username can change hands. */
function mentionLine({ mentions }: Outbound, { names }: Wording): MentionSegment[] {
  const ids = mentions.flatMap(person => /^telegram:(\d+)$/.exec(person)?.[1] ?? [])
  const called = ids.flatMap((id, index): MentionSegment[] => {
    const name = names.get(`telegram:${id}`) ?? id
    const mention = { id: Number(id), is_bot: false, first_name: name } as const
    return [...(index > 0 ? [{ text: ' ' }] : []), { text: name, mention }]
  })
  return called.length > 0 ? [...called, { text: '\n' }] : []
}

const lengthOf = (segments: readonly Segment[]) => segments.reduce((sum, { text }) => sum + text.length, 0)

/** @throws when a reference exceeds 64 bytes */
export function keyboard(rows: Outbound['buttons']): InlineButton[][] {
  return rows.flatMap(row => {
    const lines: InlineButton[][] = []
    let width = 0
    for (const button of row) {
      const own = widthOf(button.label)
      const line = lines.at(-1)
      if (!line || line.length >= BUTTONS_A_ROW || width + own > ROW_WIDTH) {
        lines.push([inlineButton(button)])
        width = own
      } else {
        line.push(inlineButton(button))
        width += own
      }
    }
    return lines
  })
}

function inlineButton({ label, ref, style }: OutboundButton): InlineButton {
  const bytes = Buffer.byteLength(ref)
  if (bytes < 1 || bytes > CALLBACK_LIMIT_BYTES)
    throw new Error(`a button reference of ${bytes} bytes; Telegram takes 1 to 64`)
  return { text: label, callback_data: ref, ...(style !== 'plain' && { style }) }
}

/** Half-widths: a Japanese character counts two. */
const widthOf = (label: string) => [...label].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 2)

import type { InlineKeyboardButton, Message, MessageEntity } from '@grammyjs/types'
import { safe } from './page.ts'

/** A page that shows messages as Telegram's app does, drawn from what was sent: texts with their entities, keyboards, replies. */

export type View = {
  readonly title: string
  /** Whose phone this is: their own messages stand on the right. */
  readonly reader: number
  readonly timeZone: string
  /** In a group each message says whose it is. */
  readonly isGroup: boolean
}

export function telegramPageOf(messages: readonly Message[], view: View): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<div class="bar">${safe(view.title)}</div><main>${messages.map(one => bubble(one, view)).join('')}</main>`
}

function bubble(message: Message, { reader, timeZone, isGroup }: View): string {
  const { from, reply_to_message: replied } = message
  const isOwn = from?.id === reader
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(message.date * 1000)
  const name = from?.first_name ?? ''
  const body = [
    ...(isGroup && !isOwn ? [`<div class="who ${from?.is_bot ? 'ours' : ''}">${safe(name)}</div>`] : []),
    // In a topic, whatever answers nothing is an answer to the topic's own first message: no app shows that.
    ...(replied && !replied.forum_topic_created ? [quoted(replied)] : []),
    `<div class="text">${marked(message.text ?? message.caption ?? '', message.entities ?? [])}</div>`,
    `<div class="time">${message.edit_date === undefined ? '' : '✎ '}${time}</div>`,
  ]
  const keyboard = message.reply_markup?.inline_keyboard ?? []
  const rows = keyboard.map(row => `<div class="row">${row.map(button).join('')}</div>`).join('')
  const face =
    isGroup && !isOwn ? `<div class="face ${from?.is_bot ? 'ours' : ''}">${safe([...name][0] ?? '')}</div>` : ''
  return `<section class="${isOwn ? 'own' : ''}">${face}<div class="said"><div class="bubble">${body.join('')}</div>${rows}</div></section>`
}

const quoted = ({ from, text }: Pick<Message, 'from' | 'text'>) =>
  `<div class="reply"><b>${safe(from?.first_name ?? '')}</b><br>${safe((text ?? '').split('\n')[0]?.slice(0, 60) ?? '')}</div>`

const button = (one: InlineKeyboardButton) =>
  `<span class="button ${one.style ?? ''}">${safe(one.text)}${'url' in one ? '<i>↗</i>' : ''}</span>`

const TAGS: Partial<Record<MessageEntity['type'], string>> = {
  bold: 'b',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  text_mention: 'a',
  bot_command: 'a',
  url: 'a',
}

/** Entities are ranges in UTF-16 units, which may lie inside each other: the text is cut at every edge of one. */
function marked(text: string, entities: readonly MessageEntity[]): string {
  const edges = [0, text.length, ...entities.flatMap(({ offset, length }) => [offset, offset + length])]
  const cuts = [...new Set(edges)].sort((one, other) => one - other)
  const pieces = cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0
    const around = entities.filter(({ offset, length }) => offset <= start && end <= offset + length)
    const tags = around.map(({ type }) => {
      const tag = TAGS[type]
      if (tag === undefined) throw new Error(`no picture of an entity of type ${type}`)
      return tag
    })
    const open = tags.map(tag => `<${tag}>`).join('')
    const close = tags.toReversed().map(tag => `</${tag}>`).join('') // prettier-ignore
    return `${open}${safe(text.slice(start, end))}${close}`
  })
  return pieces.join('').replaceAll('</blockquote>\n', '</blockquote>').replaceAll('\n', '<br>')
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;width:600px;background:#d3dfc9;color:#000;font:15px/1.4 'Noto Sans','Noto Sans CJK JP',sans-serif}
.bar{background:#fff;font-weight:600;padding:11px 16px;border-bottom:1px solid #dadce0}
main{padding:6px 12px 14px}
section{display:flex;gap:8px;margin-top:8px;align-items:flex-end}
section.own{justify-content:flex-end}
.face{flex:none;width:34px;height:34px;border-radius:50%;background:#8a9bb0;color:#fff;display:grid;place-items:center;font-weight:600}
.face.ours{background:#2f7d7b}
.said{max-width:480px;min-width:150px}
.bubble{background:#fff;border-radius:12px;padding:7px 12px 5px;overflow-wrap:anywhere}
.own .bubble{background:#e5fccd}
.who{color:#b0562a;font-weight:600;font-size:14px}
.who.ours{color:#2f7d7b}
.reply{border-left:3px solid #2f7d7b;background:#eef5f5;border-radius:4px;padding:2px 8px;font-size:13.5px;margin:2px 0 4px}
.time{color:#8a9a7d;font-size:11px;text-align:right}
.row{display:flex;gap:4px;margin-top:4px}
.button{flex:1;position:relative;background:#6b8e62cc;color:#fff;border-radius:8px;padding:7px 8px;font-size:14px;font-weight:500;text-align:center}
.primary{background:#3390ec}.danger{background:#d9453d}
i{position:absolute;right:6px;top:2px;font-style:normal;font-size:11px}
blockquote{margin:3px 0;border-left:3px solid #3390ec;background:#eef4fb;border-radius:4px;padding:2px 8px}
code,pre{background:#f0f2f5;border-radius:4px;padding:0 4px;font-family:'Noto Sans Mono CJK JP',monospace}
pre{margin:3px 0;padding:4px 8px;white-space:pre-wrap}
a{color:#2481cc}
`

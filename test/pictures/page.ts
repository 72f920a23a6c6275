import type { Json } from '../emulators/discord/world.ts'

/** A page that shows messages as Discord's app does, drawn from the JSON that was sent: containers, texts, buttons, lists. */

export type Shown = {
  readonly by: string
  readonly app: boolean
  readonly content: string
  readonly components: readonly Json[]
  readonly onlyForMe?: boolean
}

export type Names = { readonly users: Record<string, string>; readonly channels: Record<string, string> }

export function pageOf(title: string, messages: readonly Shown[], names: Names): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<div class="bar">${safe(title)}</div><main>${messages.map(one => message(one, names)).join('')}</main>`
}

function message({ by, app, content, components, onlyForMe }: Shown, names: Names): string {
  const body = [
    ...(content ? [`<div class="text">${markdown(content, names)}</div>`] : []),
    ...components.map(one => component(one, names)),
    ...(onlyForMe ? ['<div class="hint">Only you can see this</div>'] : []),
  ]
  return `<section><div class="face ${app ? 'ours' : ''}">${safe(by.slice(0, 1).toUpperCase())}</div><div class="said">
<div class="who">${safe(by)}${app ? '<span class="app">APP</span>' : ''}</div>${body.join('')}</div></section>`
}

function component(one: Json, names: Names): string {
  const inside = (one.components as Json[] | undefined) ?? []
  switch (one.type) {
    case 1:
      return `<div class="row">${inside.map(each => component(each, names)).join('')}</div>`
    case 2:
      return `<span class="button s${String(one.style)}">${safe(String(one.label))}${one.style === 5 ? ' ↗' : ''}</span>`
    case 3:
    case 6:
    case 8:
      return `<span class="list">${safe(chosen(one, names))}<i>⌄</i></span>`
    case 10:
      return `<div class="text">${markdown(String(one.content), names)}</div>`
    case 17:
      return `<div class="card" style="border-color:#${Number(one.accent_color).toString(16).padStart(6, '0')}">${inside
        .map(each => component(each, names))
        .join('')}</div>`
    default:
      throw new Error(`no picture of a component of type ${String(one.type)}`)
  }
}

function chosen(list: Json, names: Names): string {
  const options = (list.options as { label: string; default?: boolean }[] | undefined) ?? []
  const kept = (list.default_values as { id: string }[] | undefined) ?? []
  const [first] = kept
  const name = first && (names.channels[first.id] ? `# ${names.channels[first.id]}` : names.users[first.id])
  return (
    options.find(option => option.default)?.label ??
    name ??
    (typeof list.placeholder === 'string' ? list.placeholder : '')
  )
}

export const safe = (text: string) => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

/** Discord's markdown as far as it is sent: escapes, bold, struck out, code, quotations, mentions. */
function markdown(text: string, { users, channels }: Names): string {
  const kept: string[] = []
  const keep = (html: string) => `\u0001${kept.push(html) - 1}\u0002`
  const html = safe(
    text
      .replace(/\\([^\w\s])/g, (_, sign: string) => keep(safe(sign)))
      .replace(/<@(\d+)>/g, (_, id: string) => keep(`<b class="mention">@${safe(users[id] ?? 'somebody')}</b>`))
      .replace(/<#(\d+)>/g, (_, id: string) => keep(`<b class="mention">#${safe(channels[id] ?? 'channel')}</b>`)),
  )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/~~([^~]+)~~/g, '<s>$1</s>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/^&#62; (.*)$/gm, '<blockquote>$1</blockquote>')
    .replace(/https?:\/\/[^\s<]+/g, '<a>$&</a>')
    .replace(/<\/blockquote>\n/g, '</blockquote>')
    .replaceAll('\n', '<br>')
  return html.replace(/\u0001(\d+)\u0002/g, (_, at: string) => kept[Number(at)] ?? '')
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;width:600px;background:#313338;color:#dbdee1;font:15px/1.4 'Noto Sans','Noto Sans CJK JP',sans-serif}
.bar{background:#2b2d31;color:#f2f3f5;font-weight:600;padding:10px 16px;border-bottom:1px solid #1e1f22}
main{padding:8px 16px 16px}
section{display:flex;gap:12px;margin-top:12px}
.face{flex:none;width:36px;height:36px;border-radius:50%;background:#5d6069;color:#fff;display:grid;place-items:center;font-weight:600}
.face.ours{background:#2f7d7b}
.said{flex:1;min-width:0}
.who{color:#f2f3f5;font-weight:600;font-size:14px}
.app{background:#5865f2;color:#fff;font-size:9px;border-radius:3px;padding:1px 4px;margin-left:5px;vertical-align:2px}
.text{margin-top:3px;overflow-wrap:anywhere}
.card{background:#2b2d31;border:1px solid #3f4147;border-left:4px solid;border-radius:6px;padding:8px 12px 12px;margin-top:5px}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:10px}
.button{background:#4e5058;color:#fff;border-radius:4px;padding:6px 14px;font-size:13.5px}
.s1{background:#5865f2}.s4{background:#da373c}
.list{flex:1;background:#1e1f22;border-radius:4px;padding:7px 12px;color:#b5bac1;display:flex;justify-content:space-between;font-size:14px}
i{font-style:normal}
.mention{background:#3c4270;color:#c9cdfb;border-radius:3px;padding:0 3px;font-weight:500}
.hint{color:#949ba4;font-size:12px;margin-top:4px}
blockquote{margin:2px 0;border-left:4px solid #4e5058;padding-left:10px}
code{background:#1e1f22;border-radius:3px;padding:0 4px}
a{color:#00a8fc}
`

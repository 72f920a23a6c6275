/**
 * Most a turn may bring, in UTF-16 units (as the apps count): twice the longest message of any app and no less than the reader
 * reads, 24 KB at most. Whatever is longer costs time and tells nothing more; the person is told that it was cut.
 */
export const TURN_MAX_UNITS = 8 * 1024

/** Most combining marks kept on one base sign; real writing (Vietnamese, Thai, Hebrew) needs no more. */
const MARKS_MAX = 3

/** What was done to a text on its way in; counts of signs removed. */
export type CleanNotes = {
  /** The text was longer than the limit and its end is gone. */
  cut: boolean
  /** Bidirectional controls, invisible signs, tag characters and variation selectors. */
  hidden: number
  /** Combining marks beyond what any language needs. */
  marks: number
  /** Control characters and lone surrogates. */
  control: number
  /** Most of it is not text (a file pasted as text). */
  binary: boolean
}

/**
 * Makes a text safe to read and to keep: NFC, without bidirectional controls, invisible signs, stacked marks or control characters,
 * cut at a whole character. The emoji joiner and the emoji selector stay where an emoji needs them. Linear; never throws.
 * @param maxUnits - limit in UTF-16 units, TURN_MAX_UNITS unless told
 */
export function clean(raw: string, maxUnits = TURN_MAX_UNITS): { text: string; notes: CleanNotes } {
  const notes: CleanNotes = { cut: false, hidden: 0, marks: 0, control: 0, binary: false }
  let text = ''
  let marks = 0
  let previous = 0
  let seen = 0
  // Cutting before normalising keeps a hostile megabyte from being normalised at all.
  const source = raw.length > maxUnits * 2 ? raw.slice(0, maxUnits * 2) : raw
  if (source.length < raw.length) notes.cut = true
  const normal = source.normalize('NFC')
  for (let i = 0; i < normal.length; i++) {
    const point = normal.codePointAt(i) ?? 0
    if (point > 0xffff) i += 1
    seen += 1
    if (point === 0x0d) {
      if (normal.charCodeAt(i + 1) === 0x0a) continue
    } else if (
      (point < 0x20 && point !== 0x09 && point !== 0x0a) ||
      (point >= 0x7f && point <= 0x9f) ||
      (point >= 0xd800 && point <= 0xdfff) ||
      point === 0xfffd ||
      (point & 0xfffe) === 0xfffe
    ) {
      notes.control += 1
      continue
    }
    const joins = (point === 0x200d || point === 0xfe0f) && isPictograph(previous)
    if (!joins && isHidden(point)) {
      notes.hidden += 1
      continue
    }
    if (isMark(point)) {
      marks += 1
      if (marks > MARKS_MAX) {
        notes.marks += 1
        continue
      }
    } else marks = 0
    if (text.length + (point > 0xffff ? 2 : 1) > maxUnits) {
      notes.cut = true
      break
    }
    text += point === 0x0d ? '\n' : String.fromCodePoint(point)
    previous = point === 0x200d || point === 0xfe0f ? previous : point
  }
  notes.binary = notes.control > 8 && notes.control * 10 > seen
  return { text, notes }
}

function isHidden(point: number): boolean {
  return (
    point === 0xad ||
    point === 0x34f ||
    point === 0x61c ||
    point === 0x115f ||
    point === 0x1160 ||
    point === 0x3164 ||
    point === 0xffa0 ||
    (point >= 0x17b4 && point <= 0x17b5) ||
    (point >= 0x180b && point <= 0x180f) ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2060 && point <= 0x206f) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    point === 0xfeff ||
    (point >= 0xfff9 && point <= 0xfffb) ||
    (point >= 0xe0000 && point <= 0xe0fff) ||
    (point >= 0x1d173 && point <= 0x1d17a)
  )
}

function isMark(point: number): boolean {
  if (point < 0x300) return false
  if (
    point <= 0x36f ||
    (point >= 0x1ab0 && point <= 0x1aff) ||
    (point >= 0x1dc0 && point <= 0x1dff) ||
    (point >= 0x20d0 && point <= 0x20ff) ||
    (point >= 0xfe20 && point <= 0xfe2f)
  )
    return true
  return point >= 0x483 && point < 0x2e00 && /\p{M}/u.test(String.fromCodePoint(point))
}

function isPictograph(point: number): boolean {
  return point >= 0x203c && /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u.test(String.fromCodePoint(point))
}

const LINK =
  /(?:https?|ftp):\/\/[^\s<>"'`「」『』()()\u3000-\u303f\uff00-\uffef]{1,2000}|(?<![A-Za-z0-9@.:/-])(?:www\.[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,18}(?=\/[A-Za-z0-9?#_.-]))[^\s<>"'`「」『』()()\u3000-\u303f\uff00-\uffef]{0,2000}/gi
const BARE_DOMAIN =
  /(?<![A-Za-z0-9.[/-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.(?:[A-Za-z]{2,18})(?![A-Za-z0-9[-])/g

/** Writes a link so that no program opens it: `hxxps://example[.]com/…`. Twice changes nothing. */
export function defang(url: string): string {
  const scheme = /^(?:https?|ftp):\/\//i.exec(url)
  const head = scheme
    ? scheme[0].replace(/^http/i, match => (match === 'HTTP' ? 'HXXP' : 'hxxp')).replace(/^ftp/i, 'fxp')
    : ''
  // A second address inside the first ("?next=https://…") is one, too.
  const rest = (scheme ? url.slice(scheme[0].length) : url).replace(
    /:\/\/([^/?#&\s:]{0,300})/g,
    (_, host: string) => `[:]//${host.replace(/(?<!\[)\.(?!\])/g, '[.]')}`,
  )
  const stop = rest.search(/[/?#]/)
  const host = stop === -1 ? rest : rest.slice(0, stop)
  const path = stop === -1 ? '' : rest.slice(stop)
  return head + host.replace(/(?<!\[)\.(?!\])/g, '[.]') + path
}

/** Defangs every link in a text (with a scheme, `www.`, or a domain followed by a path); plain domain names stay as written. */
export function defangLinks(text: string): string {
  return text.replace(LINK, defang)
}

const WORD_JOINER = '\u2060'

/**
 * Makes somebody else's words safe to quote in a chat: links and bare domains defanged, @everyone, @here and every mention broken,
 * masked links, headings, Markdown and HTML shown as signs. The result reads the same to a person.
 */
export function neutralise(text: string): string {
  return clean(text)
    .text.replace(/\]\(/g, `]${WORD_JOINER}(`)
    .replace(LINK, defang)
    .replace(BARE_DOMAIN, domain =>
      /[A-Za-z].*\.[A-Za-z]{2,18}$/.test(domain) ? domain.replace(/\./g, '[.]') : domain,
    )
    .replace(
      /\b(tg|discord|javascript|data|vbscript|file|mailto|tel|steam|bitcoin|ethereum)(?=:)/gi,
      `$1${WORD_JOINER}`,
    )
    .replace(/[@@]/g, sign => sign + WORD_JOINER)
    .replace(/</g, `<${WORD_JOINER}`)
    .replace(/([*_~`|\\])/g, `$1${WORD_JOINER}`)
    .replace(/^([ \t]*)(#{1,3}|-#|>{1,3})(?=\s)/gm, `$1$2${WORD_JOINER}`)
}

/** Unit of a platform's limit: UTF-16 units for Telegram and Discord modals, characters for others. Must add up over pieces. */
export type Measure = (text: string) => number

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/**
 * Cuts a text into pieces of at most `maxUnits`, at paragraphs, then lines, sentences, spaces, characters as a person sees them.
 * Never cuts inside a mention, a link, a surrogate pair or an emoji; a code fence that has to be cut is closed and opened again.
 * An empty text gives no piece. A single unbreakable stretch longer than the limit is cut between characters.
 * @param maxUnits - limit in units of `measure`, at least 16
 */
export function split(text: string, maxUnits: number, measure: Measure = piece => piece.length): string[] {
  const pieces: string[] = []
  let rest = text
  let fence: string | undefined
  while (rest.trim() !== '') {
    const opening = fence === undefined ? '' : fence + '\n'
    if (measure(opening + rest) <= maxUnits) {
      pieces.push(opening + rest)
      break
    }
    // Room for the fence this piece may have to close.
    const room = maxUnits - measure(opening) - FENCE_CLOSE.length
    const cut = cutAt(rest, room, measure)
    const body = rest.slice(0, cut)
    const open = fenceAfter(body, fence)
    const inside = open !== undefined
    const piece = opening + (inside ? body : body.trimEnd())
    if (piece.trim() !== '') pieces.push(inside ? piece.replace(/\n$/, '') + FENCE_CLOSE : piece)
    rest = inside ? rest.slice(cut) : rest.slice(cut).replace(/^\s+/, '')
    fence = open
  }
  return pieces
}

const FENCE_CLOSE = '\n```'

function fenceAfter(body: string, before: string | undefined): string | undefined {
  let open = before
  for (const match of body.matchAll(/```([A-Za-z0-9_+-]{0,12})/g))
    open = open === undefined ? '```' + (match[1] ?? '') : undefined
  return open
}

/** Longest prefix that fits, moved back to the best boundary in its second half. */
function cutAt(text: string, room: number, measure: Measure): number {
  const window = text.slice(0, Math.max(64, room * 4))
  let fits = 0
  let used = 0
  for (const { segment, index } of graphemes.segment(window)) {
    used += measure(segment)
    if (used > room) break
    fits = index + segment.length
  }
  if (fits === 0) fits = text.codePointAt(0)! > 0xffff ? 2 : 1
  const unbroken = unbreakable(window, fits)
  for (const boundary of [/\n\s*\n/g, /\n/g, /[。!?!?…](?:[」』)])?|[.!?](?=\s)/g, /[\s、,,]/g]) {
    let best = 0
    for (const match of text.slice(0, fits).matchAll(boundary)) {
      const end = match.index + match[0].length
      if (!unbroken.some(([from, to]) => end > from && end < to)) best = end
    }
    if (best > fits / 2) return best
  }
  for (const [from, to] of unbroken) if (fits > from && fits < to && from > 0) return from
  return fits
}

/** Ranges that lose their meaning when cut: mentions, links, fences' own ticks, masked links. */
function unbreakable(text: string, near: number): [number, number][] {
  const ranges: [number, number][] = []
  for (const match of text.matchAll(
    /<[@#:a-z/][^<>\n]{1,120}>|@[A-Za-z0-9_]{2,32}|\[[^[\]\n]{1,120}\]\([^()\s]{1,400}\)|(?:h[tx]{2}ps?):\/\/\S{1,400}|&[a-z#0-9]{2,8};|\*\*|__|\|\||`{1,3}[A-Za-z0-9]{0,12}/gi,
  ))
    if (match.index < near) ranges.push([match.index, match.index + match[0].length])
  return ranges
}

import { createHash } from 'node:crypto'
import { load as parse } from 'js-yaml'
import { z } from 'zod'
import { TERMINAL_COMMUNITY, assemble, foundTerminalCommunity } from './assemble.ts'
import type { Parts } from './assemble.ts'
import { openLibrary } from './content/library.ts'
import { plainText } from './content/rich.ts'
import type { PersonId } from './core/ids.ts'
import { virtualClock } from './engine/clock.ts'
import type { Heard, Outbound, Platform } from './engine/messages.ts'
import { silentLog } from './log.ts'
import { memoryShelf } from './store/memory.ts'
import { openArchive } from './store/archive.ts'
import { readLine } from './platforms/terminal/read.ts'
import { commands } from '../commands/index.ts'

/** Plays a conversation from a YAML file on a virtual clock, against the real engine and an in-memory store. */

const Press = z.string().min(1)
const Says = z.union([
  z.string(),
  z.strictObject({ press: Press }),
  z.strictObject({ forwards: z.string() }),
  z.strictObject({ sends: z.string(), mime: z.string().default('image/png') }),
])
const Clock = z.string().regex(/^\d+(m|h|d)$/)
const Expectation = z.strictObject({
  to: z.string().optional(),
  says: z.array(z.string()).default([]),
  never: z.array(z.string()).default([]),
})
const Beat = z.union([
  z.strictObject({ victim: Says }),
  z.strictObject({ helper: Says }),
  z.strictObject({ moderator: Says }),
  z.strictObject({ stranger: Says }),
  z.strictObject({ wait: Clock }),
  z.strictObject({ restart: z.literal(true) }),
  z.strictObject({ bot: z.union([z.array(z.string()), Expectation]) }),
])
export const Story = z.strictObject({
  title: z.string(),
  language: z.enum(['ja', 'en']),
  start: z.string(),
  community: z.boolean().default(true),
  beats: z.array(Beat).min(1),
})
export type Story = z.infer<typeof Story>

export type Said = {
  readonly at: number
  readonly to: string
  readonly text: string
  readonly buttons: readonly (readonly string[])[]
  readonly about: readonly string[]
  readonly edited: boolean
}
export type Line =
  | ({ readonly kind: 'out' } & Said)
  | { readonly kind: 'in'; readonly at: number; readonly from: string; readonly text: string }
  | { readonly kind: 'time'; readonly at: number; readonly text: string }

export type Unmet = { readonly beat: number; readonly message: string }

const MINUTES = { m: 1, h: 60, d: 1440 } as const

/** @returns everything said and heard in order, and the expectations that were not met */
export async function rehearse(
  yaml: string,
  parts: Partial<Parts> = {},
): Promise<{ story: Story; lines: Line[]; unmet: Unmet[] }> {
  const story = Story.parse(parse(yaml))
  const clock = virtualClock(Date.parse(story.start))
  const shelf = memoryShelf({ now: () => clock.now() })
  const dataKey = createHash('sha256').update('rehearsal').digest()
  const archive = parts.archive ?? (await openArchive(shelf, [dataKey]))
  if (story.community) await foundTerminalCommunity(archive, clock.now())
  const library = parts.library ?? openLibrary()
  const lines: Line[] = []
  const unmet: Unmet[] = []
  const heardSince = new Map<string, Outbound[]>()
  const latest = new Map<string, Outbound[]>()
  let serial = 0
  let spice = 0

  const stage: Platform = {
    name: 'terminal',
    idempotent: true,
    lanes: 1,
    async listen() {},
    async send(message) {
      const to = message.to.chat
      const buttons = message.buttons.map(row => row.map(({ label }) => label))
      lines.push({
        kind: 'out',
        at: clock.now(),
        to,
        text: plainText(message.text),
        buttons,
        about: message.about,
        edited: message.edits !== undefined,
      })
      heardSince.set(to, [...(heardSince.get(to) ?? []), message])
      latest.set(to, [message, ...(latest.get(to) ?? [])])
      return { message: `m${serial++}` }
    },
    async close() {},
  }
  // The same story gives the same transcript: case ids come from a counter, not from chance.
  const random = (bytes: number) => createHash('sha256').update(`story ${spice++}`).digest().subarray(0, bytes)
  const open = () =>
    assemble({
      archive,
      platforms: [stage],
      clock,
      log: silentLog,
      random,
      library,
      homeCommunity: story.community ? TERMINAL_COMMUNITY : undefined,
      ...parts,
    }).engine
  let engine = open()
  await engine.start()
  await engine.idle()

  /** What an app says in the same breath, without a message of its own. */
  function noted(to: string, { note }: Heard): void {
    if (!note) return
    const about = [`text:${note}`]
    const text = library.texts[note]?.[story.language] ?? note
    lines.push({ kind: 'out', at: clock.now(), to, text, buttons: [], about, edited: false })
    const said = {
      id: note,
      to: { platform: 'terminal', chat: to, kind: 'private' },
      text: [{ text }],
      buttons: [],
    } as const
    const rest = { language: story.language, mentions: [], quiet: true, repeat: false, about }
    heardSince.set(to, [...(heardSince.get(to) ?? []), { ...said, ...rest }])
  }

  async function input(from: string, says: z.infer<typeof Says>, beat: number): Promise<void> {
    for (const key of heardSince.keys()) heardSince.set(key, [])
    const base = {
      id: `story:${serial++}`,
      from: `terminal:${from}` as PersonId,
      place: { platform: 'terminal', chat: from, kind: 'private' } as const,
      at: clock.now(),
    }
    const shown =
      typeof says === 'string'
        ? says
        : 'press' in says
          ? `[${says.press}]`
          : 'forwards' in says
            ? `↪ ${says.forwards}`
            : `📎 ${says.sends}`
    if (typeof says === 'object' && 'press' in says) {
      const found = findButton(latest.get(from) ?? [], says.press)
      if (!found) return void unmet.push({ beat, message: `no button ${says.press} for ${from}` })
      lines.push({ kind: 'in', at: clock.now(), from, text: `[${found.label}]` })
      noted(from, await engine.hear({ ...base, what: { kind: 'press', ref: found.ref } }))
    } else {
      lines.push({ kind: 'in', at: clock.now(), from, text: shown })
      const read = typeof says === 'string' ? readLine(says, commands, 0) : undefined
      if (read?.kind === 'command')
        noted(from, await engine.hear({ ...base, what: { kind: 'command', name: read.name, input: read.input } }))
      else if (typeof says === 'string') noted(from, await engine.hear({ ...base, what: { kind: 'text', text: says } }))
      else if ('forwards' in says)
        noted(from, await engine.hear({ ...base, what: { kind: 'text', text: says.forwards, quoted: true } }))
      else
        noted(
          from,
          await engine.hear({ ...base, what: { kind: 'file', name: says.sends, mime: says.mime, bytes: 1024 } }),
        )
    }
    await engine.idle()
  }

  async function pass(span: string): Promise<void> {
    for (const key of heardSince.keys()) heardSince.set(key, [])
    const until = clock.now() + Number(span.slice(0, -1)) * MINUTES[span.slice(-1) as 'm' | 'h' | 'd'] * 60_000
    lines.push({ kind: 'time', at: clock.now(), text: span })
    await engine.idle()
    while (clock.step(until)) await engine.idle()
    clock.set(until)
    await engine.idle()
  }

  function check(expected: string[] | z.infer<typeof Expectation>, beat: number): void {
    const { to = 'victim', says, never } = Array.isArray(expected) ? { says: expected, never: [] } : expected
    const about = (heardSince.get(to) ?? []).flatMap(message => message.about)
    for (const key of says)
      if (!about.some(said => matches(said, key)))
        unmet.push({ beat, message: `${to} did not hear ${key}; heard ${about.join(' ') || 'nothing'}` })
    for (const key of never)
      if (about.some(said => matches(said, key))) unmet.push({ beat, message: `${to} heard ${key}` })
  }

  for (const [index, beat] of story.beats.entries()) {
    if ('wait' in beat) await pass(beat.wait)
    else if ('restart' in beat) {
      await engine.close()
      engine = open()
      await engine.start()
      await engine.idle()
    } else if ('bot' in beat) check(beat.bot, index + 1)
    else {
      const [[from, says]] = Object.entries(beat) as [[string, z.infer<typeof Says>]]
      await input(from, says, index + 1)
    }
  }
  await engine.close()
  return { story, lines, unmet }
}

/** `step:screenshot-*` matches any step that begins so. */
const matches = (said: string, key: string) => (key.endsWith('*') ? said.startsWith(key.slice(0, -1)) : said === key)

/** The newest button whose name (or label) fits: `done`, `yes`, `answer/mail_flood/yes`, or what is written on it. */
function findButton(messages: readonly Outbound[], wanted: string) {
  for (const message of messages) {
    const buttons = message.buttons.flat()
    const found =
      buttons.find(({ name, label }) => name === wanted || label === wanted) ??
      buttons.find(({ name }) => name.startsWith(`${wanted}/`)) ??
      buttons.find(({ name }) => name.startsWith('answer/') && name.endsWith(`/${wanted}`))
    if (found) return found
  }
  return undefined
}

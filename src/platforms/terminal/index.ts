import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Library } from '../../content/library.ts'
import type { Language, PersonId } from '../../core/ids.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Command } from '../../engine/command.ts'
import type { Heard, Inbound, Outbound, Platform } from '../../engine/messages.ts'
import { personOf, readLine } from './read.ts'
import { writeChoices, writeText } from './write.ts'
import type { Paint } from './write.ts'

export type TerminalOptions = {
  readonly input: Readable
  readonly output: Writable & { columns?: number; isTTY?: boolean }
  readonly commands: readonly Command[]
  readonly library: Library
  readonly clock: Clock
  readonly language: Language
  /** Waits until nothing is under way, so that piped answers come after the questions. */
  readonly idle: () => Promise<void>
  /** Random enough to tell this run's inputs from an earlier run's on the same store. */
  readonly runId: string
  /** Called when the input has ended or `/quit` was typed. */
  readonly ended: () => void
}

const NAMES: Record<string, string> = { victim: 'victim', helper: 'helper', moderator: 'moderator' }

/** The terminal chat: one person tries the whole product; `/as helper` and `/as victim` change who is speaking. */
export function openTerminal(options: TerminalOptions): Platform {
  const { input, output, commands, library, clock } = options
  const paint = (): Paint => ({ colour: output.isTTY === true, columns: output.columns ?? 60 })
  const piped = output.isTTY !== true
  let speaker = 'victim'
  let serial = 0
  let choices: string[] = []
  let language = options.language
  const choicesOf = new Map<PersonId, string[]>()
  const say = (text: string) => void output.write(`${text}\n`)
  const text = (key: string) => library.texts[key]?.[language] ?? key
  const prompt = () => {
    if (!piped) output.write(`\n${speaker === 'victim' ? '' : `${speaker} `}› `)
  }

  async function heard(line: string, hear: (message: Inbound) => Promise<Heard>): Promise<boolean> {
    const read = readLine(line, commands, choices.length)
    const from = personOf(speaker)
    const base = {
      id: `term:${options.runId}:${serial++}`,
      from,
      place: { platform: 'terminal', chat: speaker, kind: 'private' } as const,
      at: clock.now(),
    }
    switch (read.kind) {
      case 'quit':
        return false
      case 'as':
        if (!(read.who in NAMES)) return (say(`  ${text('terminal.as')}`), true)
        speaker = read.who
        choices = choicesOf.get(personOf(speaker)) ?? []
        say(`  ${text('terminal.now-speaking')} ${speaker}`)
        return true
      case 'help':
        say(help())
        return true
      case 'unknown':
        say(`  ${text('terminal.unknown')}`)
        return true
      case 'choice': {
        const ref = choices[read.number - 1] ?? ''
        return answer(await hear({ ...base, what: { kind: 'press', ref } }))
      }
      case 'command':
        if (read.name === 'help-me' && read.input.story)
          return answer(await hear({ ...base, what: { kind: 'text', text: read.input.story } }))
        return answer(await hear({ ...base, what: { kind: 'command', name: read.name, input: read.input } }))
      case 'text':
        return answer(await hear({ ...base, what: { kind: 'text', text: read.text } }))
    }
  }

  function answer(heard: Heard): true {
    if (heard.note) say(`  ${text(heard.note)}`)
    if (!heard.kept) say(`  ${text('not-saved')}`)
    return true
  }

  function help(): string {
    const lines = commands.map(({ name, options }) => {
      const holes = options.map(option => (option.required ? ` <${option.name}>` : ` [${option.name}]`)).join('')
      return `  /${name}${holes}\n      ${text(`command.${name}`)}`
    })
    return [...lines, `  /as victim|helper|moderator\n      ${text('terminal.as')}`, `  /help, /quit`].join('\n')
  }

  return {
    name: 'terminal',
    idempotent: true,
    lanes: 1,
    async listen(hear) {
      say(text('terminal.welcome'))
      prompt()
      const lines = createInterface({ input, crlfDelay: Infinity, terminal: false })
      void (async () => {
        // A pasted story of many lines is one message: lines that arrive together are read together.
        for await (const message of together(lines)) {
          if (message.trim() === '') {
            prompt()
            continue
          }
          let goOn = true
          try {
            goOn = await heard(message, hear)
          } catch {
            // The engine has logged why; the person is told what became of their words.
            say(`  ${text('not-saved')}`)
          }
          await options.idle()
          if (!goOn) break
          prompt()
        }
        lines.close()
        options.ended()
      })()
    },
    async send(message: Outbound) {
      if (message.to.chat === 'victim') language = message.language
      const who = message.to.chat === speaker ? '' : `@${message.to.chat} `
      const refs = message.buttons.flat().map(({ ref }) => ref)
      const person = personOf(message.to.chat)
      // Answers belong to the newest message with buttons of each person.
      if (refs.length > 0) {
        choicesOf.set(person, refs)
        if (message.to.chat === speaker) choices = refs
      }
      const labels = message.buttons.map(row => row.map(({ label }) => label))
      const body = writeText(who ? [{ text: who, style: 'bold' }, ...message.text] : message.text, paint())
      say(`\n${body}${labels.length > 0 ? `\n${writeChoices(labels, paint())}` : ''}`)
      return { message: message.id }
    },
    async close() {
      input.destroy()
    },
  }
}

const TOGETHER_MS = 15

/** Joins lines that arrive in one burst from a terminal paste; a line on its own comes through as it is. */
async function* together(lines: AsyncIterable<string>): AsyncIterable<string> {
  const reader = lines[Symbol.asyncIterator]()
  let next = reader.next()
  for (;;) {
    const first = await next
    if (first.done) return
    let message = first.value
    next = reader.next()
    if (!isCommand(message))
      for (;;) {
        const more = await Promise.race([
          next,
          new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), TOGETHER_MS)),
        ])
        if (!more || more.done || isCommand(more.value)) break
        message += `\n${more.value}`
        next = reader.next()
      }
    yield message
  }
}

const isCommand = (line: string) => line.startsWith('/') || /^\s*\d{1,2}\s*$/.test(line.normalize('NFKC'))

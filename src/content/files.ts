import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { z } from 'zod'
import type { Fault } from './faults.ts'
import { Contact, FactWords, PatternWords, PlanItem, StepWords, Texts, WaitWords, WordingRule } from './schema.ts'
import { ShortText } from './schema.ts'
import type { Text } from './schema.ts'
import { FactId } from '../core/ids.ts'

/** What stands in prompts/, read and checked file by file; where a file is wrong, the fault says where. */
export type Files = {
  readonly facts: readonly FactWords[]
  readonly steps: readonly StepWords[]
  readonly waits: readonly WaitWords[]
  readonly patterns: readonly PatternWords[]
  readonly contacts: readonly Contact[]
  readonly texts: Readonly<Record<string, Text>>
  readonly fallback: Fallback
  readonly wording: readonly WordingRule[]
  /** The file each fact, step and wait stands in, for faults found later. */
  readonly home: ReadonlyMap<string, string>
}

const StepsFile = z.strictObject({ steps: z.array(StepWords).default([]), waits: z.array(WaitWords).default([]) })
/** The honest plan for an incident that matches no pattern. */
const Fallback = z.strictObject({ ask: z.array(FactId), plan: z.array(PlanItem).min(3) })
export type Fallback = z.infer<typeof Fallback>

/** A word people may ask about; how they write it is read by the ear. */
const Term = z.strictObject({
  id: z.string().regex(/^[a-z-]{2,40}$/),
  words: z.strictObject({ ja: z.array(z.string()).min(1), en: z.array(z.string()).min(1) }),
  text: ShortText,
})

export const PROMPTS_DIRECTORY = join(import.meta.dirname, '../../prompts')

/** Reads everything; all faults at once, none stops the reading. */
export function readFiles(directory: string): { files: Files; faults: Fault[] } {
  const faults: Fault[] = []
  const home = new Map<string, string>()

  function read<Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> | undefined {
    let raw: unknown
    try {
      raw = parse(readFileSync(join(directory, name), 'utf8'))
    } catch (error) {
      faults.push({
        file: name,
        at: '',
        message: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      })
      return undefined
    }
    const parsed = schema.safeParse(raw)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues)
      faults.push({ file: name, at: place(issue.path, raw), message: issue.message })
    return undefined
  }

  const named = (pattern: RegExp, folder = '') =>
    readdirSync(join(directory, folder))
      .filter(name => pattern.test(name))
      .sort()
      .map(name => (folder ? `${folder}/${name}` : name))

  const settle = <Item extends { id: string }>(kind: string, file: string, items: readonly Item[]) => {
    for (const { id } of items) {
      const before = home.get(`${kind} ${id}`)
      if (before) faults.push({ file, at: id, message: `${kind} ${id} stands in ${before} already` })
      else home.set(`${kind} ${id}`, file)
    }
    return items
  }

  const facts = named(/^facts.*\.yaml$/).flatMap(file => settle('fact', file, read(file, z.array(FactWords)) ?? []))
  const steps: StepWords[] = []
  const waits: WaitWords[] = []
  for (const file of named(/^steps.*\.yaml$/)) {
    const found = read(file, StepsFile)
    steps.push(...settle('step', file, found?.steps ?? []))
    waits.push(...settle('wait', file, found?.waits ?? []))
  }
  const patterns = named(/\.yaml$/, 'patterns').flatMap(file => {
    const pattern = read(file, PatternWords)
    if (!pattern) return []
    if (file !== `patterns/${pattern.id}.yaml`)
      faults.push({ file, at: 'id', message: `the id ${pattern.id} is not the file's name` })
    settle('pattern', file, [pattern])
    facts.push(...settle('fact', file, pattern.facts))
    steps.push(...settle('step', file, pattern.steps))
    waits.push(...settle('wait', file, pattern.waits))
    return [pattern]
  })
  const contacts = settle('contact', 'contacts.yaml', read('contacts.yaml', z.array(Contact)) ?? [])
  const texts = Object.assign({}, ...named(/^texts.*\.yaml$/).map(file => read(file, Texts) ?? {})) as Record<
    string,
    Text
  >
  // Words people ask about are texts like any other.
  for (const { id, text } of read('glossary.yaml', z.array(Term)) ?? []) texts[`term.${id}`] = text
  const fallback = read('fallback.yaml', Fallback) ?? { ask: [], plan: [] }
  const wording = read('wording.yaml', z.array(WordingRule)) ?? []
  return { files: { facts, steps, waits, patterns, contacts, texts, fallback, wording, home }, faults }
}

/** `steps[3] (change-password).text.en`: an author finds the line by the id. */
function place(path: readonly PropertyKey[], raw: unknown): string {
  let here: unknown = raw
  let name = ''
  for (const key of path) {
    here = (here as Record<PropertyKey, unknown> | undefined)?.[key]
    const id = (here as { id?: unknown } | undefined)?.id
    name += typeof key === 'number' ? `[${key}]` : `${name ? '.' : ''}${String(key)}`
    if (typeof id === 'string') name += ` (${id})`
  }
  return name
}

import type { FactId, PatternId, StepId, WaitId } from '../core/ids.ts'
import type { Playbook, Step, Wait } from '../core/playbook.ts'
import { EU } from './contacts.ts'
import { crossFaults } from './faults.ts'
import type { Fault } from './faults.ts'
import { PROMPTS_DIRECTORY, readFiles } from './files.ts'
import type { Files } from './files.ts'
import type { Contact, FactWords, PatternWords, StepWords, Text, WaitWords } from './schema.ts'

/** All words, found by id; and the wordless playbook the core reasons over. */
export type Library = {
  readonly facts: ReadonlyMap<FactId, FactWords>
  readonly steps: ReadonlyMap<StepId, StepWords>
  readonly waits: ReadonlyMap<WaitId, WaitWords>
  readonly patterns: ReadonlyMap<PatternId, PatternWords>
  readonly contacts: readonly Contact[]
  readonly texts: Readonly<Record<string, Text>>
  readonly playbook: Playbook
}

/** What is wrong with prompts/, all at once; the message lists every fault with its file and field. */
export class ContentError extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ file, at, message }) => `prompts/${file} ✖ ${message}${at ? ` → at ${at}` : ''}`).join('\n'))
    this.name = 'ContentError'
    this.faults = faults
  }
}

/**
 * Reads and checks the words once, at start.
 * @throws {ContentError} when anything is wrong: a missing language stops the boot
 */
export function openLibrary(directory = PROMPTS_DIRECTORY): Library {
  const { files, faults } = readFiles(directory)
  const all = faults.length > 0 ? faults : crossFaults(files)
  if (all.length > 0) throw new ContentError(all)
  return libraryOf(files)
}

export function libraryOf(files: Files): Library {
  const byId = <Item extends { id: unknown }>(items: readonly Item[]) =>
    new Map(items.map(item => [item.id as Item['id'], item]))
  return {
    facts: byId(files.facts),
    steps: byId(files.steps),
    waits: byId(files.waits),
    patterns: byId(files.patterns),
    contacts: files.contacts,
    texts: files.texts,
    playbook: playbookOf(files),
  }
}

/** A rule of the EU is a rule of each member state. */
const memberStates = (countries: readonly string[]) =>
  countries.flatMap(country => (country === 'EU' ? ['EU', ...EU] : [country]))

/** Countries with an entry for what the step names, in its own words or some pattern's, in the order of the registry. */
function desksFor(step: StepWords, { contacts, patterns }: Files): string[] {
  const items = patterns.flatMap(one => one.plan).filter(item => item.step === step.id)
  const purposes = [...step.contacts, ...items.flatMap(item => ('contacts' in item ? (item.contacts ?? []) : []))]
  const found = contacts.filter(({ country, purpose }) => country !== '*' && purposes.includes(purpose))
  return [...new Set(found.map(({ country }) => country))]
}

const stepOf = (step: StepWords, files: Files): Step => ({
  id: step.id,
  urgency: step.urgency,
  when: step.when,
  after: step.after,
  gate: step.gate,
  tickedBy: step.ticked_by,
  sets: step.sets,
  burntBy: step.burnt_by,
  services: step.services,
  countries: memberStates(step.countries),
  instead: step.instead,
  minutes: step.minutes,
  desks: desksFor(step, files),
  cards: step.cards,
})

const waitOf = (wait: WaitWords): Wait => ({
  id: wait.id,
  countries: memberStates(wait.countries),
  when: wait.when,
  startsAfter: wait.starts_after,
  endsWhen: wait.ends_when,
  endsAfter: wait.ends_after,
  remindMinutes: wait.remind,
  came: wait.came,
  lapse: wait.lapse,
  urgent: wait.urgent,
})

function playbookOf(files: Files): Playbook {
  return {
    facts: new Map(
      files.facts.map(({ id, base, ask, moot_when, unsure_means, follows }) => [
        id,
        { id, base, asked: ask !== undefined, mootWhen: moot_when, unsureMeansYes: unsure_means === 'yes', follows },
      ]),
    ),
    steps: new Map(files.steps.map(step => [step.id, stepOf(step, files)])),
    waits: new Map(files.waits.map(wait => [wait.id, waitOf(wait)])),
    patterns: new Map(
      files.patterns.map(pattern => [
        pattern.id,
        {
          id: pattern.id,
          services: pattern.services,
          signs: pattern.signs,
          ask: pattern.ask,
          askFirst: pattern.ask_first,
          rivals: pattern.look_alikes.map(({ pattern: other, fact, true_means }) => ({
            pattern: other,
            fact,
            trueMeans: true_means,
          })),
          plan: pattern.plan.map(item => ({
            step: item.step,
            after: item.after,
            urgency: 'urgency' in item ? item.urgency : undefined,
          })),
          order: pattern.order,
          waits: [...pattern.waits.map(({ id }) => id), ...pattern.shared_waits],
          watchDays: pattern.watch,
          callWhen: pattern.call_when,
        },
      ]),
    ),
    fallback: files.fallback.plan.map(item => ({
      step: item.step,
      after: item.after,
      urgency: 'urgency' in item ? item.urgency : undefined,
    })),
    fallbackAsk: files.fallback.ask,
  }
}

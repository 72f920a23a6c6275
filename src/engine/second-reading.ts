import type { Case } from '../core/case.ts'
import type { CaseId, FactId, PersonId } from '../core/ids.ts'
import type { Intent } from '../core/intents.ts'
import type { Roster } from '../core/roster.ts'
import type { Library } from '../content/library.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../store/archive.ts'
import { stateOf } from './casefile.ts'
import type { Directory } from './directory.ts'
import { storyOf } from './ear.ts'
import type { HeardText, SecondReader, Translator } from './ear.ts'
import type { Inbound } from './messages.ts'
import { loadFile } from './settle.ts'
import type { Turn } from './settle.ts'
import type { Turns } from './turns.ts'

/** What a model adds, always after the turn and as a wish of its own: its reading, and a translation between two people. */

export type SecondParts = {
  readonly archive: Archive
  readonly library: Library
  readonly people: Directory
  readonly log: Log
  readonly queue: Turns
  readonly secondReader?: SecondReader
  readonly translator?: Translator
  readonly settle: (turn: Turn) => Promise<void>
  readonly inCase: (caseId: CaseId, intents: readonly Intent[]) => Promise<void>
  /** Work nobody waits for. */
  readonly background: Set<Promise<unknown>>
}

export type SecondReading = {
  readAgain(caseId: CaseId, heard: HeardText, inbound: Inbound, asked?: FactId): void
  /** The person has said yes: what was told so far is read now. */
  allowed(caseId: CaseId): void
  bridge(caseId: CaseId, text: string, by: PersonId, state: Case, roster: Roster): void
}

export function secondReading(parts: SecondParts): SecondReading {
  const { archive, library, people, log, queue, settle, inCase, background } = parts
  const load = (caseId: CaseId) => loadFile(archive, caseId)
  /** The newest reading under way per case. */
  const readings = new Map<CaseId, number>()

  /**
   * The model's facts arrive as their own intent, later; the local reading has answered already. It reads everything told
   * so far: a short word by itself says nothing about which attack it is.
   */
  function readAgain(caseId: CaseId, { empty, answer }: HeardText, { what }: Inbound, asked?: FactId): void {
    const forwarded = what.kind === 'text' && what.quoted === true
    if (!empty && !answer && !forwarded) inBackground(caseId, () => readStory(caseId, asked))
  }

  /** @param asked the question the last text may answer */
  async function readStory(caseId: CaseId, asked?: FactId): Promise<void> {
    const { secondReader } = parts
    if (!secondReader) return
    const { file } = await load(caseId)
    const before = stateOf(file)
    // Without a yes nothing leaves the house; a case that a stranger may have taken over is read by nobody.
    const mayRead = (state: Case) =>
      state.phase === 'open' && !state.suspect && (secondReader.provider === undefined || state.model === 'yes')
    const text = storyOf(file.events, before.subject)
    if (!mayRead(before) || text === '') return
    const serial = (readings.get(caseId) ?? 0) + 1
    readings.set(caseId, serial)
    const found = await secondReader.read(text, { caseId, asked })
    const isLatest = readings.get(caseId) === serial
    if (isLatest) readings.delete(caseId)
    if (!found) return
    const doubted = Object.entries(before.facts).flatMap(([fact, { source }]) =>
      source === 'text' ? [fact as FactId] : [],
    )
    await queue.inTurn(caseId, async () => {
      const { file, version } = await load(caseId)
      const state = stateOf(file)
      // What was read of a shorter story must not undo what came after it.
      if (!isLatest || !state.subject || !mayRead(state)) return
      const setting = { playbook: library.playbook, roster: await people.roster(state.community) }
      await settle({
        caseId, file, version, intents: [{ type: 'model-read', ...found, doubted, by: state.subject }], setting,
      }) // prettier-ignore
    })
  }

  /** Work nobody waits for; what goes wrong is one line. */
  function inBackground(caseId: CaseId, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => log.warn('model-reading-dropped', { caseId, error }))
      .finally(() => background.delete(done))
    background.add(done)
  }

  /** When a person and their helper share no language, a translation follows what was written; never instead of it. */
  function bridge(caseId: CaseId, text: string, by: PersonId, state: Case, roster: Roster): void {
    const { language, help, suspect, model } = state
    const { translator } = parts
    const spoken = roster.helpers.find(({ id }) => id === help.owner)?.languages
    const other = spoken?.[0]
    if (!translator || suspect || !spoken || !other || spoken.includes(language)) return
    if (translator.provider !== undefined && model !== 'yes') return
    const from = by === help.owner ? 'helper' : 'person'
    const translated = translator
      .translate(text, from === 'helper' ? other : language, from === 'helper' ? language : other)
      .then(words => (words ? inCase(caseId, [{ type: 'bridge', from, text: words, by }]) : undefined))
      .catch((error: unknown) => log.warn('translation-dropped', { caseId, error }))
      .finally(() => background.delete(translated))
    background.add(translated)
  }

  return { readAgain, allowed: caseId => inBackground(caseId, () => readStory(caseId)), bridge }
}

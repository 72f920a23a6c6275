import { createHash } from 'node:crypto'
import { TERMINAL_COMMUNITY, assemble, foundTerminalCommunity } from '../src/assemble.ts'
import { plainText } from '../src/content/rich.ts'
import type { PersonId } from '../src/core/ids.ts'
import { CommunityRow } from '../src/engine/casefile.ts'
import { virtualClock } from '../src/engine/clock.ts'
import type { Clock } from '../src/engine/clock.ts'
import type { Ear, SecondReader } from '../src/engine/ear.ts'
import type { Limits } from '../src/engine/limits.ts'
import type { Heard, Inbound } from '../src/engine/messages.ts'
import { rows } from '../src/engine/rows.ts'
import { openLog } from '../src/log.ts'
import type { Log } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import type { Archive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { openEar } from '../src/understanding/ear.ts'
import { library } from './given.ts'
import { recorder } from './recorder.ts'

/** The whole engine on a stage that records everything: what came in, what went out, every log line. */

export const START = Date.parse('2026-11-24T00:30:00+09:00')
export const STORY =
  'There is an address and a card I do not know in my Amazon account, and an order for a gift card I never made.'

let ear: Ear | undefined
export const theEar = () => (ear ??= openEar(new Set(library.facts.keys())))

type WorldArchive = Awaited<ReturnType<typeof openArchive>>
export type WorldOptions = {
  archive?: WorldArchive
  limits?: Limits
  start?: number
  key?: string
  /** A model that the community has switched on for every case. */
  model?: (parts: { archive: Archive; clock: Clock; log: Log }) => Promise<{ secondReader?: SecondReader }>
}

export async function trustWorld(options: WorldOptions = {}) {
  const clock = virtualClock(options.start ?? START)
  const shelf = memoryShelf({ now: () => clock.now() })
  const archive =
    options.archive ??
    (await openArchive(shelf, [
      createHash('sha256')
        .update(options.key ?? 'trust')
        .digest(),
    ]))
  await foundTerminalCommunity(archive, clock.now())
  const { platform, sent } = recorder()
  const heard: Inbound[] = []
  const logged: string[] = []
  const log = openLog('debug', { write: line => void logged.push(line) })
  if (options.model) {
    const kept = await archive.load(rows.community(TERMINAL_COMMUNITY))
    const row = { ...CommunityRow.parse(kept?.value), policy: { model: 'on' } }
    await archive.commit({ put: [{ key: rows.community(TERMINAL_COMMUNITY), value: row, version: 2 }] })
  }
  const { engine } = assemble({
    secondReader: (await options.model?.({ archive, clock, log }))?.secondReader,
    archive,
    platforms: [platform],
    clock,
    log,
    library,
    ear: theEar(),
    homeCommunity: TERMINAL_COMMUNITY,
    limits: options.limits,
  })
  await engine.start()
  let serial = 0
  const from = (who: string, what: Inbound['what'], more: Partial<Inbound> = {}): Inbound => ({
    id: `terminal:${serial++}`,
    from: `terminal:${who}` as PersonId,
    place: { platform: 'terminal', chat: who, kind: 'private' },
    at: clock.now(),
    what,
    ...more,
  })
  async function hear(inbound: Inbound): Promise<Heard> {
    heard.push(inbound)
    const answered = await engine.hear(inbound)
    await engine.idle()
    return answered
  }
  const refsOf = (who?: string) =>
    sent.filter(({ to }) => who === undefined || to.chat === who).flatMap(({ buttons }) => buttons.flat())
  return {
    clock,
    shelf,
    archive,
    sent,
    heard,
    logged,
    engine,
    from,
    hear,
    refsOf,
    tell: (who: string, text: string, more: Partial<Inbound> = {}) => hear(from(who, { kind: 'text', text }, more)),
    command: (who: string, name: string, input: Record<string, string> = {}) =>
      hear(from(who, { kind: 'command', name, input })),
    pressRef: (who: string, ref: string) => hear(from(who, { kind: 'press', ref })),
    async press(who: string, name: string) {
      const button = refsOf(who).findLast(button => button.name.startsWith(name))
      if (!button)
        throw new Error(
          `no button ${name} for ${who}; there are ${refsOf(who)
            .map(({ name }) => name)
            .join(' ')}`,
        )
      return hear(from(who, { kind: 'press', ref: button.ref }))
    },
    about: (who: string) => sent.filter(({ to }) => to.chat === who).flatMap(({ about }) => about),
    words: (who?: string) =>
      sent
        .filter(({ to }) => who === undefined || to.chat === who)
        .map(({ text }) => plainText(text))
        .join('\n'),
    /** The values of all cases, without the community's own file. */
    async cases() {
      const rows = await archive.list('c/', { limit: 500 })
      return rows.filter(({ key }) => key !== `c/${TERMINAL_COMMUNITY}`)
    },
    async until(at: number) {
      while (clock.step(at)) await engine.idle()
      clock.set(at)
      await engine.idle()
    },
  }
}

/** What a case consists of, without refusals, which leave no trace in the file but may in older ones. */
export const eventsOf = (value: unknown) =>
  (value as { events: { type: string }[] }).events.filter(({ type }) => type !== 'refused')

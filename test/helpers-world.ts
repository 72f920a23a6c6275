import { createHash } from 'node:crypto'
import { assemble } from '../src/assemble.ts'
import { CommunityId, PersonId } from '../src/core/ids.ts'
import type { CommunityRow } from '../src/engine/casefile.ts'
import { virtualClock } from '../src/engine/clock.ts'
import type { Translator } from '../src/engine/ear.ts'
import type { Limits } from '../src/engine/limits.ts'
import { rows } from '../src/engine/rows.ts'
import { DeliveryError } from '../src/engine/messages.ts'
import type { Inbound, Outbound, Platform, PlatformName } from '../src/engine/messages.ts'
import { silentLog } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { openEar } from '../src/understanding/ear.ts'
import { library } from './given.ts'

/** A community with helpers on two apps, on the real engine, an in-memory store and a virtual clock. */

const ear = openEar(new Set(library.facts.keys()))
export const START = Date.parse('2026-11-24T00:30:00+09:00')
export const COMMUNITY = CommunityId.parse('sunflower0')
export const STORY =
  'There is an address and a card I do not know in my Amazon account, and an order for a gift card I never made.'
export const minutes = (count: number) => count * 60_000

export const helperNamed = (
  id: string,
  changes: Partial<CommunityRow['helpers'][number]> = {},
): CommunityRow['helpers'][number] => ({
  id: PersonId.parse(id),
  name: id.split(':')[1] ?? id,
  languages: ['ja', 'en'],
  skills: [],
  timeZone: 'Asia/Tokyo',
  onDuty: true,
  loadLimit: 3,
  ring: 1,
  lead: false,
  reachableSince: 1,
  ...changes,
})

export async function helpersWorld(
  options: {
    helpers?: CommunityRow['helpers']
    moderators?: string[]
    policy?: Record<string, unknown>
    helperPlace?: CommunityRow['helperPlace']
    translator?: Translator
    founded?: boolean
    limits?: Limits
  } = {},
) {
  const clock = virtualClock(START)
  const shelf = memoryShelf({ now: () => clock.now() })
  const archive = await openArchive(shelf, [createHash('sha256').update('test').digest()])
  const community: CommunityRow = {
    id: COMMUNITY,
    groups: ['discord:guild'],
    language: 'en',
    helpers: options.helpers ?? [],
    moderators: (options.moderators ?? ['discord:mod']).map(id => PersonId.parse(id)),
    policy: options.policy ?? {},
    helperPlace: options.helperPlace,
  }
  const platformOf = (id: string) => id.split(':')[0] as PlatformName
  const privateOf = (id: string) =>
    ({ platform: platformOf(id), chat: id.split(':')[1] ?? '', kind: 'private' }) as const
  if (options.founded !== false)
    await archive.commit({
      put: [
        { key: rows.community(COMMUNITY), value: community, version: 1 },
        { key: rows.group(archive.blind('discord:guild')), value: COMMUNITY },
        ...[...community.helpers.map(({ id }) => id), ...community.moderators].map(id => ({
          key: rows.person(archive.blind(id)),
          value: { place: privateOf(id), community: COMMUNITY, language: 'en' },
          version: 1,
        })),
      ],
    })
  const sent: (Outbound & { at: number })[] = []
  const ids = new Map<string, string>()
  /** Chats the bot was removed from. */
  const lost = new Set<string>()
  /** While true, nothing leaves: messages wait in the outbox. */
  const gate: { shut?: Promise<void>; open: () => void } = { open: () => {} }
  let held = 0
  const waiting: (() => void)[] = []
  const shut = () => {
    held = 0
    gate.shut = new Promise(resolve => (gate.open = resolve))
  }
  const platform = (name: PlatformName, idempotent: boolean): Platform => ({
    name,
    idempotent,
    lanes: 4,
    async listen() {},
    async send(message) {
      if (gate.shut) {
        held += 1
        waiting.shift()?.()
        await gate.shut
      }
      if (lost.has(message.to.chat)) throw new DeliveryError('closed', 'the bot is not in this chat')
      sent.push({ ...message, at: clock.now() })
      const id = message.edits ?? `m${sent.length}`
      ids.set(message.id, id)
      return { message: id }
    },
    async close() {},
  })
  const open = () =>
    assemble({
      archive,
      platforms: [platform('discord', true), platform('telegram', false), platform('terminal', true)],
      clock,
      log: silentLog,
      library,
      ear,
      translator: options.translator,
      limits: options.limits,
      random: (bytes: number) => createHash('sha256').update(`seed ${spice++}`).digest().subarray(0, bytes),
    }).engine
  let spice = 0
  let engine = open()
  await engine.start()
  let serial = 0
  const from = (who: string, what: Inbound['what'], extra: Partial<Inbound> = {}): Inbound => ({
    id: `t${serial++}`,
    from: PersonId.parse(who),
    place: privateOf(who),
    at: clock.now(),
    language: 'en',
    what,
    ...extra,
  })
  const buttonOf = (who: string, name: string) =>
    [...sent]
      .reverse()
      .filter(({ to, mentions }) => to.chat === privateOf(who).chat || mentions.includes(who as PersonId))
      .flatMap(message => message.buttons.flat())
      .find(button => button.name.startsWith(name))
  async function hear(inbound: Inbound) {
    const heard = await engine.hear(inbound)
    if (!gate.shut) await engine.idle()
    return heard
  }
  return {
    clock,
    archive,
    sent,
    lost,
    shut,
    from,
    buttonOf,
    /** Resolves when so many sends have begun behind the shut gate. */
    async onTheWay(count: number) {
      while (held < count) await new Promise<void>(resolve => waiting.push(resolve))
    },
    async openGate() {
      gate.shut = undefined
      gate.open()
      await engine.idle()
    },
    get engine() {
      return engine
    },
    says: (who: string, text: string, extra: Partial<Inbound> = {}) => hear(from(who, { kind: 'text', text }, extra)),
    command: (who: string, name: string, input: Record<string, string> = {}, extra: Partial<Inbound> = {}) =>
      hear(from(who, { kind: 'command', name, input }, extra)),
    press(who: string, name: string) {
      const button = buttonOf(who, name)
      if (!button) throw new Error(`${who} has no button ${name}`)
      return hear(from(who, { kind: 'press', ref: button.ref }))
    },
    /** What somebody heard since the n-th message, as keys. */
    heard: (who: string, since = 0) =>
      sent.slice(since).flatMap(({ to, about }) => (to.chat === privateOf(who).chat ? about : [])),
    textTo: (who: string, since = 0) =>
      sent
        .slice(since)
        .filter(({ to }) => to.chat === privateOf(who).chat)
        .map(({ text }) => text.map(part => part.text).join(''))
        .join('\n'),
    pings: () => sent.filter(({ about, edits }) => about.includes('text:ping.unclaimed') && edits === undefined),
    async restart() {
      await engine.close()
      engine = open()
      await engine.start()
      await engine.idle()
    },
    async pass(count: number) {
      const until = clock.now() + minutes(count)
      await engine.idle()
      while (clock.step(until)) await engine.idle()
      clock.set(until)
      await engine.idle()
    },
    community: async () => (await engine.directory.community(COMMUNITY))?.row,
    /** A case of `who` with helpers called. */
    async called(who = 'telegram:hana', story = STORY) {
      await hear(from(who, { kind: 'text', text: story }, { group: 'discord:guild' }))
      await hear(from(who, { kind: 'command', name: 'call', input: {} }))
      const button = buttonOf(who, 'call')
      if (!button) throw new Error('no call button')
      await hear(from(who, { kind: 'press', ref: button.ref }))
    },
  }
}

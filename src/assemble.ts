import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { commands } from '../commands/index.ts'
import { openLibrary } from './content/library.ts'
import type { Library } from './content/library.ts'
import { CommunityId, PersonId } from './core/ids.ts'
import type { CommunityRow } from './engine/casefile.ts'
import type { Clock } from './engine/clock.ts'
import type { Ear, SecondReader, Translator } from './engine/ear.ts'
import { openEngine } from './engine/engine.ts'
import type { Limits } from './engine/limits.ts'
import type { Engine } from './engine/engine.ts'
import type { Platform } from './engine/messages.ts'
import { rows } from './engine/rows.ts'
import type { Speech } from './engine/speech.ts'
import type { Log } from './log.ts'
import type { Archive } from './store/archive.ts'
import { lazyEar, openEar } from './understanding/ear.ts'
import { neutralise } from './understanding/plaintext.ts'
import { screen } from './understanding/screen.ts'

/** Wires the rooms into a running engine; main, rehearse and the tests differ only in what they put in. */
export type Parts = {
  readonly archive: Archive
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly log: Log
  readonly library?: Library
  readonly ear?: Ear
  readonly secondReader?: SecondReader
  readonly translator?: Translator
  readonly speech?: Pick<Speech, 'decided'>
  readonly random?: (bytes: number) => Uint8Array
  readonly defaultTimeZone?: string
  readonly homeCommunity?: CommunityId
  readonly limits?: Limits
}

export function assemble(parts: Parts): { engine: Engine; library: Library; warm(): void } {
  const library = parts.library ?? openLibrary()
  const lazy = lazyEar(() => parts.ear ?? openEar(new Set(library.facts.keys())))
  const engine = openEngine({
    archive: parts.archive,
    library,
    ear: lazy,
    screen,
    quote: neutralise,
    secondReader: parts.secondReader,
    translator: parts.translator,
    speech: parts.speech,
    commands,
    platforms: parts.platforms,
    clock: parts.clock,
    log: parts.log,
    random: parts.random ?? randomBytes,
    offerKey: offerKey(parts.archive),
    defaultTimeZone: parts.defaultTimeZone ?? 'Asia/Tokyo',
    homeCommunity: parts.homeCommunity,
    limits: parts.limits,
  })
  return { engine, library, warm: lazy.warm }
}

/** Signs button ids; bound to the store, so that buttons survive a restart and mean nothing elsewhere. */
const offerKey = (archive: Archive) =>
  createSecretKey(new Uint8Array(hkdfSync('sha256', archive.blind('button ids'), '', 'kakekomi offers', 32)))

/** The terminal's own community: one helper and one moderator, both played by whoever sits there. */
export const TERMINAL_COMMUNITY = CommunityId.parse('terminal00')

export async function foundTerminalCommunity(archive: Archive, now: number): Promise<void> {
  if (await archive.has(rows.community(TERMINAL_COMMUNITY))) return
  const helper = {
    languages: ['ja', 'en'] as ('ja' | 'en')[],
    skills: [],
    timeZone: 'Asia/Tokyo',
    onDuty: true,
    loadLimit: 5,
    reachableSince: now,
  }
  const community: CommunityRow = {
    id: TERMINAL_COMMUNITY,
    groups: [],
    language: 'ja',
    helpers: [{ ...helper, id: PersonId.parse('terminal:helper'), name: 'helper', ring: 1, lead: true }],
    moderators: [PersonId.parse('terminal:moderator')],
    policy: {},
  }
  const place = (chat: string) => ({ place: { platform: 'terminal' as const, chat, kind: 'private' as const } })
  await archive.commit({
    put: [
      { key: rows.community(TERMINAL_COMMUNITY), value: community, version: 1 },
      { key: rows.person(archive.blind('terminal:helper')), value: place('helper'), version: 1 },
      { key: rows.person(archive.blind('terminal:moderator')), value: place('moderator'), version: 1 },
    ],
  })
}

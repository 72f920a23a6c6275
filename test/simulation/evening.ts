import { openLibrary } from '../../src/content/library.ts'
import type { Library } from '../../src/content/library.ts'
import type { PersonId } from '../../src/core/ids.ts'
import { virtualClock } from '../../src/engine/clock.ts'
import type { Inbound } from '../../src/engine/messages.ts'
import { openLog } from '../../src/log.ts'
import { openArchive } from '../../src/store/archive.ts'
import { openEar } from '../../src/understanding/ear.ts'
import { chance } from './chance.ts'
import type { Chance } from './chance.ts'
import { crashPlan } from './crash.ts'
import type { CrashPlan } from './crash.ts'
import { memoryDisk, sqliteDisk } from './disk.ts'
import { failures } from './failures.ts'
import type { Failure } from './failures.ts'
import { ledger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { live } from './life.ts'
import type { Life, World } from './life.ts'
import { PLAYERS, settleIn } from './people.ts'
import type { Player } from './people.ts'
import { CALM, readers } from './readers.ts'
import type { Readers, Weather } from './readers.ts'
import { watchWords } from './words.ts'

/** One simulated evening: a world that misbehaves by seed, the program on it, and the auditor. */

const START = Date.parse('2026-11-24T00:30:00+09:00')
const MINUTE_MS = 60_000
/** A full disk refuses a few times; what is refused more often is refused for ever. */
const MOST_TRIES = 12
const MOST_TURNS = 3_000

export type Options = {
  readonly seed: number
  readonly store?: 'memory' | 'sqlite'
  /** Chance of dying at each crash point, or exactly these points. */
  readonly crashes?: number | readonly number[]
  readonly weather?: Weather
  /** Chance that a commit meets a full disk, per act. */
  readonly full?: number
  readonly model?: boolean
  /** What people do; each act gets the stage. */
  readonly script: (stage: Stage) => Promise<void>
  readonly labels?: string[]
}

export type Stage = {
  readonly random: Chance
  readonly readers: Readers
  readonly ledger: Ledger
  now(): number
  say(player: Player, what: Inbound['what'], more?: Partial<Inbound>): void
  /** The app delivers something again, as it does when nobody said "kept". */
  again(inbound: Inbound): void
  /** Lets everything under way happen, through crashes and restarts. */
  rest(): Promise<void>
  pass(ms: number): Promise<void>
  storm(weather: Weather, downForMs?: number): void
  fill(commits: number): void
}

export type Result = {
  readonly seed: number
  readonly failures: readonly Failure[]
  /** Inputs heard, sends tried, clocks rung and history events. */
  readonly events: number
  readonly commits: number
  readonly inputs: number
  readonly crashes: number
  readonly points: number
  readonly crashedAt: ReadonlySet<string>
  readonly sends: number
  readonly repeats: number
  readonly ambiguous: number
}

let shared: { library: Library; ear: ReturnType<typeof openEar> } | undefined

/** The content and the ear, opened once; the ear remembers what it made of a text (it is a pure function). */
export function content() {
  if (shared) return shared
  const library = openLibrary()
  const ear = openEar(new Set(library.facts.keys()))
  const memory = new Map<string, ReturnType<typeof ear.listen>>()
  const listen: typeof ear.listen = (text, context) => {
    const key = JSON.stringify([text, context])
    let heard = memory.get(key)
    if (!heard) memory.set(key, (heard = ear.listen(text, context)))
    return heard
  }
  return (shared = { library, ear: { ...ear, listen } })
}

export async function evening(options: Options): Promise<Result> {
  const { library, ear } = content()
  const random = chance(options.seed)
  const weatherChance = chance(options.seed ^ 0x5bd1e995)
  const crashChance = chance(options.seed ^ 0x2545f491)
  const clock = virtualClock(START)
  const wrong = failures()
  const app = readers(clock, weatherChance)
  const book = ledger(wrong, library.playbook, app)
  const words = watchWords(wrong, book)
  const disk = options.store === 'sqlite' ? sqliteDisk(() => clock.now()) : memoryDisk(() => clock.now(), crashChance)
  const crash = planOf(options, crashChance)
  let calmNow = false
  let spice = 0
  const idChance = chance(options.seed ^ 0x1234567)
  const world: World = {
    library,
    ear,
    clock,
    readers: app,
    ledger: book,
    crash: { ...crash, here: label => !calmNow && crash.here(label), get passed() { return crash.passed } }, // prettier-ignore
    disk,
    log: openLog('trace', { write: line => words.log(line) }),
    fullFor: 0,
    model: options.model ? strangeModel(weatherChance, clock) : undefined,
    random: bytes => Uint8Array.from({ length: bytes }, () => idChance.below(256)),
    onSend: (platform, message) => words.sending(platform, message),
  }
  const first = await openArchive(disk.shelf(), [disk.key])
  await settleIn(first, START)
  const { pending } = disk.kill()
  if (pending > 0) throw new Error('the set-up was not on disk')

  let life: Life = await live(world)
  const refusedTimes = new Map<string, number>()
  const owed = new Map<string, { inbound: Inbound; way: 'same' | 'anew' }>()

  function hear(inbound: Inbound): void {
    const entry = book.heardOf(inbound)
    const mine = life
    life.engine.hear(inbound).then(
      ({ kept, note }) => {
        if (!mine.alive) return
        owed.delete(inbound.id)
        if (note !== undefined || inbound.what.kind === 'command' || elsewhere(inbound)) entry.said = true
        if (kept) entry.kept += 1
        else wrong.fail('I1', `input ${inbound.id} was answered with "not kept"`)
      },
      (error: unknown) => {
        // "Not saved, please try again": the app delivers it once more.
        if (!mine.alive) return
        const tries = (refusedTimes.get(inbound.id) ?? 0) + 1
        refusedTimes.set(inbound.id, tries)
        if (tries <= MOST_TRIES || !owed.delete(inbound.id)) return
        entry.said = true
        wrong.fail(
          'poison',
          `input ${JSON.stringify(inbound.what)} of ${inbound.from} is refused for ever: ${String(error)}`,
        )
      },
    )
  }

  const settled = async () => {
    do await new Promise(resolve => setImmediate(resolve))
    while (life.alive && life.committing > 0)
  }

  /** Lets everything under way happen; a process that died starts again. */
  async function turnOut(): Promise<void> {
    for (let turns = 0; ; turns++) {
      await settled()
      if (turns > MOST_TURNS) return wrong.fail('spin', 'the program does not come to rest at one moment')
      if (clock.step(clock.now())) continue
      if (!life.alive) {
        life = await live(world)
        continue
      }
      if (owed.size === 0) break
      for (const { inbound, way } of [...owed.values()]) {
        if (way === 'same') hear(inbound)
        else {
          // Discord shows "interaction failed", and the person presses again: another id for the same wish.
          owed.delete(inbound.id)
          const entry = book.heardOf(inbound)
          entry.said = true
          owe({ ...inbound, id: `${inbound.id}'` })
        }
      }
    }
  }

  async function rest(): Promise<void> {
    await turnOut()
    book.atRest(clock.now())
    book.nextRound()
  }

  function owe(inbound: Inbound): void {
    const anew = inbound.id.startsWith('dc:i:')
    owed.set(inbound.id, { inbound, way: anew ? 'anew' : 'same' })
    hear(inbound)
  }

  const stage: Stage = {
    random,
    readers: app,
    ledger: book,
    now: () => clock.now(),
    say(player, what, more = {}) {
      const kind = player.place.platform === 'telegram' ? 'tg:' : what.kind === 'text' ? 'dc:m:' : 'dc:i:'
      owe({ id: `${kind}${spice++}`, from: player.id, place: player.place, at: clock.now(), what, ...more })
    },
    again(inbound) {
      // No app delivers anything again after a day.
      if (clock.now() - inbound.at < 24 * 60 * MINUTE_MS) hear(inbound)
    },
    rest,
    async pass(ms) {
      const until = clock.now() + ms
      while (clock.step(until)) await turnOut()
      clock.set(until)
      await rest()
    },
    storm(weather, downForMs = 0) {
      app.weather = weather
      app.downUntil = clock.now() + downForMs
    },
    fill(commits) {
      world.fullFor = commits
    },
  }

  await rest()
  app.weather = options.weather ?? CALM
  await options.script(stage)
  // The night ends: the apps work, the disk has room, nothing dies; everything owed must now happen.
  calmNow = true
  app.weather = CALM
  app.downUntil = 0
  world.fullFor = 0
  await rest()
  for (let n = 0; n < 400 && [...book.cases.values()].some(one => !one.ended && one.file.outbox.length > 0); n++)
    await stage.pass(2 * MINUTE_MS)
  book.atEnd()
  life.kill()
  disk.remove()
  return {
    seed: options.seed,
    failures: wrong.found,
    events: book.inputs.size + app.sends + book.rung + book.events,
    commits: book.commits,
    inputs: book.inputs.size,
    crashes: crash.crashes,
    points: crash.passed,
    crashedAt: crash.at,
    sends: app.sends,
    repeats: app.arrivals.filter(({ repeat, edit }) => repeat && !edit).length,
    ambiguous: [...app.ambiguous.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** A word of somebody who has no part in the case (a moderator's, a passer-by's) may be let pass without a trace. */
const elsewhere = ({ from, what }: Inbound) =>
  what.kind === 'text' && PLAYERS.some(({ id, part }) => id === from && part !== 'victim')

function planOf({ crashes = 0, labels }: Options, random: Chance): CrashPlan {
  if (typeof crashes === 'number') return crashPlan(() => crashes > 0 && random.is(crashes), labels)
  const points = new Set(crashes)
  return crashPlan(point => points.has(point), labels)
}

/** A model that is late, hangs, fails, answers nonsense or nothing; never needed. */
function strangeModel(random: Chance, clock: ReturnType<typeof virtualClock>): World['model'] {
  return {
    provider: 'strange',
    async read() {
      const how = random.weighted({ hangs: 2, fails: 1, nothing: 2, late: 3 })
      if (how === 'hangs') return new Promise(() => {})
      if (how === 'fails') throw new Error('model overloaded')
      if (how === 'nothing') return undefined
      await new Promise<void>(resolve => clock.wake(clock.now() + random.below(10 * MINUTE_MS), resolve))
      return { facts: [], logits: { 'amazon-takeover': random.next() * 4 - 2 } }
    },
  }
}

export const by = (name: string): Player => {
  const found = PLAYERS.find(({ id }) => id === (name as PersonId))
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

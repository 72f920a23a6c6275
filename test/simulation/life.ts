import { assemble } from '../../src/assemble.ts'
import type { Library } from '../../src/content/library.ts'
import type { Clock, VirtualClock } from '../../src/engine/clock.ts'
import type { SecondReader } from '../../src/engine/ear.ts'
import type { Engine } from '../../src/engine/engine.ts'
import type { Outbound, Platform, PlatformName } from '../../src/engine/messages.ts'
import type { Log } from '../../src/log.ts'
import { openArchive } from '../../src/store/archive.ts'
import type { Archive, Changes } from '../../src/store/archive.ts'
import { StoreError } from '../../src/store/errors.ts'
import type { openEar } from '../../src/understanding/ear.ts'
import type { CrashPlan } from './crash.ts'
import type { Ledger } from './ledger.ts'
import type { Readers } from './readers.ts'
import type { Disk } from './disk.ts'

/** One life of the program, from its start to the moment it is killed: nothing it awaits afterwards ever settles. */
export type Life = {
  readonly engine: Engine
  readonly alive: boolean
  /** Commits called for and not yet settled. */
  readonly committing: number
  kill(): void
}

export type World = {
  readonly library: Library
  readonly ear: ReturnType<typeof openEar>
  readonly clock: VirtualClock
  readonly readers: Readers
  readonly ledger: Ledger
  readonly crash: CrashPlan
  readonly disk: Disk
  readonly log: Log
  /** Commits that the disk will refuse. */
  fullFor: number
  readonly model?: SecondReader
  readonly random: (bytes: number) => Uint8Array
  readonly onSend: (platform: PlatformName, message: Outbound) => void
}

const never = () => new Promise<never>(() => {})

export async function live(world: World): Promise<Life> {
  const { clock, crash, disk, ledger, readers } = world
  let alive = true
  let committing = 0
  const underWay = new Set<Changes>()
  const sent = new Set<string>()
  const wakes = new Set<() => void>()

  /** What was sent and could not be written down: it will be sent again, and nobody can know better. */
  function forgotten(): void {
    for (const duty of sent) if (ledger.owes(duty)) readers.mayHaveArrived(duty)
  }

  function kill(): void {
    alive = false
    for (const cancel of wakes) cancel()
    // What was under way is kept or lost as a whole; the disk decides and the ledger is told.
    const { pending, kept } = disk.kill()
    const called = [...underWay]
    for (const changes of kept ? called : called.slice(0, called.length - pending)) ledger.durable(changes)
    underWay.clear()
    forgotten()
  }
  const dies = (label: string) => {
    if (alive && crash.here(label)) kill()
    return !alive
  }

  async function port<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
    if (!alive || dies(`${label}:before`)) return never()
    try {
      const result = await work()
      return alive ? result : await never()
    } catch (error) {
      if (!alive) return never()
      throw error
    }
  }

  const archive: Archive = await openArchive(disk.shelf(), [disk.key])
  const watched: Archive = {
    ...archive,
    load: key => port('read', () => archive.load(key)),
    loadMany: keys => port('read', () => archive.loadMany(keys)),
    has: key => port('read', () => archive.has(key)),
    keys: (prefix, page) => port('read', () => archive.keys(prefix, page)),
    list: (prefix, page) => port('read', () => archive.list(prefix, page)),
    count: prefix => port('read', () => archive.count(prefix)),
    commit: changes =>
      port('commit', async () => {
        if (world.fullFor > 0) {
          world.fullFor -= 1
          forgotten()
          throw new StoreError('full', 'the disk is full')
        }
        committing += 1
        underWay.add(changes)
        try {
          await archive.commit(changes)
        } finally {
          committing -= 1
        }
        if (!underWay.delete(changes)) return await never()
        ledger.durable(changes)
        if (dies('commit:after')) return await never()
      }),
  }

  const ownClock: Clock = {
    now: () => clock.now(),
    wake(at, ring) {
      const cancel = clock.wake(at, () => {
        wakes.delete(cancel)
        if (alive) ring()
      })
      wakes.add(cancel)
      return () => {
        wakes.delete(cancel)
        cancel()
      }
    },
  }

  const app = (name: PlatformName, idempotent: boolean): Platform => ({
    name,
    idempotent,
    lanes: 3,
    async listen() {},
    send: message =>
      port('send', async () => {
        world.onSend(name, message)
        // From here on it may arrive, even after the process has died.
        sent.add(message.id)
        const answer = await readers.call(name, idempotent, message)
        if (dies('send:after')) return await never()
        return answer
      }),
    async close() {},
  })

  const model = world.model && {
    provider: world.model.provider,
    read: (text: string, context: Parameters<SecondReader['read']>[1]) =>
      port('model', () => world.model!.read(text, context)),
  }
  const { engine } = assemble({
    archive: watched,
    platforms: [app('discord', true), app('telegram', false)],
    clock: ownClock,
    log: world.log,
    library: world.library,
    ear: world.ear,
    secondReader: model,
    random: world.random,
  })
  void engine.start().catch((error: unknown) => {
    if (alive) world.log.error('start-failed', { error })
  })
  return {
    engine,
    get alive() {
      return alive
    },
    get committing() {
      return committing
    },
    kill,
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryShelf } from '../../src/store/memory.ts'
import type { MemoryShelf, Snapshot } from '../../src/store/memory.ts'
import type { Shelf } from '../../src/store/shelf.ts'
import { sqliteShelf } from '../../src/store/sqlite.ts'
import type { Chance } from './chance.ts'

/** What outlives the process. */
export type Disk = {
  readonly key: Uint8Array
  /** Opens the store anew. */
  shelf(): Shelf
  /** The process died. @returns how many of the latest commits were not on disk yet, and whether they get there all the same */
  kill(): { pending: number; kept: boolean }
  remove(): void
}

const KEY = new Uint8Array(32).fill(7)

/** Memory with the crash semantics of a disk: a commit under way is kept or lost as a whole. */
export function memoryDisk(now: () => number, random: Chance): Disk {
  let rows: Snapshot = []
  let open: MemoryShelf | undefined
  return {
    key: KEY,
    shelf: () => (open = memoryShelf({ now, rows })),
    kill() {
      const kept = random.is(0.5)
      const pending = open?.pending() ?? 0
      rows = open?.crash(kept ? 'kept' : 'lost') ?? rows
      return { pending, kept }
    },
    remove() {},
  }
}

/** A real file, closed at each kill and opened again at each start; closing keeps what is under way. */
export function sqliteDisk(now: () => number): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'kakekomi-simulation-'))
  let open: Shelf | undefined
  const close = () => {
    // Closes synchronously: the promise is only its form.
    void open?.close()
    open = undefined
  }
  return {
    key: KEY,
    shelf: () => (open = sqliteShelf({ path: join(folder, 'store.sqlite'), now })),
    kill() {
      close()
      return { pending: 0, kept: true }
    },
    remove() {
      close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

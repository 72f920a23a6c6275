import type { ShelfChanges } from './shelf.ts'

/** A commit that waits for its transaction. */
export type Waiting = { changes: ShelfChanges; resolve: () => void; reject: (error: unknown) => void }

/** Rows in one transaction: bounds how long the event loop stands still for it. */
const MOST_ROWS = 500

/** Gathers commits that arrive in one turn of the event loop, in order. */
export type GroupCommit = {
  /** Resolves or rejects when `write` has settled this commit. */
  add(changes: ShelfChanges): Promise<void>
  /** Writes everything that waits, now. */
  flush(): void
}

/**
 * One transaction, and so one fsync, for many commits.
 * @param write - writes a group and settles every commit in it; called with at least one, never while it runs
 */
export function groupCommit(write: (group: Waiting[]) => void): GroupCommit {
  let waiting: Waiting[] = []
  let scheduled = false

  function schedule(): void {
    if (scheduled || waiting.length === 0) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      writeGroup()
      schedule()
    })
  }

  function writeGroup(): void {
    let rows = 0
    let size = 0
    while (size < waiting.length && rows < MOST_ROWS) {
      const { set, remove } = waiting[size++]!.changes
      rows += set.length + remove.length
    }
    const group = waiting.slice(0, size)
    waiting = waiting.slice(size)
    if (group.length > 0) write(group)
  }

  return {
    add: changes =>
      new Promise((resolve, reject) => {
        waiting.push({ changes, resolve, reject })
        schedule()
      }),
    flush() {
      while (waiting.length > 0) writeGroup()
    },
  }
}

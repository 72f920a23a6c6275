import type { Update } from '@grammyjs/types'
import type { Clock } from './clock.ts'
import { Refusal } from './refusal.ts'

export type UpdateKind = Exclude<keyof Update, 'update_id'>
/** `room` is the chat an update belongs to: webhooks keep order inside one chat only. */
export type Pending = {
  update: Update
  createdAtMs: number
  room: number
  /** A repeat comes once although its id was confirmed before. */
  mustCome: boolean
}

export type UpdateQueue = {
  add(kind: UpdateKind, payload: unknown, room: number): Update | undefined
  /** Puts an update back as it is (same update_id): what a bot sees when an acknowledgement was lost. */
  repeat(update: Update, room: number): void
  /** getUpdates, with real waiting. `gone` is called with the function that gives up the wait when the client leaves. */
  poll(options: PollOptions, gone: (leave: () => void) => void): Promise<Update[]>
  /** Ends a waiting poll with 409. */
  interrupt(why: string): void
  confirm(updateId: number): void
  pending: () => Pending[]
  allow(kinds: readonly UpdateKind[] | undefined): void
  allowed(): readonly UpdateKind[] | undefined
  clear(): void
  /** Makes the next batches arrive in reversed order. */
  shuffleNext: (batches: number) => void
  onAdd(listener: () => void): void
}

export type PollOptions = { offset?: number; limit?: number; timeout?: number; allowed_updates?: readonly UpdateKind[] }

const KEEP_MS = 24 * 60 * 60 * 1000
const QUIET_WEEK_MS = 7 * KEEP_MS
const OFF_BY_DEFAULT: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count']

/** @param random - 0 to 1, seeded; picks the new update_id after a quiet week */
export function createQueue(clock: Clock, random: () => number): UpdateQueue {
  let pending: Pending[] = []
  let lastId = 500_000_000 + Math.floor(random() * 1_000_000)
  let lastAddedMs = clock.nowMs()
  let allowed: readonly UpdateKind[] | undefined
  let reversedBatches = 0
  let waiting: { finish(outcome: Update[] | Refusal): void; wake(): void } | undefined
  const listeners: (() => void)[] = []

  const isAllowed = (kind: UpdateKind) => (allowed?.length ? allowed.includes(kind) : !OFF_BY_DEFAULT.includes(kind))
  const dropOld = () => (pending = pending.filter(entry => clock.nowMs() - entry.createdAtMs < KEEP_MS))
  const push = (update: Update, room: number, mustCome: boolean) => {
    pending.push({ update, createdAtMs: clock.nowMs(), room, mustCome })
    waiting?.wake()
    for (const listener of listeners) listener()
  }
  const take = (limit: number) => {
    dropOld()
    const due = pending.slice(0, limit)
    for (const entry of due) entry.mustCome = false
    const batch = due.map(entry => entry.update)
    if (batch.length > 1 && reversedBatches > 0) {
      reversedBatches--
      batch.reverse()
    }
    return batch
  }

  const queue: UpdateQueue = {
    add(kind, payload, room) {
      if (!isAllowed(kind)) return undefined
      // "If there are no new updates for at least a week, then identifier of the next update will be chosen randomly"
      if (clock.nowMs() - lastAddedMs >= QUIET_WEEK_MS) lastId = Math.floor(random() * 2 ** 30)
      lastAddedMs = clock.nowMs()
      const update = { update_id: ++lastId, [kind]: structuredClone(payload) } as Update
      push(update, room, false)
      return update
    },
    repeat: (update, room) => push(update, room, true),
    async poll(options, gone) {
      queue.interrupt('terminated by other getUpdates request; make sure that only one bot instance is running')
      if (options.allowed_updates) allowed = options.allowed_updates
      const { offset = 0, timeout = 0 } = options
      const limit = Math.min(Math.max(options.limit ?? 100, 1), 100)
      if (offset < 0) pending = pending.slice(offset)
      // An offset beyond anything ever issued confirms nothing: else the random id after a quiet week would lose updates.
      else if (offset <= lastId + 1)
        pending = pending.filter(entry => entry.mustCome || entry.update.update_id >= offset)
      const ready = take(limit)
      if (ready.length > 0 || timeout <= 0) return ready
      return new Promise((resolve, reject) => {
        const finish = (outcome: Update[] | Refusal) => {
          if (waiting !== mine) return
          waiting = undefined
          cancel()
          if (outcome instanceof Refusal) reject(outcome)
          else resolve(outcome)
        }
        // A microtask later, so that updates made in one go arrive in one batch.
        const answer = () => {
          if (waiting === mine) finish(take(limit))
        }
        const mine = { finish, wake: () => queueMicrotask(answer) }
        waiting = mine
        const cancel = clock.after(timeout * 1000, () => finish([]))
        gone(() => finish([]))
      })
    },
    interrupt(why) {
      waiting?.finish(new Refusal(409, `Conflict: ${why}`))
    },
    confirm: updateId => (pending = pending.filter(entry => entry.update.update_id !== updateId)),
    pending: () => dropOld(),
    allow: kinds => (allowed = kinds ?? allowed),
    allowed: () => allowed,
    clear: () => (pending = []),
    shuffleNext: batches => (reversedBatches = batches),
    onAdd: listener => listeners.push(listener),
  }
  return queue
}

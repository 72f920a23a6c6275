import type { CaseId, Instant } from '../core/ids.ts'
import type { Log } from '../log.ts'
import type { Duty } from './casefile.ts'
import type { Clock } from './clock.ts'
import { DeliveryError, addressKey } from './messages.ts'
import type { Outbound, Platform, PlatformName, Sent } from './messages.ts'

/**
 * The one way out. Sends what the outboxes hold by priority: an acknowledgement never waits behind a reminder, a chat that
 * must wait holds up nobody else, and a duty is forgotten only after it was done. A crash repeats a message; it never loses one.
 */

const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 5 * 60_000
/** So often its chat waits for a message that could not be written down; then it is likely its own fault, and others go on. */
const PATIENT_TRIES = 4

export type CourierPort = {
  /** The message as it reads now, or undefined when the duty is gone. */
  compose(caseId: CaseId, dutyId: string): Promise<Outbound | undefined>
  /** Durable before the send, where a repeat would be seen. */
  begun(caseId: CaseId, dutyId: string): Promise<boolean>
  done(caseId: CaseId, dutyId: string, sent: Sent): Promise<void>
  /** The chat is shut or the message was refused: find a way round and say so. */
  failed(caseId: CaseId, dutyId: string, error: DeliveryError): Promise<void>
  unauthorised(platform: PlatformName, error: DeliveryError): void
}

export type Courier = {
  add(caseId: CaseId, duties: readonly Duty[]): void
  idle(): Promise<void>
  close(): Promise<void>
  readonly waiting: number
}

type Parcel = {
  caseId: CaseId
  id: string
  platform: PlatformName
  chat: string
  priority: number
  order: number
  notBefore: Instant
  tries: number
  /** An earlier attempt may have arrived; one that surely did not leaves no trace. */
  uncertain: boolean
}

const byUrgency = (a: Parcel, b: Parcel) => a.priority - b.priority || a.order - b.order

export function courier(platforms: readonly Platform[], port: CourierPort, clock: Clock, log: Log): Courier {
  const queues = new Map(platforms.map(platform => [platform.name, new Map<string, Parcel>()]))
  const busy = new Map(platforms.map(platform => [platform.name, new Set<string>()]))
  const pausedUntil = new Map<string, Instant>()
  const underWay = new Set<Promise<void>>()
  let order = 0
  let closed = false
  let soon = false
  let cancelWake = () => {}

  function add(caseId: CaseId, duties: readonly Duty[]): void {
    for (const { id, to, effect, begun } of duties) {
      const queue = queues.get(to.platform)
      if (!queue || queue.has(id)) continue
      queue.set(id, {
        caseId,
        id,
        platform: to.platform,
        chat: addressKey(to),
        priority: effect.priority,
        order: order++,
        notBefore: 0,
        tries: 0,
        uncertain: begun > 0,
      })
    }
    pumpSoon()
  }

  /** Many duties of one moment are looked through once. */
  function pumpSoon(): void {
    if (soon) return
    soon = true
    queueMicrotask(() => {
      soon = false
      pump()
    })
  }

  /** Starts as many sends as the lanes allow, most urgent first, one at a time per chat. */
  function pump(): void {
    if (closed) return
    cancelWake()
    cancelWake = () => {}
    let next = Infinity
    for (const platform of platforms) {
      const queue = queues.get(platform.name)
      const chats = busy.get(platform.name)
      if (!queue || !chats || chats.size >= platform.lanes) continue
      const { ready, soonest } = pick(queue, chats)
      next = Math.min(next, soonest)
      for (const parcel of ready.slice(0, platform.lanes - chats.size)) {
        queue.delete(parcel.id)
        chats.add(parcel.chat)
        const sending = deliver(platform, parcel).finally(() => {
          chats.delete(parcel.chat)
          underWay.delete(sending)
          pumpSoon()
        })
        underWay.add(sending)
      }
    }
    if (next < Infinity) cancelWake = clock.wake(next, pump)
  }

  /** The most urgent of each chat that may be sent now, most urgent first, and when the first of the others may be. */
  function pick(queue: ReadonlyMap<string, Parcel>, chats: ReadonlySet<string>) {
    const now = clock.now()
    const best = new Map<string, Parcel>()
    let soonest = Infinity
    for (const candidate of queue.values()) {
      if (chats.has(candidate.chat)) continue
      const free = Math.max(candidate.notBefore, pausedUntil.get(candidate.chat) ?? 0)
      const known = best.get(candidate.chat)
      if (free > now) soonest = Math.min(soonest, free)
      else if (!known || byUrgency(candidate, known) < 0) best.set(candidate.chat, candidate)
    }
    return { ready: [...best.values()].sort(byUrgency), soonest }
  }

  async function deliver(platform: Platform, parcel: Parcel): Promise<void> {
    const { caseId, id } = parcel
    let handed = false
    try {
      const message = await port.compose(caseId, id)
      if (!message) return
      // Called off while it was written down (a ping whose case was just claimed): it is not sent any more.
      if (!platform.idempotent && message.edits === undefined && !(await port.begun(caseId, id))) return
      const { uncertain } = parcel
      parcel.uncertain = true
      handed = true
      const sent = await platform
        .send({ ...message, repeat: uncertain && !platform.idempotent })
        .catch((error: unknown) => {
          if (error instanceof DeliveryError && error.problem === 'wait') parcel.uncertain = uncertain
          throw error
        })
      await port.done(caseId, id, sent)
    } catch (error) {
      await recover(parcel, error, handed)
    }
  }

  /** `handed`: the app may have it. What never left keeps its turn before the less urgent of its chat. */
  async function recover(parcel: Parcel, error: unknown, handed: boolean): Promise<void> {
    const { caseId, id, platform, chat } = parcel
    const told = error instanceof DeliveryError ? error : undefined
    const problem = told?.problem ?? 'ambiguous'
    const again = (afterMs: number) => {
      parcel.tries += 1
      parcel.notBefore = clock.now() + afterMs
      queues.get(platform)?.set(id, parcel)
    }
    const backOff = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(parcel.tries, 9))
    if (problem === 'wait') {
      const wait = told && told.retryAfterMs > 0 ? told.retryAfterMs : backOff
      if (!told?.isAlone) pausedUntil.set(chat, clock.now() + wait)
      return again(wait)
    }
    if (told && problem === 'unauthorised') {
      // The token is dead: nothing will pass until a person mends it. The duty stays in the outbox.
      port.unauthorised(platform, told)
      return again(MAX_RETRY_MS)
    }
    if (told && (problem === 'closed' || problem === 'refused' || problem === 'gone')) {
      try {
        return await port.failed(caseId, id, told)
      } catch (second) {
        log.error('outbox-failed', { caseId, duty: id, error: second })
        return again(backOff)
      }
    }
    if (!handed && parcel.tries < PATIENT_TRIES) pausedUntil.set(chat, clock.now() + backOff)
    log.warn('send-retried', { caseId, duty: id, platform, tries: parcel.tries, error })
    again(backOff)
  }

  return {
    add,
    async idle() {
      while (soon || underWay.size > 0) await Promise.all(underWay)
    },
    async close() {
      closed = true
      cancelWake()
      await Promise.all(underWay)
    },
    get waiting() {
      return [...queues.values()].reduce((sum, queue) => sum + queue.size, 0) + underWay.size
    },
  }
}

import type { Clock } from '../../engine/clock.ts'
import { PersonId } from '../../core/ids.ts'
import type { Heard, Inbound } from '../../engine/messages.ts'
import type { Recording } from '../../engine/speech.ts'
import type { Log } from '../../log.ts'
import type { Digest } from './files.ts'
import { maySend } from './group.ts'
import type { RawUpdate } from './poll.ts'
import { groupKey, read } from './read.ts'
import type { FileToRead, Reader, Received } from './read.ts'
import { Update } from './update.ts'

/** From a raw update to its commit, and the small things around it: answering a press, removing a secret, showing the way. */

/** How long a press waits for the engine's note before it is answered without one. */
const ANSWER_WITHIN_MS = 250
/** The account Telegram's own notices come from. */
const TELEGRAM_ITSELF = PersonId.parse('telegram:777000')
/** Updates whose side effects were done already; the engine's own memory is durable and longer. */
const REMEMBERED = 5_000

export type ReceivePort = {
  hear(message: Inbound): Promise<Heard>
  reader(): Omit<Reader, 'now'>
  /** @throws {DeliveryError} when Telegram doesn't say */
  isAdmin(inbound: Inbound): Promise<boolean>
  digest(file: FileToRead): Promise<Digest | undefined>
  /** Says what a place that was just chosen lacks. Never throws. */
  chosen(inbound: Inbound, input: Readonly<Record<string, string>>): Promise<void>
  /** Resolves once it is durable that a recording is to be listened to. */
  spoken(recording: Recording): Promise<void>
  /** Says one of our sentences. Never throws: it is courtesy, the engine's own messages are duties. */
  note(inbound: Inbound, key: string, fill?: Readonly<Record<string, string>>): Promise<void>
  /** Stops the button's spinner. Never throws. */
  answer(query: string, inbound: Inbound, note: string | undefined): Promise<void>
  /** Never throws; false when the message is still there. */
  remove(inbound: Inbound, message: string): Promise<boolean>
  working(inbound: Inbound): void
  /** What concerns a chat rather than a case. Never throws. */
  chat(received: Exclude<Received, { kind: 'heard' }>, id: string): Promise<void>
}

export type Receive = {
  /** Resolves with the ids of updates that were not kept. One person's updates keep their order; people don't wait for each other. */
  readonly take: (updates: readonly RawUpdate[]) => Promise<ReadonlySet<number>>
  /** Gives an update up and says so to whom it came from. */
  readonly park: (update: RawUpdate) => Promise<void>
  idle(): Promise<void>
}

export function receive(port: ReceivePort, clock: Clock, log: Log): Receive {
  const done = new Set<string>()
  const troubled = new Set<number>()
  const background = new Set<Promise<void>>()

  async function take(updates: readonly RawUpdate[]): Promise<ReadonlySet<number>> {
    const failed = new Set<number>()
    const chains = new Map<string, { raw: RawUpdate; update: Update | undefined }[]>()
    for (const raw of updates) {
      const parsed = Update.safeParse(raw)
      if (!parsed.success)
        log.warn('update-unreadable', { platform: 'telegram', reason: parsed.error.issues[0]?.message })
      const update = parsed.data
      const key = writerOf(update) ?? `update ${raw.update_id}`
      chains.set(key, [...(chains.get(key) ?? []), { raw, update }])
    }
    await Promise.all(
      [...chains.values()].map(async chain => {
        let broken = false
        for (const { raw, update } of chain) {
          if (!broken && update) broken = !(await kept(update))
          // What a person wrote after the failed one waits for it: their words keep their order.
          if (broken) failed.add(raw.update_id)
          else troubled.delete(raw.update_id)
        }
      }),
    )
    return failed
  }

  async function kept(update: Update): Promise<boolean> {
    const items = read(update, { ...port.reader(), now: clock.now() })
    try {
      for (const item of items) await one(item, `tg:${update.update_id}`)
      return true
    } catch (error) {
      log.error('input-not-kept', {
        platform: 'telegram',
        error,
        hint: 'It stays with Telegram and is tried again until the store takes it.',
      })
      const [first] = items
      if (first?.kind === 'heard' && !troubled.has(update.update_id)) {
        troubled.add(update.update_id)
        inBackground(port.note(first.inbound, 'telegram.not-kept-yet'))
      }
      return false
    }
  }

  async function one(item: Received, id: string): Promise<void> {
    if (item.kind !== 'heard') {
      if (item.kind === 'moved') await port.hear(movedInbound(item, id, clock.now()))
      if (item.kind === 'membership' && item.chat.type !== 'private' && maySend(item.before) !== maySend(item.now))
        await port.hear(reachInbound(item, id, clock.now()))
      if (isFirst(id)) await port.chat(item, id)
      return
    }
    let { inbound } = item
    port.working(inbound)
    if (item.askAdmin) inbound = { ...inbound, isAdmin: await port.isAdmin(inbound) }
    if (item.file && inbound.what.kind === 'file') {
      const found = await port.digest(item.file)
      if (found) inbound = { ...inbound, what: { ...inbound.what, ...found } }
    }
    const hearing = port.hear(inbound)
    if (item.query !== undefined) inBackground(answerSoon(item.query, inbound, hearing))
    const heard = await hearing
    const first = isFirst(inbound.id)
    if (heard.note && item.query === undefined) inBackground(port.note(inbound, heard.note))
    if (heard.remove && item.message !== undefined) inBackground(remove(inbound, item.message))
    const { what } = inbound
    if (what.kind === 'command' && what.name === 'setup' && inbound.isAdmin && first)
      inBackground(port.chosen(inbound, what.input))
    // Before the update is confirmed: whatever happens from here on, the words still come.
    if (what.kind === 'file' && what.spoken && item.file && heard.kept) {
      const { fileId: id, bytes } = item.file
      await port.spoken({ inbound, file: { id, bytes }, ...(item.message !== undefined && { message: item.message }) })
    }
    if (item.invite && first)
      inBackground(
        port.chat(
          { kind: 'invite', place: inbound.place, replyTo: item.message ?? '', language: inbound.language },
          id,
        ),
      )
  }

  /** At once when the engine is quick, so that a note can come with it; without a note when it takes longer. */
  async function answerSoon(query: string, inbound: Inbound, hearing: Promise<Heard>): Promise<void> {
    let cancel = () => {}
    const late = new Promise<undefined>(resolve => {
      cancel = clock.wake(clock.now() + ANSWER_WITHIN_MS, () => resolve(undefined))
    })
    // A failed hearing is dealt with where it is awaited; the spinner stops all the same.
    const heard = await Promise.race([hearing.catch(() => undefined), late])
    cancel()
    await port.answer(query, inbound, heard?.note)
    if (heard === undefined) {
      const later = await hearing.catch(() => undefined)
      if (later?.note) await port.note(inbound, later.note)
    }
  }

  async function remove(inbound: Inbound, message: string): Promise<void> {
    if (!(await port.remove(inbound, message))) await port.note(inbound, 'telegram.please-delete')
  }

  function isFirst(id: string): boolean {
    if (done.has(id)) return false
    if (done.size >= REMEMBERED) done.clear()
    done.add(id)
    return true
  }

  function inBackground(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => log.warn('courtesy-failed', { platform: 'telegram', error }))
      .finally(() => background.delete(tracked))
    background.add(tracked)
  }

  return {
    take,
    async park(raw) {
      log.error('input-parked', {
        platform: 'telegram',
        hint: 'One update fails again and again while others are kept: a fault in the program. Please report the input-not-kept lines before this one.',
      })
      troubled.delete(raw.update_id)
      const update = Update.safeParse(raw).data
      const [first] = update ? read(update, { ...port.reader(), now: clock.now() }) : []
      if (first?.kind === 'heard') await port.note(first.inbound, 'telegram.parked')
    },
    async idle() {
      while (background.size > 0) await Promise.all(background)
    },
  }
}

/** Nobody wishes a group to move: Telegram itself says so. */
function movedInbound({ from, to }: { from: string; to: string }, id: string, at: number): Inbound {
  const place = { platform: 'telegram', chat: to, kind: 'group' } as const
  const what = { kind: 'moved', to: groupKey({ id: to }) } as const
  return { id, from: TELEGRAM_ITSELF, place, group: groupKey({ id: from }), at, what }
}

/** Whether the group can be written to is no wish of whoever changed it either. */
function reachInbound({ chat, now }: Extract<Received, { kind: 'membership' }>, id: string, at: number): Inbound {
  const place = { platform: 'telegram', chat: chat.id, kind: 'group' } as const
  return { id, from: TELEGRAM_ITSELF, place, group: groupKey(chat), at, what: { kind: 'reach', isOpen: maySend(now) } }
}

function writerOf(update: Update | undefined): string | undefined {
  const message = update?.message ?? update?.edited_message
  const from = message?.from ?? update?.callback_query?.from
  return from ? `person ${from.id}` : message && `chat ${message.chat.id}`
}

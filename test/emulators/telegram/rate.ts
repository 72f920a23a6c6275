import type { Clock } from './clock.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './world.ts'

/** The limits Telegram names; the real ones are unspecified and may be looser for a while. */
export type RateLimits = {
  perSecond: number
  chatBurst: number
  chatPerSecond: number
  groupPerMinute: number
  groupEditsPerMinute: number
}

export const TELEGRAM_RATES: RateLimits = {
  perSecond: 30,
  chatBurst: 5,
  chatPerSecond: 1,
  groupPerMinute: 20,
  groupEditsPerMinute: 20,
}

export type RateFigures = {
  /** Messages and edits accepted. */
  accepted: number
  answered429: number
  /** Requests that came although an earlier 429 still asked to wait. Ignoring 429 is what gets bots banned. */
  ignored429: number
  /** The most messages accepted within any one second. */
  busiestSecond: number
}

export type RateModel = {
  /** @throws Refusal 429 with retry_after */
  pass(room: Room, isEdit: boolean): void
  /** For methods without a chat. @throws Refusal 429 while an earlier one still asks to wait */
  passMethod(method: string): void
  /** Remembers a 429 given for another reason (a switched fault), so that ignoring it is counted. */
  mustWait(scope: number | string, seconds: number): void
  figures: () => RateFigures
}

/** The flood control: all chats 30/s, one chat 1/s with bursts, groups 20 messages and 20 edits a minute. */
export function createRateModel(clock: Clock, limits: RateLimits): RateModel {
  const figures: RateFigures = { accepted: 0, answered429: 0, ignored429: 0, busiestSecond: 0 }
  /** Until when (epoch ms) a chat, a method, or all chats (`all`) must wait. */
  const waits = new Map<number | string, number>()
  const chats = new Map<number, { tokens: number; atMs: number }>()
  const minutes = new Map<string, number[]>()
  let lastSecond: number[] = []

  const refuse = (scope: number | string, waitMs: number): never => {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    waits.set(scope, clock.nowMs() + seconds * 1000)
    figures.answered429++
    throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
  }

  const heed = (scope: number | string) => {
    const leftMs = (waits.get(scope) ?? 0) - clock.nowMs()
    if (leftMs <= 0) return
    figures.ignored429++
    refuse(scope, leftMs)
  }

  return {
    passMethod: heed,
    pass(room, isEdit) {
      const now = clock.nowMs()
      heed('all')
      heed(room.id)
      lastSecond = lastSecond.filter(atMs => now - atMs < 1000)
      if (lastSecond.length >= limits.perSecond) refuse('all', 1000)

      const chat = chats.get(room.id) ?? { tokens: limits.chatBurst, atMs: now }
      chat.tokens = Math.min(limits.chatBurst, chat.tokens + ((now - chat.atMs) / 1000) * limits.chatPerSecond)
      chat.atMs = now
      chats.set(room.id, chat)
      if (chat.tokens < 1) refuse(room.id, ((1 - chat.tokens) / limits.chatPerSecond) * 1000)

      if (room.type !== 'private') {
        const key = `${room.id}/${isEdit ? 'edit' : 'send'}`
        const recent = (minutes.get(key) ?? []).filter(atMs => now - atMs < 60_000)
        if (recent.length >= (isEdit ? limits.groupEditsPerMinute : limits.groupPerMinute)) {
          refuse(room.id, 60_000 - (now - (recent[0] ?? now)))
        }
        minutes.set(key, [...recent, now])
      }
      chat.tokens -= 1
      lastSecond.push(now)
      figures.accepted++
      figures.busiestSecond = Math.max(figures.busiestSecond, lastSecond.length)
    },
    mustWait(scope, seconds) {
      waits.set(scope, clock.nowMs() + seconds * 1000)
      figures.answered429++
    },
    figures: () => ({ ...figures }),
  }
}

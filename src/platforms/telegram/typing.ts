import type { Clock } from '../../engine/clock.ts'

/** "typing…" while a person waits longer than a moment. Telegram shows it for five seconds or until the next message. */

const AFTER_MS = 400
const AGAIN_MS = 4_500
const AT_MOST = 4

export type Typing = {
  begin(chat: string): void
  /** A message is on its way, or there is nothing more to wait for. */
  end(chat: string): void
  close(): void
}

/** @param show - must not throw */
export function typing(clock: Clock, show: (chat: string) => Promise<void>): Typing {
  const waiting = new Map<string, () => void>()

  function later(chat: string, afterMs: number, left: number): void {
    const cancel = clock.wake(clock.now() + afterMs, () => {
      waiting.delete(chat)
      if (left > 1) later(chat, AGAIN_MS, left - 1)
      void show(chat)
    })
    waiting.set(chat, cancel)
  }

  function end(chat: string): void {
    waiting.get(chat)?.()
    waiting.delete(chat)
  }

  return {
    begin(chat) {
      if (!waiting.has(chat)) later(chat, AFTER_MS, AT_MOST)
    },
    end,
    close() {
      for (const chat of [...waiting.keys()]) end(chat)
    },
  }
}

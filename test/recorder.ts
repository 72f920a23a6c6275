import type { Outbound, Platform } from '../src/engine/messages.ts'

/** An app that takes every message at once and remembers it. */
export function recorder(): { platform: Platform; sent: Outbound[] } {
  const sent: Outbound[] = []
  const platform: Platform = {
    name: 'terminal',
    idempotent: true,
    lanes: 4,
    async listen() {},
    async send(message) {
      sent.push(message)
      return { message: `m${sent.length}` }
    },
    async close() {},
  }
  return { platform, sent }
}

import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { assemble } from './assemble.ts'
import type { Library } from './content/library.ts'
import { PersonId } from './core/ids.ts'
import { systemClock } from './engine/clock.ts'
import type { Ear } from './engine/ear.ts'
import type { Inbound, Outbound, OutboundButton, Platform } from './engine/messages.ts'
import { silentLog } from './log.ts'
import { openArchive } from './store/archive.ts'
import { memoryShelf } from './store/memory.ts'
import { DATA_KEY_BYTES } from './store/seal.ts'

/** Buttons pressed in each case, the first of the newest message. */
const PRESSES = 3

type Practice = {
  readonly library: Library
  readonly ear: Ear
  /** Told of each button before it is pressed. */
  readonly pressed?: (button: OutboundButton) => void
}

/**
 * Plays made-up cases through an engine of its own, in memory: whoever writes first after a start is answered as fast as the
 * hundredth, for what a turn needs has been prepared. Nothing of it is stored or sent; other work gets its turn in between.
 */
export async function practise({ library, ear, pressed }: Practice): Promise<void> {
  const archive = await openArchive(memoryShelf(), [randomBytes(DATA_KEY_BYTES)])
  let newest: Outbound | undefined
  const nobody: Platform = {
    name: 'terminal',
    idempotent: true,
    lanes: 1,
    async listen() {},
    async send(message) {
      newest = message
      return { message: message.id }
    },
    async close() {},
  }
  const { engine } = assemble({ archive, platforms: [nobody], clock: systemClock, log: silentLog, library, ear })
  let heard = 0
  const hear = async (chat: string, what: Inbound['what']) => {
    const place = { platform: 'terminal', chat, kind: 'private' } as const
    await nextTurn()
    await engine.hear({
      id: `practice:${heard++}`,
      from: PersonId.parse(`terminal:${chat}`),
      place,
      at: Date.now(),
      what,
    })
    await engine.idle()
  }
  // Each attack is told as we describe it ourselves, in one language or the other.
  for (const [n, { line }] of [...library.patterns.values()].entries()) {
    const chat = `practice-${n}`
    await hear(chat, { kind: 'text', text: n % 2 === 0 ? line.ja : line.en })
    for (let press = 0; press < PRESSES; press++) {
      const button = newest?.buttons[0]?.[0]
      if (!button) break
      pressed?.(button)
      await hear(chat, { kind: 'press', ref: button.ref })
    }
  }
  await engine.close()
}

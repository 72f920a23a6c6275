import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { assemble } from './assemble.ts'
import type { Library } from './content/library.ts'
import { PersonId } from './core/ids.ts'
import { systemClock } from './engine/clock.ts'
import type { Ear } from './engine/ear.ts'
import type { Inbound, Outbound, Platform } from './engine/messages.ts'
import { silentLog } from './log.ts'
import { openArchive } from './store/archive.ts'
import { memoryShelf } from './store/memory.ts'
import { DATA_KEY_BYTES } from './store/seal.ts'

/** Evenings of nobody, in both languages: one that is recognised, one that is not, one that offers a choice. */
const TOLD = [
  'Amazonから覚えのない注文の通知。知らない人の住所とカードが登録されていて、メールが何百通も来ている。電話はまだしていない',
  'My Discord account was hacked, they changed the email and it sends links to all my friends. I changed my password',
  '銀行を名乗る電話で、画面を操作されて送金してしまった。カードは止めた',
  'Something is wrong with my account and I do not know what happened',
] as const
const ROUNDS = 8
/** Buttons pressed in each evening, the first of the newest message. */
const PRESSES = 3

/**
 * Plays made-up cases through an engine of its own, in memory: whoever writes first after a start is answered as fast as the
 * hundredth, for what a turn needs has been prepared. Nothing of it is stored or sent; other work gets its turn in between.
 */
export async function practise({ library, ear }: { library: Library; ear: Ear }): Promise<void> {
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
  for (let round = 0; round < ROUNDS; round++)
    for (const [n, text] of TOLD.entries()) {
      const chat = `practice-${round}-${n}`
      await hear(chat, { kind: 'text', text })
      for (let press = 0; press < PRESSES; press++) {
        const ref = newest?.buttons[0]?.[0]?.ref
        if (ref !== undefined) await hear(chat, { kind: 'press', ref })
      }
    }
  await engine.close()
}

import type { Heard, Inbound } from '../../engine/messages.ts'
import type { Hands } from '../../engine/speech.ts'
import { soundOf } from './files.ts'
import type { FilePort } from './files.ts'
import type { Log } from '../../log.ts'
import type { Courtesy } from './courtesy.ts'

/** What Telegram lends to listening: the recording, a word to the person, and their message out of sight when it held a secret. */
export function handsOf(
  port: {
    readonly files: FilePort
    readonly kind: Pick<Courtesy, 'note' | 'remove'>
    hear(inbound: Inbound): Promise<Heard>
  },
  log: Log,
): Hands {
  const { files, kind, hear } = port
  return {
    sound: ({ file: { id: fileId, bytes } }) => soundOf({ fileId, bytes }, files, log),
    say: ({ inbound }, key, language = inbound.language, fill) => kind.note({ ...inbound, language }, key, fill),
    hear,
    async remove({ inbound, message }) {
      if (message === undefined || (await kind.remove(inbound, message))) return
      await kind.note(inbound, 'telegram.please-delete')
    },
  }
}

import { plainText } from '../../src/content/rich.ts'
import type { Outbound, PlatformName } from '../../src/engine/messages.ts'
import type { Failures } from './failures.ts'
import type { Ledger } from './ledger.ts'
import { MODERATORS_ROOM } from './people.ts'

/** Secrets people paste by mistake; none of these may come back in a message or a log line. */
export const SECRETS = [
  '4111 1111 1111 1111',
  'hunter2Xy9!',
  '123456789:AAHk3vQ9xT2mZ8pLr5wYb1cNs7dFg4jKe0u',
  '482913',
] as const

/** Words that stand for what people wrote: they may be shown to their own helpers, never in public or in a log. */
export const MARK = '紫のキリンの話'

/** I6, I8, I9: what leaves the program is read once more by somebody who trusts nobody. */
export function watchWords({ fail }: Failures, ledger: Ledger) {
  const MOST_REF_BYTES = 64
  const MOST_LABEL = 80
  // Discord shows five rows of five.
  const MOST_BUTTONS = 25
  return {
    log(line: string): void {
      for (const secret of SECRETS) if (line.includes(secret)) fail('I8', `a log line holds a secret: ${line}`)
      if (line.includes(MARK)) fail('I8', `a log line holds a person's words: ${line}`)
    },
    sending(platform: PlatformName, message: Outbound): void {
      const text = plainText(message.text)
      const all = [text, ...message.buttons.flat().map(({ label }) => label)].join('\n')
      for (const secret of SECRETS)
        if (all.includes(secret)) fail('I8', `a message holds a secret: ${message.about.join()}`)
      if (/@everyone|@here/.test(all)) fail('everyone', `a message calls everyone: ${message.about.join()}`)
      if (message.to.kind === 'group') {
        const caseId = message.id.split('-')[0] ?? ''
        // The moderators' room is no public place, also after it has moved: they may be told which case it is.
        if (all.includes(caseId) && message.to.chat.replace(/\++$/, '') !== MODERATORS_ROOM.chat)
          fail('public', `a public message names a case: ${message.about.join()}`)
        if (all.includes(MARK)) fail('public', "a public message holds a person's words")
      }
      for (const { ref, label } of message.buttons.flat()) {
        if (Buffer.byteLength(ref) > MOST_REF_BYTES) fail('I9', `a button reference of ${ref.length} bytes`)
        if (label.length === 0 || label.length > MOST_LABEL) fail('I9', `a label of ${label.length} characters`)
      }
      const buttons = message.buttons.flat().length
      if (buttons > MOST_BUTTONS) fail('I9', `${buttons} buttons on ${message.about.join()}`)
      const overtaken = ledger.overtaken(message.id)
      if (overtaken) fail('order', `${message.id} went before ${overtaken}, which is more urgent`)
      if (text.trim() === '') fail('silence', `an empty message: ${message.about.join()}`)
      if (message.about.includes('text:ping.unclaimed') && message.edits === undefined && !ledger.mayPing(message.id))
        fail('I6', `helpers were called (${platform}, ${message.id}) after the case was claimed or closed`)
    },
  }
}

import { GrammyError } from 'grammy'
import { DeliveryError } from '../../engine/messages.ts'
import type { Outbound, Sent } from '../../engine/messages.ts'
import type { Calls } from './calls.ts'
import type { Names } from './names.ts'
import { isNotModified, isTopicGone } from './problem.ts'
import { replyThread } from './read.ts'
import type { Rooms } from './room.ts'
import type { Words } from './words.ts'
import { write } from './write.ts'
import type { EditMessage, SendMessage, Written } from './write.ts'

/** One outbound message to Telegram, whole: its room, its parts, its edit. */

export type Send = (message: Outbound) => Promise<Sent>

export type SendPort = {
  readonly calls: Calls
  readonly words: Words
  readonly names: Names
  readonly rooms: Rooms
  /** The link that opens an invitation. */
  invitation(token: string): string | undefined
}

/** @returns a function that throws DeliveryError */
export function sender({ calls, words, names, rooms, invitation }: SendPort): Send {
  /** Parts of a long message that have arrived, by outbound id: a retry goes on after them. */
  const arrived = new Map<string, number>()

  async function send(message: Outbound): Promise<Sent> {
    const isNewRoom = message.to.kind === 'room' && message.to.thread === undefined
    const to = isNewRoom ? await rooms.open(message) : message.to
    const called = await names.of(
      message.edits === undefined ? message.mentions : [],
      to.chat,
      words('telegram.member', message.language),
    )
    const written = compose({ ...message, to }, called)
    if (written.method === 'anew') throw new DeliveryError('gone', 'the new text fits in no single message')
    if (written.method === 'editMessageText') return edit(to.chat, written.edit)
    const sent = await parts(message.id, to.chat, written.parts).catch((error: unknown) => {
      if (!(error instanceof DeliveryError && isTopicGone(error)) || to.thread === undefined) throw error
      // The group is still there: a case gets a new room, anything else goes to the group itself.
      const { thread: _thread, ...around } = to
      throw new DeliveryError('closed', error.message, { movedTo: around })
    })
    // A thread of replies is known by its first message, which may go; whoever answers a later one means it as well.
    const isThread = to.kind === 'room' && to.thread?.startsWith('r')
    return {
      message: sent,
      ...(isNewRoom && { place: to }),
      ...(isThread && { answers: { ...to, thread: replyThread(sent) } }),
    }
  }

  function compose(message: Outbound, called: ReadonlyMap<string, string>): Written {
    const { language } = message
    const url = message.invitation === undefined ? undefined : invitation(message.invitation)
    try {
      return write(message, {
        repeat: words('telegram.repeat', language),
        names: called,
        ...(url && { invitation: { text: words('telegram.invitation.button', language), url } }),
      })
    } catch (error) {
      throw new DeliveryError('refused', error instanceof Error ? error.message : String(error))
    }
  }

  async function edit(chat: string, edited: EditMessage): Promise<Sent> {
    try {
      await calls.deliver('editMessageText', chat, () => calls.api.editMessageText(edited).catch(superfluous))
    } catch (error) {
      // The same edit twice is one edit: nothing is uncertain about repeating it.
      if (error instanceof DeliveryError && error.problem === 'ambiguous')
        throw new DeliveryError('wait', error.message)
      throw error
    }
    return { message: String(edited.message_id) }
  }

  async function parts(id: string, chat: string, all: readonly SendMessage[]): Promise<string> {
    let last = ''
    for (const [index, part] of all.entries()) {
      if (index < (arrived.get(id) ?? 0)) continue
      const sent = await calls.deliver('sendMessage', chat, () => calls.api.sendMessage(part))
      last = String(sent.message_id)
      if (index < all.length - 1) arrived.set(id, index + 1)
    }
    arrived.delete(id)
    return last
  }

  return send
}

/** "message is not modified": what the edit wanted is on the screen already. */
function superfluous(error: unknown): true {
  if (error instanceof GrammyError && isNotModified(error)) return true
  throw error
}

import type { Address } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import { fillIn, followUp, nameOf } from './ack.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import { codeOf } from './problem.ts'
import type { InteractionJson } from './wire.ts'
import { lineOf, nonceOf } from './write.ts'
import type { Payload } from './write.ts'

/** Short lines said beside the conversation: they help, decide nothing, and may fail without harm. */
export type Aside = {
  /** A line for whoever did it alone; when the interaction has expired, in their own chat. */
  say(json: InteractionJson, place: Address, acknowledged: boolean, answer: Answer, text: string): Promise<void>
  /** A line in a private place; `about` makes its repeat harmless. */
  sayIn(place: Address, text: string, about: string, components?: Payload['components']): Promise<void>
  /** What only helps and never decides: a failure is noted, and the work goes on. */
  quietly(work: Promise<unknown>): Promise<void>
}

/** `update` leaves the message with the pressed button as it is; `ephemeral` answers only this person. */
export type Answer = 'update' | 'ephemeral'

export function openAside({ api, log }: { api: Api; log: Log }): Aside {
  const aside: Aside = {
    async say(json, place, acknowledged, answer, text) {
      if (acknowledged)
        try {
          await (answer === 'ephemeral' ? fillIn(api, json, lineOf(text)) : followUp(api, json, lineOf(text)))
          return
        } catch (error) {
          log.warn('note-not-shown', { platform: 'discord', error: nameOf(error) })
        }
      if (place.kind !== 'group') await aside.sayIn(place, text, json.id)
    },
    async sayIn(place, text, about, components = []) {
      const body = { ...lineOf(text, components), nonce: nonceOf(about), enforce_nonce: true }
      await aside.quietly(patiently(() => api('POST', `/channels/${place.thread ?? place.chat}/messages`, { body })))
    },
    async quietly(work) {
      try {
        await work
      } catch (error) {
        log.warn('line-not-shown', { platform: 'discord', code: codeOf(error), error: nameOf(error) })
      }
    },
  }
  return aside
}

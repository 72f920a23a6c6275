import type { Log } from '../../log.ts'
import type { Api } from './api.ts'
import { ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, codeOf } from './problem.ts'
import type { InteractionJson } from './wire.ts'
import { EPHEMERAL } from './write.ts'
import type { Payload } from './write.ts'

/** The first answer to an interaction, which Discord wants within three seconds. */

/** deferReply = 5, deferUpdate = 6, autocomplete = 8, modal = 9 (docs: interactions/receiving-and-responding). */
export type FirstAnswer =
  | { readonly type: 5; readonly data: { readonly flags: number } }
  | { readonly type: 6 }
  | { readonly type: 4; readonly data: Payload & { readonly flags: number } }
  | { readonly type: 7; readonly data: Payload }
  | { readonly type: 8; readonly data: { readonly choices: readonly { name: string; value: string }[] } }
  | { readonly type: 9; readonly data: unknown }

export const DEFER_UPDATE: FirstAnswer = { type: 6 }
export const DEFER_EPHEMERAL: FirstAnswer = { type: 5, data: { flags: EPHEMERAL } }

/** How long one try may take: two fit into the three seconds. */
const TRY_MS = 1_200
const TRIES = 2

/** @returns whether Discord has taken the answer; when not, the token is of no use and a channel message has to do */
export async function answerFirst(
  api: Api,
  interaction: InteractionJson,
  first: FirstAnswer,
  log: Log,
): Promise<boolean> {
  const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const
  for (let attempt = 1; ; attempt += 1)
    try {
      await api('POST', path, { body: first, auth: false, withinMs: TRY_MS })
      return true
    } catch (error) {
      const code = codeOf(error)
      // The earlier try arrived although its answer was lost.
      if (code === ALREADY_ACKNOWLEDGED) return true
      if (code === UNKNOWN_INTERACTION || code !== undefined || attempt >= TRIES) {
        log.warn('acknowledgement-failed', { platform: 'discord', code, attempt, error: nameOf(error) })
        return false
      }
    }
}

/** The path holds the interaction's token; an error's text may hold the path. */
export const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}${codeOf(error) === undefined ? '' : ` ${codeOf(error)}`}` : 'unknown'

/** Fills in what was deferred, or adds a line that only this person sees. @throws when the token has expired (15 min) */
export const fillIn = (api: Api, interaction: InteractionJson, payload: Payload): Promise<unknown> =>
  api('PATCH', `/webhooks/${interaction.application_id}/${interaction.token}/messages/@original`, {
    body: payload,
    auth: false,
  })

export const followUp = (api: Api, interaction: InteractionJson, payload: Payload): Promise<unknown> =>
  api('POST', `/webhooks/${interaction.application_id}/${interaction.token}`, {
    body: { ...payload, flags: (payload.flags ?? 0) | EPHEMERAL },
    auth: false,
  })

/** Takes away the "is thinking" line when the answer comes as a message of its own. */
export const takeAway = (api: Api, interaction: InteractionJson): Promise<unknown> =>
  api('DELETE', `/webhooks/${interaction.application_id}/${interaction.token}/messages/@original`, { auth: false })

import { Api, GrammyError, HttpError } from 'grammy'
import type { Clock } from '../../engine/clock.ts'
import { DeliveryError } from '../../engine/messages.ts'
import { pace } from './pace.ts'
import { PollConflict } from './poll.ts'
import type { RawUpdate } from './poll.ts'
import { networkProblem, problemOf } from './problem.ts'
import { ALLOWED_UPDATES } from './update.ts'

/** API calls through grammY. Every error leaves here without URL, token or anybody's words. */

const POLL_SECONDS = 30
/** A poll that is not answered this long after its own end has lost its connection. */
const POLL_GRACE_SECONDS = 15

export type RawApi = Api['raw']

export type Calls = {
  readonly api: RawApi
  /** @throws {DeliveryError} */
  readonly ask: <Result>(method: string, call: () => Promise<Result>) => Promise<Result>
  /** A message to a chat: within the pace, obeying every 429. @throws {DeliveryError} */
  readonly deliver: <Result>(method: string, chat: string, call: () => Promise<Result>) => Promise<Result>
  /** Whoever would wait for their turn is told so instead. */
  close(): void
  /** @throws {DeliveryError} and {PollConflict} when somebody else fetches with this token */
  readonly fetch: (offset: number | undefined, signal: AbortSignal) => Promise<readonly RawUpdate[]>
}

export type CallsOptions = {
  readonly token: string
  readonly apiRoot: string
  readonly timeoutSeconds: number
  readonly clock: Clock
}

export function openCalls({ token, apiRoot, timeoutSeconds, clock }: CallsOptions): Calls {
  const { raw: api } = new Api(token, { apiRoot, timeoutSeconds })
  const { raw: pollApi } = new Api(token, { apiRoot, timeoutSeconds: POLL_SECONDS + POLL_GRACE_SECONDS })
  const tempo = pace(clock)

  async function ask<Result>(method: string, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call()
    } catch (error) {
      if (error instanceof GrammyError) throw problemOf(method, error)
      if (error instanceof HttpError) throw networkProblem(method, error.error)
      throw error
    }
  }

  return {
    api,
    ask,
    close: () => tempo.close(),
    async deliver(method, chat, call) {
      const answered = await tempo.turn(chat, method.startsWith('editMessage'))
      try {
        return await ask(method, call)
      } catch (error) {
        if (error instanceof DeliveryError && error.problem === 'wait' && error.retryAfterMs > 0)
          tempo.mustWait(chat, error.retryAfterMs)
        throw error
      } finally {
        answered()
      }
    },
    async fetch(offset, signal) {
      const parameters = { offset, limit: 100, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES }
      try {
        // grammY declares the signal of the abort-controller package, which Node's own fits.
        return await ask('getUpdates', () => pollApi.getUpdates(parameters, signal as never).catch(conflict))
      } catch (error) {
        // Nothing is sent by a poll: an answer that got lost is asked for again.
        if (error instanceof DeliveryError && error.problem === 'ambiguous')
          throw new DeliveryError('wait', error.message)
        throw error
      }
    },
  }
}

function conflict(error: unknown): never {
  if (error instanceof GrammyError && error.error_code === 409) throw new PollConflict(error.description)
  throw error
}

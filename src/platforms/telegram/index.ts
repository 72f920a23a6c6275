import type { RequestListener } from 'node:http'
import type { Library } from '../../content/library.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Command } from '../../engine/command.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { Heard, Inbound, Platform } from '../../engine/messages.ts'
import type { Speech } from '../../engine/speech.ts'
import type { Log } from '../../log.ts'
import { openCalls } from './calls.ts'
import { chosenPlaces } from './chosen.ts'
import { courtesy } from './courtesy.ts'
import { deepLinks } from './deep-link.ts'
import { digest } from './files.ts'
import { groupDesk } from './group.ts'
import { announce } from './menu.ts'
import { names } from './names.ts'
import { openPoll } from './poll.ts'
import type { Poll, PollEnd } from './poll.ts'
import { receive } from './receive.ts'
import type { Receive } from './receive.ts'
import { rooms } from './room.ts'
import { sender } from './send.ts'
import { handsOf } from './spoken.ts'
import { typing } from './typing.ts'
import { ALLOWED_UPDATES } from './update.ts'
import { webhook, webhookSecret } from './webhook.ts'
import { words } from './words.ts'

/** Telegram: listen, send, close. */

const API_TIMEOUT_SECONDS = 15
/** Enough to fill 30 messages a second at 150 ms each; more would only crowd. */
const LANES = 5
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

export type TelegramOptions = {
  readonly token: string
  readonly apiRoot: string
  readonly log: Log
  readonly clock: Clock
  readonly texts: Library['texts']
  readonly commands: readonly Command[]
  /** Turns voice messages into words, or asks for them in writing; without it they are asked for in writing at once. */
  readonly speech?: Speech
  /** For the time in a topic's name. */
  readonly timeZone: string
  /** Telegram calls us instead of being asked: the public address, and how to have its path answered by the HTTP server. */
  readonly webhook?: { readonly url: string; readonly serve: (path: string, answer: RequestListener) => void }
  /** The door has closed for good: the token is dead, or somebody else uses it. */
  readonly onStopped?: (why: Exclude<PollEnd, 'closed'>) => void
  /** How long one API call may take; 15 by default. */
  readonly apiTimeoutSeconds?: number
}

export type Telegram = Platform & {
  /** When Telegram last answered our asking for updates, milliseconds since 1970. */
  readonly lastPollAt: number | undefined
}

/** Why the door closed, for the operator: one line that says what to do. */
const STOPPED: Readonly<Record<Exclude<PollEnd, 'closed'>, string>> = {
  unauthorised:
    'Telegram refused TELEGRAM_TOKEN: copy the token from @BotFather again and restart. Nothing is lost; messages wait in the outbox.',
  conflict:
    'Another program fetches updates with this TELEGRAM_TOKEN: stop it (or renew the token at @BotFather), then restart. Nothing is lost.',
}

/** Opens nothing yet: `listen` does. */
export function openTelegram(options: TelegramOptions): Telegram {
  const { token, log, clock, commands } = options
  const apiRoot = options.apiRoot.replace(/\/+$/, '')
  const timeoutSeconds = options.apiTimeoutSeconds ?? API_TIMEOUT_SECONDS
  const calls = openCalls({ token, apiRoot, timeoutSeconds, clock })
  const say = words(options.texts)
  const links = deepLinks(token)
  const people = names(calls, log)
  const kind = courtesy(calls, say, clock, log)
  const dots = typing(clock, kind.typing)
  const moved = new Map<string, string>()
  const files = { token, apiRoot, filePath }
  const nameTime = (language: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short', timeZone: options.timeZone }).format(
      clock.now(),
    )
  let me = { botId: '', username: '' }
  // Before Telegram has told our name there is no link; the code in the text does as well.
  const invitation = (token: string) => (me.username ? links.invitation(me.username, token) : undefined)
  const send = sender({ calls, words: say, names: people, rooms: rooms(calls, say, nameTime), invitation })
  let poll: Poll | undefined
  let intake: Receive | undefined
  let hush = () => Promise.resolve()
  let closed = false
  let wake = () => {}
  let starting: Promise<void> | undefined

  /** Resolves when Telegram knows us; waits out a network that is down. @throws {DeliveryError} when the token is refused */
  async function introduce(onFirst: () => void): Promise<void> {
    for (let tries = 0; !closed; tries++) {
      try {
        const { id, username } = await calls.ask('getMe', () => calls.api.getMe())
        me = { botId: String(id), username }
        return
      } catch (error) {
        if (error instanceof DeliveryError && error.problem === 'unauthorised') throw error
        log.warn('telegram-not-reached', {
          platform: 'telegram',
          attempt: tries + 1,
          error,
          hint: 'Trying again by itself; check the network and TELEGRAM_API_ROOT if this goes on.',
        })
        const told = error instanceof DeliveryError ? error.retryAfterMs : 0
        onFirst()
        await rest(Math.max(told, Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries, 9))))
      }
    }
  }

  function rest(waitMs: number): Promise<void> {
    return new Promise(resolve => {
      const cancel = clock.wake(clock.now() + waitMs, resolve)
      wake = () => {
        cancel()
        resolve()
      }
    })
  }

  function receiver(hear: (message: Inbound) => Promise<Heard>): Receive {
    const group = groupDesk(
      { words: say, links, username: () => me.username, say: kind.say, moved: (from, to) => void moved.set(from, to) },
      log,
    )
    return receive(
      {
        ...kind,
        hear,
        reader: () => ({ ...me, commands, payload: links.read }),
        isAdmin,
        chosen: chosenPlaces({ calls, botId: () => me.botId, note: kind.note }, log),
        digest: file => digest(file, files, log),
        spoken: recording => options.speech?.take(recording) ?? kind.note(recording.inbound, 'speech'),
        working: ({ place, what }) => {
          if (place.kind === 'private' && what.kind !== 'press') dots.begin(place.chat)
        },
        chat: group,
      },
      clock,
      log,
    )
  }

  async function isAdmin({ place, from }: Inbound): Promise<boolean> {
    const parameters = { chat_id: Number(place.chat), user_id: Number(from.slice('telegram:'.length)) }
    try {
      const { status } = await calls.ask('getChatMember', () => calls.api.getChatMember(parameters))
      return status === 'creator' || status === 'administrator'
    } catch (error) {
      // A clear no is an answer; anything else is asked again with the update.
      if (error instanceof DeliveryError && (error.problem === 'closed' || error.problem === 'refused')) return false
      throw error
    }
  }

  async function filePath(fileId: string): Promise<string | undefined> {
    const file = await calls.ask('getFile', () => calls.api.getFile({ file_id: fileId }))
    return file.file_path
  }

  async function start(hear: (message: Inbound) => Promise<Heard>, onFirst: () => void): Promise<void> {
    await introduce(onFirst)
    if (closed) return
    const heard = (message: Inbound) => {
      people.remember(message.from, message.name)
      return hear(message)
    }
    const taking = (intake = receiver(heard))
    if (options.speech) hush = options.speech.open('telegram', handsOf({ files, kind, hear: heard }, log))
    if (options.webhook) {
      const { url, serve } = options.webhook
      const secret = webhookSecret(token)
      serve(new URL(url).pathname, webhook({ path: new URL(url).pathname, secret, take: taking.take }, log))
      const parameters = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, max_connections: 40 }
      await calls.ask('setWebhook', () => calls.api.setWebhook(parameters))
    } else {
      // A webhook left from before would refuse every fetch; what waits there comes by polling.
      await calls.ask('deleteWebhook', () => calls.api.deleteWebhook({}))
      poll = openPoll({ fetch: calls.fetch, take: taking.take, park: taking.park, confirm }, clock, log)
      void poll.ended.then(stopped)
    }
    void announce(calls, { commands, texts: options.texts }, log)
  }

  /** Best effort: what was not confirmed comes again and is recognised. */
  async function confirm(offset: number): Promise<void> {
    try {
      await calls.ask('getUpdates', () => calls.api.getUpdates({ offset, limit: 1, timeout: 0 }))
    } catch (error) {
      log.debug('offset-not-confirmed', { platform: 'telegram', error })
    }
  }

  function stopped(why: PollEnd): void {
    if (why === 'closed') return
    log.error('telegram-stopped', { platform: 'telegram', reason: why, hint: STOPPED[why] })
    options.onStopped?.(why)
  }

  return {
    name: 'telegram',
    idempotent: false,
    lanes: LANES,
    /** Resolves once Telegram answered, or once it is clear that it must be waited for. @throws {DeliveryError} for a dead token */
    listen(hear) {
      return new Promise((resolve, reject) => {
        starting = start(hear, resolve).then(resolve, (error: unknown) => {
          if (error instanceof DeliveryError && error.problem === 'unauthorised') stopped('unauthorised')
          reject(error instanceof Error ? error : new Error(String(error)))
        })
      })
    },
    send(message) {
      const chat = moved.get(message.to.chat) ?? message.to.chat
      dots.end(chat)
      return send({ ...message, to: { ...message.to, chat } })
    },
    async close() {
      closed = true
      wake()
      dots.close()
      kind.close()
      calls.close()
      await poll?.close()
      await starting
      await intake?.idle()
      await hush()
    },
    get lastPollAt() {
      return poll?.lastAt
    },
  }
}

import { Client, Events, GatewayIntentBits, Options, Partials } from 'discord.js'
import { DeliveryError } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import { openApi, patiently, rejectOnRateLimit } from './api.ts'
import type { Api } from './api.ts'
import { EndingStrategy } from './gateway-end.ts'
import { late, openPauses } from './pause.ts'
import { isUnauthorised } from './problem.ts'
import type { GatewayJson } from './wire.ts'

/** The connection to Discord: made, held, made anew when it ends, given up only when the token is refused. */
export type Connection = {
  /** The client of the moment; a connection that ended for good is followed by another. */
  client(): Client
  readonly api: Api
  /** Resolves when connected, or when there is nothing to be hoped for. */
  login(): Promise<void>
  /** Whether plain messages are read; false from the moment that Discord says the intent is off. */
  messageContent(): boolean
  /** Whether every shard is connected now. */
  isConnected(): boolean
  /** Discord has refused the token: nothing is sent or tried any more. */
  stop(error: unknown): void
  refusal(): DeliveryError | undefined
  isClosed(): boolean
  /** Waits, but not beyond the end. */
  pause(ms: number): Promise<void>
  /** Nothing that comes in from here on is heard. */
  shut(): void
  quit(): Promise<void>
}

export type ConnectionParts = {
  readonly token: string
  /** REST base without the version. */
  readonly api: string
  readonly messageContent: boolean
  readonly log: Log
  /** For tests: how discord.js spaces its identifies. */
  readonly ws?: ConstructorParameters<typeof Client>[0]['ws']
  /** One event of the gateway, as it came. */
  readonly heard: (packet: { t: string | null; d: unknown }) => void
  /** A new session has begun, on one shard; nothing is replayed to it. */
  readonly began: () => void
  /** Connected: what has to be said to Discord once. A failure is no reason to connect anew. */
  readonly connected: () => Promise<void>
  /** Work of its own that the end has to wait for. */
  readonly track: (work: Promise<unknown>) => void
  readonly refused: () => void
}

const REST_TIMEOUT_MS = 10_000
const INVALID_WARNING_EVERY = 500
/** Discord takes the token away after 1,000 identifies a day: a start that keeps failing slows down. */
const FIRST_LOGIN_WAIT_MS = 5_000
const MAX_LOGIN_WAIT_MS = 5 * 60_000
const CLOSE_WITHIN_MS = 3_000
/** Close codes after which discord.js does not come back (docs: topics/opcodes-and-status-codes). */
const AUTHENTICATION_FAILED = 4004
const DISALLOWED_INTENTS = 4014
/** discord.js: a shard whose servers are all known. */
const READY = 0

export function openConnection(parts: ConnectionParts): Connection {
  const { log, token } = parts
  let messageContent = parts.messageContent
  let client = newClient()
  let dead: DeliveryError | undefined
  let closed = false
  let connecting: Promise<void> | undefined
  const api = openApi(() => client)
  const { pause, wake } = openPauses()

  function newClient(): Client {
    const made = new Client({
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.DirectMessages,
        ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
      ],
      partials: [Partials.Channel],
      // How many shards is Discord's to say; nothing here assumes one.
      shards: 'auto',
      allowedMentions: { parse: [] },
      enforceNonce: true,
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        ReactionManager: 0,
      }),
      ws: { buildStrategy: manager => new EndingStrategy(manager), ...parts.ws },
      rest: {
        api: parts.api,
        timeout: REST_TIMEOUT_MS,
        // Repeats are the outbox's: it knows what is urgent and survives a crash.
        retries: 0,
        rejectOnRateLimit: data => rejectOnRateLimit(data),
        invalidRequestWarningInterval: INVALID_WARNING_EVERY,
      },
    })
    // The outbox may have something to say before the gateway is ready.
    made.rest.setToken(token)
    made.rest.on('invalidRequestWarning', ({ count }) =>
      log.warn('invalid-requests', {
        platform: 'discord',
        count,
        hint: 'Discord bans an address for a while after 10,000 refused requests in 10 minutes; look for missing permissions in the lines above',
      }),
    )
    made.rest.on('rateLimited', ({ route, method, retryAfter }) =>
      log.debug('rate-limited', { platform: 'discord', route, method, retryAfterMs: retryAfter }),
    )
    made.on(Events.Error, error => log.warn('gateway-error', { platform: 'discord', error }))
    made.on(Events.ShardError, (error, shard) => log.warn('gateway-error', { platform: 'discord', shard, error }))
    made.on(Events.ShardReconnecting, shard => log.info('gateway-reconnecting', { platform: 'discord', shard }))
    made.on(Events.ShardDisconnect, ({ code }, shard) => lost(code, shard))
    made.on(Events.ShardReady, shard => {
      log.info('gateway-ready', { platform: 'discord', shard })
      parts.began()
    })
    made.on('raw', (packet: { t: string | null; d: unknown }) => {
      if (!closed) parts.heard(packet)
    })
    return made
  }

  function stop(error: unknown): void {
    if (dead) return
    dead = new DeliveryError('unauthorised', 'Discord refused the token', { cause: error })
    parts.refused()
    log.error('token-refused', {
      platform: 'discord',
      hint: 'Discord refused DISCORD_TOKEN: reset it in the developer portal, set the new one and restart. Nothing is lost; messages wait in the outbox.',
    })
  }

  function lost(code: number, shard: number): void {
    if (code === AUTHENTICATION_FAILED) return stop(undefined)
    log.error('gateway-closed', {
      platform: 'discord',
      shard,
      code,
      hint:
        code === DISALLOWED_INTENTS
          ? 'DISCORD_MESSAGE_CONTENT is on, but the Message Content Intent is not switched on in the developer portal; going on without it'
          : 'the connection ended for good; connecting anew',
    })
    if (code === DISALLOWED_INTENTS) messageContent = false
    if (!closed && !connecting) parts.track(login())
  }

  /** One at a time: an end of the connection while connecting is the attempt's own business. */
  function login(): Promise<void> {
    connecting ??= connect().finally(() => (connecting = undefined))
    return connecting
  }

  /** Connects, and goes on trying; only a refused token ends it. */
  async function connect(): Promise<void> {
    for (let wait = FIRST_LOGIN_WAIT_MS; !closed && !dead; wait = Math.min(wait * 2, MAX_LOGIN_WAIT_MS)) {
      try {
        const budget = await identifiesSpent()
        if (budget !== undefined) {
          log.error('identifies-spent', {
            platform: 'discord',
            retryAfterMs: budget,
            hint: 'Discord lets a bot connect 1,000 times a day, and none are left; waiting for the new ones. Please look for what makes it restart again and again',
          })
          await pause(budget)
          continue
        }
        await client.login(token)
        break
      } catch (error) {
        if (isUnauthorised(error) || (error instanceof Error && error.message.includes('invalid token')))
          return stop(error)
        log.warn('login-failed', { platform: 'discord', retryAfterMs: wait, error })
        if (error instanceof Error && /disallowed intents/i.test(error.message)) messageContent = false
        else await pause(wait)
        await quit()
        client = newClient()
      }
    }
    if (!closed && !dead) await parts.connected()
  }

  /** How long to wait when Discord allows no more connections today: to try all the same could cost the token. */
  async function identifiesSpent(): Promise<number | undefined> {
    const told = (await patiently(() => api('GET', '/gateway/bot'))) as GatewayJson
    const { remaining, reset_after } = told.session_start_limit
    return remaining < told.shards ? reset_after : undefined
  }

  /** `destroy` may hang while the library is identifying. */
  const quit = () => Promise.race([client.destroy().catch(() => undefined), late(CLOSE_WITHIN_MS)])

  return {
    client: () => client,
    api,
    login,
    messageContent: () => messageContent,
    isConnected: () => client.ws.shards.size > 0 && client.ws.shards.every(({ status }) => Number(status) === READY),
    stop,
    refusal: () => dead,
    isClosed: () => closed,
    pause,
    shut() {
      closed = true
      wake()
    },
    quit,
  }
}

import { Client, Events, GatewayIntentBits, Options, Partials } from 'discord.js'
import type { Library } from '../../content/library.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Command } from '../../engine/command.ts'
import { directory as openDirectory } from '../../engine/directory.ts'
import type { Ear } from '../../engine/ear.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { Heard, Inbound, Platform } from '../../engine/messages.ts'
import type { Speech } from '../../engine/speech.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { openApi, patiently, rejectOnRateLimit } from './api.ts'
import type { Api } from './api.ts'
import { backfill } from './backfill.ts'
import { commandBodies, menuNames, registerCommands } from './commands.ts'
import { openContainment } from './containment.ts'
import { openDoors } from './doors.ts'
import { EndingStrategy } from './gateway-end.ts'
import { openHouse } from './house.ts'
import { missing } from './permissions.ts'
import { codeOf, isUnauthorised } from './problem.ts'
import { openReception } from './reception.ts'
import { openRooms } from './room.ts'
import { openSender } from './sending.ts'
import { openSetup } from './setup.ts'
import type { GatewayJson, InteractionJson, MessageJson } from './wire.ts'
import { wordsOf } from './words.ts'

export type DiscordOptions = {
  readonly token: string
  /** REST base without the version, e.g. `https://discord.com/api`; the gateway's address is what it answers. */
  readonly api: string
  /** The operator has switched the message-content intent on: plain messages in case rooms are read. */
  readonly messageContent: boolean
  readonly archive: Archive
  readonly clock: Clock
  readonly commands: readonly Command[]
  readonly library: Library
  readonly log: Log
  /** What public cries for help are recognised with, where a community wants them answered. */
  readonly ear: Pick<Ear, 'listen'>
  /** Listens to voice messages; without it people are asked to write. */
  readonly speech?: Speech
  /** Registers the commands for this server alone, where changes show at once. */
  readonly commandGuild?: string
  /** For tests: how discord.js spaces its identifies. */
  readonly ws?: ConstructorParameters<typeof Client>[0]['ws']
}

/** Sends in flight at once; Discord's own limit of 50 a second is kept by the library. */
const LANES = 8
const REST_TIMEOUT_MS = 10_000
const INVALID_WARNING_EVERY = 500
/** Discord takes the token away after 1,000 identifies a day: a start that keeps failing slows down. */
const FIRST_LOGIN_WAIT_MS = 5_000
const MAX_LOGIN_WAIT_MS = 5 * 60_000
const CLOSE_WITHIN_MS = 3_000
const SETTLE_WITHIN_MS = 3_000
/** Close codes after which discord.js does not come back (docs: topics/opcodes-and-status-codes). */
const AUTHENTICATION_FAILED = 4004
const DISALLOWED_INTENTS = 4014

/** The Discord platform: discord.js for the connection, its JSON for everything said over it. */
export function openDiscord(options: DiscordOptions): Platform {
  const { archive, clock, commands, library, log } = options
  const directory = openDirectory(archive)
  const words = wordsOf(library)
  const api = openApi(() => client)
  const doors = openDoors(api, () => clock.now())
  const botId = () => client.user?.id ?? ''
  const rooms = openRooms(api, botId, log)
  const isMember = memberCheck(api)
  const house = openHouse(directory, { guilds: () => [...client.guilds.cache.keys()], guildOfChannel, isMember })
  const sender = openSender({
    api,
    doors,
    rooms,
    house,
    directory,
    archive,
    words,
    clock,
    log,
    messageContent: () => messageContent,
    guildOfChannel,
  })
  const underWay = new Set<Promise<void>>()
  let messageContent = options.messageContent
  let client = newClient()
  let dead: DeliveryError | undefined
  let closed = false
  let reception: ReturnType<typeof openReception> | undefined
  let wakeLogin = () => {}
  let connecting: Promise<void> | undefined

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
      ws: { buildStrategy: manager => new EndingStrategy(manager), ...options.ws },
      rest: {
        api: options.api,
        timeout: REST_TIMEOUT_MS,
        // Repeats are the outbox's: it knows what is urgent and survives a crash.
        retries: 0,
        rejectOnRateLimit: data => rejectOnRateLimit(data),
        invalidRequestWarningInterval: INVALID_WARNING_EVERY,
      },
    })
    // The outbox may have something to say before the gateway is ready.
    made.rest.setToken(options.token)
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
      track(catchUp())
    })
    made.on('raw', (packet: { t: string | null; d: unknown }) => {
      if (closed || !reception) return
      if (packet.t === 'INTERACTION_CREATE') track(reception.interaction(packet.d as InteractionJson))
      if (packet.t === 'MESSAGE_CREATE') track(reception.message(packet.d as MessageJson))
    })
    return made
  }

  /** Work that was begun is finished before the process ends; a failure is a line in the log, never a crash. */
  function track(work: Promise<unknown>): void {
    const tracked = work
      .then(() => undefined)
      .catch((error: unknown) => log.error('discord-input-failed', { platform: 'discord', error }))
      .finally(() => underWay.delete(tracked))
    underWay.add(tracked)
  }

  function guildOfChannel(id: string): string | undefined {
    const channel = client.channels.cache.get(id)
    return channel && 'guildId' in channel ? channel.guildId : undefined
  }

  /** The bot's own permissions in a channel, from what the gateway keeps up to date. */
  function permissionsIn(id: string): bigint | undefined {
    const channel = client.channels.cache.get(id)
    if (!channel || channel.isDMBased()) return undefined
    const me = channel.guild.members.me
    return me ? channel.permissionsFor(me).bitfield : undefined
  }

  /** Text channels of a server in which the bot may read and delete. */
  function channelsOf(guild: string): string[] {
    const channels = client.guilds.cache.get(guild)?.channels.cache.values() ?? []
    const needed = ['view-channel', 'read-history', 'manage-messages'] as const
    return [...channels]
      .filter(channel => channel.isTextBased() && missing(permissionsIn(channel.id) ?? 0n, needed).length === 0)
      .map(({ id }) => id)
  }

  async function catchUp(): Promise<void> {
    await backfill(api, archive, clock.now(), log, async (message, place) => reception?.missed(message, place))
  }

  function stop(error: unknown): void {
    if (dead) return
    dead = new DeliveryError('unauthorised', 'Discord refused the token', { cause: error })
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
    if (!closed && !connecting) track(login())
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
        await client.login(options.token)
        await client.application?.fetch()
        const bodies = commandBodies(commands, library.texts)
        await registerCommands(api, archive, client.application?.id ?? botId(), bodies, options.commandGuild)
        return
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
  }

  /** How long to wait when Discord allows no more connections today: to try all the same could cost the token. */
  async function identifiesSpent(): Promise<number | undefined> {
    const told = (await patiently(() => api('GET', '/gateway/bot'))) as GatewayJson
    const { remaining, reset_after } = told.session_start_limit
    return remaining < told.shards ? reset_after : undefined
  }

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      wakeLogin = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** `destroy` may hang while the library is identifying. */
  const quit = () => Promise.race([client.destroy().catch(() => undefined), late(CLOSE_WITHIN_MS)])

  return {
    name: 'discord',
    idempotent: true,
    lanes: LANES,
    async listen(hear: (message: Inbound) => Promise<Heard>) {
      const shared = {
        api,
        archive,
        clock,
        directory,
        doors,
        house,
        library,
        log,
        rooms,
        words,
        hear,
        botId,
        messageContent: () => messageContent,
      }
      const setup = openSetup({ ...shared, permissionsIn })
      const containment = openContainment({ ...shared, channelsOf, isMember })
      reception = openReception({
        ...shared,
        apiHost: new URL(options.api).host,
        commands,
        ear: options.ear,
        speech: options.speech,
        menus: menuNames(library.texts),
        dialogues: { ...setup, ...containment },
      })
      await login()
    },
    async send(message) {
      if (dead) throw dead
      // The library drops the token when it ends: not a word from Discord that the token is bad.
      if (closed) throw new DeliveryError('wait', 'send: the bot is closing', { retryAfterMs: 1_000 })
      try {
        return await sender(message)
      } catch (error) {
        if (error instanceof DeliveryError && error.problem === 'unauthorised') stop(error)
        throw error
      }
    },
    async close() {
      closed = true
      wakeLogin()
      await Promise.race([Promise.all(underWay), late(SETTLE_WITHIN_MS)])
      await quit()
    },
  }
}

/** Whether somebody is in a server now. @throws when Discord did not answer the question */
const memberCheck =
  (api: Api) =>
  async (guild: string, user: string): Promise<boolean> => {
    try {
      await patiently(() => api('GET', `/guilds/${guild}/members/${user}`))
      return true
    } catch (error) {
      if (codeOf(error) === undefined) throw error
      return false
    }
  }

const late = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms).unref())

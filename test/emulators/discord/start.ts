import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkBody } from './check.ts'
import type { Person } from './driver.ts'
import { createPerson } from './driver.ts'
import type { Faults } from './faults.ts'
import { createFaults } from './faults.ts'
import type { Gateway, GatewayOptions } from './gateway.ts'
import { createGateway } from './gateway.ts'
import type { Desk, Recorded } from './http.ts'
import { handle } from './http.ts'
import type { Interaction } from './interactions.ts'
import { stateOf } from './interactions.ts'
import type { RateLimits } from './limits.ts'
import { createLimiter, SEEN_LIMITS } from './limits.ts'
import type { Permission } from './permissions.ts'
import type { GuildBench } from './places.ts'
import { foundGuild } from './places.ts'
import type { Ping } from './posting.ts'
import { applicationRoutes } from './routes/application.ts'
import { channelRoutes } from './routes/channels.ts'
import { guildRoutes } from './routes/guilds.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { messageRoutes } from './routes/messages.ts'
import type { Stage } from './stage.ts'
import type { Attachment, Snowflake, User, World } from './world.ts'
import { createWorld } from './world.ts'

export type DiscordOptions = {
  token?: string
  /** Milliseconds since 1970 for ids, tokens and ages; the real clock when absent. `advance` adds to it. */
  now?: () => number
  heartbeatIntervalMs?: number
  privileged?: GatewayOptions['privileged']
  /** Buckets per route; `{}` gives every route 50 a second, for stories that should not wait. */
  limits?: RateLimits
  globalPerSecond?: number
  /** Identify lanes; 16 and more switch the five-second rule off. */
  maxConcurrency?: number
  resumableForMs?: number
  /** Shards Discord recommends; 1 unless told. */
  shards?: number
  /** When the identifies of the day are counted anew, as `/gateway/bot` tells it. */
  identifyResetMs?: number
}

export type DiscordEmulator = {
  /** REST base as discord.js takes it in `rest.api`, without the version; `apiWithVersion` has it. */
  api: string
  apiWithVersion: string
  token: string
  world: World
  gateway: Gateway
  faults: Faults
  /** Everything a careful client would not have done: bad bodies, unknown routes, ignored 429s, @everyone. */
  complaints: string[]
  requests: Recorded[]
  /** Who would have been notified by whom. */
  pings: Ping[]
  interactions: Interaction[]
  audit: Stage['audit']
  registrations: Stage['registrations']
  typing: Snowflake[]
  counters: Desk['counters']
  /** Changes what the bot's token must be: from then on requests get 401 and the gateway closes with 4004. */
  revokeToken(): void
  /** Moves the emulator's clock forward. */
  advance(ms: number): void
  user(name: string, options?: { locale?: string; dms?: User['dms'] }): Person
  guild(name: string, options?: { owner?: Person; locale?: string; bot?: Permission[] }): GuildBench
  /** Interactions the person saw fail: no answer within three seconds. */
  failed(): Interaction[]
  /** Sends an interaction to the bot again, as a flapping gateway does. */
  repeat(interaction: Interaction): void
  stateOf(interaction: Interaction): ReturnType<typeof stateOf>
  /** Waits until `found` gives something truthy, looking after every change. @throws after `withinMs` with what was asked */
  until<T>(found: () => T, withinMs?: number, what?: string): Promise<NonNullable<T>>
  close(): Promise<void>
}

const BOT_PERMISSIONS: Permission[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'CREATE_PRIVATE_THREADS',
  'SEND_MESSAGES_IN_THREADS',
  'MANAGE_THREADS',
]

/** Starts Discord on loopback: REST under /api/v10, gateway by WebSocket on the same port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordEmulator> {
  let skewMs = 0
  const clock = options.now ?? Date.now
  const now = () => clock() + skewMs
  // Discord tokens are three base64url parts; discord.js reads nothing from them.
  let token = options.token ?? 'emulated.bot.token'
  const world = createWorld(now)
  const complaints: string[] = []
  const complain = (route: string, problem: string) => void complaints.push(`${route}: ${problem}`)
  const files = new Map<string, Attachment>()
  const pings: Ping[] = []
  const interactions = new Map<Snowflake, Interaction>()
  const privileged = options.privileged ?? []
  const faults = createFaults()

  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    if (request.method === 'GET' && file) {
      response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.size })
      return void response.end(file.bytes)
    }
    // A reset socket rejects the read of its own body: that is the fault at work, not an error of ours.
    handle(desk, request, response).catch((error: unknown) => {
      if (request.destroyed || response.destroyed) return
      complain(`${request.method} ${request.url}`, `emulator failed: ${String(error)}`)
      response.writeHead(500).end()
    })
  })

  const stage: Stage = {
    world,
    pings,
    interactions,
    audit: [],
    oldEdits: { limit: 3, perMs: 20_000, seen: new Map() },
    complain,
    readsContent: privileged.includes('content'),
    readsMembers: privileged.includes('members'),
    check(kind, body) {
      const found = checkBody(kind, body)
      for (const problem of found) complain(kind, problem)
      return found
    },
    keep(channelId, file) {
      const id = world.newId()
      const path = `/attachments/${channelId}/${id}/${encodeURIComponent(file.filename)}`
      const address = server.address() as AddressInfo
      const kept = { ...file, id, size: file.bytes.length, url: `http://127.0.0.1:${address.port}${path}` }
      files.set(path, kept)
      return kept
    },
    typing: [],
    registrations: [],
  }

  const gateway = createGateway(server, world, {
    token: () => token,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    privileged,
    resumableForMs: options.resumableForMs ?? 180_000,
    maxConcurrency: options.maxConcurrency ?? 16,
    complain,
  })

  const desk: Desk = {
    routes: [
      ...applicationRoutes(stage, server, () => ({
        left: gateway.identifiesLeft,
        lanes: options.maxConcurrency ?? 16,
        shards: options.shards ?? 1,
        resetMs: options.identifyResetMs ?? 86_400_000,
      })),
      ...channelRoutes(stage),
      ...messageRoutes(stage),
      ...guildRoutes(stage),
      ...interactionRoutes(stage),
    ],
    faults,
    // Real time even under a virtual clock: the client waits out limits in real time.
    limiter: createLimiter(() => Date.now() + skewMs, options.limits ?? SEEN_LIMITS, options.globalPerSecond ?? 50),
    token: () => token,
    now,
    requests: [],
    complain,
    counters: { invalid: 0, ignored429: 0, answered429: 0 },
  }

  world.onEvent(event => {
    const author = (event.d.author as { id?: string } | undefined)?.id
    if (event.t === 'MESSAGE_CREATE' && author === world.bot.id && event.d.mention_everyone === true)
      complain('MESSAGE_CREATE', 'the bot mentions @everyone')
  })

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    api: `http://127.0.0.1:${port}/api`,
    apiWithVersion: `http://127.0.0.1:${port}/api/v10`,
    token,
    world,
    gateway,
    faults,
    complaints,
    requests: desk.requests,
    pings,
    get interactions() {
      return [...interactions.values()]
    },
    audit: stage.audit,
    registrations: stage.registrations,
    typing: stage.typing,
    counters: desk.counters,
    revokeToken() {
      token = 'revoked.bot.token'
      gateway.close(4004)
    },
    advance(ms) {
      skewMs += ms
      world.touch()
    },
    user(name, { locale = 'en-US', dms = 'open' } = {}) {
      const user: User = { id: world.newId(), name, bot: false, locale, dms }
      world.users.set(user.id, user)
      return createPerson(stage, user)
    },
    guild(name, { owner, locale = 'en-US', bot = BOT_PERMISSIONS } = {}) {
      const ownerId = owner?.id ?? world.newId()
      if (!owner) world.users.set(ownerId, { id: ownerId, name: `owner of ${name}`, bot: false, locale, dms: 'open' })
      return foundGuild(world, name, { owner: ownerId, locale, bot })
    },
    repeat: interaction =>
      world.emit({ t: 'INTERACTION_CREATE', d: interaction.payload, guildId: interaction.guildId, intent: 0 }),
    failed: () => [...interactions.values()].filter(one => stateOf(world, one) === 'failed'),
    stateOf: interaction => stateOf(world, interaction),
    until: (found, withinMs = 5000, what = found.toString()) => waitFor(world, found, withinMs, what, complaints),
    async close() {
      gateway.shutdown()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function waitFor<T>(
  world: World,
  found: () => T,
  withinMs: number,
  what: string,
  complaints: string[],
): Promise<NonNullable<T>> {
  const first = found()
  if (first) return first
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = found()
      if (!value) return
      stop()
      resolve(value)
    }
    const unlisten = world.onChange(() => queueMicrotask(look))
    // Some conditions live outside the world (a flag in the test): look now and then as well.
    const poll = setInterval(look, 10)
    const limit = setTimeout(() => {
      stop()
      reject(new Error(`waited ${withinMs} ms in vain for ${what}; complaints: ${JSON.stringify(complaints)}`))
    }, withinMs)
    const stop = () => {
      unlisten()
      clearInterval(poll)
      clearTimeout(limit)
    }
  })
}

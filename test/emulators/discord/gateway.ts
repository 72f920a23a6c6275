import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { guildCreateJson, userJson } from './payload.ts'
import { INTENTS } from './posting.ts'
import type { GatewayEvent, Json, World } from './world.ts'

export type GatewayOptions = {
  token: () => string
  heartbeatIntervalMs: number
  /** Privileged intents switched on in the developer portal. */
  privileged: ('members' | 'presences' | 'content')[]
  /** How long a dropped session may still be resumed. */
  resumableForMs: number
  maxConcurrency: number
  complain: (route: string, problem: string) => void
}

type Session = {
  id: string
  shard: [id: number, count: number]
  intents: number
  seq: number
  buffer: { s: number; t: string; d: Json }[]
  socket: WebSocket | undefined
  droppedAt: number | null
}

export type Gateway = {
  /** What came, oldest first: 'connect', 'identify', 'resume', 'heartbeat', 'close 1000'. */
  log: string[]
  connected(): number
  /** Cuts every socket without a close frame. */
  drop(): void
  /** Closes every socket with a code, e.g. 4004 for a revoked token. */
  close(code: number): void
  /** Op 7: asks the client to reconnect and resume. */
  reconnect(): void
  /** Op 9. With `resumable` the client may resume at once, else it must identify. */
  invalidate(resumable: boolean): void
  /** Stops acknowledging heartbeats. */
  muteAcks(muted: boolean): void
  /** Refuses new connections while true. */
  refuse(refused: boolean): void
  /** Takes new connections and says nothing while true; `resetHanging` resets those. */
  hang(hanging: boolean): void
  /** @returns how many connections were waiting */
  resetHanging(): number
  /** Sends the next `times` events (of type `t`, if given) twice, with the same sequence number reused for neither. */
  duplicateNext(times: number, t?: string): void
  /** Holds events back until `release`, which sends them newest first when `reversed`. */
  hold(): void
  release(reversed?: boolean): void
  /** Sends one raw event to every fitting session. */
  send(event: GatewayEvent): void
  /** Identifies left today; 0 makes the next identify fail. */
  identifiesLeft: number
  /** Shards that have identified and are connected, in order of their number. */
  shards(): number[]
  shutdown(): void
}

/** The WebSocket half: HELLO, IDENTIFY, RESUME with replay, heartbeats, intents, shards, and ways to break each. */
export function createGateway(server: Server, world: World, options: GatewayOptions): Gateway {
  const wss = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 })
  const sessions = new Map<string, Session>()
  const identifiedAt: Record<number, number> = {}
  let muted = false
  let refused = false
  let hanging = false
  const waiting = new Set<Socket>()
  let duplicates = { left: 0, t: '' }
  let held: GatewayEvent[] | undefined

  const write = (socket: WebSocket | undefined, payload: Json) => {
    if (socket?.readyState === 1) socket.send(JSON.stringify(payload))
  }
  const live = () => [...sessions.values()].filter(session => session.socket)

  const push = (session: Session, t: string, d: Json) => {
    const entry = { s: ++session.seq, t, d }
    session.buffer.push(entry)
    write(session.socket, { op: 0, ...entry })
  }

  const deliver = (event: GatewayEvent) => {
    for (const session of sessions.values()) {
      if (event.intent !== 0 && (session.intents & event.intent) === 0) continue
      const [shard, count] = session.shard
      if (shard !== (event.guildId ? Number((BigInt(event.guildId) >> 22n) % BigInt(count)) : 0)) continue
      const blind = event.withoutContent && (session.intents & INTENTS.MESSAGE_CONTENT) === 0
      const d = blind ? event.withoutContent : event.d
      push(session, event.t, d ?? event.d)
      if (duplicates.left > 0 && (duplicates.t === '' || duplicates.t === event.t)) {
        duplicates.left--
        push(session, event.t, d ?? event.d)
      }
    }
  }

  world.onEvent(event => (held ? void held.push(event) : deliver(event)))

  const identify = (socket: WebSocket, d: Json): Session | undefined => {
    gateway.log.push('identify')
    if (d.token !== options.token()) return void socket.close(4004, 'Authentication failed.')
    if (gateway.identifiesLeft <= 0) return void socket.close(4004, 'Session start limit reached.')
    gateway.identifiesLeft--
    const intents = Number(d.intents)
    const off = (['members', 'presences', 'content'] as const).filter(name => !options.privileged.includes(name))
    const bit = { members: INTENTS.GUILD_MEMBERS, presences: INTENTS.GUILD_PRESENCES, content: INTENTS.MESSAGE_CONTENT }
    if (off.some(name => (intents & bit[name]) !== 0)) return void socket.close(4014, 'Disallowed intent(s).')
    const shard = (d.shard as [number, number] | undefined) ?? [0, 1]
    const lane = shard[0] % options.maxConcurrency
    if (Date.now() - (identifiedAt[lane] ?? 0) < 4500 && options.maxConcurrency < 16) {
      options.complain('GATEWAY IDENTIFY', 'identified twice within five seconds')
      write(socket, { op: 9, d: false })
      return undefined
    }
    identifiedAt[lane] = Date.now()
    const id = `session${world.newId()}`
    const session: Session = { id, shard, intents, seq: 0, buffer: [], socket, droppedAt: null }
    sessions.set(id, session)
    const guilds = [...world.guilds.values()].filter(
      guild => guild.members.has(world.bot.id) && Number((BigInt(guild.id) >> 22n) % BigInt(shard[1])) === shard[0],
    )
    push(session, 'READY', {
      v: 10,
      user: userJson(world.bot),
      guilds: guilds.map(guild => ({ id: guild.id, unavailable: true })),
      session_id: id,
      resume_gateway_url: addressOf(server),
      shard,
      application: { id: world.applicationId, flags: 0 },
    })
    if ((intents & INTENTS.GUILDS) !== 0)
      for (const guild of guilds) push(session, 'GUILD_CREATE', guildCreateJson(world, guild))
    world.touch()
    return session
  }

  const resume = (socket: WebSocket, d: Json): Session | undefined => {
    gateway.log.push('resume')
    if (d.token !== options.token()) return void socket.close(4004, 'Authentication failed.')
    const session = sessions.get(String(d.session_id))
    const seq = Number(d.seq)
    const late = typeof session?.droppedAt === 'number' && world.now() - session.droppedAt > options.resumableForMs
    if (!session || late || seq > session.seq) {
      write(socket, { op: 9, d: false })
      return undefined
    }
    session.socket = socket
    session.droppedAt = null
    for (const entry of session.buffer) if (entry.s > seq) write(socket, { op: 0, ...entry })
    push(session, 'RESUMED', {})
    world.touch()
    return session
  }

  const open = (socket: WebSocket) => {
    let session: Session | undefined
    const received: number[] = []
    write(socket, { op: 10, d: { heartbeat_interval: options.heartbeatIntervalMs, _trace: [] } })
    socket.on('message', (data: Buffer) => {
      if (data.length > 4096) return socket.close(4002, 'Payload too large')
      const { op, d } = JSON.parse(data.toString()) as { op: number; d: Json }
      const minuteAgo = Date.now() - 60_000
      while ((received[0] ?? Infinity) < minuteAgo) received.shift()
      if (received.push(Date.now()) > 120) return socket.close(4008, 'Rate limited.')
      if (op === 1) {
        gateway.log.push('heartbeat')
        if (!muted) write(socket, { op: 11 })
      } else if (op === 2) {
        if (session) return socket.close(4005, 'Already authenticated.')
        session = identify(socket, d)
      } else if (op === 6) session = resume(socket, d)
      else if (op !== 3 && op !== 4 && op !== 8) socket.close(4001, 'Unknown opcode.')
    })
    socket.on('close', code => {
      gateway.log.push(`close ${code}`)
      if (session?.socket === socket) {
        session.socket = undefined
        session.droppedAt = world.now()
        // A client that closes normally gives its session up.
        if (code === 1000 || code === 1001) sessions.delete(session.id)
      }
      world.touch()
    })
    socket.on('error', () => socket.terminate())
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    gateway.log.push('connect')
    if (hanging) {
      socket.on('error', () => undefined)
      socket.on('close', () => waiting.delete(socket as Socket))
      world.touch()
      return void waiting.add(socket as Socket)
    }
    if (refused || !request.url?.startsWith('/')) return void socket.destroy()
    wss.handleUpgrade(request, socket, head, open)
  })

  const gateway: Gateway = {
    log: [],
    identifiesLeft: 1000,
    connected: () => live().length,
    shards: () =>
      live()
        .map(({ shard: [number] }) => number)
        .sort((a, b) => a - b),
    drop: () => live().forEach(session => session.socket?.terminate()),
    close: code => live().forEach(session => session.socket?.close(code)),
    reconnect: () => live().forEach(session => write(session.socket, { op: 7, d: null })),
    invalidate(resumable) {
      for (const session of live()) {
        write(session.socket, { op: 9, d: resumable })
        if (!resumable) sessions.delete(session.id)
      }
    },
    muteAcks: value => void (muted = value),
    refuse: value => void (refused = value),
    hang: value => void (hanging = value),
    resetHanging() {
      const found = [...waiting]
      for (const socket of found) socket.resetAndDestroy()
      return found.length
    },
    duplicateNext: (left, t = '') => void (duplicates = { left, t }),
    hold: () => void (held ??= []),
    release(reversed = false) {
      const waiting = held ?? []
      held = undefined
      for (const event of reversed ? waiting.toReversed() : waiting) deliver(event)
    },
    send: deliver,
    shutdown() {
      for (const socket of waiting) socket.destroy()
      for (const client of wss.clients) client.terminate()
      wss.close()
    },
  }
  return gateway
}

/** ws:// address of a listening server. */
export function addressOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the emulator is not listening')
  return `ws://127.0.0.1:${address.port}`
}

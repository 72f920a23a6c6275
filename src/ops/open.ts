import type { RequestListener } from 'node:http'
import type { Clock } from '../engine/clock.ts'
import type { Heard, Inbound, Platform } from '../engine/messages.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'
import { openChecks } from './checks.ts'
import type { Polled } from './checks.ts'
import { openMetrics } from './metrics.ts'
import { parkPoison } from './parked.ts'
import { makeRounds } from './rounds.ts'
import { serveOps } from './serve.ts'

/** Everything an operator needs to trust one process on a small server. */
export type Ops = {
  /** The platform, counted and timed. */
  watch(platform: Platform): Platform
  /** `hear` that puts an input aside which fails again and again. */
  guard(hear: (message: Inbound) => Promise<Heard>): (message: Inbound) => Promise<Heard>
  /** From now on `/readyz` answers for the checks. */
  listening(): void
  /** The port that was given, where one was asked for (HTTP_PORT 0 takes any free one). */
  readonly port: number | undefined
  close(): Promise<void>
}

/** @throws when HTTP_PORT is taken */
export async function openOps(options: {
  store: Store
  clock: Clock
  log: Log
  platforms: readonly Platform[]
  port?: number
  heartbeatUrl?: string
  /** Paths other rooms answer, e.g. Telegram's webhook; looked up at each request. */
  mounts?: ReadonlyMap<string, RequestListener>
}): Promise<Ops> {
  const { store, clock, log, platforms, port, heartbeatUrl, mounts = new Map() } = options
  const now = () => clock.now()
  const metrics = openMetrics()
  const checks = openChecks({ archive: store, metrics, log, now, polled: platforms.flatMap(polled) })
  const rounds = makeRounds({ clock, log, checks, store, heartbeatUrl })
  let ready = false
  const server = port === undefined ? undefined : await serveOps({ port, checks, metrics, mounts, ready: () => ready })
  if (server) log.info('ops-listening', { port: server.port })
  return {
    watch: platform => metrics.watch(platform),
    guard: hear => parkPoison(hear, { archive: store, log, now }),
    listening() {
      ready = true
    },
    port: server?.port,
    async close() {
      rounds.close()
      await rounds.idle()
      await server?.close()
    },
  }
}

/** An app that is polled says when it last answered. */
function polled(platform: Platform): Polled[] {
  if (!('lastPollAt' in platform)) return []
  const door = platform as Platform & { readonly lastPollAt: number | undefined }
  return [{ name: door.name, lastPollAt: () => door.lastPollAt }]
}

import type { BotCommand, Update, UserFromGetMe } from '@grammyjs/types'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Clock } from './clock.ts'
import { realClock } from './clock.ts'
import { createDriver } from './driver.ts'
import type { Faults } from './faults.ts'
import { createFaults, seededRandom } from './faults.ts'
import type { GroupHandle } from './groups.ts'
import { createGroup } from './groups.ts'
import { menuFor } from './menu.ts'
import type { Stage } from './method.ts'
import type { PersonHandle, Place } from './people.ts'
import { createPerson } from './people.ts'
import { findMethod, perform } from './perform.ts'
import type { Pending } from './queue.ts'
import { createQueue } from './queue.ts'
import type { RateFigures, RateLimits } from './rate.ts'
import { createRateModel, TELEGRAM_RATES } from './rate.ts'
import type { Screen } from './screen.ts'
import { screenOf } from './screen.ts'
import type { Call } from './server.ts'
import { createApiServer } from './server.ts'
import { hearsChanges } from './until.ts'
import { createWebhook } from './webhook.ts'
import type { World } from './world.ts'
import { createWorld } from './world.ts'

export type TelegramOptions = {
  token?: string
  username?: string
  /** Default on: in groups the bot hears commands, replies to it and service messages only. */
  privacyMode?: boolean
  clock?: Clock
  /** Seeds faults and update ids. Default 1. */
  seed?: number
  rates?: Partial<RateLimits>
  /** How long a press can be answered. Default 30 s; the real figure is unspecified. */
  queryExpiresMs?: number
  /** After this long the app sends an unanswered press again, with new ids, up to 4 times in all. Default: never. */
  resendPressAfterMs?: number
  /** First pause before a webhook repeat (doubling) and how many attempts. Default 1,000 ms, 10. */
  webhookRetryMs?: number
  webhookAttempts?: number
}

/** Something the bot did that it should not have done. */
export type Complaint = { method: string; what: string }

export type TelegramEmulator = {
  /** For grammY's `apiRoot`, or TELEGRAM_API_ROOT: no trailing slash. */
  root: string
  token: string
  bot: UserFromGetMe
  world: World
  faults: Faults
  /** Must be empty at the end of a good test. */
  complaints: Complaint[]
  calls: Call[]
  callsOf(method: string): Call[]
  rateFigures(): RateFigures
  addPerson(name: string, more?: { id?: number; username?: string; language?: string }): PersonHandle
  addGroup(title: string, owner: PersonHandle, more?: { isSuper?: boolean; isForum?: boolean }): GroupHandle
  screen(where: Place): Screen
  /** The command menu this person sees there, by the documented order of scopes and languages. */
  menu(where: Place, person: PersonHandle): readonly BotCommand[]
  until<T>(look: () => T, withinMs?: number): Promise<NonNullable<T>>
  updates: {
    /** Not yet confirmed. */
    pending(): Pending[]
    /** Delivers an update once more under its old id. */
    repeat(update: Update, where: Place): void
    /** The next batches of two and more come in reversed order. */
    shuffleNext(batches: number): void
  }
  /** Ends a waiting getUpdates as a second poller would. */
  conflict(): void
  close(): Promise<void>
}

/** Starts a Bot API server on a free loopback port, misbehaving only as told. */
export async function startTelegram(options: TelegramOptions = {}): Promise<TelegramEmulator> {
  const clock = options.clock ?? realClock()
  const token = options.token ?? '123456789:AAH-emulated-token-emulated-token-00'
  const random = seededRandom(options.seed ?? 1)
  const world = createWorld(clock, botAccount(token, options))
  const queue = createQueue(clock, random)
  const complaints: Complaint[] = []
  const calls: Call[] = []
  const faults = createFaults(random)
  const stage: Stage = {
    world,
    queue,
    rate: createRateModel(clock, { ...TELEGRAM_RATES, ...options.rates }),
    webhook: createWebhook({
      clock,
      queue,
      retryMs: options.webhookRetryMs ?? 1000,
      attempts: options.webhookAttempts ?? 10,
      onReply(name, parameters) {
        const method = findMethod(name)
        if (!method) return void complaints.push({ method: name, what: 'is no emulated method (webhook reply)' })
        void perform(stage, method, parameters, () => undefined).then(answer => {
          calls.push({ method, parameters, answer, atMs: clock.nowMs() })
          changes.changed()
        })
      },
    }),
    complain: (method, what) => complaints.push({ method, what }),
    queryExpiresMs: options.queryExpiresMs ?? 30_000,
  }
  const changes = hearsChanges(() => describe(calls, complaints, queue.pending()))
  const driver = createDriver(stage, changes, options.resendPressAfterMs)
  const server = createApiServer({ token, stage, faults, calls, changed: changes.changed })
  server.keepAliveTimeout = 65_000 // idle connections of a test client are cut by faults, not by chance
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const roomAt = (where: Place) => {
    const room = world.rooms.get(where.id)
    if (!room) throw new Error(`there is no chat ${where.id}`)
    return room
  }
  let people = 0
  let groups = 0

  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    bot: world.me,
    world,
    faults,
    complaints,
    calls,
    callsOf: method => calls.filter(call => call.method === method),
    rateFigures: stage.rate.figures,
    addPerson(name, more = {}) {
      const id = more.id ?? 7_100_000_000 + ++people // beyond 32 bits, as real ids are
      const language = more.language && { language_code: more.language }
      return createPerson(driver, {
        id,
        is_bot: false,
        first_name: name,
        ...(more.username && { username: more.username }),
        ...language,
      })
    },
    addGroup(title, owner, more = {}) {
      const isSuper = more.isSuper || more.isForum
      const number = 1000 + ++groups
      const id = isSuper ? -1_002_000_000_000 - number : -5_000_000 - number
      return createGroup(driver, { title, id, isSuper: more.isSuper ?? false, isForum: more.isForum ?? false, owner })
    },
    screen: where => screenOf(world, roomAt(where)),
    menu: (where, person) => menuFor(world, roomAt(where), person.id),
    until: changes.until,
    updates: {
      pending: queue.pending,
      repeat: (update, where) => queue.repeat(update, where.id),
      shuffleNext: queue.shuffleNext,
    },
    conflict: () =>
      queue.interrupt('terminated by other getUpdates request; make sure that only one bot instance is running'),
    async close() {
      stage.webhook.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function botAccount(token: string, options: TelegramOptions): UserFromGetMe {
  return {
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: 'Kakekomi',
    username: options.username ?? 'kakekomi_bot',
    can_join_groups: true,
    can_read_all_group_messages: options.privacyMode === false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }
}

function describe(calls: Call[], complaints: Complaint[], pending: Pending[]): string {
  const last = calls
    .slice(-8)
    .map(
      call =>
        `  ${call.method} ${JSON.stringify(call.parameters).slice(0, 160)} → ${call.answer?.ok ? 'ok' : JSON.stringify(call.answer)}`,
    )
  return [
    `last calls:`,
    ...last,
    `unconfirmed updates: ${pending.length}`,
    ...complaints.map(one => `complaint: ${one.method}: ${one.what}`),
  ].join('\n')
}

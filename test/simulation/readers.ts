import { plainText } from '../../src/content/rich.ts'
import type { VirtualClock } from '../../src/engine/clock.ts'
import { DeliveryError, addressKey } from '../../src/engine/messages.ts'
import type { Outbound, PlatformName } from '../../src/engine/messages.ts'
import type { Chance } from './chance.ts'

/** One message as its readers see it. */
export type Arrival = {
  readonly duty: string
  readonly message: string
  readonly platform: PlatformName
  readonly chat: string
  readonly group: boolean
  readonly at: number
  readonly text: string
  readonly about: readonly string[]
  readonly refs: readonly { ref: string; name: string }[]
  readonly edit: boolean
  readonly repeat: boolean
}

/** What may go wrong with one send. `late` = it arrives after a while; `lost` = it never does; both look the same. */
export type Fault =
  'none' | 'wait' | 'server' | 'arrived' | 'lost' | 'slow' | 'closed' | 'gone' | 'refused' | 'moved' | 'unauthorised'
export type Weather = Readonly<Partial<Record<Fault, number>>>

export const CALM: Weather = { none: 1 }
export const STORM: Weather = {
  none: 60, wait: 8, server: 5, arrived: 7, lost: 5, slow: 4, closed: 2, gone: 3, refused: 0.5, moved: 1, unauthorised: 1,
} // prettier-ignore

/** The two apps as their readers see them: the one forgets a repeated id (Discord's nonce), the other shows it twice. */
export type Readers = {
  readonly arrivals: readonly Arrival[]
  /** Sends that may have been shown although the bot was not told so, by duty. */
  readonly ambiguous: ReadonlyMap<string, number>
  /** Duties the app refused for good: the bot may let go of them. */
  readonly refused: ReadonlySet<string>
  arrivedOf(duty: string): readonly Arrival[]
  /** Shows the message, without any answer. */
  show(platform: PlatformName, idempotent: boolean, message: Outbound): string
  mayHaveArrived(duty: string): void
  /** One call of the app's interface, with its weather. @throws {DeliveryError} */
  call(platform: PlatformName, idempotent: boolean, message: Outbound): Promise<{ message: string }>
  weather: Weather
  /** Until this instant nothing passes. */
  downUntil: number
  readonly sends: number
}

export function readers(clock: VirtualClock, random: Chance): Readers {
  const arrivals: Arrival[] = []
  const byDuty = new Map<string, Arrival[]>()
  const ambiguous = new Map<string, number>()
  const refused = new Set<string>()
  let serial = 0

  const later = (ms: number) => new Promise<void>(resolve => clock.wake(clock.now() + ms, resolve))
  const mayHaveArrived = (duty: string) => void ambiguous.set(duty, (ambiguous.get(duty) ?? 0) + 1)

  function show(platform: PlatformName, idempotent: boolean, message: Outbound): string {
    const earlier = byDuty.get(message.id)
    if (earlier?.[0] && (idempotent || message.edits !== undefined)) return earlier[0].message
    const arrival: Arrival = {
      duty: message.id,
      message: message.edits ?? `m${serial++}`,
      platform,
      chat: addressKey(message.to),
      group: message.to.kind === 'group',
      at: clock.now(),
      text: plainText(message.text),
      about: message.about,
      refs: message.buttons.flat().map(({ ref, name }) => ({ ref, name })),
      edit: message.edits !== undefined,
      repeat: message.repeat,
    }
    arrivals.push(arrival)
    if (earlier) earlier.push(arrival)
    else byDuty.set(message.id, [arrival])
    return arrival.message
  }

  const world: Readers = {
    arrivals,
    ambiguous,
    refused,
    arrivedOf: duty => byDuty.get(duty) ?? [],
    show,
    mayHaveArrived,
    weather: CALM,
    downUntil: 0,
    get sends() {
      return serial
    },
    async call(platform, idempotent, message) {
      if (clock.now() < world.downUntil) throw new DeliveryError('wait', 'connection refused')
      const fault = random.weighted<Fault>(world.weather)
      switch (fault) {
        case 'wait':
          throw new DeliveryError('wait', 'too many requests', { retryAfterMs: 500 + random.below(30_000) })
        case 'server':
          mayHaveArrived(message.id)
          throw new DeliveryError('ambiguous', 'internal server error')
        case 'arrived':
          show(platform, idempotent, message)
          mayHaveArrived(message.id)
          throw new DeliveryError('ambiguous', 'timed out after the request was written')
        case 'lost':
          mayHaveArrived(message.id)
          throw new DeliveryError('ambiguous', 'connection reset')
        case 'slow': {
          const shows = random.is(0.5)
          await later(1_000 + random.below(14_000))
          if (shows) return { message: show(platform, idempotent, message) }
          mayHaveArrived(message.id)
          throw new DeliveryError('ambiguous', 'timed out')
        }
        case 'closed':
          refused.add(message.id)
          throw new DeliveryError('closed', 'blocked by the user')
        case 'moved':
          refused.add(message.id)
          throw new DeliveryError('closed', 'group upgraded', { movedTo: `${message.to.chat}+` })
        case 'gone':
          if (message.edits === undefined) break
          refused.add(message.id)
          throw new DeliveryError('gone', 'message to edit not found')
        case 'refused':
          refused.add(message.id)
          throw new DeliveryError('refused', 'bad request')
        case 'unauthorised':
          throw new DeliveryError('unauthorised', 'unauthorized')
        case 'none':
          break
      }
      return { message: show(platform, idempotent, message) }
    },
  }
  return world
}

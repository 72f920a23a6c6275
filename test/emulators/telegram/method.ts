import type { ApiMethods, Opts } from '@grammyjs/types'
import type { RateModel } from './rate.ts'
import type { UpdateQueue } from './queue.ts'
import type { Upload } from './upload.ts'
import type { World } from './world.ts'
import type { Webhook } from './webhook.ts'

/** What a method handler may touch. */
export type Stage = {
  world: World
  queue: UpdateQueue
  rate: RateModel
  webhook: Webhook
  /** Notes something the real API would let pass but a bot should not do. */
  complain(method: string, what: string): void
  queryExpiresMs: number
}

/** Handlers by method name; parameters arrive already checked against their declared shape. */
export type Methods = {
  [M in keyof ApiMethods<Upload>]?: (
    parameters: Opts<Upload>[M],
    stage: Stage,
    gone: (leave: () => void) => void,
  ) => unknown
}

import type { ResponseParameters } from '@grammyjs/types'

/** An answer with `ok: false`, thrown by method handlers and turned into JSON by the server. */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: ResponseParameters | undefined
  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

/** Answers 400 with Telegram's prefix. @throws always */
export function badRequest(reason: string, parameters?: ResponseParameters): never {
  throw new Refusal(400, `Bad Request: ${reason}`, parameters)
}

/** Answers 403 with Telegram's prefix. @throws always */
export function forbidden(reason: string): never {
  throw new Refusal(403, `Forbidden: ${reason}`)
}

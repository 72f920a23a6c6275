import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Fault, Faults } from './faults.ts'
import type { Stage } from './method.ts'
import type { Answer } from './perform.ts'
import { findMethod, perform, refused } from './perform.ts'
import { readBody, readParameters } from './read-request.ts'

/** One request as it came and as it was answered. */
export type Call = {
  method: string
  parameters: Record<string, unknown>
  answer: Answer | undefined
  atMs: number
  fault?: Fault['kind']
}

export type ServerOptions = {
  token: string
  stage: Stage
  faults: Faults
  calls: Call[]
  /** Called when a request has come and again when it has taken effect. */
  changed: () => void
}

/** The HTTP face: `/bot<token>/<method>` and `/file/bot<token>/<path>`, with faults put in on the way. */
export function createApiServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return // the client left while sending; nothing took effect
      options.stage.complain(
        'emulator',
        `failed inside: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      answer(response, refused(500, 'Internal Server Error'))
    })
  })
}

async function handle(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { token, stage, faults } = options
  const url = new URL(request.url ?? '/', 'http://emulator')
  const body = await readBody(request)
  const [, kind, givenToken, rest] = /^\/(bot|file\/bot)([^/]*)\/(.+)$/.exec(url.pathname) ?? []
  if (rest === undefined) return answer(response, refused(404, 'Not Found'))
  if (givenToken !== token) return answer(response, refused(401, 'Unauthorized'))
  if (kind === 'file/bot') return download(stage, decodeURIComponent(rest), response)

  const method = findMethod(rest)
  if (!method) {
    stage.complain(rest, 'is no emulated method')
    return answer(response, refused(404, 'Not Found: method not found'))
  }
  const fault = faults.pick(method)
  const call: Call = {
    method,
    parameters: {},
    answer: undefined,
    atMs: stage.world.clock.nowMs(),
    ...(fault && { fault: fault.kind }),
  }
  options.calls.push(call)
  options.changed() // those who wait for a poll to have begun
  try {
    call.parameters = readParameters(method, request.headers['content-type'] ?? '', url.searchParams, body)
  } catch (error) {
    stage.complain(method, `unreadable request: ${String(error)}`)
    return answer(response, refused(400, "Bad Request: can't parse request"))
  }
  if (fault && strikesBefore(fault, call, stage, request, response)) return options.changed()

  call.answer = await perform(stage, method, call.parameters, leave => response.on('close', leave))
  options.changed()
  if (fault?.kind === 'answer-lost') return
  if (fault?.kind === 'reset-after') return void request.socket.resetAndDestroy()
  if (fault?.kind === 'slow') await new Promise(resolve => setTimeout(resolve, fault.delayMs))
  answer(response, call.answer)
}

/** True when the request ends here, without effect. */
function strikesBefore(
  fault: Fault,
  call: Call,
  stage: Stage,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  switch (fault.kind) {
    case 'flood':
      stage.rate.mustWait(scopeOf(call), fault.retryAfterSeconds)
      call.answer = refused(429, `Too Many Requests: retry after ${fault.retryAfterSeconds}`, {
        retry_after: fault.retryAfterSeconds,
      })
      answer(response, call.answer)
      return true
    case 'refuse':
      call.answer = refused(fault.code, fault.description)
      answer(response, call.answer)
      return true
    case 'server-error':
      if (fault.html)
        response.writeHead(fault.code, { 'content-type': 'text/html' }).end(`<html><h1>${fault.code}</h1></html>`)
      else answer(response, refused(fault.code, 'Internal Server Error'))
      return true
    case 'hang-before':
      return true
    case 'reset-before':
      request.socket.resetAndDestroy()
      return true
    case 'answer-lost':
    case 'reset-after':
    case 'slow':
      return false
  }
}

/** What a 429 is about: the chat, or the method when it has none. */
function scopeOf({ method, parameters }: Call): number | string {
  return parameters.chat_id === undefined ? method : Number(parameters.chat_id)
}

function answer(response: ServerResponse, content: Answer): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(content.ok ? 200 : content.error_code, { 'content-type': 'application/json' })
  response.end(JSON.stringify(content))
}

function download(stage: Stage, path: string, response: ServerResponse): void {
  const file = [...stage.world.files.values()].find(one => one.path === path)
  if (!file) return answer(response, refused(404, 'Not Found'))
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length })
  response.end(file.bytes)
}

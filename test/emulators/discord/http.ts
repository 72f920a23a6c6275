import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BodyKind } from './check.ts'
import { checkBody } from './check.ts'
import type { Fault, Faults } from './faults.ts'
import type { Limiter } from './limits.ts'
import { Refusal, refuse } from './refusal.ts'
import type { Json } from './world.ts'

export type Upload = { field: string; filename: string; contentType: string; bytes: Uint8Array }

/** A request as a route sees it. */
export type Call = {
  params: Record<string, string>
  query: URLSearchParams
  body: Json
  uploads: Upload[]
  reason: string | null
}

/** Status and body of a good answer; `undefined` body is 204. */
export type Route = {
  method: string
  path: string
  /** How the body is checked; absent when the route takes none. */
  body?: BodyKind
  /** Interaction callbacks and webhooks carry their own token and are exempt from the global limit. */
  open?: boolean
  answer(call: Call): unknown
}

/** One request as it came in, for assertions. `status` is 0 while nothing was answered (hang, reset). */
export type Recorded = {
  route: string
  method: string
  path: string
  body: Json
  status: number
  at: number
  reason: string | null
}

export type Desk = {
  routes: Route[]
  faults: Faults
  limiter: Limiter
  token: () => string
  now: () => number
  requests: Recorded[]
  complain: (route: string, problem: string) => void
  counters: { invalid: number; ignored429: number; answered429: number }
}

/** Answers one HTTP request the way Discord does: faults, token, limits, body check, route. */
export async function handle(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const method = request.method ?? 'GET'
  const path = url.pathname.replace(/^\/api(\/v\d+)?/, '')
  const found = findRoute(desk.routes, method, path)
  const route = found ? `${method} ${found.route.path}` : `${method} ${path}`
  const raw = await readAll(request)
  const reason = request.headers['x-audit-log-reason']
  const recorded: Recorded = { route, method, path, body: {}, status: 0, at: desk.now(), reason: null }
  if (typeof reason === 'string') recorded.reason = decodeURIComponent(reason)
  desk.requests.push(recorded)
  const reply = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    recorded.status = status
    if ([401, 403, 429].includes(status) && headers['X-RateLimit-Scope'] !== 'shared') desk.counters.invalid++
    if (response.destroyed) return
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
    response.writeHead(status, { ...headers, ...type, Via: '1.1 emulator' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  const limited = (retryAfterMs: number, scope: string, headers: Record<string, string> = {}) => {
    desk.counters.answered429++
    const seconds = Math.max(retryAfterMs, 1) / 1000
    reply(
      429,
      { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
      {
        ...headers,
        'Retry-After': String(seconds),
        'X-RateLimit-Scope': scope,
        ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
      },
    )
  }

  const major = found?.params.channel ?? found?.params.guild ?? found?.params.token ?? ''
  const fault = desk.faults.draw(route)
  if (fault?.kind === 'hang-before') return
  if (fault?.kind === 'reset-before') return reset(request)
  if (fault?.kind === 'slow') await sleep(fault.ms)
  const verdict = desk.limiter.take(route, major, found?.route.open ?? false)
  if (verdict.ignored) desk.counters.ignored429++
  if (verdict.ignored) desk.complain(route, 'sent before retry_after had passed')
  if (verdict.limited) return limited(verdict.limited.retryAfterMs, verdict.limited.scope, verdict.headers)
  if (fault?.kind === 'rate-limit') {
    desk.limiter.block(route, major, fault.retryAfterMs, fault.scope ?? 'user')
    return limited(fault.retryAfterMs, fault.scope ?? 'user', verdict.headers)
  }
  if (fault?.kind === 'error')
    return reply(
      fault.status,
      { code: fault.code ?? 0, message: fault.message ?? `${fault.status}: fault` },
      verdict.headers,
    )

  try {
    if (!found) {
      desk.complain(route, 'unknown route')
      refuse(0)
    }
    if (!found.route.open && request.headers.authorization !== `Bot ${desk.token()}`)
      throw new Refusal(401, 0, '401: Unauthorized')
    const { body, uploads } = await parseBody(request.headers['content-type'] ?? '', raw)
    recorded.body = body
    if ((recorded.reason?.length ?? 0) > 512) refuse(50035, 'X-Audit-Log-Reason: longer than 512')
    if (raw.length > 25 * 1024 * 1024) throw new Refusal(413, 40005, 'Request entity too large')
    const faultsFound = found.route.body ? checkBody(found.route.body, body) : []
    for (const problem of faultsFound) desk.complain(route, problem)
    if (faultsFound.length > 0) refuse(50035, faultsFound)
    const answer = await found.route.answer({
      params: found.params,
      query: url.searchParams,
      body,
      uploads,
      reason: recorded.reason,
    })
    afterwards(fault, () => reply(answer === undefined ? 204 : 200, answer, verdict.headers), request, reply)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 30046) return old(error)
    reply(error.status, errorBody(error), verdict.headers)
  }

  // 30046 comes as a 429 that names its code: a client that treats it as a rate limit waits and tries again.
  function old(error: Refusal): void {
    const seconds = Number(error.details ?? 20)
    desk.counters.answered429++
    desk.limiter.block(route, major, seconds * 1000, 'user')
    reply(
      429,
      { message: error.message, code: error.code, retry_after: seconds, global: false },
      { ...verdict.headers, 'Retry-After': String(seconds), 'X-RateLimit-Scope': 'shared' },
    )
  }
}

function afterwards(
  fault: Fault | undefined,
  answer: () => void,
  request: IncomingMessage,
  reply: (status: number, body: unknown) => void,
) {
  if (fault?.kind === 'hang-after') return
  if (fault?.kind === 'reset-after') return reset(request)
  if (fault?.kind === 'error-after') return reply(fault.status, { code: 0, message: `${fault.status}: fault` })
  answer()
}

function errorBody(error: Refusal): Json {
  const list = Array.isArray(error.details) ? (error.details as string[]) : undefined
  if (!list) return { message: error.message, code: error.code }
  const errors = { _errors: list.map(message => ({ code: 'BASE_TYPE_BAD_LENGTH', message })) }
  return { message: error.message, code: error.code, errors }
}

function findRoute(routes: Route[], method: string, path: string) {
  const parts = path.split('/')
  const fitting: { route: Route; params: Record<string, string> }[] = []
  for (const route of routes) {
    if (route.method !== method) continue
    const pattern = route.path.split('/')
    if (pattern.length !== parts.length) continue
    const params: Record<string, string> = {}
    const fits = pattern.every((part, at) => {
      const given = parts[at] ?? ''
      if (!part.startsWith(':')) return part === given
      params[part.slice(1)] = decodeURIComponent(given)
      return given !== ''
    })
    if (fits) fitting.push({ route, params })
  }
  // `/messages/pins` is not a message called pins: the more literal path wins.
  const count = (one: { params: Record<string, string> }) => Object.keys(one.params).length
  return fitting.toSorted((a, b) => count(a) - count(b))[0]
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function parseBody(contentType: string, raw: Buffer): Promise<{ body: Json; uploads: Upload[] }> {
  if (raw.length === 0) return { body: {}, uploads: [] }
  if (!contentType.startsWith('multipart/form-data')) return { body: parseJson(raw.toString('utf8')), uploads: [] }
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData()
  const uploads: Upload[] = []
  for (const [field, part] of form)
    if (typeof part !== 'string')
      uploads.push({
        field,
        filename: part.name,
        contentType: part.type,
        bytes: new Uint8Array(await part.arrayBuffer()),
      })
  const text = form.get('payload_json')
  return { body: typeof text === 'string' ? parseJson(text) : {}, uploads }
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new Refusal(400, 50109, 'The request body contains invalid JSON.')
  }
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy()
}

import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseChat } from './check-request.ts'

/** A server that speaks the OpenAI API as far as it is used, over a real socket, and misbehaves on purpose. */

/** What a call meets instead of an answer; the names say what the client sees. */
export type Fault =
  | 'refusal'
  | 'content-filter'
  | 'cut-off'
  | 'html'
  | 'html-error'
  | 'empty-choices'
  | 'null-content'
  | 'not-json'
  | 'wrong-shape'
  | 'half-json'
  | 'hang'
  | 'drop'
  | 'rate-limit'
  | 'quota'
  | 'key-refused'
  | 'not-found'
  | 'server-error'
  | 'overloaded'
  | 'no-schema'

export type ChatRequest = {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly response_format?: {
    readonly json_schema: { readonly name: string; readonly schema: Record<string, unknown> }
  }
  readonly temperature?: number
}

export type ModelServer = {
  /** For OPENAI_BASE_URL. */
  readonly url: string
  readonly key: string
  /** Chat requests that passed the check, in order. */
  readonly chats: ChatRequest[]
  /** What the real API would have refused, in its words. A test that expects none asserts this is empty. */
  readonly refused: string[]
  readonly transcriptions: { readonly model: string; readonly bytes: number; readonly name: string }[]
  readonly moderations: { readonly input: string }[]
  /** The next calls of any kind meet these, one each. */
  fail(...faults: Fault[]): void
  /** Every call meets this until told otherwise. */
  always(fault: Fault | undefined): void
  close(): Promise<void>
}

export type Brain = {
  /** The assistant's text for a request; an object is sent as JSON. */
  chat?(request: ChatRequest): unknown
  /** How long an answer takes. */
  delayMs?(request: ChatRequest): number
  transcribe?(audio: Buffer): string
  /** Categories that are flagged. */
  moderate?(input: string): readonly string[]
}

const KEY = 'sk-emulated-key-0000'

export async function startModelServer(brain: Brain = {}): Promise<ModelServer> {
  const planned: Fault[] = []
  let standing: Fault | undefined
  const hanging = new Set<ServerResponse>()
  const state: Pick<ModelServer, 'chats' | 'refused' | 'transcriptions' | 'moderations'> = {
    chats: [],
    refused: [],
    transcriptions: [],
    moderations: [],
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      state.refused.push(`emulator: ${String(error)}`)
      json(response, 500, { error: { message: String(error) } })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const refuse = (status: number, message: string, rest: Record<string, unknown> = {}) => {
      state.refused.push(`${request.url ?? ''}: ${message}`)
      json(response, status, { error: { message, type: 'invalid_request_error', param: null, code: null, ...rest } })
    }
    if (request.headers.authorization !== `Bearer ${KEY}`) return refuse(401, 'Incorrect API key provided')
    if (request.method !== 'POST') return refuse(405, 'Not allowed to GET')
    const fault = planned.shift() ?? standing
    if (request.url === '/v1/chat/completions') {
      const chat = JSON.parse(body.toString()) as ChatRequest
      const refusal = refuseChat(chat)
      if (refusal) return refuse(refusal.status, refusal.message, { param: refusal.param, code: refusal.code })
      state.chats.push(chat)
      if (fault && misbehave(fault, response, chat)) return
      await new Promise(resolve => setTimeout(resolve, brain.delayMs?.(chat) ?? 0))
      return json(response, 200, completion(chat, brain.chat?.(chat) ?? ''))
    }
    if (fault && misbehave(fault, response)) return
    if (request.url === '/v1/audio/transcriptions') {
      const form = await new Response(new Uint8Array(body), {
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      }).formData()
      const file = form.get('file')
      if (!(file instanceof File)) return refuse(400, 'file is required')
      const model = form.get('model')
      if (typeof model !== 'string' || model === '') return refuse(400, 'model is required')
      if (!/\.(flac|m4a|mp3|mp4|mpeg|mpga|oga|ogg|wav|webm)$/.test(file.name))
        return refuse(400, `Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'ogg', 'wav', 'webm']`)
      state.transcriptions.push({ model, bytes: file.size, name: file.name })
      const audio = Buffer.from(await file.arrayBuffer())
      return json(response, 200, { text: brain.transcribe?.(audio) ?? '' })
    }
    if (request.url === '/v1/moderations') {
      const { input } = JSON.parse(body.toString()) as { input: string; model?: string }
      if (typeof input !== 'string' || input === '') return refuse(400, "'input' is required")
      state.moderations.push({ input })
      const flagged = brain.moderate?.(input) ?? []
      const names = ['self-harm', 'self-harm/intent', 'self-harm/instructions', 'violence', 'harassment']
      const categories = Object.fromEntries(names.map(name => [name, flagged.includes(name)]))
      const scores = Object.fromEntries(names.map(name => [name, flagged.includes(name) ? 0.93 : 0.01]))
      return json(response, 200, {
        id: 'modr-1',
        model: 'omni-moderation-latest',
        results: [{ flagged: flagged.length > 0, categories, category_scores: scores }],
      })
    }
    return refuse(404, `Unknown request URL: POST ${request.url ?? ''}`)
  }

  /** @returns whether the call has been answered (or never will be) */
  function misbehave(fault: Fault, response: ServerResponse, chat?: ChatRequest): boolean {
    const error = (status: number, message: string, rest: Record<string, unknown> = {}) =>
      json(response, status, { error: { message, type: 'error', param: null, code: null, ...rest } })
    const request = chat ?? { model: 'gpt-4o-mini', messages: [] }
    switch (fault) {
      case 'refusal':
        json(response, 200, completion(request, null, { refusal: "I'm sorry, I can't help with that." }))
        return true
      case 'content-filter':
        json(response, 200, completion(request, '', {}, 'content_filter'))
        return true
      case 'cut-off':
        json(response, 200, completion(request, '{"summary":"Someone', {}, 'length'))
        return true
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in to the network</body></html>')
        return true
      case 'html-error':
        response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>')
        return true
      case 'empty-choices':
        json(response, 200, { ...completion(request, ''), choices: [] })
        return true
      case 'null-content':
        json(response, 200, completion(request, null))
        return true
      case 'not-json':
        json(response, 200, completion(request, 'Sure! The person was hacked.'))
        return true
      case 'half-json':
        json(response, 200, completion(request, '{"patterns":[{"id":"amazon-takeover"'))
        return true
      case 'wrong-shape':
        json(response, 200, completion(request, { verdict: 'hacked', facts: 'all of them' }))
        return true
      case 'hang':
        hanging.add(response)
        return true
      case 'drop':
        response.destroy()
        return true
      case 'rate-limit':
        response.setHeader('retry-after', '0')
        error(429, 'Rate limit reached for requests', { code: 'rate_limit_exceeded' })
        return true
      case 'quota':
        error(429, 'You exceeded your current quota, please check your plan and billing details.', {
          code: 'insufficient_quota',
        })
        return true
      case 'key-refused':
        error(401, 'Incorrect API key provided: sk-emul****0000.', { code: 'invalid_api_key' })
        return true
      case 'not-found':
        error(404, `The model \`${request.model}\` does not exist or you do not have access to it.`)
        return true
      case 'server-error':
        error(500, 'The server had an error while processing your request.')
        return true
      case 'overloaded':
        error(503, 'The engine is currently overloaded, please try again later.')
        return true
      case 'no-schema':
        if (!chat?.response_format) return false
        planned.unshift('no-schema')
        error(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.")
        return true
      default:
        return fault satisfies never
    }
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the emulator got no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    key: KEY,
    ...state,
    fail: (...faults) => void planned.push(...faults),
    always: fault => void (standing = fault),
    async close() {
      for (const response of hanging) response.destroy()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

function completion(
  { model }: Pick<ChatRequest, 'model'>,
  answer: unknown,
  extra: Record<string, unknown> = {},
  finish = 'stop',
) {
  const content = answer === null || typeof answer === 'string' ? answer : JSON.stringify(answer)
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_764_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, ...extra },
        logprobs: null,
        finish_reason: finish,
      },
    ],
    usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
  }
}

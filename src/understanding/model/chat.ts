import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessage } from '@langchain/core/messages'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'

/** Which model, where. `model` by LangChain's `provider:name` wins over the OpenAI fields. */
export type ModelSettings = {
  readonly apiKey?: string
  readonly baseUrl?: string
  readonly openaiModel?: string
  readonly model?: string
}

export type Answered =
  | { readonly ok: true; readonly answer: unknown; readonly tokens: number }
  | { readonly ok: false; readonly failure: Failure; readonly error?: unknown; readonly tokens: number }

/** One question, one structured answer; never throws. */
export type Chat = {
  /** For logs and cache keys: `openai:gpt-4o-mini`. */
  readonly name: string
  ask(prompt: { system: string; user: string }, options: { timeoutMs: number }): Promise<Answered>
}

/** Beyond this an answer is not looked at. */
const MAX_ANSWER_CHARACTERS = 40_000

/**
 * Opens a chat that answers in one shape.
 * @param shape what an answer must look like; the request carries it as strict JSON schema
 * @param retries further attempts after a fault that may pass (429, 5xx, a broken connection)
 * @throws an Error naming the setting when the provider's package is missing or the name is unknown
 */
export async function openChat(
  settings: ModelSettings,
  shape: z.ZodType,
  shapeName: string,
  retries = 1,
): Promise<Chat> {
  return settings.model
    ? openAnyProvider(settings.model, shape, shapeName, retries)
    : openOpenAI(settings, shape, shapeName, retries)
}

/** Models that take a temperature; reasoning models refuse it, and others know best themselves. */
const TAKES_TEMPERATURE = /^(gpt-3|gpt-4)/

async function openOpenAI(
  settings: ModelSettings,
  shape: z.ZodType,
  shapeName: string,
  retries: number,
): Promise<Chat> {
  const { ChatOpenAI } = await import('@langchain/openai')
  const model = settings.openaiModel ?? 'gpt-4o-mini'
  const open = (temperature: boolean) =>
    new ChatOpenAI({
      model,
      apiKey: settings.apiKey ?? 'none',
      maxRetries: retries,
      // The one request form that OpenAI-compatible servers share.
      useResponsesApi: false,
      ...(temperature ? { temperature: 0 } : {}),
      ...(settings.baseUrl ? { configuration: { baseURL: settings.baseUrl } } : {}),
    })
  const { $schema: _, ...schema } = z.toJSONSchema(shape)
  const format = rawAnswers({
    type: 'json_schema' as const,
    json_schema: { name: shapeName, strict: true, schema },
  })
  let temperature = TAKES_TEMPERATURE.test(model)
  let structured = true
  let client = open(temperature)

  async function ask(prompt: { system: string; user: string }, timeoutMs: number): Promise<Answered> {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const message = await client.invoke(messagesOf(prompt), {
        signal,
        ...(structured ? { response_format: format } : {}),
      })
      return answerOf(message)
    } catch (error) {
      return { ok: false, failure: signal.aborted ? 'timeout' : failureOf(error), error, tokens: 0 }
    }
  }
  /** What a server said it doesn't take is left out from then on. */
  function plainer({ failure, error }: { failure: Failure; error?: unknown }): boolean {
    if (failure !== 'bad-request' || !(error instanceof Error)) return false
    if (temperature && /temperature/i.test(error.message)) {
      temperature = false
      client = open(false)
      return true
    }
    if (structured && /response_format|json_schema|schema|structured/i.test(error.message)) {
      structured = false
      return true
    }
    return false
  }
  return {
    name: `openai:${model}`,
    async ask(prompt, { timeoutMs }) {
      const first = await ask(prompt, timeoutMs)
      return !first.ok && plainer(first) ? ask(prompt, timeoutMs) : first
    },
  }
}

async function openAnyProvider(name: string, shape: z.ZodType, shapeName: string, retries: number): Promise<Chat> {
  const { initChatModel } = await import('langchain')
  const model = (await initChatModel(name, { maxRetries: retries })) as unknown as BaseChatModel
  const structured = model.withStructuredOutput<Record<string, unknown>>(shape as z.ZodType<Record<string, unknown>>, {
    name: shapeName,
    includeRaw: true,
  })
  return {
    name,
    async ask(prompt, { timeoutMs }) {
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const { raw, parsed } = await structured.invoke(messagesOf(prompt), { signal })
        const tokens = tokensOf(raw as AIMessage)
        const answer: unknown = parsed
        return answer === null || answer === undefined ? answerOf(raw) : { ok: true, answer, tokens }
      } catch (error) {
        return { ok: false, failure: signal.aborted ? 'timeout' : failureOf(error), error, tokens: 0 }
      }
    },
  }
}

const messagesOf = ({ system, user }: { system: string; user: string }) => [
  { role: 'system' as const, content: system },
  { role: 'user' as const, content: user },
]

const tokensOf = ({ usage_metadata: usage }: Pick<AIMessage, 'usage_metadata'>) => usage?.total_tokens ?? 0

function answerOf(message: Pick<AIMessage, 'content' | 'usage_metadata' | 'response_metadata'>): Answered {
  const tokens = tokensOf(message)
  const text = typeof message.content === 'string' ? message.content : JSON.stringify(message.content)
  if (text.trim() === '') return { ok: false, failure: 'empty', tokens }
  const answer = jsonIn(text)
  return answer === undefined ? { ok: false, failure: 'not-json', tokens } : { ok: true, answer, tokens }
}

/** The JSON object in an answer, also where a model wrapped it in a fence or a sentence. */
export function jsonIn(text: string): unknown {
  if (text.length > MAX_ANSWER_CHARACTERS) return undefined
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end < start) return undefined
  try {
    return JSON.parse(text.slice(start, end + 1))
  } catch {
    // Not JSON after all: the caller counts it as such.
    return undefined
  }
}

/**
 * The OpenAI client parses a schema's answer itself and throws the text away when it can't. With these two marks (those of
 * its own zod helper) it leaves the text to us.
 */
function rawAnswers<Format extends object>(format: Format): Format {
  return Object.defineProperties(format, {
    $brand: { value: 'auto-parseable-response-format', enumerable: false },
    $parseRaw: { value: () => null, enumerable: false },
  })
}

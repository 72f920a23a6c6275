import OpenAI from 'openai'

/** The plain OpenAI client, for what LangChain has no part in: audio and moderation. */
export type OpenAISettings = { readonly apiKey: string; readonly baseUrl?: string }

const TIMEOUT_MS = 20_000

export const openOpenAI = ({ apiKey, baseUrl }: OpenAISettings): OpenAI =>
  new OpenAI({ apiKey, maxRetries: 1, timeout: TIMEOUT_MS, ...(baseUrl ? { baseURL: baseUrl } : {}) })

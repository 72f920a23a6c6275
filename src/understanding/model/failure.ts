/** Why a model gave nothing that can be used. The operator reads one line; the person notices nothing. */
export type Failure =
  | 'cut-off'
  | 'refused'
  | 'empty'
  | 'not-json'
  | 'wrong-shape'
  | 'rate-limited'
  | 'quota'
  | 'key-refused'
  | 'not-found'
  | 'server'
  | 'bad-request'
  | 'network'
  | 'timeout'
  | 'resting'
  | 'budget'

/** What the operator does about it. */
export const HINTS: Readonly<Record<Failure, string>> = {
  'cut-off': 'the answer was cut off; the model may need a larger output limit',
  refused: 'the provider filtered or refused the text; nothing to do',
  empty: 'the answer held no text; check OPENAI_BASE_URL and OPENAI_MODEL when this stays',
  'not-json': 'the answer was not JSON; check that OPENAI_BASE_URL is an API and the model follows a schema',
  'wrong-shape': 'the answer had another shape; a model that supports structured output reads better',
  'rate-limited': 'the provider asks to slow down; raise its limit when this stays',
  quota: 'the quota at the provider is used up; top it up',
  'key-refused': 'the provider refused the key: renew OPENAI_API_KEY and restart',
  'not-found': 'unknown model or address: check OPENAI_MODEL and OPENAI_BASE_URL',
  server: 'the provider has trouble; nothing to do',
  'bad-request': 'the provider refused the request; the model may not know structured output',
  network: 'the provider could not be reached: check OPENAI_BASE_URL and the network',
  timeout: 'the provider was too slow; a faster model reads more texts in time',
  resting: 'after several failures no call is made for a while',
  budget: 'the day’s or the case’s allowance is used up',
}

/** Tells what went wrong by what the clients throw; they share no error type. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'network'
  const { name, message } = error
  const status = (error as { status?: unknown }).status
  if (name === 'AbortError' || name === 'TimeoutError' || /abort|timed? ?out/i.test(message)) return 'timeout'
  if (name.startsWith('LengthFinishReason') || /length limit was reached/i.test(message)) return 'cut-off'
  if (name.startsWith('ContentFilter') || /content filter/i.test(message)) return 'refused'
  if (status === 429) return /quota|billing|credit/i.test(message) ? 'quota' : 'rate-limited'
  if (status === 401 || status === 403) return 'key-refused'
  if (status === 404) return 'not-found'
  if (typeof status === 'number') return status >= 500 ? 'server' : 'bad-request'
  if (name === 'SyntaxError') return 'not-json'
  if (name === 'TypeError' && !/fetch/i.test(message)) return 'empty'
  return 'network'
}

import { pino } from 'pino'

/** What a log line may hold: ids, counts, names of things; never what a person wrote. */
export type Fields = Readonly<Record<string, unknown>>

export type Log = {
  debug(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
}

/** The allow-list: any other field is dropped, so that a careless line can't carry a person's words. */
const ALLOWED = new Set([
  'caseId', 'duty', 'platform', 'tries', 'error', 'timer', 'count', 'lateMs', 'tookMs', 'port', 'file', 'version', 'reason', 'code',
  'method', 'status', 'retryAfterMs', 'route', 'attempt', 'setting', 'shard', 'url', 'hint', 'open', 'waiting', 'pattern', 'seed',
]) // prettier-ignore

/** Tokens as Discord and Telegram write them, also inside URLs (`/bot<token>/`): no library's error text may carry one into a log. */
const TOKENS =
  /(?<!\d)\d{6,12}:[A-Za-z0-9_-]{20,}|\b[A-Za-z0-9_-]{20,30}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{25,}|\bsk-[A-Za-z0-9_-]{12,}/g
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

const tame = (text: string) => text.replace(TOKENS, '[token]').replace(CONTROL, ' ').slice(0, 300)

/** An error as one line: its name, code and message, without stack or request. */
function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return tame(String(error))
  const code = (error as { code?: string | number }).code
  const cause = error.cause instanceof Error ? ` (${error.cause.name}: ${error.cause.message})` : ''
  return tame(`${error.name}${code === undefined ? '' : ` ${String(code)}`}: ${error.message}${cause}`)
}

function only(fields: Fields): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (!ALLOWED.has(name) || value === undefined) continue
    if (name === 'error') kept[name] = errorLine(value)
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value
    else if (typeof value === 'string') kept[name] = tame(value)
  }
  return kept
}

/**
 * Structured lines on standard error, so that the terminal chat keeps its screen.
 * @param level - a pino level, or `silent`
 * @param stream - where lines go; tests read them back
 */
export function openLog(level: string, stream?: { write(line: string): void }): Log {
  const logger = pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    stream ?? pino.destination(2),
  )
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: Fields = {}) =>
      logger[name](only(fields), event)
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

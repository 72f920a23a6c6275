import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { TimeZone } from './core/ids.ts'

/** The environment, parsed once at start; every fault at once, each naming its variable. */

const Port = z.coerce.number().int().min(0).max(65_535)
const Level = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])

const Environment = z.object({
  DISCORD_TOKEN: z.string().min(20, 'is too short to be a token').optional(),
  DISCORD_API: z.url().default('https://discord.com/api'),
  DISCORD_MESSAGE_CONTENT: z.stringbool().default(false),
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]{20,}$/, 'is not a bot token; copy it from @BotFather')
    .optional(),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
  WEBHOOK_URL: z.url().optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: z.url().optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-4o-mini'),
  MODEL: z
    .string()
    .regex(/^[\w-]+:.+$/, 'is written provider:name')
    .optional(),
  STORE_URL: z.string().default('sqlite:./data/kakekomi.sqlite'),
  DATA_KEY: z.string().optional(),
  DATA_KEY_FILE: z.string().optional(),
  HTTP_PORT: Port.optional(),
  HEARTBEAT_URL: z.url().optional(),
  LOG_LEVEL: Level.optional(),
  TZ_DEFAULT: TimeZone.default('Asia/Tokyo'),
})

export type Config = z.infer<typeof Environment>

/** Secrets that may come from a file instead: `DISCORD_TOKEN_FILE=/run/secrets/discord`. */
const FROM_FILE = ['DISCORD_TOKEN', 'TELEGRAM_TOKEN', 'OPENAI_API_KEY'] as const

export class ConfigError extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigError'
  }
}

/** @throws {ConfigError} one line per bad or missing value, naming the variable, never its value */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const values: Record<string, string> = {}
  const faults: string[] = []
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && value.trim() !== '') values[name] = value.trim()
  for (const name of FROM_FILE) {
    const file = values[`${name}_FILE`]
    if (!file || values[name]) continue
    try {
      values[name] = readFileSync(file, 'utf8').trim()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
      faults.push(`${name}_FILE: ${file} can't be read (${code})`)
    }
  }
  const parsed = Environment.safeParse(values)
  if (!parsed.success) for (const issue of parsed.error.issues) faults.push(`${issue.path.join('.')}: ${issue.message}`)
  if (parsed.data?.WEBHOOK_URL && parsed.data.HTTP_PORT === undefined)
    faults.push('WEBHOOK_URL: needs HTTP_PORT, where Telegram is answered')
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults)
  return parsed.data
}

/**
 * What the published OpenAI API accepts, as far as it is used: unknown arguments, a temperature for reasoning models and
 * a schema outside the strict subset are refused, as the real one refuses them.
 */

export type Refusal = {
  readonly status: number
  readonly message: string
  readonly param?: string
  readonly code?: string
}

const CHAT_ARGUMENTS = new Set([
  'model', 'messages', 'response_format', 'temperature', 'max_tokens', 'max_completion_tokens', 'stream', 'n', 'stop', 'seed',
  'user', 'tools', 'tool_choice', 'top_p', 'presence_penalty', 'frequency_penalty', 'reasoning_effort', 'metadata', 'store',
]) // prettier-ignore
const ROLES = new Set(['system', 'developer', 'user', 'assistant', 'tool'])
const REASONING = /^(o\d|gpt-5)/

/** Limits of strict structured output: nesting, properties, enum values, characters of all names and values. */
const MAX_DEPTH = 10
const MAX_PROPERTIES = 5_000
const MAX_ENUM_VALUES = 1_000
const MAX_LONG_ENUM_CHARACTERS = 15_000
const MAX_SCHEMA_CHARACTERS = 120_000
const KEYWORDS = new Set([
  'type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'anyOf', 'description', '$defs', '$ref',
  'pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems', 'title',
]) // prettier-ignore

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** @returns undefined when the real API would take the request */
export function refuseChat(body: unknown): Refusal | undefined {
  const bad = (message: string, param?: string, code = 'invalid_value'): Refusal => ({
    status: 400,
    message,
    param,
    code,
  })
  if (!isObject(body)) return bad('We could not parse the JSON body of your request.')
  for (const name of Object.keys(body))
    if (!CHAT_ARGUMENTS.has(name)) return bad(`Unrecognized request argument supplied: ${name}`, name)
  if (typeof body['model'] !== 'string' || body['model'] === '')
    return bad('you must provide a model parameter', 'model')
  if (body['temperature'] !== undefined && REASONING.test(body['model']))
    return bad(
      "Unsupported value: 'temperature' does not support 0 with this model.",
      'temperature',
      'unsupported_value',
    )
  const { messages } = body
  if (!Array.isArray(messages) || messages.length === 0) return bad("[] is too short - 'messages'", 'messages')
  for (const [index, message] of messages.entries()) {
    if (!isObject(message)) return bad('a message is an object', `messages[${index}]`)
    if (!ROLES.has(message['role'] as string)) return bad('unknown role', `messages[${index}].role`)
    if (typeof message['content'] !== 'string') return bad('content is a string here', `messages[${index}].content`)
    for (const name of Object.keys(message))
      if (!['role', 'content', 'name'].includes(name)) return bad(`Additional properties are not allowed: ${name}`)
  }
  return body['response_format'] === undefined ? undefined : refuseFormat(body['response_format'])
}

function refuseFormat(format: unknown): Refusal | undefined {
  const bad = (message: string): Refusal => ({ status: 400, message, param: 'response_format', code: 'invalid_schema' })
  if (!isObject(format) || format['type'] !== 'json_schema') return bad('response_format is of an unknown type')
  const named = format['json_schema']
  if (!isObject(named)) return bad('Missing required parameter: response_format.json_schema')
  for (const name of Object.keys(named))
    if (!['name', 'description', 'schema', 'strict'].includes(name)) return bad(`Unknown parameter: ${name}`)
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(String(named['name']))) return bad('the name does not match the pattern')
  if (named['strict'] !== true) return undefined
  const size = { properties: 0, enumValues: 0, characters: 0 }
  const fault = strictFault(named['schema'], 1, size, 'schema')
  if (fault) return bad(`Invalid schema for response_format: ${fault}`)
  if (size.properties > MAX_PROPERTIES) return bad('too many properties')
  if (size.enumValues > MAX_ENUM_VALUES) return bad('too many enum values')
  if (size.characters > MAX_SCHEMA_CHARACTERS) return bad('the schema is too long')
  return undefined
}

function strictFault(
  schema: unknown,
  depth: number,
  size: { properties: number; enumValues: number; characters: number },
  at: string,
): string | undefined {
  if (!isObject(schema)) return `${at} is not a schema`
  if (depth > MAX_DEPTH) return `${at} is nested too deep`
  for (const keyword of Object.keys(schema)) if (!KEYWORDS.has(keyword)) return `${at}: '${keyword}' is not permitted`
  if (Array.isArray(schema['enum'])) {
    const values = schema['enum'] as unknown[]
    const characters = values.reduce<number>((sum, value) => sum + String(value).length, 0)
    if (values.length === 0) return `${at}: an enum has no value`
    if (new Set(values).size < values.length) return `${at}: an enum value stands twice`
    if (values.length > 250 && characters > MAX_LONG_ENUM_CHARACTERS) return `${at}: an enum is too long`
    size.enumValues += values.length
    size.characters += characters
  }
  if (depth === 1 && schema['type'] !== 'object') return `${at}: schema must be a JSON Schema of 'type: "object"'`
  if (schema['type'] === 'object') {
    if (schema['additionalProperties'] !== false) return `${at}: 'additionalProperties' is required to be false`
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    const names = Object.keys(properties)
    const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : []
    const missing = names.find(name => !required.includes(name))
    if (missing) return `${at}: 'required' is required to include every key in properties. Missing '${missing}'.`
    size.properties += names.length
    size.characters += names.join('').length
    for (const [name, child] of Object.entries(properties)) {
      const fault = strictFault(child, depth + 1, size, `${at}.${name}`)
      if (fault) return fault
    }
  }
  return schema['type'] === 'array' ? strictFault(schema['items'], depth + 1, size, `${at}.items`) : undefined
}

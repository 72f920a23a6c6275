import type { IncomingMessage } from 'node:http'
import { checkValue } from './check-shape.ts'
import { methodShapes } from './shapes.ts'
import type { Upload } from './upload.ts'
import { parseMultipart } from './upload.ts'

/** The whole body of a request. Rejects when the client leaves half-way. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * Parameters from any of the four encodings the API takes: query string, urlencoded, JSON, multipart.
 * @throws Error when the body is not what its content type says
 */
export function readParameters(
  method: string,
  contentType: string,
  query: URLSearchParams,
  body: Buffer,
): Record<string, unknown> {
  const fromQuery = decodeStrings(method, query.entries())
  if (contentType.startsWith('application/json')) {
    const json: unknown = body.length ? JSON.parse(body.toString()) : {}
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('the body is no JSON object')
    return { ...fromQuery, ...json }
  }
  if (contentType.startsWith('multipart/form-data')) {
    const { fields, files } = parseMultipart(body, contentType)
    const direct = Object.fromEntries(files)
    const attached = attach(decodeStrings(method, fields.entries()), files) as Record<string, unknown>
    const used = new Set(Object.keys(attached))
    // A file part named like a parameter is that parameter; the others are meant by an attach:// reference.
    const plain = Object.fromEntries(
      Object.entries(direct).filter(([name]) => isParameter(method, name) && !used.has(name)),
    )
    return { ...fromQuery, ...plain, ...attached }
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { ...fromQuery, ...decodeStrings(method, new URLSearchParams(body.toString()).entries()) }
  }
  return fromQuery
}

/** Form values are strings; what the method declares as something else is JSON inside the string. */
function decodeStrings(method: string, entries: Iterable<[string, string]>): Record<string, unknown> {
  const declared = methodShapes.get(method.toLowerCase())?.fields()
  const decoded: Record<string, unknown> = {}
  for (const [name, value] of entries) {
    const field = declared?.get(name)
    const isText = value.startsWith('attach://') || !field || checkValue(value, field.shape, name).length === 0
    decoded[name] = isText ? value : parsed(value)
  }
  return decoded
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value // left as it came: the shape check then says what was expected
  }
}

function attach(value: unknown, files: Map<string, Upload>): unknown {
  if (typeof value === 'string' && value.startsWith('attach://'))
    return files.get(value.slice('attach://'.length)) ?? value
  if (Array.isArray(value)) return value.map(item => attach(item, files))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, attach(item, files)]))
}

function isParameter(method: string, name: string): boolean {
  return methodShapes.get(method.toLowerCase())?.fields().has(name) ?? false
}

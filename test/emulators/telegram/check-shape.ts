import { isUpload } from './upload.ts'
import type { Field, Shape } from './shapes.ts'
import { methodShapes } from './shapes.ts'

/** One thing wrong with a request. `ignored` marks what the real API would accept silently. */
export type Problem = { path: string; what: string; ignored?: boolean }

/** Compares a request's parameters with the declared ones. An empty list means all is well. */
export function checkParameters(method: string, parameters: Record<string, unknown>): Problem[] {
  const declared = methodShapes.get(method.toLowerCase())
  if (!declared) return [{ path: method, what: 'no such method' }]
  return checkFields(parameters, declared.fields(), '')
}

/** Compares any value with a shape; used for requests, and for the updates the emulator itself sends. */
export function checkValue(value: unknown, shape: Shape, path: string): Problem[] {
  switch (shape.kind) {
    case 'any':
      return []
    case 'never':
      return [{ path, what: 'must not be present' }]
    case 'upload':
      return isUpload(value) ? [] : [{ path, what: 'expected an uploaded file' }]
    case 'literal':
      return value === shape.value
        ? []
        : [{ path, what: `expected ${JSON.stringify(shape.value)}, got ${show(value)}` }]
    case 'string':
    case 'boolean':
      return typeof value === shape.kind ? [] : [{ path, what: `expected a ${shape.kind}, got ${show(value)}` }]
    case 'number':
      return Number.isFinite(value) ? [] : [{ path, what: `expected a number, got ${show(value)}` }]
    case 'named':
      return checkValue(value, shape.shape(), path)
    case 'array':
      if (!Array.isArray(value)) return [{ path, what: `expected a list, got ${show(value)}` }]
      return value.flatMap((item, index) => checkValue(item, shape.of, `${path}[${index}]`))
    case 'union':
      return nearest(shape.of.map(part => checkValue(value, part, path)))
    case 'object':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return [{ path, what: `expected an object, got ${show(value)}` }]
      }
      return checkFields(value as Record<string, unknown>, shape.fields(), path)
  }
}

function checkFields(value: Record<string, unknown>, fields: Map<string, Field>, path: string): Problem[] {
  const problems: Problem[] = []
  const at = (name: string) => (path ? `${path}.${name}` : name)
  for (const [name, field] of fields) {
    if (value[name] !== undefined) problems.push(...checkValue(value[name], field.shape, at(name)))
    else if (!field.optional && field.shape.kind !== 'never') problems.push({ path: at(name), what: 'is missing' })
  }
  for (const name of Object.keys(value)) {
    if (!fields.has(name)) problems.push({ path: at(name), what: 'unknown parameter name', ignored: true })
  }
  return problems
}

/** Of a union, the member that fits best speaks: fewest real problems, then fewest in all. */
function nearest(attempts: Problem[][]): Problem[] {
  const weight = (problems: Problem[]) =>
    problems.reduce((sum, problem) => sum + (problem.ignored ? 1 : 1000 / problem.path.split('.').length), 0)
  return attempts.reduce((best, next) => (weight(next) < weight(best) ? next : best))
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? typeof value).slice(0, 60)
}

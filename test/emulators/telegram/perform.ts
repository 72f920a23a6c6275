import type { ResponseParameters } from '@grammyjs/types'
import { checkParameters, checkValue } from './check-shape.ts'
import { checkLimits } from './limits.ts'
import type { Methods, Stage } from './method.ts'
import { botMethods } from './methods-bot.ts'
import { chatMethods } from './methods-chats.ts'
import { messageMethods } from './methods-messages.ts'
import { Refusal } from './refusal.ts'
import { methodShapes } from './shapes.ts'

const methods: Methods = { ...botMethods, ...messageMethods, ...chatMethods }

export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: ResponseParameters }

/** The names of all emulated methods. */
export const emulatedMethods: readonly string[] = Object.keys(methods)

/** The method's own spelling (the API ignores case), or undefined when it is not emulated. */
export function findMethod(name: string): keyof Methods | undefined {
  const declared = methodShapes.get(name.toLowerCase())?.name
  return declared !== undefined && declared in methods ? (declared as keyof Methods) : undefined
}

/** Checks and carries out one request. What is wrong is both answered and noted with the stage. */
export async function perform(
  stage: Stage,
  method: keyof Methods,
  parameters: Record<string, unknown>,
  gone: (leave: () => void) => void,
): Promise<Answer> {
  const problems = checkParameters(method, parameters)
  for (const { path, what } of problems) stage.complain(method, `${path} ${what}`)
  const problem = problems.find(one => !one.ignored)
  if (problem) return refused(400, `Bad Request: ${inTelegramsWords(problem.path, problem.what)}`)
  const breaches = checkLimits(method, parameters)
  for (const { why, description } of breaches) stage.complain(method, `${description}: ${why}`)
  if (breaches[0]) return refused(400, `Bad Request: ${breaches[0].description}`)
  try {
    stage.rate.passMethod(method)
    const handler = methods[method] as (parameters: unknown, stage: Stage, gone: (leave: () => void) => void) => unknown
    const result = await handler(parameters, stage, gone)
    const shape = methodShapes.get(method.toLowerCase())?.result() ?? { kind: 'any' }
    for (const { path, what } of checkValue(result, shape, 'result'))
      stage.complain('emulator', `${method}: ${path} ${what}`)
    return { ok: true, result }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.message, error.parameters)
    throw error
  }
}

export function refused(code: number, description: string, parameters?: ResponseParameters): Answer {
  return { ok: false, error_code: code, description, ...(parameters && { parameters }) }
}

function inTelegramsWords(path: string, what: string): string {
  if (what !== 'is missing') return `${path} ${what}`
  if (path === 'chat_id') return 'chat_id is empty'
  if (path === 'text') return 'message text is empty'
  return `parameter "${path}" is required`
}

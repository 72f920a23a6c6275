import type { Effect, Line } from '../core/effects.ts'
import type { Action } from '../core/intents.ts'

/** Names for what a message says and what a button does: for conversations played in tests, never shown to a person. */

/** `answer/mail_flood/yes`, `done/change-password`, `show/plan`, `show/how/change-password`. */
export function actionName(action: Action): string {
  const parts = Object.entries(action).flatMap(([name, value]): string[] => {
    if (name === 'minutes' || value === undefined) return []
    if (typeof value === 'object' && value !== null) return Object.entries(value as Record<string, string>).flat()
    return [String(value)]
  })
  return parts.join('/')
}

export const aboutOf = (effect: Effect): string[] => [
  ...effect.lines.flatMap(about),
  ...(effect.show ? [`show:${typeof effect.show === 'string' ? effect.show : Object.values(effect.show).join()}`] : []),
]

function about(line: Line): string[] {
  if ('text' in line) return [`text:${line.text}`]
  if ('step' in line) return [line.part === 'text' ? `step:${line.step}` : `${line.part}:${line.step}`]
  if ('fact' in line) return [`${line.part}:${line.fact}`]
  if ('pattern' in line) return [`${line.part}:${line.pattern}`]
  if ('wait' in line) return [line.part === 'text' ? `wait:${line.wait}` : `wait-${line.part}:${line.wait}`]
  if ('contacts' in line) return line.contacts.map(purpose => `contact:${purpose}`)
  if ('preview' in line) return ['preview']
  if ('said' in line) return ['said']
  if ('steps' in line) return line.steps.map(step => `${line.as}:${step}`)
  if ('waiting' in line) return line.waiting.map(wait => `waiting:${wait}`)
  return ['progress']
}

import type { Case } from '../core/case.ts'
import type { Event } from '../core/events.ts'
import type { Duty } from './casefile.ts'

/**
 * What still waits to be sent, looked at again at every commit: no ping leaves after somebody took the case or it was closed,
 * nothing of the case reaches an account that is doubted or left behind, and of two edits of one card only the newer counts.
 */
export function stillWanted(
  waiting: readonly Duty[],
  fresh: readonly Duty[],
  events: readonly Event[],
  state: Case,
): Duty[] {
  const left = new Set(events.flatMap(event => (event.type === 'moved' ? [event.from] : [])))
  const doubted = events.some(({ type }) => type === 'suspected') ? new Set([state.subject, state.reporter]) : undefined
  const edited = new Set(fresh.flatMap(duty => (duty.effect.editOnly ? [`${duty.effect.card}@${duty.edits}`] : [])))
  return waiting.filter(({ audience, effect, edits }) => {
    if (isPing(effect) && (state.phase !== 'open' || state.help.status !== 'calling')) return false
    if (audience !== 'helpers' && audience !== 'moderators' && (left.has(audience) || doubted?.has(audience)))
      return false
    return !(effect.editOnly && edited.has(`${effect.card}@${edits}`))
  })
}

const isPing = ({ card, editOnly }: Duty['effect']) => card === 'ping' && !editOnly

import type { Event } from '../core/events.ts'
import type { Scene } from './render.ts'
import type { Rich } from './rich.ts'

/**
 * Everything kept about a person's case, for another program: `{ case, language, …, events: [{ type, at, by, … }] }`.
 * Times are ISO 8601 in UTC. Other people's account ids and what helpers write for each other are theirs and stay out.
 */
export function exportJson({ state, events }: Scene): Rich {
  const record = {
    format: 'kakekomi-case/1',
    case: state.id,
    language: state.language,
    timeZone: state.timeZone,
    country: state.country,
    service: state.service,
    events: events.flatMap(event => entry(event, [state.subject, state.reporter])),
  }
  return [{ text: inert(JSON.stringify(record, null, 1)), style: 'code' }]
}

const NOT_THEIRS = new Set(['hash', 'salt', 'safeWord', 'community'])
const ACCOUNT = /^(?:discord|telegram|terminal):/

function entry(event: Event, own: readonly string[]): object[] {
  if (event.type === 'noted' && event.private) return []
  const { at, ...rest } = event
  const whose = (value: unknown): unknown =>
    typeof value === 'string' && ACCOUNT.test(value) ? (own.includes(value) ? 'you' : 'somebody else') : value
  const fields = Object.entries(rest)
    // How a safe word is checked is no part of the story; whoever finds the file must not get to try words on it.
    .filter(([name]) => !NOT_THEIRS.has(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(whose) : whose(value)])
  return [{ at: new Date(at).toISOString(), ...(Object.fromEntries(fields) as object) }]
}

/** The same JSON, written so that no app makes a mention, a tag or a link of it. */
const inert = (json: string) =>
  json.replaceAll('@', '\\u0040').replaceAll('<', '\\u003c').replaceAll('`', '\\u0060').replaceAll('://', ':\\/\\/')

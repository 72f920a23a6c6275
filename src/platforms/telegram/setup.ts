import type { Address } from '../../engine/messages.ts'

/**
 * `/setup` in a group: nobody knows chat ids by heart, so the place it is sent in is the place that is meant.
 * `/setup` alone: helpers are called here. `/setup rooms`, `/setup moderators`, several at once, a language, and
 * `retention=30` or `country=JP` for the rest. Rooms show what a person wrote, so they are never chosen unasked.
 */

const PLACES = new Set(['helpers', 'moderators', 'rooms'])
const LANGUAGES = new Set(['ja', 'en'])

/** @returns input of the desk's `setup`; unknown words are left out */
export function readSetup(rest: string, place: Address): Record<string, string> {
  const here = place.thread === undefined || place.thread.startsWith('r') ? place.chat : `${place.chat}/${place.thread}`
  const input: Record<string, string> = {}
  for (const word of rest.toLowerCase().split(/\s+/).filter(Boolean)) {
    const [name = '', value] = word.split('=')
    // A room is a topic of its own: it is opened in the group, not inside another topic.
    if (PLACES.has(name)) input[name] = value ?? (name === 'rooms' ? place.chat : here)
    else if (LANGUAGES.has(name)) input['language'] = name
    else if (value && (name === 'country' || name === 'retention' || name === 'language')) input[name] = value
  }
  return rest.trim() === '' ? { helpers: here } : input
}

import { expect } from 'vitest'
import { openLibrary } from '../src/content/library.ts'
import type { Case } from '../src/core/case.ts'
import { decide } from '../src/core/decide.ts'
import type { Effect } from '../src/core/effects.ts'
import type { Event } from '../src/core/events.ts'
import { fold } from '../src/core/evolve.ts'
import { CaseId, PersonId } from '../src/core/ids.ts'
import type { FactId } from '../src/core/ids.ts'
import type { Intent, Reading } from '../src/core/intents.ts'
import { react } from '../src/core/react.ts'
import { DEFAULT_POLICY, NO_ROSTER } from '../src/core/roster.ts'
import type { Policy, Roster } from '../src/core/roster.ts'
import { aboutOf } from '../src/engine/names.ts'

/** Small words for sentences about the core: given a case, when somebody wishes something, then this happened and was said. */

export const library = openLibrary()
export const { playbook } = library
export const minute = (count: number) => count * 60_000
export const person = PersonId.parse('terminal:victim')
export const helper = PersonId.parse('terminal:helper')
export const stranger = PersonId.parse('terminal:stranger')

export const roster: Roster = {
  helpers: [
    {
      id: helper,
      name: 'Yuki',
      languages: ['ja', 'en'],
      skills: [],
      timeZone: 'Asia/Tokyo',
      onDuty: true,
      loadLimit: 3,
      ring: 1,
      lead: false,
      reachableSince: 0,
    },
  ],
  moderators: [],
  load: new Map(),
}

export const reading = (
  facts: Record<string, boolean> = {},
  logits: Record<string, number> = {},
  rest: Partial<Reading> = {},
): Reading => ({
  text: 'story',
  language: 'en',
  facts: Object.entries(facts).map(([fact, value]) => ({ fact: fact as FactId, value, quote: 'story' })),
  logits,
  amounts: [],
  secrets: [],
  crisis: false,
  threat: false,
  secondHit: false,
  ...rest,
})

type Wish = Intent extends infer Each ? (Each extends Intent ? Omit<Each, 'by'> & { by?: PersonId } : never) : never

/** A case to go on with. Times are minutes since it was opened. */
export function given(
  facts: Record<string, boolean> = {},
  logits: Record<string, number> = { 'amazon-takeover': 3 },
  options: { roster?: Roster; rest?: Partial<Reading>; policy?: Partial<Policy> } = {},
) {
  const setting = { playbook, roster: options.roster ?? NO_ROSTER }
  const open: Intent = {
    type: 'open',
    id: CaseId.parse('aaaaaaaaaa'),
    by: person,
    subject: person,
    language: 'en',
    timeZone: 'Asia/Tokyo',
    policy: { ...DEFAULT_POLICY, ...options.policy },
    reading: reading(facts, logits, options.rest),
  }
  const opened = decide(open, fold([]), setting, 0)
  return scene(opened, fold([]), fold(opened), [open])

  function scene(events: Event[], before: Case, state: Case, intents: Intent[]) {
    const effects: Effect[] = react(events, before, state, setting, intents)
    const heard = (who: PersonId = person) =>
      effects
        .filter(
          ({ to }) =>
            ('person' in to && to.person === who) ||
            ('helper' in to && to.helper === who) ||
            ('helpers' in to && to.helpers.includes(who)),
        )
        .flatMap(aboutOf)
    return {
      events,
      state,
      effects,
      heard,
      when(wish: Wish, at = 60_000) {
        const intent = { by: person, ...wish } as Intent
        const next = decide(intent, state, setting, at)
        return scene(next, state, fold(next, state), [intent])
      },
      then(...types: Event['type'][]) {
        expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(types))
        return this
      },
      says(...keys: string[]) {
        for (const key of keys) expect(heard()).toContain(key)
        return this
      },
      refuses(reason: string) {
        expect(events).toMatchObject([{ type: 'refused', reason }])
        expect(heard()).toContain(`text:refused.${reason}`)
        return this
      },
    }
  }
}

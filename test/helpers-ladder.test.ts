import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Case } from '../src/core/case.ts'
import { decide } from '../src/core/decide.ts'
import type { Event } from '../src/core/events.ts'
import { fold } from '../src/core/evolve.ts'
import { CaseId, PersonId } from '../src/core/ids.ts'
import type { Intent } from '../src/core/intents.ts'
import { react } from '../src/core/react.ts'
import { DEFAULT_POLICY } from '../src/core/roster.ts'
import type { Roster } from '../src/core/roster.ts'
import { timers } from '../src/core/timers.ts'
import { playbook, reading } from './given.ts'

/** Whatever people press, in whatever order, with the clock running: what must always and never hold of a call. */

const person = PersonId.parse('telegram:hana')
const crew = ['discord:aoi', 'discord:ben', 'telegram:chika'].map(id => PersonId.parse(id))
const roster: Roster = {
  helpers: crew.map((id, n) => ({
    id,
    name: id,
    languages: ['ja', 'en'],
    skills: [],
    timeZone: 'Asia/Tokyo',
    onDuty: n !== 2,
    loadLimit: 2,
    ring: (n + 1) as 1 | 2 | 3,
    lead: n === 0,
    reachableSince: 1,
    ...(n === 1 ? { quiet: { from: 0, to: 60 } } : {}),
  })),
  moderators: [PersonId.parse('discord:mod')],
  load: new Map(),
}
const setting = { playbook, roster }

type Move = { readonly kind: 'wait'; readonly minutes: number } | { readonly kind: 'wish'; readonly intent: Intent }

const helper = fc.constantFrom(...crew)
const byHelper = (type: 'claim' | 'pass' | 'release' | 'still-here' | 'not-them' | 'trust-again' | 'vouch') =>
  helper.map((by): Move => ({ kind: 'wish', intent: { type, by } }))
const byPerson = (
  type: 'offer-help' | 'call' | 'decline-help' | 'close' | 'reopen' | 'prove' | 'forget' | 'keep-open',
) => fc.constant<Move>({ kind: 'wish', intent: { type, by: person } })
/** What somebody else in the person's account would want. */
const thiefs = fc.constantFrom<Move>(
  { kind: 'wish', intent: { type: 'show', what: 'export', by: person } },
  { kind: 'wish', intent: { type: 'forget', by: person } },
  { kind: 'wish', intent: { type: 'close', by: person } },
  { kind: 'wish', intent: { type: 'set-safe-word', salt: 'salt', hash: 'hash', by: person } },
)
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 70 }).map((minutes): Move => ({ kind: 'wait', minutes })) },
  { weight: 2, arbitrary: byPerson('call') },
  { weight: 3, arbitrary: byHelper('claim') },
  byHelper('pass'),
  byHelper('release'),
  byHelper('still-here'),
  byHelper('not-them'),
  byHelper('trust-again'),
  byHelper('vouch'),
  byPerson('keep-open'),
  byPerson('offer-help'),
  byPerson('decline-help'),
  byPerson('close'),
  byPerson('reopen'),
  byPerson('prove'),
  thiefs,
  fc.tuple(helper, helper).map(([by, to]): Move => ({ kind: 'wish', intent: { type: 'hand-over', by, to } })),
  helper.map((by): Move => ({ kind: 'wish', intent: { type: 'take-over', by, reason: 'night shift' } })),
  fc.constant<Move>({
    kind: 'wish',
    intent: { type: 'tell', by: person, reading: reading({ order_unknown: true }) },
  }),
)

/** A night in which help was called for; what comes then is anybody's. */
const night = fc
  .array(move, { minLength: 4, maxLength: 24 })
  .map((moves): Move[] => [{ kind: 'wish', intent: { type: 'call', by: person } }, ...moves])

function play(
  moves: readonly Move[],
  watch: (step: { events: Event[]; before: Case; state: Case; now: number; intent: Intent }) => void,
) {
  let now = Date.parse('2026-11-24T00:30:00+09:00')
  let state = fold([])
  const turn = (intent: Intent) => {
    const before = state
    const events = decide(intent, before, setting, now)
    state = fold(events, before)
    watch({ events, before, state, now, intent })
  }
  turn({
    type: 'open',
    id: CaseId.parse('aaaaaaaaaa'),
    by: person,
    subject: person,
    language: 'en',
    timeZone: 'Asia/Tokyo',
    policy: DEFAULT_POLICY,
    reading: reading({}, { 'amazon-takeover': 3 }),
  })
  for (const item of moves) {
    if (item.kind === 'wish') {
      turn(item.intent)
      // The same press once more, late: harmless.
      turn(item.intent)
      continue
    }
    const until = now + item.minutes * 60_000
    for (let n = 0; n < 50; n++) {
      const due = timers(state, playbook)
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at)[0]
      if (!due) break
      now = Math.max(now, due.at)
      turn({ type: 'clock', timer: due.name, lateMs: 0, by: person })
    }
    now = until
  }
}

const pinged = (step: { events: Event[]; before: Case; state: Case; intent: Intent }) =>
  react(step.events, step.before, step.state, setting, [step.intent]).filter(
    ({ card, editOnly }) => card === 'ping' && !editOnly,
  )

test('an open, unclaimed case that was called for has a ring ahead of it, or its ladder has ended and that was said', () => {
  let ended = 0
  fc.assert(
    fc.property(night, moves => {
      play(moves, ({ events, before, state, now, intent }) => {
        if (state.phase === 'open' && state.help.status === 'calling') {
          const ring = timers(state, playbook).find(({ name }) => name === 'ring')
          expect(ring).toBeDefined()
          // A ring that a wish to close held back is due at once when the wish falls: then it rings, and something comes of it.
          if (ring && ring.at < now) {
            const late: Intent = { type: 'clock', timer: 'ring', lateMs: now - ring.at, by: person }
            expect(decide(late, state, setting, now)).not.toEqual([])
          }
        }
        if (events.some(({ type }) => type === 'rings-ended')) {
          ended += 1
          const said = react(events, before, state, setting, [intent])
          expect(said.some(({ to }) => 'moderators' in to)).toBe(true)
          if (!state.suspect)
            expect(said.some(({ lines }) => lines.some(line => 'text' in line && line.text === 'help.ended'))).toBe(
              true,
            )
        }
      })
    }),
    { numRuns: 120 },
  )
  expect(ended).toBeGreaterThan(0)
})

test('nobody is called while somebody has the case, nor after it was closed', () => {
  fc.assert(
    fc.property(night, moves => {
      play(moves, step => {
        if (step.state.phase !== 'open' || step.state.help.status === 'claimed') expect(pinged(step)).toEqual([])
      })
    }),
    { numRuns: 120 },
  )
})

test('there is at most one owner, always a helper of the roster, and it changes only with an event that names both', () => {
  let changes = 0
  fc.assert(
    fc.property(night, moves => {
      play(moves, ({ events, before, state }) => {
        const { owner, status } = state.help
        expect(owner !== undefined).toBe(status === 'claimed')
        if (owner) expect(crew).toContain(owner)
        if (before.help.owner !== owner) {
          changes += 1
          const names = ['claimed', 'handed-over', 'taken-over', 'released', 'claim-expired', 'closed', 'forgotten']
          expect(events.some(({ type }) => names.includes(type))).toBe(true)
        }
      })
    }),
    { numRuns: 120 },
  )
  expect(changes).toBeGreaterThan(50)
})

test('a ring that rings late, twice or for a call that is over changes nothing', () => {
  fc.assert(
    fc.property(night, fc.constantFrom('ring', 'claim', 'trust', 'held:forget', 'held:close'), (moves, timer) => {
      let last: Case = fold([])
      let at = 0
      play(moves, ({ state, now }) => {
        last = state
        at = now
      })
      const wanted = timers(last, playbook).some(({ name }) => name === timer)
      const events = decide({ type: 'clock', timer, lateMs: 0, by: person }, last, setting, at)
      if (!wanted) expect(events).toEqual([])
    }),
    { numRuns: 120 },
  )
})

test('while the account is doubted, not a word of the case goes to it', () => {
  let doubted = 0
  fc.assert(
    fc.property(night, moves => {
      play(moves, ({ events, before, state, intent }) => {
        if (!state.suspect) return
        doubted += 1
        for (const effect of react(events, before, state, setting, [intent])) {
          if (!('person' in effect.to)) continue
          expect(effect.show).toBeUndefined()
          for (const line of effect.lines)
            expect('text' in line ? line.text : JSON.stringify(line)).toMatch(/^(suspect\.|refused\.)/)
        }
      })
    }),
    { numRuns: 120 },
  )
  expect(doubted).toBeGreaterThan(50)
})

test('a helper who said "not now" is not called again for this call', () => {
  fc.assert(
    fc.property(night, moves => {
      let passed = new Set<string>()
      play(moves, ({ events }) => {
        for (const event of events) {
          if (event.type === 'help-called') passed = new Set()
          if (event.type === 'passed' || event.type === 'released' || event.type === 'claim-expired')
            passed.add(event.helper)
          if (event.type === 'ring-called') for (const id of event.helpers) expect(passed.has(id)).toBe(false)
        }
      })
    }),
    { numRuns: 120 },
  )
})

test('with helpers in the case nothing a thief would want happens without ten minutes of notice and another’s yes, or a day of no objection', () => {
  const TEN_MINUTES = 600_000
  const DAY = 24 * 3_600_000
  const long = fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: thiefs },
        { weight: 2, arbitrary: byHelper('vouch') },
        { weight: 2, arbitrary: byHelper('claim') },
        { weight: 2, arbitrary: move },
        { weight: 2, arbitrary: fc.constantFrom(6, 9 * 60).map((minutes): Move => ({ kind: 'wait', minutes })) },
      ),
      { minLength: 6, maxLength: 24 },
    )
    .map((moves): Move[] => [{ kind: 'wish', intent: { type: 'call', by: person } }, ...moves])
  let granted = 0
  fc.assert(
    fc.property(long, moves => {
      let yes: { by: string; at: number }[] = []
      const asked = new Map<string, number>()
      play(moves, ({ events, before, state, now }) => {
        for (const event of events) {
          if (event.type === 'wishes-confirmed') yes.push({ by: event.by ?? '', at: now })
          if (event.type === 'suspected') {
            asked.clear()
            yes = []
          }
          if (event.type === 'wishes-dropped' || event.type === 'closed') asked.clear()
          if (event.type === 'wish-held' && before.held[event.wish]?.since !== state.held[event.wish]?.since)
            asked.set(event.wish, now)
          if (event.type !== 'wish-granted') continue
          granted += 1
          const since = asked.get(event.wish)
          expect(since).toBeDefined()
          const waited = now - (since ?? now)
          const own = event.wish !== 'close' && event.wish !== 'safe-word'
          const confirmed = yes.some(({ at }) => at >= (since ?? now))
          expect(waited).toBeGreaterThanOrEqual(TEN_MINUTES)
          if (!confirmed) expect(own && waited >= DAY).toBe(true)
          asked.delete(event.wish)
        }
        const owned = before.help.owner !== undefined && before.phase === 'open'
        const ends = events.filter(({ type }) => ['closed', 'forgotten', 'safe-word-set'].includes(type)).length
        if (owned && ends > 0) expect(events.some(({ type }) => type === 'wish-granted')).toBe(true)
      })
    }),
    { numRuns: 200 },
  )
  expect(granted).toBeGreaterThan(20)
})

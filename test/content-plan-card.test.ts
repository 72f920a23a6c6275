import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { render } from '../src/content/render.ts'
import { plainText } from '../src/content/rich.ts'
import { bands } from '../src/core/bands.ts'
import type { Case } from '../src/core/case.ts'
import { PRIORITY } from '../src/core/effects.ts'
import type { Language, StepId } from '../src/core/ids.ts'
import { plan } from '../src/core/plan.ts'
import type { PlanStep } from '../src/core/plan.ts'
import { NO_ROSTER } from '../src/core/roster.ts'
import { TEXT_LIMIT } from '../src/platforms/telegram/write.ts'
import { given, library, person, playbook } from './given.ts'

/** The whole plan on a phone: four parts with a heading each, in the order the plan has, short enough for one message. */

const ORDER = ['now', 'today', 'week', 'watch'] as const
const step = (id: string, urgency: (typeof ORDER)[number]): PlanStep => ({
  step: id as StepId,
  urgency,
  state: 'open',
  locks: [],
})

describe('bands', () => {
  test('what must come before something urgent stands with it', () => {
    const found = bands([step('first', 'today'), step('urgent', 'now'), step('then', 'today'), step('later', 'week')])
    expect(found.map(({ urgency, steps }) => [urgency, ...steps.map(one => one.step as string)])).toEqual([
      ['now', 'first', 'urgent'],
      ['today', 'then'],
      ['week', 'later'],
    ])
  })
  test('whatever the plan: nothing is lost or moved, each band comes once, the more urgent first', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ORDER)), urgencies => {
        const steps = urgencies.map((urgency, place) => step(`s${place}`, urgency))
        const found = bands(steps)
        expect(found.flatMap(band => band.steps)).toEqual(steps)
        const places = found.map(({ urgency }) => ORDER.indexOf(urgency))
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
      }),
    )
  })
})

const shown = (state: Case, language: Language) =>
  plainText(
    render(
      { type: 'say', to: { person }, lines: [], show: 'plan', buttons: [], priority: PRIORITY.card },
      { state, events: [], roster: NO_ROSTER, now: 0 },
      library,
      language,
    ).text,
  )
const ids = [...playbook.patterns.keys()]
const opened = given().state
const caseOf = (...patterns: readonly string[]): Case => ({
  ...opened,
  logits: Object.fromEntries(patterns.map((id, place) => [id, 4 - 0.2 * place])),
})

describe('the plan card', () => {
  test.each(ids)('%s: every part has its heading once, above its first step, in both languages', id => {
    const state = caseOf(id)
    for (const language of ['ja', 'en'] as const) {
      const rows = shown(state, language).split('\n')
      const places = bands(plan(state, playbook)).map(({ urgency }) => {
        const heading = library.texts[`plan.band.${urgency}`]?.[language] ?? ''
        expect(rows.filter(row => row === heading)).toHaveLength(1)
        return rows.indexOf(heading)
      })
      expect(places).toEqual([...places].sort((a, b) => a - b))
      for (const place of places) expect(rows[place + 1]).toMatch(/^(▶|○|🔒|✓|…)/)
    }
  })
  test('any three attacks at once fit one message of each app, with every step of the plan in it', () => {
    const long = fc.sample(fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(...ids))), 150).map(three => {
      const state = caseOf(...three)
      return Math.max(shown(state, 'ja').length, shown(state, 'en').length)
    })
    // Discord's components hold 4,000 characters in all, with the mention before the text.
    expect(Math.max(...long)).toBeLessThan(Math.min(TEXT_LIMIT, 3_900))
  })
})

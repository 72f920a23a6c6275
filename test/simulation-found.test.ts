import { describe, expect, test } from 'vitest'
import { openLibrary } from '../src/content/library.ts'
import { NO_CASE } from '../src/core/case.ts'
import type { Case } from '../src/core/case.ts'
import { PersonId } from '../src/core/ids.ts'
import type { FactId } from '../src/core/ids.ts'
import { react } from '../src/core/react.ts'
import { NO_ROSTER } from '../src/core/roster.ts'
import { timers } from '../src/core/timers.ts'

/** What simulated evenings found, each as its smallest sentence. */

const { playbook } = openLibrary()
const none: Case = { ...NO_CASE, phase: 'open', openedAt: 1, lastHeardAt: 1, shown: { focus: 'none' } }
const names = (state: Case) => timers(state, playbook).map(({ name }) => name)

describe('a story that reads like no incident', () => {
  test('is erased after a day when nobody was called', () => {
    expect(names(none)).toEqual(['retention'])
  })

  test('is not erased, and the rings go on, while helpers are being called', () => {
    const help = { ...none.help, status: 'calling', calledAt: 1, rounds: 1 } as const
    expect(names({ ...none, help })).toContain('ring')
    expect(names({ ...none, help })).not.toContain('retention')
  })

  test('is not erased while somebody is there, and they are asked again when silent', () => {
    const help = { ...none.help, status: 'claimed', ownerActiveAt: 1 } as const
    expect(names({ ...none, help })).toContain('claim')
    expect(names({ ...none, help })).not.toContain('retention')
  })
})

describe('/now', () => {
  const setting = { playbook, roster: NO_ROSTER }
  const by = PersonId.parse('telegram:1')
  const fact = [...playbook.facts.keys()][0] as FactId
  const asked: Case = {
    ...NO_CASE,
    phase: 'closed',
    subject: by,
    reporter: by,
    shown: { focus: 'act', question: fact },
  }
  const now = (state: Case) => react([], state, state, setting, [{ type: 'show', what: 'now', by }])

  test('shows the question that is open', () => {
    expect(now(asked)[0]?.lines).toEqual([{ fact, part: 'ask' }])
  })

  test('never asks what was answered, and shows the plan rather than nothing', () => {
    const [said] = now({ ...asked, answers: { [fact]: 'yes' } })
    expect(said?.lines).toEqual([])
    expect(said?.show).toBe('plan')
  })
})

import { describe, expect, test } from 'vitest'
import { openLibrary } from '../src/content/library.ts'
import { NO_CASE } from '../src/core/case.ts'
import type { Case } from '../src/core/case.ts'
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

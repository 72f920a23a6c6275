import { describe, expect, test } from 'vitest'
import type { StepId } from '../src/core/ids.ts'
import { timers } from '../src/core/timers.ts'
import { given, playbook, roster } from './given.ts'

describe('a crisis text', () => {
  const scene = given({ mail_flood: true }, { 'amazon-takeover': 3 }, { rest: { crisis: true }, roster })

  test('comes first, whatever else is in it: lines and a person, no checklist, no question about money', () => {
    scene.says('text:crisis', 'contact:crisis', 'text:crisis.stay')
    expect(scene.heard().filter(key => key.startsWith('ask:') || key.startsWith('step:'))).toEqual([])
  })
  test('offers helpers, whose ping says crisis and nothing else', () => {
    const called = scene.when({ type: 'call' })
    const ping = called.effects.find(({ card }) => card === 'ping')
    expect(ping?.lines).toContainEqual({ preview: expect.objectContaining({ crisis: true }) })
  })
  test('sets no clock that would nag about steps', () => {
    expect(timers(scene.state, playbook).filter(({ name }) => name === 'nudge' || name.startsWith('wait:'))).toEqual([])
  })
  test('the recovery goes on only when the person asks', () => {
    const still = scene.when({
      type: 'tell',
      reading: {
        text: 'ok',
        facts: [],
        logits: {},
        amounts: [],
        secrets: [],
        crisis: false,
        threat: false,
        secondHit: false,
      },
    })
    expect(still.state.shown.focus).toBe('crisis')
    still.says('text:crisis.here')
    expect(still.heard()).not.toContain('text:crisis')
    const on = still.when({ type: 'continue' })
    expect(on.state.crisis).toBe(false)
    expect(on.state.shown.step).toBe('screenshot-account' as StepId)
  })
  test('a threat to the body names the police, not a helpline alone', () => {
    given({}, { 'yami-baito': 3 }, { rest: { crisis: true, threat: true } }).says(
      'text:crisis.threat',
      'contact:emergency-police',
    )
  })
})

test('in a forwarded mail nothing of it counts as the person speaking', () => {
  const scene = given()
  const quoted = scene.when({
    type: 'tell',
    quoted: true,
    reading: {
      text: 'your account will be closed',
      facts: [{ fact: 'money_lost' as never, value: true }],
      logits: { 'fake-shop': 4 },
      amounts: [],
      secrets: [],
      crisis: true,
      threat: true,
      secondHit: false,
    },
  })
  expect(quoted.state.crisis).toBe(false)
  expect(quoted.state.facts).toEqual(scene.state.facts)
  expect(quoted.state.logits).toEqual(scene.state.logits)
})

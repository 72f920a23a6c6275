import { describe, expect, it } from 'vitest'
import { openLibrary } from '../src/content/library.ts'
import type { PersonId } from '../src/core/ids.ts'
import { screened } from '../src/engine/screen.ts'
import { screen } from '../src/understanding/screen.ts'

const { steps, facts, waits, patterns } = openLibrary().playbook
const ours = new Set<string>([steps, facts, waits, patterns].flatMap(known => [...known.keys()]))
const command = (input: Record<string, string>) =>
  screened(
    {
      id: 'x:1',
      from: 'terminal:a' as PersonId,
      place: { platform: 'terminal', chat: 'a', kind: 'private' },
      at: 0,
      what: { kind: 'command', name: 'done', input },
    },
    screen,
    word => ours.has(word),
  )

describe('what is typed into a command', () => {
  it('stays as it is when it names a step, a fact, a wait or a pattern of ours, whatever that reads like', () => {
    for (const id of ours) {
      const { inbound, answer } = command({ step: id })
      expect(answer, id).toBeUndefined()
      expect(inbound.what).toMatchObject({ input: { step: id } })
    }
  })

  it('loses a secret that stands beside such a name', () => {
    const { inbound, answer } = command({ text: 'lock-pay-app, my password is Kitten!2041' })
    expect(answer).toEqual({ note: 'secret.password', remove: true })
    expect(JSON.stringify(inbound.what)).not.toContain('Kitten')
  })
})

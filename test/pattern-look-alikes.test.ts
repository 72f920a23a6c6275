import { describe, expect, test } from 'vitest'
import { crossFaults } from '../src/content/faults.ts'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import type { FactId, PatternId } from '../src/core/ids.ts'
import { questions } from '../src/core/questions.ts'
import { likely, movedIf } from '../src/core/triage.ts'
import { given, playbook } from './given.ts'

/** Two attacks that look the same from outside: the bot asks what tells them apart, and the answer decides. */

type Rival = readonly [pattern: PatternId, other: PatternId, fact: FactId, trueMeans: 'this' | 'other']
const rivals = [...playbook.patterns.values()].flatMap(({ id, rivals }) =>
  rivals
    .filter(({ pattern }) => playbook.patterns.has(pattern))
    .map(({ pattern, fact, trueMeans }): Rival => [id, pattern, fact, trueMeans]),
)
const blank = { ...given().state, facts: {}, answers: {}, asked: [] }
const sideBySide = (pattern: string, other: string) => ({ ...blank, logits: { [pattern]: 0.4, [other]: 0.3 } })

describe('two look-alikes side by side', () => {
  test('there are such pairs for every pattern', () => {
    expect(new Set(rivals.flatMap(([pattern, other]) => [pattern, other])).size).toBe(playbook.patterns.size)
  })
  test.each(rivals)('%s or %s: the first question tells them apart', (pattern, other) => {
    const telling = rivals.flatMap(([one, two, fact]) =>
      (one === pattern && two === other) || (one === other && two === pattern) ? [fact] : [],
    )
    const asked = questions(sideBySide(pattern, other), playbook).map(({ fact }) => fact)
    const first = playbook.patterns.get(pattern)?.askFirst ?? []
    const second = playbook.patterns.get(other)?.askFirst ?? []
    expect(telling).toContain(asked.find(fact => !first.includes(fact) && !second.includes(fact)))
  })
  test.each(rivals)('%s or %s: the answer to %s decides', (pattern, other, fact, trueMeans) => {
    const ahead = (value: boolean) => {
      const scene = sideBySide(pattern, other)
      const moved = movedIf(scene, fact, value, playbook).map(({ after }) => after)
      const chance = (id: PatternId) =>
        [...moved, ...likely(scene, playbook)].find(one => one.pattern === id)?.probability ?? 0
      return chance(pattern) > chance(other)
    }
    expect(ahead(trueMeans === 'this')).toBe(true)
    // A no may leave both standing, but never speaks for the wrong one as much as a yes does for the right one.
    if (trueMeans === 'other') expect(ahead(true)).toBe(false)
  })
})

test('a question that does not tell two look-alikes apart is a fault of the content', () => {
  const { files } = readFiles(PROMPTS_DIRECTORY)
  const blunt = {
    ...files,
    patterns: files.patterns.map(one => ({
      ...one,
      signs: one.signs.filter(({ fact }) => fact !== ('phone_signal_lost' as FactId)),
    })),
  }
  expect(crossFaults(blunt).map(({ message }) => message)).toContain(
    'phone_signal_lost does not tell it from sim-swap: say under signs how typical it is in both',
  )
})

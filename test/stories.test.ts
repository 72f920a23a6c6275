import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { load as parse } from 'js-yaml'
import { expect, test } from 'vitest'
import { openLibrary } from '../src/content/library.ts'
import type { PatternId } from '../src/core/ids.ts'
import { Story, rehearse } from '../src/rehearsal.ts'
import { openEar } from '../src/understanding/ear.ts'

/** Whole conversations, written by people, played on a virtual clock against the real engine. */

const FOLDER = join(import.meta.dirname, 'stories')
const library = openLibrary()
const ear = openEar(new Set(library.facts.keys()))
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.yaml'))
  .sort()

test.each(files)('%s', async file => {
  const { lines, unmet } = await rehearse(readFileSync(join(FOLDER, file), 'utf8'), { library, ear })
  expect(unmet.map(({ beat, message }) => `beat ${beat}: ${message}`)).toEqual([])
  for (const line of lines) {
    if (line.kind !== 'out') continue
    // A message that shows a gap or a key is a message that went wrong.
    expect(line.text).not.toMatch(/\{\w+\}|undefined|\bnull\b|NaN|\[object/)
    expect(line.text.trim()).not.toBe('')
    for (const label of line.buttons.flat()) expect([...label].length).toBeLessThanOrEqual(40)
  }
})

test('every pattern is told twice, once in each language', () => {
  const told = [...library.patterns.keys()].flatMap(id => [`${id}.ja.yaml`, `${id}.en.yaml`])
  expect(files.flatMap(name => (name.startsWith('patterns') ? [basename(name)] : []))).toEqual(told.sort())
})

/** The facts that tell a pattern from a look-alike, said in its own file or in the other's. */
const telling = (id: PatternId) =>
  [...library.playbook.patterns.values()].flatMap(pattern =>
    pattern.rivals.filter(rival => pattern.id === id || rival.pattern === id).map(({ fact }) => fact as string),
  )
/** Questions that were asked and answered by a button right after, with a yes or a no. */
const resolved = ({ beats }: Story) =>
  beats.flatMap((beat, place) => {
    const next = beats[place + 1]
    if (!('bot' in beat) || !next || !('victim' in next)) return []
    const says = Array.isArray(beat.bot) ? beat.bot : beat.bot.says
    const { victim } = next
    const pressed = typeof victim === 'object' && 'press' in victim ? victim.press : ''
    return says.flatMap(said => {
      const fact = said.replace('ask:', '')
      return [`answer/${fact}/yes`, `answer/${fact}/no`].includes(pressed) ? [fact] : []
    })
  })

test.each([...library.patterns.keys()])('%s: a look-alike is resolved by a question in one of its two', id => {
  const asked = ['ja', 'en'].flatMap(language =>
    resolved(Story.parse(parse(readFileSync(join(FOLDER, 'patterns', `${id}.${language}.yaml`), 'utf8')))),
  )
  expect(asked.filter(fact => telling(id).includes(fact))).not.toEqual([])
})

test('the same conversation gives the same transcript', async () => {
  const file = readFileSync(join(FOLDER, files[0] ?? ''), 'utf8')
  const [first, second] = await Promise.all([rehearse(file, { library, ear }), rehearse(file, { library, ear })])
  expect(first.lines).toEqual(second.lines)
})

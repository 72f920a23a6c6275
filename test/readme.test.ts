import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rehearse } from '../src/rehearsal.ts'
import { README_LINES, withTranscript } from '../src/transcript.ts'
import { library } from './given.ts'

const ROOT = join(import.meta.dirname, '..')

test('the conversation in README is the one the bot has (npm run -s rehearse -- test/stories/founding-night.ja.yaml --readme README.md)', async () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const { lines } = await rehearse(readFileSync(join(ROOT, 'test/stories/founding-night.ja.yaml'), 'utf8'), { library })
  expect(withTranscript(readme, lines.slice(0, README_LINES))).toBe(readme)
})

test('README names every setting, and no setting that is not read', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const config = readFileSync(join(ROOT, 'src/config.ts'), 'utf8')
  const read = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '')
  expect(read.length).toBeGreaterThan(10)
  for (const name of read) expect(readme).toContain(`\`${name}`)
  const section = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## Write a pattern'))
  const named = [...section.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name]) => name ?? '')
  for (const name of named) expect([...read, ...read.map(known => `${known}_FILE`)]).toContain(name)
})

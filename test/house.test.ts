import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'

/** The house checks itself: who may import whom, and that words, commands and patterns are where they belong. */

const ROOT = join(import.meta.dirname, '..')
const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? sources(`${folder}/${entry.name}`)
      : entry.name.endsWith('.ts')
        ? [`${folder}/${entry.name}`]
        : [],
  )
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const imports = (file: string) =>
  [
    ...read(file).matchAll(
      /^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map(match => match[1] ?? match[2] ?? match[3] ?? '')

/** What each room may import, as seen from its own folder. */
const ROOMS: Record<string, RegExp> = {
  'src/core': /^(\.\/|zod$)/,
  'src/content': /^(\.\/|\.\.\/core\/|zod$|js-yaml$|node:)/,
  'src/engine': /^(\.\.?\/|\.\.\/(core|content|store)\/|\.\.\/\.\.\/(core|content|store)\/|zod$|node:)/,
  'src/store': /^(\.\/|zod$|keyv$|node:)/,
  'src/understanding':
    /^(\.\.?\/|\.\.\/(core|content|engine|store)\/|zod$|js-yaml$|openai|@langchain\/|langchain|node:)/,
  commands: /^(\.\/|\.\.\/src\/(core|engine)\/|zod$)/,
}

describe('each room imports only what it may', () => {
  for (const [room, allowed] of Object.entries(ROOMS))
    test(room, () => {
      const strangers = sources(room).flatMap(file =>
        imports(file)
          .filter(name => !allowed.test(name))
          .map(name => `${file} imports ${name}`),
      )
      expect(strangers).toEqual([])
    })

  test('the core imports nothing but itself and zod, and never reaches out of its folder', () => {
    for (const file of sources('src/core'))
      for (const name of imports(file)) expect(`${file}: ${name}`).toMatch(/: (\.\/[\w-]+\.ts|zod)$/)
  })

  test.each([
    ['discord.js', /^src\/platforms\/discord\//],
    ['grammy', /^src\/platforms\/telegram\//],
    ['openai', /^src\/understanding\//],
    ['@langchain', /^src\/understanding\//],
    ['langchain', /^src\/understanding\//],
    ['keyv', /^src\/store\//],
  ])('%s stays in its room', (library, home) => {
    const guests = sources('src').filter(file =>
      imports(file).some(name => name === library || name.startsWith(`${library}/`)),
    )
    expect(guests.filter(file => !home.test(file))).toEqual([])
  })

  test('reading and writing of a platform know no SDK', () => {
    const pure = sources('src/platforms').filter(file => /\/(read|write)\.ts$/.test(file))
    expect(pure.length).toBeGreaterThanOrEqual(2)
    for (const file of pure) expect(imports(file).filter(name => /^(discord\.js|grammy)/.test(name))).toEqual([])
  })
})

test('the core has no clock, no chance, no environment and waits for nothing', () => {
  const found = sources('src/core').flatMap(file =>
    [...read(file).matchAll(/Date\.now|new Date\(|Math\.random|process\.|\bawait\b|\basync\b|performance\./g)].map(
      ([word]) => `${file}: ${word}`,
    ),
  )
  expect(found).toEqual([])
})

test('no drawer: no file is called utils, helpers, misc or common', () => {
  expect(sources('src').filter(file => /\/(utils?|helpers?|misc|common)(\.ts|\/)/.test(file))).toEqual([])
})

test('every command file is listed once, under its own name', () => {
  const files = readdirSync(join(ROOT, 'commands'))
    .filter(name => name !== 'index.ts')
    .map(name => name.replace(/\.ts$/, ''))
  expect(commands.map(({ name }) => name).sort()).toEqual(files.sort())
})

test('no Japanese stands in code: sentences a person sees are in prompts/', () => {
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/
  const found = [...sources('src'), ...sources('commands')]
    .filter(file => !file.startsWith('src/understanding/'))
    .flatMap(file =>
      read(file)
        .split('\n')
        .map((line, index) => ({
          file,
          index,
          line: line.replace(/\/\/.*$|^\s*\/?\*.*$/, '').replace(/\/\*\*.*\*\//, ''),
        }))
        .filter(({ line }) => japanese.test(line))
        .map(({ index, line }) => `${file}:${index + 1} ${line.trim()}`),
    )
  expect(found).toEqual([])
})

describe('texts', () => {
  const { files } = readFiles(PROMPTS_DIRECTORY)
  const code = [...sources('src'), ...sources('commands')].map(read).join('\n')
  /** Keys put together in code: `secret.${kind}`, `refused.${reason}`, … */
  const BUILT =
    /^(secret|term|refused|command|urgency|language|timeline|nudge|plan\.band|service|help\.called|card|telegram|discord|stage|cases\.state|button\.ask|ask)\./

  test('every key the core names exists', () => {
    const named = [
      ...code.matchAll(
        /\btext: '([a-z][a-z0-9.-]+)'|\bbutton\(\s*'([a-z0-9.-]+)'|\bspeak\.(?:text|label)\('([a-z0-9.-]+)'/g,
      ),
    ].map(match => match[1] ?? match[2] ?? match[3] ?? '')
    expect(named.length).toBeGreaterThan(80)
    expect([...new Set(named)].filter(key => key !== 'text' && !(key in files.texts))).toEqual([])
  })

  test('every text is used', () => {
    const unused = Object.keys(files.texts).filter(
      key =>
        !BUILT.test(key) &&
        !['button.yes', 'button.no', 'button.own-words', 'trouble'].includes(key) &&
        !code.includes(`'${key}'`) &&
        !code.includes(`\`${key}\``) &&
        !code.includes(`"${key}"`),
    )
    expect(unused).toEqual([])
  })

  test('every command and option has its help in both languages', () => {
    const wanted = commands.flatMap(({ name, options }) => [
      `command.${name}`,
      ...options.map(option => `command.${name}.${option.name}`),
    ])
    expect(wanted.filter(key => !(key in files.texts))).toEqual([])
    for (const key of wanted)
      for (const language of ['ja', 'en'] as const)
        expect([...(files.texts[key]?.[language] ?? '')].length).toBeLessThanOrEqual(100)
  })
})

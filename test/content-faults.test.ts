import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { crossFaults } from '../src/content/faults.ts'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import { ContentError, openLibrary } from '../src/content/library.ts'

/** The check finds what it is for: each fault is planted into a copy of prompts/ and must be named with file and field. */

const folders: string[] = []
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })))

function planted(...edits: [file: string, from: string | RegExp, to: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), 'prompts-'))
  folders.push(folder)
  cpSync(PROMPTS_DIRECTORY, folder, {
    recursive: true,
    filter: path => !relative(PROMPTS_DIRECTORY, path).startsWith('reader'),
  })
  for (const [file, from, to] of edits) {
    const before = readFileSync(join(folder, file), 'utf8')
    const after = before.replace(from, to)
    if (after === before) throw new Error(`nothing to plant in ${file}`)
    writeFileSync(join(folder, file), after)
  }
  return folder
}

const faultsIn = (folder: string) => {
  const { files, faults } = readFiles(folder)
  return [...faults, ...(faults.length > 0 ? [] : crossFaults(files))].map(
    ({ file, at, message }) => `${file} ${at} ${message}`,
  )
}

test('the words as they stand have no fault', () => {
  expect(faultsIn(PROMPTS_DIRECTORY)).toEqual([])
})

describe('a planted fault is named with file and field', () => {
  const fact = (extra: string) =>
    `- id: planted_fact\n  label: { ja: 印, en: mark }\n  ask: { ja: 印はありますか?, en: Is there a mark? }\n${extra}`
  test.each<[string, [string, string | RegExp, string], RegExp]>([
    [
      'a missing language',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "受け取って保存しました。" }'],
      /texts\.yaml saved\.en/,
    ],
    [
      'an unknown fact',
      ['fallback.yaml', 'money_lost', 'money_vanished'],
      /fallback\.yaml ask unknown fact money_vanished/,
    ],
    [
      'an unknown step',
      ['fallback.yaml', '- police-report', '- police-repport'],
      /fallback\.yaml plan unknown step police-repport/,
    ],
    ['an unknown field', ['fallback.yaml', 'ask:', 'asks: []\nask:'], /fallback\.yaml.*asks/],
    [
      'a question no pattern uses',
      ['facts.yaml', /$/, `\n${fact('')}`],
      /facts\.yaml fact planted_fact .*uses this question/,
    ],
    [
      'the same id twice',
      ['facts.yaml', /$/, `\n${fact('').replace('planted_fact', 'mail_flood')}`],
      /mail_flood stands in facts\.yaml already/,
    ],
    [
      'a label too long for a button',
      [
        'facts.yaml',
        /$/,
        `\n${fact('  yes: { ja: とてもとてもとても長いボタンの文字, en: far too long for a button on a phone }')}`,
      ],
      /too long for a button/,
    ],
    [
      'a text too long for a phone',
      ['facts.yaml', /$/, `\n${fact(`  why: { ja: ${'長'.repeat(141)}, en: short }`)}`],
      /longer than 140 characters/,
    ],
    [
      'a blaming word',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "騙されたのですね。", en: "You fell for it." }'],
      /texts\.yaml saved\.(ja|en) a blaming word/,
    ],
    [
      'an exclamation mark',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "保存しました!", en: "Saved." }'],
      /saved\.ja an exclamation mark/,
    ],
    [
      'a word that makes it sound easy',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "保存しました。", en: "Simply wait." }'],
      /saved\.en just \/ simply/,
    ],
    [
      'a telephone number in a text',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "03-1234-5678へ", en: "Saved." }'],
      /a number or link outside contacts\.yaml/,
    ],
    [
      'a link in a text',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "保存しました。", en: "See https://example.org/x" }'],
      /a number or link outside contacts\.yaml/,
    ],
    [
      'different holes in the two languages',
      ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "{name}を保存しました。", en: "Saved." }'],
      /different \{placeholders\}/,
    ],
    [
      'an unknown purpose',
      ['steps.yaml', /contacts: \[[^\]]+\]/, 'contacts: [nobody-at-all]'],
      /unknown contact purpose nobody-at-all/,
    ],
    [
      'a file whose name is not its id',
      ['patterns/amazon-takeover.yaml', 'id: amazon-takeover', 'id: amazon-takeover2'],
      /is not the file's name/,
    ],
    ['broken YAML', ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "x"'], /texts\.yaml/],
  ])('%s', (_, edit, named) => {
    expect(faultsIn(planted(edit)).join('\n')).toMatch(named)
  })

  test('a step no plan holds can never be reached', () => {
    const folder = planted([
      'steps.yaml',
      /^steps:\n/m,
      'steps:\n  - id: planted-step\n    urgency: now\n    title: { ja: 印, en: Mark }\n    text: { ja: 印を付けます。, en: Make a mark. }\n',
    ])
    expect(faultsIn(folder).join('\n')).toMatch(/step planted-step .*can never be reached/)
  })
  test('steps that wait for each other are named as a ring', () => {
    const folder = planted([
      'patterns/third-party-card.yaml',
      /^plan:\n/m,
      'plan:\n  - { step: second-hit-warning, after: [change-reused-passwords] }\n  - { step: change-reused-passwords, after: [second-hit-warning] }\n',
    ])
    expect(faultsIn(folder).join('\n')).toMatch(/wait for each other|stands twice/)
  })
})

test('all faults come at once, and they stop the boot', () => {
  const folder = planted(
    ['texts.yaml', /^saved: .*$/m, 'saved: { ja: "保存しました!", en: "You fell for it!" }'],
    ['fallback.yaml', 'money_lost', 'money_vanished'],
  )
  expect(faultsIn(folder).length).toBeGreaterThanOrEqual(3)
  expect(() => openLibrary(folder)).toThrow(ContentError)
})

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import { allTexts, lint } from '../src/content/lint.ts'

/** The lint of the wording shows that it sees: every rule catches what it is for, in every text there is, and nothing else. */

const { files } = readFiles(PROMPTS_DIRECTORY)
const faultsOf = (ja: string, en: string) =>
  lint({ ...files, facts: [], steps: [], waits: [], patterns: [], contacts: [], texts: { planted: { ja, en } } }).map(
    ({ at, message }) => `${at} ${message}`,
  )

/** One sentence for every rule, and more where a rule has several sides: language, sentence, what the fault says. */
const PLANTED: readonly (readonly ['ja' | 'en', string, string])[] = [
  ['ja', '保存しました！', 'an exclamation mark'],
  ['en', 'Saved!', 'an exclamation mark'],
  ['ja', '簡単に戻せます。', 'makes it sound easy (簡単に・ただ〜するだけ)'],
  ['ja', 'ボタンを押すだけで大丈夫です。', 'makes it sound easy (簡単に・ただ〜するだけ)'],
  ['en', 'Just press the button.', 'just / simply / easy / obvious'],
  ['en', 'It is easy to undo.', 'just / simply / easy / obvious'],
  ['ja', '騙されたのはいつですか。', 'a blaming word'],
  ['ja', '注意すべきでした。', 'a blaming word'],
  ['en', 'When did you fall for it?', 'a blaming word'],
  ['en', 'Why did you click it?', 'a blaming word'],
  ['en', 'You should have called.', 'a blaming word'],
  ['ja', '落ち着いてください。', 'calm down, or a promise'],
  ['ja', 'お金は必ず戻ります。', 'calm down, or a promise'],
  ['en', 'Calm down.', "calm down, don't worry, or a promise"],
  ['en', 'You will get your money back.', "calm down, don't worry, or a promise"],
  ['ja', '保存いたします。', 'a keigo tower: plain です・ます'],
  ['ja', '保存させていただきます。', 'a keigo tower: plain です・ます'],
  ['ja', '被害者の方はこちらです。', '"victim" to their face'],
  ['en', 'Press あとで.', 'Japanese in the English text'],
]

describe('every rule of the wording catches what it is for', () => {
  test.each(PLANTED)('%s: %s', (language, sentence, says) => {
    const found = faultsOf(language === 'ja' ? sentence : '保存しました。', language === 'en' ? sentence : 'Saved.')
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`planted.${language} ${says}:`)
  })
  test('no rule is without such a sentence', () => {
    const tried = new Set(PLANTED.map(([language, , says]) => `${language} ${says}`))
    expect(files.wording.map(({ language, says }) => `${language} ${says}`).filter(rule => !tried.has(rule))).toEqual(
      [],
    )
  })
  test('what only looks alike is left alone', () => {
    expect(
      faultsOf('ありがとうございます。調整しました。', 'An adjustment, in all justice: easiness is no word here.'),
    ).toEqual([])
  })
})

test('no text is passed over: as many are looked at as stand in the files, word for word', () => {
  const standing: string[] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const { ja, en } = value as { ja?: unknown; en?: unknown }
    if (typeof ja === 'string' && typeof en === 'string') standing.push(`${ja.trim()} | ${en.trim()}`)
    else Object.values(value).forEach(walk)
  }
  const inFolder = (folder: string) =>
    readdirSync(join(PROMPTS_DIRECTORY, folder)).filter(
      name => name.endsWith('.yaml') && !['contacts.yaml', 'wording.yaml'].includes(name),
    )
  for (const folder of ['', 'patterns'])
    for (const name of inFolder(folder)) walk(parse(readFileSync(join(PROMPTS_DIRECTORY, folder, name), 'utf8')))
  expect(standing.length).toBeGreaterThan(3_000)
  const looked = allTexts(files).map(({ text }) => `${text.ja.trim()} | ${text.en.trim()}`)
  expect(looked.sort()).toEqual(standing.sort())
})

test('a blaming word is found in the registry too, where numbers may stand', () => {
  const [first] = files.contacts
  if (!first) throw new Error('no contacts')
  const note = { ja: '落ち着いてください。', en: 'Call them.' }
  const found = lint({ ...files, contacts: [{ ...first, note }] })
  expect(found.map(({ at }) => at)).toEqual([`contact ${first.id}.note.ja`])
})

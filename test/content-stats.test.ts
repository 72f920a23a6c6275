import { describe, expect, test } from 'vitest'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import { allTexts } from '../src/content/lint.ts'
import {
  counted,
  grade,
  kanjiShare,
  reading,
  sentences,
  statistics,
  syllables,
  textsByKind,
} from '../src/content/stats.ts'

/** Figures of the words: right on texts counted by hand, and about every text there is. */

const { files } = readFiles(PROMPTS_DIRECTORY)

describe('counted by hand', () => {
  test.each([
    ['call', 1],
    ['file', 1],
    ['table', 2],
    ['locked', 1],
    ['added', 2],
    ['account', 2],
    ['security', 4],
    ['2FA', 1],
  ])('%s has %i', (word, count) => {
    expect(syllables(word)).toBe(count)
  })
  test('sentences end where a breath ends: full stops, questions, lines of a list', () => {
    expect(sentences('Stop. Don\'t pay "them." Is it 3.5 days?\n- One\n- Two')).toHaveLength(5)
    expect(sentences('止めます。電話しましたか?\n・一つ目\n・二つ目')).toHaveLength(4)
  })
  test('the grade of Flesch and Kincaid', () => {
    // 6 words in 2 sentences, 9 syllables: 0.39 × 3 + 11.8 × 1.5 − 15.59 = 3.28
    expect(grade(['Call the company. Change your password.'])).toBeCloseTo(3.28, 5)
  })
  test('the share of kanji', () => {
    expect(kanjiShare(['電話します'])).toBeCloseTo(2 / 5, 5)
  })
  test('a longer word and a longer sentence raise the grade', () => {
    const plain = grade(['Call the bank. Stop the card.'])
    expect(grade(['Contact the financial institution. Stop the card.'])).toBeGreaterThan(plain)
    expect(grade(['Call the bank and stop the card.'])).toBeGreaterThan(plain)
  })
  test('a placeholder is read as one word', () => {
    const one = reading([{ ja: '{service}を開く', en: 'Open {service} now' }], 'en')
    expect(one.text).toEqual({ median: 3, max: 3 })
  })
})

test('every text is counted in exactly one kind, and none is empty of texts', () => {
  const kinds = textsByKind(files)
  const sizes = [...kinds.values()].map(texts => texts.length)
  expect(sizes.reduce((sum, size) => sum + size)).toBe(allTexts(files).length)
  expect(sizes).not.toContain(0)
})

test('the report counts what the files hold', () => {
  const report = statistics(files).join('\n')
  expect(report).toContain(`patterns ${files.patterns.length}:`)
  expect(report).toContain(`steps ${files.steps.length}:`)
  expect(report).toContain(`facts ${files.facts.length}: questions ${files.facts.filter(({ ask }) => ask).length}`)
  const japan = files.contacts.filter(({ country }) => country === 'JP').length
  expect(report).toContain(`JP ${japan}`)
  const fewer = statistics({ ...files, contacts: files.contacts.filter(({ country }) => country !== 'JP') }).join('\n')
  expect(fewer).not.toContain(`JP ${japan}`)
})

test('most first, then by name', () => {
  expect(counted(['b', 'a', 'c', 'c'])).toEqual([
    ['c', 2],
    ['a', 1],
    ['b', 1],
  ])
})

test('people who are frightened can read it: below the eighth grade, and no kind leans on kanji more than a third', () => {
  for (const [kind, texts] of textsByKind(files)) {
    expect(reading(texts, 'en').level, kind).toBeLessThan(8)
    expect(reading(texts, 'ja').level, kind).toBeLessThan(0.36)
  }
})

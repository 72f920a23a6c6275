import { describe, expect, test } from 'vitest'
import type { FactId } from '../src/core/ids.ts'
import { openEar } from '../src/understanding/ear.ts'
import { openGlossary } from '../src/understanding/glossary.ts'
import { given, library } from './given.ts'

/** Questions in words are answered from prompts/, and nothing is made up. */

const ear = openEar(new Set(library.facts.keys()))
const glossary = openGlossary()
const heard = (text: string) => ear.listen(text, { language: 'en', question: 'unknown_order' as FactId })

describe('a word somebody asks about is found', () => {
  test.each([
    ['二段階認証って何ですか?', 'two-step'],
    ['2FAとは?', 'two-step'],
    ['what is 2FA?', 'two-step'],
    ["What's a session?", 'session'],
    ['what are sessions', 'session'],
    ['転送設定とは', 'forwarding'],
    ['フィルタって何', 'mail-filter'],
    ['復元フレーズって何ですか', 'recovery-phrase'],
    ['what does seed phrase mean?', 'recovery-phrase'],
    ['SIMスワップとは何ですか', 'sim-swap'],
    ['what is ｐｈｉｓｈｉｎｇ?', 'phishing'],
    ['フィッシングサイトの意味', 'phishing'],
    ["i don't know what a passkey is", 'passkey'],
    ['チャージバックって何？', 'chargeback'],
  ])('“%s” → %s', (text, term) => expect(heard(text).term).toBe(term))

  test.each(['what is love?', '今日の天気は?', 'what is my password?', 'はい', 'no', 'sessionize what is that'])(
    '“%s” is not in the glossary, so nothing is explained',
    text => expect(heard(text).term).toBeUndefined(),
  )
})

test('every word has an explanation in both languages, and no word leads to two', () => {
  expect(glossary.size).toBeGreaterThanOrEqual(60)
  expect([...Object.keys(library.texts)].filter(key => key.startsWith('term.'))).toHaveLength(glossary.size)
})

test('the explanation is the one of prompts/, with the way back to where they were', () => {
  const scene = given().when({ type: 'show', what: { term: 'two-step' } })
  scene.says('text:term.two-step')
  expect(scene.effects[0]!.buttons.flat().map(({ action }) => action)).toContainEqual({ type: 'show', what: 'now' })
  expect(scene.events).toEqual([])
})

test.each([
  ['なんで聞くんですか?', 'why'],
  ['how do I call them?', 'who'],
  ['電話番号を教えて', 'who'],
  ['どうやって見るの?', 'how'],
])('“%s” is a question back (%s)', (text, kind) => expect(heard(text).asks).toBe(kind))

test('a typed reply answers what was asked, and a new fact in passing is taken too', () => {
  const reply = ear.listen('yes, and there is a card in my account that is not mine, I called my bank already', {
    language: 'en',
    question: 'unknown_order' as FactId,
  })
  expect(reply.answer).toEqual({ fact: 'unknown_order', value: 'yes' })
  expect(reply.reading.facts.length).toBeGreaterThan(0)
})

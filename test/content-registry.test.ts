import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROMPTS_DIRECTORY, readFiles } from '../src/content/files.ts'
import { withTable } from '../src/content/table.ts'
import { contactLines, contactsFor, unknownRoutes } from '../src/content/contacts.ts'
import { render } from '../src/content/render.ts'
import { plainText } from '../src/content/rich.ts'
import { voice } from '../src/content/voice.ts'
import type { Effect, Line } from '../src/core/effects.ts'
import type { Language, PatternId } from '../src/core/ids.ts'
import type { Shown } from '../src/core/intents.ts'
import { NO_ROSTER } from '../src/core/roster.ts'
import { given, library, person } from './given.ts'

const READ = Date.parse('2026-11-24')
const DAY_MS = 86_400_000
const COUNTRIES = ['JP', 'US', 'GB', 'CA', 'AU', 'SG', 'DE', 'FR', 'KR', 'TW', 'IT', 'BR', undefined]
const LANGUAGES: Language[] = ['ja', 'en']
const scene = given()
const speak = (language: Language) => voice(library, language, scene.state, READ)

describe('the registry is the only source of numbers and links', () => {
  test('no step, question, wait or card of any pattern holds another one, in any country', () => {
    const cards: Shown[] = [
      'plan',
      'call-card',
      'mail-search',
      'support-ladder',
      'support-message',
      'police-sheet',
      'read-in',
      'signs',
      'aftercare',
      'crisis-lines',
      'second-hit',
      'export',
      'helpers',
      'timeline',
    ]
    const found: string[] = []
    let texts = 0
    for (const pattern of library.patterns.keys()) {
      const { state, events } = given({}, { [pattern]: 4 })
      for (const language of LANGUAGES) {
        for (const country of [...COUNTRIES]) {
          const at = { state: { ...state, language, country }, events, roster: NO_ROSTER, now: READ }
          const say = (lines: Line[], show?: Shown) => {
            const effect: Effect = { type: 'say', to: { person }, lines, buttons: [], priority: 0, show }
            texts += 1
            found.push(
              ...unknownRoutes(plainText(render(effect, at, library, language).text), library).map(
                route => `${pattern} ${language} ${country}: ${route}`,
              ),
            )
          }
          const words = library.patterns.get(pattern)
          for (const { step } of words?.plan ?? [])
            for (const part of ['text', 'how', 'check', 'trap', 'cannot', 'contacts'] as const)
              if (country === 'JP' || part === 'contacts') say([{ step, part, pattern }])
          if (country === 'JP') for (const card of cards) say([], card)
        }
      }
    }
    expect(texts).toBeGreaterThan(5_000)
    expect([...new Set(found)]).toEqual([])
  })
})

test('a number or link from elsewhere is noticed, a registered one is not', () => {
  expect(unknownRoutes('Call 03-1234-5678 or see https://help.example.org/x', library)).toEqual([
    '03-1234-5678',
    'https://help.example.org/x',
  ])
  expect(
    unknownRoutes('電話は #9110 へ。2026-11-24 に20,000円、注文 503-1234567-1234567', library).filter(
      route => route !== '503-1234567-1234567',
    ),
  ).toEqual([])
})

describe('an entry', () => {
  test('that could not be verified never shows a number', () => {
    for (const contact of library.contacts.filter(({ mark }) => mark === 'U')) {
      expect(contact.phone).toBeUndefined()
      expect(contact.mail).toBeUndefined()
    }
  })
  test('always says when it was checked', () => {
    const shown = contactLines(library, ['police-consult'], 'JP', speak('en'), READ)
    expect(plainText(shown ?? [])).toMatch(/#9110[\s\S]*checked 2026-11-24/)
  })
  test('past its date says so', () => {
    const shown = contactLines(library, ['police-consult'], 'JP', speak('en'), READ + 200 * DAY_MS)
    expect(plainText(shown ?? [])).toMatch(/not checked since 2026-11-24/)
  })
  test('far past its date a number is withheld, the name is not', () => {
    const text = plainText(contactLines(library, ['police-consult'], 'JP', speak('en'), READ + 500 * DAY_MS) ?? [])
    expect(text).not.toMatch(/9110/)
    expect(text).toMatch(/Police consultation/)
  })
  test('banks, issuers and carriers have no number: the one on the card is right', () => {
    for (const purpose of ['card-issuer', 'own-bank', 'own-carrier'])
      for (const contact of contactsFor(library, purpose, 'JP', 'ja')) expect(contact.phone).toBeUndefined()
  })
})

describe('the country comes from the case', () => {
  test('Japanese without a country gets Japanese desks; English gets those of everywhere', () => {
    expect(contactsFor(library, 'crisis', undefined, 'ja').every(({ country }) => country === 'JP')).toBe(true)
    expect(contactsFor(library, 'crisis', undefined, 'en').every(({ country }) => country === '*')).toBe(true)
  })
  test('a country of the Union falls back to what holds there', () => {
    expect(contactsFor(library, 'emergency-police', 'IT', 'en').length).toBeGreaterThan(0)
  })
  test.each(COUNTRIES)('%s has someone to call in a crisis', country => {
    for (const language of LANGUAGES)
      expect(
        plainText(
          contactLines(library, ['crisis', 'crisis-chat', 'emergency-medical'], country, speak(language), READ) ?? [],
        ),
      ).toMatch(/\d|http/)
  })
})

test('never more than three entries in a message', () => {
  const text = plainText(
    contactLines(library, ['crisis', 'crisis-chat', 'emergency-medical', 'police-consult'], 'JP', speak('ja'), READ) ??
      [],
  )
  expect(text.split('\n').length).toBeLessThanOrEqual(3)
})

test('the table of patterns in prompts/README.md is the one drawn from the files', () => {
  const readme = readFileSync(join(PROMPTS_DIRECTORY, 'README.md'), 'utf8')
  expect(withTable(readme, readFiles(PROMPTS_DIRECTORY).files)).toBe(readme)
})

describe('each pattern', () => {
  test.each([...library.patterns.keys()])('%s has its words rendered in both languages without a gap', pattern => {
    const { state, events } = given({}, { [pattern]: 4 })
    for (const language of LANGUAGES)
      for (const show of ['plan', 'call-card', 'police-sheet', 'aftercare', 'signs'] as const) {
        const text = plainText(
          render(
            { type: 'say', to: { person }, lines: [], buttons: [], priority: 0, show },
            { state, events, roster: NO_ROSTER, now: 0 },
            library,
            language,
          ).text,
        )
        expect(text.length).toBeGreaterThan(20)
        expect(text).not.toMatch(/\{\w+\}|undefined/)
      }
  })
  test('all 28 of the contract are there', () => {
    const ids =
      'amazon-takeover email-bomb-cover shop-takeover third-party-card google-takeover microsoft-takeover apple-takeover line-takeover meta-takeover x-takeover discord-takeover telegram-takeover steam-takeover wallet-drainer exchange-takeover sim-swap card-phishing bank-securities-takeover payment-app-fraud infostealer remote-support-scam fake-shop investment-romance-scam sextortion recovery-scam task-job-scam yami-baito authority-impersonation'.split(
        ' ',
      )
    expect([...library.patterns.keys()].sort()).toEqual(ids.sort() as PatternId[])
  })
})

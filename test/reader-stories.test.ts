import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { labelledFacts, openKits, openLocalReader, READER_FOLDER } from '../src/understanding/local/read.ts'
import { formatScore, scoreStories } from '../src/understanding/local/scoring.ts'
import type { LabelledStory, Readable } from '../src/understanding/local/scoring.ts'

const load = (file: string): LabelledStory[] =>
  readFileSync(join(import.meta.dirname, `reader-stories/${file}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as LabelledStory)
const reader = openLocalReader()
const labelled = labelledFacts(openKits(READER_FOLDER))

describe('stories that no weight was learned from', () => {
  // A floor a little below what was measured: a change that makes the reader worse shows here.
  it.each(['ja', 'en'])('are read as well as before (%s)', lang => {
    const stories = load(lang)
    const { all } = scoreStories(stories, text => reader.read(text), labelled)
    expect(stories.length).toBeGreaterThanOrEqual(80)
    expect(all.lenientTop1).toBeGreaterThanOrEqual(0.8)
    expect(all.top3).toBeGreaterThanOrEqual(0.9)
    expect(all.missedIncidents).toBeLessThanOrEqual(0.04)
    expect(all.falseAlarms).toBeLessThanOrEqual(0.2)
    expect(all.factPrecision).toBeGreaterThanOrEqual(0.88)
    expect(all.factRecall).toBeGreaterThanOrEqual(0.42)
    expect(all.flippedNegations).toBeLessThanOrEqual(0.08)
    expect(all.languageRight).toBe(1)
    expect(all.unsupportedQuotes).toBe(0)
  })

  // Half of these never name what was done; the harmless ones look like harm. `fresh-a` was looked at for errors.
  it.each([
    ['fresh-a', 0.7, 0.25],
    ['fresh-b', 0.82, 0.18],
  ])('are read as well as before when they tell what is on the screen (%s)', (file, lenient, alarms) => {
    const { all } = scoreStories(load(file), text => reader.read(text), labelled)
    expect(all.lenientTop1).toBeGreaterThanOrEqual(lenient)
    expect(all.top3).toBeGreaterThanOrEqual(0.9)
    expect(all.missedIncidents).toBeLessThanOrEqual(0.04)
    expect(all.falseAlarms).toBeLessThanOrEqual(alarms)
    expect(all.factPrecision).toBeGreaterThanOrEqual(0.84)
    expect(all.factRecall).toBeGreaterThanOrEqual(0.42)
    expect(all.flippedNegations).toBeLessThanOrEqual(0.07)
    expect(all.languageRight).toBe(1)
    expect(all.unsupportedQuotes).toBe(0)
  })

  it('are told from harmless lines by one opening line', () => {
    const { all } = scoreStories(load('openings'), text => reader.read(text), labelled)
    expect(all.missedIncidents).toBeLessThanOrEqual(0.2)
    expect(all.falseAlarms).toBeLessThanOrEqual(0.2)
    expect(all.top3).toBeGreaterThanOrEqual(0.85)
  })

  // Written to look like harm: half of what sets them apart is who did what to whom. More of an alarm is no kindness here.
  it('that are harmless and look like harm raise no more alarms than before', () => {
    const stories = load('harmless')
    const { all } = scoreStories(stories, text => reader.read(text), labelled)
    expect(stories.length).toBeGreaterThanOrEqual(600)
    expect(all.falseAlarms).toBeLessThanOrEqual(0.4)
  })

  it('are in no training file', () => {
    const trained = readdirSync(join(READER_FOLDER, 'examples'))
      .map(file => readFileSync(join(READER_FOLDER, 'examples', file), 'utf8'))
      .join('\n')
    for (const file of ['ja', 'en', 'fresh-a', 'fresh-b', 'openings', 'harmless']) {
      for (const { text } of load(file)) expect(trained.includes(JSON.stringify(text)), text).toBe(false)
    }
  })
})

describe('scoring', () => {
  const story: LabelledStory = {
    id: 'a',
    lang: 'en',
    text: 'I never paid. Someone posted as me.',
    pattern: 'x-takeover',
    also: ['meta-takeover'],
    facts: { money_lost: false, messages_sent_to_contacts_from_account: true },
  }
  const answer = (id: string, value: boolean, quote: string): Readable => ({
    language: 'en',
    patterns: [{ id, probability: 0.9 }],
    facts: { money_lost: { value, quote } },
  })

  it('counts the second-best label as right only when lenient', () => {
    const { all } = scoreStories([story], () => answer('meta-takeover', false, 'I never paid'))
    expect(all).toMatchObject({
      top1: 0,
      lenientTop1: 1,
      top3: 1,
      factPrecision: 1,
      factRecall: 0.5,
      negationRecall: 1,
    })
  })

  it('counts flipped negations, quotes that are not there, missed incidents and false alarms', () => {
    const flipped = scoreStories([story], () => answer('none', true, 'I paid')).all
    expect(flipped).toMatchObject({ flippedNegations: 1, unsupportedQuotes: 1, missedIncidents: 1, factPrecision: 0 })
    const harmless = { ...story, pattern: 'none', also: [], facts: {} }
    expect(scoreStories([harmless], () => answer('x-takeover', true, 'paid')).all.falseAlarms).toBe(1)
  })

  it('prints every figure, pattern and fact', () => {
    const text = formatScore(scoreStories([story], () => answer('none', true, 'I never paid')))
    for (const part of ['lenient top-1', 'missed incidents', 'x-takeover', 'money_lost', 'worst cases']) {
      expect(text).toContain(part)
    }
  })
})

describe('the vocabulary', () => {
  const kits = openKits(READER_FOLDER)

  it.each(['facts.yaml', 'facts-plain.yaml'])(
    'knows every concept that a rule of %s names, in at least one language',
    file => {
      const facts = parse(readFileSync(join(READER_FOLDER, file), 'utf8')) as Record<string, string[]>
      for (const [fact, lines] of Object.entries(facts)) {
        for (const line of lines) {
          for (const name of line
            .split(/\s+/)
            .slice(1)
            .flatMap(word => word.replace(/^[!~]+/, '').split('|'))) {
            const isKnown = [kits.ja, kits.en].some(({ vocabulary }) => vocabulary.idOf(name) !== undefined)
            expect(isKnown, `${fact}: ${line}: ${name}`).toBe(true)
          }
        }
      }
    },
  )

  it('lets the longest word win, so that a gift card is no credit card', () => {
    const { vocabulary } = kits.ja
    const words = vocabulary.match('ギフトカードを買った').map(({ concept }) => vocabulary.names[concept])
    expect(words).toContain('gift_card')
    expect(words).not.toContain('card')
  })
})

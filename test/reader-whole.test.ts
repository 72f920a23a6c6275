import { describe, expect, it } from 'vitest'
import { analyse } from '../src/understanding/local/analysis.ts'
import { findCandidates } from '../src/understanding/local/candidates.ts'
import { compile } from '../src/understanding/local/compiled.ts'
import { namedFeatures } from '../src/understanding/local/features.ts'
import { fitEach } from '../src/understanding/local/fit.ts'
import { textGrams } from '../src/understanding/local/grams.ts'
import { scoresOf } from '../src/understanding/local/linear.ts'
import { judge, openKits, READER_FOLDER } from '../src/understanding/local/read.ts'
import { openWeights } from '../src/understanding/local/weights.ts'
import { namedReadings } from '../src/understanding/local/whole-features.ts'
import { bearing, lent } from '../src/understanding/local/whole.ts'

const kits = openKits(READER_FOLDER)
const weights = openWeights(READER_FOLDER)
const compiled = compile(weights, kits)

const STORIES = [
  [
    'ja',
    '夜中に知らない端末からのログイン通知が来て、気づいたらパスワードが変えられていて入れません。友達に変なDMが送られているそうです。警察にはまだ行っていません。',
  ],
  [
    'en',
    'A man from "the bank" had me read out the code, and $1,900 was gone within minutes. I rang the real bank, they froze the card. I never clicked a link.',
  ],
  ['en', 'Lovely weather, and the parcel I ordered came a day early.'],
] as const

describe('what a story states as a whole', () => {
  it.each(STORIES)('is weighed by number as it is by name, pattern and harmlessness with it (%s)', (lang, text) => {
    const kit = kits[lang]
    const analysis = analyse(text, lang, kit.vocabulary)
    const candidates = findCandidates(analysis, kit.rules)
    const seen = [...namedFeatures(kit.patternFeatures, analysis), ...textGrams(analysis.folded, lang)]
    const byName = judge(seen, namedReadings(kit.wholeFeatures, candidates), weights)
    const byNumber = compiled.judge(
      lang,
      kit.patternFeatures.of(analysis),
      compiled.book.see(analysis.folded, lang, analysis.tokens),
      kit.wholeFeatures.of(candidates),
    )
    expect(byNumber.none).toBeCloseTo(byName.none, 4)
    expect(byNumber.shares.map(({ id }) => id)).toEqual(byName.shares.map(({ id }) => id))
    byNumber.wholes.forEach((logOdds, n) => expect(logOdds).toBeCloseTo(byName.wholes[n]!, 3))
  })

  it('is likelier what the story tells than what it leaves out or denies', () => {
    const [, text] = STORIES[1]
    const analysis = analyse(text, 'en', kits.en.vocabulary)
    const seen = [...namedFeatures(kits.en.patternFeatures, analysis), ...textGrams(analysis.folded, 'en')]
    const read = namedReadings(kits.en.wholeFeatures, findCandidates(analysis, kits.en.rules))
    const { wholes } = judge(seen, read, weights)
    const of = (stated: string) => wholes[weights.wholes.classes.indexOf(stated)]!
    expect(of('gave_code_to_someone true')).toBeGreaterThan(of('gave_code_to_someone false'))
    expect(of('bank_or_card_company_contacted true')).toBeGreaterThan(of('bank_or_card_company_contacted false'))
    expect(of('clicked_link_or_entered_credentials false')).toBeGreaterThan(of('mail_flood true'))
  })

  it('lends belief where stories like this state it, takes it where they do not, and never more than so much', () => {
    expect(lent(3)).toBeGreaterThan(0)
    expect(lent(-3)).toBeLessThan(0)
    expect(lent(40)).toBe(lent(4))
    expect(lent(-40)).toBe(lent(-4))
  })

  it('bears on a reading by its own value and by the opposite one', () => {
    expect(bearing('money_lost false')).toEqual([
      { name: 'whole', of: 'money_lost false' },
      { name: 'opposite', of: 'money_lost true' },
    ])
  })
})

describe('several yes/no questions fitted together', () => {
  const examples = [
    [['a'], [1, 0]],
    [['b'], [0, 1]],
    [
      ['a', 'b'],
      [1, 1],
    ],
    [['c'], [0, 0]],
  ] as const
  const model = fitEach(
    Array.from({ length: 40 }, (_, n) => examples[n % examples.length]!).map(([names, target]) => ({
      features: names.map(name => ({ name, strength: 1 })),
      target,
      weight: 1,
    })),
    ['first', 'second'],
    { rounds: 30, rate: 0.3, decay: 0.001 },
  )

  it('are answered each by itself: none, one or all of them may be true', () => {
    for (const [names, target] of examples) {
      const scores = scoresOf(
        model,
        names.map(name => ({ name, strength: 1 })),
      )
      expect(scores.map(score => (score > 0 ? 1 : 0))).toEqual([...target])
    }
  })
})

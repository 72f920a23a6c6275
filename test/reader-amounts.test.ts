import { describe, expect, it } from 'vitest'
import { readAmounts } from '../src/understanding/local/amounts.ts'
import { fold } from '../src/understanding/local/fold.ts'
import { readTimes } from '../src/understanding/local/times.ts'

const amounts = (text: string): string[] =>
  readAmounts(fold(text), text).map(({ amount, currency, quote }) => `${amount} ${currency} ${quote}`)

describe('sums of money', () => {
  it.each([
    ['2万円取られました', ['20000 JPY 2万円']],
    ['きゅうまんも払った', ['90000 JPY きゅうまん']],
    ['百三十万ほど渡しました', ['1300000 JPY 百三十万']],
    ['24万8千円です', ['248000 JPY 24万8千円']],
    ['３４，８００円', ['34800 JPY ３４，８００円']],
    ['約1.2億円', ['120000000 JPY 1.2億円']],
    ['$1,049 on my card', ['1049 USD $1,049']],
    ['two bills, seventy five bucks', ['75 USD seventy five bucks']],
    ['about £14k went', ['14000 GBP £14k']],
    ['Rs 18,650', ['18650 INR Rs 18,650']],
    ['11 lakh', ['1100000 INR 11 lakh']],
    ['0.04BTC抜かれた', ['0.04 BTC 0.04BTC']],
    ['349 EUR', ['349 EUR 349 EUR']],
  ])('%s', (text, expected) => {
    expect(amounts(text)).toEqual(expected)
  })

  it('are not read out of counts, codes, years or digits of a word', () => {
    for (const text of [
      '243通',
      '4桁のコード',
      '700件を超えて',
      '登録者3万人',
      '1995年から',
      'cs2',
      '900 emails',
      '2fa',
      'ポイント1万pt',
    ]) {
      expect(amounts(text), text).toEqual([])
    }
  })
})

describe('times as told', () => {
  it('are read with what they say', () => {
    const text = '昨日の夜11時半ごろ、3日前に。At 9:30 pm on June 5, two days later.'
    expect(readTimes(fold(text), text).map(({ quote, kind }) => `${kind} ${quote}`)).toEqual([
      'day 昨日',
      'clock 夜11時半',
      'ago 3日前',
      'clock 9:30 pm',
      'date June 5',
    ])
  })

  it('leave out clock times that do not exist and lengths of time', () => {
    expect(readTimes('99:99 と 72時間', '99:99 と 72時間')).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_CHARS, openLocalReader } from '../src/understanding/local/read.ts'

const reader = openLocalReader()
const factsOf = (text: string): Record<string, boolean> =>
  Object.fromEntries(Object.entries(reader.read(text, { isReply: true }).facts).map(([id, { value }]) => [id, value]))

describe('the founding document, pasted whole', () => {
  const text = readFileSync(join(import.meta.dirname, 'reader-stories/founding.ja.txt'), 'utf8')
  const reading = reader.read(text)

  it('is an Amazon takeover under the cover of a mail bomb', () => {
    expect(reading.language).toBe('ja')
    expect(reading.patterns[0]).toMatchObject({ id: 'amazon-takeover' })
    expect(reading.patterns[1]).toMatchObject({ id: 'email-bomb-cover' })
    expect(reading.patterns[0]!.probability).toBeGreaterThan(0.8)
    expect(reading.patterns[1]!.probability).toBeGreaterThan(0.5)
  })

  it('yields its facts and no wrong one', () => {
    const told: Record<string, boolean> = {
      two_factor_was_on: true,
      unknown_payment_method_added: true,
      unknown_address_added: true,
      gift_card_bought: true,
      unknown_order: true,
      money_lost: false,
      third_party_victim: true,
      logged_out_unexpectedly: true,
      mail_flood: true,
      order_confirmation_seen: true,
      otp_or_2fa_message_received: false,
      support_contacted: true,
      order_hidden_or_archived: true,
      password_changed_by_victim: true,
      password_weak_or_reused: true,
      screenshots_kept: true,
      police_contacted: true,
      attacker_still_trying: true,
      can_still_log_in: true,
      account_restored: true,
      foreign_data_removed: true,
      own_card_removed: true,
      flood_over: true,
      support_answered: true,
      opened_by_mail_link: false,
    }
    const values = Object.entries(reading.facts).map(([id, { value }]) => [id, value] as const)
    for (const [id, value] of values) expect(told[id], id).toBe(value)
    expect(values.length).toBeGreaterThanOrEqual(15)
    expect(reading.amounts).toContainEqual({ amount: 20000, currency: 'JPY', quote: '20,000円' })
    expect(reading.services[0]).toBe('amazon')
  })
})

describe('what is said not to be so', () => {
  it.each([
    ['警察には行っていません。', { police_contacted: false }],
    ['警察には昨日行きました。', { police_contacted: true }],
    ['認証コードを教えてしまいました。', { gave_code_to_someone: true }],
    ['コードは誰にも教えていません。', { gave_code_to_someone: false }],
    ['no, i never gave the code to anyone', { gave_code_to_someone: false }],
    ['I have not contacted my bank yet', { bank_or_card_company_contacted: false }],
    ['I rang my bank and they froze the account.', { bank_or_card_company_contacted: true }],
  ])('%s', (text, expected) => {
    expect(factsOf(text)).toMatchObject(expected)
  })

  it('is not read out of a question, a rule of thumb or another person’s story', () => {
    for (const text of [
      'もしコードを教えたらどうなりますか?',
      '認証番号は絶対に人に教えないでください。',
      'Never give your verification code to anyone.',
      'What would happen if I gave him the code?',
    ]) {
      expect(factsOf(text), text).not.toHaveProperty('gave_code_to_someone')
    }
  })
})

describe('harmless messages', () => {
  it.each([
    '2段階認証ってSMSとアプリどっちがいいですか?',
    'Is it safe to use PayPal for a first purchase on a smaller site?',
    '【注意喚起】偽の宅配SMSが増えています。リンクは開かないようにしましょう。',
    'Feature request: let admins require two-factor for everyone who can manage channels.',
  ])('%s', text => {
    const { patterns, facts } = reader.read(text)
    expect(patterns[0]!.id).toBe('none')
    expect(facts).toEqual({})
  })
})

describe('any text at all', () => {
  it('gives quotes that stand in it, probabilities between 0 and 1, and the same reading twice', () => {
    const pieces = fc.constantFrom(
      'パスワードが',
      '変更され',
      '「',
      '」',
      '。',
      '?',
      'ました',
      '教えてない',
      'I never ',
      'gave him the code',
      ' $5',
      '万円',
      '\n',
      '😱',
      '\u0000',
      'ＡＢＣ',
      '…',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), parts => {
        const text = parts.join('')
        const reading = reader.read(text)
        for (const { quote } of Object.values(reading.facts)) expect(text).toContain(quote)
        for (const { quote } of [...reading.amounts, ...reading.when]) expect(text).toContain(quote)
        for (const { probability } of reading.patterns) {
          expect(probability).toBeGreaterThanOrEqual(0)
          expect(probability).toBeLessThanOrEqual(1)
        }
        expect(reader.read(text)).toEqual(reading)
      }),
      { numRuns: 150 },
    )
  })

  it('costs no more the longer it is once it is too long to have been typed', () => {
    // Twenty times over the limit may not cost twenty times as much; a slow machine is slow for both.
    const cost = (text: string): number => {
      for (let i = 0; i < 3; i++) reader.read(text)
      const before = process.cpuUsage()
      for (let i = 0; i < 5; i++) reader.read(text)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 5000
    }
    const hostile = [
      'カードの番号を教えた',
      'ないない、',
      'i never gave the code ',
      'i i i i ',
      '「「「「',
      '\n\n\n\n',
      '1111,',
      'password changed ',
    ]
    for (const piece of hostile) {
      const atLimit = piece.repeat(Math.ceil(MOST_CHARS / piece.length))
      const far = piece.repeat(Math.ceil(100_000 / piece.length))
      expect(cost(far), piece).toBeLessThan(cost(atLimit) * 6 + 30)
    }
  })
})

describe('being asked for more money', () => {
  it.each([
    'They want me to pay again.',
    'They asked me for another payment, 500 dollars',
    'さらに追加で払えと言われました',
  ])('says nothing of money to be taken out: %s', text => {
    expect(factsOf(text)).toMatchObject({ asked_to_pay_more: true })
    expect(factsOf(text)).not.toHaveProperty('fee_to_withdraw')
  })

  it.each([
    '出金しようとしたら税金を先に払えと言われてます',
    'They say I have to pay tax before I can withdraw my money',
  ])('before it can be taken out is both: %s', text =>
    expect(factsOf(text)).toMatchObject({ asked_to_pay_more: true, fee_to_withdraw: true }),
  )
})

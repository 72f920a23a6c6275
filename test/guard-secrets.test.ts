import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chinaId, iban, luhn, myNumber, nric, taiwanId, verhoeff } from '../src/understanding/secrets/digits.ts'
import { clean } from '../src/understanding/plaintext.ts'
import { SECRET_TYPES } from '../src/understanding/secrets/finding.ts'
import { guard } from '../src/understanding/secrets/guard.ts'
import { ENGLISH_WORDS, JAPANESE_WORDS } from '../src/understanding/secrets/seed.ts'
import { dice } from './corpora/values.ts'
import { fill } from './corpora/values-more.ts'

const HOSTILE_SIGNS = 100_000
/** The aim is 20 ms on a quiet machine; a loaded one may take five times as long. */
const HOSTILE_MAX_MS = 20
const RUNS = 300

const types = (text: string): string[] => guard(text).secrets.map(secret => secret.type)
const personal = (text: string): string[] => guard(text).private.map(one => one.type)
const bare = (text: string): string => text.normalize('NFKC').replace(/[^0-9]/g, '')

/** Any text that does not itself continue a number or a word of the secret beside it. */
const surroundings = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '昨日0:30に20,000円のギフト券を買われました。',
    'They took $200 at 3:37.',
    '700件のメール',
    '注文番号は503-1234567-1234567',
    '',
    '```',
    '<@123456789012345678>',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const planted = (template: string): fc.Arbitrary<{ text: string; values: string[] }> =>
  fc.nat().map(seed => fill(template, dice(seed)))
const self = fc.constantFrom(
  '\nカード番号は{card}です。\n',
  '\n{cardSpaced}\n',
  '\n{cardWideDashed}\n',
  '\n認証コードは{otp}でした。\n',
  '\nmy password is {pwStrong} .\n',
  '\nシードフレーズ: {seed12}\n',
  '\n{discord}\n',
  '\n{telegram}\n',
  '\nマイナンバーは{mySpaced}\n',
  '\n{pem}\n',
)

describe('a secret is caught', () => {
  test('wherever it stands in whatever text', () => {
    fc.assert(
      fc.property(surroundings, self.chain(planted), surroundings, (before, { text, values }, after) => {
        const { redacted, secrets } = guard(before + text + after)
        for (const value of values) {
          expect(secrets.length).toBeGreaterThan(0)
          expect(redacted).not.toContain(value)
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('and its digits cannot be read back from the redacted text', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom('card', 'cardSpaced', 'cardWide', 'cardLines', 'cardHidden', 'mySpaced'),
        (seed, kind) => {
          const { text, values } = fill(`番号は {${kind}} です`, dice(seed))
          expect(bare(guard(text).redacted)).not.toContain(bare(values[0] ?? '').slice(0, 9))
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('a second time where nothing announces it any more', () => {
    const { redacted } = guard('パスワードはMomo1985でした。Momo1985は他でも使っています')
    expect(redacted).not.toContain('Momo1985')
  })

  test('with its place in the text as given, also behind invisible signs and full-width letters', () => {
    const text = '🦊カードは4111​1111 1111 1111です'
    const { secrets } = guard(text)
    expect(secrets).toHaveLength(1)
    expect(
      text
        .slice(secrets[0]?.start, secrets[0]?.end)
        .normalize('NFKC')
        .replace(/[^0-9]/g, ''),
    ).toBe('4111111111111111')
  })
})

test('guarding a guarded text changes nothing, whatever the text', () => {
  fc.assert(
    fc.property(surroundings, self.chain(planted), surroundings, (before, { text }, after) => {
      const once = guard(before + text + after).redacted
      const twice = guard(once)
      expect(twice.redacted).toBe(once)
      expect(twice.secrets).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('the words inside a marker announce nothing', () => {
  for (const text of [
    '[secret removed: one-time-code] 48291',
    '[secret removed: password] Xk3!abc9',
    '[phone] 123456789',
  ])
    expect(guard(text)).toEqual({ redacted: text, secrets: [], private: [] })
})

test('the redacted text is at most a fixed number of times longer than the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
      expect(guard(text).redacted.length).toBeLessThanOrEqual(text.length * 12 + 40)
    }),
    { numRuns: RUNS },
  )
})

describe('personal data is blacked out without being called a secret', () => {
  test.each([
    ['電話は090-1234-5678です', 'phone', '[phone]'],
    ['メールは taro@example.jp です', 'email', '[mail]'],
    ['口座番号は1234567です', 'bank-account', '[id removed]'],
    ['IBAN GB82 WEST 1234 5698 7654 32', 'bank-account', '[id removed]'],
    ['東京都渋谷区神南1-2-3に届く', 'address', '東京都[address]'],
    ['it ships to 221 Baker Street, London', 'address', '[address]'],
    ['生年月日は1985年3月4日です', 'birth-date', '[birth date]'],
    ['パスポート番号 TK1234567', 'passport', '[id removed]'],
    ['免許証番号は301234567890です', 'licence', '[id removed]'],
    ['注文番号は503-1234567-7654321です', 'reference', '[ref …21]'],
    ['名義は田中太郎でした', 'name', '[name]'],
    ['the name is John Smith', 'name', '[name]'],
    ['IPは203.0.113.9です', 'ip-address', '[ip]'],
    ['カード番号 4111111111111111 有効期限 12/27', 'card-expiry', '[card …1111]'],
  ])('%s', (text, type, marker) => {
    expect(personal(text)).toContain(type)
    expect(guard(text).redacted).toContain(marker)
    if (type !== 'card-expiry') expect(types(text)).toEqual([])
  })

  test('a country, a prefecture and a town without a house number stay readable', () => {
    const text = '香川県の知らない住所と、渋谷区の人'
    expect(guard(text).redacted).toBe(text)
  })

  test('amounts, dates, times and counts stay as they were written', () => {
    const text = '20,000円、¥1,200,000、$1,234.56、2026-11-24 3:37、243通、700件、4桁、2019年から'
    expect(guard(text)).toEqual({ redacted: text, secrets: [], private: [] })
  })

  test('a link is written so that nobody can open it', () => {
    expect(guard('https://amazon.example.com/login を開いた').redacted).toBe(
      'hxxps://amazon[.]example[.]com/login を開いた',
    )
  })
})

test('every secret type has a marker and an advice id', () => {
  expect(new Set(SECRET_TYPES).size).toBe(SECRET_TYPES.length)
  expect(guard('パスはSakura1234です').secrets[0]?.advice).toBe('secret.password')
})

describe('check digits', () => {
  test('a single wrong digit is noticed', () => {
    expect(luhn('4111111111111111')).toBe(true)
    expect(luhn('4111111111111112')).toBe(false)
    expect(myNumber('123456789018')).toBe(true)
    expect(myNumber('123456789019')).toBe(false)
    expect(iban('GB82WEST12345698765432')).toBe(true)
    expect(iban('GB82WEST12345698765433')).toBe(false)
    expect(nric('S1234567D')).toBe(true)
    expect(nric('S1234567E')).toBe(false)
    expect(taiwanId('A123456789')).toBe(true)
    expect(taiwanId('A123456788')).toBe(false)
    expect(chinaId('11010519491231002X')).toBe(true)
    expect(chinaId('110105194912310021')).toBe(false)
    expect(verhoeff('234123412346')).toBe(true)
    expect(verhoeff('234123412347')).toBe(false)
  })

  test('the word lists are the published ones', () => {
    expect(ENGLISH_WORDS).toHaveLength(2048)
    expect(JAPANESE_WORDS).toHaveLength(2048)
    const sum = createHash('sha256')
      .update(ENGLISH_WORDS.join('\n') + '\n')
      .digest('hex')
    expect(sum).toBe('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda')
  })
})

test('a hostile text of 100,000 signs, cut as the door cuts it, costs little time', () => {
  const patterns = [
    '4',
    '4 ',
    '12 34-',
    '1-',
    '¥1',
    '555-123-',
    '+1 ',
    'コード',
    'code 12345 ',
    'pass ',
    'パスは',
    'password is hunter2 ',
    'pw((',
    'pass「',
    'a@',
    'a.',
    'www.',
    'https://',
    '-----BEGIN PRIVATE KEY',
    '東京都',
    '渋谷区',
    '田中さん',
    '名義は',
    '生年月日',
    'abandon ',
    'eyJ',
    'token=',
    '[',
    '[mail]',
    'GB82 ',
    '一二三',
    'いち、',
    'one ',
    'cookie: a=',
    '4111111111111111 ',
    'backup code ',
    'private key ',
    '\0',
    '4\u0336\u0336',
    '\ud83d',
    '12345678:',
    'ab12:',
    '4\u200b',
  ]
  let worst = { pattern: '', ms: 0 }
  for (const pattern of patterns) {
    const text = pattern.repeat(Math.ceil(HOSTILE_SIGNS / pattern.length)).slice(0, HOSTILE_SIGNS)
    const times = [1, 2, 3, 4, 5].map(() => {
      const start = process.threadCpuUsage()
      guard(clean(text).text)
      const used = process.threadCpuUsage(start)
      return (used.user + used.system) / 1000
    })
    const ms = Math.min(...times)
    if (ms > worst.ms) worst = { pattern, ms }
  }
  console.log(
    `cleaning and guard, hostile 100,000 signs, worst of ${patterns.length} patterns: ${worst.ms.toFixed(1)} ms (${JSON.stringify(worst.pattern)})`,
  )
  expect(worst.ms).toBeLessThanOrEqual(HOSTILE_MAX_MS)
})

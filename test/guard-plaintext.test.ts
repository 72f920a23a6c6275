import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean, defang, defangLinks, neutralise, split, TURN_MAX_UNITS } from '../src/understanding/plaintext.ts'

const RUNS = 300
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 }))

describe('cleaning', () => {
  test('takes out what no reader sees and says how much it was', () => {
    const { text, notes } = clean('a\u202eb\u200bc\u061cd\u2066e\u{e0041}f\ufe0fg')
    expect(text).toBe('abcdefg')
    expect(notes.hidden).toBe(6)
  })

  test('shows trojan source for what it is', () => {
    expect(clean('access\u202e\u2066// admin\u2069\u2066').text).toBe('access// admin')
  })

  test('keeps the joiner and the selector inside an emoji', () => {
    for (const emoji of ['👩‍👧', '❤️', '🏳️‍🌈', '👨🏽‍💻']) expect(clean(emoji).text).toBe(emoji)
  })

  test('keeps Japanese, Thai and Vietnamese writing as it is', () => {
    for (const words of ['が゙ぎ', 'ที่นี่', 'Việt Nam', 'パスワード']) expect(clean(words).text).toBe(words.normalize('NFC'))
  })

  test('caps stacked marks', () => {
    const { text, notes } = clean('Z' + '\u0336'.repeat(50))
    expect([...text].length).toBeLessThanOrEqual(4)
    expect(notes.marks).toBeGreaterThan(40)
  })

  test('composes, so that the same word is the same text', () => {
    expect(clean('か\u3099').text).toBe('が')
  })

  test('drops control signs and lone surrogates, keeps line ends and tabs', () => {
    const { text, notes } = clean('a\u0000b\ud800c\r\nd\te\u0007')
    expect(text).toBe('abc\nd\te')
    expect(notes.control).toBe(3)
  })

  test('notices a file pasted as text', () => {
    expect(clean('\u0000\u0001\u0002PNG'.repeat(40)).notes.binary).toBe(true)
    expect(clean('普通の文章です。').notes.binary).toBe(false)
  })

  test('cuts at the limit, at a whole sign, and says so', () => {
    const { text, notes } = clean('あ'.repeat(100_000))
    expect(text).toHaveLength(TURN_MAX_UNITS)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(24 * 1024)
    expect(notes.cut).toBe(true)
    expect(clean('あ').notes.cut).toBe(false)
    expect(clean('😀😀', 3).text).toBe('😀')
  })

  test('does nothing to a text it has cleaned, whatever it was', () => {
    fc.assert(
      fc.property(anyText, raw => {
        const once = clean(raw).text
        expect(clean(once).text).toBe(once)
        expect(once.isWellFormed()).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })

  test('stays cheap on a hostile megabyte', () => {
    for (const pattern of ['\u0336', 'e\u0301', '\ud83d', '\u200b', '👩‍', '\u0000']) {
      const start = process.cpuUsage()
      clean(pattern.repeat(1_000_000 / pattern.length))
      const used = process.cpuUsage(start)
      expect((used.user + used.system) / 1000).toBeLessThan(400)
    }
  })
})

describe('defanging', () => {
  test.each([
    ['https://example.com/login?next=https://x.y', 'hxxps://example[.]com/login?next=https[:]//x[.]y'],
    ['http://203.0.113.9:8080/', 'hxxp://203[.]0[.]113[.]9:8080/'],
    ['ftp://a.b', 'fxp://a[.]b'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['amazon-login.example/verify', 'amazon-login[.]example/verify'],
  ])('%s', (link, safe) => {
    expect(defang(link)).toBe(safe)
    expect(defangLinks(`前 ${link} 後`)).toBe(`前 ${safe} 後`)
    expect(defangLinks(safe)).toBe(safe)
  })

  test('leaves a name with a dot as the person wrote it', () => {
    expect(defangLinks('Amazon.co.jpからのメール、3.5倍、v1.2')).toBe('Amazon.co.jpからのメール、3.5倍、v1.2')
  })

  test('works on links beside Japanese signs', () => {
    expect(defangLinks('「https://a.example」を押した')).toBe('「hxxps://a[.]example」を押した')
  })
})

describe('quoting somebody else', () => {
  test('breaks every mention', () => {
    const safe = neutralise('@everyone @here <@123> <@&456> <@!7> <#8> </x:9> @helper_bot')
    for (const live of ['@everyone', '@here', '<@', '<#', '</', '@helper']) expect(safe).not.toContain(live)
  })

  test('breaks masked links, mark-up, HTML and clickable schemes', () => {
    const safe = neutralise(
      '[official](https://evil.example) <a href="tg://user?id=1">x</a> **bold** ||spoiler|| `code` javascript:alert(1) discord.gg/abc evil.com',
    )
    for (const live of ['](', '<a', 'https://', '**', '||', 'javascript:', 'tg:', 'discord.gg/', 'evil.com'])
      expect(safe).not.toContain(live)
  })

  test('never leaves a live link, mention or masked link, whatever the text', () => {
    const parts = fc.constantFrom(
      'http://',
      'https://',
      'a.com',
      '@everyone',
      '<@1>',
      '](',
      '[',
      ')',
      '\u202e',
      '\u200b',
      ' ',
      '\n',
      'x',
      '@',
      '<',
      '/',
      'HTTPS://',
      'www.',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), list => {
        const safe = neutralise(list.join(''))
        expect(safe).not.toMatch(/https?:\/\/[a-z]/i)
        expect(safe).not.toMatch(/@(?:everyone|here)|<@|\]\(/)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('splitting', () => {
  const LIMIT = 60

  test('gives back one piece where everything fits and none for nothing', () => {
    expect(split('短い', LIMIT)).toEqual(['短い'])
    expect(split('', LIMIT)).toEqual([])
  })

  test('cuts at a paragraph before a line, at a sentence before a word', () => {
    expect(split(`${'あ'.repeat(40)}\n\n${'い'.repeat(40)}`, LIMIT)).toEqual(['あ'.repeat(40), 'い'.repeat(40)])
    expect(split(`${'あ'.repeat(39)}。${'い'.repeat(40)}`, LIMIT)).toEqual(['あ'.repeat(39) + '。', 'い'.repeat(40)])
  })

  test('never cuts a link, a mention or a family of emoji', () => {
    const link = 'https://example.com/' + 'a'.repeat(20)
    for (const whole of [link, '<@123456789012345678>', '👩‍👩‍👧‍👦', '@some_helper_name'])
      for (let shift = 0; shift < LIMIT; shift++) {
        const pieces = split('x'.repeat(shift) + ' ' + whole + ' ' + 'y'.repeat(LIMIT), LIMIT)
        expect(pieces.some(piece => piece.includes(whole))).toBe(true)
      }
  })

  test('closes a code fence and opens it again', () => {
    const pieces = split('```ts\n' + 'line of code\n'.repeat(20) + '```\nafter', LIMIT)
    for (const piece of pieces) expect((piece.match(/```/g) ?? []).length % 2).toBe(0)
    expect(pieces[1]?.startsWith('```ts\n')).toBe(true)
  })

  test('keeps every limit, loses no word and cuts no surrogate pair, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 40, max: 120 }), (raw, limit) => {
        const text = clean(raw).text.replace(/```/g, '')
        const pieces = split(text, limit)
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit)
          expect(piece.isWellFormed()).toBe(true)
        }
        expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
      { numRuns: RUNS },
    )
  })

  test('measures in the unit of the platform', () => {
    const bytes = (piece: string): number => Buffer.byteLength(piece)
    for (const piece of split('あいうえお。'.repeat(30), LIMIT, bytes)) expect(bytes(piece)).toBeLessThanOrEqual(LIMIT)
  })
})

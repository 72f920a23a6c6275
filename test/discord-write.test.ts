import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rich } from '../src/content/rich.ts'
import { PersonId } from '../src/core/ids.ts'
import type { Outbound, OutboundButton } from '../src/engine/messages.ts'
import { split } from '../src/platforms/discord/split.ts'
import { flatten } from '../src/platforms/discord/wire.ts'
import type { ComponentJson } from '../src/platforms/discord/wire.ts'
import { cut, editOf, markdown, nonceOf, payloadsOf } from '../src/platforms/discord/write.ts'
import { checkBody } from './emulators/discord/check.ts'

/** What leaves for Discord, whatever was put in: inside every limit, nobody called by accident, nobody's words as markup. */

const WORDS = { choose: '選ぶ', ownWords: '自分のことばで' }
const message = (changes: Partial<Outbound>): Outbound => ({
  id: 'case/1',
  to: { platform: 'discord', chat: '1', kind: 'private' },
  text: [{ text: 'x' }],
  buttons: [],
  language: 'ja',
  mentions: [],
  quiet: false,
  repeat: false,
  about: [],
  ...changes,
})
const componentsOf = (payload: { components?: readonly unknown[] }) =>
  flatten((payload.components ?? []) as ComponentJson[]) as (ComponentJson & { content?: string; label?: string })[]
const textOf = (payload: { components?: readonly unknown[] }) =>
  componentsOf(payload)
    .map(({ content }) => content ?? '')
    .join('')

/** Everything people write: scripts, emoji of several code points, markup, mentions, links, fences, line breaks. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '**', '__', '~~', '||', '`', '```', '> ', '>>> ', '# ', '- ', '1. ', '\n', '\n\n', '\\', '<@123>', '<@&123>', '<#123>',
    '@everyone', '@here', '[a](https://evil.example)', 'https://www.npa.go.jp/x?y=1', '👩‍👩‍👧‍👦', '🇯🇵', 'が', 'お金', '<t:1>', ':smile:',
  ), // prettier-ignore
)
const text = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''))
const style = fc.constantFrom(undefined, 'bold', 'strike', 'code', 'quote')
const rich: fc.Arbitrary<Rich> = fc.array(
  fc.record({ text, style }).map(({ text, style }) => (style ? { text, style } : { text })),
  { minLength: 1, maxLength: 30 },
)
const button: fc.Arbitrary<OutboundButton> = fc.record({
  label: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
  ref: fc.stringMatching(/^[a-z0-9]{1,60}$/),
  style: fc.constantFrom('primary', 'plain', 'danger'),
  input: fc.boolean(),
  name: fc.constantFrom('done/x', 'choose/a', 'answer/yes'),
})
const buttons = fc.array(fc.array(button, { maxLength: 7 }), { maxLength: 9 })

describe('a message', () => {
  test('is inside every limit of Discord, however long it is and however many buttons it has', () => {
    fc.assert(
      fc.property(rich, buttons, fc.integer({ min: 0, max: 120 }), (text, buttons, called) => {
        fc.pre(text.some(({ text }) => text.trim() !== ''))
        const mentions = Array.from({ length: called }, (_, index) => PersonId.parse(`discord:${10_000 + index}`))
        const payloads = payloadsOf(message({ text, buttons, mentions }), WORDS)
        for (const payload of payloads) {
          expect(checkBody('message', { ...payload })).toEqual([])
          expect(textOf(payload).length).toBeLessThanOrEqual(4_000)
          expect(payload.allowed_mentions.parse).toEqual([])
        }
        // Buttons stand under the end of the text, once.
        const withButtons = payloads.map(payload => componentsOf(payload).some(({ type }) => type === 2 || type === 3))
        expect(withButtons.slice(0, -1)).not.toContain(true)
        expect(payloads.slice(1).every(({ allowed_mentions }) => allowed_mentions.users === undefined)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('of many buttons loses none of them: what does not fit in rows is in a list', () => {
    const many = Array.from({ length: 8 }, (_, row) =>
      Array.from({ length: 3 }, (_, at): OutboundButton => ({
        label: `b${row}${at}`,
        ref: `r${row}${at}`,
        style: 'plain',
        name: 'show/x',
      })),
    )
    const [payload] = payloadsOf(message({ buttons: many }), { choose: 'x' })
    const offered = componentsOf(payload!).flatMap(({ custom_id, type, options }) =>
      type === 2 ? [custom_id] : (options ?? []).map(({ value }) => value),
    )
    expect(offered.sort()).toEqual(
      many
        .flat()
        .map(({ ref }) => ref)
        .sort(),
    )
  })

  test('of many buttons keeps the one that opens a field: a list opens nothing', () => {
    const many = Array.from({ length: 9 }, (_, index): OutboundButton[] => [
      { label: `n${index}`, ref: `r${index}`, style: 'plain', input: false, name: 'done/x' },
    ])
    for (const buttons of [
      many,
      [...many, [{ label: 'w', ref: 'asked', style: 'plain', input: true, name: 'answer/own' }]] as OutboundButton[][],
    ]) {
      const [payload] = payloadsOf(message({ buttons }), WORDS)
      expect(checkBody('message', { ...payload })).toEqual([])
      const opening = componentsOf(payload ?? {}).filter(
        ({ type, label }) => type === 2 && (label === 'w' || label === WORDS.ownWords),
      )
      expect(opening).toHaveLength(1)
    }
  })
  test('calls those it is meant for by number, and an edit calls nobody anew and carries no nonce', () => {
    const mentions = [PersonId.parse('discord:111'), PersonId.parse('telegram:222')]
    const [payload] = payloadsOf(message({ mentions }), WORDS)
    expect(payload!.allowed_mentions).toEqual({ parse: [], users: ['111'] })
    expect(textOf(payload!)).toContain('<@111>')
    expect(textOf(payload!)).not.toContain('222')
    expect(Object.keys(editOf(payload!)).sort()).toEqual(['allowed_mentions', 'components', 'flags'])
  })

  test('has a nonce that repeats with the message, differs by part, and fits', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(9), (one, other, part) => {
        expect(nonceOf(one, part)).toMatch(/^[\w-]{22}$/)
        expect(nonceOf(one, part)).toBe(nonceOf(one, part))
        expect(nonceOf(one, part)).not.toBe(nonceOf(one, part + 1))
        if (one !== other) expect(nonceOf(one, part)).not.toBe(nonceOf(other, part))
      }),
    )
  })
})

describe('markup', () => {
  /** Reads back what Discord would show of text in which everything is escaped. */
  const shown = (escaped: string) => escaped.replace(/\\([^A-Za-z0-9\s])/g, '$1')

  test('people’s words are shown as they wrote them and are nothing but words', () => {
    fc.assert(
      fc.property(text, words => {
        fc.pre(!/https?:/.test(words))
        const out = markdown([{ text: words }])
        expect(shown(out)).toBe(words)
        const bare = out.replace(/\\./gs, 'x')
        expect(bare).not.toMatch(/[*_~`|<[]/)
        expect(bare).not.toMatch(/@everyone|@here/)
        expect(bare).not.toMatch(/^\s*(#{1,3}|>{1,3}|-)\s/m)
      }),
      { numRuns: 300 },
    )
  })

  test('a quotation stays a quotation: no line of it escapes, no mark in it works', () => {
    fc.assert(
      fc.property(text, words => {
        const out = markdown([{ text: 'before' }, { text: words, style: 'quote' }, { text: 'after' }])
        const lines = out.split('\n')
        expect(lines[0]).toBe('before')
        expect(lines[lines.length - 1]).toBe('after')
        expect(lines.slice(1, -1).every(line => line.startsWith('> '))).toBe(true)
        expect(out.replace(/\\./gs, '')).not.toMatch(/[*_~`|<[]|https?:\/\//)
      }),
      { numRuns: 200 },
    )
  })

  test('code cannot be left from inside', () => {
    fc.assert(
      fc.property(text, words => {
        fc.pre(words !== '')
        const out = markdown([{ text: words, style: 'code' }])
        const inner = words.includes('\n') ? out.slice(4, -4) : out.slice(1, -1)
        expect(inner).not.toContain('`')
      }),
      { numRuns: 200 },
    )
  })

  test('our own styles work, and a registered link arrives whole', () => {
    expect(markdown([{ text: 'now', style: 'bold' }, { text: ' and ' }, { text: 'old', style: 'strike' }])).toBe(
      '**now** and ~~old~~',
    )
    expect(markdown([{ text: 'see https://www.npa.go.jp/a_b_c?x=*1* now' }])).toBe(
      'see https://www.npa.go.jp/a_b_c?x=*1* now',
    )
  })
})

describe('splitting', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const graphemes = (words: string) => [...segmenter.segment(words)].map(({ segment }) => segment)

  test('says the same in order, within the limit', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), fc.integer({ min: 60, max: 400 }), (pieces, limit) => {
        const words = pieces.filter(one => one !== '```').join('')
        fc.pre(!words.includes('```'))
        const parts = split(words, limit)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit)
        const bare = (one: string) => one.replace(/\s+/g, '')
        expect(bare(parts.join(''))).toBe(bare(words))
      }),
      { numRuns: 300 },
    )
  })

  test('never cuts a character a person sees, nor a mention, a link or an escape', () => {
    const family = '👩‍👩‍👧‍👦'
    const parts = split(family.repeat(60), 100)
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(graphemes(part).every(one => one === family)).toBe(true)
    for (let before = 40; before < 62; before++) {
      for (const whole of ['<@123456789012345678>', 'https://a.example/bcd', '\\*']) {
        const parts = split('x'.repeat(before) + whole + 'y'.repeat(60), 70)
        expect(
          parts.some(part => part.includes(whole)),
          `${whole} after ${before}`,
        ).toBe(true)
      }
    }
  })

  test('closes an open code block and opens it again', () => {
    const code = Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n')
    const parts = split('before\n```\n' + code + '\n```\nafter', 120)
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(part.split('```').length % 2, part).toBe(1)
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(120)
    expect(parts.join('\n').match(/line \d+/g)).toHaveLength(40)
  })

  test('prefers a paragraph to a line and a line to a space', () => {
    expect(split('a'.repeat(50) + '\n\n' + 'b'.repeat(20) + '\n' + 'c'.repeat(50), 100)).toEqual([
      'a'.repeat(50),
      'b'.repeat(20) + '\n' + 'c'.repeat(50),
    ])
  })

  test('a label is cut between characters and says so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (words, limit) => {
        const kept = cut(words, limit)
        expect(kept.length).toBeLessThanOrEqual(limit)
        if (words.length <= limit) expect(kept).toBe(words)
        else expect(words.startsWith(kept.slice(0, -1)) && kept.endsWith('…')).toBe(true)
      }),
    )
  })
})

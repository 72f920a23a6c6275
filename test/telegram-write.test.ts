import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rich, Segment } from '../src/content/rich.ts'
import type { Address } from '../src/engine/messages.ts'
import { split } from '../src/platforms/telegram/split.ts'
import { keyboard, textOf, write } from '../src/platforms/telegram/write.ts'
import { checkLimits } from './emulators/telegram/limits.ts'
import { outbound } from './emulators/telegram/door.ts'

const hana: Address = { platform: 'telegram', chat: '7100000001', kind: 'private' }
const names = new Map<string, string>()
const wording = { repeat: '(twice)', names }
const button = (label: string, ref = 'k.abc', style: 'primary' | 'plain' | 'danger' = 'plain') => ({
  label,
  ref,
  style,
  name: label,
})

const letters = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('👨‍👩‍👧‍👦', '🇯🇵', 'が', 'ﾊﾟ', '\n\n', '。', ' ', 'é', '𠮷', 'a'.repeat(200), '長'.repeat(300)),
)
const segment: fc.Arbitrary<Segment> = fc.record(
  { text: letters, style: fc.constantFrom('bold' as const, 'strike' as const, 'code' as const, 'quote' as const) },
  { requiredKeys: ['text'] },
)
const rich: fc.Arbitrary<Rich> = fc
  .array(segment, { minLength: 1, maxLength: 120 })
  .filter(segments => segments.some(({ text }) => text.trim() !== ''))

describe('text', () => {
  test('any words in any styles come out as messages inside every documented limit, nothing lost, nothing added', () => {
    fc.assert(
      fc.property(rich, segments => {
        const written = write({ ...outbound(hana, ''), text: segments }, wording)
        if (written.method !== 'sendMessage') throw new Error(written.method)
        for (const part of written.parts) {
          // Entities past 100 are dropped by us; everything else must fit as it is.
          expect(checkLimits('sendMessage', part as unknown as Record<string, unknown>)).toEqual([])
          for (const { offset, length } of part.entities) {
            expect(isWhole(part.text, offset) && isWhole(part.text, offset + length)).toBe(true)
          }
        }
        const bare = (text: string) => text.replace(/\s/g, '')
        expect(bare(written.parts.map(({ text }) => text).join(''))).toBe(
          bare(segments.map(({ text }) => text).join('')),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('a piece never ends inside a character, whatever the limit', () => {
    const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
        fc.integer({ min: 40, max: 90 }),
        (text, limit) => {
          const whole = [...graphemes.segment(text)].map(({ segment: one }) => one)
          fc.pre(whole.every(one => one.length <= 20))
          const pieces = split([{ text }], limit).map(piece => piece.map(one => one.text).join(''))
          for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit)
          const again = pieces.flatMap(piece => [...graphemes.segment(piece)].map(({ segment: one }) => one))
          const visible = (all: string[]) => all.filter(one => one.trim() !== '')
          expect(visible(again)).toEqual(visible(whole))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a character longer than the limit is cut between code points, never inside a surrogate pair', () => {
    const zalgo = `a${'\u0301'.repeat(50)}${'𠮷'.repeat(40)}`
    for (const piece of split([{ text: zalgo }], 33)) expect(piece[0]?.text.isWellFormed()).toBe(true)
    const joined = split([{ text: '👩‍'.repeat(2000) }], 4096).map(piece => piece[0]?.text ?? '')
    expect(joined.join('')).toBe('👩‍'.repeat(2000))
    expect(joined.every(piece => piece.length <= 4096 && piece.isWellFormed())).toBe(true)
  })

  test('is cut at a paragraph before a line, at a line before a sentence', () => {
    const text = `${'あ'.repeat(60)}。${'い'.repeat(10)}\n\n${'う'.repeat(10)}\n${'え'.repeat(60)}`
    expect(split([{ text }], 100)[0]?.[0]?.text).toBe(`${'あ'.repeat(60)}。${'い'.repeat(10)}`)
  })

  test('what a person wrote is never markup: no parse mode, only their characters', () => {
    const said = '<b>*_[x](http://evil.example)`'
    const written = write({ ...outbound(hana, ''), text: [{ text: said, style: 'quote' }] }, wording)
    expect(written).toMatchObject({
      parts: [{ text: said, entities: [{ type: 'blockquote', offset: 0, length: said.length }] }],
    })
    expect(JSON.stringify(written)).not.toContain('parse_mode')
  })

  test('neighbours of one style are one entity, and code over lines is a block to copy', () => {
    const { entities } = textOf([
      { text: 'a', style: 'bold' },
      { text: 'b', style: 'bold' },
      { text: '1\n2', style: 'code' },
    ])
    expect(entities).toEqual([
      { type: 'bold', offset: 0, length: 2 },
      { type: 'pre', offset: 2, length: 3 },
    ])
  })

  test('nothing to say is a fault of ours', () => {
    expect(() => write(outbound(hana, ' \n'), wording)).toThrow('without words')
  })
})

describe('a message in several parts', () => {
  const long = outbound(hana, '長い。'.repeat(3000), { buttons: [[button('a')]] })
  test('has its buttons on the last part and rings once', () => {
    const written = write(long, wording)
    if (written.method !== 'sendMessage') throw new Error(written.method)
    expect(written.parts).toHaveLength(3)
    expect(written.parts.map(part => part.reply_markup !== undefined)).toEqual([false, false, true])
    expect(written.parts.map(part => part.disable_notification ?? false)).toEqual([false, true, true])
  })
  test('replaces no card: it is sent anew', () => {
    expect(write({ ...long, edits: '12' }, wording)).toEqual({ method: 'anew' })
  })
})

describe('buttons', () => {
  test('are at most three a row, and wide Japanese labels get a row that fits a phone', () => {
    const rows = keyboard([[button('はい'), button('いいえ'), button('わからない'), button('あとで')]])
    expect(rows.map(row => row.map(({ text }) => text))).toEqual([['はい', 'いいえ', 'わからない'], ['あとで']])
    const wide = keyboard([[button('記録をすべて受け取る'), button('相談を終わりにする'), button('まだ続ける')]])
    expect(wide.every(row => row.length <= 2)).toBe(true)
  })
  test('keep their style and their opaque reference', () => {
    expect(keyboard([[button('×', 'k.1', 'danger')]])).toEqual([[{ text: '×', callback_data: 'k.1', style: 'danger' }]])
    expect(keyboard([[button('o', 'k.1')]])).toEqual([[{ text: 'o', callback_data: 'k.1' }]])
  })
  test('that open an invitation come last, in a row of their own, and hold a link, no reference', () => {
    const invitation = { text: 'Join', url: 'https://t.me/kakekomi_bot?start=abc' }
    const written = write(outbound(hana, 'x', { buttons: [[button('A')]] }), { ...wording, invitation })
    const shown = written.method === 'sendMessage' ? written.parts[0]?.reply_markup : undefined
    expect(shown).toEqual({ inline_keyboard: [[{ text: 'A', callback_data: 'k.abc' }], [invitation]] })
  })

  test('with more than 64 bytes are refused here, not by Telegram', () => {
    expect(keyboard([[button('x', 'k'.repeat(64))]])).toHaveLength(1)
    expect(() => keyboard([[button('x', 'あ'.repeat(22))]])).toThrow('66 bytes')
    expect(() => keyboard([[button('x', '')]])).toThrow('0 bytes')
  })
})

describe('places and people', () => {
  test('a forum topic is a thread; a thread of replies answers its first message even when that is gone', () => {
    const group: Address = { platform: 'telegram', chat: '-1002', kind: 'room' }
    expect(write(outbound({ ...group, thread: '77' }, 'x'), wording)).toMatchObject({
      parts: [{ chat_id: -1002, message_thread_id: 77 }],
    })
    expect(write(outbound({ ...group, thread: 'r77' }, 'x'), wording)).toMatchObject({
      parts: [{ chat_id: -1002, reply_parameters: { message_id: 77, allow_sending_without_reply: true } }],
    })
  })

  test('people are called by numeric id; others on other apps are not named', () => {
    const called = outbound({ platform: 'telegram', chat: '-1002', kind: 'group' }, 'ping', {
      mentions: ['telegram:71', 'discord:5', 'telegram:72'] as never,
      buttons: [[button('a')]],
    })
    const written = write(called, {
      repeat: '',
      names: new Map([
        ['telegram:71', 'ゆき🐈'],
        ['telegram:72', 'Ken'],
      ]),
    })
    if (written.method !== 'sendMessage') throw new Error(written.method)
    expect(written.parts[0]?.text).toBe('ゆき🐈 Ken\nping')
    expect(written.parts[0]?.entities).toEqual([
      { type: 'text_mention', offset: 0, length: 4, user: { id: 71, is_bot: false, first_name: 'ゆき🐈' } },
      { type: 'text_mention', offset: 5, length: 3, user: { id: 72, is_bot: false, first_name: 'Ken' } },
    ])
  })

  test('a repeat says so, an edit that is repeated does not need to', () => {
    const again = { ...outbound(hana, 'x'), repeat: true }
    expect(write(again, wording)).toMatchObject({ parts: [{ text: '(twice)\nx' }] })
    expect(write({ ...again, edits: '5' }, wording)).toMatchObject({ edit: { text: 'x', message_id: 5 } })
  })
})

function isWhole(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return !(unit >= 0xdc00 && unit <= 0xdfff && text.charCodeAt(at - 1) >= 0xd800 && text.charCodeAt(at - 1) <= 0xdbff)
}

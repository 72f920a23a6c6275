import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyIdOf, sealedWith, sealer, tagOf } from '../src/store/seal.ts'

const key = randomBytes(32)
const ours = sealer([key])
const seal = (row: string, version: number, text: string) => ours.seal(row, version, text)
const open = (row: string, version: number | undefined, sealed: string) => ours.open(row, version, sealed)
const tampered = expect.objectContaining({ name: 'StoreError', code: 'tampered' })

describe('sealing', () => {
  test('any text comes back, with its version', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, version) => {
        expect(open('case/1', version, seal('case/1', version, text))).toEqual({ plaintext: text, version })
      }),
    )
  })

  test('nothing of the text can be read in the sealed value, and no two sealings are alike', () => {
    const sealed = Array.from({ length: 2000 }, () => seal('case/1', 1, 'パスワードは hunter2'))
    expect(new Set(sealed).size).toBe(2000)
    expect(new Set(sealed.map(tagOf)).size).toBe(2000)
    // The first 16 base64 characters of the body are the 96-bit nonce.
    expect(new Set(sealed.map(one => one.split('.')[3]?.slice(0, 16))).size).toBe(2000)
    for (const one of sealed) expect(one).toMatch(/^s1\.[0-9a-f]{8}\.1\.[\w-]+\.[\w-]{22}$/)
  })

  test('a value moved to another row is refused', () => {
    expect(() => open('case/2', undefined, seal('case/1', 1, 'x'))).toThrow(tampered)
  })

  test('a value of another version is refused, and so is one relabelled with the right version', () => {
    const old = seal('case/1', 1, 'x')
    expect(() => open('case/1', 2, old)).toThrow(tampered)
    expect(() => open('case/1', 2, old.replace('.1.', '.2.'))).toThrow(tampered)
    expect(() => open('case/1', 1, old.replace('.1.', '.01.'))).toThrow(tampered)
  })

  test('every single flipped character is noticed', () => {
    const sealed = seal('case/1', 1, 'the code was 4711')
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'Q' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      // The last character of a base64 group may hold bits that decode to nothing: the bytes are then the same.
      const same = (one: string) =>
        one.split('.').map((part, n) => (n < 3 ? part : Buffer.from(part, 'base64url').toString('hex')))
      if (same(changed).join() === same(sealed).join()) continue
      expect(() => open('case/1', 1, changed), `character ${at}`).toThrow(
        expect.objectContaining({ name: 'StoreError' }),
      )
    }
  })

  test.each(['', '{"plain":"text"}', 's1', 's1.a.b.c.d', 's2.00000000.1.AAAA.AAAA', 'あ', '.'.repeat(10)])(
    'what is not sealed is refused: %j',
    text => expect(() => open('case/1', undefined, text)).toThrow(tampered),
  )

  test('a shortened tag is refused', () => {
    const sealed = seal('case/1', 1, 'x')
    for (const cut of [1, 8, 16, 22]) expect(() => open('case/1', 1, sealed.slice(0, -cut))).toThrow(tampered)
  })

  test('another data key is named, not guessed at', () => {
    const other = sealer([randomBytes(32)])
    expect(() => other.open('case/1', 1, seal('case/1', 1, 'x'))).toThrow(
      expect.objectContaining({ code: 'wrong-key', message: expect.stringContaining(keyIdOf(key)) }),
    )
  })

  test('older keys still open, the first one seals', () => {
    const fresh = randomBytes(32)
    const both = sealer([fresh, key])
    expect(both.open('case/1', 3, seal('case/1', 3, 'old')).plaintext).toBe('old')
    expect(sealedWith(both.seal('case/1', 4, 'new'))).toBe(keyIdOf(fresh))
  })

  test('no error tells the text or the key', () => {
    const sealed = seal('case/1', 1, 'geheim')
    for (const attempt of [() => open('case/2', 1, sealed), () => sealer([randomBytes(32)]).open('case/1', 1, sealed)])
      try {
        attempt()
        expect.unreachable()
      } catch (error) {
        const told = `${String(error)} ${String((error as Error).cause)}`
        expect(told).not.toContain('geheim')
        expect(told).not.toContain(key.toString('base64').slice(0, 10))
      }
  })

  test.each([[[]], [[randomBytes(16)]], [[key, randomBytes(31)]]])('refuses keys that are none or too short', keys => {
    expect(() => sealer(keys)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})

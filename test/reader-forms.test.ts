import { describe, expect, it } from 'vitest'
import { sequenceOf, spellOut, splitForms, wordSequenceOf } from '../src/understanding/local/forms.ts'
import { openCharacterMatcher } from '../src/understanding/local/matcher.ts'
import { openWordMatcher } from '../src/understanding/local/word-matcher.ts'

const said = (matcher: ReturnType<typeof openWordMatcher>, text: string): string[] =>
  matcher.match(text).map(({ start, end }) => text.slice(start, end))

describe('authored forms', () => {
  it('spell out alternatives, what may be left out, and digits', () => {
    expect(spellOut('(log|sign) in(to)?')).toEqual(['log into', 'log in', 'sign into', 'sign in'])
    expect(spellOut('url?')).toEqual(['url', 'ur'])
    expect(spellOut('[0-9]通')).toHaveLength(10)
    expect(spellOut('(a(b|c)|d)')).toEqual(['ab', 'ac', 'd'])
  })

  it('name the author’s slip when brackets do not match or a form explodes', () => {
    expect(() => spellOut('(a|b')).toThrow(/"\(a\|b" opens a bracket/)
    expect(() => spellOut('a)b')).toThrow(/closes a bracket/)
    expect(() => sequenceOf('(a|b')).toThrow(/opens a bracket/)
    expect(() => spellOut('[0-9][0-9][0-9][0-9]')).toThrow(/too many spellings/)
    expect(() => sequenceOf('(a)?')).toThrow(/left out as a whole/)
    expect(() => splitForms(['ok', { no: 1 }], 'ja/words.yaml: login')).toThrow(/ja\/words.yaml: login/)
  })

  it('start at the first part that may not be left out', () => {
    expect(sequenceOf('(もう)?入れ(ない|ません)')).toEqual([['入れ'], ['ない', 'ません']])
    expect(wordSequenceOf("can't (log|get) ~ in")).toEqual([[['cant']], [['log'], ['get']], [['~']], [['in']]])
  })
})

describe('matching characters', () => {
  const matcher = openCharacterMatcher([
    { concept: 0, form: '(コード|番号)を(相手に)?教え(た|て)' },
    { concept: 1, form: 'dm' },
  ])

  it('follows the parts of a form and takes the longest way', () => {
    expect(said(matcher, '昨日番号を相手に教えてしまった')).toEqual(['番号を相手に教えて'])
    expect(said(matcher, '番号を友達に教えた')).toEqual([])
  })

  it('does not find a Latin word inside a longer one', () => {
    expect(said(matcher, 'dmが来た')).toEqual(['dm'])
    expect(said(matcher, 'admin')).toEqual([])
  })
})

describe('matching words', () => {
  const matcher = openWordMatcher([
    { concept: 0, form: 'read ~ out' },
    { concept: 1, form: 'chang* (my|the) password' },
    { concept: 2, form: "couldn't (log|get) in" },
  ])

  it('lets up to three words stand in a gap, but no end of a sentence', () => {
    expect(said(matcher, 'i read the six digits out to him')).toEqual(['read the six digits out'])
    expect(said(matcher, 'i read all of the six digits out')).toEqual([])
    expect(said(matcher, 'i read it. get out')).toEqual([])
  })

  it('knows stems and does not mind apostrophes', () => {
    expect(said(matcher, 'someone changed the password')).toEqual(['changed the password'])
    expect(said(matcher, "i couldn't get in")).toEqual(["couldn't get in"])
    expect(said(matcher, 'i couldnt log in')).toEqual(['couldnt log in'])
  })
})

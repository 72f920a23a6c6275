import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TERMINAL_COMMUNITY } from '../src/assemble.ts'
import { unknownRoutes } from '../src/content/contacts.ts'
import { quotedBetween } from '../src/content/quoted.ts'
import { plainText } from '../src/content/rich.ts'
import { PersonId } from '../src/core/ids.ts'
import type { Outbound } from '../src/engine/messages.ts'
import { rows } from '../src/engine/rows.ts'
import { payloadsOf } from '../src/platforms/discord/write.ts'
import { write as writeTelegram } from '../src/platforms/telegram/write.ts'
import { writeText } from '../src/platforms/terminal/write.ts'
import { neutralise } from '../src/understanding/plaintext.ts'
import { library } from './given.ts'
import { STORY, trustWorld } from './trust-world.ts'

/** S15–S18: whatever people write or call themselves, what the bot sends calls nobody, links nowhere and looks like nothing else. */

const ZERO_WIDTH = '\u200b\u2060\ufeff\u00ad'
const TAGS = [...'tag'].map(letter => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
const HOSTILE = [
  '@everyone @here read this',
  '<@&123456789012345678> <@123456789012345678> <#123456789012345678>',
  '@admin_official and t.me/evil_bot',
  '[Amazon support](https://evil.example/login)',
  '[https://amazon.co.jp](https://evil.example)',
  '# URGENT\n> quoted\n-# small\n**bold** __under__ ||spoiler|| `code` ~~gone~~',
  '```\nfence\n```',
  '<b>html</b> <a href="https://evil.example">amazon</a> <script>alert(1)</script> &lt;',
  'https://evil.example/login?next=https://evil2.example',
  'hTTps://EVIL.example and www.evil.example and evil.example/path',
  'login at amaz0n-support.com today',
  'discord://-/channels/1 tg://resolve?domain=evil javascript:alert(1) mailto:x@evil.example',
  'my \u202etnuocca\u202c was \u2066isolated\u2069 hacked \u061c\u200e\u200f',
  `zero${ZERO_WIDTH}width${ZERO_WIDTH}here`,
  `tag${TAGS}characters\u{e0001}`,
  'variation\ufe0e\u{e0100}selectors',
  `zalgo${'\u0301'.repeat(60)}text`,
  'lone \ud83d surrogate and \u0000\u001b[2Jcontrol',
  '@everyone and <@&1>',
]

const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]|[\u{e0000}-\u{e0fff}]/u

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/
const LIVE_LINK = /https?:\/\/[^\s)」]+/gi

/** Everything of an outbound message as one app is given it, as one string. */
const forms = {
  discord: (message: Outbound) =>
    JSON.stringify(payloadsOf({ ...message, to: { ...message.to, platform: 'discord' } }, { choose: 'choose' })),
  telegram: (message: Outbound) =>
    JSON.stringify(
      writeTelegram(
        { ...message, to: { platform: 'telegram', chat: '1', kind: 'private' } },
        { repeat: '', names: new Map() },
      ),
    ),
  terminal: (message: Outbound) => writeText(message.text, { colour: false, columns: 80 }),
}

/** A whole conversation in which everybody, everywhere, writes one hostile text. */
async function conversation(hostile: string) {
  const it = await trustWorld()
  const community = await it.archive.load(rows.community(TERMINAL_COMMUNITY))
  const value = community?.value as { helpers: { name: string }[] }
  for (const helper of value.helpers) helper.name = hostile.slice(0, 60)
  await it.archive.commit({ put: [{ key: rows.community(TERMINAL_COMMUNITY), value, version: 2 }] })
  await it.tell('victim', `${STORY}\n${hostile}`, { name: hostile })
  await it.tell('victim', hostile)
  await it.tell('victim', hostile, {})
  await it.hear(it.from('victim', { kind: 'text', text: hostile, quoted: true }))
  await it.hear(it.from('victim', { kind: 'file', name: hostile, mime: hostile, bytes: 10, sha256: 'ab'.repeat(32) }))
  await it.command('victim', 'note', { text: hostile })
  await it.command('victim', 'contacted', {
    whom: hostile.slice(0, 60),
    name: hostile.slice(0, 60),
    reference: hostile.slice(0, 60),
    promise: hostile,
    days: '1',
  })
  await it.command('victim', 'report', { text: hostile })
  await it.command('victim', 'call')
  await it.press('victim', 'call')
  await it.command('helper', 'claim')
  await it.command('helper', 'private-note', { text: hostile })
  await it.tell('helper', hostile)
  await it.tell('helper', 'I am with you now')
  await it.tell('victim', hostile)
  for (const card of ['timeline', 'export', 'helpers', 'status']) await it.command('victim', card)
  await it.command('victim', 'card', { which: 'police-sheet' })
  await it.command('helper', 'timeline')
  await it.command('moderator', 'roster')
  await it.until(it.clock.now() + 25 * 3_600_000)
  return it
}

describe.each(HOSTILE.map((text, index) => [index, text] as const))('hostile text %i', (_, hostile) => {
  test('is harmless wherever it comes out', async () => {
    const it = await conversation(hostile)
    expect(it.words().length).toBeGreaterThan(2_000)
    for (const message of it.sent) {
      const text = [plainText(message.text), ...message.buttons.flat().map(({ label }) => label)].join('\n')
      expect(text).not.toMatch(INVISIBLE)
      expect(text).not.toMatch(CONTROL)
      expect(text.isWellFormed()).toBe(true)
      expect(text).not.toMatch(/@(?:everyone|here)|<@|<#|<\/?[a-z]|\]\(/i)
      expect(text).not.toMatch(/evil\d?\.example|amaz0n-support\.com|t\.me\/evil/i)
      for (const [link] of text.matchAll(LIVE_LINK)) expect(unknownRoutes(link, library)).toEqual([])
      const discord = payloadsOf({ ...message, to: { ...message.to, platform: 'discord' } }, { choose: 'choose' })
      for (const payload of discord) expect(payload.allowed_mentions).toMatchObject({ parse: [] })
      expect(forms.discord(message)).not.toMatch(/@everyone|@here|<@&|\]\(http/)
      expect(forms.terminal(message)).not.toMatch(CONTROL)
      expect(forms.telegram(message)).not.toMatch(/parse_mode|@everyone|"type":"(?:url|text_link)"/)
    }
  })
})

test('quoted words are still readable: nothing a person wrote is lost, only defused', async () => {
  const it = await conversation('Please look at evil.example, **now**')
  expect(it.words('victim')).toMatch(/Please look at evil\[\.\]example, \*.?\*.?now/)
})

describe('no file of ours can call everybody', () => {
  const DISCORD = join(import.meta.dirname, '../src/platforms/discord')
  test('allowed_mentions is always an empty list of kinds', () => {
    const code = [
      'write.ts',
      'sending.ts',
      'room.ts',
      'reception.ts',
      'containment.ts',
      'setup.ts',
      'index.ts',
      'house.ts',
    ]
      .map(file => readFileSync(join(DISCORD, file), 'utf8'))
      .join('\n')
    const parses = [...code.matchAll(/parse:\s*(\[[^\]]*\]|readonly never\[\])/g)].map(([, list]) => list)
    expect(parses.length).toBeGreaterThan(0)
    expect(parses.filter(list => list !== '[]' && list !== 'readonly never[]')).toEqual([])
    expect(code).not.toMatch(/parse:\s*\[\s*'(?:everyone|roles|users)/)
    expect(code).not.toMatch(/MENTION_EVERYONE|MentionEveryone/)
  })
  test('a mention is a numeric id of this app and nothing else', async () => {
    const it = await trustWorld()
    await it.tell('victim', STORY)
    const [message] = it.sent
    if (!message) throw new Error('nothing was sent')
    const mentions = ['discord:123456789012345678', 'telegram:42', 'terminal:everyone'].map(id => PersonId.parse(id))
    const [payload] = payloadsOf({ ...message, mentions }, { choose: 'choose' })
    expect(payload?.allowed_mentions).toEqual({ parse: [], users: ['123456789012345678'] })
  })
})

describe('secrets beside the story', () => {
  test.each([
    ['note', { text: 'my password is hunter2secret' }],
    ['contacted', { whom: 'bank', promise: 'I told them 4111 1111 1111 1111' }],
    ['report', { text: 'he wanted 4111 1111 1111 1111 from me' }],
  ])('typed into /%s is taken out before it is kept, and the person is told what to do', async (name, input) => {
    const it = await trustWorld()
    await it.tell('victim', STORY)
    const heard = await it.command('victim', name, input)
    expect(heard.remove).toBe(true)
    expect(library.texts[heard.note ?? '']).toBeDefined()
    expect(JSON.stringify([await it.cases(), it.sent])).not.toMatch(/4111|hunter2secret/)
  })
  test('in a file name is taken out', async () => {
    const it = await trustWorld()
    await it.tell('victim', STORY)
    await it.hear(it.from('victim', { kind: 'file', name: 'card 4111111111111111.png', mime: 'image/png', bytes: 9 }))
    expect(JSON.stringify([await it.cases(), it.sent])).not.toContain('4111111111111111')
  })
  test('the name of an officer stays in a note: it is what the note is for', async () => {
    const it = await trustWorld()
    await it.tell('victim', STORY)
    await it.command('victim', 'contacted', { whom: 'police', name: '田中さん', reference: 'R5-123' })
    await it.command('victim', 'timeline')
    expect(it.words('victim')).toMatch(/田中さん[\s\S]*R5-123|R5-123[\s\S]*田中さん/)
  })
})

describe('a helper’s words with a registered address', () => {
  const url = library.contacts.find(({ url }) => url)?.url ?? ''
  const scene = { quote: neutralise }
  test('keep it whole, and everything else in them is defused', () => {
    expect(quotedBetween(scene, `@everyone see ${url} and **hurry**`, library)).toContain(` ${url} `)
    expect(quotedBetween(scene, `@everyone see ${url} and **hurry**`, library)).not.toMatch(/@everyone|\*\*hurry/)
  })
  test('an address that only begins like a registered one is defused', () => {
    for (const tail of ['.evil.example', 'evil', '@evil.example'])
      expect(quotedBetween(scene, `see ${url.replace(/\/$/, '')}${tail} now`, library)).not.toContain('https://')
  })
})

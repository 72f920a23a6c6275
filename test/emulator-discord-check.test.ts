import { afterEach, describe, expect, test } from 'vitest'
import type { BodyKind } from './emulators/discord/check.ts'
import { checkBody } from './emulators/discord/check.ts'
import type { DiscordEmulator } from './emulators/discord/start.ts'
import { startDiscord } from './emulators/discord/start.ts'

const row = (...components: object[]) => ({ type: 1, components })
const button = (custom_id: string, more: object = {}) => ({ type: 2, style: 1, custom_id, label: 'ok', ...more })
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...more })
const options = (count: number) => Array.from({ length: count }, (_, n) => ({ label: `o${n}`, value: `v${n}` }))
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Story', component, ...more })
const input = (more: object = {}) => ({ type: 4, custom_id: 'text', style: 2, ...more })
const modal = (...components: object[]) => ({ type: 9, data: { custom_id: 'm', title: 'Story', components } })
const command = (more: object = {}) => ({ name: 'help-me', description: 'Get help', ...more })
const option = (more: object = {}) => ({ type: 3, name: 'word', description: 'A word', ...more })
const long = (length: number) => 'x'.repeat(length)

const GOOD: [string, BodyKind, unknown][] = [
  ['a full message', 'message', { content: long(2000), nonce: long(25), enforce_nonce: true, tts: false }],
  ['five rows of five buttons', 'message', { components: rows(5, 5) }],
  ['25 options', 'message', { components: [row(select({ options: options(25) }))] }],
  ['embeds of 6,000 characters', 'message', { embeds: [{ description: long(4096) }, { description: long(1904) }] }],
  ['a link button', 'message', { components: [row({ type: 2, style: 5, url: 'https://example.org', label: 'go' })] }],
  ['explicit mentions', 'message', { content: '<@1>', allowed_mentions: { parse: [], users: ['1'] } }],
  [
    'components v2',
    'message',
    { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: 'hi' }] }] },
  ],
  ['a modal of five inputs', 'callback', modal(...[1, 2, 3, 4, 5].map(n => label(input({ custom_id: `t${n}` }))))],
  ['an old-style modal row', 'callback', modal(row(input({ label: 'Story' })))],
  ['25 choices', 'callback', { type: 8, data: { choices: options(25).map(({ value }) => ({ name: value, value })) } }],
  ['a bare deferral', 'callback', { type: 5, data: { flags: 64 } }],
  [
    'a Japanese command name',
    'commands',
    [command({ name_localizations: { ja: '助けを呼ぶ' }, default_member_permissions: '32' })],
  ],
  ['a context menu with spaces and capitals', 'commands', [{ type: 3, name: 'Help with this' }]],
  [
    'subcommands',
    'commands',
    [command({ options: [{ type: 1, name: 'find', description: 'd', options: [option()] }] })],
  ],
  ['a private thread', 'thread', { name: 'case', type: 12, invitable: false, auto_archive_duration: 10080 }],
]

const BAD: [string, BodyKind, unknown, RegExp][] = [
  ['2,001 characters', 'message', { content: long(2001) }, /2000/],
  ['a webhook text of 2,001 characters', 'webhook', { content: long(2001) }, /content/],
  ['a number for text', 'message', { content: 5 }, /content/],
  [
    'embeds above 6,000 in total',
    'message',
    { embeds: [{ description: long(4096) }, { description: long(1905) }] },
    /6000/,
  ],
  ['an embed title of 257', 'message', { embeds: [{ title: long(257) }] }, /title/],
  ['an empty embed', 'message', { embeds: [{ color: 1 }] }, /empty/],
  ['an empty field value', 'message', { embeds: [{ fields: [{ name: 'a', value: '' }] }] }, /fields/],
  ['26 fields', 'message', { embeds: [{ fields: Array(26).fill({ name: 'a', value: 'b' }) }] }, /fields/],
  ['11 embeds', 'message', { embeds: Array(11).fill({ title: 'a' }) }, /embeds/],
  ['six rows', 'message', { components: rows(6, 1) }, /5 or fewer/],
  ['six buttons in a row', 'message', { components: rows(1, 6) }, /components/],
  ['an empty row', 'message', { components: [row()] }, /components/],
  ['a custom_id of 101', 'message', { components: [row(button(long(101)))] }, /custom_id/],
  ['a custom_id twice', 'message', { components: [row(button('a')), row(button('a'))] }, /duplicated/],
  ['a button label of 81', 'message', { components: [row(button('a', { label: long(81) }))] }, /label/],
  ['a button without label', 'message', { components: [row(button('a', { label: undefined }))] }, /label or an emoji/],
  [
    'a link button with custom_id',
    'message',
    { components: [row(button('a', { style: 5, url: 'https://a.org' }))] },
    /custom_id/,
  ],
  [
    'a plain button without custom_id',
    'message',
    { components: [row({ type: 2, style: 1, label: 'a' })] },
    /custom_id/,
  ],
  ['26 options', 'message', { components: [row(select({ options: options(26) }))] }, /options/],
  [
    'an option value twice',
    'message',
    { components: [row(select({ options: [...options(1), ...options(1)] }))] },
    /already used/,
  ],
  [
    'an option label of 101',
    'message',
    { components: [row(select({ options: [{ label: long(101), value: 'a' }] }))] },
    /label/,
  ],
  ['a select beside a button', 'message', { components: [row(select(), button('a'))] }, /whole row/],
  ['max_values above the options', 'message', { components: [row(select({ max_values: 2 }))] }, /max_values/],
  [
    'a container without the v2 flag',
    'message',
    { components: [{ type: 17, components: [{ type: 10, content: 'a' }] }] },
    /IS_COMPONENTS_V2/,
  ],
  [
    'text beside components v2',
    'message',
    { flags: 1 << 15, content: 'a', components: [{ type: 10, content: 'a' }] },
    /IS_COMPONENTS_V2/,
  ],
  [
    '41 components',
    'message',
    { flags: 1 << 15, components: Array(41).fill({ type: 10, content: 'a' }) },
    /40|components/,
  ],
  ['a nonce of 26', 'message', { content: 'a', nonce: long(26) }, /nonce/],
  ['enforce_nonce without nonce', 'message', { content: 'a', enforce_nonce: true }, /nonce/],
  [
    'users parsed and listed',
    'message',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
    /mutually exclusive/,
  ],
  ['101 listed users', 'message', { content: 'a', allowed_mentions: { users: Array(101).fill('1') } }, /users/],
  ['an unknown callback type', 'callback', { type: 99 }, /type/],
  [
    'a modal title of 46',
    'callback',
    { type: 9, data: { custom_id: 'm', title: long(46), components: [label(input())] } },
    /title/,
  ],
  [
    'a modal of six',
    'callback',
    modal(...[1, 2, 3, 4, 5, 6].map(n => label(input({ custom_id: `t${n}` })))),
    /between 1 and 5/,
  ],
  ['a modal label of 46', 'callback', modal(label(input(), { label: long(46) })), /label/],
  ['a modal row with no label', 'callback', modal(row(input())), /required/],
  ['a modal with a button', 'callback', modal(row(button('a'))), /components/],
  ['a modal input twice', 'callback', modal(label(input()), label(input())), /duplicated/],
  ['a modal value above max_length', 'callback', modal(label(input({ max_length: 2, value: 'abc' }))), /max_length/],
  [
    '26 choices',
    'callback',
    { type: 8, data: { choices: options(26).map(({ value }) => ({ name: value, value })) } },
    /choices/,
  ],
  ['a command in capitals', 'commands', [command({ name: 'Help' })], /invalid/],
  ['a command with a space', 'commands', [command({ name: 'help me' })], /invalid/],
  ['a command without description', 'commands', [{ name: 'help' }], /description/],
  ['a context menu with description', 'commands', [command({ type: 3 })], /no description/],
  ['a command twice', 'commands', [command(), command()], /unique/],
  ['101 commands', 'commands', Array.from({ length: 101 }, (_, n) => command({ name: `c${n}` })), /Maximum number/],
  [
    '26 command options',
    'commands',
    [command({ options: Array.from({ length: 26 }, (_, n) => option({ name: `o${n}` })) })],
    /options/,
  ],
  [
    'a required option after an optional one',
    'commands',
    [command({ options: [option(), option({ name: 'b', required: true })] })],
    /before/,
  ],
  [
    'autocomplete with choices',
    'commands',
    [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
    /autocomplete/,
  ],
  ['an unknown locale', 'commands', [command({ name_localizations: { 'ja-JP': 'x' } })], /locale/],
  ['8,001 characters by its longest localisation', 'commands', [big()], /8000/],
  ['a thread name of 101', 'thread', { name: long(101) }, /name/],
  ['an odd archive time', 'thread', { name: 'a', auto_archive_duration: 61 }, /auto_archive_duration/],
  ['a DM to a name', 'dm', { recipient_id: 'hana' }, /recipient_id/],
  ['one message in bulk delete', 'bulk-delete', { messages: ['1'] }, /between 2 and 100/],
  ['a ban deleting 8 days', 'ban', { delete_message_seconds: 691200 }, /delete_message_seconds/],
  ['a time-out until never', 'member', { communication_disabled_until: 'soon' }, /timestamp/],
  ['text for a body', 'message', 'hello', /object/],
]

function rows(count: number, each: number): object[] {
  return Array.from({ length: count }, (_, r) => row(...Array.from({ length: each }, (_, c) => button(`${r}/${c}`))))
}

function big(): object {
  const choices = Array.from({ length: 25 }, (_, n) => ({
    name: `c${n}`,
    name_localizations: { ja: `${n}`.padEnd(100, 'あ') },
    value: `${n}`.padEnd(100, 'v'),
  }))
  return command({ options: ['a', 'b'].map(name => option({ name, choices })) })
}

describe('the checker', () => {
  test.each(GOOD)('lets pass: %s', (_name, kind, body) => {
    expect(checkBody(kind, body)).toEqual([])
  })

  test.each(BAD)('refuses: %s', (_name, kind, body, fault) => {
    expect(checkBody(kind, body).join('\n')).toMatch(fault)
  })
})

describe('over the socket', () => {
  let emulator: DiscordEmulator
  afterEach(() => emulator.close())

  test('a bad body is answered 400 with 50035, changes nothing, and is recorded as a complaint', async () => {
    emulator = await startDiscord()
    const guild = emulator.guild('Harbour')
    const lobby = guild.channel('lobby')
    const answer = await fetch(`${emulator.apiWithVersion}/channels/${lobby.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: long(2001) }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 50035, errors: { _errors: [{}] } }])
    expect(emulator.world.messages.size).toBe(0)
    expect(emulator.complaints).toEqual([expect.stringMatching(/POST \/channels\/:channel\/messages: content/)])
  })

  test('an empty message is refused with 50006, broken JSON with 50109, a missing token with 401', async () => {
    emulator = await startDiscord()
    const lobby = emulator.guild('Harbour').channel('lobby')
    const send = async (body: string, authorization = `Bot ${emulator.token}`) => {
      const headers = { authorization, 'content-type': 'application/json' }
      const answer = await fetch(`${emulator.apiWithVersion}/channels/${lobby.id}/messages`, {
        method: 'POST',
        headers,
        body,
      })
      return [answer.status, ((await answer.json()) as { code: number }).code]
    }
    expect(await send('{"content":" "}')).toEqual([400, 50006])
    expect(await send('{"content":')).toEqual([400, 50109])
    expect(await send('{"content":"a"}', 'Bot wrong')).toEqual([401, 0])
    expect(emulator.counters.invalid).toBe(1)
  })
})

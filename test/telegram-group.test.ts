import { afterEach, describe, expect, test } from 'vitest'
import { deepLinks } from '../src/platforms/telegram/deep-link.ts'
import { closeDoors, openDoor, outbound } from './emulators/telegram/door.ts'
import type { DoorOptions } from './emulators/telegram/door.ts'

afterEach(closeDoors)

async function openGroup(options: DoorOptions & { isForum?: boolean; rights?: Record<string, boolean> } = {}) {
  const door = await openDoor(options)
  const { telegram } = door
  const mio = telegram.addPerson('Mio', { language: 'en' })
  const hana = telegram.addPerson('Hana', { language: 'ja' })
  const group = telegram.addGroup('Guild', mio, { isSuper: true, isForum: options.isForum })
  group.add(hana)
  group.addBot(mio, options.rights)
  const said = () => group.screen().messages.filter(({ from }) => from === 'Kakekomi')
  await telegram.until(() => said().length === 1)
  await telegram.until(() => telegram.updates.pending().length === 0)
  // That the group can be written to now; its tests are in telegram-lost-room.
  door.heard.splice(0)
  return { ...door, mio, hana, group, said, place: { platform: 'telegram', chat: String(group.id) } as const }
}

describe('asking for help in a group', () => {
  test('opens the private chat by a button and posts nothing personal; the engine hears nothing yet', async () => {
    const { telegram, hana, group, said, heard } = await openGroup()
    const cry = hana.send(group, '/helpme アカウントを取られた 助けて')
    await telegram.until(() => said().length === 2)
    const [, invitation] = said()
    expect(heard).toEqual([])
    expect(invitation?.replyTo).toBe(cry.message_id)
    expect(invitation?.text).not.toMatch(/アカウント|Hana|取られた/)
    expect(invitation?.text).toMatch(/[ぁ-ん]/)
    expect(invitation?.buttons.flat()).toHaveLength(1)
    hana.press(group, invitation?.buttons[0]?.[0]?.label ?? '')
    await telegram.until(() => heard.length === 1)
    expect(heard[0]).toMatchObject({
      from: `telegram:${hana.id}`,
      group: `telegram:${group.id}`,
      place: { chat: String(hana.id), kind: 'private' },
      what: { kind: 'command', name: 'help-me' },
    })
    expect(telegram.complaints).toEqual([])
  })

  test("as a reply to somebody's message, is for them, in their language", async () => {
    const { telegram, hana, mio, group, said } = await openGroup()
    const cry = hana.send(group, 'どうしよう')
    mio.send(group, '/helpme', { replyTo: cry })
    await telegram.until(() => said().length === 2)
    expect(said()[1]).toMatchObject({ replyTo: cry.message_id })
    expect(said()[1]?.text).toMatch(/[ぁ-ん]/)
  })

  test("a person's own commands show nothing there, only the way to the private chat", async () => {
    const { telegram, hana, group, said, heard } = await openGroup()
    hana.send(group, '/status')
    hana.send(group, '/timeline@kakekomi_bot')
    await telegram.until(() => said().length === 3)
    expect(heard).toEqual([])
    expect(said().every(({ text }) => text.length < 200)).toBe(true)
  })

  test('a story told in answer to the invitation is kept, and the way is shown once more', async () => {
    const { telegram, hana, group, said, heard } = await openGroup()
    hana.send(group, '/helpme')
    await telegram.until(() => said().length === 2)
    hana.send(group, 'カードの番号を入れてしまった', { replyTo: said()[1]?.id })
    await telegram.until(() => said().length === 3)
    expect(heard).toMatchObject([
      { place: { kind: 'group' }, what: { kind: 'text', text: 'カードの番号を入れてしまった' } },
    ])
    expect(said()[2]?.buttons.flat()).toHaveLength(1)
  })
})

describe('what a group link proves', () => {
  const links = deepLinks('key')
  const payload = (chat: string) => new URL(links.group('bot', chat)).searchParams.get('start') ?? ''

  test('it fits a deep link and names the group it was made in', () => {
    expect(payload('-1002000000001')).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    expect(links.read(payload('-1002000000001'))).toEqual({ group: '-1002000000001' })
  })
  test('nobody can point it at another group, and no flipped letter passes', () => {
    const genuine = payload('-1002000000001')
    expect(links.read(genuine.replace('0001', '0002'))).toBeUndefined()
    for (let at = genuine.indexOf('_') + 1; at < genuine.length; at++) {
      const letter = genuine[at] === 'A' ? 'B' : 'A'
      expect(links.read(genuine.slice(0, at) + letter + genuine.slice(at + 1))).toBeUndefined()
    }
    expect(deepLinks('other key').read(genuine)).toBeUndefined()
  })
  test('anything else is a token of the desk, if it can be one at all', () => {
    expect(links.read('Ab3_-xyz')).toEqual({ token: 'Ab3_-xyz' })
    expect(links.read('a b')).toBeUndefined()
    expect(links.read('x'.repeat(65))).toBeUndefined()
  })
})

describe.each([
  ['on', true],
  ['off', false],
])('privacy mode %s', (_, privacyMode) => {
  test('makes no difference: free text counts only as a reply to the bot', async () => {
    const { telegram, hana, group, heard, bot, place } = await openGroup({ emulator: { privacyMode } })
    hana.send(group, 'just chatting about scams')
    hana.send(group, '@kakekomi_bot hello')
    const other = hana.send(group, 'a question to friends')
    hana.send(group, 'a reply to a friend', { replyTo: other })
    group.otherBotSpeaks('beep')
    hana.send(group, '/status@other_bot')
    hana.send(group, '/weather')
    const { message } = await bot.send(outbound({ ...place, kind: 'group' }, 'question'))
    hana.send(group, 'my answer', { replyTo: Number(message) })
    await telegram.until(() => heard.length === 1)
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(heard).toMatchObject([{ group: `telegram:${group.id}`, what: { kind: 'text', text: 'my answer' } }])
  })
})

describe('a message to one person in a group', () => {
  test('calls them by numeric id and opens the reply for them, so that privacy mode can stay on', async () => {
    const { telegram, bot, hana, group, said, place } = await openGroup()
    await bot.send(
      outbound({ ...place, kind: 'group' }, '進み具合はどうですか', { mentions: [`telegram:${hana.id}`] as never }),
    )
    expect(said().at(-1)?.entities[0]).toMatchObject({ type: 'text_mention', user: { id: hana.id } })
    expect(said().at(-1)?.text.startsWith('Hana')).toBe(true)
    expect(group.screen().keyboard).toMatchObject({ kind: 'force_reply' })
    expect(telegram.complaints).toEqual([])
  })

  test('does not let a name rearrange the line, and calls people whose name is unknown all the same', async () => {
    const { telegram, bot, said, place } = await openGroup()
    const odd = telegram.addPerson('\u202Enimda\u202C\u0007')
    odd.start()
    await telegram.until(() => telegram.updates.pending().length === 0)
    const mentions = [`telegram:${odd.id}`, 'telegram:42'] as never
    await bot.send(outbound({ ...place, kind: 'group' }, 'ping', { mentions }))
    expect(said().at(-1)?.text).toMatch(/^nimda \S+\nping$/)
    expect(
      said()
        .at(-1)
        ?.entities.filter(({ type }) => type === 'text_mention'),
    ).toHaveLength(2)
  })
})

describe('moderator commands', () => {
  test('are heard with what the app says about the person at that moment, not with what it said before', async () => {
    const { telegram, hana, mio, group, heard } = await openGroup({ rights: {} })
    hana.send(group, '/lookafter Ken please')
    await telegram.until(() => heard.length === 1)
    group.setRights(hana, {})
    hana.send(group, '/lookafter')
    await telegram.until(() => heard.length === 2)
    group.setRights(hana, undefined)
    hana.send(group, '/lookafter')
    mio.send(group, '/lookafter')
    await telegram.until(() => heard.length === 4)
    expect(heard.map(({ from, isAdmin }) => [from === `telegram:${mio.id}`, isAdmin])).toEqual([
      [false, false],
      [false, true],
      [false, false],
      [true, true],
    ])
    expect(heard[0]?.what).toEqual({ kind: 'command', name: 'look-after', input: { what: 'Ken please' } })
  })

  test('of an anonymous administrator are refused kindly: nobody can be made responsible', async () => {
    const { telegram, mio, group, heard, said } = await openGroup({ rights: {} })
    mio.send(group, '/lookafter', { isAnonymous: true })
    await telegram.until(() => said().length === 2)
    expect(heard).toEqual([])
    expect(said()[1]?.text).toMatch(/anonym/)
  })

  test('wait for the app when it does not answer, instead of guessing', async () => {
    const { telegram, mio, group, heard } = await openGroup({
      clock: {
        now: () => Date.now(),
        wake(at, ring) {
          const handle = setTimeout(ring, Math.min(20, Math.max(0, at - Date.now())))
          return () => clearTimeout(handle)
        },
      },
    })
    telegram.faults.next('getChatMember', { kind: 'server-error', code: 500 })
    mio.send(group, '/lookafter')
    await telegram.until(() => heard.length === 1)
    expect(heard[0]?.isAdmin).toBe(true)
  })
})

describe('a room for one case', () => {
  const room = (chat: string) => ({ platform: 'telegram', chat, kind: 'room' }) as const

  test('is a topic of its own in a forum, named by time and nothing personal; what follows goes there', async () => {
    const { telegram, bot, hana, group, place, heard } = await openGroup({
      isForum: true,
      rights: { can_manage_topics: true },
    })
    const sent = await bot.send(outbound(room(place.chat), 'まとめ'))
    const [topic] = group.screen().topics
    expect(sent.place).toEqual({ ...room(place.chat), thread: String(topic?.id) })
    expect(topic?.name).toMatch(/\d/)
    await bot.send(outbound(sent.place ?? room(''), '次'))
    const inTopic = group.screen().messages.filter(message => message.topic === topic?.id && !message.service)
    expect(inTopic.map(({ text }) => text)).toEqual(['まとめ', '次'])
    hana.send(group, '電話してみます', { topic: topic?.id })
    await telegram.until(() => heard.length === 1)
    expect(heard[0]).toMatchObject({ place: { chat: place.chat, thread: String(topic?.id) }, what: { kind: 'text' } })
  })

  test('is a thread of replies where there are no topics, or where the bot may not open one', async () => {
    for (const isForum of [false, true]) {
      const { telegram, bot, hana, said, group, place, heard } = await openGroup({ isForum })
      const sent = await bot.send(outbound(room(place.chat), 'まとめ'))
      const root = said().at(-2)?.id
      expect(sent.place).toEqual({ ...room(place.chat), thread: `r${root}` })
      expect(said().at(-1)).toMatchObject({ text: 'まとめ', replyTo: root })
      await bot.send(outbound(sent.place ?? room(''), '次'))
      expect(said().at(-1)).toMatchObject({ text: '次', replyTo: root })
      hana.send(group, '電話します', { replyTo: said().at(-1)?.id })
      await telegram.until(() => heard.length === 1)
      expect(heard[0]?.place.thread).toBe(`r${root}`)
      expect(telegram.complaints).toEqual([])
    }
  })

  test('is opened once, although its first message had to be sent twice', async () => {
    const { telegram, bot, group, place } = await openGroup({ isForum: true, rights: { can_manage_topics: true } })
    telegram.faults.next('sendMessage', { kind: 'server-error', code: 500 })
    const message = outbound(room(place.chat), 'まとめ')
    await expect(bot.send(message)).rejects.toMatchObject({ problem: 'ambiguous' })
    await bot.send({ ...message, repeat: true })
    expect(group.screen().topics).toHaveLength(1)
  })
})

describe('what may change in a group', () => {
  test('being added is answered with what can be done, once', async () => {
    const { said } = await openGroup()
    expect(said()).toHaveLength(1)
    expect(said()[0]?.text).toContain('/setup')
  })

  test('being kicked or silenced is told to whoever did it, in private, and to the operator', async () => {
    const { telegram, mio, group, lines } = await openGroup()
    mio.start()
    group.kickBot(mio)
    await telegram.until(() => mio.screen().messages.some(({ text }) => text.includes('Guild')))
    expect(lines()).toContain('group-left')
    expect(lines()).not.toContain('Guild')
  })

  test('losing the right to manage topics is said in the group', async () => {
    const { telegram, mio, group, said, lines } = await openGroup({
      isForum: true,
      rights: { can_manage_topics: true },
    })
    group.setBotRights(mio, {})
    await telegram.until(() => said().length === 2)
    expect(lines()).toContain('topics-lost')
  })
})

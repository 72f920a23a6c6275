import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { Heard, Inbound } from '../src/engine/messages.ts'
import { menus, profiles } from '../src/platforms/telegram/menu.ts'
import { typing } from '../src/platforms/telegram/typing.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { closeDoors, openDoor, outbound, privately, testCommands, texts } from './emulators/telegram/door.ts'

afterEach(closeDoors)

async function openChat(hear?: (message: Inbound) => Promise<Heard>) {
  const door = await openDoor({ hear })
  const hana = door.telegram.addPerson('Hana', { language: 'ja' })
  hana.start()
  await door.telegram.until(() => door.heard.length === 1)
  const said = () => hana.screen().messages.filter(({ from }) => from === 'Kakekomi')
  return { ...door, hana, said }
}

describe('evidence', () => {
  test('is noted with name, type, size and SHA-256; the link holds no token', async () => {
    const { telegram, hana, heard } = await openChat()
    const mail = Buffer.from('From: shop@example.com\n\nご注文')
    hana.say('', { document: { name: '注文\u202E/確認.eml', bytes: mail, type: 'message/rfc822' } })
    hana.say('', { photo: Buffer.from('picture') })
    await telegram.until(() => heard.length === 3)
    expect(heard[1]?.what).toEqual({
      kind: 'file',
      name: '注文確認.eml',
      mime: 'message/rfc822',
      bytes: mail.length,
      sha256: createHash('sha256').update(mail).digest('hex'),
      url: expect.stringMatching(/^telegram-file:\S+$/) as unknown,
    })
    expect(heard[2]?.what).toMatchObject({ kind: 'file', name: 'photo.jpg', mime: 'image/jpeg' })
    expect(JSON.stringify(heard)).not.toContain(telegram.token)
  })

  test('with words is two things: what was said, then the file; each once, however often it comes', async () => {
    const { telegram, hana, heard } = await openChat()
    const message = hana.say('これが届いた', { photo: Buffer.from('picture') })
    await telegram.until(() => heard.length === 3)
    expect(heard.slice(1).map(({ what }) => what.kind)).toEqual(['text', 'file'])
    const ids = heard.slice(1).map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
    expect(message.photo).toHaveLength(1)
  })

  test('of more than 20 MB, or gone, is noted without a hash instead of being lost', async () => {
    const { telegram, hana, heard } = await openChat()
    hana.say('', { document: { name: 'big.zip', bytes: Buffer.from('x'), sizeBytes: 21 * 1024 * 1024 } })
    telegram.faults.next('getFile', { kind: 'refuse', code: 400, description: 'Bad Request: wrong file_id' })
    hana.say('', { document: { name: 'gone.txt', bytes: Buffer.from('x') } })
    await telegram.until(() => heard.length === 3)
    expect(heard.slice(1).map(({ what }) => 'sha256' in what && what.sha256)).toEqual([false, false])
    expect(telegram.callsOf('getFile')).toHaveLength(1)
  })

  test('by voice is kept, with a kind word that text is needed; a forwarded voice is only evidence', async () => {
    const { telegram, hana, heard, said } = await openChat()
    hana.say('', { voice: { bytes: Buffer.from('ogg'), seconds: 3 } })
    await telegram.until(() => said().length === 1)
    expect(heard[1]?.what).toMatchObject({ kind: 'file', mime: 'audio/ogg' })
    hana.say('', { voice: { bytes: Buffer.from('ogg'), seconds: 3 }, forward: 'Attacker' })
    await telegram.until(() => heard.length === 3)
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(said()).toHaveLength(1)
  })
})

describe('what the engine asks of the app', () => {
  test('a message that held a secret is removed', async () => {
    const { telegram, hana } = await openChat(async ({ what }) => ({ kept: true, remove: what.kind === 'text' }))
    const message = hana.say('パスワードは hunter2 です')
    await telegram.until(() => !hana.screen().messages.some(({ id }) => id === message.message_id))
    expect(telegram.complaints).toEqual([])
  })

  test('when it cannot be removed, the person is asked to do it', async () => {
    const { telegram, hana, said } = await openChat(async ({ what }) => ({ kept: true, remove: what.kind === 'text' }))
    telegram.faults.next('deleteMessage', {
      kind: 'refuse',
      code: 400,
      description: "Bad Request: message can't be deleted",
    })
    hana.say('パスワードは hunter2 です')
    await telegram.until(() => said().length === 1)
  })

  test('a note is said in the language of their app', async () => {
    const { telegram, hana, said } = await openChat(async ({ what }) =>
      what.kind === 'text' ? { kept: true, note: 'nothing-readable' } : { kept: true },
    )
    hana.say('🙂')
    await telegram.until(() => said().length === 1)
    expect(said()[0]?.text).toBe(texts['nothing-readable']?.ja)
  })
})

describe('typing', () => {
  test('is shown while an answer takes its time, and not at all when it is quick', async () => {
    const { telegram, bot, hana, heard } = await openChat()
    await bot.send(outbound(privately(hana), 'quick'))
    hana.say('slow one')
    await telegram.until(() => heard.length === 2)
    await telegram.until(() => hana.screen().isTyping)
    await bot.send(outbound(privately(hana), 'here it is'))
    expect(hana.screen().isTyping).toBe(false)
    expect(telegram.callsOf('sendChatAction')).toHaveLength(1)
  })

  test('stops by itself when no answer comes', () => {
    const clock = virtualClock(0)
    const shown: number[] = []
    const dots = typing(clock, () => Promise.resolve(void shown.push(clock.now())))
    dots.begin('1')
    while (clock.step(120_000));
    expect(shown).toEqual([400, 4900, 9400, 13900])
    dots.begin('1')
    dots.end('1')
    while (clock.step(240_000));
    expect(shown).toHaveLength(4)
  })
})

describe('menus', () => {
  test('are set for private chats, groups and their administrators, in Japanese and for everybody else', async () => {
    const { telegram, hana } = await openChat()
    await telegram.until(() => telegram.callsOf('setMyShortDescription').length === 2)
    const mio = telegram.addPerson('Mio', { language: 'fr' })
    const group = telegram.addGroup('Guild', mio, { isSuper: true })
    group.add(hana)
    const names = (menu: readonly { command: string }[]) => menu.map(({ command }) => command)
    const mine = telegram.menu(hana, hana)
    expect(mine[0]).toEqual({ command: 'helpme', description: texts['command.help-me']?.ja })
    expect(names(mine)).toContain('status')
    expect(telegram.menu(mio, mio)[0]?.description).toBe(texts['command.help-me']?.en)
    expect(names(telegram.menu(group, hana))).not.toContain('status')
    expect(names(telegram.menu(group, hana))).not.toContain('lookafter')
    expect(names(telegram.menu(group, mio))).toContain('lookafter')
    expect(telegram.complaints).toEqual([])
  })

  test('fit the limits: names, lengths and numbers', () => {
    for (const { commands } of menus(testCommands, texts)) {
      expect(commands.length).toBeLessThanOrEqual(100)
      for (const { command, description } of commands) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/)
        expect(description.length).toBeGreaterThan(0)
        expect(description.length).toBeLessThanOrEqual(256)
      }
    }
    for (const { description, short } of profiles(texts)) {
      expect(description.length).toBeGreaterThan(0)
      expect(description.length).toBeLessThanOrEqual(512)
      expect(short.length).toBeLessThanOrEqual(120)
    }
    const names = menus(testCommands, texts).flatMap(({ commands }) => commands.map(({ command }) => command))
    expect(new Set(testCommands.map(({ name }) => name.replaceAll('-', ''))).size).toBe(testCommands.length)
    expect(names).toContain('helpme')
  })

  test('that cannot be set keep nobody from being heard', async () => {
    const { telegram, hana, heard, lines, restart } = await openChat()
    telegram.faults.next('setMyCommands', { kind: 'server-error', code: 500 })
    await restart()
    await telegram.until(() => lines().includes('menu-not-set'))
    hana.say('hello')
    await telegram.until(() => heard.some(({ what }) => what.kind === 'text'))
  })
})

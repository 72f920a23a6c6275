import { afterEach, describe, expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import type { Casefile } from '../src/engine/casefile.ts'
import { openLog } from '../src/log.ts'
import { commandBodies } from '../src/platforms/discord/commands.ts'
import { openConnection } from '../src/platforms/discord/connection.ts'
import { checkBody } from './emulators/discord/check.ts'
import { startDiscord } from './emulators/discord/start.ts'
import { bench, found, labels, library, press, read, wordsFor } from './discord-bench.ts'
import type { Bench } from './discord-bench.ts'

/** Commands as Discord gets them, and what moderators do with theirs. */

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

type Named = {
  readonly name: string
  readonly type?: number
  readonly name_localizations?: Readonly<Record<string, string>>
  readonly description?: string
  readonly description_localizations?: Readonly<Record<string, string>>
  readonly contexts?: readonly number[]
  readonly default_member_permissions?: string
  readonly options?: readonly Named[]
  readonly choices?: readonly (Named & { readonly value: string })[]
}
const bodies = commandBodies(commands, library.texts) as unknown as Named[]
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const MANAGE_SERVER = '32'

describe('what is registered', () => {
  test('is one body for each command and the two menus, which Discord would take', () => {
    expect(bodies).toHaveLength(commands.length + 2)
    expect(new Set(bodies.map(({ name, type }) => `${type}/${name}`)).size).toBe(bodies.length)
    expect(checkBody('commands', bodies)).toEqual([])
  })

  test('says in Japanese what it is for, command by command and option by option', () => {
    const slash = bodies.filter(({ type }) => type === 1)
    for (const one of slash.flatMap(body => [body, ...(body.options ?? [])])) {
      expect(one.description_localizations?.['ja'], one.name).toMatch(JAPANESE)
      expect(one.description, one.name).not.toMatch(JAPANESE)
      expect(one.description, one.name).not.toBe(one.name)
    }
    const choices = slash.flatMap(body => (body.options ?? []).flatMap(option => option.choices ?? []))
    expect(choices.length).toBeGreaterThan(30)
    for (const { name, value, name_localizations } of choices) {
      expect(name, value).not.toBe(value)
      // Names of apps and of English itself stay as they are.
      if (!/^(discord|telegram)$/.test(value)) expect(name_localizations?.['ja'], value).toMatch(JAPANESE)
    }
    const named = bodies.filter(({ name, type }) => type !== 1 || name === 'help-me')
    expect(named).toHaveLength(3)
    for (const one of named) expect(one.name_localizations?.['ja'], one.name).toMatch(JAPANESE)
    // Nothing else goes by another name: what the texts call it is what people find.
    const renamed = slash.flatMap(body => [body, ...(body.options ?? [])]).filter(one => one.name_localizations)
    expect(renamed.map(({ name }) => name)).toEqual(['help-me'])
  })

  test('shows moderators’ commands to those who manage the server and only there; everybody’s also by DM', () => {
    for (const command of commands) {
      const body = bodies.find(({ name, type }) => type === 1 && name === command.name)
      const isModerators = command.for === 'moderator'
      expect(body?.contexts, command.name).toEqual(isModerators ? [0] : [0, 1])
      expect(body?.default_member_permissions, command.name).toBe(isModerators ? MANAGE_SERVER : undefined)
    }
    expect(bodies.find(({ type }) => type === 2)?.default_member_permissions).toBe(MANAGE_SERVER)
  })
})

test('a moderator sees open cases, looks at one and announces a pattern, each for their eyes only', async () => {
  const b = (open.bench = await bench())
  const { emulator, archive } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  await found(archive, { guild: guild.id, rooms: lobby.id, moderators: [mori] })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  hana.dm('アカウントを乗っ取られました。Amazonで2万円のギフト券を買われました')
  await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.done', 'ja')))
  await b.idle()
  const [kept] = await archive.list('c/', { limit: 1 })
  const [opened] = (kept?.value as Casefile).events
  const id = opened?.type === 'case-opened' ? opened.id : ''
  mori.slash('cases', lobby)
  await emulator.until(() => read(mori).some(text => text.includes(id)))
  const typed = mori.type('case', lobby, 'case', id.slice(0, 4))
  await emulator.until(() => typed.choices)
  expect(typed.choices?.map(({ value }) => value)).toEqual([id])
  mori.slash('case', lobby, { case: id })
  const title = wordsFor('case.title', 'ja').slice(0, 3)
  await emulator.until(() => read(mori).some(text => text.includes(`${title}${id}`)))
  mori.slash('announce', lobby, { pattern: 'amazon-takeover' })
  await emulator.until(() => emulator.interactions.every(({ response }) => response !== null))
  await b.idle()
  const before = read(mori).length
  expect(before).toBeGreaterThan(2)
  expect(read(mori).join()).not.toMatch(/hana|2万円|ギフト券を買われました/)
  // Nothing of it stands where others read.
  const publicly = [...emulator.world.messages.values()].filter(
    ({ channelId, ephemeralFor }) => channelId === lobby.id && ephemeralFor === null,
  )
  expect(publicly).toEqual([])
  expect(emulator.failed()).toEqual([])
  expect(emulator.complaints).toEqual([])
})

test('five hundred refused requests are one line for the operator, long before Discord would shut the address out', async () => {
  const emulator = await startDiscord({ limits: {}, globalPerSecond: 10_000 })
  try {
    const lines: string[] = []
    const connection = openConnection({
      token: emulator.token,
      api: emulator.api,
      messageContent: false,
      log: openLog('warn', { write: line => void lines.push(line) }),
      heard: () => undefined,
      began: () => undefined,
      connected: () => Promise.resolve(),
      track: () => undefined,
      refused: () => undefined,
    })
    const owner = emulator.user('mori')
    const guild = emulator.guild('Harbour', { owner })
    const channel = guild.channel('mods', [{ for: { id: guild.id }, deny: ['VIEW_CHANNEL'] }])
    for (let n = 0; n < 500; n += 25)
      await Promise.all(
        Array.from({ length: 25 }, () => connection.api('GET', `/channels/${channel.id}`).catch(() => undefined)),
      )
    await emulator.until(() => lines.some(line => line.includes('invalid-requests')))
    expect(lines.filter(line => line.includes('invalid-requests'))).toHaveLength(1)
    expect(lines.join()).toMatch(/missing permissions/)
    await connection.quit()
  } finally {
    await emulator.close()
  }
})

test('the button that /setup leaves in a channel works for whoever comes, before and after a restart', async () => {
  const b = (open.bench = await bench())
  const { emulator } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  mori.slash('setup', lobby)
  const card = await emulator.until(() =>
    mori.screen().find(seen => labels([seen]).includes(wordsFor('discord.setup.save', 'ja'))),
  )
  const picked = mori.select(card, 'setup.rooms', [lobby.id])
  await emulator.until(() => picked.response === 7)
  press(mori, wordsFor('discord.setup.save', 'ja'))
  await emulator.until(() => labels(hana.screen()).includes(wordsFor('discord.help-button', 'ja')))
  await b.idle()
  await b.stop()
  await b.start()
  const asked = press(hana, wordsFor('discord.help-button', 'ja'))
  await emulator.until(() => asked.modal)
  hana.submitModal(asked, { text: 'アカウントを乗っ取られました。Amazonにログインできません' })
  await emulator.until(() => labels(hana.screen()).includes(wordsFor('button.done', 'ja')))
  expect(emulator.complaints).toEqual([])
})

import { afterEach, expect, test } from 'vitest'
import { rows } from '../src/engine/rows.ts'
import { COMMUNITY, bench, found, labels, press, wordsFor } from './discord-bench.ts'
import type { Bench } from './discord-bench.ts'

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

const MODERATION = [
  'VIEW_CHANNEL', 'SEND_MESSAGES', 'READ_MESSAGE_HISTORY', 'MANAGE_MESSAGES', 'MODERATE_MEMBERS', 'MANAGE_ROLES', 'MANAGE_GUILD',
] as const // prettier-ignore
const STORY = 'QRコードを読み込んだらDiscordのアカウントを乗っ取られて、勝手にみんなに詐欺のリンクを送られています'

async function server() {
  const b = (open.bench = await bench())
  const { emulator } = b
  const owner = emulator.user('owner', { locale: 'ja' })
  const mori = emulator.user('mori', { locale: 'ja' })
  const weak = emulator.user('weak', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner, locale: 'ja', bot: [...MODERATION] })
  const boss = guild.role('moderator', [...MODERATION], 8)
  const artist = guild.role('artist', [], 2)
  guild.join(mori, [boss])
  guild.join(weak)
  guild.join(hana, [artist])
  const lobby = guild.channel('lobby')
  const mods = guild.channel('mods')
  await found(b.archive, { guild: guild.id, rooms: lobby.id, moderatorPlace: mods.id, moderators: [mori] })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  const member = () => guild.guild.members.get(hana.id)
  const label = (act: string) => wordsFor(`discord.contain.${act}`, 'ja')
  const card = () => emulator.until(() => mori.screen().find(seen => labels([seen]).includes(label('timeout'))))
  const noted = async () => {
    await b.idle()
    const [key = ''] = await b.archive.keys('c/', { limit: 1 })
    const file = (await b.archive.load(key))?.value as { events: { type: string; text?: string }[] }
    return file.events.filter(({ type }) => type === 'noted').map(({ text }) => text)
  }
  return { ...b, owner, mori, weak, hana, guild, artist, lobby, mods, member, label, card, noted }
}

test('a case about a Discord account of this server brings the moderators one card, which says nothing of the case', async () => {
  const { emulator, hana, card, idle, mori } = await server()
  hana.dm(STORY)
  const seen = await card()
  expect(seen.where).toBe('mods')
  expect(seen.text).not.toMatch(/QR|詐欺のリンク/)
  expect(emulator.pings).toEqual([])
  hana.dm('まだログインできません')
  await idle()
  expect(mori.screen().filter(one => one.where === 'mods')).toHaveLength(1)
  expect(emulator.complaints).toEqual([])
})

test('a case about something else brings no card', async () => {
  const { hana, idle, mori, emulator } = await server()
  hana.dm('Amazonのアカウントを乗っ取られて、ギフト券を買われました')
  await emulator.until(() => hana.screen().some(({ buttons }) => buttons.length > 0))
  await idle()
  expect(mori.screen().filter(one => one.where === 'mods')).toEqual([])
})

test('nothing happens to the account before a moderator presses; a press and its undo are noted in the case', async () => {
  const { emulator, hana, card, member, label, mori, noted, artist } = await server()
  hana.dm(STORY)
  await card()
  expect(emulator.audit).toEqual([])
  press(mori, label('timeout'))
  await emulator.until(() => labels(mori.screen()).includes(label('untimeout')))
  expect((member()?.timeoutUntil ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000)
  press(mori, label('roles'))
  await emulator.until(() => labels(mori.screen()).includes(label('restore')))
  expect(member()?.roles).toEqual([])
  press(mori, label('restore'))
  await emulator.until(() => labels(mori.screen()).includes(label('roles')))
  expect(member()?.roles).toEqual([artist.id])
  press(mori, label('untimeout'))
  await emulator.until(() => labels(mori.screen()).includes(label('timeout')))
  expect(member()?.timeoutUntil).toBeNull()
  expect(emulator.audit.every(({ reason }) => reason?.includes('Kakekomi'))).toBe(true)
  expect(await noted()).toEqual([
    wordsFor('discord.contain.done.timeout', 'ja'),
    wordsFor('discord.contain.done.roles', 'ja').replace('{count}', '1'),
    wordsFor('discord.contain.done.restore', 'ja').replace('{count}', '1'),
    wordsFor('discord.contain.done.untimeout', 'ja'),
  ])
  expect(emulator.complaints).toEqual([])
})

test('what a moderator does who is on no roster is noted as well; they get no other right by it', async () => {
  const { emulator, hana, card, label, guild, noted, lobby } = await server()
  const rin = emulator.user('rin', { locale: 'ja' })
  guild.join(rin, [guild.role('night watch', ['VIEW_CHANNEL', 'MODERATE_MEMBERS'], 5)])
  hana.dm(STORY)
  const seen = await card()
  press(rin, label('timeout'))
  await emulator.until(() => labels(rin.screen()).includes(label('untimeout')))
  expect(seen.where).toBe('mods')
  expect(await noted()).toEqual([wordsFor('discord.contain.done.timeout', 'ja')])
  // Not a moderator of the community: the account they acted on is not theirs to look into.
  expect(() => rin.slash('cases', lobby)).toThrow(/may not use/)
  expect(emulator.complaints).toEqual([])
})

test('of an account that is also a helper here the moderator reads how to take it off the roster, of another not', async () => {
  const { emulator, archive, guild, lobby, mods, hana, mori, weak, label } = await server()
  await archive.commit({ remove: [rows.community(COMMUNITY), rows.group(archive.blind(`discord:${guild.id}`))] })
  await found(archive, {
    guild: guild.id,
    rooms: lobby.id,
    moderatorPlace: mods.id,
    moderators: [mori],
    helpers: [hana],
  })
  const word = wordsFor('discord.contain.is-helper', 'ja')
  const told = () => mori.screen().filter(({ text, onlyForMe }) => onlyForMe && text === word).length
  for (const [target, count] of [
    [weak, 0],
    [hana, 1],
  ] as const) {
    mori.userMenu('Open a case for', lobby, target)
    await emulator.until(() => labels(mori.screen()).includes(label('timeout')))
    press(mori, label('timeout'))
    await emulator.until(() => guild.guild.members.get(target.id)?.timeoutUntil)
    await emulator.until(() => !labels(mori.screen()).includes(label('timeout')) && told() === count)
  }
  expect(emulator.complaints).toEqual([])
})

test('removed roles come back after a restart in between', async () => {
  const { emulator, hana, card, member, label, mori, artist, stop, start } = await server()
  hana.dm(STORY)
  await card()
  press(mori, label('roles'))
  await emulator.until(() => labels(mori.screen()).includes(label('restore')))
  await stop()
  await start()
  press(mori, label('restore'))
  await emulator.until(() => member()?.roles.length === 1)
  expect(member()?.roles).toEqual([artist.id])
})

test('deleting asks twice, and takes only the last day of that account', async () => {
  const { emulator, hana, card, label, mori, lobby, weak } = await server()
  const old = hana.say(lobby, 'an old post')
  // Two days older than everything else: the id says when it was written.
  emulator.world.messages.delete(old.id)
  const aged = String(BigInt(old.id) - (BigInt(2 * 86_400_000) << 22n))
  emulator.world.messages.set(aged, { ...old, id: aged })
  const bad = [hana.say(lobby, 'free nitro http://x.example'), hana.say(lobby, 'free nitro again')]
  const other = weak.say(lobby, 'what is this?')
  hana.dm(STORY)
  await card()
  press(mori, label('purge'))
  await emulator.until(() => labels(mori.screen()).includes(label('purge-now')))
  expect(bad.every(({ deleted }) => !deleted)).toBe(true)
  press(mori, label('purge-now'))
  await emulator.until(() => labels(mori.screen()).includes(label('purge')))
  expect(bad.map(({ id }) => emulator.world.messages.get(id)?.deleted)).toEqual([true, true])
  expect(emulator.world.messages.get(aged)?.deleted).toBe(false)
  expect(emulator.world.messages.get(other.id)?.deleted).toBe(false)
  expect(emulator.complaints).toEqual([])
})

test('only that account’s invites are revoked', async () => {
  const { emulator, hana, card, label, mori, guild, lobby } = await server()
  guild.invite(lobby, hana, 'trap')
  guild.invite(lobby, mori, 'fine')
  hana.dm(STORY)
  await card()
  press(mori, label('invites'))
  await emulator.until(() => labels(mori.screen()).includes(label('invites-now')))
  press(mori, label('invites-now'))
  await emulator.until(() => !guild.guild.invites.has('trap'))
  expect([...guild.guild.invites.keys()]).toEqual(['fine'])
})

test('somebody without the permission presses: nothing changes, and they are told kindly', async () => {
  const { emulator, hana, card, label, weak, member } = await server()
  hana.dm(STORY)
  await card()
  press(weak, label('timeout'))
  await emulator.until(() => weak.screen().some(({ text }) => text === wordsFor('discord.contain.not-allowed', 'ja')))
  expect(member()?.timeoutUntil).toBeNull()
  expect(emulator.audit).toEqual([])
})

test('an account above the bot cannot be touched, and the moderator learns why', async () => {
  const { emulator, hana, card, label, mori, guild, member } = await server()
  const high = guild.role('high', [], 20)
  const entry = member()
  if (entry) entry.roles = [high.id]
  hana.dm(STORY)
  await card()
  press(mori, label('timeout'))
  await emulator.until(() => mori.screen().some(({ text }) => text === wordsFor('discord.contain.bot-may-not', 'ja')))
  expect(member()?.timeoutUntil).toBeNull()
})

test('a moderator who opens a case for a member gets the card for that account, for their eyes only', async () => {
  const { emulator, hana, label, mori, lobby, weak } = await server()
  mori.userMenu('Open a case for', lobby, hana)
  const seen = await emulator.until(() => mori.screen().find(one => labels([one]).includes(label('timeout'))))
  expect(seen.onlyForMe).toBe(true)
  expect(weak.screen().filter(({ by }) => by === 'kakekomi')).toEqual([])
})

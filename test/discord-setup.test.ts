import { afterEach, expect, test } from 'vitest'
import { bench, labels, press, wordsFor } from './discord-bench.ts'
import type { Bench } from './discord-bench.ts'

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

async function server() {
  const b = (open.bench = await bench())
  const { emulator } = b
  const owner = emulator.user('owner', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  const cases = guild.channel('cases')
  const helpers = guild.channel('helpers')
  const mods = guild.channel('mods')
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  const card = () =>
    emulator.until(() => owner.screen().find(seen => labels([seen]).includes(wordsFor('discord.setup.save', 'ja'))))
  const choose = async (field: string, values: string[]) => {
    const picked = owner.select(await card(), `setup.${field}`, values)
    await emulator.until(() => picked.response === 7)
  }
  const row = async () => {
    const [key] = await b.archive.keys('r/', { limit: 1 })
    return key ? ((await b.archive.load(key))?.value as Record<string, unknown>) : undefined
  }
  return { ...b, owner, hana, guild, lobby, cases, helpers, mods, card, choose, row }
}

test('/setup is a guided card: choose, see what is missing, save; then the button stands in its channel', async () => {
  const { emulator, owner, hana, lobby, cases, helpers, mods, card, choose, row, guild } = await server()
  owner.slash('setup', lobby)
  const seen = await card()
  expect(seen.onlyForMe).toBe(true)
  expect(seen.text).toContain(wordsFor('discord.setup.needs-rooms', 'ja'))
  press(owner, wordsFor('discord.setup.save', 'ja'))
  await choose('rooms', [cases.id])
  expect((await card()).text).toContain(wordsFor('discord.setup.ready', 'ja'))
  cases.overwrites.push({ id: guild.id, type: 0, allow: 0n, deny: 1n << 36n })
  emulator.world.emit({ t: 'CHANNEL_UPDATE', d: channelWith(cases, guild.id), guildId: guild.id, intent: 1 })
  await choose('helpers', [helpers.id])
  expect((await card()).text).toContain(wordsFor('discord.permission.private-threads', 'ja'))
  await choose('moderators', [mods.id])
  await choose('retention', ['7'])
  press(owner, wordsFor('discord.setup.save', 'ja'))
  await emulator.until(() =>
    owner.screen().some(({ text }) => text.includes(wordsFor('discord.setup.saved', 'ja').slice(0, 10))),
  )
  expect(await row()).toMatchObject({
    groups: [`discord:${guild.id}`],
    language: 'ja',
    rooms: { platform: 'discord', chat: cases.id, kind: 'group' },
    helperPlace: { chat: helpers.id },
    moderatorPlace: { chat: mods.id },
    policy: { retentionDays: 7 },
  })
  const button = await emulator.until(() => hana.screen().find(({ where }) => where === 'cases'))
  expect(labels([button])).toEqual([wordsFor('discord.help-button', 'ja')])
  const asked = press(hana, wordsFor('discord.help-button', 'ja'))
  await emulator.until(() => asked.modal)
  expect(emulator.complaints).toEqual([])
})

test('members with a chosen role become helpers by themselves, others need an invitation', async () => {
  const { emulator, owner, hana, guild, lobby, cases, card, choose, row } = await server()
  const role = guild.role('volunteer')
  const tom = emulator.user('tom', { locale: 'ja' })
  guild.join(tom, [role])
  owner.slash('setup', lobby)
  await card()
  await choose('rooms', [cases.id])
  await choose('roles', [role.id])
  await choose('rings', ['calm'])
  press(owner, wordsFor('discord.setup.save', 'ja'))
  await emulator.until(() => hana.screen().some(({ where }) => where === 'cases'))
  hana.slash('join', lobby)
  await emulator.until(() => hana.screen().some(({ text }) => text === wordsFor('join.bad', 'ja')))
  tom.slash('join', lobby)
  await emulator.until(() => tom.screen().some(({ where, loading }) => where === 'dm' && !loading))
  const kept = (await row()) as { helpers: { id: string }[]; policy: { ringMinutes: number[] } }
  expect(kept.helpers.map(({ id }) => id)).toEqual([`discord:${tom.id}`])
  expect(kept.policy.ringMinutes).toEqual([0, 10, 30])
})

test('saving again changes the button that is there instead of posting another', async () => {
  const { emulator, owner, hana, lobby, cases, card, choose } = await server()
  for (const round of [1, 2]) {
    owner.slash('setup', lobby)
    await card()
    await choose('rooms', [cases.id])
    press(owner, wordsFor('discord.setup.save', 'ja'))
    await emulator.until(() => hana.screen().filter(({ where }) => where === 'cases').length === 1)
    await emulator.until(
      () =>
        owner.screen().filter(({ text }) => text.includes(wordsFor('discord.setup.saved', 'ja').slice(0, 10)))
          .length === round,
    )
  }
  expect(hana.screen().filter(({ where }) => where === 'cases')).toHaveLength(1)
})

test('a restart in the middle of /setup loses nothing that was chosen', async () => {
  const { emulator, owner, lobby, cases, mods, card, choose, row, stop, start } = await server()
  owner.slash('setup', lobby)
  await card()
  await choose('rooms', [cases.id])
  await stop()
  await start()
  await choose('moderators', [mods.id])
  press(owner, wordsFor('discord.setup.save', 'ja'))
  await emulator.until(() =>
    owner.screen().some(({ text }) => text.includes(wordsFor('discord.setup.saved', 'ja').slice(0, 10))),
  )
  expect(await row()).toMatchObject({ rooms: { chat: cases.id }, moderatorPlace: { chat: mods.id } })
})

test('giving up changes nothing', async () => {
  const { emulator, owner, lobby, cases, card, choose, row } = await server()
  owner.slash('setup', lobby)
  await card()
  await choose('rooms', [cases.id])
  press(owner, wordsFor('discord.setup.cancel', 'ja'))
  await emulator.until(() => owner.screen().some(({ text }) => text === wordsFor('discord.setup.cancelled', 'ja')))
  expect(await row()).toBeUndefined()
})

test('the right is asked at every press: who lost it in between changes nothing', async () => {
  const { emulator, owner, guild, lobby, cases, card, choose, row, hana } = await server()
  expect(() => hana.slash('setup', lobby)).toThrow(/may not use/)
  owner.slash('setup', lobby)
  await card()
  await choose('rooms', [cases.id])
  guild.guild.ownerId = hana.id
  press(owner, wordsFor('discord.setup.save', 'ja'))
  await emulator.until(() => owner.screen().some(({ text }) => text === wordsFor('discord.setup.only-admins', 'ja')))
  expect(await row()).toBeUndefined()
})

const channelWith = (
  channel: { id: string; name: string; overwrites: { id: string; type: number; allow: bigint; deny: bigint }[] },
  guild: string,
) => ({
  id: channel.id,
  type: 0,
  guild_id: guild,
  name: channel.name,
  parent_id: null,
  position: 0,
  topic: null,
  nsfw: false,
  rate_limit_per_user: 0,
  flags: 0,
  last_message_id: null,
  permission_overwrites: channel.overwrites.map(one => ({ ...one, allow: String(one.allow), deny: String(one.deny) })),
})

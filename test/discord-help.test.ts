import { afterEach, expect, test } from 'vitest'
import { bench, found } from './discord-bench.ts'
import type { Bench, BenchOptions } from './discord-bench.ts'

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

async function harbour(options: BenchOptions = {}) {
  const b = (open.bench = await bench(options))
  const { emulator } = b
  const mori = emulator.user('mori', { locale: 'ja' })
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  const cases = guild.channel('cases')
  const desk = guild.channel('mods', [{ for: { id: guild.id }, deny: ['VIEW_CHANNEL'] }])
  await found(b.archive, { guild: guild.id, rooms: cases.id, moderatorPlace: desk.id, moderators: [mori] })
  await emulator.until(() => b.emulator.world.globalCommands.length > 0)
  return { ...b, mori, hana, guild, lobby, cases, desk }
}

test('a DM opens a case and is answered with one card', async () => {
  const { emulator, hana } = await harbour()
  hana.dm('アカウントを乗っ取られました。Amazonにログインできません')
  await emulator.until(() => hana.screen().some(({ buttons }) => buttons.length > 0))
  expect(emulator.complaints).toEqual([])
})

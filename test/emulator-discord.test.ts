import { afterEach, describe, expect, test } from 'vitest'
import type { Client } from 'discord.js'
import { connect } from './emulators/discord/client.ts'
import type { DiscordEmulator, DiscordOptions } from './emulators/discord/start.ts'
import { startDiscord } from './emulators/discord/start.ts'

const open: { emulator?: DiscordEmulator; client?: Client } = {}
afterEach(async () => {
  await open.client?.destroy()
  await open.emulator?.close()
  open.client = open.emulator = undefined
})

async function community(options: DiscordOptions = {}, clientOptions: Parameters<typeof connect>[1] = {}) {
  const emulator = (open.emulator = await startDiscord(options))
  const hana = emulator.user('hana', { locale: 'ja' })
  const mori = emulator.user('mori')
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  const client = await connect(emulator, clientOptions)
  open.client = client
  return { emulator, client, guild, lobby, hana, mori }
}

describe('the real client', () => {
  test('logs in, hears a DM and answers it', async () => {
    const { emulator, client, hana } = await community()
    client.on('messageCreate', message => {
      if (!message.author.bot) void message.channel.send({ content: `heard: ${message.content}` })
    })
    hana.dm('アカウントを乗っ取られました')
    await emulator.until(() => hana.screen().some(seen => seen.text === 'heard: アカウントを乗っ取られました'))
    expect(emulator.complaints).toEqual([])
  })
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { assemble } from '../src/assemble.ts'
import { systemClock } from '../src/engine/clock.ts'
import { openLog } from '../src/log.ts'
import { openDiscord } from '../src/platforms/discord/index.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { lazyEar, openEar } from '../src/understanding/ear.ts'
import { found, library, wordsFor } from './discord-bench.ts'

/**
 * A second counterpart, not written by us: npm `discord-digital-twin`. It brings native binaries and 100 MB, so it is no
 * dependency; where it is not installed this is skipped. In a copy of the project:
 * `npm pkg set overrides.spiceflow=1.19.0 && npm install -D discord-digital-twin@0.1.1 && vitest run test/discord-twin.test.ts`
 */

/** The parts of version 0.1.1 that are used here. */
type Message = {
  readonly author: { readonly username: string }
  readonly content: string
  readonly components?: unknown[]
}
type Twin = {
  readonly botToken: string
  readonly guildId: string
  readonly restUrl: string
  readonly prisma: { readonly channel: { findMany(): Promise<{ id: string; type: number; name: string }[]> } }
  start(): Promise<void>
  stop(): Promise<void>
  getFirstNonBotUserId(): Promise<string | null>
  channel(id: string): {
    getMessages(): Promise<Message[]>
    waitForInteractionAck(of: { interactionId: string }): Promise<{ acknowledged: boolean }>
    user(id: string): { runSlashCommand(command: object): Promise<{ id: string }> }
  }
}

// By a name in a variable: the types must not depend on what is not installed.
const PACKAGE = 'discord-digital-twin'
const module = (await import(PACKAGE).catch(() => undefined)) as
  { DigitalDiscord: new (options: object) => Twin } | undefined

const GUILD_TEXT = 0
const PRIVATE_THREAD = 12

test.skipIf(!module)(
  'on the twin: /help-me is acknowledged, and as it knows no DMs, the case goes on in a private room',
  async () => {
    if (!module) return
    const twin = new module.DigitalDiscord({
      channels: [{ name: 'lobby', type: GUILD_TEXT }],
      users: [{ username: 'hana' }],
    })
    await twin.start()
    const archive = await openArchive(memoryShelf({ now: () => systemClock.now() }), [
      createHash('sha256').update('twin').digest(),
    ])
    const log = openLog('warn', { write: () => true })
    const ear = lazyEar(() => openEar(new Set(library.facts.keys())))
    const platform = openDiscord({
    token: twin.botToken, api: twin.restUrl, messageContent: false, archive, clock: systemClock, commands, library, ear, log,
  }) // prettier-ignore
    const { engine } = assemble({ archive, platforms: [platform], clock: systemClock, log, library, ear })
    try {
      await engine.start()
      await platform.listen(message => engine.hear(message))
      const lobby = (await twin.prisma.channel.findMany()).find(({ name }) => name === 'lobby')?.id ?? ''
      const hana = (await twin.getFirstNonBotUserId()) ?? ''
      await found(archive, { guild: twin.guildId, rooms: lobby })
      const asked = await twin
        .channel(lobby)
        .user(hana)
        .runSlashCommand({
          name: 'help-me',
          options: [{ name: 'story', type: 3, value: 'Amazonのアカウントが乗っ取られて、ギフト券を買われています' }],
        })
      expect(await twin.channel(lobby).waitForInteractionAck({ interactionId: asked.id })).toMatchObject({
        acknowledged: true,
      })
      const room = await expect
        .poll(async () => (await twin.prisma.channel.findMany()).filter(({ type }) => type === PRIVATE_THREAD), {
          timeout: 10_000,
        })
        .toHaveLength(1)
        .then(async () => (await twin.prisma.channel.findMany()).find(({ type }) => type === PRIVATE_THREAD)?.id ?? '')
      const said = async () => JSON.stringify(await twin.channel(room).getMessages())
      await expect.poll(said, { timeout: 10_000 }).toContain(wordsFor('button.done', 'ja'))
      expect(await archive.count('c/')).toBe(1)
      const publicly = await twin.channel(lobby).getMessages()
      expect(JSON.stringify(publicly)).not.toMatch(/乗っ取られて|ギフト券/)
    } finally {
      await platform.close()
      await engine.close()
      await twin.stop()
    }
  },
)

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { assemble } from '../src/assemble.ts'
import type { Casefile } from '../src/engine/casefile.ts'
import { systemClock } from '../src/engine/clock.ts'
import { openLog } from '../src/log.ts'
import { openDiscord } from '../src/platforms/discord/index.ts'
import { flatten } from '../src/platforms/discord/wire.ts'
import type { ComponentJson } from '../src/platforms/discord/wire.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { lazyEar, openEar } from '../src/understanding/ear.ts'
import { found, library, wordsFor } from './discord-bench.ts'

/**
 * A second counterpart, not written by us: npm `discord-digital-twin`. It knows no DMs, no RESUME and no 429, refuses no body
 * and sends modals in the older form. package.json overrides its router: the version it asks for is not there, and 1.19.0 would
 * bring React into what is installed in production.
 */

/** The parts of version 0.1.1 that are used here. */
type Message = {
  readonly id: string
  readonly content: string
  readonly components?: readonly ComponentJson[]
}
type Interaction = { readonly id: string }
type Actor = {
  runSlashCommand(command: object): Promise<Interaction>
  clickButton(press: { messageId: string; customId: string }): Promise<Interaction>
  submitModal(modal: { customId: string; fields: { customId: string; value: string }[] }): Promise<Interaction>
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
    user(id: string): Actor
  }
}

// By a name in a variable: its own types would bring a database client's into ours.
const PACKAGE = 'discord-digital-twin'

const GUILD_TEXT = 0
const PRIVATE_THREAD = 12
const STORY = 'Amazonのアカウントが乗っ取られて、ギフト券を買われています'

let twin: Twin
let hana: string
let lobby: string
let room: string
const archive = await openArchive(memoryShelf({ now: () => systemClock.now() }), [
  createHash('sha256').update('twin').digest(),
])
let close: () => Promise<void>

const channels = () => twin.prisma.channel.findMany()
const inRoom = () => twin.channel(room).getMessages()
const buttons = ({ components }: Message) => flatten(components ?? []) as (ComponentJson & { label?: string })[]
/** The newest message in the room with this button, and the button's id. */
async function buttonSaying(label: string) {
  const found = (await inRoom()).flatMap(message =>
    buttons(message)
      .filter(one => one.label === label && one.custom_id !== undefined)
      .map(one => ({ message, customId: one.custom_id ?? '' })),
  )
  return found.sort((a, b) => Number(BigInt(b.message.id) - BigInt(a.message.id)))[0]
}
const acknowledged = async (place: string, { id }: Interaction) =>
  (await twin.channel(place).waitForInteractionAck({ interactionId: id })).acknowledged
const events = async () => {
  const [kept] = await archive.list('c/', { limit: 2 })
  return (kept?.value as Casefile | undefined)?.events ?? []
}

beforeAll(async () => {
  const { DigitalDiscord } = (await import(PACKAGE)) as { DigitalDiscord: new (options: object) => Twin }
  twin = new DigitalDiscord({ channels: [{ name: 'lobby', type: GUILD_TEXT }], users: [{ username: 'hana' }] })
  await twin.start()
  const log = openLog('warn', { write: () => true })
  const ear = lazyEar(() => openEar(new Set(library.facts.keys())))
  const platform = openDiscord({
    token: twin.botToken, api: twin.restUrl, messageContent: false, archive, clock: systemClock, commands, library, ear, log,
  }) // prettier-ignore
  const { engine } = assemble({ archive, platforms: [platform], clock: systemClock, log, library, ear })
  close = async () => {
    await platform.close()
    await engine.close()
    await twin.stop()
  }
  await engine.start()
  await platform.listen(message => engine.hear(message))
  lobby = (await channels()).find(({ name }) => name === 'lobby')?.id ?? ''
  hana = (await twin.getFirstNonBotUserId()) ?? ''
  await found(archive, { guild: twin.guildId, rooms: lobby })
}, 30_000)
afterAll(() => close())

test('on the twin: /help-me is acknowledged, and as it knows no DMs, the case goes on in a private room', async () => {
  const asked = await twin
    .channel(lobby)
    .user(hana)
    .runSlashCommand({ name: 'help-me', options: [{ name: 'story', type: 3, value: STORY }] })
  expect(await acknowledged(lobby, asked)).toBe(true)
  await expect
    .poll(async () => (await channels()).filter(({ type }) => type === PRIVATE_THREAD), { timeout: 10_000 })
    .toHaveLength(1)
  room = (await channels()).find(({ type }) => type === PRIVATE_THREAD)?.id ?? ''
  await expect.poll(() => buttonSaying(wordsFor('button.done', 'ja')), { timeout: 10_000 }).toBeTruthy()
  expect(await archive.count('c/')).toBe(1)
  const publicly = await twin.channel(lobby).getMessages()
  expect(JSON.stringify(publicly)).not.toMatch(/乗っ取られて|ギフト券/)
})

test('on the twin: a press on the card is acknowledged, ticks the step, and changes the card in place', async () => {
  const card = await buttonSaying(wordsFor('button.done', 'ja'))
  if (!card) throw new Error('no card to press')
  const before = JSON.stringify(card.message.components)
  const pressed = await twin
    .channel(room)
    .user(hana)
    .clickButton({ messageId: card.message.id, customId: card.customId })
  expect(await acknowledged(room, pressed)).toBe(true)
  const now = async () => (await inRoom()).find(({ id }) => id === card.message.id)
  await expect.poll(async () => JSON.stringify((await now())?.components), { timeout: 10_000 }).not.toBe(before)
  expect(await now()).toBeTruthy()
  expect((await events()).map(({ type }) => type)).toContain('step-done')
})

test('on the twin: words typed into the field behind "In my own words" are told', async () => {
  const field = await buttonSaying(wordsFor('button.own-words', 'ja'))
  if (!field) throw new Error('no field to open')
  const opened = await twin
    .channel(room)
    .user(hana)
    .clickButton({ messageId: field.message.id, customId: field.customId })
  expect(await acknowledged(room, opened)).toBe(true)
  const text = '知らない人からの着信もありました'
  const sent = await twin
    .channel(room)
    .user(hana)
    .submitModal({ customId: field.customId, fields: [{ customId: 'text', value: text }] })
  expect(await acknowledged(room, sent)).toBe(true)
  const told = async () => (await events()).flatMap(event => (event.type === 'told' ? [event.text] : []))
  await expect.poll(told, { timeout: 10_000 }).toContain(text)
})

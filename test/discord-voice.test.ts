import { afterEach, describe, expect, test } from 'vitest'
import type { Casefile } from '../src/engine/casefile.ts'
import { messageJson } from './emulators/discord/payload.ts'
import { INTENTS } from './emulators/discord/posting.ts'
import { bench, found, labels, press, read, wordsFor } from './discord-bench.ts'
import type { Bench } from './discord-bench.ts'
import { hearingModel, modelled } from './model-given.ts'

/** Voice messages over Discord: the real engine, discord.js and OpenAI's own client, over real sockets. */

const voice = hearingModel()
const open: Bench[] = []
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close()
})

/** A machine that does much else at the same time must not fail a test. */
const PATIENT = { timeout: 15_000 }
const text = (key: string) => wordsFor(key, 'ja')
const bytes = new TextEncoder().encode('OggS recording')
// The name under which Discord's apps record; the emulator adds duration and the flag of a voice message.
const VOICE = { filename: 'voice-message.ogg', contentType: 'audio/ogg', bytes }

async function hanaWith(model: boolean) {
  const b = await bench(model ? { withModel: modelled(voice.server) } : {})
  open.push(b)
  const { emulator, archive } = b
  const hana = emulator.user('hana', { locale: 'ja' })
  const guild = emulator.guild('Harbour', { locale: 'ja' })
  guild.join(hana)
  await found(archive, { guild: guild.id, rooms: guild.channel('cases').id })
  const shows = (line: string) => emulator.until(() => read(hana).some(said => said.includes(line)), 15_000, line)
  const file = async () => {
    const [kept] = await archive.list('c/', { limit: 2 })
    return kept?.value as Casefile
  }
  const told = async () => (await file()).events.flatMap(event => (event.type === 'told' ? [event.text] : []))
  const speak = () => hana.dm('', [VOICE])
  const say = async (answer: 'button.model-yes' | 'button.model-no') => {
    hana.dm('Amazonのアカウントに知らない住所が登録されています')
    await emulator.until(() => labels(hana.screen()).includes(text(answer)))
    await b.idle()
    const pressed = press(hana, text(answer))
    await emulator.until(() => pressed.response !== null)
    await b.idle()
  }
  return { ...b, hana, shows, file, told, speak, say }
}

describe('a voice message', () => {
  test('without a model gets a kind word that text is needed, and the recording is noted', async () => {
    const { emulator, shows, file, speak } = await hanaWith(false)
    speak()
    await shows(text('speech'))
    expect((await file()).events).toContainEqual(
      expect.objectContaining({ type: 'evidence-added', name: 'voice-message.ogg', mime: 'audio/ogg' }),
    )
    expect(emulator.complaints).toEqual([])
  })

  test('before a yes does not leave the house: the person learns what is needed first', async () => {
    const { shows, speak } = await hanaWith(true)
    speak()
    await shows(text('speech.consent'))
    expect(voice.server.transcriptions).toEqual([])
  })

  test('after a no is never sent', async () => {
    const { shows, speak, say } = await hanaWith(true)
    await say('button.model-no')
    speak()
    await shows(text('speech'))
    expect(voice.server.transcriptions).toEqual([])
  })

  test('after a yes is shown as it was heard and then told like anything typed', async () => {
    const { emulator, shows, speak, say, told, log } = await hanaWith(true)
    await say('button.model-yes')
    speak()
    await shows(`「${voice.words}」`)
    await expect.poll(async () => (await told()).at(-1), PATIENT).toBe(voice.words)
    expect(voice.server.refused).toEqual([])
    expect(voice.server.transcriptions).toMatchObject([
      { bytes: bytes.length, name: expect.stringMatching(/\.ogg$/) as string },
    ])
    expect(emulator.complaints).toEqual([])
    expect(log.join()).not.toContain(emulator.token)
  })

  test('is what was recorded here: a sound file that was only attached is evidence and not listened to', async () => {
    const { hana, say, file } = await hanaWith(true)
    await say('button.model-yes')
    hana.dm('', [{ ...VOICE, filename: 'call-with-the-shop.ogg' }])
    const names = async () =>
      (await file()).events.flatMap(event => (event.type === 'evidence-added' ? event.name : []))
    await expect.poll(names, PATIENT).toEqual(['call-with-the-shop.ogg'])
    expect(voice.server.transcriptions).toEqual([])
  })

  test('that was forwarded is evidence and never listened to, and forwarded words are told as another’s', async () => {
    const { emulator, hana, say, file } = await hanaWith(true)
    await say('button.model-yes')
    const recorded = messageJson(emulator.world, hana.dm('', [{ ...VOICE, filename: 'voice-message.ogg' }]))
    await expect.poll(() => voice.server.transcriptions.length, PATIENT).toBe(1)
    // What Discord's apps send for a forward: nothing of its own, and what it quotes.
    const forward = {
      ...recorded,
      id: emulator.world.newId(),
      flags: 1 << 14,
      message_reference: { type: 1, message_id: recorded['id'], channel_id: recorded['channel_id'] },
      attachments: [],
      message_snapshots: [
        { message: { content: '口座を凍結しました。至急ご連絡ください', attachments: recorded['attachments'] } },
      ],
    }
    emulator.world.emit({ t: 'MESSAGE_CREATE', d: forward, guildId: null, intent: INTENTS.DIRECT_MESSAGES })
    const kinds = async () =>
      (await file()).events.flatMap(event => (event.type === 'told' ? (event.quoted ? ['quoted'] : ['own']) : []))
    await expect.poll(kinds, PATIENT).toContain('quoted')
    const names = async () => (await file()).events.filter(({ type }) => type === 'evidence-added').length
    await expect.poll(names, PATIENT).toBe(2)
    expect(voice.server.transcriptions).toHaveLength(1)
  })

  test('with a secret in it is shown and kept without it, and its sender is asked to delete it', async () => {
    const { hana, shows, speak, say, told } = await hanaWith(true)
    await say('button.model-yes')
    voice.words = 'パスワードは Tr0ub4dor&3xyz です'
    speak()
    await shows(text('discord.please-delete'))
    await expect.poll(async () => (await told()).length, PATIENT).toBe(2)
    expect(JSON.stringify([read(hana), await told()])).not.toContain('Tr0ub4dor')
  })

  test('with words of danger is looked at as such', async () => {
    const { emulator, speak, say, sent } = await hanaWith(true)
    await say('button.model-yes')
    voice.words = 'もう死にたい'
    speak()
    await emulator.until(() => sent.some(({ message }) => message.about.includes('text:crisis')))
    expect(voice.server.transcriptions).toHaveLength(1)
  })

  test('that the provider does not hear is asked for in writing, and nothing is told', async () => {
    const { shows, speak, say, told } = await hanaWith(true)
    await say('button.model-yes')
    const before = await told()
    voice.server.always('server-error')
    speak()
    await shows(text('speech'))
    expect(await told()).toEqual(before)
  })
})

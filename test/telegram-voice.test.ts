import { afterEach, describe, expect, test } from 'vitest'
import type { Casefile } from '../src/engine/casefile.ts'
import { openStage } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'
import { library } from './given.ts'
import { hearingModel, modelled } from './model-given.ts'

/** Voice notes over Telegram: the real engine, grammY and OpenAI's own client, over real sockets. */

const voice = hearingModel()
const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const text = (key: string) => library.texts[key]?.ja ?? key
const VOICE = { voice: { bytes: Buffer.from('OggS recording'), seconds: 3 } }

async function stageWith(model: boolean) {
  const stage = await openStage('2026-11-24T00:34:00+09:00', {}, model ? modelled(voice.server) : undefined)
  open.push(stage)
  const hana = stage.telegram.addPerson('Hana', { language: 'ja' })
  const shown = () =>
    hana
      .screen()
      .messages.filter(({ from }) => from === 'Kakekomi')
      .map(({ text }) => text)
  const told = async () => {
    const [kept] = await stage.archive.list('c/', { limit: 2 })
    return (kept?.value as Casefile).events.flatMap(event => (event.type === 'told' ? [event.text] : []))
  }
  const speak = async () => {
    const message = hana.say('', VOICE)
    await stage.drain()
    return message
  }
  /** Listening happens beside every turn, over a socket of its own: nothing waits for it but who looks at the chat. */
  const until = async (met: () => boolean | Promise<boolean>) => {
    for (const end = Date.now() + 15_000; !(await met()); await stage.pass(1_000))
      if (Date.now() > end) throw new Error(`never came: ${shown().join(' | ')}`)
  }
  const allow = async () => {
    hana.say('Amazonのアカウントに知らない住所が登録されています')
    await stage.drain()
    await stage.press(hana, 'allow-model/true')
    await stage.drain()
  }
  return { ...stage, hana, press: (name: string) => stage.press(hana, name), shown, told, speak, allow, until }
}

describe('a voice note', () => {
  test('without a model gets a kind word that text is needed, and the recording is kept', async () => {
    const { speak, shown, archive, until } = await stageWith(false)
    await speak()
    await until(() => shown().includes(text('speech')))
    const [kept] = await archive.list('c/', { limit: 2 })
    expect(JSON.stringify(kept?.value)).toContain('voice.ogg')
  })

  test('before a yes does not leave the house: the person learns what is needed first', async () => {
    const { speak, shown, until } = await stageWith(true)
    await speak()
    await until(() => shown().includes(text('speech.consent')))
    expect(voice.server.transcriptions).toEqual([])
  })

  test('as the very first message brings the opening and the question; after the yes it is listened to', async () => {
    const { speak, shown, told, until, press, telegram, restart } = await stageWith(true)
    await speak()
    await until(() => shown().includes(text('speech.consent')))
    expect(shown().some(line => line.includes(text('opening').slice(0, 10)))).toBe(true)
    expect(voice.server.transcriptions).toEqual([])
    await restart()
    await press('allow-model/true')
    await until(async () => (await told()).includes(voice.words))
    expect(voice.server.transcriptions).toHaveLength(1)
    expect(shown().filter(line => line === text('speech.consent'))).toHaveLength(1)
    expect(telegram.complaints).toEqual([])
  })

  test('as the very first message, without a model, brings the opening and a kind word that text is needed', async () => {
    const { speak, shown, until } = await stageWith(false)
    await speak()
    await until(() => shown().includes(text('speech')))
    expect(shown().some(line => line.includes(text('opening').slice(0, 10)))).toBe(true)
  })

  test('after a no is never sent', async () => {
    const { hana, speak, shown, drain, press, until } = await stageWith(true)
    hana.say('Amazonのアカウントに知らない住所が登録されています')
    await drain()
    await press('allow-model/false')
    await speak()
    await until(() => shown().includes(text('speech')))
    expect(voice.server.transcriptions).toEqual([])
  })

  test('after a yes is shown as it was heard and then told like anything typed', async () => {
    const { speak, shown, told, allow, telegram, log, until } = await stageWith(true)
    await allow()
    await speak()
    await until(async () => (await told()).at(-1) === voice.words)
    expect(voice.server.refused).toEqual([])
    expect(voice.server.transcriptions).toMatchObject([{ bytes: VOICE.voice.bytes.length }])
    expect(shown().some(line => line.includes(`「${voice.words}」`))).toBe(true)
    expect(telegram.complaints).toEqual([])
    expect(log()).not.toContain(telegram.token)
  })

  test('with a secret in it is shown and kept without it, and goes away', async () => {
    const { speak, shown, told, allow, hana, until } = await stageWith(true)
    await allow()
    voice.words = 'パスワードは Tr0ub4dor&3xyz です'
    const message = await speak()
    await until(async () => (await told()).length === 2)
    await until(() => !hana.screen().messages.some(({ id }) => id === message.message_id))
    expect(JSON.stringify([shown(), await told()])).not.toContain('Tr0ub4dor')
  })

  test('with words of danger is looked at as such', async () => {
    const { speak, allow, sent, until } = await stageWith(true)
    await allow()
    voice.words = 'もう死にたい'
    await speak()
    await until(() => sent.some(({ message }) => message.about.includes('text:crisis')))
    expect(voice.server.transcriptions).toHaveLength(1)
  })

  test.each(['server-error', 'key-refused', 'html-error'] as const)(
    'that the provider does not hear (%s) is asked for in writing',
    async fault => {
      const { speak, shown, told, allow, until } = await stageWith(true)
      await allow()
      const before = await told()
      voice.server.always(fault)
      await speak()
      await until(() => shown().includes(text('speech')))
      expect(await told()).toEqual(before)
    },
  )

  test('that Telegram does not give out is asked for in writing', async () => {
    const { speak, shown, allow, telegram, until } = await stageWith(true)
    await allow()
    const gone = { kind: 'refuse', code: 400, description: 'Bad Request: wrong file_id' } as const
    telegram.faults.next('getFile', gone, 2)
    await speak()
    await until(() => shown().includes(text('speech')))
    expect(voice.server.transcriptions).toEqual([])
  })

  test('that was forwarded is evidence and never listened to', async () => {
    const { hana, allow, drain } = await stageWith(true)
    await allow()
    hana.say('', { ...VOICE, forward: 'Attacker' })
    await drain()
    expect(voice.server.transcriptions).toEqual([])
  })
})

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../src/engine/clock.ts'
import { openLog } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { DEFAULT_ALLOWANCE, openBudget } from '../src/understanding/model/budget.ts'
import { openOpenAI } from '../src/understanding/model/openai-client.ts'
import { isSpeech, openTranscriber } from '../src/understanding/model/transcribe.ts'
import { openTranslator, saysTheSame } from '../src/understanding/model/translate.ts'
import { startModelServer } from './emulators/model/start.ts'
import type { Fault, ModelServer } from './emulators/model/start.ts'

/** Translation and voice, with the real clients over a real socket. */

let server: ModelServer
let translation: unknown
let spoken: string
const lines: string[] = []
const log = openLog('info', { write: line => void lines.push(line) })
beforeAll(async () => {
  server = await startModelServer({ chat: () => ({ translation }), transcribe: () => spoken })
})
afterAll(() => server.close())
beforeEach(() => {
  server.always(undefined)
  server.chats.length = 0
  lines.length = 0
})

async function translator() {
  const archive = await openArchive(memoryShelf({ now: () => Date.now() }), [createHash('sha256').update('t').digest()])
  const settings = { apiKey: server.key, baseUrl: server.url }
  return openTranslator({ settings, provider: 'OpenAI', archive, clock: systemClock, log })
}

describe('a translation', () => {
  test('is made once and kept', async () => {
    const { translate } = await translator()
    translation = 'Cambia la contraseña ahora.'
    expect(await translate('Change the password now.', 'en', 'es')).toBe(translation)
    expect(await translate('Change the password now.', 'en', 'es')).toBe(translation)
    expect(server.chats).toHaveLength(1)
    expect(server.chats[0]!.messages[0]!.content).toContain('Spanish')
    expect(server.refused).toEqual([])
  })

  test.each([
    ['a number changed', 'Call 0120-899-276 now.', 'Llama al 0120-899-277 ahora.'],
    ['a link added', 'Open the app.', 'Abre la app: https://evil.example'],
    ['a bare domain added', 'Open the app.', 'Abre la app en evil-help.example ahora.'],
    ['a link dropped', 'See https://www.amazon.co.jp/help today.', 'Mira la ayuda hoy.'],
    ['a secret invented', 'I removed [password] here.', 'He quitado hunter2 aquí.'],
    ['nothing said', 'Change it.', ''],
    ['much more said', 'Change it.', 'bla '.repeat(100)],
  ])('is dropped when %s: the original is sent', async (_, text, said) => {
    const { translate } = await translator()
    translation = said
    expect(await translate(text, 'en', 'es')).toBeUndefined()
    expect(lines.filter(line => line.includes('untranslated'))).toHaveLength(1)
  })

  test.each([
    ['Call 03-3501-0110 before 17:00.', '17:00までに03-3501-0110へ電話してください。'],
    ['見て: https://www.npa.go.jp/x?y=1。', 'Look: https://www.npa.go.jp/x?y=1'],
    ['About 20,000 yen', '約20000円'],
    ['[card-number] was removed', '[card-number]を消しました'],
  ])('of “%s” may be “%s”', (before, after) => expect(saysTheSame(before, after)).toBe(true))

  test.each<Fault>(
    ['hang', 'html', 'not-json', 'wrong-shape', 'rate-limit', 'empty-choices', 'drop'].filter(
      f => f !== 'hang',
    ) as Fault[],
  )('that fails (%s) is none, with one line', async fault => {
    const { translate } = await translator()
    server.always(fault)
    expect(await translate('Change it.', 'en', 'es')).toBeUndefined()
    expect(lines.filter(line => line.includes('untranslated'))).toHaveLength(1)
  })

  test('into the same language, of nothing, or of a whole book is not asked for', async () => {
    const { translate } = await translator()
    for (const [text, from, to] of [
      ['Hi.', 'en', 'en'],
      [' ', 'en', 'es'],
      ['x'.repeat(5_000), 'en', 'es'],
    ] as const)
      expect(await translate(text, from, to)).toBeUndefined()
    expect(server.chats).toEqual([])
  })
})

describe('a voice message', () => {
  async function transcriber(callsPerCase = 9) {
    const archive = await openArchive(memoryShelf({ now: () => Date.now() }), [
      createHash('sha256').update('t').digest(),
    ])
    const budget = openBudget(archive, () => 0, { ...DEFAULT_ALLOWANCE, callsPerCase })
    const { transcribe } = openTranscriber(openOpenAI({ apiKey: server.key, baseUrl: server.url }), budget, log)
    return (audio: { bytes: Uint8Array; mime: string }) => transcribe({ ...audio, about: 'a-case' })
  }
  const bytes = new Uint8Array([79, 103, 103, 83])

  test('becomes text', async () => {
    const transcribe = await transcriber()
    spoken = ' アマゾンに入れなくなりました。 '
    expect(await transcribe({ bytes, mime: 'audio/ogg; codecs=opus' })).toBe('アマゾンに入れなくなりました。')
    expect(server.transcriptions.at(-1)).toMatchObject({ bytes: 4, name: 'voice.ogg' })
  })
  test('is paid for out of the allowance of its case', async () => {
    const transcribe = await transcriber(1)
    spoken = 'one'
    expect(await transcribe({ bytes, mime: 'audio/ogg' })).toBe('one')
    expect(await transcribe({ bytes, mime: 'audio/ogg' })).toBeUndefined()
    expect(lines.filter(line => line.includes('voice-unheard'))).toHaveLength(1)
  })
  test('without a word in it, empty, or of no known kind is none', async () => {
    const transcribe = await transcriber()
    spoken = '  '
    expect(await transcribe({ bytes, mime: 'audio/ogg' })).toBeUndefined()
    expect(await transcribe({ bytes: new Uint8Array(), mime: 'audio/ogg' })).toBeUndefined()
    expect(await transcribe({ bytes, mime: 'video/mp4' })).toBeUndefined()
    expect(isSpeech('audio/ogg')).toBe(true)
    expect(isSpeech('image/png')).toBe(false)
  })
  test.each<Fault>(['key-refused', 'html-error', 'quota'])(
    'that can not be heard (%s) is none, with one line',
    async fault => {
      const transcribe = await transcriber()
      server.always(fault)
      expect(await transcribe({ bytes, mime: 'audio/ogg' })).toBeUndefined()
      expect(lines.filter(line => line.includes('voice-unheard'))).toHaveLength(1)
    },
  )
})

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TERMINAL_COMMUNITY, assemble, foundTerminalCommunity } from '../src/assemble.ts'
import { plainText } from '../src/content/rich.ts'
import { NO_CASE } from '../src/core/case.ts'
import type { Effect } from '../src/core/effects.ts'
import type { PersonId } from '../src/core/ids.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { TRANSLATION_WAIT_MS, interpreter } from '../src/engine/interpreter.ts'
import type { Inbound } from '../src/engine/messages.ts'
import { openLog } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { openEar } from '../src/understanding/ear.ts'
import { detect } from '../src/understanding/language.ts'
import { startModelServer } from './emulators/model/start.ts'
import type { ChatRequest, ModelServer } from './emulators/model/start.ts'
import { library } from './given.ts'
import { NOTHING_READ, modelled } from './model-given.ts'
import { recorder } from './recorder.ts'

/** Whoever writes neither Japanese nor English: answered in English, and, with a yes, in their own words by a machine. */

const ear = openEar(new Set(library.facts.keys()))
const START = Date.parse('2026-11-24T00:30:00+09:00')
const SPANISH =
  'Hola, alguien entró en mi cuenta de Amazon y hay un pedido que no es mío. Han cambiado el correo de la cuenta y no puedo entrar.'
const ALLOW = 'allow-model/true'
const TRANSLATED = '«es»'

/** Between the two marked lines stands what is to be translated. */
const inner = ({ messages }: ChatRequest) => messages.at(-1)!.content.split('\n').slice(1, -1)
const isTranslation = (chat: ChatRequest) => chat.response_format?.json_schema.name === 'translation'

let server: ModelServer
let changed: (words: string) => string
beforeAll(async () => {
  server = await startModelServer({
    chat: chat =>
      isTranslation(chat)
        ? { translation: changed(inner(chat).map(line => `${TRANSLATED} ${line}`).join('\n')) } // prettier-ignore
        : NOTHING_READ,
  })
})
afterAll(() => server.close())
beforeEach(() => {
  changed = words => words
  server.always(undefined)
  server.chats.length = 0
})

async function world() {
  const clock = virtualClock(START)
  const archive = await openArchive(memoryShelf({ now: () => clock.now() }), [
    createHash('sha256').update('test').digest(),
  ])
  await foundTerminalCommunity(archive, clock.now())
  const { platform, sent } = recorder()
  const log = openLog('info', { write: () => undefined })
  const { secondReader, translator } = await modelled(server)({ archive, clock, log })
  const { engine } = assemble({
    archive, platforms: [platform], clock, log, library, ear, secondReader, translator, homeCommunity: TERMINAL_COMMUNITY,
  }) // prettier-ignore
  await engine.start()
  let serial = 0
  const hear = async (what: Inbound['what']) => {
    await engine.hear({
      id: `t${serial++}`,
      from: 'terminal:victim' as PersonId,
      place: { platform: 'terminal', chat: 'victim', kind: 'private' },
      at: clock.now(),
      what,
    })
    await engine.idle()
  }
  return {
    sent,
    said: (from = 0) => sent.slice(from).map(({ text }) => plainText(text)),
    tell: (text: string) => hear({ kind: 'text', text }),
    async press(name: string) {
      const button = [...sent]
        .reverse()
        .flatMap(message => message.buttons.flat())
        .find(button => button.name.startsWith(name))
      if (!button) throw new Error(`no button ${name}`)
      await hear({ kind: 'press', ref: button.ref })
    },
  }
}

describe('a person who writes in Spanish', () => {
  test('is answered in English, though the place is Japanese, and is offered a translation; nothing has left', async () => {
    const { tell, sent, said } = await world()
    await tell(SPANISH)
    expect(sent.every(({ language }) => language === 'en')).toBe(true)
    expect(sent.flatMap(({ about }) => about)).toContain('text:other-language.model')
    expect(said().join('\n')).not.toContain(TRANSLATED)
    expect(server.chats).toEqual([])
  })

  test('reads everything in their language after a yes, labels too, marked as a machine’s', async () => {
    const { tell, press, sent, said } = await world()
    await tell(SPANISH)
    const before = sent.length
    await press(ALLOW)
    await tell('Gracias. El correo de la cuenta no es el mío y no tengo dinero.')
    expect(sent.length).toBeGreaterThan(before)
    for (const text of said(before)) {
      expect(text).toContain(TRANSLATED)
      expect(text).toContain('machine translation')
    }
    const labels = sent.slice(before).flatMap(({ buttons }) => buttons.flat().map(({ label }) => label))
    expect(labels.some(label => label.startsWith(TRANSLATED))).toBe(true)
    expect(server.refused).toEqual([])
  })

  test('is translated the same words once', async () => {
    const { tell, press } = await world()
    await tell(SPANISH)
    await press(ALLOW)
    await tell('Gracias, el dinero es de mi cuenta.')
    const asked = server.chats.filter(isTranslation).map(chat => inner(chat).join('\n'))
    expect(asked.length).toBeGreaterThan(0)
    expect(new Set(asked).size).toBe(asked.length)
  })

  test('reads English when a number was changed, and when the model answers nonsense', async () => {
    const { tell, press, sent, said } = await world()
    await tell(SPANISH)
    changed = words => `${words} 0120`
    const before = sent.length
    await press(ALLOW)
    server.always('html')
    await tell('Gracias, el dinero es de mi cuenta.')
    expect(sent.length).toBeGreaterThan(before)
    for (const text of said(before)) expect(text).not.toContain(TRANSLATED)
  })

  test('in danger from themselves reads the words that were written for it, untouched', async () => {
    const { tell, press, sent, said } = await world()
    await tell(SPANISH)
    await press(ALLOW)
    const before = sent.length
    await tell('I want to die. I cannot go on.')
    expect(sent.slice(before).flatMap(({ about }) => about).some(name => name.startsWith('text:crisis'))).toBe(true) // prettier-ignore
    for (const text of said(before)) expect(text).not.toContain(TRANSLATED)
  })

  test('who refused reads English, and nothing leaves', async () => {
    const { tell, press, said } = await world()
    await tell(SPANISH)
    await press('allow-model/false')
    await tell('Gracias, el dinero es de mi cuenta.')
    expect(said().join('\n')).not.toContain(TRANSLATED)
    expect(server.chats).toEqual([])
  })
})

describe('a message on its way', () => {
  const hana = 'telegram:hana' as PersonId
  const effect: Effect = { type: 'say', to: { person: hana }, lines: [{ text: 'done' }], buttons: [], priority: 1 }
  const state = { ...NO_CASE, subject: hana, language: 'en' as const, tongue: 'ko', model: 'yes' as const }
  const said = { text: [{ text: 'Change the password.' }], labels: ['Done'] }
  const about = { effect, state, reader: hana, mark: [{ text: '(machine)' }] }
  const log = openLog('info', { write: () => undefined })

  test('waits for its translation a few seconds and not longer', async () => {
    const clock = virtualClock(START)
    const slow = { provider: 'OpenAI', translate: () => new Promise<undefined>(() => undefined) }
    const going = interpreter(slow, clock, log)(said, about)
    while (clock.step(START + TRANSLATION_WAIT_MS));
    expect(await going).toEqual(said)
    expect(clock.now()).toBe(START + TRANSLATION_WAIT_MS)
  })

  test.each([
    ['another reader', { reader: 'telegram:ben' as PersonId }],
    ['no yes', { state: { ...state, model: 'asked' as const } }],
    ['a case a stranger may hold', { state: { ...state, suspect: true } }],
    ['a way into a case', { effect: { ...effect, lines: [{ text: 'x', params: { token: 'abc' } }] } }],
  ])('is not translated for %s', async (_, but) => {
    const quick = { provider: 'OpenAI', translate: async (text: string) => `ko ${text}` }
    const clock = virtualClock(START)
    expect(await interpreter(quick, clock, log)(said, { ...about, ...but })).toEqual(said)
    expect((await interpreter(quick, clock, log)(said, about)).text[0]!.text).toBe('ko Change the password.\n')
  })

  test('keeps labels that would not fit a button', async () => {
    const long = { translate: async (text: string) => (text === 'Done' ? 'k'.repeat(41) : text) }
    expect((await interpreter(long, virtualClock(START), log)(said, about)).labels).toEqual(['Done'])
  })
})

test.each([
  ['ko', '제 계정이 해킹당했어요. 로그인이 안 됩니다.'],
  ['ru', 'Мой аккаунт взломали, я не могу войти.'],
  ['uk', 'Мій акаунт зламали, я не можу увійти.'],
  ['zh', '我的账号被盗了,钱也没有了。'],
  ['zh-Hant', '我的帳號被盜了,錢也沒有了,請幫我。'],
  ['th', 'บัญชีของฉันถูกแฮก'],
  ['de', 'Ich habe ein Konto bei der Bank und das Geld ist nicht mehr da.'],
  ['es', SPANISH],
  [undefined, 'Someone got into my account and I cannot log in.'],
  [undefined, 'アカウントに入れません。'],
])('the language %s is told by how it is written', (tongue, text) => {
  expect(detect(text).tongue).toBe(tongue)
})

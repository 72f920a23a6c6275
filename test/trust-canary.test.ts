import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CommunityRow } from '../src/engine/casefile.ts'
import { rows } from '../src/engine/rows.ts'
import { openStore } from '../src/store/open.ts'
import { startModelServer } from './emulators/model/start.ts'
import { end, program } from './kill/program.ts'
import { town } from './kill/town.ts'

/**
 * S12, S23, S26, S33, S34 over a whole run: the real program, its real clients of both apps and of the model, a real file. Words
 * that stand nowhere else are written into every kind of personal field and looked for wherever they must not be.
 */

/** Must be gone before anything is kept: nobody reads them again. */
const SECRET = {
  password: 'Quillfeather#77aB',
  card: '4539578763621486',
  code: '719348',
  token: 'ghp_ZanzibarZanzibarZanzibarZanzibarZa12',
  seed: 'abandon ability able about above absent absorb abstract absurd abuse access accident',
}
/** Blacked out before anything is kept. */
const PERSONAL = {
  phone: '090-5512-7741',
  mail: 'murmeltier.k@brandlhuber.example',
  address: '豊玉北5-17-23',
  iban: 'DE89370400440532013000',
  name: '長谷川涼子',
}
/** Their own words: sealed in the file, shown to them, read by a model that they agreed to; in no log and no number. */
const WORDS = ['zanzibarcode', 'ペンギン丸']
const SHOWN_NAMES = ['person 0', 'person 1', 'helper by telegram', 'helper by discord']

const STORY =
  `Amazonが乗っ取られました。zanzibarcodeという人とペンギン丸が見ていました。パスワードは${SECRET.password}です。\n` +
  `カード番号は${SECRET.card}です。認証コードは${SECRET.code}でした。\n${SECRET.token}\nシードフレーズ: ${SECRET.seed}\n` +
  `電話は${PERSONAL.phone}、メールは${PERSONAL.mail}、住所は東京都練馬区${PERSONAL.address}、IBAN ${PERSONAL.iban}、名義は${PERSONAL.name}です。`

const gone = [...Object.values(SECRET), ...Object.values(PERSONAL)]
/** Which of the words stand in the bytes, however an encoder may have written Japanese. */
const foundIn = (bytes: Buffer | string, words: readonly string[]) => {
  const text = typeof bytes === 'string' ? Buffer.from(bytes).toString('latin1') : bytes.toString('latin1')
  const escaped = (word: string) => JSON.stringify(word).replace(/[^ -~]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).slice(1, -1) // prettier-ignore
  return words.filter(word => text.includes(Buffer.from(word).toString('latin1')) || text.includes(escaped(word)))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

const folder = mkdtempSync(join(tmpdir(), 'kakekomi-canary-'))
let harbour: Awaited<ReturnType<typeof town>>
let model: Awaited<ReturnType<typeof startModelServer>>
let said = ''
let metrics = ''
let files: Buffer
let shown = ''

beforeAll(async () => {
  harbour = await town(5)
  model = await startModelServer({
    chat: () => ({ summary: '', whose: 'writer', patterns: [], facts: [], service: '', country: '', language: 'ja' }),
  })
  const store = { url: `sqlite:${folder}/store.sqlite`, key: { file: `${folder}/store.key` } }
  const founding = await openStore(store)
  await harbour.found(founding)
  const key = rows.community('killtown00' as never)
  const kept = await founding.load(key)
  const row = CommunityRow.parse(kept?.value)
  await founding.commit({ put: [{ key, value: { ...row, policy: { ...row.policy, model: 'on' } }, version: 2 }] })
  await founding.close()
  const port = await freePort()
  const child = program(harbour, store, {
    LOG_LEVEL: 'debug',
    HTTP_PORT: String(port),
    OPENAI_API_KEY: model.key,
    OPENAI_BASE_URL: model.url,
  })
  const waiting = { timeout: 90_000, interval: 100 }
  await vi.waitFor(() => expect(harbour.discord.world.globalCommands.length).toBeGreaterThan(0), waiting)
  await vi.waitFor(() => expect(child.said()).toContain('gateway-ready'), waiting)
  const [byTelegram, byDiscord] = harbour.people
  for (const person of [byTelegram, byDiscord]) person?.say(STORY)
  await vi.waitFor(() => expect(model.chats.length).toBeGreaterThanOrEqual(2), waiting)
  for (const person of [byTelegram, byDiscord]) {
    await vi.waitFor(() => expect(person?.screen().some(({ mine }) => !mine)).toBe(true), waiting)
    person?.say(`/note ${SECRET.password} ${WORDS.join(' ')}`)
  }
  await vi.waitFor(async () => {
    metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(metrics).toContain('# HELP')
  }, waiting)
  shown = JSON.stringify([byTelegram?.screen().filter(({ mine }) => !mine), byDiscord?.screen().filter(({ mine }) => !mine)]) // prettier-ignore
  const everything = () =>
    Buffer.concat(
      readdirSync(folder)
        .filter(name => !name.endsWith('.key'))
        .map(name => readFileSync(join(folder, name))),
    )
  // Once while it runs, with the log of the database beside it, and once after it has closed.
  const running = everything()
  await end(child, 'SIGTERM')
  files = Buffer.concat([running, everything()])
  said = child.said()
}, 240_000)
afterAll(async () => {
  await model.close()
  await harbour.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('over a whole run on both apps with a model', () => {
  test('no log line, at the most talkative level, holds a word, a name or an account of anybody', () => {
    expect(said).toContain('gateway-ready')
    const accounts = [...harbour.people.slice(0, 2), ...harbour.helpers].map(({ id }) => id.split(':')[1] ?? id)
    expect(foundIn(said, [...gone, ...WORDS, ...SHOWN_NAMES, ...accounts])).toEqual([])
    expect(foundIn(said, [harbour.telegram.token, harbour.discord.token, model.key])).toEqual([])
  })
  test('no file of the store holds one', () => {
    expect(files.length).toBeGreaterThan(50_000)
    expect(foundIn(files, [...gone, ...WORDS, ...SHOWN_NAMES])).toEqual([])
  })
  test('no number that is measured carries one', () => {
    expect(foundIn(metrics, [...gone, ...WORDS, ...SHOWN_NAMES, 'Harbour', 'killtown00'])).toEqual([])
  })
  test('the model reads the story and none of its secrets and personal data', () => {
    const asked = JSON.stringify(model.chats)
    expect(foundIn(asked, WORDS)).toEqual(WORDS)
    expect(foundIn(asked, [...gone, ...SHOWN_NAMES])).toEqual([])
  })
  test('the bot repeats no secret to anybody', () => {
    expect(shown.length).toBeGreaterThan(500)
    expect(foundIn(shown, Object.values(SECRET))).toEqual([])
  })
})

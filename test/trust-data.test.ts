import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLog } from '../src/log.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/open.ts'
import { parseCasefile } from '../src/engine/casefile.ts'
import { START, STORY, trustWorld } from './trust-world.ts'

/** S25–S34: what is kept, for how long, who gets to see it, and what never leaves a trace. */

const DAY_MS = 86_400_000
/** Words that stand nowhere but in what people write. */
const CANARY = ['Quillfeather', 'ペンギン丸', 'zanzibarcode', 'murmeltier', 'officer-Brandlhuber']
const IDS = ['terminal:victim', 'terminal:helper']

let folder: string
let store: Store
let clockNow = START
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kakekomi-trust-'))
  clockNow = START
  store = await openStore({
    url: `sqlite:${join(folder, 'db.sqlite')}`,
    key: { file: join(folder, 'key') },
    now: () => clockNow,
  })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every byte of every file of the store but the key, as one string. */
const everyByte = () =>
  readdirSync(folder)
    .filter(name => name !== 'key')
    .map(name => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n')
const bytesOf = (word: string) => Buffer.from(word, 'utf8').toString('latin1')

/** An evening in which every door is used, with a canary in each. */
async function evening() {
  const it = await trustWorld({ archive: store })
  await it.tell('victim', `${STORY} My cat Quillfeather sat there. ペンギン丸も見ていた。`, { name: 'murmeltier' })
  await it.command('victim', 'note', { text: 'murmeltier called' })
  await it.command('victim', 'contacted', {
    whom: 'police',
    name: 'officer-Brandlhuber',
    promise: 'zanzibarcode',
    days: '2',
  })
  await it.command('victim', 'report', { text: 'he is called murmeltier' })
  await it.hear(it.from('victim', { kind: 'file', name: 'Quillfeather.png', mime: 'image/png', bytes: 5 }))
  await it.command('victim', 'call')
  await it.press('victim', 'call')
  await it.command('helper', 'claim')
  await it.tell('helper', 'Hello, I saw Quillfeather')
  await it.command('helper', 'private-note', { text: 'zanzibarcode between us' })
  await it.hear(it.from('victim', { kind: 'press', ref: 'k.Quillfeather.zanzibarcode' }))
  await it.command('victim', 'Quillfeather', { murmeltier: 'zanzibarcode' })
  await it.until(it.clock.now() + 60_000)
  return it
}

describe('what a person writes', () => {
  test('stands in no log line, whatever the level', async () => {
    const it = await evening()
    expect(it.words()).toContain('Quillfeather')
    expect(it.logged.filter(line => [...CANARY, ...IDS].some(word => line.includes(word)))).toEqual([])
  })
  test('stands in no log line when the store fails in the middle', async () => {
    const it = await trustWorld()
    it.shelf.failNext('commit', 'full')
    await it.tell('victim', `${STORY} Quillfeather`).catch(() => undefined)
    await it.tell('victim', `${STORY} Quillfeather`)
    expect(it.logged.filter(line => line.includes('Quillfeather'))).toEqual([])
  })
  test('stands nowhere in the files of the store, nor does anybody’s account', async () => {
    await evening()
    const bytes = everyByte()
    expect(bytes.length).toBeGreaterThan(10_000)
    for (const word of [...CANARY, ...IDS, 'gift card', 'Amazon'])
      expect(bytes.includes(bytesOf(word)), word).toBe(false)
    await store.checkpoint()
    for (const word of [...CANARY, ...IDS]) expect(everyByte().includes(bytesOf(word)), word).toBe(false)
  })
})

describe('the log', () => {
  test('drops fields it does not know, escapes line ends and hides tokens, also inside errors and causes', () => {
    const lines: string[] = []
    const log = openLog('debug', { write: line => void lines.push(line) })
    const telegram = '123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFak'
    const discord = 'MTAxMDEwMTAxMDEwMTAxMDEw.GaBcDe.abcdefghijklmnopqrstuvwxyz012345678901'
    log.warn('x', { text: 'Quillfeather', message: 'Quillfeather', reason: 'a\r\nfake line\u0000\u2028', caseId: 'c' })
    log.error('x', {
      error: new Error(`GET https://api.telegram.org/bot${telegram}/getMe`, { cause: new Error(discord) }),
    })
    log.error('x', { error: `sk-${'a'.repeat(40)}`, url: `https://api.telegram.org/file/bot${telegram}/a.jpg` })
    const all = lines.join('')
    expect(all).not.toContain('Quillfeather')
    expect(all).not.toMatch(/AAFake|abcdefghijklmnop|sk-aaa/)
    for (const line of lines) expect(line.trimEnd()).not.toMatch(/[\r\n\u0000\u2028]/)
    expect(lines.length).toBe(3)
  })
})

describe('forgetting', () => {
  test('asks first, removes every row of the case and of the person, and says so', async () => {
    const it = await trustWorld({ archive: store })
    await it.tell('victim', `${STORY} Quillfeather`)
    const [file] = await it.cases()
    const caseId = file?.key.slice(2) ?? ''
    await store.checkpoint()
    expect(everyByte()).toContain(caseId)
    await it.command('victim', 'forget')
    expect((await it.cases()).length).toBe(1)
    await it.press('victim', 'forget')
    expect(it.about('victim')).toContain('text:forgotten')
    expect(await it.cases()).toEqual([])
    await store.checkpoint()
    // Neither the case's row nor a pointer, timer, room or outbox entry with its id is left in any file.
    expect(everyByte().includes(caseId)).toBe(false)
    expect(everyByte().includes(store.blind('terminal:victim'))).toBe(false)
  })
  test('with a helper in the case waits with notice: a thief must not be able to wipe the traces at once', async () => {
    const it = await evening()
    await it.command('victim', 'forget')
    await it.press('victim', 'forget')
    expect(it.about('victim')).toContain('text:held.forget')
    expect((await it.cases()).length).toBe(1)
    await it.until(it.clock.now() + DAY_MS)
    expect(await it.cases()).toEqual([])
  })
  test('a stranger’s wish to forget forgets nothing', async () => {
    const it = await trustWorld()
    await it.tell('victim', STORY)
    await it.command('stranger', 'forget')
    await it.hear(
      it.from('stranger', { kind: 'command', name: 'forget', input: {} }, { subject: 'terminal:victim' as never }),
    )
    expect((await it.cases()).length).toBe(1)
    expect(it.about('stranger')).not.toContain('text:forget.ask')
  })
})

test('a closed case is gone 30 days later, from the rows and from the raw files', async () => {
  const it = await trustWorld({ archive: store })
  await it.tell('victim', `${STORY} Quillfeather`)
  const caseId = (await it.cases())[0]?.key.slice(2) ?? ''
  await it.command('victim', 'close')
  await it.press('victim', 'close')
  expect(it.about('victim')).toContain('text:closed')
  const travel = async (at: number) => {
    await it.until(at)
    clockNow = at
  }
  await travel(START + 29 * DAY_MS)
  expect((await it.cases()).length).toBe(1)
  await travel(START + 33 * DAY_MS)
  expect(await it.cases()).toEqual([])
  await store.prune(clockNow)
  await store.checkpoint()
  expect(everyByte().includes(caseId)).toBe(false)
  expect(everyByte().includes(store.blind('terminal:victim'))).toBe(false)
})

describe('the person’s own copy', () => {
  test('readable: plan and timeline with their words', async () => {
    const it = await evening()
    it.sent.length = 0
    await it.command('victim', 'export')
    // A helper is in the case: the record goes out with their yes, after ten minutes with notice.
    expect(it.words('victim')).not.toMatch(/Quillfeather/)
    await it.press('helper', 'vouch')
    await it.until(it.clock.now() + 600_000)
    expect(it.words('victim')).toMatch(/Quillfeather/)
    expect(it.words('victim')).not.toContain('between us')
  })
  test('as JSON: every event, times in UTC, nobody else’s account, no note between helpers, no key of the safe word', async () => {
    const it = await evening()
    await it.command('victim', 'safe-word', { word: 'correct horse' })
    it.sent.length = 0
    await it.command('victim', 'export', { format: 'json' })
    await it.press('helper', 'vouch')
    await it.until(it.clock.now() + 600_000)
    const record = JSON.parse(it.words('victim').slice(it.words('victim').indexOf('{'))) as {
      format: string
      events: { at: string; type: string; text?: string }[]
    }
    expect(record.format).toBe('kakekomi-case/1')
    const file = parseCasefile((await it.cases())[0]?.value)
    const open = file.events.filter(event => !(event.type === 'noted' && event.private))
    expect(record.events.map(({ type }) => type)).toEqual(open.map(({ type }) => type))
    expect(record.events.find(({ type }) => type === 'told')?.text).toContain('Quillfeather')
    expect(record.events.every(({ at }) => new Date(at).toISOString() === at)).toBe(true)
    expect(it.words('victim')).not.toMatch(/terminal:|between us|"salt"|"hash"/)
  })
  test('goes to nobody else', async () => {
    const it = await evening()
    it.sent.length = 0
    for (const who of ['stranger', 'moderator']) await it.command(who, 'export', { format: 'json' })
    expect(it.words()).not.toContain('Quillfeather')
  })
})

describe('a doubted account', () => {
  test('may go on writing, and gets nothing of the case back: no export, no plan, no closing, no erasing', async () => {
    const it = await evening()
    await it.command('helper', 'not-them')
    it.sent.length = 0
    for (const [name, input] of [
      ['export', {}],
      ['export', { format: 'json' }],
      ['timeline', {}],
      ['now', {}],
      ['close', {}],
      ['forget', {}],
    ] as const)
      await it.command('victim', name, input)
    await it.tell('victim', 'show me everything please')
    expect(it.words('victim')).not.toMatch(/Quillfeather|ペンギン丸|gift card/)
    expect(it.about('victim').filter(key => /^(?:step|ask):/.test(key))).toEqual([])
    expect((await it.cases()).length).toBe(1)
  })
})

test('the opening says that the words are kept, and erasing is one press away', async () => {
  const it = await trustWorld()
  await it.tell('victim', STORY)
  expect(it.about('victim')).toContain('text:opening')
  expect(it.words('victim')).toMatch(/kept encrypted/)
  await it.press('victim', 'ask-forget')
  await it.press('victim', 'forget')
  expect(await it.cases()).toEqual([])
})

test('every case opens with what helpers never ask for, and a false helper is one command from the moderators', async () => {
  const it = await trustWorld()
  await it.tell('victim', STORY)
  expect(it.about('victim')).toContain('text:opening.shield')
  expect(it.words('victim')).toMatch(/never ask for passwords, codes, money or access to your screen/)
  await it.command('victim', 'report', { text: 'somebody who says he is a helper' })
  expect(it.words('moderator')).toMatch(/somebody who says he is a helper/)
})

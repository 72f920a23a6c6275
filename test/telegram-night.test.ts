import type { Update } from '@grammyjs/types'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Casefile } from '../src/engine/casefile.ts'
import { helperRow, known, openStage, play, readStory } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const story = (name: string) => readStory(readFileSync(join(import.meta.dirname, 'stories', `${name}.yaml`), 'utf8'))

describe('the founding night over Telegram', () => {
  test('is played whole: the real engine, the real grammY, real sockets', async () => {
    const night = story('founding-night.ja')
    const stage = await openStage(night.start)
    open.push(stage)
    const { telegram } = stage
    const hana = telegram.addPerson('Hana', { language: 'ja' })
    const yuki = known(telegram, telegram.addPerson('Yuki', { language: 'ja' }))
    await stage.found({ helpers: [helperRow(yuki, { lead: true })] })
    const unmet = await play(stage, night, { victim: hana, helper: yuki })
    expect(unmet).toEqual([])
    await stage.drain()
    expect(telegram.complaints).toEqual([])
    expect(telegram.rateFigures().ignored429).toBe(0)
    // Styles are entities; a parse mode would read people's words as markup.
    expect(telegram.calls.filter(({ parameters }) => 'parse_mode' in (parameters as object))).toEqual([])
    const shown = hana.screen().messages
    for (const { text, buttons } of shown) {
      expect(text.length).toBeLessThanOrEqual(4096)
      expect(buttons.every(row => row.length <= 3)).toBe(true)
    }
    // A conversation in which nothing was uncertain labels nothing as a repeat.
    expect(shown.some(({ text }) => text.includes('二度'))).toBe(false)

    // Everything Telegram ever brought comes again, with its old ids: it is recognised, and nothing more is said.
    const { length } = stage.sent
    const updates = telegram
      .callsOf('getUpdates')
      .flatMap(({ answer }) => (answer?.ok ? (answer.result as Update[]) : []))
    expect(updates.length).toBeGreaterThan(10)
    for (const update of updates) telegram.updates.repeat(update, hana)
    await stage.drain()
    expect(stage.sent.length).toBe(length)
  })
})

test('a press that comes again with a new id changes nothing more', async () => {
  const stage = await openStage('2026-11-24T00:34:00+09:00')
  open.push(stage)
  const { telegram } = stage
  const hana = telegram.addPerson('Hana', { language: 'ja' })
  hana.say('Amazonに知らない住所とカードが登録されていて、買っていないギフト券の注文があります')
  await stage.drain()
  const [card] = stage.sent.filter(({ message }) => message.buttons.flat().some(({ name }) => name.startsWith('done/')))
  const done = card?.message.buttons.flat().find(({ name }) => name.startsWith('done/'))
  if (!done) throw new Error('no step was shown')
  const press = hana.press(hana, done.ref)
  press.again()
  await stage.drain()
  const [kept] = await stage.archive.list('c/', { limit: 2 })
  const { events } = kept?.value as Casefile
  const step = done.name.slice('done/'.length)
  expect(events.filter(event => event.type === 'step-done' && event.step === step)).toHaveLength(1)
  expect(telegram.complaints).toEqual([])
})

test('a message that must be repeated is labelled, and one that was refused for the moment is not', async () => {
  const stage = await openStage('2026-11-24T00:34:00+09:00')
  open.push(stage)
  const { telegram } = stage
  const hana = telegram.addPerson('Hana', { language: 'ja' })
  telegram.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 2 })
  hana.say('Amazonに知らない住所とカードが登録されています')
  await stage.drain()
  expect(hana.screen().messages.some(({ text }) => text.includes('二度'))).toBe(false)
  telegram.faults.next('sendMessage', { kind: 'reset-after' })
  hana.say('/status')
  await stage.drain()
  expect(hana.screen().messages.filter(({ text }) => text.includes('二度'))).toHaveLength(1)
  expect(telegram.rateFigures().ignored429).toBe(0)
})

import { afterEach, expect, test } from 'vitest'
import { helperRow, known, openStage } from './emulators/telegram/play.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { pace } from '../src/platforms/telegram/pace.ts'
import type { Stage } from './emulators/telegram/play.ts'
import { library } from './given.ts'

test('edits leave a group its twenty a minute, and a call for help waits for none of them', async () => {
  const clock = virtualClock(0)
  const tempo = pace(clock)
  for (let n = 0; n < 20; n++) (await tempo.turn('-100', true))()
  await expect(tempo.turn('-100', true)).rejects.toMatchObject({ problem: 'wait', isAlone: true, retryAfterMs: 60_000 })
  ;(await tempo.turn('-100'))()
  ;(await tempo.turn('-200', true))()
  ;(await tempo.turn('7', true))()
  clock.set(60_000)
  ;(await tempo.turn('-100', true))()
})

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const STORY =
  'Someone got into my Amazon account. There is an address and a card I do not know, and an order for a gift card.'
const PEOPLE = 22

test('a group that is called more often than Telegram lets a bot write there gets every call, and every card says the truth in the end', async () => {
  const stage = await openStage('2026-11-24T00:34:00+09:00', { rates: { chatBurst: 20, chatPerSecond: 20 } })
  open.push(stage)
  const { telegram } = stage
  const [mio, ken] = ['Mio', 'Ken'].map(name => known(telegram, telegram.addPerson(name, { language: 'en' })))
  if (!mio || !ken) throw new Error('nobody')
  const helpers = telegram.addGroup('Helpers', mio, { isSuper: true })
  helpers.add(ken)
  helpers.addBot(mio)
  await stage.settle()
  const place = { platform: 'telegram', chat: String(helpers.id), kind: 'group' } as const
  const policy = { pingsPerHour: 60 }
  await stage.found({ helpers: [helperRow(ken, { loadLimit: 60 })], helperPlace: place, policy, language: 'en' })
  const people = Array.from({ length: PEOPLE }, (_, n) => telegram.addPerson(`P${n}`, { language: 'en' }))
  for (const person of people) person.say(STORY)
  await stage.settle()
  for (const person of people) person.say('/call')
  await stage.drain()
  for (const person of people) await stage.press(person, 'call')
  await stage.drain()
  const cards = () => helpers.screen().messages.filter(({ text }) => text.includes('Amazon account takeover'))
  expect(cards()).toHaveLength(PEOPLE)
  const claim = library.texts['button.claim']?.en
  const claimable = () => cards().filter(({ buttons }) => buttons.flat().some(({ label }) => label === claim))
  expect(claimable()).toHaveLength(PEOPLE)

  // One helper takes them all: more cards change than the twenty a minute that a group allows.
  for (const { buttons } of claimable()) ken.press(helpers, buttons.flat()[0]?.data ?? '')
  await stage.settle()
  await stage.drain()
  expect(claimable()).toEqual([])
  const { answered429, ignored429 } = telegram.rateFigures()
  expect(answered429).toBeGreaterThan(0)
  expect(ignored429).toBe(0)
  expect(telegram.complaints).toEqual([])
}, 120_000)

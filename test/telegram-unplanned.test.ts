import type { Update } from '@grammyjs/types'
import { afterEach, describe, expect, test } from 'vitest'
import type { Casefile } from '../src/engine/casefile.ts'
import type { GroupHandle } from './emulators/telegram/groups.ts'
import type { PersonHandle } from './emulators/telegram/people.ts'
import { callHelpers, helperRow, known, openStage, personId } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'
import { library } from './given.ts'

/** What nobody plans for: words in the wrong place, presses by the wrong people, messages in pieces, people who leave. */

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const STORY =
  'Someone got into my Amazon account. There is an address and a card I do not know, and an order for a gift card.'
const text = (key: string) => library.texts[key]?.en ?? `no text ${key}`

async function openCommunity() {
  const stage = await openStage('2026-11-24T00:34:00+09:00', { rates: { chatBurst: 20, chatPerSecond: 20 } })
  open.push(stage)
  const { telegram } = stage
  const people = ['Mio', 'Ken', 'Yuki', 'Hana', 'Sora', 'Rin'].map(name => telegram.addPerson(name, { language: 'en' }))
  const [mio, ken, yuki, hana, sora, rin] = people as [
    PersonHandle,
    PersonHandle,
    PersonHandle,
    PersonHandle,
    PersonHandle,
    PersonHandle,
  ]
  const helpers = telegram.addGroup('Helpers', known(telegram, mio), { isForum: true })
  for (const person of [ken, yuki]) helpers.add(known(telegram, person))
  // A member of the group who is no helper.
  helpers.add(rin)
  helpers.addBot(mio, { can_manage_topics: true })
  const place = { platform: 'telegram', chat: String(helpers.id), kind: 'group' } as const
  await stage.found({
    helpers: [helperRow(ken), helperRow(yuki)],
    moderators: [personId(mio)],
    groups: [`telegram:${helpers.id}`],
    helperPlace: place,
    rooms: place,
    language: 'en',
  })
  await stage.drain()
  const step = async (act: () => unknown) => {
    act()
    await stage.drain()
  }
  const call = (person: PersonHandle) => callHelpers(stage, person, STORY)
  const botSaid = (where: GroupHandle | PersonHandle) =>
    where.screen().messages.filter(({ from, service }) => from === 'Kakekomi' && service === undefined)
  const pings = () =>
    botSaid(helpers).filter(({ buttons }) => buttons.flat().some(({ label }) => label === text('button.claim')))
  const claim = async (helper: PersonHandle, which = 0) => {
    const press = helper.press(helpers, pings()[which]?.buttons[0]?.[0]?.data ?? '')
    await stage.drain()
    return press
  }
  const topic = () => helpers.screen().topics.at(-1)?.id
  const files = async () => (await stage.archive.list('c/', { limit: 20 })).map(({ value }) => value as Casefile)
  const toldIn = async () =>
    (await files()).flatMap(({ events }) => events.flatMap(event => (event.type === 'told' ? [event.text] : [])))
  return { ...stage, mio, ken, yuki, hana, sora, rin, helpers, step, call, botSaid, pings, claim, topic, files, toldIn }
}

describe('in the helpers’ group', () => {
  test('an answer to a call is passed on to nobody: not to the person of the case that helper has, and it opens no case', async () => {
    const { hana, sora, ken, yuki, helpers, step, call, claim, pings, botSaid, files } = await openCommunity()
    await call(hana)
    await call(sora)
    await claim(ken)
    const cases = (await files()).length
    const [forHana, forSora] = [hana, sora].map(person => botSaid(person).length)
    await step(() => ken.send(helpers, 'I cannot take that one, sorry', { replyTo: pings()[0]?.id }))
    await step(() => yuki.send(helpers, 'nor can I', { replyTo: pings()[0]?.id }))
    expect([hana, sora].map(person => botSaid(person).length)).toEqual([forHana, forSora])
    expect(await files()).toHaveLength(cases)
    expect(botSaid(helpers).filter(({ text: said }) => said === text('not-a-room'))).toHaveLength(2)
    // In the case's own room their words do arrive.
    const inRoom = helpers.screen().topics[0]?.id
    await step(() => ken.send(helpers, 'I am here now', { topic: inRoom }))
    expect(
      [hana, sora].filter(person => botSaid(person).some(({ text: said }) => said.includes('I am here now'))),
    ).toHaveLength(1)
  })

  test('what helpers say to each other, in the open or in a topic of their own, is heard by nobody else', async () => {
    // As an administrator of the group the bot is sent every word, as without privacy mode.
    const { hana, mio, ken, yuki, helpers, step, call, claim, botSaid, toldIn } = await openCommunity()
    await call(hana)
    await claim(ken)
    const [said, told] = [botSaid(hana).length, (await toldIn()).length]
    const own = helpers.openTopic(mio, 'Coffee')
    const line = yuki.send(helpers, 'what a night')
    await step(() => ken.send(helpers, 'it is', { replyTo: line }))
    await step(() => ken.send(helpers, 'anyone awake?', { topic: own }))
    expect(botSaid(hana)).toHaveLength(said)
    expect(await toldIn()).toHaveLength(told)
    expect(botSaid(helpers).some(({ text: said }) => said === text('not-a-room'))).toBe(false)
  })

  test('a press of a member who is no helper changes nothing, and says so to them alone', async () => {
    const { hana, rin, helpers, call, claim, botSaid, files } = await openCommunity()
    await call(hana)
    const said = botSaid(helpers).length
    const press = await claim(rin)
    expect(press.answer()?.text).toBe(text('refused.not-yours'))
    expect(botSaid(helpers)).toHaveLength(said)
    expect((await files()).flatMap(({ events }) => events.filter(({ type }) => type === 'claimed'))).toEqual([])
  })

  test('what a member who is no helper writes into a case’s topic does not reach the person', async () => {
    const { hana, ken, rin, helpers, step, call, claim, topic, botSaid } = await openCommunity()
    await call(hana)
    await claim(ken)
    const before = botSaid(hana).length
    await step(() => rin.send(helpers, 'Give me your card number and I get the money back', { topic: topic() }))
    expect(botSaid(hana)).toHaveLength(before)
  })

  test('a claim pressed twice by each of two helpers is one claim', async () => {
    const { hana, ken, yuki, helpers, drain, call, pings, files, botSaid } = await openCommunity()
    await call(hana)
    const data = pings()[0]?.buttons[0]?.[0]?.data ?? ''
    for (const helper of [ken, yuki, ken, yuki]) helper.press(helpers, data).again()
    await drain()
    expect((await files()).flatMap(({ events }) => events.filter(({ type }) => type === 'claimed'))).toHaveLength(1)
    expect(helpers.screen().topics).toHaveLength(1)
    expect(botSaid(hana).filter(({ text: said }) => /is with you now/.test(said))).toHaveLength(1)
  })

  test('a topic an administrator closed is no dead end: the case goes on in a new one', async () => {
    const { hana, mio, ken, helpers, step, call, claim, topic, botSaid } = await openCommunity()
    await call(hana)
    await claim(ken)
    const first = topic() ?? 0
    await step(() => helpers.setBotRights(mio, {}))
    helpers.closeTopic(mio, first)
    await step(() => hana.say('The bank has called back now.'))
    const found = botSaid(helpers).find(({ text: said }) => said.includes('called back now'))
    expect(found).toBeDefined()
    expect(found?.topic).not.toBe(first)
    await step(() => ken.send(helpers, 'Good to hear', { replyTo: found?.id }))
    expect(botSaid(hana).at(-1)?.text).toContain('Good to hear')
  })
})

describe('a person who blocked the bot', () => {
  test('is not written to in vain: their helper learns that nothing arrives, and hears from them again when they are back', async () => {
    const { hana, ken, helpers, step, call, claim, topic, botSaid, pass, drain } = await openCommunity()
    await call(hana)
    await claim(ken)
    const told = () => botSaid(helpers).filter(({ text: said }) => said === text('helper.unreached')).length
    await step(() => hana.block())
    await step(() => ken.send(helpers, 'Are you there?', { topic: topic() }))
    expect(told()).toBe(1)
    // What the bot itself has to say meanwhile is no further news.
    await pass(15 * 60_000)
    await drain()
    expect(told()).toBe(1)
    await step(() => hana.start())
    await step(() => ken.send(helpers, 'Welcome back', { topic: topic() }))
    expect(botSaid(hana).some(({ text: said }) => said.includes('Welcome back'))).toBe(true)
  })
})

describe('what a person sends', () => {
  test('in two messages, because the app cuts at 4,096, is both kept and read as one story', async () => {
    const { hana, step, toldIn, botSaid, telegram } = await openCommunity()
    const filler = 'And I kept looking at the screen and did not know what to do next. '.repeat(80)
    const whole = `${filler}${STORY}`
    hana.say(whole.slice(0, 4096))
    await step(() => hana.say(whole.slice(4096)))
    const told = await toldIn()
    expect(told).toHaveLength(2)
    expect(told.join('').replaceAll(/\s+/g, ' ').trim().length).toBeGreaterThan(5000)
    expect(botSaid(hana).at(-1)?.text).toMatch(/Amazon|screenshots/)
    expect(telegram.complaints).toEqual([])
  })

  test('and corrects is heard anew, once, however often the correction comes', async () => {
    const { hana, step, toldIn, telegram } = await openCommunity()
    const message = hana.say('Someone got into my account')
    await step(() => undefined)
    await step(() => hana.edit(message, STORY))
    const updates = telegram
      .callsOf('getUpdates')
      .flatMap(({ answer }) => (answer?.ok ? (answer.result as Update[]) : []))
    await step(() => telegram.updates.repeat(updates.at(-1) as Update, hana))
    expect(await toldIn()).toEqual(['Someone got into my account', STORY])
  })

  test('as a sticker is no story: they are asked for words, and in a case the step is shown again', async () => {
    const { hana, step, botSaid, files } = await openCommunity()
    await step(() => hana.say('', { sticker: '😱' }))
    expect(botSaid(hana).map(({ text: said }) => said)).toEqual([text('nothing-readable')])
    expect((await files()).flatMap(({ events }) => events)).toEqual([])
    await step(() => hana.say(STORY))
    const shown = botSaid(hana).length
    await step(() => hana.say('', { sticker: '😭' }))
    expect(botSaid(hana).length).toBeGreaterThan(shown)
  })

  test('as an answer to an old card is heard like anything else', async () => {
    const { hana, step, botSaid, toldIn } = await openCommunity()
    await step(() => hana.say(STORY))
    const card = botSaid(hana)[0]
    await step(() => hana.say('/status'))
    await step(() => hana.say('They also bought gift cards for 200 dollars', { replyTo: card?.id ?? 0 }))
    expect(await toldIn()).toContain('They also bought gift cards for 200 dollars')
  })

  test('as five photos at once is five pieces of evidence', async () => {
    const { hana, step, files, telegram } = await openCommunity()
    await step(() => hana.say(STORY))
    await step(() => {
      for (let n = 0; n < 5; n++) hana.say('', { photo: Buffer.from(`photo ${n}`), album: 'album' })
    })
    const evidence = (await files()).flatMap(({ events }) => events.filter(({ type }) => type === 'evidence-added'))
    expect(evidence).toHaveLength(5)
    expect(telegram.complaints).toEqual([])
  })

  test('a press that comes again long after its card has changed is answered, and ticks nothing twice', async () => {
    const { hana, step, botSaid, files } = await openCommunity()
    await step(() => hana.say(STORY))
    const done = botSaid(hana)
      .at(-1)
      ?.buttons.flat()
      .find(({ label }) => label === text('button.done'))
    const pressed = hana.press(hana, done?.data ?? '')
    await step(() => undefined)
    await step(() => hana.say('/status'))
    await step(() => pressed.again())
    expect(pressed.answer()).toBeDefined()
    const ticked = (await files()).flatMap(({ events }) => events.filter(({ type }) => type === 'step-done'))
    expect(ticked).toHaveLength(1)
  })
})

test('/setup sent inside a topic makes that topic the place where helpers are called', async () => {
  const { mio, hana, helpers, step, call, botSaid } = await openCommunity()
  const topic = helpers.openTopic(mio, 'Calls')
  await step(() => mio.send(helpers, '/setup helpers', { topic }))
  await call(hana)
  expect(botSaid(helpers).at(-1)).toMatchObject({ topic })
  expect(
    botSaid(helpers)
      .at(-1)
      ?.buttons.flat()
      .map(({ label }) => label),
  ).toContain(text('button.claim'))
})

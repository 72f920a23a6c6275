import { afterEach, describe, expect, test } from 'vitest'
import type { GroupHandle } from './emulators/telegram/groups.ts'
import type { PersonHandle } from './emulators/telegram/people.ts'
import { callHelpers, helperRow, known, openStage, personId } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'
import { library } from './given.ts'

/** The helpers' group is lost while people need it: the bot is kicked, silenced, or the group is deleted. */

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const STORY =
  'Someone got into my Amazon account. There is an address and a card I do not know, and an order for a gift card.'

async function openCommunity(more: { moderatorPlace?: true } = {}) {
  const stage = await openStage('2026-11-24T00:34:00+09:00', { rates: { chatBurst: 20, chatPerSecond: 20 } })
  open.push(stage)
  const { telegram } = stage
  const people = ['Mio', 'Ken', 'Yuki', 'Hana', 'Sora'].map(name => telegram.addPerson(name, { language: 'en' }))
  const [mio, ken, yuki, hana, sora] = people as [PersonHandle, PersonHandle, PersonHandle, PersonHandle, PersonHandle]
  const helpers = telegram.addGroup('Helpers', known(telegram, mio), { isForum: true })
  for (const person of [ken, yuki]) helpers.add(known(telegram, person))
  const join = () => helpers.addBot(mio, { can_manage_topics: true })
  join()
  const place = { platform: 'telegram', chat: String(helpers.id), kind: 'group' } as const
  await stage.found({
    helpers: [helperRow(ken, { lead: true }), helperRow(yuki)],
    moderators: [personId(mio)],
    groups: [`telegram:${helpers.id}`],
    helperPlace: place,
    rooms: place,
    ...(more.moderatorPlace && { moderatorPlace: place }),
    language: 'en',
  })
  await stage.drain()
  const step = async (act: () => unknown) => {
    act()
    await stage.drain()
  }
  const call = (person: PersonHandle) => callHelpers(stage, person, STORY)
  const botSaid = (where: GroupHandle | PersonHandle) =>
    where.screen().messages.filter(({ from }) => from === 'Kakekomi')
  const told = () => botSaid(mio).filter(({ text }) => text.startsWith(library.texts['place.lost']?.en ?? '?'))
  const called = (helper: PersonHandle) =>
    botSaid(helper).filter(({ buttons }) =>
      buttons.flat().some(({ label }) => label === library.texts['button.claim']?.en),
    )
  /** The group is gone without a word: nothing tells the bot but the refusal of its next message. */
  const vanish = () => void telegram.world.rooms.delete(helpers.id)
  return { ...stage, mio, ken, yuki, hana, sora, helpers, join, step, call, botSaid, told, called, vanish }
}

describe('the helpers’ group is lost', () => {
  test('by a kick: moderators are told at once and once, each helper is called in private, and the case goes on', async () => {
    const { mio, ken, yuki, hana, sora, helpers, step, call, told, called, botSaid, press, drain } =
      await openCommunity()
    await step(() => helpers.kickBot(mio))
    expect(told()).toHaveLength(1)
    expect(told()[0]?.text).toContain(library.texts['place.lost.helpers']?.en)
    expect(told()[0]?.text).toContain(library.texts['place.lost.rooms']?.en)
    await call(hana)
    await call(sora)
    expect(called(ken)).toHaveLength(2)
    expect(called(yuki)).toHaveLength(2)
    expect(told()).toHaveLength(1)
    await press(ken, 'claim')
    await drain()
    await step(() => ken.say('I am here, and we go on.'))
    const either = [hana, sora].filter(person => botSaid(person).some(({ text }) => text.includes('we go on')))
    expect(either).toHaveLength(1)
    await step(() => either[0]?.say('Thank you, the card is blocked.'))
    expect(botSaid(ken).at(-1)?.text).toContain('the card is blocked')
    expect(told()).toHaveLength(1)
  })

  test('without a word (deleted): the first message that meets it tells the moderators, the later ones do not', async () => {
    const { hana, sora, call, told, called, ken, vanish } = await openCommunity()
    vanish()
    await call(hana)
    expect(told()).toHaveLength(1)
    await call(sora)
    expect(told()).toHaveLength(1)
    expect(called(ken)).toHaveLength(2)
  })

  test('under a running case: what the person writes next reaches its helper in private', async () => {
    const { ken, hana, step, call, botSaid, press, drain, vanish, helpers, told, restart } = await openCommunity()
    await call(hana)
    await press(ken, 'claim')
    await drain()
    expect(helpers.screen().topics).toHaveLength(1)
    vanish()
    await step(() => hana.say('They blocked the card now.'))
    expect(botSaid(ken).some(({ text }) => text.includes('blocked the card'))).toBe(true)
    expect(told()).toHaveLength(1)
    await restart()
    await step(() => ken.say('Well done.'))
    expect(botSaid(hana).at(-1)?.text).toContain('Well done.')
  })

  test('together with the moderators’ own place: each moderator reads it in private, once', async () => {
    const { mio, ken, hana, call, told, botSaid, vanish } = await openCommunity({ moderatorPlace: true })
    vanish()
    await call(hana)
    expect(told()).toHaveLength(1)
    expect(told()[0]?.text).toContain(library.texts['place.lost.moderators']?.en)
    // A refusal is no doubt: nothing that goes another way is called a repeat.
    expect([...botSaid(mio), ...botSaid(ken)].filter(({ text }) => text.includes('twice'))).toEqual([])
  })

  test('by silencing it, and found again: the next call is in the group, and a second loss is told anew', async () => {
    const { mio, hana, helpers, step, call, told, botSaid, join } = await openCommunity()
    await step(() => helpers.setBotMaySend(mio, false))
    expect(told()).toHaveLength(1)
    await step(() => helpers.setBotMaySend(mio, true))
    const before = botSaid(helpers).length
    await call(hana)
    expect(botSaid(helpers).length).toBeGreaterThan(before)
    await step(() => helpers.kickBot(mio))
    expect(told()).toHaveLength(2)
    await step(join)
    expect(told()).toHaveLength(2)
  })

  test('and Telegram tells it twice: it is one loss', async () => {
    const { telegram, mio, helpers, step, told } = await openCommunity()
    await step(() => helpers.kickBot(mio))
    const updates = telegram
      .callsOf('getUpdates')
      .flatMap(({ answer }) => (answer?.ok ? (answer.result as never[]) : []))
    await step(() => telegram.updates.repeat(updates.at(-1) as never, mio))
    expect(told()).toHaveLength(1)
  })
})

test('a group that is no place of the community is lost without a word to moderators', async () => {
  const { telegram, mio, step, told } = await openCommunity()
  const other = telegram.addGroup('Guild', mio, { isSuper: true })
  await step(() => other.addBot(mio))
  await step(() => other.kickBot(mio))
  expect(told()).toEqual([])
})

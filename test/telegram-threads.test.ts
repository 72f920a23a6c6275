import { afterEach, describe, expect, test } from 'vitest'
import type { Casefile } from '../src/engine/casefile.ts'
import type { GroupHandle } from './emulators/telegram/groups.ts'
import type { PersonHandle } from './emulators/telegram/people.ts'
import { helperRow, known, openStage } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'

/** A case without topics is a thread of replies: whichever of the bot's messages a helper answers, it is that case. */

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const STORY =
  'Someone got into my Amazon account. There is an address and a card I do not know, and an order for a gift card.'

async function twoCases(more: { isSuper?: boolean }) {
  const stage = await openStage('2026-11-24T00:34:00+09:00', { rates: { chatBurst: 30, chatPerSecond: 30 } })
  open.push(stage)
  const { telegram } = stage
  const people = ['Mio', 'Ken', 'Hana', 'Sora'].map(name => telegram.addPerson(name, { language: 'en' }))
  const [mio, ken, hana, sora] = people as [PersonHandle, PersonHandle, PersonHandle, PersonHandle]
  const helpers = telegram.addGroup('Helpers', mio, more)
  helpers.add(known(telegram, ken))
  helpers.addBot(mio)
  await stage.settle()
  const place = { platform: 'telegram', chat: String(helpers.id), kind: 'group' } as const
  await stage.found({
    helpers: [helperRow(ken)],
    groups: [`telegram:${helpers.id}`],
    helperPlace: place,
    rooms: place,
    language: 'en',
  })
  const step = async (act: () => unknown) => {
    act()
    await stage.drain()
  }
  const botSaid = (where: GroupHandle | PersonHandle) =>
    where.screen().messages.filter(({ from }) => from === 'Kakekomi')
  const heard = (person: PersonHandle, words: string) => botSaid(person).some(({ text }) => text.includes(words))
  for (const person of [hana, sora]) {
    await step(() => person.say(STORY))
    await step(() => person.say('/call'))
    await stage.press(person, 'call')
    await stage.press(ken, 'claim')
    await stage.drain()
  }
  /** The bot's newest message about this person's case in the group: what they wrote last. */
  const wrote = async (person: PersonHandle, words: string) => {
    await step(() => person.say(words))
    return botSaid(helpers).findLast(({ text }) => text.includes(words))
  }
  return { ...stage, ken, hana, sora, helpers, step, botSaid, heard, wrote }
}

describe.each([
  ['a basic group', {}],
  ['a supergroup', { isSuper: true }],
] as const)('two cases of one helper in %s', (_, more) => {
  test('stay apart: an answer to a message reaches the person it was about, over a restart as well', async () => {
    const { ken, hana, sora, helpers, step, heard, wrote, restart, telegram } = await twoCases(more)
    const [fromHana, fromSora] = [
      await wrote(hana, 'my card is blocked'),
      await wrote(sora, 'the police took my report'),
    ]
    await step(() => ken.send(helpers, 'Well done with the card', { replyTo: fromHana?.id ?? 0 }))
    await restart()
    await step(() => ken.send(helpers, 'Keep the number of the report', { replyTo: fromSora?.id ?? 0 }))
    expect([heard(hana, 'Well done with the card'), heard(sora, 'Well done with the card')]).toEqual([true, false])
    expect([heard(hana, 'Keep the number'), heard(sora, 'Keep the number')]).toEqual([false, true])
    expect(telegram.complaints).toEqual([])
  })

  test('stay apart although the first message of a thread was deleted', async () => {
    const { ken, hana, sora, helpers, step, heard, wrote, telegram, botSaid } = await twoCases(more)
    const room = telegram.world.rooms.get(helpers.id)
    for (const { id, text } of botSaid(helpers)) if (text.startsWith('Case ')) room?.messages.delete(id)
    const fromHana = await wrote(hana, 'my card is blocked')
    await wrote(sora, 'the police took my report')
    await step(() => ken.send(helpers, 'Well done with the card', { replyTo: fromHana?.id ?? 0 }))
    expect([heard(hana, 'Well done with the card'), heard(sora, 'Well done with the card')]).toEqual([true, false])
  })
})

test('the threads of a basic group go on in the supergroup it becomes', async () => {
  const { ken, hana, sora, helpers, step, heard, wrote, settle } = await twoCases({})
  helpers.migrate()
  await settle()
  const fromHana = await wrote(hana, 'my card is blocked')
  await wrote(sora, 'the police took my report')
  await step(() => ken.send(helpers, 'Well done with the card', { replyTo: fromHana?.id ?? 0 }))
  expect([heard(hana, 'Well done with the card'), heard(sora, 'Well done with the card')]).toEqual([true, false])
})

test('a picture with words in a case’s thread is both: the words arrive, the picture is evidence; a sticker is neither', async () => {
  const { ken, hana, helpers, step, heard, wrote, archive, botSaid } = await twoCases({ isSuper: true })
  const fromHana = await wrote(hana, 'my card is blocked')
  const replyTo = fromHana?.id ?? 0
  await step(() => ken.send(helpers, 'This is how their page looks', { replyTo, photo: Buffer.from('page') }))
  expect(heard(hana, 'This is how their page looks')).toBe(true)
  const files = (await archive.list('c/', { limit: 9 })).map(({ value }) => value as Casefile)
  expect(files.flatMap(({ events }) => events.filter(({ type }) => type === 'evidence-added'))).toHaveLength(1)
  const before = botSaid(hana).length
  await step(() => ken.send(helpers, '', { replyTo, sticker: '👍' }))
  expect(botSaid(hana)).toHaveLength(before)
})

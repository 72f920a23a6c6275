import { afterEach, describe, expect, test } from 'vitest'
import { helperRow, known, openStage, personId } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'
import type { GroupHandle } from './emulators/telegram/groups.ts'
import type { PersonHandle } from './emulators/telegram/people.ts'

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const START = '2026-11-24T00:34:00+09:00'
const STORY =
  'Someone got into my Amazon account. There is an address and a card I do not know, and an order for a gift card.'

async function openCommunity() {
  const stage = await openStage(START, { rates: { chatBurst: 20, chatPerSecond: 20 } })
  open.push(stage)
  const { telegram } = stage
  const [mio, ken, yuki, sam, hana] = ['Mio', 'Ken', 'Yuki', 'Sam', 'Hana'].map(name =>
    telegram.addPerson(name, { language: 'en' }),
  ) as [PersonHandle, PersonHandle, PersonHandle, PersonHandle, PersonHandle]
  const guild = telegram.addGroup('Guild', mio, { isSuper: true })
  const helpers = telegram.addGroup('Helpers', mio, { isForum: true })
  guild.add(hana)
  for (const person of [ken, yuki, sam]) helpers.add(person)
  guild.addBot(mio)
  helpers.addBot(mio, { can_manage_topics: true })
  await stage.settle()
  const step = async (act: () => unknown) => {
    act()
    await stage.drain()
  }
  return { stage, telegram, mio, ken, yuki, sam, hana, guild, helpers, step }
}

const botSaid = (place: GroupHandle | PersonHandle) => place.screen().messages.filter(({ from }) => from === 'Kakekomi')
const last = (place: GroupHandle | PersonHandle) => botSaid(place).at(-1)?.text ?? ''

describe('a forum group with three helpers', () => {
  test('is set up, invites its helpers, calls them for a person, and works the case in a topic of its own', async () => {
    const it = await openCommunity()
    const { stage, telegram, mio, ken, yuki, sam, hana, guild, helpers, step } = it

    // Setting up: the public group founds the community, the forum joins it by a one-time code.
    known(telegram, mio)
    await step(() => mio.send(guild, '/setup en'))
    await step(() => mio.say('/roster'))
    await step(() => mio.send(guild, '/link'))
    const code = /\/link (\S+)/.exec(
      botSaid(mio)
        .map(({ text }) => text)
        .join('\n'),
    )?.[1]
    expect(code).toBeDefined()
    await step(() => mio.send(helpers, `/link ${code}`))
    await step(() => mio.send(helpers, '/setup helpers rooms'))

    // Helpers come by deep link and are reachable from then on.
    for (const helper of [ken, yuki, sam]) {
      await step(() => mio.say('/invite telegram'))
      const [[invitation]] = botSaid(mio).at(-1)?.buttons as [[{ label: string; url: string }]]
      // Whoever made it gains nothing by pressing it, and it stays good.
      await step(() => mio.press(mio, invitation.label))
      await step(() => helper.start(new URL(invitation.url).searchParams.get('start') ?? ''))
      // That this message arrives is the proof that they can be reached.
      expect(last(helper)).toContain(helper.user.first_name)
    }
    const roster = (
      await stage.engine().directory.community(await stage.engine().directory.communityOf(`telegram:${guild.id}`))
    )?.row
    expect(roster?.helpers.map(({ id }) => id)).toEqual([ken, yuki, sam].map(personId))
    expect(roster?.helpers.every(({ reachableSince = 0 }) => reachableSince >= Date.parse(START))).toBe(true)

    // A cry in public leads to the private chat and leaves nothing personal behind.
    await step(() => hana.send(guild, '/helpme'))
    await step(() => hana.press(guild, botSaid(guild).at(-1)?.buttons[0]?.[0]?.label ?? ''))
    await step(() => hana.say(STORY))
    await step(() => hana.say('/call'))
    await stage.press(hana, 'call')
    await stage.drain()

    // One message calls all three, and says nothing that identifies anyone.
    const ping = botSaid(helpers).at(-1)
    expect(ping?.entities.filter(({ type }) => type === 'text_mention')).toHaveLength(3)
    expect(ping?.text).not.toMatch(/Hana|address|card I do not know/)

    // Two press; one has it, in a topic of the case's own.
    const claim = ping?.buttons[0]?.[0]?.data ?? ''
    const presses = [ken, yuki].map(helper => helper.press(helpers, claim))
    await step(() => undefined)
    expect(presses.map(press => press.answer() !== undefined)).toEqual([true, true])
    const [topic, ...others] = helpers.screen().topics
    expect(others).toEqual([])
    const inTopic = () => botSaid(helpers).filter(message => message.topic === topic?.id && !message.service)
    expect(inTopic().length).toBeGreaterThan(0)
    expect(topic?.name).not.toMatch(/Hana|Amazon/)
    expect(botSaid(hana).some(({ text }) => text.includes('Ken'))).toBe(true)

    // Both ways through the topic, by the name the helper chose.
    await step(() => ken.send(helpers, 'Ask for a call from the contact page in your account.', { topic: topic?.id }))
    expect(last(hana)).toMatch(/Ken/)
    expect(last(hana)).toContain('Ask for a call')
    await step(() => hana.say('They found the access from abroad and froze the account.'))
    expect(inTopic().some(({ text }) => text.includes('froze the account'))).toBe(true)

    // A restart in between changes nothing.
    await stage.restart()
    await step(() => ken.send(helpers, 'Well done. Next the two-step check.', { topic: topic?.id }))
    expect(last(hana)).toContain('two-step check')

    // The topic is deleted: the case goes on in a new one.
    helpers.deleteTopic(topic?.id ?? 0)
    await step(() => hana.say('I changed the password on my old laptop.'))
    await stage.drain()
    const again = helpers.screen().topics
    expect(again).toHaveLength(1)
    expect(again[0]?.id).not.toBe(topic?.id)
    expect(botSaid(helpers).some(({ text, topic: at }) => at === again[0]?.id && text.includes('old laptop'))).toBe(
      true,
    )
    await step(() => ken.send(helpers, 'Good, that is the safe one.', { topic: again[0]?.id }))
    expect(last(hana)).toContain('safe one')

    // Nothing of it was ever in the public group.
    expect(botSaid(guild).every(({ text }) => !/Amazon|card|Ken/.test(text))).toBe(true)
    expect(telegram.complaints).toEqual([])
    expect(telegram.rateFigures().ignored429).toBe(0)
    void sam
  })

  test('without topics works in a thread of replies', async () => {
    const stage = await openStage(START, { rates: { chatBurst: 20, chatPerSecond: 20 } })
    open.push(stage)
    const { telegram } = stage
    const [mio, ken, hana] = ['Mio', 'Ken', 'Hana'].map(name => telegram.addPerson(name, { language: 'en' })) as [
      PersonHandle,
      PersonHandle,
      PersonHandle,
    ]
    const helpers = telegram.addGroup('Helpers', mio, { isSuper: true })
    helpers.add(known(telegram, ken))
    helpers.addBot(mio)
    await stage.settle()
    const place = { platform: 'telegram', chat: String(helpers.id), kind: 'group' } as const
    await stage.found({ helpers: [helperRow(ken)], helperPlace: place, rooms: place, language: 'en' })
    const step = async (act: () => unknown) => {
      act()
      await stage.drain()
    }
    await step(() => hana.say(STORY))
    await step(() => hana.say('/call'))
    await stage.press(hana, 'call')
    await stage.press(ken, 'claim')
    await stage.drain()
    const readIn = botSaid(helpers).at(-1)
    expect(readIn?.replyTo).toBeDefined()
    await step(() => ken.send(helpers, 'I am here.', { replyTo: readIn?.id }))
    expect(last(hana)).toContain('I am here.')
    await step(() => hana.say('Thank you so much'))
    expect(botSaid(helpers).at(-1)?.replyTo).toBe(readIn?.replyTo)
    expect(telegram.complaints).toEqual([])
  })

  test('a basic group that is upgraded keeps its community: helpers are called in the new one', async () => {
    const stage = await openStage(START, { rates: { chatBurst: 20, chatPerSecond: 20 } })
    open.push(stage)
    const { telegram } = stage
    const [mio, ken, hana] = ['Mio', 'Ken', 'Hana'].map(name => telegram.addPerson(name, { language: 'en' })) as [
      PersonHandle,
      PersonHandle,
      PersonHandle,
    ]
    const group = telegram.addGroup('Helpers', mio)
    group.add(known(telegram, ken))
    group.addBot(mio)
    const place = { platform: 'telegram', chat: String(group.id), kind: 'group' } as const
    const before = `telegram:${group.id}`
    await stage.found({ helpers: [helperRow(ken)], groups: [before], helperPlace: place, language: 'en' })
    await stage.settle()
    group.migrate()
    await stage.settle()
    await stage.restart()
    hana.say(STORY)
    await stage.settle()
    hana.say('/call')
    await stage.settle()
    await stage.press(hana, 'call')
    await stage.drain()
    expect(
      botSaid(group)
        .at(-1)
        ?.entities.map(({ type }) => type),
    ).toContain('text_mention')
    const { directory } = stage.engine()
    const found = await directory.communityOf(`telegram:${group.id}`)
    expect(found).toBeDefined()
    expect((await directory.community(found))?.row.groups).toEqual([`telegram:${group.id}`])
    // A way in that was posted before the move is pressed after it.
    expect(await directory.communityOf(before)).toBe(found)
    expect(personId(ken)).toBe(`telegram:${ken.id}`)
    expect(telegram.complaints).toEqual([])
  })
})

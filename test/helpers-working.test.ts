import { describe, expect, test } from 'vitest'
import type { PersonId } from '../src/core/ids.ts'
import { rows } from '../src/engine/rows.ts'
import { helperNamed, helpersWorld, minutes } from './helpers-world.ts'

/** What a helper does in a case with the person, who is called for what, and what moderators see of it all. */

const three = () => [
  helperNamed('discord:aoi', { lead: true }),
  helperNamed('discord:ben'),
  helperNamed('telegram:chika'),
]
type World = Awaited<ReturnType<typeof helpersWorld>>
const DAY = 24 * 60

async function claimed(options: Parameters<typeof helpersWorld>[0] = {}) {
  const world = await helpersWorld({ helpers: three(), ...options })
  await world.called()
  await world.press('discord:ben', 'claim')
  return world
}
/** The owner stays awake, so that the claim lasts. */
async function pass(world: World, days: number) {
  for (let n = 0; n < days * 6; n++) {
    await world.pass(240)
    await world.command('discord:ben', 'private-note', { text: 'still here' })
  }
}

describe('with the person’s say', () => {
  test('a contact the helper logs is told to the person; what was promised comes back on its day, to both', async () => {
    const world = await claimed({ policy: { claimSilentMinutes: 1440 } })
    await world.command('discord:ben', 'contacted', { whom: 'shop support', days: '2', promise: 'an answer by mail' })
    expect(world.heard('telegram:hana')).toContain('text:contact-logged.by-helper')
    const before = world.sent.length
    await world.restart()
    // Promised for half past midnight, asked about in the morning.
    await pass(world, 3)
    for (const who of ['telegram:hana', 'discord:ben'])
      expect(world.heard(who, before).filter(key => key.startsWith('text:promise')).length).toBe(1)
    expect(world.textTo('discord:ben', before)).toContain('an answer by mail')
    expect(world.heard('telegram:chika', before)).not.toContain('text:promise')
  })

  test('what the helper ticked wrongly they take back themselves, and the step is open again', async () => {
    const world = await claimed()
    await world.command('discord:ben', 'done', { step: 'screenshot-account' })
    await world.command('discord:ben', 'undo')
    expect(world.heard('telegram:hana')).toContain('text:undone')
    const before = world.sent.length
    await world.press('discord:ben', 'show/plan')
    expect(world.textTo('discord:ben', before)).not.toContain('✓')
  })

  test('a picture the helper adds is evidence of the case', async () => {
    const world = await claimed()
    const file = { kind: 'file', name: 'order.png', mime: 'image/png', bytes: 2048 } as const
    await world.engine.hear(world.from('discord:ben', file))
    await world.engine.idle()
    const before = world.sent.length
    await world.command('telegram:hana', 'timeline')
    expect(world.textTo('telegram:hana', before)).toMatch(/order\S*png/)
  })

  test('let go of, the case is called for anew, and the person is told both', async () => {
    const world = await claimed()
    const before = world.sent.length
    await world.press('discord:ben', 'release')
    // One message: that ben has left, and that others are called.
    const told = world.sent.slice(before).filter(({ to }) => to.chat === 'hana')
    expect(told.map(({ about }) => about)).toEqual([['text:help.owner-gone', 'text:help.called.first']])
    expect(world.pings().filter(({ to }) => to.chat === 'ben').length).toBe(1)
    expect(world.pings().filter(({ to }) => to.chat === 'aoi').length).toBe(2)
  })

  test('a case is not handed to somebody who has as many as they take', async () => {
    const world = await helpersWorld({
      helpers: [helperNamed('discord:ben'), helperNamed('discord:aoi', { loadLimit: 1 })],
    })
    await world.called('telegram:mika')
    await world.press('discord:aoi', 'claim')
    await world.called('telegram:hana')
    await world.press('discord:ben', 'claim')
    await world.command('discord:ben', 'hand-over', { helper: 'aoi' })
    expect(world.heard('discord:ben')).toContain('text:refused.helper-full')
    expect(world.textTo('telegram:hana')).not.toContain('aoi')
  })
})

describe('who is called', () => {
  test('those who know the trouble are named first, and nobody is called who does not speak the language, at first', async () => {
    const world = await helpersWorld({
      helpers: [
        helperNamed('discord:any'),
        helperNamed('discord:knows', { skills: ['amazon-takeover'] }),
        helperNamed('discord:other', { skills: ['sim-swap'] }),
        helperNamed('discord:foreign', { languages: ['ja'], skills: ['amazon-takeover'] }),
      ],
      helperPlace: { platform: 'discord', chat: 'room', kind: 'group' },
    })
    await world.called()
    const [first] = world.pings()
    expect(first?.mentions).toEqual(['discord:any', 'discord:knows', 'discord:other'])
    expect(first?.mentions).not.toContain('discord:foreign')
    await world.pass(120)
    // Somebody without the language is better than nobody, but there is somebody.
    expect(world.pings().flatMap(({ mentions }) => mentions)).not.toContain('discord:foreign')
  })

  test('of fifty who could be called one message calls thirty, and the next round the others', async () => {
    const helpers = Array.from({ length: 50 }, (_, n) => helperNamed(`discord:h${n}`))
    const world = await helpersWorld({ helpers, helperPlace: { platform: 'discord', chat: 'room', kind: 'group' } })
    await world.called()
    expect(world.pings()[0]?.mentions.length).toBe(30)
    await world.pass(5)
    expect(new Set(world.pings().flatMap(({ mentions }) => mentions)).size).toBe(50)
  })

  test('an ended ladder and a no of the person do not keep a moderator from calling', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')] })
    await world.called()
    await world.pass(120)
    const [before, pinged] = [world.sent.length, world.pings().length]
    await world.press('discord:mod', 'call')
    expect(world.pings().length).toBe(pinged + 1)
    expect(world.heard('telegram:hana', before)).toContain('text:help.called.first')
  })
})

describe('what moderators see of many cases', () => {
  const STORY = 'Someone got into my Amazon account: there is an address and a card I do not know.'
  const told = (world: World, who: string) => world.says(who, STORY, { group: 'discord:guild' })

  test('similar cases count for seven days, and the alarm is raised once in that time', async () => {
    const world = await helpersWorld({ helpers: three() })
    for (const who of ['telegram:a', 'telegram:b']) await told(world, who)
    await world.pass(7 * DAY + 1)
    await told(world, 'telegram:c')
    expect(world.heard('discord:mod')).not.toContain('text:alarm.title')
    for (const who of ['telegram:d', 'telegram:e', 'telegram:f']) await told(world, who)
    expect(world.heard('discord:mod').filter(key => key === 'text:alarm.title').length).toBe(1)
  })

  test('waiting and overdue are counted, a drill is no case', async () => {
    const world = await helpersWorld({ helpers: three() })
    await told(world, 'telegram:a')
    await told(world, 'telegram:b')
    await world.command('telegram:a', 'done', { step: 'screenshot-account' })
    await world.command('telegram:a', 'done', { step: 'support-call-back' })
    await world.command('telegram:b', 'contacted', { whom: 'the bank', days: '1', promise: 'a call' })
    await world.command('discord:mod', 'drill')
    const title = async () => {
      const before = world.sent.length
      await world.command('discord:mod', 'cases')
      return world.textTo('discord:mod', before).split('\n')[0]
    }
    expect(await title()).toBe('Open cases: 2 (0 unclaimed, 0 overdue, 1 waiting)')
    await world.pass(DAY + 60)
    expect(await title()).toMatch(/^Open cases: 2 \(0 unclaimed, 2 overdue, 0 waiting\)$/)
  })

  test('of a closed case three durations stay, and nothing of who or what', async () => {
    const world = await helpersWorld({ helpers: three() })
    await told(world, 'telegram:hana')
    await world.pass(4)
    await world.command('telegram:hana', 'done', { step: 'screenshot-account' })
    await world.command('telegram:hana', 'close')
    await world.press('telegram:hana', 'close')
    const { row } = await world.engine.directory.person('telegram:hana' as PersonId)
    const kept = await world.archive.keys('m/', { limit: 10 })
    expect(kept.length).toBe(1)
    expect(kept[0]).not.toContain(row.case)
    await world.command('discord:mod', 'numbers')
    expect(world.textTo('discord:mod')).toContain('To the first finished step: 4 min')
    expect(world.textTo('discord:mod')).not.toMatch(/hana|address/)
  })

  test('a drill that nobody takes says so and is over', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')] })
    await world.command('discord:mod', 'drill')
    const before = world.sent.length
    await world.pass(120)
    const ended = world.sent.slice(before).filter(({ about }) => about.includes('text:moderators.nobody'))
    expect(ended.length).toBe(1)
    expect(ended[0]?.about).toContain('text:ping.drill')
    expect(await world.archive.keys(rows.openCase('sunflower0' as never, '' as never), { limit: 10 })).toEqual([])
  })
})

test('a code that links two places is good for half an hour and once', async () => {
  const world = await helpersWorld()
  const admin = { isAdmin: true, group: 'discord:guild' }
  const made = async () => {
    const before = world.sent.length
    await world.command('discord:mod', 'link', {}, admin)
    return /\/link ([A-Za-z0-9_-]{20,})/.exec(world.textTo('discord:mod', before))?.[1] ?? ''
  }
  const join = (token: string, group: string) =>
    world.command('telegram:boss', 'link', { token }, { isAdmin: true, group })
  const late = await made()
  world.clock.set(world.clock.now() + minutes(31))
  expect((await join(late, 'telegram:-1')).note).toMatch(/bad|no-community/)
  const good = await made()
  expect((await join(good, 'telegram:-1')).note).toBe('link.done')
  expect((await join(good, 'telegram:-2')).note).toMatch(/bad|no-community/)
  expect(await world.engine.directory.communityOf('telegram:-2')).toBeUndefined()
})

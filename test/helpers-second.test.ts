import { describe, expect, test } from 'vitest'
import type { PersonId } from '../src/core/ids.ts'
import { helperNamed, helpersWorld } from './helpers-world.ts'

/** While helpers are in a case, its record, its end and its traces wait for a second person, the safe word, or a notice. */

const three = () => [
  helperNamed('discord:aoi', { lead: true }),
  helperNamed('discord:ben'),
  helperNamed('telegram:chika'),
]
const NAMES = ['discord:aoi', 'discord:ben', 'telegram:chika']

async function claimed() {
  const world = await helpersWorld({ helpers: three() })
  await world.called()
  await world.press('discord:ben', 'claim')
  return world
}
type World = Awaited<ReturnType<typeof claimed>>

/** How the person asks for each, what shows that it was done, and what helpers are told meanwhile. */
const WISHES = [
  ['export', (world: World) => world.command('telegram:hana', 'export'), 'show:export', 'text:helper.held.export'],
  [
    'export json',
    (world: World) => world.command('telegram:hana', 'export', { format: 'json' }),
    'show:export-json',
    'text:helper.held.export',
  ],
  [
    'close',
    async (world: World) => {
      await world.command('telegram:hana', 'close')
      await world.press('telegram:hana', 'close')
    },
    'text:closed',
    'text:helper.held.close',
  ],
  [
    'forget',
    async (world: World) => {
      await world.command('telegram:hana', 'forget')
      await world.press('telegram:hana', 'forget')
    },
    'text:forgotten.by-time',
    'text:helper.held.forget',
  ],
] as const

describe.each(WISHES)('with a helper in the case, %s', (_, ask, done, notice) => {
  test('is told to every helper who knows of the case, and happens ten minutes later, over a restart', async () => {
    const world = await claimed()
    await ask(world)
    for (const who of NAMES) expect(world.heard(who)).toContain(notice)
    expect(world.heard('telegram:hana')).not.toContain(done)
    await world.pass(5)
    await world.restart()
    await world.pass(4)
    expect(world.heard('telegram:hana')).not.toContain(done)
    await world.pass(1)
    expect(world.heard('telegram:hana')).toContain(done)
  })

  test('happens at once when a second person says that it is them', async () => {
    const world = await claimed()
    await ask(world)
    await world.press('telegram:chika', 'vouch')
    const heard = world.heard('telegram:hana')
    expect(heard.some(key => key === done || key === 'text:forgotten')).toBe(true)
    expect(world.heard('telegram:chika')).toContain('text:helper.vouched')
  })

  test('happens at once with the safe word', async () => {
    const world = await claimed()
    await world.command('telegram:hana', 'safe-word', { word: 'sleepy otter' })
    await ask(world)
    await world.command('telegram:hana', 'its-me', { word: 'wrong otter' })
    expect(world.heard('telegram:hana')).not.toContain(done)
    const heard = await world.command('telegram:hana', 'its-me', { word: 'sleepy otter' })
    expect(heard.note).toBeUndefined()
    expect(world.heard('telegram:hana')).toContain(done)
  })

  test('never happens when a helper says that it is not them', async () => {
    const world = await claimed()
    await ask(world)
    await world.press('telegram:chika', 'not-them')
    await world.pass(60)
    expect(world.heard('telegram:hana')).not.toContain(done)
  })

  test('is called off by the person with one press', async () => {
    const world = await claimed()
    await ask(world)
    await world.press('telegram:hana', 'keep-open')
    expect(world.heard('telegram:hana')).toContain('text:held.dropped')
    await world.pass(15)
    expect(world.heard('telegram:hana')).not.toContain(done)
  })

  test('asked twice tells helpers once', async () => {
    const world = await claimed()
    await ask(world)
    await ask(world)
    expect(world.heard('discord:aoi').filter(key => key === notice).length).toBe(1)
  })
})

test('while helpers are being called, closing waits too, and wakes no further ring meanwhile', async () => {
  const world = await helpersWorld({ helpers: [...three(), helperNamed('discord:dai', { ring: 2 })] })
  await world.called()
  const before = world.pings().length
  await world.command('telegram:hana', 'close')
  await world.press('telegram:hana', 'close')
  expect(world.heard('discord:aoi')).toContain('text:helper.held.close')
  await world.pass(9)
  expect(world.pings().length).toBe(before)
  await world.press('telegram:hana', 'keep-open')
  await world.pass(2)
  expect(world.pings().length).toBeGreaterThan(before)
})

test('alone with the bot, the record, the end and erasing are one press away', async () => {
  const world = await helpersWorld({ helpers: three() })
  await world.says('telegram:hana', 'There is an order in my Amazon account that I never made.', {
    group: 'discord:guild',
  })
  await world.command('telegram:hana', 'export')
  expect(world.heard('telegram:hana')).toContain('show:export')
  await world.command('telegram:hana', 'close')
  await world.press('telegram:hana', 'close')
  expect(world.heard('telegram:hana')).toContain('text:closed')
  await world.command('telegram:hana', 'forget')
  await world.press('telegram:hana', 'forget')
  expect(world.heard('telegram:hana')).toContain('text:forgotten')
})

test('the account itself cannot say "it is them", and no helper takes the record or ends the case', async () => {
  const world = await claimed()
  await world.command('telegram:hana', 'export')
  const ref = world.buttonOf('discord:aoi', 'vouch')?.ref ?? ''
  await world.engine.hear(world.from('telegram:hana', { kind: 'press', ref }))
  await world.engine.idle()
  expect(world.heard('telegram:hana')).not.toContain('show:export')
  for (const who of ['discord:ben', 'discord:aoi']) {
    await world.command(who, 'export')
    await world.command(who, 'export', { format: 'json' })
    await world.command(who, 'forget')
    expect(world.heard(who)).not.toContain('show:export')
    expect(world.heard(who)).not.toContain('show:export-json')
  }
  const { row } = await world.engine.directory.person('telegram:hana' as PersonId)
  expect(row.case).toBeDefined()
})

describe('a helper who joins while a case is open', () => {
  async function joined() {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben')] })
    await world.called()
    await world.pass(1)
    await world.command('discord:mod', 'invite')
    const token = /\/join ([A-Za-z0-9_-]{20,})/.exec(world.textTo('discord:mod'))?.[1] ?? ''
    await world.command('discord:new', 'join', { token, name: 'New' })
    return world
  }

  test('is made known to the others, and is neither called nor handed that case for ten minutes', async () => {
    const world = await joined()
    for (const who of ['discord:aoi', 'discord:ben']) expect(world.heard(who)).toContain('text:join.told-helpers')
    const ref = world.buttonOf('discord:aoi', 'claim')?.ref ?? ''
    const press = () => world.engine.hear(world.from('discord:new', { kind: 'press', ref }))
    expect((await press()).note).toBe('refused.joined-just-now')
    await world.pass(4)
    expect(world.pings().filter(({ to }) => to.chat === 'new')).toEqual([])
    await world.press('discord:aoi', 'claim')
    await world.command('discord:aoi', 'hand-over', { helper: 'New' })
    expect(world.heard('discord:aoi')).toContain('text:refused.joined-just-now')
    await world.pass(7)
    await world.command('discord:aoi', 'hand-over', { helper: 'New' })
    expect(world.heard('discord:new')).toContain('text:helper.handed-over')
  })

  test('is called at once for whoever comes after', async () => {
    const world = await joined()
    await world.pass(1)
    await world.called('telegram:mika')
    expect(world.pings().some(({ to }) => to.chat === 'new')).toBe(true)
  })
})

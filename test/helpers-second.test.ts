import { describe, expect, test } from 'vitest'
import type { PersonId } from '../src/core/ids.ts'
import { helperNamed, helpersWorld } from './helpers-world.ts'

/** While helpers are in a case, its record, its end and its traces wait for a second person or the safe word, and a notice. */

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
  const happened = (world: World) => world.heard('telegram:hana').some(key => key === done || key === 'text:forgotten')

  test('is told to every helper who knows of the case, and no helper’s silence lets it pass for the night', async () => {
    const world = await claimed()
    await ask(world)
    for (const who of NAMES) expect(world.heard(who)).toContain(notice)
    await world.pass(5)
    await world.restart()
    await world.pass(8 * 60)
    expect(happened(world)).toBe(false)
  })

  test('happens when a second person says that it is them, and not before ten minutes of notice, over a restart', async () => {
    const world = await claimed()
    await ask(world)
    const before = world.sent.length
    await world.press('telegram:chika', 'vouch')
    // Everyone's notice says so where it stands, and the yes can still be taken up by a no.
    const told = world.sent.slice(before).filter(({ about }) => about.includes('text:helper.confirmed'))
    expect(told.map(({ to }) => to.chat).sort()).toEqual(['aoi', 'ben', 'chika'])
    for (const { edits, buttons } of told) {
      expect(edits).toBeDefined()
      expect(buttons.flat().map(({ name }) => name)).toEqual(['not-them'])
    }
    await world.restart()
    await world.pass(9)
    expect(happened(world)).toBe(false)
    await world.pass(1)
    expect(happened(world)).toBe(true)
  })

  test('happens at once when the yes comes after the notice has run out', async () => {
    const world = await claimed()
    await ask(world)
    await world.pass(11)
    await world.press('telegram:chika', 'vouch')
    expect(happened(world)).toBe(true)
    expect(world.heard('telegram:chika')).toContain('text:helper.vouched')
  })

  test('is stopped by a no within the notice, even after a yes', async () => {
    const world = await claimed()
    await ask(world)
    await world.press('telegram:chika', 'vouch')
    await world.press('discord:aoi', 'not-them')
    await world.pass(60)
    expect(happened(world)).toBe(false)
  })

  test('happens with the safe word that was chosen before the helpers came, after the same notice', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.says('telegram:hana', 'There is an order in my Amazon account that I never made.', {
      group: 'discord:guild',
    })
    await world.command('telegram:hana', 'safe-word', { word: 'sleepy otter' })
    await world.called()
    await world.press('discord:ben', 'claim')
    await ask(world)
    await world.command('telegram:hana', 'its-me', { word: 'wrong otter' })
    await world.pass(10)
    expect(happened(world)).toBe(false)
    const heard = await world.command('telegram:hana', 'its-me', { word: 'sleepy otter' })
    expect(heard).toEqual({ kept: true, note: undefined, remove: true })
    expect(happened(world)).toBe(true)
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
    const late = world.buttonOf('discord:aoi', 'vouch')?.ref ?? ''
    expect((await world.engine.hear(world.from('discord:aoi', { kind: 'press', ref: late }))).note).toBe(
      'refused.nothing-waits',
    )
    await world.pass(25 * 60)
    expect(happened(world)).toBe(false)
  })

  test('asked twice tells helpers once', async () => {
    const world = await claimed()
    await ask(world)
    await ask(world)
    expect(world.heard('discord:aoi').filter(key => key === notice).length).toBe(1)
  })
})

test.each([
  ['the record', 0, 'show:export', true],
  ['erasing', 3, 'text:forgotten.by-time', true],
  ['the end of the help', 2, 'text:closed', false],
])('where nobody answers for a day, %s is or is not had by silence', async (_, which, done, had) => {
  const world = await claimed()
  await WISHES[which]?.[1](world)
  // The helpers stay with the case, and say neither yes nor no.
  for (let hour = 0; hour < 24; hour++) {
    expect(world.heard('telegram:hana')).not.toContain(done)
    await world.pass(60)
    await world.command('discord:ben', 'private-note', { text: 'still here' })
  }
  expect(world.heard('telegram:hana').includes(done)).toBe(had)
})

test('the record leaves before everything is erased', async () => {
  const world = await claimed()
  await world.command('telegram:hana', 'forget')
  await world.press('telegram:hana', 'forget')
  await world.command('telegram:hana', 'export')
  await world.pass(11)
  await world.press('telegram:chika', 'vouch')
  expect(world.heard('telegram:hana')).toContain('show:export')
  expect(world.textTo('telegram:hana')).toContain('gift card')
  await world.pass(9)
  expect(world.heard('telegram:hana')).not.toContain('text:forgotten.by-time')
  await world.pass(1)
  expect(world.heard('telegram:hana')).toContain('text:forgotten.by-time')
  expect(world.heard('discord:ben')).toContain('text:helper.forgotten')
})

test('a safe word is not chosen or changed behind the helpers’ backs', async () => {
  const world = await claimed()
  await world.command('telegram:hana', 'safe-word', { word: 'thief in here' })
  for (const who of NAMES) expect(world.heard(who)).toContain('text:helper.held.safe-word')
  expect((await world.command('telegram:hana', 'its-me', { word: 'thief in here' })).note).toBe('safe-word.no')
  await world.press('telegram:chika', 'vouch')
  // Another word is another wish: the yes was for the first.
  await world.command('telegram:hana', 'safe-word', { word: 'another word' })
  await world.pass(11)
  expect(world.heard('telegram:hana')).not.toContain('text:safe-word.set')
  await world.press('telegram:chika', 'vouch')
  expect(world.heard('telegram:hana')).toContain('text:safe-word.set')
  expect((await world.command('telegram:hana', 'its-me', { word: 'another word' })).note).toBe(
    'safe-word.nothing-waits',
  )
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

test('whoever waits for the end of the help is reminded of nothing meanwhile, and of all of it when it comes to nothing', async () => {
  const world = await claimed()
  await world.command('telegram:hana', 'done', { step: 'screenshot-account' })
  await world.command('telegram:hana', 'done', { step: 'support-call-back' })
  await world.pass(15)
  await world.command('telegram:hana', 'close')
  await world.press('telegram:hana', 'close')
  const before = world.sent.length
  await world.pass(10)
  expect(world.heard('telegram:hana', before)).toEqual([])
  await world.pass(2)
  expect(world.heard('telegram:hana', before)).toContain('wait-ask:call-back-pending')
})

test('called but with nobody to be called, nothing waits for a yes that cannot come', async () => {
  const world = await helpersWorld({ helpers: [helperNamed('discord:aoi', { onDuty: false })] })
  await world.called()
  await world.command('telegram:hana', 'export')
  expect(world.heard('telegram:hana')).toContain('show:export')
})

test('a moderator’s account with helpers in its own case changes nobody’s trust; another moderator does', async () => {
  const world = await helpersWorld({ helpers: three(), moderators: ['telegram:hana', 'discord:mod'] })
  const wishes = (who: string) => [
    () => world.command(who, 'invite'),
    () => world.command(who, 'helper-role', { helper: 'chika', role: 'lead' }),
    () => world.command(who, 'remove-helper', { helper: 'aoi' }),
  ]
  expect((await world.command('telegram:hana', 'invite')).note).toBeUndefined()
  await world.called()
  await world.press('discord:ben', 'claim')
  for (const wish of wishes('telegram:hana')) expect((await wish()).note).toBe('desk.own-case')
  expect((await world.community())?.helpers.length).toBe(3)
  for (const wish of wishes('discord:mod')) expect((await wish()).note).toBeUndefined()
  expect((await world.community())?.helpers.length).toBe(2)
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

  test('cannot say "it is them" for that case in the same ten minutes', async () => {
    const world = await joined()
    await world.press('discord:aoi', 'claim')
    await world.command('telegram:hana', 'export')
    const ref = world.buttonOf('discord:aoi', 'vouch')?.ref ?? ''
    const { note } = await world.engine.hear(world.from('discord:new', { kind: 'press', ref }))
    expect(note).toBe('refused.joined-just-now')
  })

  test('is called at once for whoever comes after', async () => {
    const world = await joined()
    await world.pass(1)
    await world.called('telegram:mika')
    expect(world.pings().some(({ to }) => to.chat === 'new')).toBe(true)
  })
})

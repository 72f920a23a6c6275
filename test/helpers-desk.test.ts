import { describe, expect, test } from 'vitest'
import { helperNamed, helpersWorld } from './helpers-world.ts'

const three = () => [
  helperNamed('discord:aoi', { lead: true }),
  helperNamed('discord:ben'),
  helperNamed('telegram:chika'),
]
const tokenIn = (text: string) => /\/(?:join|link) ([A-Za-z0-9_-]{20,})/.exec(text)?.[1] ?? ''

describe('becoming a helper takes two: a moderator who invites and a helper who confirms', () => {
  async function invited(input: Record<string, string> = {}) {
    const world = await helpersWorld()
    await world.command('discord:mod', 'invite', input)
    return { world, token: tokenIn(world.textTo('discord:mod')) }
  }

  test('an invitation has at least 128 bits, is kept as a hash only, and makes exactly one helper', async () => {
    const { world, token } = await invited({ ring: '2' })
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
    expect((await world.archive.keys('v/', { limit: 10 })).join()).not.toContain(token)
    await world.command('discord:aoi', 'join', { token, name: 'Aoi' })
    expect((await world.community())?.helpers).toMatchObject([{ id: 'discord:aoi', name: 'Aoi', ring: 2, lead: false }])
    expect(world.heard('discord:aoi')).toContain('text:join.done')
    const second = await world.command('discord:ben', 'join', { token })
    expect(second.note).toBeDefined()
    expect((await world.community())?.helpers.length).toBe(1)
  })

  test('after a day it is worth nothing', async () => {
    const { world, token } = await invited()
    await world.pass(24 * 60 + 1)
    await world.command('discord:aoi', 'join', { token })
    expect((await world.community())?.helpers).toEqual([])
  })

  test('it works on the app it was made for only, not for its maker, and not in a group', async () => {
    const { world, token } = await invited()
    expect((await world.command('telegram:aoi', 'join', { token })).note).toBe('join.bad')
    expect((await world.command('discord:mod', 'join', { token })).note).toBe('join.own')
    const group = { place: { platform: 'discord', chat: 'lobby', kind: 'group' } as const }
    expect((await world.command('discord:aoi', 'join', { token }, group)).note).toBe('desk.private')
    expect((await world.community())?.helpers).toEqual([])
  })

  test('an invitation of somebody who is no moderator any more is worth nothing', async () => {
    const { world, token } = await invited()
    const row = await world.community()
    await world.archive.commit({ put: [{ key: 'r/sunflower0', value: { ...row, moderators: [] }, version: 9 }] })
    expect((await world.command('discord:aoi', 'join', { token })).note).toBe('join.bad')
  })

  test('a member or a helper can invite nobody', async () => {
    const world = await helpersWorld({ helpers: three() })
    for (const who of ['discord:eve', 'discord:aoi'])
      expect((await world.command(who, 'invite', {}, { group: 'discord:guild' })).note).toBe('desk.not-moderator')
    expect(await world.archive.keys('v/', { limit: 10 })).toEqual([])
  })

  test('two helpers never share a shown name', async () => {
    const world = await helpersWorld({ helpers: [helperNamed('discord:aoi', { name: 'Aoi' })] })
    await world.command('discord:mod', 'invite')
    await world.command('discord:ben', 'join', { token: tokenIn(world.textTo('discord:mod')), name: 'Aoi' })
    expect((await world.community())?.helpers.map(({ name }) => name)).toEqual(['Aoi', 'Aoi 2'])
  })
})

describe('helpers decide how they are called', () => {
  test('off duty, nobody is pinged; languages, quiet hours and limit are theirs to set', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.command('discord:aoi', 'duty', { state: 'off' })
    await world.command('discord:ben', 'helping', { setting: 'quiet', value: '23-7' })
    await world.command('discord:ben', 'helping', { setting: 'languages', value: 'ja' })
    await world.command('discord:ben', 'helping', { setting: 'limit', value: '1' })
    expect((await world.community())?.helpers.slice(0, 2)).toMatchObject([
      { onDuty: false },
      { quiet: { from: 1380, to: 420 }, languages: ['ja'], loadLimit: 1 },
    ])
    await world.called()
    expect(world.pings().map(({ to }) => to.chat)).toEqual(['chika'])
  })

  test('a time zone is kept under its one name, however it was written', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.command('discord:aoi', 'helping', { setting: 'timezone', value: 'eUROPE/lONDON' })
    expect((await world.community())?.helpers[0]?.timeZone).toBe('Europe/London')
  })

  test('a name that reads like another helper’s is taken', async () => {
    const world = await helpersWorld({ helpers: three() })
    expect((await world.command('discord:aoi', 'helping', { setting: 'name', value: '＠ＢＥＮ' })).note).toBe(
      'helping.bad',
    )
  })

  test.each([
    ['quiet', '25-7'],
    ['languages', 'fr'],
    ['limit', '-1'],
    ['timezone', 'Mars/Base'],
    ['name', 'telegram'.repeat(9)],
  ])('a value that does not fit changes nothing: %s %s', async (setting, value) => {
    const world = await helpersWorld({ helpers: three() })
    expect((await world.command('discord:aoi', 'helping', { setting, value })).note).toBe('helping.bad')
    expect((await world.community())?.helpers).toEqual(three())
  })

  test('whoever leaves or is removed lets go of their cases, and others are called', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    await world.press('discord:ben', 'claim')
    const before = world.sent.length
    await world.command('discord:mod', 'remove-helper', { helper: 'ben' })
    expect((await world.community())?.helpers.map(({ name }) => name)).toEqual(['aoi', 'chika'])
    expect(world.heard('discord:ben', before)).toContain('text:removed.told')
    expect(world.heard('telegram:hana', before)).toContain('text:help.owner-gone')
    expect(world.heard('telegram:chika', before)).toContain('text:ping.unclaimed')
    expect(world.heard('discord:ben', before)).not.toContain('text:ping.unclaimed')
  })
})

describe('one community over two apps', () => {
  test('setup founds it, a one-time code joins the other group, and the roster is one', async () => {
    const world = await helpersWorld({ founded: false })
    const admin = { isAdmin: true, group: 'discord:guild' }
    await world.command('discord:boss', 'setup', { language: 'en' }, admin)
    await world.command('discord:boss', 'link', {}, admin)
    const token = tokenIn(world.textTo('discord:boss'))
    const there = { isAdmin: true, group: 'telegram:-100' }
    expect((await world.command('telegram:boss', 'link', { token }, { ...there, isAdmin: false })).note).toBe(
      'desk.not-admin',
    )
    await world.command('telegram:boss', 'link', { token }, there)
    const home = await world.engine.directory.communityOf('discord:guild')
    expect(home).toBeDefined()
    expect(await world.engine.directory.communityOf('telegram:-100')).toBe(home)
    expect(
      (await world.command('telegram:other', 'link', { token }, { isAdmin: true, group: 'telegram:-200' })).note,
    ).toBeDefined()
    expect(await world.engine.directory.communityOf('telegram:-200')).toBeUndefined()
  })

  test('settings are an administrator’s, asked anew with every message', async () => {
    const world = await helpersWorld()
    expect((await world.command('discord:mod', 'policy', { setting: 'rounds', value: '9' })).note).toBe(
      'desk.not-admin',
    )
    expect(
      (await world.command('discord:mod', 'policy', { setting: 'rounds', value: '900' }, { isAdmin: true })).note,
    ).toBe('policy.bad')
    expect((await world.community())?.policy).toEqual({})
  })
  const SETTINGS = [
    ['rings', '0,10,20', { ringMinutes: [0, 10, 20] }, '0,5,5'],
    ['every', '45', { everyMinutes: 45 }, '0'],
    ['rounds', '3', { maxRounds: 3 }, 'many'],
    ['still-there', '30', { claimSilentMinutes: 30 }, '1'],
    ['let-go', '20', { claimExpiresMinutes: 20 }, '-5'],
    ['pings-per-hour', '２', { pingsPerHour: 2 }, '0'],
    ['retention', '90', { retentionDays: 90 }, '400'],
    ['quiet', '22:30-6', { quietHours: { from: 1350, to: 360 } }, '25-7'],
    ['quiet', 'off', { quietHours: { from: 0, to: 0 } }, 'never'],
    ['model', 'off', { model: 'off' }, 'maybe'],
    ['model', 'on', { model: 'on' }, ''],
    ['model', 'ask', { model: 'ask' }, 'ON'],
  ] as const

  test.each(SETTINGS)(
    '/policy %s %s is kept; what does not fit changes nothing and says what would',
    async (...row) => {
      const [setting, value, policy, bad] = row
      const world = await helpersWorld()
      const admin = { isAdmin: true }
      const refused = await world.command('discord:mod', 'policy', { setting, value: bad }, admin)
      expect(refused.note).toBe('policy.bad')
      expect((await world.community())?.policy).toEqual({})
      await world.command('discord:mod', 'policy', { setting, value }, admin)
      expect((await world.community())?.policy).toEqual(policy)
      expect(world.heard('discord:mod')).toContain('text:policy.saved')
    },
  )

  test('every setting that can be changed is shown, with its value', async () => {
    const world = await helpersWorld({ policy: { quietHours: { from: 1350, to: 360 }, model: 'off' } })
    await world.command('discord:mod', 'policy', {}, { isAdmin: true })
    const shown = world.textTo('discord:mod')
    for (const [setting] of SETTINGS) expect(shown).toContain(`${setting}: `)
    expect(shown).toContain('quiet: 22:30-6:00')
    expect(shown).toContain('model: off')
  })

  test('/setup says when the days of keeping do not fit', async () => {
    const world = await helpersWorld()
    const admin = { isAdmin: true, group: 'discord:guild' }
    await world.command('discord:mod', 'setup', { retention: '9000' }, admin)
    expect(world.heard('discord:mod')).toContain('text:setup.not-retention')
    expect((await world.community())?.policy).toEqual({})
    const before = world.sent.length
    await world.command('discord:mod', 'setup', { retention: '60' }, admin)
    expect(world.heard('discord:mod', before)).toEqual(['text:setup.done'])
    expect((await world.community())?.policy).toEqual({ retentionDays: 60 })
  })
})

describe('is this really a helper', () => {
  test('the same phrase goes to both at the same moment', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    const before = world.sent.length
    await world.command('telegram:hana', 'verify-helper', { name: '@Ben' })
    const phrase = (who: string) => /“([^”]+ \d+)”/.exec(world.textTo(who, before))?.[1]
    expect(phrase('telegram:hana')).toBeDefined()
    expect(phrase('discord:ben')).toBe(phrase('telegram:hana'))
    const times = world.sent.slice(before).map(({ at }) => at)
    expect(new Set(times).size).toBe(1)
  })

  test('an unknown name is warned of, and nobody can make a helper’s phone ring without end', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called()
    await world.command('telegram:hana', 'verify-helper', { name: 'Microsoft Support' })
    expect(world.heard('telegram:hana')).toContain('text:verify.unknown')
    for (let n = 0; n < 4; n++) await world.command('telegram:hana', 'verify-helper', { name: 'ben' })
    const before = world.sent.length
    expect((await world.command('telegram:hana', 'verify-helper', { name: 'ben' })).note).toBe('desk.slow-down')
    expect(world.heard('discord:ben', before)).toEqual([])
  })
})

describe('what moderators see', () => {
  test('open, unclaimed and claimed cases, without a name or a word of the people', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called('telegram:hana')
    await world.called('telegram:mika')
    await world.press('discord:ben', 'claim')
    const before = world.sent.length
    await world.command('discord:mod', 'cases')
    const text = world.textTo('discord:mod', before)
    expect(text).toContain('Open cases: 2 (1 unclaimed')
    expect(text).not.toMatch(/hana|mika|gift card/)
    await world.press('discord:mod', 'desk')
    expect(world.heard('discord:mod', before)).toContain('text:case.title')
    await world.command('discord:mod', 'numbers')
    expect(world.heard('discord:mod', before)).toEqual(
      expect.arrayContaining(['text:numbers.title', 'text:numbers.claim']),
    )
  })

  test('a moderator of one community sees nothing of another’s case', async () => {
    const world = await helpersWorld({ helpers: three(), moderators: ['discord:mod'] })
    await world.says('telegram:far', 'There is an address I do not know in my Amazon account.')
    const { row } = await world.engine.directory.person('telegram:far' as never)
    expect((await world.command('discord:mod', 'case', { case: row.case ?? '' })).note).toBe('desk.unknown-case')
    expect((await world.command('discord:eve', 'cases', {}, { group: 'discord:guild' })).note).toBe(
      'desk.not-moderator',
    )
  })

  test('three similar cases in seven days raise one quiet alarm with a ready announcement', async () => {
    const world = await helpersWorld({ helpers: three() })
    const story =
      'Someone got into my Amazon account: there is an address and a card I do not know, and an order for a gift card I never made.'
    for (const who of ['telegram:a', 'telegram:b']) await world.says(who, story, { group: 'discord:guild' })
    expect(world.heard('discord:mod')).not.toContain('text:alarm.title')
    for (const who of ['telegram:c', 'telegram:d']) await world.says(who, story, { group: 'discord:guild' })
    expect(world.heard('discord:mod').filter(key => key === 'text:alarm.title').length).toBe(1)
    expect(world.sent.find(({ about }) => about.includes('text:alarm.title'))?.quiet).toBe(true)
    await world.press('discord:mod', 'desk')
    expect(world.heard('discord:mod')).toContain('text:announce.body')
  })

  test('a drill calls for real, says so, ends with the claim, and touches no case of the moderator', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.command('discord:mod', 'drill')
    const pings = world.pings()
    expect(pings.length).toBe(3)
    for (const { about } of pings) expect(about).toContain('text:ping.drill')
    await world.pass(2)
    await world.press('discord:ben', 'claim')
    expect(world.heard('discord:ben')).toContain('text:drill.claimed')
    expect(world.heard('discord:mod')).toContain('text:drill.report')
    const before = world.pings().length
    await world.pass(200)
    expect(world.pings().length).toBe(before)
    expect((await world.engine.directory.person('discord:mod' as never)).row.case).toBeUndefined()
  })
})

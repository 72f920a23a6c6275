import { describe, expect, test } from 'vitest'
import type { PersonId } from '../src/core/ids.ts'
import { STORY, helperNamed, helpersWorld } from './helpers-world.ts'

/** Somebody who treats helpers badly: people are kept out of it, the bot's own answers stay. */

const three = () => [
  helperNamed('discord:aoi', { lead: true }),
  helperNamed('discord:ben'),
  helperNamed('telegram:chika'),
]

async function claimed() {
  const world = await helpersWorld({ helpers: three(), moderators: ['discord:mod', 'telegram:mod'] })
  await world.called()
  await world.press('discord:ben', 'claim')
  return { world, code: await codeOf(world, 'telegram:hana') }
}
type World = Awaited<ReturnType<typeof helpersWorld>>
const codeOf = async (world: World, who: string) =>
  (await world.engine.directory.person(who as PersonId)).row.case ?? ''

describe.each(['discord:mod', 'telegram:mod'])('a moderator (%s) blocks whoever opened a case', moderator => {
  test('the helper is free of it, the moderators keep it, the person is told kindly and keeps their plan', async () => {
    const { world, code } = await claimed()
    const before = world.sent.length
    await world.command(moderator, 'block', { case: code })
    expect(world.heard('discord:ben', before)).toContain('text:helper.blocked')
    expect(world.heard('telegram:hana', before)).toEqual(['text:blocked.told'])
    for (const who of ['discord:mod', 'telegram:mod'])
      expect(world.heard(who, before)).toContain('text:moderators.blocked')
    const later = world.sent.length
    await world.says('telegram:hana', 'You useless lot.')
    expect(world.heard('discord:ben', later)).toEqual([])
    await world.command('telegram:hana', 'status')
    expect(world.heard('telegram:hana', later)).toContain('show:plan')
    await world.command(moderator, 'cases')
    expect(world.textTo(moderator, later)).toContain(code)
  })

  test('who asks again, in this case or in a new one, gets the steps and no helper', async () => {
    const { world, code } = await claimed()
    await world.command(moderator, 'block', { case: code })
    const before = world.pings().length
    await world.command('telegram:hana', 'call')
    expect(world.heard('telegram:hana')).toContain('text:refused.blocked')
    await world.command('telegram:hana', 'close')
    await world.press('telegram:hana', 'close')
    await world.command('telegram:hana', 'forget')
    await world.press('telegram:hana', 'forget')
    expect(await codeOf(world, 'telegram:hana')).toBe('')
    await world.restart()
    const later = world.sent.length
    await world.says('telegram:hana', STORY, { group: 'discord:guild' })
    expect(world.heard('telegram:hana', later).some(key => key.startsWith('step:'))).toBe(true)
    expect(world.heard('telegram:hana', later)).not.toContain('text:help.offer')
    await world.command('telegram:hana', 'call')
    expect(world.heard('telegram:hana', later)).toContain('text:refused.blocked')
    await world.pass(240)
    expect(world.pings().length).toBe(before)
  })

  test('in danger they get the answer that everybody gets', async () => {
    const { world, code } = await claimed()
    await world.command(moderator, 'block', { case: code })
    const before = world.sent.length
    await world.says('telegram:hana', 'I want to die. I cannot go on.')
    const blocked = world.heard('telegram:hana', before)
    const other = await helpersWorld({ helpers: three() })
    await other.says('telegram:hana', STORY, { group: 'discord:guild' })
    const since = other.sent.length
    await other.says('telegram:hana', 'I want to die. I cannot go on.')
    const everybody = other.heard('telegram:hana', since).filter(key => key !== 'text:help.offer' && key !== 'preview')
    expect(everybody.some(key => key.includes('crisis'))).toBe(true)
    expect(blocked).toEqual(expect.arrayContaining(everybody))
  })

  test('one press takes it back, and helpers can be called again', async () => {
    const { world, code } = await claimed()
    await world.command(moderator, 'block', { case: code })
    await world.press(moderator, 'desk/unblock')
    expect(world.heard('telegram:hana')).toContain('text:blocked.lifted')
    const before = world.pings().length
    await world.command('telegram:hana', 'call')
    await world.press('telegram:hana', 'call')
    expect(world.pings().length).toBeGreaterThan(before)
    expect((await world.command(moderator, 'unblock', { case: code })).note).toBe('block.none')
  })

  test('a later case is freed too, by the code of the first, which may be gone', async () => {
    const { world, code } = await claimed()
    await world.command(moderator, 'block', { case: code })
    await world.command('telegram:hana', 'forget')
    await world.press('telegram:hana', 'forget')
    await world.says('telegram:hana', STORY, { group: 'discord:guild' })
    await world.command(moderator, 'block')
    expect(world.textTo(moderator)).toContain('Blocked: 1')
    await world.command(moderator, 'unblock', { case: code })
    expect(world.heard('telegram:hana')).toContain('text:blocked.lifted')
  })

  test('may call for them all the same', async () => {
    const { world, code } = await claimed()
    await world.command(moderator, 'block', { case: code })
    const before = world.pings().length
    await world.command(moderator, 'case', { case: code })
    await world.press(moderator, 'desk/call-for')
    expect(world.pings().length).toBeGreaterThan(before)
  })
})

test('a call that is still open says that it was taken back, and an old button takes nothing', async () => {
  const world = await helpersWorld({ helpers: three() })
  await world.called()
  await world.command('discord:mod', 'block', { case: await codeOf(world, 'telegram:hana') })
  expect(world.heard('discord:ben')).toContain('text:ping.withdrawn')
  const ref = world.buttonOf('discord:ben', 'claim')?.ref ?? ''
  expect((await world.engine.hear(world.from('discord:ben', { kind: 'press', ref }))).note).toBe(
    'refused.moderators-have-it',
  )
  await world.pass(120)
  expect(world.heard('telegram:hana')).not.toContain('text:help.ended')
})

describe('a helper blocks for themself alone', () => {
  test('others are called, the helper never again for that person, and the person hears nothing of it', async () => {
    const { world } = await claimed()
    const before = world.sent.length
    await world.command('discord:ben', 'block')
    expect(world.heard('discord:ben', before)).toContain('text:block.for-me')
    expect(world.heard('telegram:hana', before)).not.toContain('text:blocked.told')
    await world.press('discord:aoi', 'claim')
    await world.command('discord:aoi', 'hand-over', { helper: 'ben' })
    expect(world.heard('discord:aoi')).toContain('text:refused.unknown-helper')
    await world.command('telegram:hana', 'close')
    await world.press('telegram:hana', 'close')
    await world.press('discord:aoi', 'vouch')
    await world.pass(10)
    await world.command('telegram:hana', 'forget')
    await world.press('telegram:hana', 'forget')
    const later = world.sent.length
    await world.called('telegram:hana')
    await world.pass(100)
    const pinged = world.sent.slice(later).filter(({ about }) => about.includes('text:ping.unclaimed'))
    expect(pinged.some(({ to }) => to.chat === 'aoi')).toBe(true)
    expect(pinged.some(({ to }) => to.chat === 'ben')).toBe(false)
  })

  test('and takes it back with one press', async () => {
    const { world } = await claimed()
    await world.command('discord:ben', 'block')
    await world.press('discord:ben', 'desk/unblock')
    expect((await world.community())?.blocks).toEqual([])
  })

  test('cannot do it for everyone; a member cannot do it at all; nobody does it to their own case', async () => {
    const { world, code } = await claimed()
    const group = { group: 'discord:guild' }
    expect((await world.command('discord:ben', 'block', { case: code, for: 'everyone' })).note).toBe(
      'desk.not-moderator',
    )
    expect((await world.command('discord:eve', 'block', { case: code }, group)).note).toBe('desk.not-helper')
    await world.called('discord:mod')
    expect((await world.command('discord:mod', 'block', { case: await codeOf(world, 'discord:mod') })).note).toBe(
      'block.yourself',
    )
    expect((await world.command('discord:mod', 'block', { case: 'zzzzzzzzzz' })).note).toBe('desk.unknown-case')
    expect((await world.community())?.blocks).toBeUndefined()
  })
})

test('what is kept of a block is a blinded id and a case code', async () => {
  const { world, code } = await claimed()
  await world.command('discord:mod', 'block', { case: code })
  const blocks = (await world.community())?.blocks
  expect(blocks?.length).toBe(1)
  expect(JSON.stringify(blocks)).not.toContain('hana')
})

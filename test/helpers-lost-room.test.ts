import { expect, test } from 'vitest'
import { helperNamed, helpersWorld } from './helpers-world.ts'

/** The bot was removed from the helpers' or the moderators' room: a call for help must not end there. */

const room = (chat: string) => ({ platform: 'discord', chat, kind: 'group' }) as const

test('a ping that the helpers’ room no longer takes reaches each helper in private, and whoever takes it has the case', async () => {
  const world = await helpersWorld({
    helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben')],
    helperPlace: room('helpers-room'),
  })
  world.lost.add('helpers-room')
  await world.called()
  const pings = world.sent.filter(({ buttons }) => buttons.flat().some(({ name }) => name === 'claim'))
  expect(pings.map(({ to }) => to.chat).sort()).toEqual(['aoi', 'ben'])
  expect(pings.every(({ to }) => to.kind === 'private')).toBe(true)
  await world.press('discord:ben', 'claim')
  expect(world.heard('telegram:hana')).toContain('text:help.arrived')
  expect(world.heard('discord:ben')).toContain('show:read-in')
})

test('back in the room, the next ring is one message there again', async () => {
  const world = await helpersWorld({
    helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben')],
    helperPlace: room('helpers-room'),
  })
  world.lost.add('helpers-room')
  await world.called()
  world.lost.clear()
  const before = world.sent.length
  await world.called('telegram:mika')
  const pings = world.sent.slice(before).filter(({ buttons }) => buttons.flat().some(({ name }) => name === 'claim'))
  expect(pings.map(({ to }) => to.chat)).toEqual(['helpers-room'])
})

test('a person who has shut their chat is not spoken to as if they heard: the helper learns it once, and again after they came back', async () => {
  const world = await helpersWorld({ helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben')] })
  await world.called()
  await world.press('discord:ben', 'claim')
  await world.says('discord:ben', 'I am here with you.')
  world.lost.add('hana')
  const told = () => world.heard('discord:ben').filter(key => key === 'text:helper.unreached').length
  for (const words of ['Can you see the orders?', 'Are you there?']) await world.says('discord:ben', words)
  expect(told()).toBe(1)
  world.lost.delete('hana')
  await world.pass(1)
  await world.says('telegram:hana', 'I am back.')
  await world.pass(1)
  world.lost.add('hana')
  await world.says('discord:ben', 'Good.')
  expect(told()).toBe(2)
})

test('without a helper the moderators learn that a person cannot be reached', async () => {
  const world = await helpersWorld({ helpers: [helperNamed('discord:aoi')] })
  await world.says('telegram:hana', 'There is an order in my Amazon account that I never made.', {
    group: 'discord:guild',
  })
  world.lost.add('hana')
  await world.pass(12 * 60)
  expect(world.heard('discord:mod').filter(key => key === 'text:moderators.unreached').length).toBe(1)
})

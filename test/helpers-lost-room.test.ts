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

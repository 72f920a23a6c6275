import { describe, expect, test } from 'vitest'
import { helperNamed, helpersWorld } from './helpers-world.ts'

/** When the bot itself offers to call people; who is called is decided by the person alone. */

type World = Awaited<ReturnType<typeof helpersWorld>>
const two = () => [helperNamed('discord:aoi'), helperNamed('discord:ben')]
const STORY = 'There is an address and a card I do not know in my Amazon account.'

async function told() {
  const world = await helpersWorld({ helpers: two() })
  await world.says('telegram:hana', STORY, { group: 'discord:guild' })
  expect(world.heard('telegram:hana')).not.toContain('text:help.offer')
  return world
}

/** "I don't know" to the question that was asked last; a step for now is done, where none is. */
function unsure(world: World): string {
  const names = world.sent.findLast(({ to, buttons }) => to.chat === 'hana' && buttons.length > 0)?.buttons.flat() ?? []
  const press =
    names.find(({ name }) => /^answer\/.*\/unsure$/.test(name)) ?? names.find(({ name }) => /^done\//.test(name))
  if (!press) throw new Error('nothing is asked')
  return press.name
}

/** The four occasions, each as somebody lives it. */
const OCCASIONS: readonly (readonly [string, (world: World) => Promise<unknown>])[] = [
  [
    'value is still moving',
    async world => {
      // Whatever else is asked before it, nothing is known of.
      for (let n = 0; n < 6 && !world.buttonOf('telegram:hana', 'answer/value_still_moving/yes'); n++)
        await world.press('telegram:hana', unsure(world))
      await world.press('telegram:hana', 'answer/value_still_moving/yes')
    },
  ],
  ['somebody is in danger from themselves', world => world.says('telegram:hana', 'I want to die. I cannot go on.')],
  [
    'somebody is locked out and stuck at two steps',
    async world => {
      await world.says('telegram:hana', 'I cannot log in any more, they changed the password.')
      for (let n = 0; n < 2; n++) await world.press('telegram:hana', 'stuck/')
    },
  ],
  ['nobody answered two reminders', world => world.pass(24 * 60)],
]

describe.each(OCCASIONS)('when %s', (_, happens) => {
  test('calling is offered with the whole preview; nobody is called before the yes, and then with just that', async () => {
    const world = await told()
    await happens(world)
    expect(world.heard('telegram:hana').filter(key => key === 'text:help.offer').length).toBe(1)
    const preview = world
      .textTo('telegram:hana')
      .split('\n')
      .find(line => line.startsWith('“'))
    expect(preview).toBeDefined()
    await world.pass(30)
    expect(world.pings()).toEqual([])
    await world.press('telegram:hana', 'call')
    expect(world.pings().length).toBe(2)
    for (const { text } of world.pings()) expect(text.map(part => part.text).join('')).toContain(preview)
  })

  test('a no is a no: it is not offered again by itself', async () => {
    const world = await told()
    await happens(world)
    await world.press('telegram:hana', 'decline-help')
    await world.pass(3 * 24 * 60)
    expect(world.heard('telegram:hana').filter(key => key === 'text:help.offer').length).toBe(1)
    expect(world.pings()).toEqual([])
  })
})

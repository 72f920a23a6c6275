import { afterEach, describe, expect, test } from 'vitest'
import type { GroupHandle } from './emulators/telegram/groups.ts'
import { known, openStage } from './emulators/telegram/play.ts'
import type { Stage } from './emulators/telegram/play.ts'
import { library } from './given.ts'

const open: Stage[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

const MANAGE_TOPICS = { can_manage_topics: true }
const WARNINGS = ['cannot-write', 'no-topics', 'not-admin', 'no-topic-right'] as const

async function openGroup(more: { isSuper?: boolean; isForum?: boolean; rights?: Record<string, boolean> }) {
  const stage = await openStage('2026-11-24T00:34:00+09:00', { rates: { chatBurst: 20, chatPerSecond: 20 } })
  open.push(stage)
  const { telegram } = stage
  const mio = known(telegram, telegram.addPerson('Mio', { language: 'en' }))
  const group = telegram.addGroup('Helpers', mio, more)
  group.addBot(mio, more.rights)
  await stage.drain()
  const step = async (act: () => unknown) => {
    act()
    await stage.drain()
  }
  /** The check runs beside the conversation: done once the bot's own membership was asked for so often. */
  const checked = async (times: number) => {
    const asked = (method: string) =>
      telegram.callsOf(method).filter(({ parameters, answer }) => {
        const { user_id: who } = parameters as { user_id?: number }
        return answer !== undefined && (method === 'getChat' || who === telegram.bot.id)
      })
    await telegram.until(() => asked('getChatMember').length >= times)
    await telegram.until(
      () => asked('getChatMember').every(({ answer }) => !answer?.ok) || asked('getChat').length >= times,
    )
    await stage.drain()
  }
  const warned = (where: { screen: GroupHandle['screen'] }) =>
    where.screen().messages.flatMap(({ text }) => WARNINGS.filter(key => text === library.texts[`telegram.${key}`]?.en))
  return { ...stage, mio, group, step, checked, warned }
}

describe('/setup with rooms says at once what the group lacks', () => {
  test.each([
    ['a basic group', {}, 'no-topics'],
    ['a supergroup without topics', { isSuper: true, rights: MANAGE_TOPICS }, 'no-topics'],
    ['a forum where the bot is a member', { isForum: true }, 'not-admin'],
    ['a forum whose administrator lacks the right', { isForum: true, rights: {} }, 'no-topic-right'],
  ] as const)('%s', async (_, more, expected) => {
    const { group, mio, step, checked, warned, telegram } = await openGroup(more)
    await step(() => mio.send(group, '/setup helpers rooms'))
    await checked(1)
    expect(warned(group)).toEqual([expected])
    expect(telegram.complaints).toEqual([])
  })

  test('a forum with the right lacks nothing, and nothing is said', async () => {
    const { group, mio, step, checked, warned } = await openGroup({ isForum: true, rights: MANAGE_TOPICS })
    await step(() => mio.send(group, '/setup helpers rooms'))
    await checked(1)
    expect(warned(group)).toEqual([])
  })

  test('what was mended meanwhile is seen at the next /setup', async () => {
    const { group, mio, step, checked, warned } = await openGroup({ isSuper: true })
    await step(() => mio.send(group, '/setup rooms'))
    await checked(1)
    group.setForum(true)
    await step(() => mio.send(group, '/setup rooms'))
    await checked(2)
    await step(() => group.setBotRights(mio, MANAGE_TOPICS))
    await step(() => mio.send(group, '/setup rooms'))
    await checked(3)
    expect(warned(group)).toEqual(['no-topics', 'not-admin'])
  })
})

test('a place for calls alone needs no topics', async () => {
  const { group, mio, step, checked, warned } = await openGroup({})
  await step(() => mio.send(group, '/setup helpers moderators'))
  await checked(1)
  expect(warned(group)).toEqual([])
})

test('a group where the bot may not write is named as such in private', async () => {
  const { group, mio, step, checked, warned } = await openGroup({ isSuper: true })
  await step(() => group.setBotMaySend(mio, false))
  await step(() => mio.send(group, '/setup helpers'))
  await checked(1)
  expect(warned(mio)).toEqual(['cannot-write'])
})

test('a group the bot has never been in cannot be chosen unnoticed', async () => {
  const { group, mio, step, checked, warned } = await openGroup({ isForum: true, rights: MANAGE_TOPICS })
  await step(() => mio.send(group, '/setup rooms=-1002000009999'))
  await checked(1)
  expect(warned(group)).toEqual(['cannot-write'])
})

test('whoever is no administrator changes nothing and is warned of nothing', async () => {
  const { group, telegram, step, warned } = await openGroup({ isSuper: true })
  const ken = telegram.addPerson('Ken', { language: 'en' })
  group.add(ken)
  await step(() => ken.send(group, '/setup rooms'))
  expect(warned(group)).toEqual([])
})

test('a set-up that Telegram sends twice warns once', async () => {
  const { group, mio, step, checked, warned, telegram } = await openGroup({ isSuper: true })
  await step(() => mio.send(group, '/setup rooms'))
  await checked(1)
  const updates = telegram.callsOf('getUpdates').flatMap(({ answer }) => (answer?.ok ? (answer.result as never[]) : []))
  await step(() => updates.forEach(update => telegram.updates.repeat(update, group)))
  expect(warned(group)).toEqual(['no-topics'])
  expect(telegram.callsOf('getChat')).toHaveLength(1)
})

test('being silenced is told to whoever did it, in private, and to the operator', async () => {
  const { group, mio, step, log, telegram } = await openGroup({ isSuper: true })
  await step(() => group.setBotMaySend(mio, false))
  await telegram.until(() => mio.screen().messages.length > 0)
  expect(mio.screen().messages.at(-1)?.text).toContain('“Helpers”')
  expect(log()).toContain('group-silenced')
})

test('an invitation for Telegram carries its link as a button; one for another app is only the code', async () => {
  const { mio, group, step } = await openGroup({ isSuper: true })
  await step(() => mio.send(group, '/setup en'))
  await step(() => mio.say('/invite telegram'))
  const invited = mio.screen().messages.at(-1)
  const token = /\/join (\S+)/.exec(invited?.text ?? '')?.[1]
  expect(invited?.buttons.flat()).toMatchObject([{ url: `https://t.me/kakekomi_bot?start=${token}` }])
  expect(invited?.text).not.toContain('t.me')
  await step(() => mio.say('/invite discord'))
  expect(mio.screen().messages.at(-1)?.text).toContain('/join ')
  expect(mio.screen().messages.at(-1)?.buttons).toEqual([])
})

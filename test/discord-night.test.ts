import { readFileSync } from 'node:fs'
import { load as parse } from 'js-yaml'
import { afterEach, expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { rows } from '../src/engine/rows.ts'
import { readLine } from '../src/platforms/terminal/read.ts'
import { Story } from '../src/rehearsal.ts'
import { bench, found, press, read, wordsFor } from './discord-bench.ts'
import type { Bench } from './discord-bench.ts'
import type { Person } from './emulators/discord/driver.ts'

/** Whole conversations over Discord: the stories that the terminal rehearses, played by people at their apps. */

const open: { bench?: Bench } = {}
afterEach(async () => {
  await open.bench?.close()
  open.bench = undefined
})

const MINUTES = { m: 1, h: 60, d: 1440 } as const

async function play(file: string) {
  const story = Story.parse(parse(readFileSync(new URL(`stories/${file}`, import.meta.url), 'utf8')))
  const clock = virtualClock(Date.parse(story.start))
  const b = (open.bench = await bench({ clock, now: () => clock.now() }))
  const { emulator } = b
  const locale = story.language === 'ja' ? 'ja' : 'en-US'
  const people: Record<string, Person> = {}
  for (const name of ['victim', 'helper', 'moderator', 'stranger']) people[name] = emulator.user(name, { locale })
  const { victim, helper, moderator, stranger } = people as Record<
    'victim' | 'helper' | 'moderator' | 'stranger',
    Person
  >
  const guild = emulator.guild('Harbour', { owner: moderator, locale })
  for (const person of [victim, helper, stranger]) guild.join(person)
  const lobby = guild.channel('lobby')
  const helpers = guild.channel('helpers')
  await found(b.archive, {
    guild: guild.id,
    rooms: lobby.id,
    helperPlace: helpers.id,
    helpers: [helper],
    moderators: [moderator],
    language: story.language,
  })
  await emulator.until(() => emulator.world.globalCommands.length > 0)

  let since = 0
  // A helper reads in the helpers' channel, by DM and in the case's own room.
  const heardBy = (name: string) =>
    b.sent.slice(since).filter(({ id }) => {
      const place = emulator.world.channels.get(emulator.world.messages.get(id)?.channelId ?? '')
      return place?.type === 1 ? place.recipients.includes(people[name]?.id ?? '') : name === 'helper'
    })
  /** Until the engine has kept the input and everything that follows from it was sent. */
  const settle = async (input: string) => {
    const patience = performance.now() + 20_000
    while (!(await b.archive.has(rows.seen(input))) && performance.now() < patience)
      await new Promise(resolve => setTimeout(resolve, 5))
    await emulator.until(() => emulator.interactions.every(one => one.response !== null))
    await b.idle()
    // The client holds back what is over fifty requests a second of real time; the night's clock has to follow.
    for (let tries = 0; tries < 12 && b.engine().waiting > 0; tries++) {
      await new Promise(resolve => setTimeout(resolve, 100))
      const later = clock.now() + 100
      while (clock.step(later)) await b.idle()
      clock.set(later)
      await b.idle()
    }
  }
  const unmet: string[] = []

  for (const [at, beat] of story.beats.entries()) {
    if ('wait' in beat) {
      since = b.sent.length
      const until = clock.now() + Number(beat.wait.slice(0, -1)) * MINUTES[beat.wait.slice(-1) as 'm'] * 60_000
      while (clock.step(until)) await b.idle()
      clock.set(until)
      await b.idle()
      continue
    }
    if ('restart' in beat) {
      await b.stop()
      await b.start()
      continue
    }
    if ('bot' in beat) {
      const { to = 'victim', says, never } = Array.isArray(beat.bot) ? { says: beat.bot, never: [] } : beat.bot
      const about = heardBy(to).flatMap(({ message }) => message.about)
      const fits = (key: string) =>
        about.some(said => (key.endsWith('*') ? said.startsWith(key.slice(0, -1)) : said === key))
      for (const key of says)
        if (!fits(key)) unmet.push(`beat ${at + 1}: ${to} did not read ${key}; read ${about.join(' ')}`)
      for (const key of never) if (fits(key)) unmet.push(`beat ${at + 1}: ${to} read ${key}`)
      continue
    }
    const [[name, says]] = Object.entries(beat) as [[string, string | { press: string }]]
    const person = people[name]
    if (!person) throw new Error(`nobody is called ${name}`)
    const latest = heardBy(name).length > 0 ? heardBy(name) : b.sent
    if (typeof says === 'object') {
      const offers = [...latest].reverse().flatMap(({ message }) => message.buttons.flat())
      const found =
        offers.find(one => one.name === says.press) ?? offers.find(one => one.name.startsWith(`${says.press}/`))
      since = b.sent.length
      if (!found) unmet.push(`beat ${at + 1}: no button ${says.press} for ${name}`)
      else await settle(`dc:i:${press(person, found.label).id}`)
    } else {
      since = b.sent.length
      const line = readLine(says, commands, 0)
      await settle(
        line.kind === 'command' ? `dc:i:${person.slash(line.name, 'dm', line.input).id}` : `dc:m:${person.dm(says).id}`,
      )
    }
  }
  const publicly = [...emulator.world.messages.values()].filter(
    ({ channelId }) => channelId === lobby.id || channelId === helpers.id,
  )
  return { ...b, story, unmet, victim, helper, stranger, publicly }
}

test('the founding night, whole, over Discord', async () => {
  const { emulator, unmet, victim, stranger, publicly, sent } = await play('founding-night.ja.yaml')
  expect(unmet).toEqual([])
  expect(emulator.failed()).toEqual([])
  expect(emulator.complaints).toEqual([])
  // Nobody else saw anything of the case; the call for help named no one and no amount.
  expect(read(stranger).join()).not.toMatch(/20,?000|知らない人の住所|非表示/)
  for (const { content, components } of publicly)
    expect(content + JSON.stringify(components)).not.toMatch(/victim|20,?000|知らない人/)
  expect(Math.max(...emulator.interactions.map(({ ackMs }) => ackMs ?? 0))).toBeLessThan(3000)
  expect(read(victim).length).toBeLessThanOrEqual(sent.length)
}, 120_000)

test('a moderator opens a case for a silent member, who answers and is led to the first step, in English', async () => {
  const b = (open.bench = await bench())
  const { emulator } = b
  const mori = emulator.user('mori')
  const tom = emulator.user('tom')
  const guild = emulator.guild('Harbour', { owner: mori })
  guild.join(tom)
  const lobby = guild.channel('lobby')
  await found(b.archive, { guild: guild.id, rooms: lobby.id, moderators: [mori], language: 'en' })
  await emulator.until(() => emulator.world.globalCommands.length > 0)
  mori.userMenu('Open a case for', lobby, tom)
  await emulator.until(() => read(tom).length > 0)
  expect(read(tom)[0]).toContain(wordsFor('opening.for-you', 'en').slice(0, 40))
  expect(read(mori).join()).toContain(wordsFor('discord.opened-for', 'en'))
  await b.idle()
  const before = read(tom).length
  tom.dm('Someone got into my Amazon account and bought 200 dollars of gift cards. I can still log in.')
  await emulator.until(() => read(tom).length > before)
  await b.idle()
  expect(read(tom).join()).toContain('Amazon')
  press(tom, wordsFor('button.done', 'en'))
  await emulator.until(() => emulator.interactions.every(({ response }) => response !== null))
  await b.idle()
  // What the member tells is the member's: the moderator reads nothing of it.
  expect(read(mori).join()).not.toMatch(/gift card|200/)
  expect(
    [...emulator.world.messages.values()].filter(
      ({ channelId, ephemeralFor }) => channelId === lobby.id && !ephemeralFor,
    ),
  ).toEqual([])
  expect(await b.archive.count('c/')).toBe(1)
  expect(emulator.failed()).toEqual([])
  expect(emulator.complaints).toEqual([])
})

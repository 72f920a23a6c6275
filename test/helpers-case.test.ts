import { describe, expect, test } from 'vitest'
import type { PersonId } from '../src/core/ids.ts'
import { rows } from '../src/engine/rows.ts'
import { heldBack, registered } from '../src/engine/outgoing.ts'
import { library } from './given.ts'
import { helperNamed, helpersWorld } from './helpers-world.ts'

const three = () => [
  helperNamed('discord:aoi', { lead: true }),
  helperNamed('discord:ben'),
  helperNamed('telegram:chika'),
]

async function claimed(by = 'discord:ben', options: Parameters<typeof helpersWorld>[0] = {}) {
  const world = await helpersWorld({ helpers: three(), ...options })
  await world.called()
  await world.press(by, 'claim')
  return world
}
const caseOf = async (world: Awaited<ReturnType<typeof helpersWorld>>, who: string) =>
  (await world.engine.directory.person(who as PersonId)).row.case ?? ''

describe('the person agrees to exactly what is sent', () => {
  test('the ping is word for word the preview, and holds no name, number or word of the person', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.called(
      'telegram:hana',
      'I am Hanako Yamada. There is an address and a card I do not know in my Amazon account, and an order for a gift card of 20,000 yen.',
    )
    const offer = world
      .textTo('telegram:hana')
      .split('\n')
      .find(line => line.startsWith('“'))
    expect(offer).toBeDefined()
    for (const { text } of world.pings()) {
      const words = text.map(part => part.text).join('')
      expect(words).toContain(offer)
      expect(words).not.toMatch(/Hanako|Yamada|20,?000|gift card of/)
    }
  })

  test('"without the kind" leaves the pattern out', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.says(
      'telegram:hana',
      'There is an address and a card I do not know in my Amazon account, and an order I never made.',
      { group: 'discord:guild' },
    )
    await world.command('telegram:hana', 'call')
    await world.press('telegram:hana', 'call/true')
    expect(world.pings().length).toBe(3)
    for (const { text } of world.pings()) expect(text.map(part => part.text).join('')).not.toMatch(/Amazon/)
  })

  test('without a yes nobody is called and nobody can take the case', async () => {
    const world = await helpersWorld({ helpers: three() })
    await world.says('telegram:hana', 'There is an address and a card I do not know in my Amazon account.', {
      group: 'discord:guild',
    })
    await world.command('telegram:hana', 'call')
    await world.press('telegram:hana', 'decline-help')
    await world.pass(240)
    expect(world.pings()).toEqual([])
    await world.command('discord:aoi', 'take-over', {
      case: await caseOf(world, 'telegram:hana'),
      reason: 'night shift',
    })
    expect(world.heard('telegram:hana')).not.toContain('text:help.arrived')
  })
})

describe('working a case over two apps', () => {
  test('words go both ways under the name the helper chose, and each account stays private', async () => {
    const world = await claimed()
    const before = world.sent.length
    await world.says('discord:ben', 'I am here with you.')
    await world.says('telegram:hana', 'Thank you, I am looking at the orders.')
    expect(world.textTo('telegram:hana', before)).toContain('ben: I am here with you.')
    expect(world.textTo('discord:ben', before)).toContain('I am looking at the orders')
    expect(world.textTo('discord:ben')).not.toContain('telegram:hana')
  })

  test.each([
    ['Please open https://amazon-help.example/refund', 'https://amazon-help.example/refund'],
    ['It is amazon-secure.xyz/login', 'amazon-secure.xyz/login'],
    ['Call +81 90 1234 5678 now', '+81 90 1234 5678'],
    ['電話は０９０−１２３４−５６７８です', '090'],
    ['Write to help@recover.example', 'recover'],
  ])('a number or link that is not registered is held back, with what it was: %s', async (text, piece) => {
    const world = await claimed()
    const before = world.sent.length
    await world.says('discord:ben', text)
    expect(world.heard('telegram:hana', before)).toEqual([])
    expect(world.heard('discord:ben', before)).toContain('text:refused.text-held-back')
    // Shown back, but so that nobody can press it.
    expect(world.textTo('discord:ben', before).replaceAll('[.]', '.').replaceAll('hxxp', 'http')).toContain(piece)
  })

  test('a registered link or number arrives whole', async () => {
    const world = await claimed()
    const route = library.contacts.find(({ url }) => url !== undefined)?.url ?? ''
    await world.says('discord:ben', `The official page is ${route} only.`)
    expect(world.textTo('telegram:hana')).toContain(route)
  })

  test('registered routes, dates, hours and small numbers pass', () => {
    const allowed = registered(library)
    for (const route of allowed) expect(heldBack(`Please use ${route}`, allowed)).toBeUndefined()
    for (const text of ['On 2026-11-24 at 20:00, step 3 of 9.', '20,000円のカードですね', 'e.g. this one. Then that.'])
      expect(heldBack(text, allowed)).toBeUndefined()
  })

  test('a password in a helper’s text is neither kept nor passed on', async () => {
    const world = await claimed()
    const before = world.sent.length
    await world.says('discord:ben', 'Use my password: Tr0ub4dor&3x and tell me yours')
    expect(world.heard('telegram:hana', before)).toEqual([])
    expect(world.heard('discord:ben', before)).toContain('text:refused.secret-held-back')
  })

  test('a ready question is read by each in their own language', async () => {
    const world = await claimed('discord:ben', {
      helpers: [helperNamed('discord:ben', { languages: ['ja'] }), helperNamed('discord:aoi', { languages: ['ja'] })],
    }).catch(() => undefined)
    // Nobody speaks English, so the first two rings wait for the third, which takes anybody.
    expect(world).toBeDefined()
    await world?.press('discord:ben', 'show/questions')
    const before = world?.sent.length ?? 0
    await world?.press('discord:ben', 'ask/ask.safe')
    expect(world?.heard('telegram:hana', before)).toContain('text:ask.safe')
    expect(world?.textTo('telegram:hana', before)).toContain('Are you in a safe place')
  })

  test('private notes reach helpers and never the person, not in the timeline, not in the export', async () => {
    const world = await claimed()
    await world.command('discord:ben', 'private-note', { text: 'sounds very tired, be gentle' })
    await world.command('telegram:hana', 'timeline')
    await world.command('telegram:hana', 'export')
    expect(world.textTo('telegram:hana')).not.toContain('very tired')
    expect(world.heard('telegram:hana').at(-1)).not.toBe('text:noted')
    await world.press('discord:ben', 'show/timeline')
    expect(world.textTo('discord:ben')).toContain('very tired')
  })

  test('what a helper ticks the person sees, and can take back', async () => {
    const world = await claimed()
    await world.command('discord:ben', 'done', { step: 'screenshot-account' })
    expect(world.heard('telegram:hana')).toContain('text:done.by-helper')
    await world.press('telegram:hana', 'undo')
    expect(world.heard('telegram:hana')).toContain('text:undone')
  })

  test('the case card is one message, edited in place', async () => {
    const world = await claimed()
    const before = world.sent.length
    await world.press('telegram:hana', 'done/screenshot-account')
    const cards = world.sent
      .slice(before)
      .filter(({ to, about }) => to.chat === 'ben' && about.includes('show:read-in'))
    expect(cards.length).toBe(1)
    expect(cards[0]?.edits).toBeDefined()
  })

  test('a card that has scrolled up is redrawn once, when its owner next does something, and never when it reads the same', async () => {
    const world = await claimed()
    const cards = (since: number) =>
      world.sent.slice(since).filter(({ to, about }) => to.chat === 'ben' && about.includes('show:read-in'))
    const claimedAt = world.sent.length
    await world.says('discord:ben', 'I am here with you.')
    expect(cards(claimedAt)).toEqual([])
    for (let n = 0; n < 3; n++) await world.press('telegram:hana', 'done/screenshot-account')
    expect(cards(claimedAt)).toEqual([])
    await world.restart()
    await world.says('discord:ben', 'How is it going?')
    expect(cards(claimedAt).map(({ edits }) => edits !== undefined)).toEqual([true])
    await world.says('discord:ben', 'Take your time.')
    expect(cards(claimedAt).length).toBe(1)
  })

  test('while a helper is there, words that change nothing are acknowledged in a line, without the question once more', async () => {
    const world = await claimed()
    await world.says('telegram:hana', 'ok')
    const before = world.sent.length
    await world.says('telegram:hana', 'thank you, that is kind of you')
    expect(world.heard('telegram:hana', before)).toEqual(['text:saved.helper'])
    await world.says('telegram:hana', 'I cannot log in any more, they changed the password.')
    expect(world.heard('telegram:hana', before).length).toBeGreaterThan(1)
  })

  test('a helper hears once that their words arrive, and not after each of them', async () => {
    const world = await claimed()
    for (const words of ['I am here.', 'Take your time.', 'One step at a time.']) await world.says('discord:ben', words)
    expect(world.heard('discord:ben').filter(key => key === 'text:helper.relayed').length).toBe(1)
    await world.command('discord:ben', 'hand-over', { helper: 'chika' })
    await world.says('telegram:chika', 'Hello, I am Chika.')
    expect(world.heard('telegram:chika')).toContain('text:helper.relayed')
  })

  test('a hand-over brings the summary and tells the person who is there now', async () => {
    const world = await claimed()
    const before = world.sent.length
    await world.command('discord:ben', 'hand-over', { helper: 'chika' })
    expect(world.heard('telegram:chika', before)).toEqual(
      expect.arrayContaining(['text:helper.handed-over', 'show:read-in']),
    )
    expect(world.textTo('telegram:hana', before)).toContain('chika')
  })

  test('only a lead takes a case over, and only with a reason', async () => {
    const world = await claimed()
    const id = await caseOf(world, 'telegram:hana')
    await world.command('telegram:chika', 'take-over', { case: id, reason: 'me too' })
    expect(world.heard('telegram:chika')).toContain('text:refused.not-lead')
    await world.command('discord:aoi', 'take-over', { case: id, reason: ' ' })
    expect(world.heard('discord:aoi')).toContain('text:refused.no-reason')
    await world.command('discord:aoi', 'take-over', { case: id, reason: 'ben is asleep' })
    expect(world.heard('discord:ben')).toContain('text:helper.taken-over')
  })

  test('a translation is added, marked as a machine’s, where they share no language', async () => {
    const asked: string[] = []
    const translator = {
      async translate(text: string, from: string, to: string) {
        asked.push(`${from}>${to}`)
        return `(${to}) ${text}`
      },
    }
    const world = await helpersWorld({ helpers: [helperNamed('discord:ben', { languages: ['ja'] })], translator })
    await world.called()
    await world.pass(15)
    await world.press('discord:ben', 'claim')
    const before = world.sent.length
    await world.says('discord:ben', '大丈夫です。')
    await world.says('telegram:hana', 'The order is gone.')
    expect(asked).toEqual(['ja>en', 'en>ja'])
    expect(world.heard('telegram:hana', before)).toContain('text:bridge.machine')
    expect(world.heard('discord:ben', before)).toContain('text:bridge.machine')
  })

  test('one digest a day says what a helper has, at nine in their morning', async () => {
    // Nobody here ever asked the desk for anything: that somebody has a case is enough.
    const world = await claimed('discord:ben', { policy: { claimSilentMinutes: 1440 } })
    await world.restart()
    for (let n = 0; n < 24; n++) {
      await world.pass(60)
    }
    expect(world.heard('discord:ben').filter(key => key === 'text:digest.title').length).toBe(1)
    const digest = world.sent.find(({ about }) => about.includes('text:digest.title'))
    expect(new Date(digest?.at ?? 0).toISOString()).toBe('2026-11-24T00:00:00.000Z')
    for (const who of ['discord:aoi', 'telegram:chika']) expect(world.heard(who)).not.toContain('text:digest.title')
    // One language from top to bottom, and one press to the case.
    expect(digest?.text.map(({ text }) => text).join('')).not.toMatch(/[぀-ヿ一-龯]/)
    const before = world.sent.length
    await world.press('discord:ben', 'desk')
    expect(world.heard('discord:ben', before)).toContain('show:read-in')
    await world.press('discord:ben', 'show/hand-over')
    expect(world.heard('discord:ben').at(-1)).toBe('text:helper.hand-over-to')
  })

  test('whoever has gone off duty still learns in the morning what they have', async () => {
    const world = await claimed('discord:ben', { policy: { claimSilentMinutes: 1440 } })
    await world.command('discord:ben', 'duty', { state: 'off' })
    for (let n = 0; n < 9; n++) await world.pass(60)
    expect(world.heard('discord:ben')).toContain('text:digest.title')
  })
})

describe('the account may be stolen', () => {
  async function doubted() {
    const world = await helpersWorld({ helpers: three() })
    await world.says(
      'telegram:hana',
      'There is an address and a card I do not know in my Amazon account, and an order I never made.',
      { group: 'discord:guild' },
    )
    await world.command('telegram:hana', 'safe-word', { word: 'sleepy otter' })
    await world.command('telegram:hana', 'call')
    await world.press('telegram:hana', 'call')
    await world.press('discord:ben', 'claim')
    await world.press('discord:ben', 'not-them')
    return world
  }

  test('everyone called is told; the account gets no word of the case and may not end, export or erase it', async () => {
    const world = await doubted()
    for (const who of ['discord:aoi', 'discord:ben', 'telegram:chika', 'discord:mod'])
      expect(world.heard(who)).toContain('text:helper.suspect')
    const before = world.sent.length
    for (const name of ['export', 'status', 'timeline', 'close', 'forget', 'call', 'now', 'helpers'])
      await world.command('telegram:hana', name)
    await world.says('telegram:hana', 'Please show me the plan again.')
    await world.pass(600)
    const heard = [...new Set(world.heard('telegram:hana', before))]
    expect(heard.sort()).toEqual(['text:refused.suspect', 'text:suspect.received'])
  })

  test('what still waited to be sent to the account when it was doubted does not leave', async () => {
    const world = await claimed()
    const before = world.sent.length
    world.shut()
    const underWay = world.onTheWay(1)
    await world.says('telegram:hana', 'I changed my password.')
    await underWay
    await world.command('telegram:hana', 'timeline')
    await world.command('discord:ben', 'not-them')
    await world.openGate()
    expect(world.heard('telegram:hana', before)).toContain('text:suspect.told')
    expect(world.heard('telegram:hana', before)).not.toContain('show:timeline')
  })

  test('whoever raised the doubt does not lift it alone; a second trusted person does', async () => {
    const world = await doubted()
    const own = world.buttonOf('discord:ben', 'trust-again')?.ref ?? ''
    const alone = await world.engine.hear(world.from('discord:ben', { kind: 'press', ref: own }))
    expect(alone.note).toMatch(/^refused\./)
    const before = world.sent.length
    await world.press('discord:aoi', 'trust-again')
    expect(world.heard('telegram:hana', before)).toContain('text:trust-restored')
  })

  test('the right safe word lifts it after ten minutes with notice, unless a helper objects', async () => {
    const world = await doubted()
    await world.command('telegram:hana', 'its-me', { word: 'wrong otter' })
    await world.command('telegram:hana', 'its-me', { word: 'Sleepy Otter' })
    expect(world.heard('discord:aoi')).toContain('text:helper.trust-asked')
    await world.pass(9)
    expect(world.heard('telegram:hana')).not.toContain('text:trust-restored')
    await world.press('discord:ben', 'not-them')
    await world.pass(30)
    expect(world.heard('telegram:hana')).not.toContain('text:trust-restored')
    await world.command('telegram:hana', 'its-me', { word: 'sleepy otter' })
    await world.restart()
    await world.pass(10)
    expect(world.heard('telegram:hana')).toContain('text:trust-restored')
  })

  test('with code and safe word the case goes on from another account, and the old one is left outside', async () => {
    const world = await doubted()
    const id = await caseOf(world, 'telegram:hana')
    await world.command('discord:hana2', 'continue', { case: id, word: 'sleepy otter' })
    expect(world.heard('discord:hana2')).toContain('text:moved')
    expect(world.heard('discord:aoi')).toContain('text:helper.moved')
    const before = world.sent.length
    await world.says('discord:ben', 'Good to have you back.')
    expect(world.textTo('discord:hana2', before)).toContain('Good to have you back.')
    await world.command('telegram:hana', 'export')
    expect(world.heard('telegram:hana', before)).toEqual([])
  })

  test('five wrong words and the door stays shut for an hour, even for the right one; code and word fail alike', async () => {
    const world = await doubted()
    const id = await caseOf(world, 'telegram:hana')
    const wrong = await world.command('discord:thief', 'continue', { case: id, word: 'password1' })
    const unknown = await world.command('discord:thief', 'continue', { case: 'zzzzzzzzzz', word: 'password1' })
    expect(unknown.note).toBe(wrong.note)
    for (let n = 0; n < 3; n++) await world.command('discord:thief', 'continue', { case: id, word: `guess ${n}` })
    const right = await world.command('discord:thief', 'continue', { case: id, word: 'sleepy otter' })
    expect(right.note).toBe('desk.slow-down')
    expect(world.heard('discord:thief')).toEqual([])
  })

  test.each([
    ['discord:hana', true],
    ['telegram:hana', false],
  ])('a safe word is offered once to whoever may lose the account they write from: %s', async (who, offered) => {
    const world = await helpersWorld({ helpers: three() })
    const story =
      'Someone took over my Discord account: I scanned a QR code, I was logged out, and my account sends messages to my friends.'
    await world.says(who, story, { group: 'discord:guild' })
    await world.says(who, 'It still sends messages to everyone.')
    expect(world.heard(who)).toContain('understood:discord-takeover')
    expect(world.heard(who).filter(key => key === 'text:safe-word.offer').length).toBe(offered ? 1 : 0)
    const id = await caseOf(world, who)
    await world.command(who, 'safe-word', { word: 'sleepy otter' })
    await world.command('telegram:elsewhere', 'continue', { case: id, word: 'sleepy otter' })
    expect(world.heard('telegram:elsewhere')).toContain('text:moved')
  })

  test('the safe word is nowhere in the store', async () => {
    const world = await doubted()
    const kept = await world.archive.list('c/', { limit: 50 })
    expect(JSON.stringify(kept)).not.toMatch(/otter/i)
  })

  test('erasing with a helper in the case waits with notice; a doubt stops it', async () => {
    const world = await claimed()
    await world.command('telegram:hana', 'forget')
    await world.press('telegram:hana', 'forget')
    expect(world.heard('discord:ben')).toContain('text:helper.held.forget')
    await world.press('discord:ben', 'not-them')
    await world.pass(60)
    expect(world.heard('telegram:hana')).not.toContain('text:forgotten')
    expect(await caseOf(world, 'telegram:hana')).not.toBe('')
  })
})

describe('somebody poses as a helper', () => {
  test('with the word that a helper has come it is said what helpers never ask for', async () => {
    const world = await claimed()
    const arrival = world.sent.find(({ about }) => about.includes('text:help.arrived'))
    expect(arrival?.to.chat).toBe('hana')
    expect(arrival?.about).toContain('text:help.never-asks')
  })

  test.each([['discord:mod'], []])(
    'is reported with a button of the opening message (moderators: %s)',
    async (...moderators) => {
      const world = await helpersWorld({ moderators })
      await world.says('telegram:hana', 'There is an order in my Amazon account that I never made.', {
        group: 'discord:guild',
      })
      const [opening] = world.sent.filter(({ about }) => about.includes('text:opening.shield'))
      expect(opening?.buttons.flat().map(({ name }) => name)).toContain('report-contact')
      await world.press('telegram:hana', 'report-contact')
      expect(world.heard('telegram:hana')).toContain('text:report.thanks')
      // Nobody is said to know where there is nobody to tell.
      expect(world.heard('telegram:hana').includes('text:report.passed-on')).toBe(moderators.length > 0)
      expect(world.heard('discord:mod').includes('text:moderators.reported')).toBe(moderators.length > 0)
    },
  )
})

describe('strangers in a case room', () => {
  const room = { platform: 'discord', chat: 'rooms', thread: 't1', kind: 'room' } as const

  test('somebody who is no helper and writes "DM me" is flagged to the moderators; the person is warned', async () => {
    const world = await claimed()
    const id = await caseOf(world, 'telegram:hana')
    await world.archive
      .commit({ put: [{ key: `a/${world.archive.blind('discord/rooms/t1')}`, value: id }] })
      .catch(() => {})
    await world.archive.commit({
      put: [{ key: rows.room(world.archive.blind('discord/rooms/t1')), value: id, version: 1 }],
    })
    const before = world.sent.length
    await world.says('discord:eve', 'DM me, I can recover your money', { place: room })
    expect(world.heard('discord:mod', before)).toContain('text:moderators.stranger')
    expect(world.heard('telegram:hana', before)).toContain('text:shield.stranger')
    await world.press('telegram:hana', 'report-contact')
    expect(world.heard('discord:mod', before)).toContain('text:moderators.reported')
    const quiet = world.sent.length
    await world.says('discord:eve', 'nice weather', { place: room })
    expect(world.sent.length).toBe(quiet)
  })
})

test('API calls of a case with three helpers from story to close', async () => {
  const world = await helpersWorld({
    helpers: [helperNamed('discord:aoi'), helperNamed('discord:ben'), helperNamed('discord:chika')],
    helperPlace: { platform: 'discord', chat: 'helpers-room', kind: 'group' },
  })
  let turns = 3
  await world.called()
  const inRoom = async (name: string, by: string) => {
    const ref = [...world.sent]
      .reverse()
      .flatMap(({ buttons }) => buttons.flat())
      .find(button => button.name === name)?.ref
    turns += 1
    const place = { platform: 'discord', chat: 'helpers-room', kind: 'group' } as const
    await world.engine.hear(world.from(by, { kind: 'press', ref: ref ?? '' }, { place }))
    await world.engine.idle()
  }
  await inRoom('claim', 'discord:ben')
  await world.says('discord:ben', 'I am here with you.')
  await world.says('telegram:hana', 'Thank you. It was an order for a card.')
  turns += 2
  for (let n = 0; n < 6; n++) {
    await world.pass(2)
    // Whatever is in front of the person: a question, or a step.
    const newest = world.sent.findLast(({ to, buttons }) => to.chat === 'hana' && buttons.length > 0)
    const asks = newest?.buttons.flat().some(({ name }) => name.startsWith('answer/'))
    await world.press('telegram:hana', asks ? 'answer/' : 'done/')
    turns += 1
  }
  await world.pass(2)
  await world.command('telegram:hana', 'close')
  await world.press('telegram:hana', 'close')
  turns += 2
  await inRoom('vouch', 'discord:ben')
  await world.pass(10)
  expect(world.heard('telegram:hana')).toContain('text:closed')
  const to = (chat: string) => world.sent.filter(message => message.to.chat === chat).length
  const helpers = world.sent.length - to('hana')
  // Without edits and a shared call: a message for everything that happened, to the person and to each of three helpers.
  // A wait that came to its end is something that happened, too.
  turns += world.heard('telegram:hana').filter(name => name.startsWith('wait-ask:')).length
  const naive = { person: turns, helpers: turns * 3 }
  const share = (ours: number, theirs: number) => (ours / theirs).toFixed(2)
  console.log(
    `API calls: ${world.sent.length} for ${turns} turns (person ${to('hana')}, owner ${to('ben')}, room ${to('helpers-room')}); ` +
      `one message per turn and reader: ${naive.person + naive.helpers}; ` +
      `${share(helpers, naive.helpers)} to helpers, ${share(world.sent.length, naive.person + naive.helpers)} in all`,
  )
  // The call, "taken", the notice before closing, and the yes on it.
  expect(to('helpers-room')).toBe(4)
  expect(world.sent.length).toBeLessThanOrEqual(0.4 * (naive.person + naive.helpers))
})

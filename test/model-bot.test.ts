import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TERMINAL_COMMUNITY, assemble, foundTerminalCommunity } from '../src/assemble.ts'
import { plainText } from '../src/content/rich.ts'
import type { PersonId } from '../src/core/ids.ts'
import { virtualClock } from '../src/engine/clock.ts'
import { rows } from '../src/engine/rows.ts'
import { CommunityRow } from '../src/engine/casefile.ts'
import type { Inbound } from '../src/engine/messages.ts'
import { openLog } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import { memoryShelf } from '../src/store/memory.ts'
import { openEar } from '../src/understanding/ear.ts'
import type { Allowance } from '../src/understanding/model/budget.ts'
import { openModerator } from '../src/understanding/model/moderate.ts'
import { openOpenAI } from '../src/understanding/model/openai-client.ts'
import { openModelReader } from '../src/understanding/model/read.ts'
import { openSecondReader } from '../src/understanding/model/second-reader.ts'
import { startModelServer } from './emulators/model/start.ts'
import type { Fault, ModelServer } from './emulators/model/start.ts'
import { library } from './given.ts'
import { recorder } from './recorder.ts'

/** The bot with a model: the whole engine, LangChain's and OpenAI's own clients, a real socket, a virtual clock. */

const ear = openEar(new Set(library.facts.keys()))
const START = Date.parse('2026-11-24T00:30:00+09:00')
const STORY =
  'Someone got into my Amazon account. There is an order for a gift card I did not place. I changed my password and took screenshots.'

const reading = (facts: { fact: string; value: boolean; quote: string }[], pattern = 'amazon-takeover') => ({
  summary: '',
  whose: 'writer',
  patterns: [{ id: pattern, confidence: 'certain' }],
  facts,
  service: 'amazon',
  country: '',
  language: 'en',
})
const ADDRESS = { fact: 'unknown_address_added', value: true, quote: 'an address and a card I do not know' }

let server: ModelServer
let answer: unknown
let danger: readonly string[]
beforeAll(async () => (server = await startModelServer({ chat: () => answer, moderate: () => danger })))
afterAll(() => server.close())
beforeEach(() => {
  answer = reading([ADDRESS])
  danger = []
  server.always(undefined)
  for (const list of [server.chats, server.refused, server.moderations]) list.length = 0
})

async function world(options: { allowance?: Allowance; policy?: 'ask' | 'on' | 'off' } = {}) {
  const clock = virtualClock(START)
  const shelf = memoryShelf({ now: () => clock.now() })
  const archive = await openArchive(shelf, [createHash('sha256').update('test').digest()])
  await foundTerminalCommunity(archive, clock.now())
  if (options.policy) {
    const kept = await archive.load(rows.community(TERMINAL_COMMUNITY))
    const row = { ...CommunityRow.parse(kept?.value), policy: { model: options.policy } }
    await archive.commit({ put: [{ key: rows.community(TERMINAL_COMMUNITY), value: row, version: 2 }] })
  }
  const { platform, sent } = recorder()
  const logged: string[] = []
  const log = openLog('info', { write: line => void logged.push(line) })
  const settings = { apiKey: server.key, baseUrl: server.url }
  const secondReader = openSecondReader({
    reader: await openModelReader(settings, ['amazon', 'rakuten'], { retries: 0 }),
    moderator: openModerator(openOpenAI(settings), log),
    provider: 'OpenAI',
    patterns: library.patterns.keys(),
    facts: new Set(library.facts.keys()),
    question: fact => library.facts.get(fact)?.ask?.en,
    archive,
    clock,
    log,
    allowance: options.allowance,
  })
  const { engine } = assemble({
    archive, platforms: [platform], clock, log, library, ear, secondReader, homeCommunity: TERMINAL_COMMUNITY,
  }) // prettier-ignore
  await engine.start()
  let serial = 0
  const hear = async (what: Inbound['what'], who = 'victim') => {
    const heard = await engine.hear({
      id: `t${serial++}`,
      from: `terminal:${who}` as PersonId,
      place: { platform: 'terminal', chat: who, kind: 'private' },
      at: clock.now(),
      what,
    })
    await engine.idle()
    return heard
  }
  const cases = async () => (await archive.keys('c/', { limit: 9 })).filter(key => key !== `c/${TERMINAL_COMMUNITY}`)
  return {
    clock, archive, shelf, sent, logged, engine, secondReader,
    tell: (text: string, quoted = false) => hear({ kind: 'text', text, quoted }),
    async press(name: string) {
      const button = [...sent].reverse().flatMap(message => message.buttons.flat()).find(button => button.name.startsWith(name))
      if (!button) throw new Error(`no button ${name}`)
      return hear({ kind: 'press', ref: button.ref })
    },
    async events() {
      const [key] = await cases()
      return ((await archive.load(key!))?.value as { events: { type: string }[] }).events
    },
    about: () => sent.flatMap(({ about }) => about),
    unread: () => logged.filter(line => line.includes('model-unread')),
  } // prettier-ignore
}
const ALLOW = 'allow-model/true'

describe('before a yes', () => {
  test('nothing leaves the house, and the rules have answered already', async () => {
    const { tell, about } = await world()
    await tell(STORY)
    expect(server.chats).toEqual([])
    expect(server.moderations).toEqual([])
    expect(about()).toContain('text:model.ask')
    expect(about().some(key => key.startsWith('step:'))).toBe(true)
  })

  test('it is asked once in a case, after what helps, without a sound, naming whose model it is', async () => {
    const { tell, sent } = await world()
    await tell(STORY)
    await tell('And 300 mails came in at the same time.')
    const asked = sent.filter(({ about }) => about.includes('text:model.ask'))
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ quiet: true })
    expect(sent.indexOf(asked[0]!)).toBeGreaterThan(0)
    expect(plainText(asked[0]!.text)).toContain('OpenAI')
  })

  test('a no is kept: nothing is sent, ever', async () => {
    const { tell, press } = await world()
    await tell(STORY)
    await press('allow-model/false')
    await tell('And my card was charged 300 dollars.')
    expect(server.chats).toEqual([])
  })

  test('nobody in a crisis is asked about models', async () => {
    const { tell, about } = await world()
    await tell('My account was stolen, all my money is gone and I want to die.')
    expect(about()).not.toContain('text:model.ask')
    expect(server.chats).toEqual([])
  })

  test('a community may decide for never, or for always and then it says so', async () => {
    const never = await world({ policy: 'off' })
    await never.tell(STORY)
    expect(never.about()).not.toContain('text:model.ask')
    const always = await world({ policy: 'on' })
    await always.tell(STORY)
    expect(always.about()).toContain('text:model.by-policy')
    expect(server.chats).toHaveLength(1)
    await always.press('allow-model/false')
    await always.tell('And my card was charged 300 dollars.')
    expect(server.chats).toHaveLength(1)
  })
})

describe('after a yes', () => {
  test('the model reads what was told so far; its facts arrive as their own intent, with the text’s own words', async () => {
    answer = reading([ADDRESS, { fact: 'gift_card_bought', value: true, quote: 'an order for a gift card' }])
    const { tell, press, events } = await world()
    await tell(STORY)
    await press(ALLOW)
    expect(server.refused).toEqual([])
    expect(server.chats).toHaveLength(1)
    expect(server.chats[0]!.messages[1]!.content).toContain(STORY)
    const types = (await events()).map(({ type }) => type)
    expect(types.indexOf('model-allowed')).toBeGreaterThan(types.indexOf('model-asked'))
    expect(await events()).toContainEqual(expect.objectContaining({ type: 'patterns-read', source: 'model' }))
  })

  test('what the rules saw and the model did not is open again', async () => {
    answer = reading([])
    const { tell, press, events } = await world()
    await tell(STORY)
    const byRules = (await events()).find(event => event.type === 'facts-read') as unknown as {
      facts: { fact: string }[]
    }
    expect(byRules.facts.length).toBeGreaterThan(0)
    await press(ALLOW)
    expect(await events()).toContainEqual(
      expect.objectContaining({ type: 'facts-doubted', facts: byRules.facts.map(({ fact }) => fact) }),
    )
  })

  test('what the model says against the rules becomes a question, never a silent overwrite', async () => {
    answer = reading([{ fact: 'unknown_order', value: false, quote: 'an order for a gift card' }])
    const { tell, press, events, about } = await world()
    await tell(STORY)
    await press(ALLOW)
    expect(await events()).toContainEqual(
      expect.objectContaining({ type: 'fact-contradicted', fact: 'unknown_order', value: false }),
    )
    expect(about()).toContain('text:contradicted')
  })

  test('an answer the person gave is not touched by the model', async () => {
    const { tell, press, events } = await world()
    await tell(STORY)
    const asked = (await events()).flatMap(event =>
      'question' in event && event.question ? [event.question as string] : [],
    )[0]!
    await press(`answer/${asked}/no`)
    answer = reading([{ fact: asked, value: true, quote: 'order for a gift card' }])
    await press(ALLOW)
    const after = (await events()).filter(event => JSON.stringify(event).includes(`"${asked}"`)).map(({ type }) => type)
    expect(after).not.toContain('fact-contradicted')
    expect(after.filter(type => type === 'facts-read')).toEqual([])
  })

  test('a forwarded mail is never sent as the person’s words', async () => {
    const { tell, press } = await world()
    await tell(STORY)
    await press(ALLOW)
    server.chats.length = 0
    await tell('Dear customer, your account is locked. Go to https://evil.example', true)
    expect(server.chats).toEqual([])
  })

  test('no secret is in any call', async () => {
    const { tell, press } = await world()
    await tell(`${STORY} My card is 4111 1111 1111 1111 and the password was hunter2horse!`)
    await press(ALLOW)
    await tell('password: Tr0ub4dor&3xyz, code 482913, mail me at taro.yamada@example.com')
    const bodies = JSON.stringify([server.chats, server.moderations])
    expect(server.chats.length).toBeGreaterThan(0)
    for (const secret of ['4111', 'hunter2', 'Tr0ub4dor', '482913', 'taro.yamada']) expect(bodies).not.toContain(secret)
  })

  test('the same text is not paid for twice, and what is kept of a reading holds no word of it', async () => {
    const { tell, archive, secondReader } = await world()
    await tell(STORY)
    const text = 'They know my pet’s name, zanzibar-unmistakable.'
    answer = reading([{ fact: 'attacker_still_trying', value: true, quote: 'my pet’s name, zanzibar-unmistakable' }])
    const first = await secondReader.read(text, { caseId: 'a' })
    expect(await secondReader.read(text, { caseId: 'a' })).toEqual(first)
    expect(first?.facts[0]?.quote).toContain('zanzibar')
    expect(server.chats).toHaveLength(1)
    const kept = await archive.list('kv/', { limit: 50 })
    expect(kept.length).toBeGreaterThan(2)
    expect(JSON.stringify(kept)).not.toContain('zanzibar')
  })

  test('a second look may add a crisis', async () => {
    const { tell, press, about } = await world()
    await tell(STORY)
    await press(ALLOW)
    danger = ['self-harm/intent']
    await tell('I do not see the point of mornings anymore.')
    expect(about()).toContain('text:crisis')
    expect(server.moderations.at(-1)!.input).toContain('mornings')
  })
})

describe('a model that fails', () => {
  const FAULTS: Fault[] = [
    'refusal', 'content-filter', 'cut-off', 'html', 'html-error', 'empty-choices', 'null-content', 'not-json', 'half-json',
    'wrong-shape', 'drop', 'rate-limit', 'quota', 'key-refused', 'not-found', 'server-error', 'overloaded',
  ] // prettier-ignore
  test.each(FAULTS)('%s: rules go on, one line, the person sees nothing of it', async fault => {
    const { tell, press, unread, sent } = await world()
    await tell(STORY)
    // Moderation and reading are two calls: both meet the fault.
    server.fail(fault, fault)
    await press(ALLOW)
    expect(unread()).toHaveLength(1)
    expect(unread()[0]).toMatch(/"reason":"[a-z-]+".*"hint":"/)
    const before = sent.length
    expect(await tell('And my card was charged 300 dollars.')).toMatchObject({ kept: true })
    expect(sent.length).toBeGreaterThan(before)
  })

  test('after three failures it rests, and one call tries again later', async () => {
    const { tell, press, clock, unread } = await world()
    await tell(STORY)
    server.always('server-error')
    await press(ALLOW)
    for (const text of ['First more.', 'Second more.', 'Third more.', 'Fourth more.']) await tell(text)
    expect(server.chats).toHaveLength(3)
    expect(unread().at(-1)).toContain('resting')
    server.always(undefined)
    clock.set(clock.now() + 31_000)
    await tell('Fifth more.')
    expect(server.chats).toHaveLength(4)
    await tell('Sixth more.')
    expect(server.chats).toHaveLength(5)
  })

  test('a used-up allowance ends the calls of the case and of the day, and survives a restart', async () => {
    const small = { callsPerCase: 2, tokensPerCase: 100_000, callsPerDay: 100, tokensPerDay: 100_000 }
    const { tell, press, unread } = await world({ allowance: small })
    await tell(STORY)
    await press(ALLOW)
    for (const text of ['First more.', 'Second more.', 'Third more.']) await tell(text)
    expect(server.chats).toHaveLength(2)
    expect(unread().every(line => line.includes('budget'))).toBe(true)
  })

  test('the tokens of a day are counted as the provider counts them', async () => {
    const small = { callsPerCase: 100, tokensPerCase: 100_000, callsPerDay: 100, tokensPerDay: 2_000 }
    const { tell, press } = await world({ allowance: small })
    await tell(STORY)
    await press(ALLOW)
    for (const text of ['First more.', 'Second more.', 'Third more.']) await tell(text)
    // 1,100 tokens each: the second call crosses the line, the third is not made.
    expect(server.chats).toHaveLength(2)
  })
})

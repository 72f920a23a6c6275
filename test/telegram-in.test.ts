import { afterEach, describe, expect, test } from 'vitest'
import type { Heard, Inbound } from '../src/engine/messages.ts'
import { REFUSALS } from './emulators/telegram/faults.ts'
import { closeDoors, openDoor, outbound, privately } from './emulators/telegram/door.ts'

afterEach(closeDoors)

const whatOf = (heard: readonly Inbound[]) => heard.map(({ what }) => what)
const textsOf = (heard: readonly Inbound[]) => heard.flatMap(({ what }) => (what.kind === 'text' ? [what.text] : []))
/** A gate the test opens: what is behind it is not committed until then. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => (open = resolve))
  return { open, opened }
}

describe('a person', () => {
  test('is heard by Start, by command, by any first message; known by numeric id, in their language, in private', async () => {
    const { telegram, heard } = await openDoor()
    const hana = telegram.addPerson('Hana', { language: 'ja', username: 'hana' })
    const ken = telegram.addPerson('Ken', { language: 'pt-br' })
    hana.start()
    hana.say('/helpme')
    hana.say('/helpme アマゾンから変なメールが来た')
    ken.say('my account is gone')
    await telegram.until(() => heard.length === 4)
    expect(whatOf(heard.filter(({ from }) => from === `telegram:${hana.id}`))).toEqual([
      { kind: 'command', name: 'help-me', input: {} },
      { kind: 'command', name: 'help-me', input: {} },
      { kind: 'text', text: 'アマゾンから変なメールが来た' },
    ])
    expect(heard.find(({ from }) => from === `telegram:${ken.id}`)).toMatchObject({
      place: { platform: 'telegram', chat: String(ken.id), kind: 'private' },
      language: 'en',
      name: 'Ken',
      what: { kind: 'text', text: 'my account is gone', quoted: false },
    })
    expect(heard.every(({ id, group }) => /^tg:\d+$/.test(id) && group === undefined)).toBe(true)
    expect(telegram.complaints).toEqual([])
  })

  test('types commands with options, in any case; the last option takes the rest of the line', async () => {
    const { telegram, heard } = await openDoor()
    const hana = telegram.addPerson('Hana', { language: 'ja' })
    hana.say('/STATUS@Kakekomi_bot')
    hana.say('/contacted アマゾン 3 佐藤さん A-1 返金の連絡を\n2日以内に')
    hana.say('/language  en ')
    hana.say('/nonsense')
    await telegram.until(() => heard.length === 4)
    expect(whatOf(heard)).toEqual([
      { kind: 'command', name: 'status', input: {} },
      {
        kind: 'command',
        name: 'contacted',
        input: { whom: 'アマゾン', days: '3', name: '佐藤さん', reference: 'A-1', promise: '返金の連絡を\n2日以内に' },
      },
      { kind: 'command', name: 'language', input: { language: 'en' } },
      { kind: 'command', name: 'nonsense', input: {} },
    ])
  })

  test('sends an invitation token by deep link; a payload nobody made counts as a plain Start', async () => {
    const { telegram, heard } = await openDoor()
    const yuki = telegram.addPerson('Yuki')
    const token = 'Ab3_-4567890123456789x'
    yuki.start(token)
    yuki.start('g-1001234_AAAAAAAAAAAAAAAAAAAAAA')
    await telegram.until(() => heard.length === 2)
    expect(heard.map(({ what, group }) => ({ what, group }))).toEqual([
      { what: { kind: 'command', name: 'join', input: { token } }, group: undefined },
      { what: { kind: 'command', name: 'help-me', input: {} }, group: undefined },
    ])
  })

  test('corrects a message: the correction is heard, too', async () => {
    const { telegram, heard } = await openDoor()
    const hana = telegram.addPerson('Hana')
    const message = hana.say('2000円')
    hana.edit(message, '20000円')
    await telegram.until(() => heard.length === 2)
    expect(textsOf(heard)).toEqual(['2000円', '20000円'])
    expect(new Set(heard.map(({ id }) => id)).size).toBe(2)
  })

  test('forwards the attacker: quoted material, and a command inside it is none', async () => {
    const { telegram, heard } = await openDoor()
    const hana = telegram.addPerson('Hana')
    hana.say('/forget', { forward: 'Amazon Support' })
    hana.say('send me the code', { forward: telegram.addPerson('Mallory').user })
    await telegram.until(() => heard.length === 2)
    expect(whatOf(heard)).toEqual([
      { kind: 'text', text: '/forget', quoted: true },
      { kind: 'text', text: 'send me the code', quoted: true },
    ])
  })
})

describe('every update is kept once, or comes again', () => {
  test('the next fetch confirms a batch only after all of it was committed', async () => {
    const { open, opened } = gate()
    const { telegram, heard } = await openDoor({ hear: () => opened.then(() => ({ kept: true })) })
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    const hana = telegram.addPerson('Hana')
    hana.say('a')
    hana.say('b')
    await telegram.until(() => telegram.callsOf('getUpdates')[0]?.answer)
    await new Promise(resolve => setImmediate(resolve))
    expect(telegram.updates.pending()).toHaveLength(2)
    expect(telegram.callsOf('getUpdates')).toHaveLength(1)
    open()
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(textsOf(heard)).toEqual(['a', 'b'])
  })

  test('a crash between commit and offset brings the same update with the same id: the engine knows it', async () => {
    const first = await openDoor()
    await first.telegram.until(() => first.telegram.callsOf('getUpdates').length === 1)
    // Neither the fetch that would confirm nor the farewell reaches Telegram.
    first.telegram.faults.next('getUpdates', { kind: 'hang-before' })
    first.telegram.faults.next('getUpdates', { kind: 'reset-before' })
    const hana = first.telegram.addPerson('Hana')
    hana.say('once')
    await first.telegram.until(() => first.telegram.callsOf('getUpdates').length === 2)
    const before = first.heard.map(({ id }) => id)
    expect(first.telegram.updates.pending()).toHaveLength(1)
    await first.restart()
    await first.telegram.until(() => first.telegram.updates.pending().length === 0)
    expect(first.heard.map(({ id }) => id)).toEqual([...before, ...before])
  })

  test('what was not kept stays with Telegram, comes again until it is, and the person is told once', async () => {
    let broken = 2
    const attempts: string[] = []
    const { telegram, heard, lines } = await openDoor({
      clock: hasty,
      async hear({ what }) {
        if (what.kind === 'text') attempts.push(what.text)
        if (broken-- > 0) throw new Error('disk full')
        return { kept: true }
      },
    })
    const hana = telegram.addPerson('Hana', { language: 'ja' })
    hana.say('大事な話')
    await telegram.until(() => heard.length === 1, 10_000)
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(attempts).toEqual(['大事な話', '大事な話', '大事な話'])
    expect(lines()).toContain('input-not-kept')
    expect(lines()).not.toContain('大事な話')
    const said = hana.screen().messages.filter(({ from }) => from === 'Kakekomi')
    expect(said).toHaveLength(1)
  })

  test("one person's failing message holds up their own later words, nobody else's", async () => {
    let fail = true
    const { telegram, heard } = await openDoor({
      clock: hasty,
      async hear({ what }) {
        if (what.kind === 'text' && what.text === 'first' && fail) throw new Error('no')
        return { kept: true }
      },
    })
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    const hana = telegram.addPerson('Hana')
    const ken = telegram.addPerson('Ken')
    hana.say('first')
    hana.say('second')
    ken.say('other')
    await telegram.until(() => heard.length === 1)
    expect(textsOf(heard)).toEqual(['other'])
    fail = false
    await telegram.until(() => telegram.updates.pending().length === 0, 10_000)
    expect(textsOf(heard).filter(text => text !== 'other')).toEqual(['first', 'second'])
  })

  test('an update that fails five times while others are kept is set aside, and said', async () => {
    const { telegram, heard, lines, bot } = await openDoor({
      async hear({ what }) {
        if (what.kind === 'text' && what.text === 'poison') throw new Error('bug')
        return { kept: true }
      },
      clock: hasty,
    })
    const hana = telegram.addPerson('Hana', { language: 'en' })
    const ken = telegram.addPerson('Ken')
    hana.say('poison')
    for (let count = 0; !lines().includes('input-parked'); count++) {
      ken.say(`fine ${count}`)
      await telegram.until(() => heard.some(({ what }) => what.kind === 'text' && what.text === `fine ${count}`))
    }
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(lines().split('input-not-kept').length - 1).toBeGreaterThanOrEqual(5)
    await telegram.until(() => hana.screen().messages.filter(({ from }) => from === 'Kakekomi').length === 2)
    hana.say('still there?')
    await telegram.until(() => textsOf(heard).includes('still there?'))
    await bot.close()
  })

  test('duplicates, batches in reversed order and a lower id after a quiet week are all heard', async () => {
    const { telegram, heard } = await openDoor()
    const hana = telegram.addPerson('Hana')
    hana.say('one')
    await telegram.until(() => telegram.updates.pending().length === 0)
    telegram.updates.shuffleNext(1)
    hana.say('two')
    hana.say('three')
    await telegram.until(() => telegram.updates.pending().length === 0)
    const low = { update_id: 17, message: { ...hana.say('low'), text: 'low' } }
    telegram.updates.repeat(low as never, hana)
    await telegram.until(() => heard.some(({ id }) => id === 'tg:17'))
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(new Set(textsOf(heard))).toEqual(new Set(['one', 'two', 'three', 'low']))
  })

  test('an update of a shape nobody knows is passed over and logged, without its content', async () => {
    const { telegram, heard, lines } = await openDoor()
    const hana = telegram.addPerson('Hana')
    const odd = { update_id: 400, message: { message_id: 'x', text: '秘密' } }
    telegram.updates.repeat(odd as never, hana)
    hana.say('after')
    await telegram.until(() => textsOf(heard).includes('after'))
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(lines()).toContain('update-unreadable')
    expect(lines()).not.toContain('秘密')
  })
})

/** Pauses between attempts take no time worth mentioning here. */
const hasty = {
  now: () => Date.now(),
  wake: (at: number, ring: () => void) => timer(Math.min(30, at - Date.now()), ring),
}

function timer(afterMs: number, ring: () => void): () => void {
  const handle = setTimeout(ring, Math.max(0, afterMs))
  return () => clearTimeout(handle)
}

describe('presses', () => {
  async function openCard(hear?: (message: Inbound) => Promise<Heard>) {
    const door = await openDoor({ hear, emulator: { resendPressAfterMs: undefined } })
    const hana = door.telegram.addPerson('Hana', { language: 'ja' })
    hana.start()
    await door.telegram.until(() => door.heard.length === 1)
    const button = {
      label: 'できた',
      ref: 'k.abcdefghij.0123456789012345678901',
      style: 'primary',
      name: 'done',
    } as const
    const card = await door.bot.send(outbound(privately(hana), '手順', { buttons: [[button]] }))
    return { ...door, hana, card }
  }

  test('are answered at once even while the commit takes its time', async () => {
    const { open, opened } = gate()
    const { telegram, hana, heard, card } = await openCard(({ what }) =>
      what.kind === 'press' ? opened.then(() => ({ kept: true })) : Promise.resolve({ kept: true }),
    )
    const press = hana.press(hana, 'できた')
    await telegram.until(() => press.answer())
    expect(heard).toHaveLength(1)
    open()
    await telegram.until(() => heard.length === 2)
    expect(heard[1]?.what).toEqual({ kind: 'press', ref: press.data, message: card.message })
    expect(heard[1]?.place).toEqual(privately(hana))
  })

  test('bring a note back in the answer itself, in their language', async () => {
    const { telegram, hana } = await openCard(async ({ what }) =>
      what.kind === 'press' ? { kept: true, note: 'refused.no-case' } : { kept: true },
    )
    const press = hana.press(hana, 'できた')
    await telegram.until(() => press.answer())
    expect(press.answer()?.text).toMatch(/[ぁ-ん]/)
    expect(hana.screen().messages.at(-1)?.text).toBe('手順')
  })

  test('that come again with a new id are heard again: the action is what must be harmless', async () => {
    const { telegram, hana, heard } = await openCard()
    const press = hana.press(hana, 'できた')
    press.again()
    await telegram.until(() => heard.length === 3)
    expect(new Set(heard.map(({ id }) => id)).size).toBe(3)
    expect(heard.slice(1).map(({ what }) => what.kind === 'press' && what.ref)).toEqual([press.data, press.data])
  })

  test('answered too late are no error', async () => {
    const { telegram, hana, heard, lines, stops } = await openCard()
    telegram.faults.next('answerCallbackQuery', REFUSALS.queryTooOld)
    hana.press(hana, 'できた')
    await telegram.until(() => lines().includes('courtesy-failed'))
    hana.say('next')
    await telegram.until(() => textsOf(heard).includes('next'))
    expect(stops).toEqual([])
  })
})

describe('the loop', () => {
  test('ends at 409 with one line that says what to do', async () => {
    const { telegram, lines, stops } = await openDoor()
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    telegram.conflict()
    await telegram.until(() => stops.length === 1)
    expect(stops).toEqual(['conflict'])
    const stopped = lines()
      .split('\n')
      .filter(line => line.includes('telegram-stopped'))
    expect(stopped).toHaveLength(1)
    expect(stopped[0]).toContain('TELEGRAM_TOKEN')
    const { length } = telegram.callsOf('getUpdates')
    telegram.addPerson('Hana').say('anyone?')
    await new Promise(resolve => setImmediate(resolve))
    expect(telegram.callsOf('getUpdates')).toHaveLength(length)
  })

  test('ends at 401, later or at the start, with one line', async () => {
    const door = await openDoor()
    door.telegram.faults.next('getUpdates', REFUSALS.unauthorized)
    door.telegram.addPerson('Hana').say('x')
    await door.telegram.until(() => door.stops.length === 1)
    expect(door.stops).toEqual(['unauthorised'])
    const wrong = '123456789:AAH-wrong-token-wrong-token-wrong-0000'
    const stops: string[] = []
    const failing = openDoor({ bot: { token: wrong, onStopped: why => stops.push(why) } })
    await expect(failing).rejects.toMatchObject({ problem: 'unauthorised' })
    expect(stops).toEqual(['unauthorised'])
  })

  test('goes on after 5xx, HTML from a front server, cut connections and 429, without a word to anybody', async () => {
    const { telegram, heard, stops, lines } = await openDoor({
      clock: hasty,
    })
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    telegram.faults.next('getUpdates', { kind: 'server-error', code: 502, html: true })
    telegram.faults.next('getUpdates', { kind: 'reset-before' })
    telegram.faults.next('getUpdates', { kind: 'server-error', code: 500 })
    telegram.faults.next('getUpdates', { kind: 'reset-after' })
    const hana = telegram.addPerson('Hana')
    hana.say('one')
    await telegram.until(() => telegram.updates.pending().length === 0, 10_000)
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1)
    expect(stops).toEqual([])
    expect(lines()).toContain('telegram-poll-failed')
    expect(lines()).not.toContain(telegram.token)
  })

  test('starts although Telegram cannot be reached yet, and removes a webhook that would keep it deaf', async () => {
    const { telegram, heard, restart } = await openDoor({
      clock: hasty,
    })
    telegram.faults.next('getMe', { kind: 'server-error', code: 502, html: true }, 2)
    await restart()
    const hana = telegram.addPerson('Hana')
    hana.say('hello')
    await telegram.until(() => heard.length === 1, 10_000)
    expect(telegram.callsOf('deleteWebhook').length).toBeGreaterThanOrEqual(2)
  })

  test('closes after the batch in flight was kept, and tells Telegram so', async () => {
    const { open, opened } = gate()
    const door = await openDoor({ hear: () => opened.then(() => ({ kept: true })) })
    const hana = door.telegram.addPerson('Hana')
    hana.say('last words')
    await door.telegram.until(() => door.telegram.callsOf('getUpdates').some(({ answer }) => answer?.ok === true))
    await new Promise(resolve => setTimeout(resolve, 20))
    const closing = door.bot.close()
    open()
    await closing
    expect(textsOf(door.heard)).toEqual(['last words'])
    expect(door.telegram.updates.pending()).toEqual([])
  })
})

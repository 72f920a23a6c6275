import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { assemble } from '../../../src/assemble.ts'
import type { CaseId } from '../../../src/core/ids.ts'
import type { Duty } from '../../../src/engine/casefile.ts'
import { systemClock } from '../../../src/engine/clock.ts'
import { courier } from '../../../src/engine/courier.ts'
import { silentLog } from '../../../src/log.ts'
import { openTelegram } from '../../../src/platforms/telegram/index.ts'
import { openStore } from '../../../src/store/open.ts'
import { openLibrary } from '../../../src/content/library.ts'
import { commands } from '../../../commands/index.ts'
import type { TelegramEmulator } from './start.ts'
import { startTelegram } from './start.ts'

/**
 * Figures over real sockets against the emulator, with SQLite on disk: `node test/emulators/telegram/measure.ts`.
 * Loopback only: what the network to Telegram adds is not in them.
 */

const library = openLibrary()
const STORY = 'Amazonに知らない住所とカードが登録されていて、買っていないギフト券の注文があります'
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

function doorTo(telegram: TelegramEmulator) {
  return openTelegram({
    token: telegram.token,
    apiRoot: telegram.root,
    log: silentLog,
    clock: systemClock,
    texts: library.texts,
    commands,
    timeZone: 'Asia/Tokyo',
  })
}

async function whole() {
  const folder = mkdtempSync(join(tmpdir(), 'kakekomi-'))
  const telegram = await startTelegram()
  const store = await openStore({
    url: `sqlite:${join(folder, 'x.sqlite')}`,
    key: { text: randomBytes(32).toString('base64') },
    now: () => Date.now(),
  })
  const bot = doorTo(telegram)
  const { engine } = assemble({ archive: store, platforms: [bot], clock: systemClock, log: silentLog, library })
  await engine.start()
  const close = async () => {
    await bot.close()
    await engine.close()
    await store.close()
    await telegram.close()
    rmSync(folder, { recursive: true })
  }
  return { telegram, bot, engine, close }
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN

async function latency(): Promise<void> {
  const { telegram, bot, engine, close } = await whole()
  await bot.listen(message => engine.hear(message))
  const times: number[] = []
  for (let index = 0; index < 130; index++) {
    const person = telegram.addPerson(`P${index}`, { language: 'ja' })
    const began = performance.now()
    person.say(STORY)
    await telegram.until(
      () => telegram.callsOf('sendMessage').some(call => call.parameters['chat_id'] === person.id),
      30_000,
    )
    if (index >= 30) times.push(performance.now() - began)
    await engine.idle()
    await pause(120)
  }
  times.sort((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => at(times, share).toFixed(1))
  console.log(
    `a person writes → first reply at Telegram, after the commit: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms (100 first messages)`,
  )
  await close()
}

async function intake(): Promise<void> {
  const { telegram, bot, engine, close } = await whole()
  const people = Array.from({ length: 500 }, (_, index) => telegram.addPerson(`P${index}`, { language: 'ja' }))
  for (let round = 0; round < 4; round++)
    for (const person of people) person.say(round === 0 ? STORY : 'スクショは撮りました')
  const began = performance.now()
  await bot.listen(message => engine.hear(message))
  while (telegram.updates.pending().length > 0) await pause(2)
  const seconds = (performance.now() - began) / 1000
  console.log(
    `2,000 updates of 500 people read, committed and confirmed in ${seconds.toFixed(1)} s: ${Math.round(2000 / seconds)} updates/s`,
  )
  await close()
}

async function drain(): Promise<void> {
  const telegram = await startTelegram()
  const bot = doorTo(telegram)
  const people = Array.from({ length: 1000 }, (_, index) => telegram.addPerson(`P${index}`))
  for (const { id } of people) {
    const found = telegram.world.people.get(id)
    if (found) found.started = true
  }
  const left = new Map(people.map(({ id }, index) => [`d-${index}`, id]))
  const post = courier(
    [bot],
    {
      async compose(_, dutyId) {
        const chat = left.get(dutyId)
        if (chat === undefined) return undefined
        const to = { platform: 'telegram', chat: String(chat), kind: 'private' } as const
        const text = [{ text: 'hello' }]
        return {
          id: dutyId,
          to,
          text,
          buttons: [],
          language: 'ja',
          mentions: [],
          quiet: false,
          repeat: false,
          about: [],
        }
      },
      async begun() {
        return true
      },
      async done(_, dutyId) {
        left.delete(dutyId)
      },
      async failed(_, __, error) {
        throw error
      },
      unauthorised() {},
    },
    systemClock,
    silentLog,
  )
  const duties = [...left].map(([id, chat]) => ({
    id,
    effect: { priority: 2 },
    to: { platform: 'telegram', chat: String(chat), kind: 'private' },
    begun: 0,
  })) as unknown as Duty[]
  const began = performance.now()
  post.add('measured00' as CaseId, duties)
  while (left.size > 0) await pause(2)
  const seconds = (performance.now() - began) / 1000
  const { answered429, ignored429, busiestSecond } = telegram.rateFigures()
  const share = (((1000 - 30) / 30 / seconds) * 100).toFixed(1)
  console.log(
    `1,000 messages to 1,000 chats in ${seconds.toFixed(2)} s: ${share} % of the ceiling of 30/s (after a first burst of 30); ` +
      `429 received ${answered429}, ignored ${ignored429}, busiest second ${busiestSecond}`,
  )
  await post.close()
  await telegram.close()
}

await latency()
await intake()
await drain()

import { createHash } from 'node:crypto'
import { assemble } from '../src/assemble.ts'
import { openLibrary } from '../src/content/library.ts'
import type { PersonId } from '../src/core/ids.ts'
import { DEFAULT_LIMITS } from '../src/engine/limits.ts'
import { systemClock } from '../src/engine/clock.ts'
import type { Inbound, Outbound, Platform } from '../src/engine/messages.ts'
import { silentLog } from '../src/log.ts'
import { openArchive } from '../src/store/archive.ts'
import type { Archive } from '../src/store/archive.ts'
import { sqliteShelf } from '../src/store/sqlite.ts'
import { openEar } from '../src/understanding/ear.ts'

const KEY = createHash('sha256').update('bench').digest()
export const library = openLibrary()
export const ear = openEar(new Set(library.facts.keys()))

/** What is measured is the engine, not how it slows a flood down. */
const many = { most: 1e9, refillMs: 1 }
const UNLIMITED = {
  ...DEFAULT_LIMITS,
  message: { person: many, everybody: many },
  opening: { person: many, community: many, everybody: many },
}

/** The real engine on a real file, with an app that takes messages at once, or `perSecond` of them. */
export async function stage(path: string, { lanes = 64, perSecond = Infinity } = {}) {
  const shelf = sqliteShelf({ path })
  const archive = await openArchive(shelf, [KEY])
  const waiting: { chat: string; isIt: (message: Outbound) => boolean; resolve: () => void }[] = []
  const sent: { at: number; message: Outbound }[] = []
  let free = 0
  const platform: Platform = {
    name: 'telegram',
    idempotent: true,
    lanes,
    async listen() {},
    async send(message) {
      if (perSecond !== Infinity) {
        free = Math.max(free, performance.now()) + 1_000 / perSecond
        const wait = free - performance.now()
        if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
      }
      sent.push({ at: performance.now(), message })
      for (const one of waiting.filter(({ chat, isIt }) => chat === message.to.chat && isIt(message))) {
        waiting.splice(waiting.indexOf(one), 1)
        one.resolve()
      }
      return { message: message.id }
    },
    async close() {},
  }
  const { engine } = assemble({
    archive,
    platforms: [platform],
    clock: systemClock,
    log: silentLog,
    library,
    ear,
    limits: UNLIMITED,
  })
  return {
    engine,
    archive,
    sent,
    /** Resolves when the next message (of a kind) for this chat was handed to the app's interface. */
    next: (chat: string, isIt: (message: Outbound) => boolean = () => true) =>
      new Promise<void>(resolve => waiting.push({ chat, isIt, resolve })),
    async close() {
      await engine.close()
      await shelf.close()
    },
  }
}
export type Bench = Awaited<ReturnType<typeof stage>>

let serial = 0
export const from = (person: string, what: Inbound['what']): Inbound => ({
  id: `tg:${process.pid}:${serial++}`,
  from: `telegram:${person}` as PersonId,
  place: { platform: 'telegram', chat: person, kind: 'private' },
  at: Date.now(),
  what,
})

const STORIES = [
  'すごい数のメール来てる。外国のばっか。その中にAmazonの注文のやつが1個ある',
  'Amazonアプリを開いたら、知らない人の住所とクレジットカードが登録されてた',
  'My Discord account was hacked, they changed my email and it sends free nitro links to all my friends',
  'Steamのアイテムが全部なくなって、ログインもできない',
  'Someone called from the bank and I gave them the code, now the money is gone',
] as const
const LONG =
  '昨日の夜0時半ごろ、メールが急に何百通も届きはじめました。外国のサイトの登録確認ばかりで、はじめは迷惑メールだと思って消していました。でもその中に1通だけ、Amazonの注文確認がありました。' +
  'アプリを開くと、知らない人の住所とカードが登録されていて、注文履歴には何も出ません。パソコンで見ると、非表示にした注文の中にギフト券が2枚ありました。パスワードはすぐ変えました。二段階認証はいつの間にか切られていました。' +
  'カスタマーサービスに電話がつながったのは1時間後で、調べると言われただけです。自分のカードは外しました。画面の写真は撮ってあります。警察にはまだ行っていません。'

export const story = (n: number): string => STORIES[n % STORIES.length] ?? STORIES[0]

/** A night told at length, some three thousand characters. */
export const LONG_STORY = Array.from({ length: 3_000 }, (_, n) => LONG[n % LONG.length])
  .join('')
  .slice(0, 3_000)

/** Writes one casefile under many ids, each open and with one clock. */
export async function fill(archive: Archive, value: unknown, cases: number, timerAt: (n: number) => number) {
  const STEP = 200
  for (let start = 0; start < cases; start += STEP) {
    const numbers = Array.from({ length: Math.min(STEP, cases - start) }, (_, n) => start + n)
    const id = (n: number) => `c${n.toString(36).padStart(9, '0')}`
    await archive.commit({
      put: numbers.map(n => {
        const at = timerAt(n)
        return {
          key: `c/${id(n)}`,
          value: { ...(value as object), timers: { nudge: { at, generation: 1 } } },
          version: 1,
        }
      }),
      plain: numbers.flatMap(n => [
        { key: `k/none/${id(n)}` },
        { key: `t/${String(timerAt(n)).padStart(14, '0')}/${id(n)}/1/nudge` },
      ]),
    })
  }
}

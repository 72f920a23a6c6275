import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseCasefile } from '../../src/engine/casefile.ts'
import { openStore } from '../../src/store/open.ts'
import { startTelegram } from '../emulators/telegram/start.ts'
import { chance } from '../simulation/chance.ts'

/**
 * `npm run -s kills -- --rounds 1000`: the real program (src/main.ts) on a SQLite file against the Telegram emulator, killed
 * with `kill -9` again and again while people write. Afterwards the store is opened and read: every message of every person is
 * there exactly once, everything to be said was said, and what was said twice is labelled.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
  },
})
const rounds = Number(values.rounds)
const until = Date.now() + Number(values.minutes) * 60_000
const random = chance(Number(values.seed))
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kakekomi-kills-'))
const store = { url: `sqlite:${folder}/store.sqlite`, key: { file: `${folder}/store.key` } }
const telegram = await startTelegram({ rates: {} })
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

function start(): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      STORE_URL: store.url,
      DATA_KEY_FILE: store.key.file,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr?.on('data', chunk => process.stderr.write(`  bot: ${String(chunk)}`))
  return child
}

const people = Array.from({ length: 12 }, (_, n) => telegram.addPerson(`person ${n}`, { language: 'ja' }))
const written: string[] = []
const WORDS = ['届いたメールの件', '口座の件', 'パソコンの件', 'アカウントの件'] as const
let kills = 0
let early = 0
const started = performance.now()
let child = start()
for (let round = 1; round <= rounds && Date.now() < until; round++) {
  // The process is killed somewhere between its start and a busy moment.
  const busyAfter = telegram.callsOf('getUpdates').length
  const deadline = Date.now() + random.below(2_500)
  while (Date.now() < deadline && telegram.callsOf('getUpdates').length === busyAfter) await sleep(5)
  for (let n = 1 + random.below(4); n > 0; n--) {
    const text = `${random.pick(WORDS)}、その${'一二三四五六七八九'[round % 9]}の${round}-${n}番目の話です`
    written.push(text)
    random.pick(people).say(text)
    if (random.is(0.5)) await sleep(random.below(30))
  }
  await sleep(random.below(120))
  if (child.exitCode !== null || child.signalCode !== null) early += 1
  const gone = new Promise(resolve => child.once('exit', resolve))
  if (child.kill('SIGKILL')) {
    kills += 1
    await gone
  }
  child = start()
  if (round % 50 === 0)
    console.log(
      `${round} rounds, ${written.length} messages written, ${((performance.now() - started) / 1_000).toFixed(0)} s`,
    )
}

// Now it may live: everything owed is delivered.
const quiet = async () => {
  for (let still = 0, last = -1; still < 30; await sleep(200)) {
    const now = telegram.callsOf('sendMessage').length + telegram.updates.pending().length * 1_000_000
    still = now === last && telegram.updates.pending().length === 0 ? still + 1 : 0
    last = now
  }
}
await quiet()
child.kill('SIGTERM')
await new Promise(resolve => child.once('exit', resolve))

const archive = await openStore(store)
const told: string[] = []
let owed = 0
let after: string | undefined
for (;;) {
  const page = await archive.list('c/', { limit: 200, after })
  for (const { value } of page) {
    const file = parseCasefile(value)
    owed += file.outbox.length
    for (const event of file.events) if (event.type === 'told') told.push(event.text)
  }
  if (page.length < 200) break
  after = page.at(-1)?.key
}
await archive.close()
rmSync(folder, { recursive: true, force: true })

const count = (list: readonly string[], text: string) => list.filter(other => other.includes(text)).length
const lost = written.filter(text => count(told, text) === 0)
const doubled = written.filter(text => count(told, text) > 1)
const shown = people.flatMap(person => person.screen().messages.filter(({ from }) => from === 'Kakekomi'))
const labelled = shown.filter(({ text }) => text.includes('二度')).length
console.log(
  `${kills} kills with SIGKILL in ${((performance.now() - started) / 1_000).toFixed(0)} s; ${written.length} messages written, ${lost.length} lost, ` +
    `${doubled.length} taken twice; ${owed} things still to say; ${shown.length} messages shown, ${labelled} labelled as repeats; ${early} unasked exits`,
)
for (const complaint of telegram.complaints.slice(0, 5))
  console.log(`complaint: ${complaint.method}: ${complaint.what}`)
for (const text of lost.slice(0, 5)) console.log(`lost: ${text}`)
await telegram.close()
process.exit(lost.length + doubled.length + owed === 0 ? 0 : 1)

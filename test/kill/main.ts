import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openStore } from '../../src/store/open.ts'
import { chance } from '../simulation/chance.ts'
import { readHistory } from './history.ts'
import { confinedTo, end, program, quiet } from './program.ts'
import { town } from './town.ts'

/**
 * `npm run -s kills -- --rounds 1000`: the real program (src/main.ts) on a SQLite file, with the real clients of both apps
 * against the emulators, killed with `kill -9` again and again while people write, press and call for help. Afterwards the store
 * is opened and read: every message of every person is there exactly once, every call reached every helper it was meant
 * for, nothing is left to say, nothing was posted twice on Discord, and what came twice on Telegram says so.
 * With `--confined` it runs under the permission flags of the container.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    confined: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const until = Date.now() + Number(values.minutes) * 60_000
const random = chance(Number(values.seed))
const folder = mkdtempSync(join(tmpdir(), 'kakekomi-kills-'))
const store = { url: `sqlite:${folder}/store.sqlite`, key: { file: `${folder}/store.key` } }
const harbour = await town(Number(values.seed))
const { telegram, discord, people, helpers } = harbour

const founding = await openStore(store)
await harbour.found(founding)
await founding.close()

const start = () => {
  const child = program(harbour, store, {}, values.confined ? confinedTo(folder) : undefined)
  child.stderr?.on('data', chunk => process.stderr.write(`  bot: ${String(chunk)}`))
  return child
}

/** Everything written: by whom, in which round. */
const written: { readonly text: string; readonly by: (typeof people)[number]; readonly round: number }[] = []
const STORIES = [
  'Amazonアプリに知らない人の住所とカードが登録されていました',
  '大量のメールの中にAmazonの注文確認がありました',
  'ディスコードを乗っ取られて、勝手にメッセージが送られています',
] as const
let kills = 0
let early = 0
const started = performance.now()
let child = start()
// A bot learns of a private chat on Discord from the first message in it, so the first one is written while it listens.
await discord.until(() => discord.world.globalCommands.length > 0, 30_000, 'the first connection')
await quiet(harbour.stir, 3_000)
for (const [n, person] of people.entries()) {
  const text = `${STORIES[n % STORIES.length]}(${n}人目)`
  written.push({ text, by: person, round: 0 })
  person.say(text)
}
await quiet(harbour.stir, 3_000)
for (let round = 1; round <= rounds && Date.now() < until; round++) {
  // The process is killed somewhere between its start and a busy moment, but mostly when it has begun to listen.
  const busyAfter = telegram.callsOf('getUpdates').length
  const patienceMs = random.is(0.2) ? random.below(1_000) : 60_000
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline && telegram.callsOf('getUpdates').length === busyAfter) await sleep(5)
  // Now and then an answer of the app is lost after it did what was asked.
  if (random.is(0.1)) telegram.faults.next('sendMessage', { kind: 'reset-after' })
  for (let n = 1 + random.below(4); n > 0; n--) {
    const text = `それから、${round}回目の${n}番目に起きたことの話です`
    const by = harbour.act(random, text)
    if (by) written.push({ text, by, round })
    if (random.is(0.5)) await sleep(random.below(30))
  }
  await sleep(random.below(random.is(0.3) ? 900 : 120))
  if (child.exitCode !== null || child.signalCode !== null) early += 1
  if (await end(child, 'SIGKILL')) kills += 1
  child = start()
  if (round % 50 === 0)
    console.log(
      `${round} rounds, ${written.length} messages written, ${((performance.now() - started) / 1_000).toFixed(0)} s`,
    )
}

// Now it may live: everything owed is delivered.
for (let waited = 0; telegram.updates.pending().length > 0 && waited < 120_000; waited += 200) await sleep(200)
await quiet(harbour.stir, 8_000)
await end(child, 'SIGTERM')

const archive = await openStore(store)
const { told, calls, owed } = await readHistory(archive)
await archive.close()
rmSync(folder, { recursive: true, force: true })

const count = (text: string) => told.filter(other => other.includes(text)).length
const lost = written.filter(({ text }) => count(text) === 0)
const doubled = written.filter(({ text }) => count(text) > 1)
const calling = helpers.map(helper => {
  const wanted = calls.filter(ids => ids.includes(helper.id)).length
  const { all, repeats } = harbour.pings(helper)
  return { id: helper.id, wanted, all, lost: Math.max(0, wanted - all), extra: Math.max(0, all - repeats - wanted) }
})
const sum = (of: (one: (typeof calling)[number]) => number) => calling.reduce((total, one) => total + of(one), 0)
const labelled = people.flatMap(({ screen }) => screen()).filter(({ text }) => harbour.isRepeat(text)).length
const twice = harbour.postedTwice()
console.log(
  `${kills} kills with SIGKILL in ${((performance.now() - started) / 1_000).toFixed(0)} s, both apps${values.confined ? ', confined as in the container' : ''}; ` +
    `${written.length} messages written, ${lost.length} lost, ${doubled.length} taken twice; ${owed} things still to say; ` +
    `${sum(one => one.wanted)} calls to helpers, ${sum(one => one.lost)} lost, ${sum(one => one.extra)} twice without saying so; ` +
    `${twice} posted twice on Discord; ${labelled} Telegram messages labelled as repeats; ${early} unasked exits`,
)
const complaints = harbour.complaints()
for (const complaint of complaints.slice(0, 5)) console.log(`complaint: ${complaint}`)
// What surrounds a lost message on its writer's screen says more than the message.
for (const { text, by, round } of lost.slice(0, 5)) {
  console.log(`lost in round ${round}, ${by.id.split(':')[0] ?? ''}:`)
  const screen = by.screen()
  const at = screen.findIndex(shown => shown.text.includes(text))
  for (const { mine, text: shown } of screen.slice(Math.max(0, at - 3), at + 4))
    console.log(`  ${mine ? '>' : '<'} ${shown.slice(0, 120).replaceAll('\n', ' ')}`)
}
await harbour.close()
process.exit(
  lost.length + doubled.length + owed + twice + sum(one => one.lost) + sum(one => one.extra) + early === 0 ? 0 : 1,
)

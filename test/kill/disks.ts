import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../src/store/open.ts'
import { readHistory } from './history.ts'
import { end, program, quiet } from './program.ts'
import type { Program } from './program.ts'
import { town } from './town.ts'

/**
 * `npm run -s disks`: the real program on a disk that is full, then read-only, then slow, with people writing on both apps.
 * Needs a machine where a small tmpfs may be mounted, and a C compiler for the slow disk; says so where it can't.
 */

const folder = mkdtempSync(join(tmpdir(), 'kakekomi-disks-'))
const disk = join(folder, 'disk')
const store = { url: `sqlite:${disk}/store.sqlite`, key: { file: join(folder, 'store.key') } }
const mount = (options: string) => void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk])
const remount = (options: string) => void execFileSync('mount', ['-o', `remount,${options}`, disk])
const failures: string[] = []
const check = (holds: boolean, what: string) => {
  console.log(`${holds ? 'yes' : 'NO '}  ${what}`)
  if (!holds) failures.push(what)
}

execFileSync('mkdir', [disk])
try {
  mount('size=1536k')
} catch {
  console.log('A small tmpfs can not be mounted here (that needs root): nothing was tried.')
  process.exit(0)
}

const harbour = await town(3)
const founding = await openStore(store)
await harbour.found(founding)
await founding.close()
const written: string[] = []
let child: Program = program(harbour, store)
await harbour.discord.until(() => harbour.discord.world.globalCommands.length > 0, 30_000, 'the first connection')
await quiet(harbour.stir, 3_000)

/** Everybody writes once; what they write is remembered. */
function everybody(words: string): void {
  for (const [n, person] of harbour.people.entries()) {
    const text = `Amazonに知らない住所がありました。${words}、${n}人目です。`
    written.push(text)
    person.say(text)
  }
}
const isRunning = () => child.exitCode === null && child.signalCode === null
const screens = () => harbour.people.flatMap(person => person.screen()).filter(({ mine }) => !mine)

// ── full ──
everybody('まだ空きがあります')
await quiet(harbour.stir, 3_000)
for (let round = 1; round <= 40 && !child.said().includes('full'); round++) {
  everybody(`${round}回目の長い話です。${'同じことが何度も起きています。'.repeat(20)}`)
  await quiet(harbour.stir, 400, 3_000)
}
check(child.said().includes('full'), 'full disk: the operator is told that the disk is full')
check(isRunning(), 'full disk: the program goes on')
everybody('空きがなくなってからの話です')
await sleep(2_000)
remount('size=64m')
await quiet(harbour.stir, 12_000, 120_000)
everybody('空きが戻りました')
await quiet(harbour.stir, 8_000, 60_000)

// ── read-only ──
await end(child, 'SIGTERM')
remount('ro')
child = program(harbour, store)
const code = await Promise.race([new Promise(resolve => child.once('exit', resolve)), sleep(15_000)])
check(code === 2, `read-only at the start: it ends with code 2 (${String(code)})`)
check(child.said().trim().split('\n').length === 1, `read-only at the start: one line: ${child.said().trim()}`)
remount('rw')
child = program(harbour, store)
await quiet(harbour.stir, 4_000)
await end(child, 'SIGTERM')

// ── slow ──
const SLOW_MS = 300
const shim = join(folder, 'slow.so')
writeFileSync(
  join(folder, 'slow.c'),
  `#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static void wait_a_bit(void) { usleep(${SLOW_MS} * 1000); }
int fsync(int fd) { wait_a_bit(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { wait_a_bit(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
`,
)
let slowed = true
try {
  execFileSync('cc', ['-shared', '-fPIC', '-o', shim, join(folder, 'slow.c'), '-ldl'])
} catch {
  slowed = false
  console.log('There is no C compiler here: the slow disk was not tried.')
}
child = program(harbour, store, slowed ? { LD_PRELOAD: shim } : {})
await quiet(harbour.stir, 4_000)
const before = screens().length
const begun = performance.now()
everybody('遅いディスクでの話です')
while (screens().length < before + harbour.people.length && performance.now() - begun < 60_000) await sleep(20)
if (slowed)
  check(
    performance.now() - begun < 30_000,
    `slow disk (${SLOW_MS} ms a sync): ${harbour.people.length} people were answered within ${Math.round(performance.now() - begun)} ms`,
  )
await quiet(harbour.stir, 8_000, 60_000)
await end(child, 'SIGTERM')

const archive = await openStore(store)
const { told, owed } = await readHistory(archive)
await archive.close()
const count = (text: string) => told.filter(other => other.includes(text)).length
const askedAgain = screens().filter(({ text }) => harbour.isNotKept(text)).length
const lost = written.filter(text => count(text) === 0)
check(lost.length <= askedAgain, `${written.length} messages written, ${written.length - lost.length} kept; whoever's was not kept was told (${lost.length} not kept, ${askedAgain} told)`) // prettier-ignore
check(
  written.every(text => count(text) <= 1),
  'nothing was taken twice',
)
check(owed === 0, `nothing is left to say (${owed})`)
for (const text of lost.slice(0, 5)) console.log(`not kept: ${text.slice(0, 80)}`)
for (const line of [...new Set(child.said().split('\n'))].slice(0, 3)) if (line) console.log(`  bot: ${line}`)
await harbour.close()
execFileSync('umount', [disk])
rmSync(folder, { recursive: true, force: true })
process.exit(failures.length === 0 ? 0 : 1)

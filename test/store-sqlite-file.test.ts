import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArchive } from '../src/store/archive.ts'
import { openSqliteFile } from '../src/store/sqlite-file.ts'
import { sqliteShelf } from '../src/store/sqlite.ts'

let folder: string
let path: string
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakekomi-sqlite-'))
  path = join(folder, 'store.sqlite')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const put = (key: string, value: string) => ({ set: [{ key, value }], remove: [] })
const everyByte = () => Buffer.concat(readdirSync(folder).map(name => readFileSync(join(folder, name))))

/** Starts a process that opens the store; resolves with it and its lines so far when it has said its first one. */
async function owner(what: 'hold' | 'write' | 'once', options: { uid?: number; gid?: number } = {}) {
  const script = join(import.meta.dirname, 'store-owner-process.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, path, what], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })
  children.push(child)
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  const ended = once(child, 'exit')
  while (!said.includes('\n')) await Promise.race([once(child.stdout, 'data'), ended])
  return { child, ended, lines: () => said.split('\n').slice(0, -1) }
}

async function kill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

describe('the owner of a store file', () => {
  test('a second process refuses to start, and says which file and what to do', async () => {
    await owner('hold')
    expect(() => sqliteShelf({ path })).toThrow(
      expect.objectContaining({
        code: 'in-use',
        message: expect.stringMatching(/^Another Kakekomi .*store\.sqlite: stop it first/),
      }),
    )
  })

  test('a second store in the same process is refused too, also by another name of the file', async () => {
    const shelf = sqliteShelf({ path })
    const alias = join(folder, 'alias.sqlite')
    symlinkSync(path, alias)
    for (const name of [path, alias])
      expect(() => sqliteShelf({ path: name })).toThrow(expect.objectContaining({ code: 'in-use' }))
    await shelf.commit(put('k', 'v')) // the refusals took nothing from the owner
    const other = await owner('hold')
    expect(JSON.parse(other.lines()[0]!)).toMatchObject({ code: 'in-use' })
    await shelf.close()
  })

  test('kill -9 frees the file at once', async () => {
    const { child, ended } = await owner('hold')
    await kill(child, ended)
    const shelf = sqliteShelf({ path })
    await shelf.commit(put('k', 'v'))
    await shelf.close()
  })

  test('closing frees the file', async () => {
    const shelf = sqliteShelf({ path })
    await shelf.close()
    await sqliteShelf({ path }).close()
  })

  test('an owner whose lock file was removed acknowledges nothing more', async () => {
    const shelf = sqliteShelf({ path })
    await shelf.commit(put('k', '1'))
    rmSync(`${path}.lock`)
    await expect(shelf.commit(put('k', '2'))).rejects.toMatchObject({ code: 'in-use' })
    writeFileSync(`${path}.lock`, '')
    await expect(shelf.commit(put('k', '3'))).rejects.toMatchObject({ code: 'in-use' })
    expect(await shelf.get('k')).toBe('1')
    await shelf.close()
  })

  test('an owner that once was not alone stays silent until it is started again', async () => {
    const shelf = sqliteShelf({ path })
    renameSync(`${path}.lock`, `${path}.away`)
    await expect(shelf.commit(put('k', '1'))).rejects.toMatchObject({ code: 'in-use' })
    renameSync(`${path}.away`, `${path}.lock`)
    await expect(shelf.commit(put('k', '2'))).rejects.toMatchObject({ code: 'in-use' })
    await shelf.close()
    const again = sqliteShelf({ path })
    await again.commit(put('k', '3'))
    expect(await again.get('k')).toBe('3')
    await again.close()
  })
})

test('kill -9 in the middle of commits loses nothing acknowledged and keeps no half of a commit', async () => {
  let acknowledged = 0
  for (let round = 0; round < 6; round++) {
    const { child, ended, lines } = await owner('write')
    const patience = 5 + round * 7
    while (lines().length < patience) await once(child.stdout, 'data')
    await kill(child, ended)
    acknowledged = Number(lines().at(-1))
    const shelf = sqliteShelf({ path })
    const archive = await openArchive(shelf, [Buffer.alloc(32, 7)])
    const found = await archive.loadMany(['case/a', 'case/b', 'timer/c'])
    const kept = found[0]!.version
    expect(kept).toBeGreaterThanOrEqual(acknowledged)
    expect(found).toEqual([1, 2, 3].map(() => ({ value: kept, version: kept })))
    expect(await archive.keys('i/', { limit: 9 })).toEqual([`i/${kept}`])
    await shelf.close()
  }
  expect(acknowledged).toBeGreaterThan(30)
})

describe('what goes wrong with a file', () => {
  test('a full disk refuses the commit, keeps nothing of it, keeps what came before, and recovers', async () => {
    const shelf = sqliteShelf({ path, maxPages: 40 })
    await shelf.commit(put('first', 'kept'))
    const big = 'x'.repeat(30_000)
    const settled = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => shelf.commit({ set: [{ key: `big/${n}`, value: big }, { key: `with/${n}`, value: '' }], remove: [] })), // prettier-ignore
    )
    const kept = settled.filter(({ status }) => status === 'fulfilled').length
    expect(kept).toBeGreaterThan(0) // the group was full, but some of its commits fit
    expect(kept).toBeLessThan(10)
    for (const [n, result] of settled.entries()) {
      const there = result.status === 'fulfilled'
      if (!there) expect(result.reason).toMatchObject({ name: 'StoreError', code: 'full', message: expect.stringContaining('The disk is full') }) // prettier-ignore
      expect((await shelf.get(`big/${n}`)) !== undefined).toBe(there)
      expect((await shelf.get(`with/${n}`)) !== undefined).toBe(there)
    }
    await shelf.commit({ set: [], remove: Array.from({ length: 10 }, (_, n) => `big/${n}`) })
    await shelf.commit(put('big/again', big))
    expect(await shelf.get('first')).toBe('kept')
    await shelf.close()
  })

  test.each([
    ['file', 0o444, 0o777],
    ['folder', 0o666, 0o555],
  ])(
    'a read-only %s is refused at the start with one line that says what to do',
    async (_what, fileMode, folderMode) => {
      const shelf = sqliteShelf({ path })
      await shelf.commit(put('k', 'v'))
      await shelf.close()
      rmSync(`${path}.lock`)
      chmodSync(path, fileMode)
      chmodSync(folder, folderMode)
      // The superuser may write anywhere, so then the store is opened by somebody else.
      const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
      const { lines } = await owner('once', nobody)
      expect(lines()).toHaveLength(1)
      const told = JSON.parse(lines()[0]!)
      expect(told).toMatchObject({ store: true, code: 'read-only', message: expect.stringContaining(path) })
      expect(told.message).toMatch(/let the user that runs the bot write/)
    },
  )

  test('a folder that cannot be made is refused', () => {
    writeFileSync(join(folder, 'a-file'), '')
    const below = join(folder, 'a-file', 'store.sqlite')
    expect(() => sqliteShelf({ path: below })).toThrow(
      expect.objectContaining({ name: 'StoreError', code: 'cannot-open' }),
    )
    expect(() => sqliteShelf({ path: folder })).toThrow(
      expect.objectContaining({ name: 'StoreError', code: 'cannot-open' }),
    )
  })

  test('a file that is no database is refused and left as it is', () => {
    const text = 'Dear diary, this is not a database. '.repeat(200)
    writeFileSync(path, text, { mode: 0o644 })
    expect(() => sqliteShelf({ path })).toThrow(expect.objectContaining({ code: 'not-a-database' }))
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(statSync(path).mode & 0o777).toBe(0o644)
  })

  test("another program's database is refused and left as it is", () => {
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    const before = readFileSync(path)
    expect(() => sqliteShelf({ path })).toThrow(expect.objectContaining({ code: 'not-a-database' }))
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('a store of a newer version is refused', async () => {
    await sqliteShelf({ path }).close()
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 2')
    newer.close()
    expect(() => sqliteShelf({ path })).toThrow(expect.objectContaining({ code: 'newer' }))
  })

  test('a damaged file is reported when the damage is met, and from then on nothing is acknowledged', async () => {
    const shelf = sqliteShelf({ path })
    await shelf.commit({ set: Array.from({ length: 2000 }, (_, n) => ({ key: `k/${n}`, value: 'v'.repeat(100) })), remove: [] }) // prettier-ignore
    await shelf.close()
    const file = openSync(path, 'r+')
    for (let page = 2; page < statSync(path).size / 4096; page++)
      writeSync(file, randomBytes(2048), 0, 2048, page * 4096)
    closeSync(file)
    const damaged = {
      name: 'StoreError',
      code: 'corrupt',
      message: expect.stringContaining('restore the latest backup'),
    }
    const again = sqliteShelf({ path })
    await expect(again.rangePrefix('k/', { limit: 5000 })).rejects.toMatchObject(damaged)
    await expect(again.commit({ set: Array.from({ length: 500 }, (_, n) => ({ key: `k/${n}`, value: 'w' })), remove: [] })).rejects.toMatchObject(damaged) // prettier-ignore
    await expect(again.commit(put('z', 'z'))).rejects.toMatchObject(damaged)
    await again.close()
  })

  test('a truncated file is reported, not repaired', async () => {
    const shelf = sqliteShelf({ path })
    await shelf.commit({ set: Array.from({ length: 2000 }, (_, n) => ({ key: `k/${n}`, value: 'v'.repeat(100) })), remove: [] }) // prettier-ignore
    await shelf.close()
    truncateSync(path, 8192)
    const use = async () => sqliteShelf({ path }).rangePrefix('', { limit: 5000 })
    await expect(use()).rejects.toMatchObject({ code: 'corrupt' })
  })

  test('a database that another program keeps locked refuses the commit once its patience is over', async () => {
    const shelf = sqliteShelf({ path, busyTimeoutMs: 20 })
    const viewer = new DatabaseSync(path)
    viewer.exec('BEGIN IMMEDIATE')
    await expect(shelf.commit(put('k', '1'))).rejects.toMatchObject({ code: 'locked' })
    expect(await shelf.get('k')).toBeUndefined()
    viewer.exec('ROLLBACK')
    viewer.close()
    await shelf.commit(put('k', '2'))
    expect(await shelf.get('k')).toBe('2')
    await shelf.close()
  })
})

describe('what stands on the disk', () => {
  test('every file is for its owner alone, also one that was open to others before', async () => {
    await sqliteShelf({ path }).close()
    chmodSync(path, 0o644)
    const shelf = sqliteShelf({ path })
    await shelf.commit(put('k', 'v'))
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(3) // database, log and lock at least
    await shelf.close()
  })

  test('durable settings are on', () => {
    const { database, lock } = openSqliteFile(path)
    const setting = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get()!)[0]
    expect(setting('journal_mode')).toBe('wal')
    expect(setting('synchronous')).toBe(2) // FULL
    expect(setting('busy_timeout')).toBe(5000)
    expect(setting('secure_delete')).toBe(1)
    expect(setting('foreign_keys')).toBe(1)
    expect(database.prepare("SELECT strict FROM pragma_table_list WHERE name = 'row'").get()).toEqual({ strict: 1 })
    database.close()
    lock.release()
  })

  test('a checkpoint that a reader holds up says so instead of leaving removed values behind', async () => {
    const shelf = sqliteShelf({ path, busyTimeoutMs: 20 })
    await shelf.commit(put('k', 'v'))
    const viewer = new DatabaseSync(path)
    viewer.exec('BEGIN; SELECT * FROM row')
    await shelf.commit({ set: [], remove: ['k'] })
    await expect(shelf.checkpoint()).rejects.toMatchObject({ code: 'locked' })
    viewer.close()
    await shelf.checkpoint()
    await shelf.close()
  })

  test('no word of a value can be found, neither after writing nor after removal', async () => {
    const shelf = sqliteShelf({ path })
    const archive = await openArchive(shelf, [randomBytes(32)])
    const secret = 'アマゾンに不正ログインされました hunter2'
    await archive.commit({ put: [{ key: `case/${archive.blind('discord:80351110224678912')}`, value: { secret } }] })
    const written = everyByte()
    for (const word of ['アマゾン', 'hunter2', 'secret', 'discord', '80351110224678912'])
      expect(written.includes(word), word).toBe(false)
    await shelf.close()
  })

  test('a removed or replaced value leaves the files with the next checkpoint', async () => {
    const shelf = sqliteShelf({ path })
    const kept = `kept-${randomBytes(16).toString('hex')}`
    const removed = `gone-${randomBytes(2000).toString('hex')}`
    const replaced = `gone-${randomBytes(20).toString('hex')}`
    await shelf.commit({ set: [{ key: 'k', value: kept }, { key: 'r', value: removed }, { key: 'p', value: replaced }], remove: [] }) // prettier-ignore
    await shelf.checkpoint()
    for (const text of [kept, removed.slice(0, 500), replaced]) expect(everyByte().includes(text)).toBe(true)
    await shelf.commit({ set: [{ key: 'p', value: 'x' }], remove: ['r'] })
    await shelf.checkpoint()
    const bytes = everyByte()
    expect(bytes.includes(kept)).toBe(true)
    for (let at = 0; at + 40 <= removed.length; at += 40) expect(bytes.includes(removed.slice(at, at + 40))).toBe(false)
    expect(bytes.includes(replaced)).toBe(false)
    await shelf.close()
  })
})

describe('a backup', () => {
  test('taken while commits go on opens as a store of its own and holds all that was committed before', async () => {
    const shelf = sqliteShelf({ path })
    const copy = join(folder, 'copy.sqlite')
    await shelf.commit({ set: Array.from({ length: 3000 }, (_, n) => ({ key: `k/${n}`, value: 'v'.repeat(200) })), remove: [] }) // prettier-ignore
    let copying = true
    const backedUp = shelf.backup(copy).finally(() => (copying = false))
    for (let n = 0; copying; n++) await shelf.commit({ set: [{ key: 'a', value: String(n) }, { key: 'b', value: String(n) }], remove: [] }) // prettier-ignore
    await backedUp
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    const restored = sqliteShelf({ path: copy })
    expect(await restored.count('k/')).toBe(3000)
    const [a, b] = await restored.getMany(['a', 'b'])
    expect(a).toBe(b)
    await restored.commit(put('own', 'life'))
    expect(await shelf.get('own')).toBeUndefined()
    await restored.close()
    await shelf.close()
  })

  test('that cannot be written rejects and leaves the earlier one', async () => {
    const shelf = sqliteShelf({ path })
    const copy = join(folder, 'copy.sqlite')
    await shelf.commit(put('k', 'v'))
    await shelf.backup(copy)
    await shelf.backup(copy) // replaces the earlier one
    const before = readFileSync(copy)
    await expect(shelf.backup(join(copy, 'below'))).rejects.toMatchObject({
      name: 'StoreError',
      code: 'cannot-open',
      message: expect.stringContaining(join(copy, 'below')),
    })
    expect(readFileSync(copy).equals(before)).toBe(true)
    expect(readdirSync(folder).some(name => name.endsWith('.part'))).toBe(false)
    await shelf.close()
  })

  test('of the database file alone, put back, is the store again', async () => {
    const shelf = sqliteShelf({ path })
    await shelf.commit(put('k', 'v'))
    await shelf.close()
    const moved = join(folder, 'moved.sqlite')
    copyFileSync(path, moved)
    const again = sqliteShelf({ path: moved })
    expect(await again.get('k')).toBe('v')
    await again.close()
  })
})

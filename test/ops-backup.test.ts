import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../src/store/open.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kakekomi-backup-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openStore({ url: `sqlite:${folder}/store.sqlite`, key: { file: `${folder}/store.key` } })
function run(what: string, copy: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/ops/backup-command.ts', what, copy], {
    env: { ...process.env, STORE_URL: `sqlite:${folder}/store.sqlite` },
    encoding: 'utf8',
  }) // prettier-ignore
  return { status, stdout, stderr }
}

test('a copy is made while the bot writes, and putting it back gives that moment', async () => {
  const store = await open()
  for (let n = 0; n < 50; n++) await store.commit({ put: [{ key: `c/${n}`, value: { n } }] })
  const copy = join(folder, 'copy.sqlite')
  const { status, stdout } = run('backup', copy)
  expect(status).toBe(0)
  expect(stdout).toMatch(/Keep the data key apart/)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  await store.commit({ put: [{ key: 'c/later', value: 1 }], remove: ['c/0'] })
  expect(run('restore', copy)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/Another Kakekomi is running/),
  })
  await store.close()

  expect(run('restore', copy)).toMatchObject({ status: 0, stdout: expect.stringMatching(/The earlier file is/) })
  const back = await open()
  expect(await back.count('c/')).toBe(50)
  expect((await back.load('c/49'))?.value).toEqual({ n: 49 })
  expect(await back.has('c/later')).toBe(false)
  await back.close()
})

test('a damaged or foreign copy is refused and nothing changes', async () => {
  const store = await open()
  await store.commit({ put: [{ key: 'c/1', value: 1 }] })
  await store.close()
  const copy = join(folder, 'copy.sqlite')
  expect(run('backup', copy).status).toBe(0)
  const bytes = readFileSync(copy)
  bytes.fill(0xff, 4_096, 4_096 + 2_000)
  writeFileSync(copy, bytes)
  expect(run('restore', copy)).toMatchObject({ status: 2, stdout: '' })
  writeFileSync(copy, 'not a database at all, only words '.repeat(200))
  expect(run('restore', copy).status).toBe(2)
  expect(run('restore', join(folder, 'nowhere')).stderr).toMatch(/is not there/)
  const back = await open()
  expect((await back.load('c/1'))?.value).toBe(1)
  await back.close()
})

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The real program as a person starts it: piped input, the embedded store, signals. */

const ROOT = join(import.meta.dirname, '..')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakekomi-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Run = { code: number | null; out: string; err: string }

function start(name: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      LANG: 'ja_JP.UTF-8',
      STORE_URL: `sqlite:${folder}/${name}.sqlite`,
      DATA_KEY_FILE: `${folder}/${name}.key`,
      ...environment,
    },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = new Promise<Run>(resolve => child.on('close', code => resolve({ code, out, err })))
  const said = async (pattern: RegExp) => {
    for (;;) {
      if (pattern.test(out)) return out
      const done = await Promise.race([
        ended,
        new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), 20)),
      ])
      if (done) throw new Error(`ended with ${done.code} before ${pattern}: ${done.out}${done.err}`)
    }
  }
  return { child, ended, said, say: (line: string) => child.stdin.write(`${line}\n`), end: () => child.stdin.end() }
}

describe('npm start, without any token', () => {
  test('opens the terminal chat, answers piped input and exits 0', async () => {
    const run = start('piped')
    run.say('Amazonに知らない住所とカードが登録されてて、ギフト券が買われてた')
    run.say('/status')
    run.end()
    const { code, out, err } = await run.ended
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(200)
  })

  test('goes on with the case after a restart, and nothing a person wrote stands in the files in plain text', async () => {
    const first = start('again')
    first.say('Amazonに知らない住所とカードが登録されてて、ギフト券が買われてた ひみつのことば')
    first.end()
    expect((await first.ended).code).toBe(0)
    const second = start('again')
    second.say('/timeline')
    second.end()
    const { code, out } = await second.ended
    expect(code).toBe(0)
    expect(out).toContain('ひみつのことば')
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file)).includes(Buffer.from('ひみつのことば'))).toBe(false)
  })

  test('closes in order on SIGTERM and exits 0', async () => {
    const run = start('term')
    run.say('Amazonに知らない住所とカードが登録されてた')
    await run.said(/\[1\]/)
    const since = performance.now()
    run.child.kill('SIGTERM')
    expect((await run.ended).code).toBe(0)
    expect(performance.now() - since).toBeLessThan(10_000)
  })

  test('a second one on the same store refuses to start with one clear line', async () => {
    const first = start('owned')
    await first.said(/.{20}/)
    const second = start('owned')
    second.end()
    const { code, err } = await second.ended
    first.end()
    await first.ended
    expect(code).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toMatch(/owned\.sqlite/)
  })

  test('bad settings are one line each, all at once, naming the variable, never its value; exit 2', async () => {
    const run = start('bad', { TELEGRAM_TOKEN: 'my-secret-nonsense', HTTP_PORT: 'eighty', TZ_DEFAULT: 'Mars/Olympus' })
    run.end()
    const { code, err } = await run.ended
    expect(code).toBe(2)
    expect(
      err
        .trim()
        .split('\n')
        .map(line => line.split(':')[0])
        .sort(),
    ).toEqual(['HTTP_PORT', 'TELEGRAM_TOKEN', 'TZ_DEFAULT'])
    expect(err).not.toContain('nonsense')
  })
})

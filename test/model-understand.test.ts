import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startModelServer } from './emulators/model/start.ts'
import type { ChatRequest, ModelServer } from './emulators/model/start.ts'

/** The real `understand` program with a model behind OPENAI_BASE_URL. */

const ROOT = join(import.meta.dirname, '..')
const textOf = ({ messages }: ChatRequest) =>
  /^<(message-\w+)>\n([\s\S]*)\n<\/\1>$/m.exec(messages[1]!.content)?.[2] ?? ''

let server: ModelServer
let delay: (text: string) => number = () => 0
beforeAll(async () => {
  server = await startModelServer({
    chat: request => {
      const text = textOf(request)
      return {
        summary: '',
        whose: 'writer',
        patterns: [{ id: text.includes('steam') ? 'steam-takeover' : 'x-takeover', confidence: 'certain' }],
        facts: [
          { fact: 'account_locked_out', value: true, quote: text.slice(0, 12) },
          { fact: 'police_contacted', value: true, quote: 'I went to the police at once' },
        ],
        service: 'none',
        country: '',
        language: 'en',
      }
    },
    delayMs: request => delay(textOf(request)),
  })
})
afterAll(() => server.close())
beforeEach(() => {
  server.always(undefined)
  server.chats.length = 0
  delay = () => 0
})

function understand(args: string[], input: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'src/understand.ts'), ...args], {
    env: { PATH: process.env['PATH'], OPENAI_API_KEY: server.key, OPENAI_BASE_URL: server.url, ...env },
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', chunk => out.push(chunk as Buffer))
  child.stderr.on('data', chunk => err.push(chunk as Buffer))
  child.stdin.end(input)
  return new Promise<{ code: number | null; out: string; err: string }>(resolve =>
    child.on('close', code =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    ),
  )
}
type Result = {
  id: string
  patterns: { id: string; probability: number }[]
  facts: Record<string, { value: boolean; quote: string }>
}
const rows = (out: string) =>
  out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Result)

test('with a key both readers are asked and the model decides, with quotes that are in the text', async () => {
  const { code, out } = await understand(['--json'], 'I am locked out of my steam account, password is Tr0ub4dor&3')
  const found = JSON.parse(out) as Result
  expect(code).toBe(0)
  expect(found.patterns[0]).toEqual({ id: 'steam-takeover', probability: 0.96 })
  expect(found.facts).toEqual({ account_locked_out: { value: true, quote: 'I am locked' } })
  expect(server.refused).toEqual([])
  expect(JSON.stringify(server.chats)).not.toContain('Tr0ub4dor')
})

test('many texts are asked at once and come back in the order they came in, each once', async () => {
  delay = text => (text.includes('number 0 ') ? 400 : 0)
  const input = Array.from({ length: 20 }, (_, index) =>
    JSON.stringify({ id: `t${index}`, text: `number ${index} is hacked` }),
  )
  const { out, err } = await understand(['--jsonl'], `${input.join('\n')}\n\n`)
  expect(rows(out).map(({ id }) => id)).toEqual(input.map((_, index) => `t${index}`))
  expect(err).not.toContain('offline')
  expect(server.chats).toHaveLength(20)
})

test('where the model fails the offline reader answers, and one line says why', async () => {
  server.always('not-json')
  const input = ['I am locked out of Steam', '全部消えた', 'hello']
    .map((text, id) => JSON.stringify({ id, text }))
    .join('\n')
  const { code, out, err } = await understand(['--jsonl'], input)
  expect(code).toBe(0)
  expect(server.chats.length).toBeGreaterThan(0)
  expect(err.split('\n').filter(line => line.includes('read offline only'))).toEqual([
    expect.stringMatching(/^3 read offline only \(not-json\): /),
  ])
  server.chats.length = 0
  const alone = await understand(['--jsonl'], input, { OPENAI_API_KEY: '' })
  expect(server.chats).toEqual([])
  expect(alone.out).toBe(out)
  expect(alone.err).not.toContain('offline')
})

test('a setting that can not be used is one line that names it', async () => {
  const { code, err } = await understand(['--json'], 'hello', { OPENAI_BASE_URL: 'not a url' })
  expect(code).toBe(2)
  expect(err).toMatch(/^OPENAI_BASE_URL: /m)
})

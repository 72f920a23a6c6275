import type { Update } from '@grammyjs/types'
import { Api, GrammyError } from 'grammy'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { manualClock } from './emulators/telegram/clock.ts'
import type { TelegramOptions } from './emulators/telegram/start.ts'
import { startTelegram } from './emulators/telegram/start.ts'

type Push = { secret: string | undefined; text: string | undefined; chat: number | undefined; response: ServerResponse }

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** An emulator and a bot's webhook whose answers the test gives itself. */
async function open(options: TelegramOptions = {}) {
  const telegram = await startTelegram({ webhookRetryMs: 1, ...options })
  const api = new Api(telegram.token, { apiRoot: telegram.root })
  const pushes: Push[] = []
  let onPush: (push: Push) => void = () => undefined
  const door = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { message } = JSON.parse(Buffer.concat(chunks).toString()) as Update
      const secret = request.headers['x-telegram-bot-api-secret-token'] as string | undefined
      const push = { secret, text: message?.text, chat: message?.chat.id, response }
      pushes.push(push)
      onPush(push)
    })
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  closing.push(async () => {
    await telegram.close()
    door.closeAllConnections()
    door.close()
  })
  return {
    telegram,
    api,
    pushes,
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}/hook`,
    answering: (answer: (push: Push) => void) => {
      onPush = answer
      for (const push of pushes) if (!push.response.headersSent) answer(push)
    },
  }
}

test('an update is pushed with the secret until a 2xx comes, and the next of that chat waits for it', async () => {
  const { telegram, api, pushes, url, answering } = await open()
  const hana = telegram.addPerson('Hana')
  let failures = 2
  answering(({ response }) => response.writeHead(failures-- > 0 ? 503 : 200).end())
  await api.setWebhook(url, { secret_token: 'sesame_1' })
  await expect(api.getUpdates()).rejects.toThrow(GrammyError)
  hana.say('one')
  hana.say('two')
  await expect.poll(() => telegram.updates.pending().length).toBe(0)
  expect(pushes.map(push => push.text)).toEqual(['one', 'one', 'one', 'two'])
  expect(new Set(pushes.map(push => push.secret))).toEqual(new Set(['sesame_1']))
  const info = await api.getWebhookInfo()
  expect(info).toMatchObject({ url, pending_update_count: 0, max_connections: 40 })
  expect(info.last_error_message).toContain('503')
  await api.deleteWebhook()
  expect(await api.getUpdates()).toEqual([])
  expect(telegram.complaints).toEqual([])
})

test('chats do not wait for each other, up to max_connections', async () => {
  const { telegram, api, pushes, url, answering } = await open()
  const people = ['Hana', 'Ken', 'Mio'].map(name => telegram.addPerson(name))
  await api.setWebhook(url, { max_connections: 2 })
  for (const person of people) person.say('first')
  people[0]?.say('second')
  await expect.poll(() => pushes.length).toBe(2)
  expect(pushes.map(push => push.chat)).toEqual([people[0]?.id, people[1]?.id])
  answering(({ response }) => response.writeHead(200).end())
  await expect.poll(() => telegram.updates.pending().length).toBe(0)
  expect(pushes.filter(push => push.chat === people[0]?.id).map(push => push.text)).toEqual(['first', 'second'])
  expect(pushes).toHaveLength(4)
})

test('an update is given up after the last attempt, and the one behind it comes', async () => {
  const clock = manualClock(1_800_000_000_000)
  const { telegram, api, pushes, url, answering } = await open({ clock, webhookRetryMs: 1000, webhookAttempts: 2 })
  const hana = telegram.addPerson('Hana')
  answering(({ text, response }) => response.writeHead(text === 'poison' ? 500 : 200).end())
  await api.setWebhook(url)
  hana.say('poison')
  hana.say('good')
  await expect.poll(async () => (await api.getWebhookInfo()).last_error_message).toContain('500')
  expect(pushes).toHaveLength(1)
  clock.advance(1000)
  await expect.poll(() => telegram.updates.pending().length).toBe(0)
  expect(pushes.map(push => push.text)).toEqual(['poison', 'poison', 'good'])
})

test('a method call in the answer is carried out like any other', async () => {
  const { telegram, api, url, answering } = await open()
  const hana = telegram.addPerson('Hana')
  answering(({ chat, response }) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ method: 'sendMessage', chat_id: chat, text: 'by webhook' }))
  })
  await api.setWebhook(url)
  hana.say('hello')
  await telegram.until(() => hana.screen().messages.at(-1)?.text === 'by webhook')
  expect(telegram.complaints).toEqual([])
})

test('setting a webhook ends a poll that waits, and what waited is pushed', async () => {
  const { telegram, api, pushes, url, answering } = await open()
  answering(({ response }) => response.writeHead(200).end())
  const poll = api.getUpdates({ timeout: 30 }).catch((error: unknown) => error)
  await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
  await api.setWebhook(url)
  expect(await poll).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' })
  telegram.addPerson('Hana').say('hello')
  await expect.poll(() => pushes.map(push => push.text)).toEqual(['hello'])
})

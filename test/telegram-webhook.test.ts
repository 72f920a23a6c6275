import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Heard, Inbound } from '../src/engine/messages.ts'
import { webhookSecret } from '../src/platforms/telegram/webhook.ts'
import { closeDoors, openDoor } from './emulators/telegram/door.ts'

const servers: Server[] = []
afterEach(async () => {
  await closeDoors()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** The operator's HTTP server with our path on it. */
async function openHook(hear?: (message: Inbound) => Promise<Heard>) {
  let answer: RequestListener = (_, response) => response.writeHead(404).end()
  const server = createServer((request, response) => answer(request, response))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`
  const door = await openDoor({
    hear,
    emulator: { webhookRetryMs: 20 },
    bot: { webhook: { url, serve: (_path, handler) => (answer = handler) } },
  })
  const post = (body: string, headers: Record<string, string> = {}, path = '') =>
    fetch(url + path, { method: 'POST', body, headers })
  const secret = { 'x-telegram-bot-api-secret-token': webhookSecret(door.telegram.token) }
  return { ...door, url, post, secret }
}

const update = (id: number, text: string) =>
  JSON.stringify({
    update_id: id,
    message: {
      message_id: id,
      date: 1_800_000_000,
      chat: { id: 71, type: 'private' },
      from: { id: 71, is_bot: false, first_name: 'Hana' },
      text,
    },
  })

describe('the webhook', () => {
  test('is set with its secret, and brings the same inputs into the same engine', async () => {
    const { telegram, heard, url } = await openHook()
    const [call] = telegram.callsOf('setWebhook')
    expect(call?.parameters).toMatchObject({ url, max_connections: 40 })
    expect(call?.parameters['secret_token']).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const hana = telegram.addPerson('Hana')
    hana.say('one')
    hana.say('two')
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(heard.map(({ what }) => what)).toMatchObject([{ text: 'one' }, { text: 'two' }])
    expect(telegram.callsOf('getUpdates')).toEqual([])
  })

  test('says 200 only after the commit; what was not kept is sent again by Telegram', async () => {
    let broken = true
    const { telegram, heard } = await openHook(async () => {
      if (broken) {
        broken = false
        throw new Error('disk full')
      }
      return { kept: true }
    })
    telegram.addPerson('Hana').say('once more')
    await telegram.until(() => telegram.updates.pending().length === 0)
    expect(heard).toHaveLength(1)
  })

  test('lets nobody in without the secret, not even with one letter wrong', async () => {
    const { post, secret, heard } = await openHook()
    const right = secret['x-telegram-bot-api-secret-token']
    const wrong = (right.startsWith('A') ? 'B' : 'A') + right.slice(1)
    for (const given of ['', wrong, `${right}x`, right.slice(1)])
      expect((await post(update(1, 'x'), { 'x-telegram-bot-api-secret-token': given })).status).toBe(401)
    expect((await post(update(1, 'x'))).status).toBe(401)
    expect(heard).toEqual([])
    expect((await post(update(1, 'x'), secret)).status).toBe(200)
    expect(heard).toHaveLength(1)
  })

  test('reads at most 1 MiB, announced or not', async () => {
    const { post, url, secret, heard } = await openHook()
    const huge = 'x'.repeat(1024 * 1024 + 1)
    expect((await post(huge, secret)).status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 20; part++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)))
        controller.close()
      },
    })
    const chunked = await fetch(url, {
      method: 'POST',
      body: stream,
      headers: secret,
      duplex: 'half',
    }).catch(() => ({ status: 413 }))
    expect(chunked.status).toBe(413)
    expect(heard).toEqual([])
  })

  test('answers other paths, methods and bodies for what they are', async () => {
    const { post, url, secret } = await openHook()
    expect((await post(update(1, 'x'), secret, '/elsewhere')).status).toBe(404)
    expect((await fetch(url, { headers: secret })).status).toBe(405)
    expect((await post('no json', secret)).status).toBe(400)
    expect((await post('[]', secret)).status).toBe(400)
    expect((await post('null', secret)).status).toBe(400)
  })
})

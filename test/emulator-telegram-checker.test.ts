import { Api, GrammyError, InlineKeyboard } from 'grammy'
import { afterEach, describe, expect, test } from 'vitest'
import { checkParameters, checkValue } from './emulators/telegram/check-shape.ts'
import { checkLimits } from './emulators/telegram/limits.ts'
import { emulatedMethods } from './emulators/telegram/perform.ts'
import type { Field, Shape } from './emulators/telegram/shapes.ts'
import { methodShapes, shapeOf } from './emulators/telegram/shapes.ts'
import type { TelegramEmulator } from './emulators/telegram/start.ts'
import { startTelegram } from './emulators/telegram/start.ts'

const said = (method: string, parameters: Record<string, unknown>) =>
  checkParameters(method, parameters).map(({ path, what }) => `${path} ${what}`)
const broken = (method: string, parameters: Record<string, unknown>) =>
  checkLimits(method, parameters).map(breach => breach.description)

describe('shapes', () => {
  test('are read from the declarations for every method of the API', () => {
    expect(methodShapes.size).toBeGreaterThan(150)
    const fields = methodShapes.get('sendmessage')?.fields()
    expect(fields?.get('chat_id')?.optional).toBe(false)
    expect(fields?.get('reply_markup')?.optional).toBe(true)
    expect(() => shapeOf('NoSuchType')).toThrow('declares no NoSuchType')
  })

  test('of everything we emulate are understood down to the last field: nothing falls back to "any"', () => {
    const vague: string[] = []
    const seen = new Set<string>()
    const visit = (fields: Map<string, Field>, path: string) => {
      for (const [name, field] of fields) look(field.shape, `${path}.${name}`)
    }
    const look = (shape: Shape, path: string): void => {
      if (shape.kind === 'any') vague.push(path)
      if (shape.kind === 'named' && !seen.has(shape.name)) {
        seen.add(shape.name)
        look(shape.shape(), path)
      }
      if (shape.kind === 'array') look(shape.of, path)
      if (shape.kind === 'union') for (const part of shape.of) look(part, path)
      if (shape.kind === 'object') {
        const fields = shape.fields()
        const key = [...fields.keys()].join()
        if (seen.has(key)) return
        seen.add(key)
        visit(fields, path)
      }
    }
    for (const method of emulatedMethods) {
      const declared = methodShapes.get(method.toLowerCase())
      if (!declared) vague.push(`${method} is no method`)
      else visit(declared.fields(), method)
    }
    expect(emulatedMethods.length).toBeGreaterThan(35)
    expect(vague).toEqual([])
  })
})

describe('parameters', () => {
  test('that are missing, of the wrong type or of an unknown name are named with their path', () => {
    expect(said('sendMessage', { chat_id: 1, text: 'ok' })).toEqual([])
    expect(said('sendMessage', { chat_id: '@name', text: 'ok' })).toEqual([])
    expect(said('sendMessage', { text: 'ok' })).toEqual(['chat_id is missing'])
    expect(said('sendMessage', { chat_id: 1, text: 5 })).toEqual(['text expected a string, got 5'])
    expect(said('sendMessage', { chat_id: 1, text: null })).toEqual(['text expected a string, got null'])
    expect(said('sendMessage', { chat_id: 1, text: 'x', disable_notification: 'yes' })).toHaveLength(1)
    expect(said('sendMessage', { chat_id: 1, text: 'x', silent: true })).toEqual(['silent unknown parameter name'])
    expect(said('sendMessage', { chat_id: 1, text: 'x', reply_parameters: { message_id: 'a' } })).toEqual([
      'reply_parameters.message_id expected a number, got "a"',
    ])
    expect(said('sendTelegram', {})).toEqual(['sendTelegram no such method'])
  })

  test('of unions are told by the member that fits best', () => {
    const button = (value: object) =>
      said('sendMessage', { chat_id: 1, text: 'x', reply_markup: { inline_keyboard: [[value]] } })
    expect(button({ text: 'a', callback_data: 'b' })).toEqual([])
    expect(button({ text: 'a', url: 'https://example.org', style: 'danger' })).toEqual([])
    expect(button({ text: 'a', callback_data: 7 })).toEqual([
      'reply_markup.inline_keyboard[0][0].callback_data expected a string, got 7',
    ])
    expect(button({ text: 'a', callback_data: 'b', colour: 'red' })).toEqual([
      'reply_markup.inline_keyboard[0][0].colour unknown parameter name',
    ])
    expect(said('sendMessage', { chat_id: 1, text: 'x', reply_markup: { force_reply: true } })).toEqual([])
    expect(said('sendMessage', { chat_id: 1, text: 'x', reply_markup: { force_reply: false } })).toHaveLength(1)
  })

  test('are held to literals, lists and uploads', () => {
    expect(said('getUpdates', { allowed_updates: ['message', 'callback_query'] })).toEqual([])
    expect(said('getUpdates', { allowed_updates: ['massage'] })).toHaveLength(1)
    expect(said('getUpdates', { allowed_updates: ['update_id'] })).toHaveLength(1)
    expect(said('getUpdates', { allowed_updates: 'message' })).toHaveLength(1)
    expect(said('setMyCommands', { commands: [{ command: 'a', description: 'b' }], language_code: 'ja' })).toEqual([])
    expect(said('setMyCommands', { commands: [{ command: 'a' }] })).toEqual(['commands[0].description is missing'])
    expect(said('setMyCommands', { commands: [], scope: { type: 'everywhere' } })).toHaveLength(1)
    expect(said('sendDocument', { chat_id: 1, document: 'file-id' })).toEqual([])
    expect(said('sendDocument', { chat_id: 1, document: {} })).toHaveLength(1)
    expect(said('createForumTopic', { chat_id: 1, name: 'x', icon_color: 1 })).toHaveLength(1)
  })

  test('may be checked for any type: an update must have its fields and no others', () => {
    const chat = { id: 1, type: 'private', first_name: 'Hana' }
    const from = { id: 1, is_bot: false, first_name: 'Hana' }
    const message = { message_id: 1, date: 1, chat, from, text: 'x' }
    expect(checkValue({ update_id: 1, message }, shapeOf('Update'), 'update')).toEqual([])
    expect(
      checkValue({ update_id: 1, message: { ...message, chat: { id: 1 } } }, shapeOf('Update'), 'update'),
    ).not.toEqual([])
    expect(checkValue({ message }, shapeOf('Update'), 'update')).toEqual([
      { path: 'update.update_id', what: 'is missing' },
    ])
  })
})

describe('limits', () => {
  test('texts are counted in UTF-16 units: 4,096 pass, 4,097 do not, and white space is empty', () => {
    expect(broken('sendMessage', { text: 'x'.repeat(4096) })).toEqual([])
    expect(broken('sendMessage', { text: '😀'.repeat(2049) })).toEqual(['message is too long'])
    expect(broken('editMessageText', { text: 'x'.repeat(4097) })).toEqual(['MESSAGE_TOO_LONG'])
    expect(broken('sendMessage', { text: ' \n' })).toEqual(['message text is empty'])
    expect(broken('sendDocument', { caption: 'x'.repeat(1024) })).toEqual([])
    expect(broken('sendDocument', { caption: 'x'.repeat(1025) })).toEqual(['message caption is too long'])
    expect(broken('answerCallbackQuery', { text: 'x'.repeat(200) })).toEqual([])
    expect(broken('answerCallbackQuery', { text: 'x'.repeat(201) })).toEqual(['MESSAGE_TOO_LONG'])
  })

  test('entities lie inside the text and never split a surrogate pair', () => {
    const entity = (offset: number, length: number) =>
      broken('sendMessage', { text: 'a😀b', entities: [{ type: 'bold', offset, length }] })
    expect(entity(0, 4)).toEqual([])
    expect(entity(1, 2)).toEqual([])
    expect(entity(1, 1)).toEqual(['ENTITY_BOUNDS_INVALID'])
    expect(entity(2, 1)).toEqual(['ENTITY_BOUNDS_INVALID'])
    expect(entity(3, 2)).toEqual(['ENTITY_BOUNDS_INVALID'])
    expect(entity(-1, 2)).toEqual(['ENTITY_BOUNDS_INVALID'])
    expect(entity(0, 0)).toEqual(['ENTITY_BOUNDS_INVALID'])
    expect(
      broken('sendPhoto', { caption: 'ab', caption_entities: [{ type: 'bold', offset: 0, length: 3 }] }),
    ).toHaveLength(1)
  })

  test('callback data has 1-64 bytes, not characters; a button one label and one action', () => {
    const buttons = (...row: object[]) => broken('sendMessage', { text: 'x', reply_markup: { inline_keyboard: [row] } })
    expect(buttons({ text: 'a', callback_data: 'x'.repeat(64) })).toEqual([])
    expect(buttons({ text: 'a', callback_data: 'あ'.repeat(21) })).toEqual([])
    expect(buttons({ text: 'a', callback_data: 'あ'.repeat(22) })).toEqual(['BUTTON_DATA_INVALID'])
    expect(buttons({ text: 'a', callback_data: '' })).toEqual(['BUTTON_DATA_INVALID'])
    expect(buttons({ text: ' ', callback_data: 'x' })).toEqual(['BUTTON_TEXT_INVALID'])
    expect(buttons({ text: 'a' })).toEqual(['BUTTON_TYPE_INVALID'])
    expect(buttons({ text: 'a', callback_data: 'x', url: 'https://example.org' })).toEqual(['BUTTON_TYPE_INVALID'])
    expect(buttons({ text: 'a', url: 'example' })).toHaveLength(1)
    expect(buttons(...Array.from({ length: 101 }, () => ({ text: 'a', callback_data: 'x' })))).toEqual([
      'REPLY_MARKUP_TOO_LONG',
    ])
  })

  test('deep links carry at most 64 of A-Z a-z 0-9 _ -', () => {
    const link = (payload: string) =>
      broken('sendMessage', {
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'a', url: `https://t.me/kakekomi_bot?start=${payload}` }]] },
      })
    expect(link('aZ0_-'.repeat(12))).toEqual([])
    expect(link('x'.repeat(65))).toEqual(['START_PARAM_INVALID'])
    expect(link('case/1')).toEqual(['START_PARAM_INVALID'])
  })

  test('commands, topics, profile texts, webhooks and files', () => {
    const command = (name: string, description = 'd') =>
      broken('setMyCommands', { commands: [{ command: name, description }] })
    expect(command('helpme')).toEqual([])
    expect(command('HelpMe')).toEqual(['BOT_COMMAND_INVALID'])
    expect(command('助けて')).toEqual(['BOT_COMMAND_INVALID'])
    expect(command('a', '')).toEqual(['BOT_COMMAND_DESCRIPTION_INVALID'])
    expect(command('a', 'x'.repeat(257))).toEqual(['BOT_COMMAND_DESCRIPTION_INVALID'])
    const many = Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: 'd' }))
    expect(broken('setMyCommands', { commands: many })).toEqual(['BOT_COMMANDS_TOO_MUCH'])
    expect(broken('createForumTopic', { name: 'x'.repeat(128) })).toEqual([])
    expect(broken('createForumTopic', { name: 'x'.repeat(129) })).toEqual(['TOPIC_TITLE_INVALID'])
    expect(broken('createForumTopic', { name: '' })).toEqual(['TOPIC_TITLE_INVALID'])
    expect(broken('setMyDescription', { description: 'x'.repeat(513) })).toHaveLength(1)
    expect(broken('setMyShortDescription', { short_description: 'x'.repeat(121) })).toHaveLength(1)
    expect(broken('setWebhook', { url: 'https://example.org', secret_token: 'a b' })).toHaveLength(1)
    expect(broken('setWebhook', { url: 'https://example.org', max_connections: 101 })).toHaveLength(1)
    expect(broken('getUpdates', { limit: 101 })).toHaveLength(1)
    expect(broken('deleteMessages', { message_ids: [] })).toHaveLength(1)
    expect(broken('sendMessage', { text: 'x', parse_mode: 'HTML' })).toHaveLength(1)
    const file = { kind: 'upload', name: 'a', type: 'b', bytes: Buffer.alloc(0) }
    expect(broken('sendDocument', { document: file })).toEqual(['file must be non-empty'])
  })
})

describe('a request that breaks a rule', () => {
  let telegram: TelegramEmulator | undefined
  afterEach(() => telegram?.close())

  test('is answered 400 and noted; an unknown name is noted only, as Telegram would let it pass', async () => {
    telegram = await startTelegram()
    const api = new Api(telegram.token, { apiRoot: telegram.root })
    const hana = telegram.addPerson('Hana')
    hana.start()
    const keyboard = new InlineKeyboard().text('a', 'x'.repeat(65))
    const error: unknown = await api
      .sendMessage(hana.id, 'x', { reply_markup: keyboard })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(GrammyError)
    expect((error as GrammyError).description).toBe('Bad Request: BUTTON_DATA_INVALID')
    await expect(api.raw.sendMessage({ chat_id: hana.id, text: '' })).rejects.toThrow('message text is empty')
    await expect(api.raw.sendMessage({ text: 'x' } as never)).rejects.toThrow('chat_id is empty')
    await api.raw.sendMessage({ chat_id: hana.id, text: 'x', wrong: 1 } as never)
    expect(telegram.complaints.map(one => one.method)).toEqual(Array(4).fill('sendMessage'))
    expect(hana.screen().messages.map(message => message.text)).toEqual(['/start', 'x'])
  })

  test('that is cut or unreadable does nothing', async () => {
    telegram = await startTelegram()
    const url = `${telegram.root}/bot${telegram.token}/sendMessage`
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(url, { method: 'POST', headers, body: '{"chat_id":' })).status).toBe(400)
    expect((await fetch(url, { method: 'POST', headers, body: '[1]' })).status).toBe(400)
    const cut = { 'content-type': 'multipart/form-data; boundary=b' }
    const body = '--b\r\ncontent-disposition:form-data;name="chat_id"\r\n\r\n1'
    expect((await fetch(url, { method: 'POST', headers: cut, body })).status).toBe(400)
    expect(telegram.complaints).toHaveLength(3)
  })
})

import type { Message, Update } from '@grammyjs/types'
import { Api, Bot, GrammyError, HttpError, InlineKeyboard, InputFile } from 'grammy'
import { afterEach, describe, expect, test } from 'vitest'
import { manualClock } from './emulators/telegram/clock.ts'
import { REFUSALS } from './emulators/telegram/faults.ts'
import type { TelegramEmulator, TelegramOptions } from './emulators/telegram/start.ts'
import { startTelegram } from './emulators/telegram/start.ts'

const running: TelegramEmulator[] = []
afterEach(async () => {
  for (const telegram of running.splice(0)) await telegram.close()
})

async function open(options: TelegramOptions = {}) {
  const telegram = await startTelegram(options)
  running.push(telegram)
  const api = new Api(telegram.token, { apiRoot: telegram.root, timeoutSeconds: 2 })
  const hana = telegram.addPerson('Hana', { language: 'ja' })
  return { telegram, api, hana }
}

async function refusal(promise: Promise<unknown>): Promise<GrammyError> {
  const error: unknown = await promise.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof GrammyError)) throw error
  return error
}

const textOf = (update: Update | undefined) => update?.message?.text

describe('the door', () => {
  test('a wrong token is refused with 401, and a method nobody knows with 404 and a complaint', async () => {
    const { telegram, api } = await open()
    expect((await api.getMe()).username).toBe('kakekomi_bot')
    const stranger = new Api('123456789:wrong', { apiRoot: telegram.root })
    expect((await refusal(stranger.getMe())).error_code).toBe(401)
    expect((await fetch(`${telegram.root}/bot${telegram.token}/sendTelegram`)).status).toBe(404)
    expect(telegram.complaints).toEqual([{ method: 'sendTelegram', what: 'is no emulated method' }])
  })

  test('parameters are read from the query string, forms and JSON alike, and method names ignore case', async () => {
    const { telegram, hana } = await open()
    hana.start()
    const base = `${telegram.root}/bot${telegram.token}/SENDMESSAGE`
    const body = new URLSearchParams({ chat_id: String(hana.id), text: 'b', disable_notification: 'true' })
    expect((await fetch(`${base}?chat_id=${hana.id}&text=a`)).status).toBe(200)
    expect((await fetch(base, { method: 'POST', body })).status).toBe(200)
    expect(hana.screen().messages.map(message => message.text)).toEqual(['/start', 'a', 'b'])
    expect(telegram.complaints).toEqual([])
  })
})

describe('updates', () => {
  test('come in order with deep-link payload and command entity, and stay until a higher offset confirms them', async () => {
    const { telegram, api, hana } = await open()
    hana.start('invite_1')
    hana.say('助けて')
    const first = await api.getUpdates()
    expect(first.map(textOf)).toEqual(['/start invite_1', '助けて'])
    expect(first[0]?.message?.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }])
    expect(await api.getUpdates()).toEqual(first)
    expect(await api.getUpdates({ offset: first[1]?.update_id })).toEqual(first.slice(1))
    expect(await api.getUpdates({ offset: (first[1]?.update_id ?? 0) + 1 })).toEqual([])
    expect(telegram.updates.pending()).toEqual([])
  })

  test('a long poll waits for the next update, and ends empty when its time is up', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { telegram, api, hana } = await open({ clock })
    const poll = api.getUpdates({ timeout: 30 })
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    hana.say('one')
    hana.say('two')
    expect((await poll).map(textOf)).toEqual(['one', 'two'])
    const empty = api.getUpdates({ offset: 2 ** 30, timeout: 30 })
    await telegram.until(() => telegram.callsOf('getUpdates').length === 2)
    // an offset that was never issued confirms nothing
    expect((await empty).length).toBe(2)
    const last = telegram.updates.pending()[1]?.update.update_id ?? 0
    const timedOut = api.getUpdates({ offset: last + 1, timeout: 30 })
    await telegram.until(() => telegram.callsOf('getUpdates').length === 3)
    clock.advance(30_000)
    expect(await timedOut).toEqual([])
  })

  test('a second poller ends the first with 409', async () => {
    const { telegram, api, hana } = await open()
    const first = refusal(api.getUpdates({ timeout: 30 }))
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    const second = api.getUpdates({ timeout: 30 })
    expect((await first).error_code).toBe(409)
    hana.say('hello')
    expect((await second).map(textOf)).toEqual(['hello'])
  })

  test('are not lost when a client leaves in the middle of its poll', async () => {
    const { telegram, api, hana } = await open()
    const gone = new AbortController()
    const poll = api.getUpdates({ timeout: 30 }, gone.signal as never).catch((error: unknown) => error)
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1)
    gone.abort()
    expect(await poll).toBeInstanceOf(HttpError)
    await telegram.until(() => telegram.callsOf('getUpdates')[0]?.answer?.ok)
    hana.say('hello')
    expect((await api.getUpdates({ timeout: 30 })).map(textOf)).toEqual(['hello'])
  })

  test('feed the own loop of grammY, offset by offset, until it is stopped', async () => {
    const { telegram, hana } = await open()
    const bot = new Bot(telegram.token, { client: { apiRoot: telegram.root } })
    bot.on('message:text', ctx => ctx.reply(`heard ${ctx.msg.text}`))
    const running = bot.start()
    hana.say('one')
    await telegram.until(() => hana.screen().messages.at(-1)?.text === 'heard one')
    hana.say('two')
    await telegram.until(() => hana.screen().messages.at(-1)?.text === 'heard two')
    await bot.stop()
    await running
    expect(telegram.updates.pending()).toEqual([])
    expect(telegram.complaints).toEqual([])
  })

  test('are kept for 24 hours, and after a quiet week the next id is a random one', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { api, hana } = await open({ clock })
    hana.say('old')
    const [old] = await api.getUpdates()
    clock.advance(24 * 3_600_000 - 1)
    expect(await api.getUpdates()).toHaveLength(1)
    clock.advance(1)
    expect(await api.getUpdates()).toEqual([])
    clock.advance(7 * 24 * 3_600_000)
    hana.say('new')
    const [next] = await api.getUpdates({ offset: (old?.update_id ?? 0) + 1 })
    expect(textOf(next)).toBe('new')
    expect(next?.update_id).not.toBe((old?.update_id ?? 0) + 1)
  })

  test('kinds nobody asked for do not come, and limit is obeyed', async () => {
    const { api, hana } = await open()
    await api.getUpdates({ allowed_updates: ['message'] })
    const message = hana.say('a')
    hana.edit(message, 'b')
    hana.say('c')
    expect((await api.getUpdates({ limit: 1 })).map(textOf)).toEqual(['a'])
    expect((await api.getUpdates()).map(textOf)).toEqual(['a', 'c'])
  })

  test('can be made to come twice, and out of order', async () => {
    const { telegram, api, hana } = await open()
    hana.say('a')
    hana.say('b')
    telegram.updates.shuffleNext(1)
    const [b, a] = await api.getUpdates()
    expect([textOf(b), textOf(a)]).toEqual(['b', 'a'])
    await api.getUpdates({ offset: (b?.update_id ?? 0) + 1 })
    if (a) telegram.updates.repeat(a, hana)
    const offset = (b?.update_id ?? 0) + 1
    expect(await api.getUpdates({ offset })).toEqual([a])
    expect(await api.getUpdates({ offset })).toEqual([])
  })

  test('run through the real grammY middleware, and its answer is on the screen', async () => {
    const { telegram, hana } = await open()
    const bot = new Bot(telegram.token, { client: { apiRoot: telegram.root } })
    bot.command('start', ctx =>
      ctx.reply(`start: ${ctx.match}`, { reply_markup: new InlineKeyboard().text('Yes', 'y/1') }),
    )
    bot.on('callback_query:data', ctx => ctx.answerCallbackQuery({ text: ctx.callbackQuery.data }))
    await bot.init()
    hana.start('case_7')
    for (const update of await bot.api.getUpdates()) await bot.handleUpdate(update)
    expect(hana.screen().messages.at(-1)).toMatchObject({
      text: 'start: case_7',
      buttons: [[{ label: 'Yes', data: 'y/1' }]],
    })
    const press = hana.press(hana, 'Yes')
    for (const update of await bot.api.getUpdates({ offset: -1 })) await bot.handleUpdate(update)
    expect(press.answer()).toEqual({ text: 'y/1', showAlert: false })
    expect(telegram.complaints).toEqual([])
  })
})

describe('whom the bot may write to', () => {
  test('nobody who has not pressed Start, nobody who blocked it, no chat it never met', async () => {
    const { telegram, api, hana } = await open()
    expect((await refusal(api.sendMessage(hana.id, 'hello'))).description).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    )
    hana.start()
    await api.sendMessage(hana.id, 'hello')
    hana.block()
    expect((await refusal(api.sendMessage(hana.id, 'hello'))).description).toBe(
      'Forbidden: bot was blocked by the user',
    )
    const [, blocked] = await api.getUpdates()
    expect(blocked?.my_chat_member?.new_chat_member.status).toBe('kicked')
    hana.start()
    await api.sendMessage(hana.id, 'welcome back')
    expect((await refusal(api.sendMessage(42, 'hello'))).description).toBe('Bad Request: chat not found')
    expect(telegram.complaints).toEqual([])
  })

  test('no group it was kicked from, left, or may not write in', async () => {
    const { telegram, api, hana } = await open()
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    expect((await refusal(api.sendMessage(group.id, 'x'))).description).toBe(
      'Forbidden: bot is not a member of the supergroup chat',
    )
    group.addBot(hana)
    await api.sendMessage(group.id, 'x')
    group.setBotMaySend(hana, false)
    expect((await refusal(api.sendMessage(group.id, 'x'))).error_code).toBe(400)
    group.kickBot(hana)
    expect((await refusal(api.sendMessage(group.id, 'x'))).description).toBe(
      'Forbidden: bot was kicked from the supergroup chat',
    )
    const statuses = (await api.getUpdates()).flatMap(update => update.my_chat_member?.new_chat_member.status ?? [])
    expect(statuses).toEqual(['member', 'restricted', 'kicked'])
  })

  test('an upgraded group answers with its new id, and both sides say so', async () => {
    const { telegram, api, hana } = await open()
    const group = telegram.addGroup('Guild', hana)
    group.addBot(hana)
    const oldId = group.id
    group.migrate()
    const error = await refusal(api.sendMessage(oldId, 'x'))
    expect(error.parameters.migrate_to_chat_id).toBe(group.id)
    expect(group.id).not.toBe(oldId)
    await api.sendMessage(group.id, 'x')
    const messages = (await api.getUpdates()).flatMap(update => update.message ?? [])
    expect(messages.find(message => message.migrate_to_chat_id)?.migrate_to_chat_id).toBe(group.id)
    expect(messages.find(message => message.migrate_from_chat_id)?.chat.id).toBe(group.id)
  })
})

describe('privacy mode', () => {
  async function heard(privacyMode: boolean, asAdmin: boolean) {
    const { telegram, api, hana } = await open({ privacyMode })
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    group.addBot(hana, asAdmin ? {} : undefined)
    hana.send(group, 'plain')
    hana.send(group, '@kakekomi_bot mention')
    hana.send(group, '/helpme')
    const question = await api.sendMessage(group.id, 'question', { reply_markup: { force_reply: true } })
    expect(group.screen().keyboard).toMatchObject({ kind: 'force_reply', messageId: question.message_id })
    hana.answer(group, 'answer')
    group.otherBotSpeaks('beep')
    hana.send(group, '/bare')
    hana.send(group, '/ours@Kakekomi_bot')
    hana.send(group, '/theirs@other_bot')
    return (await api.getUpdates()).flatMap(update => update.message?.text ?? [])
  }

  test('on: commands meant for the bot and replies to it, nothing else', async () => {
    expect(await heard(true, false)).toEqual(['/helpme', 'answer', '/ours@Kakekomi_bot'])
  })
  test('off, or as an administrator: everything but other bots', async () => {
    const everything = [
      'plain',
      '@kakekomi_bot mention',
      '/helpme',
      'answer',
      '/bare',
      '/ours@Kakekomi_bot',
      '/theirs@other_bot',
    ]
    expect(await heard(false, false)).toEqual(everything)
    expect(await heard(true, true)).toEqual(everything)
  })
})

describe('messages', () => {
  test('are edited in place, and an edit that changes nothing is refused', async () => {
    const { telegram, api, hana } = await open({ rates: { chatBurst: 20 } })
    hana.start()
    const keyboard = new InlineKeyboard().text('A', 'a')
    const card = await api.sendMessage(hana.id, 'card', { reply_markup: keyboard })
    await api.editMessageText(hana.id, card.message_id, 'card 2', { reply_markup: keyboard })
    expect(
      (await refusal(api.editMessageText(hana.id, card.message_id, 'card 2', { reply_markup: keyboard }))).description,
    ).toBe(REFUSALS.notModified.description)
    await api.editMessageReplyMarkup(hana.id, card.message_id)
    expect(hana.screen().messages.at(-1)).toMatchObject({ text: 'card 2', buttons: [], isEdited: true })
    const own = hana.say('mine')
    expect((await refusal(api.editMessageText(hana.id, own.message_id, 'x'))).description).toBe(
      "Bad Request: message can't be edited",
    )
    await api.deleteMessage(hana.id, card.message_id)
    expect((await refusal(api.editMessageText(hana.id, card.message_id, 'x'))).description).toBe(
      REFUSALS.editGone.description,
    )
    expect((await refusal(api.deleteMessage(hana.id, card.message_id))).description).toBe(
      'Bad Request: message to delete not found',
    )
    expect(telegram.complaints).toEqual([])
  })

  test('files go up by multipart and come down by the download route, up to 20 MB', async () => {
    const { telegram, api, hana } = await open()
    hana.start()
    await api.sendDocument(hana.id, new InputFile(Buffer.from('記録'), 'record.txt'), {
      caption: 'record',
      caption_entities: [{ type: 'bold', offset: 0, length: 6 }],
      reply_markup: new InlineKeyboard().text('ok', 'ok'),
    })
    await api.sendPhoto(hana.id, new InputFile(Buffer.from('jpg'), 'p.jpg'))
    expect(hana.screen().messages.at(-2)).toMatchObject({
      text: 'record',
      file: 'record.txt',
      buttons: [[{ data: 'ok' }]],
    })
    hana.say('the mail', { document: { name: 'mail.eml', bytes: Buffer.from('From: x') } })
    hana.say('', { document: { name: 'big.zip', bytes: Buffer.from('x'), sizeBytes: 20 * 1024 * 1024 + 1 } })
    hana.say('', { voice: { bytes: Buffer.from('ogg'), seconds: 3 } })
    hana.say('', { photo: Buffer.from('jpg') })
    hana.say('they wrote this', { forward: 'Attacker' })
    const [, small, big, voice, photo, forward] = (await api.getUpdates()).map(update => update.message)
    const file = await api.getFile(small?.document?.file_id ?? '')
    const bytes = await fetch(`${telegram.root}/file/bot${telegram.token}/${file.file_path}`)
    expect(await bytes.text()).toBe('From: x')
    expect((await refusal(api.getFile(big?.document?.file_id ?? ''))).description).toBe('Bad Request: file is too big')
    expect(voice?.voice?.duration).toBe(3)
    expect(photo?.photo).toHaveLength(1)
    expect(forward?.forward_origin).toMatchObject({ type: 'hidden_user', sender_user_name: 'Attacker' })
    expect(telegram.complaints).toEqual([])
  })

  test('of others are deleted and pinned only with the right to do so', async () => {
    const { telegram, api, hana } = await open()
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    group.addBot(hana, {})
    const word = hana.send(group, 'word')
    const other = hana.send(group, 'other')
    expect((await refusal(api.deleteMessage(group.id, word.message_id))).description).toBe(
      "Bad Request: message can't be deleted",
    )
    expect((await refusal(api.pinChatMessage(group.id, word.message_id))).error_code).toBe(400)
    group.setBotRights(hana, { can_delete_messages: true, can_pin_messages: true })
    await api.pinChatMessage(group.id, word.message_id)
    expect(group.screen().messages.find(message => message.id === word.message_id)?.isPinned).toBe(true)
    await api.unpinChatMessage(group.id, word.message_id)
    await api.deleteMessages(group.id, [word.message_id, other.message_id, 4242])
    expect(group.screen().messages.map(message => message.service)).toEqual(['new_chat_members'])
    expect(telegram.complaints).toEqual([])
  })

  test('older than 48 hours stay in a private chat', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { api, hana } = await open({ clock })
    hana.start()
    const old = await api.sendMessage(hana.id, 'old')
    clock.advance(48 * 3_600_000)
    expect((await refusal(api.deleteMessage(hana.id, old.message_id))).description).toBe(
      "Bad Request: message can't be deleted",
    )
    await api.editMessageText(hana.id, old.message_id, 'edited all the same')
  })

  test('may come from a reply keyboard, until it is removed', async () => {
    const { telegram, api, hana } = await open()
    hana.start()
    await api.sendMessage(hana.id, 'which?', {
      reply_markup: { keyboard: [['Mail', { text: 'Game' }]], resize_keyboard: true },
    })
    expect(hana.screen().keyboard).toMatchObject({ kind: 'reply', labels: ['Mail', 'Game'] })
    hana.press(hana, 'Game')
    expect((await api.getUpdates({ offset: -1 })).map(textOf)).toEqual(['Game'])
    await api.sendMessage(hana.id, 'ok', { reply_markup: { remove_keyboard: true } })
    expect(hana.screen().keyboard).toBeUndefined()
    expect(telegram.complaints).toEqual([])
  })

  test('sent together carry one album id, and edits come as edited_message', async () => {
    const { api, hana } = await open()
    hana.say('', { photo: Buffer.from('1'), album: 'a1' })
    hana.say('', { photo: Buffer.from('2'), album: 'a1' })
    const typo = hana.say('helo')
    hana.edit(typo, 'hello')
    const updates = await api.getUpdates()
    expect(updates.map(update => update.message?.media_group_id)).toEqual(['a1', 'a1', undefined, undefined])
    expect(updates[3]?.edited_message).toMatchObject({ message_id: typo.message_id, text: 'hello' })
  })

  test('are copied and forwarded, pinned and reacted to, and typing ends when the answer comes', async () => {
    const { telegram, api, hana } = await open()
    hana.start()
    const word = hana.say('word')
    await api.sendChatAction(hana.id, 'typing')
    expect(hana.screen().isTyping).toBe(true)
    await api.copyMessage(hana.id, hana.id, word.message_id)
    await api.forwardMessage(hana.id, hana.id, word.message_id)
    await api.pinChatMessage(hana.id, word.message_id)
    await api.setMessageReaction(hana.id, word.message_id, [{ type: 'emoji', emoji: '👀' }])
    expect(hana.screen()).toMatchObject({ isTyping: false })
    expect(hana.screen().messages).toMatchObject([
      {},
      { isPinned: true, reaction: '👀' },
      { text: 'word' },
      { text: 'word', isForwarded: true },
    ])
    expect(telegram.complaints).toEqual([])
  })
})

describe('presses', () => {
  test('that nobody answers come again with a new update id, and one answer settles them', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { telegram, api, hana } = await open({ clock, resendPressAfterMs: 5000 })
    hana.start()
    await api.sendMessage(hana.id, 'card', { reply_markup: new InlineKeyboard().text('I am here', 'h/1') })
    const press = hana.press(hana, 'h/1')
    clock.advance(5000)
    const presses = (await api.getUpdates()).filter(update => update.callback_query)
    expect(presses.map(update => update.callback_query?.data)).toEqual(['h/1', 'h/1'])
    expect(new Set(presses.map(update => update.update_id)).size).toBe(2)
    await api.answerCallbackQuery(presses[1]?.callback_query?.id ?? '', { text: 'ok' })
    expect(press.answer()).toEqual({ text: 'ok', showAlert: false })
    clock.advance(60_000)
    expect((await api.getUpdates()).filter(update => update.callback_query)).toHaveLength(2)
    expect((await refusal(api.answerCallbackQuery(presses[0]?.callback_query?.id ?? ''))).description).toBe(
      REFUSALS.queryTooOld.description,
    )
    expect(telegram.complaints).toEqual([])
  })

  test('on a message that is gone since arrive with what is left of it', async () => {
    const { telegram, api, hana } = await open()
    hana.start()
    const card = await api.sendMessage(hana.id, 'card', { reply_markup: new InlineKeyboard().text('A', 'a') })
    const press = hana.press(card, 'A')
    await api.deleteMessage(hana.id, card.message_id)
    press.again()
    expect((await api.getUpdates({ offset: -1 }))[0]?.callback_query?.message).toEqual({
      chat: card.chat,
      message_id: card.message_id,
      date: 0,
    })
    expect(telegram.complaints).toEqual([])
  })

  test('on a deep link open the private chat and press Start there', async () => {
    const { telegram, api, hana } = await open()
    const group = telegram.addGroup('Guild', hana)
    group.addBot(hana)
    const keyboard = new InlineKeyboard().url('Open', 'https://t.me/kakekomi_bot?start=join_abc')
    await api.sendMessage(group.id, 'come in', { reply_markup: keyboard })
    hana.press(group, 'Open')
    expect((await api.getUpdates({ offset: -1 })).map(textOf)).toEqual(['/start join_abc'])
    await api.sendMessage(hana.id, 'now I may write')
  })

  test('by somebody outside the group, or on a button that is not there, are a mistake of the test', async () => {
    const { telegram, api, hana } = await open()
    const group = telegram.addGroup('Guild', hana)
    group.addBot(hana)
    await api.sendMessage(group.id, 'card', { reply_markup: new InlineKeyboard().text('A', 'a') })
    expect(() => telegram.addPerson('Stranger').press(group, 'A')).toThrow('is not in')
    expect(() => hana.press(group, 'B')).toThrow('no button')
  })
})

describe('forum topics', () => {
  test('need the right, hold the messages sent to them, and refuse when closed or deleted', async () => {
    const { telegram, api, hana } = await open()
    const forum = telegram.addGroup('Forum', hana, { isForum: true })
    forum.addBot(hana)
    expect((await refusal(api.createForumTopic(forum.id, 'case'))).description).toBe(
      'Bad Request: not enough rights to create a topic',
    )
    forum.setBotRights(hana, { can_manage_topics: true, can_delete_messages: true })
    const { message_thread_id: topic } = await api.createForumTopic(forum.id, 'case 1')
    await api.sendMessage(forum.id, 'card', { message_thread_id: topic })
    hana.send(forum, 'I can help', { topic })
    const written = (await api.getUpdates({ offset: -1 }))[0]?.message
    expect(written).toMatchObject({ message_thread_id: topic, is_topic_message: true, text: 'I can help' })
    await api.closeForumTopic(forum.id, topic)
    expect((await refusal(api.closeForumTopic(forum.id, topic))).description).toBe('Bad Request: TOPIC_NOT_MODIFIED')
    await api.sendMessage(forum.id, 'managers still may', { message_thread_id: topic })
    forum.setBotRights(hana, undefined)
    expect((await refusal(api.sendMessage(forum.id, 'x', { message_thread_id: topic }))).description).toBe(
      'Bad Request: TOPIC_CLOSED',
    )
    forum.deleteTopic(topic)
    expect((await refusal(api.sendMessage(forum.id, 'x', { message_thread_id: topic }))).description).toBe(
      'Bad Request: message thread not found',
    )
    expect((await refusal(api.createForumTopic(hana.id, 'x'))).description).toBe('Bad Request: the chat is not a forum')
    expect(telegram.complaints).toEqual([])
  })
})

describe('threads', () => {
  test('in a topic, what answers nothing seems to answer its first service message', async () => {
    const { telegram, api, hana } = await open()
    const forum = telegram.addGroup('Forum', hana, { isForum: true })
    forum.addBot(hana, { can_manage_topics: true })
    const { message_thread_id: topic } = await api.createForumTopic(forum.id, 'case 1')
    hana.send(forum, 'hello', { topic })
    const message = (await api.getUpdates({ offset: -1 }))[0]?.message
    expect(message?.reply_to_message).toMatchObject({ message_id: topic, forum_topic_created: { name: 'case 1' } })
    expect(forum.screen().messages.at(-1)).not.toHaveProperty('replyTo')
  })

  test('outside topics, an answer in a supergroup has a thread id that is no topic', async () => {
    const { telegram, api, hana } = await open()
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    group.addBot(hana)
    const question = await api.sendMessage(group.id, 'question')
    hana.send(group, 'answer', { replyTo: question })
    const message = (await api.getUpdates({ offset: -1 }))[0]?.message
    expect(message?.message_thread_id).toBe(question.message_id)
    expect(message?.is_topic_message).toBeUndefined()
    expect(
      (await refusal(api.sendMessage(group.id, 'x', { message_thread_id: question.message_id }))).description,
    ).toBe('Bad Request: message thread not found')
  })
})

describe('members, menus and profile', () => {
  test('the API tells who is an administrator now, not who was', async () => {
    const { telegram, api, hana } = await open()
    const ken = telegram.addPerson('Ken')
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    group.addBot(hana)
    group.add(ken, { can_restrict_members: true })
    expect(await api.getChatMember(group.id, ken.id)).toMatchObject({
      status: 'administrator',
      can_restrict_members: true,
    })
    expect((await api.getChatAdministrators(group.id)).map(one => one.user.first_name)).toEqual(['Hana', 'Ken'])
    group.setRights(ken, undefined)
    expect((await api.getChatMember(group.id, ken.id)).status).toBe('member')
    group.remove(ken)
    expect((await api.getChatMember(group.id, ken.id)).status).toBe('left')
    expect((await refusal(api.getChatMember(group.id, 42))).error_code).toBe(400)
    expect(await api.getChat(group.id)).toMatchObject({ type: 'supergroup', title: 'Guild' })
    await api.leaveChat(group.id)
    expect((await refusal(api.getChat(group.id))).error_code).toBe(403)
  })

  test('each person sees the first menu that is set for them', async () => {
    const { telegram, api, hana } = await open()
    const ken = telegram.addPerson('Ken', { language: 'en' })
    const group = telegram.addGroup('Guild', hana)
    group.add(ken)
    group.addBot(hana)
    const menu = (command: string) => [{ command, description: command }]
    await api.setMyCommands(menu('all'))
    await api.setMyCommands(menu('group'), { scope: { type: 'all_group_chats' } })
    await api.setMyCommands(menu('group_ja'), { scope: { type: 'all_group_chats' }, language_code: 'ja' })
    await api.setMyCommands(menu('admin'), { scope: { type: 'all_chat_administrators' } })
    await api.setMyCommands(menu('private_ja'), { scope: { type: 'all_private_chats' }, language_code: 'ja' })
    expect(telegram.menu(group, hana)).toEqual(menu('admin'))
    expect(telegram.menu(group, ken)).toEqual(menu('group'))
    expect(telegram.menu(hana, hana)).toEqual(menu('private_ja'))
    expect(telegram.menu(ken, ken)).toEqual(menu('all'))
    await api.deleteMyCommands({ scope: { type: 'all_chat_administrators' } })
    expect(telegram.menu(group, hana)).toEqual(menu('group_ja'))
  })

  test('an administrator who hides speaks through an account of Telegram', async () => {
    const { telegram, api, hana } = await open()
    const ken = telegram.addPerson('Ken')
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    group.add(ken)
    group.addBot(hana)
    hana.send(group, '/setup', { isAnonymous: true })
    const message = (await api.getUpdates({ offset: -1 }))[0]?.message
    expect(message).toMatchObject({ text: '/setup', from: { id: 1_087_968_824 }, sender_chat: { id: group.id } })
    expect(() => ken.send(group, '/setup', { isAnonymous: true })).toThrow('no administrator')
  })

  test('the bot restricts members only with the right, and never an administrator', async () => {
    const { telegram, api, hana } = await open()
    const ken = telegram.addPerson('Ken')
    const group = telegram.addGroup('Guild', hana, { isSuper: true })
    group.add(ken)
    group.addBot(hana, {})
    const silent = { can_send_messages: false }
    expect((await refusal(api.restrictChatMember(group.id, ken.id, silent))).error_code).toBe(400)
    group.setBotRights(hana, { can_restrict_members: true })
    await api.restrictChatMember(group.id, ken.id, silent)
    expect((await api.getChatMember(group.id, ken.id)).status).toBe('restricted')
    expect(() => ken.send(group, 'x')).toThrow('may not write')
    await api.restrictChatMember(group.id, ken.id, { can_send_messages: true })
    ken.send(group, 'x')
    expect((await refusal(api.restrictChatMember(group.id, hana.id, silent))).description).toContain('administrator')
  })

  test('a deleted account cannot be written to', async () => {
    const { api, hana } = await open()
    hana.start()
    hana.deactivate()
    expect((await refusal(api.sendMessage(hana.id, 'x'))).description).toBe('Forbidden: user is deactivated')
  })

  test('menus are kept per scope and language, texts per language', async () => {
    const { telegram, api } = await open()
    const scope = { type: 'all_group_chats' } as const
    await api.setMyCommands([{ command: 'setup', description: '準備' }], { scope, language_code: 'ja' })
    expect(await api.getMyCommands({ scope, language_code: 'ja' })).toEqual([{ command: 'setup', description: '準備' }])
    expect(await api.getMyCommands({ scope })).toEqual([])
    await api.setMyDescription('Stands by you', {})
    await api.setMyDescription('そばにいます', { language_code: 'ja' })
    expect((await api.getMyDescription({ language_code: 'ja' })).description).toBe('そばにいます')
    expect((await api.getMyDescription({ language_code: 'de' })).description).toBe('Stands by you')
    await api.deleteMyCommands({ scope, language_code: 'ja' })
    expect(await api.getMyCommands({ scope, language_code: 'ja' })).toEqual([])
    expect(telegram.complaints).toEqual([])
  })
})

describe('flood control', () => {
  test('lets a burst through, then asks a chat to wait, and counts who does not', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { telegram, api, hana } = await open({ clock, rates: { chatBurst: 3 } })
    hana.start()
    for (const text of ['1', '2', '3']) await api.sendMessage(hana.id, text)
    expect((await refusal(api.sendMessage(hana.id, '4'))).parameters.retry_after).toBe(1)
    expect(telegram.rateFigures()).toMatchObject({ accepted: 3, answered429: 1, ignored429: 0 })
    expect((await refusal(api.sendMessage(hana.id, '4'))).error_code).toBe(429)
    expect(telegram.rateFigures().ignored429).toBe(1)
    clock.advance(1000)
    await api.sendMessage(hana.id, '4')
  })

  test('a group takes 20 messages and 20 edits a minute', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { telegram, api, hana } = await open({ clock })
    const group = telegram.addGroup('Guild', hana)
    group.addBot(hana)
    let card: Message | undefined
    for (let n = 0; n < 20; n++) {
      card = await api.sendMessage(group.id, `${n}`)
      clock.advance(1000)
    }
    expect((await refusal(api.sendMessage(group.id, '21'))).parameters.retry_after).toBe(40)
    clock.advance(39_999)
    expect((await refusal(api.sendMessage(group.id, '21'))).error_code).toBe(429)
    clock.advance(1000)
    await api.editMessageText(group.id, card?.message_id ?? 0, 'edited')
    expect(telegram.rateFigures().ignored429).toBe(1)
  })

  test('30 messages a second overall, however many chats', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { telegram, api } = await open({ clock })
    const people = Array.from({ length: 31 }, (_, n) => telegram.addPerson(`P${n}`))
    for (const person of people) person.start()
    for (const person of people.slice(0, 30)) await api.sendMessage(person.id, 'x')
    expect((await refusal(api.sendMessage(people[30]?.id ?? 0, 'x'))).error_code).toBe(429)
    expect(telegram.rateFigures().busiestSecond).toBe(30)
  })
})

describe('faults', () => {
  test('strike as often as told: refused, flooded, broken, silent or lost on the way back', async () => {
    const { telegram, api, hana } = await open({ rates: { chatBurst: 20 } })
    const short = new Api(telegram.token, { apiRoot: telegram.root, timeoutSeconds: 0.15 })
    hana.start()
    const visible = () => hana.screen().messages.length - 1
    telegram.faults.next('sendMessage', REFUSALS.chatNotFound)
    expect((await refusal(api.sendMessage(hana.id, 'x'))).description).toBe('Bad Request: chat not found')
    telegram.faults.next('*', { kind: 'server-error', code: 502 })
    expect((await refusal(api.sendMessage(hana.id, 'x'))).error_code).toBe(502)
    telegram.faults.next('sendMessage', { kind: 'server-error', code: 502, html: true })
    await expect(api.sendMessage(hana.id, 'x')).rejects.toBeInstanceOf(HttpError)
    telegram.faults.next('sendMessage', { kind: 'hang-before' })
    await expect(short.sendMessage(hana.id, 'x')).rejects.toBeInstanceOf(HttpError)
    telegram.faults.next('sendMessage', { kind: 'reset-before' })
    await expect(api.sendMessage(hana.id, 'x')).rejects.toBeInstanceOf(HttpError)
    expect(visible()).toBe(0)
    telegram.faults.next('sendMessage', { kind: 'answer-lost' })
    await expect(short.sendMessage(hana.id, 'x')).rejects.toBeInstanceOf(HttpError)
    telegram.faults.next('sendMessage', { kind: 'reset-after' })
    await expect(api.sendMessage(hana.id, 'x')).rejects.toBeInstanceOf(HttpError)
    expect(visible()).toBe(2)
    telegram.faults.next('sendMessage', { kind: 'slow', delayMs: 20 })
    await api.sendMessage(hana.id, 'x')
    telegram.faults.next('sendMessage', { kind: 'flood', retryAfterSeconds: 7 })
    expect((await refusal(api.sendMessage(hana.id, 'x'))).parameters.retry_after).toBe(7)
    expect((await refusal(api.sendMessage(hana.id, 'x'))).error_code).toBe(429)
    expect(telegram.rateFigures().ignored429).toBe(1)
    expect(telegram.faults.struck()['reset-after']).toBe(1)
    expect(telegram.complaints).toEqual([])
  })

  test('a 429 on a method without a chat is remembered for that method', async () => {
    const clock = manualClock(1_800_000_000_000)
    const { telegram, api } = await open({ clock })
    telegram.faults.next('setMyCommands', { kind: 'flood', retryAfterSeconds: 3 })
    expect((await refusal(api.setMyCommands([]))).parameters.retry_after).toBe(3)
    await api.getMe()
    expect((await refusal(api.setMyCommands([]))).error_code).toBe(429)
    clock.advance(3000)
    await api.setMyCommands([])
    expect(telegram.rateFigures()).toMatchObject({ answered429: 2, ignored429: 1 })
  })

  test('by chance are the same for the same seed', async () => {
    const run = async (seed: number) => {
      const { telegram, api } = await open({ seed })
      telegram.faults.sometimes(0.5, { kind: 'server-error', code: 500 }, ['getMe'])
      const outcomes: string[] = []
      for (let n = 0; n < 12; n++)
        outcomes.push(
          await api.getMe().then(
            () => 'ok',
            () => 'broken',
          ),
        )
      return outcomes.join(' ')
    }
    const first = await run(7)
    expect(first).toContain('ok')
    expect(first).toContain('broken')
    expect(await run(7)).toBe(first)
    expect(await run(8)).not.toBe(first)
  })
})

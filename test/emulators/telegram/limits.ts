import type { InlineKeyboardMarkup, MessageEntity } from '@grammyjs/types'
import { isUpload } from './upload.ts'

/** A broken documented limit: what Telegram answers, and (for the complaint list) why. */
export type Breach = { description: string; why: string }

type Parameters = Record<string, unknown>

/** All documented limits a request breaks. An empty list means none. Sources: Bot API text in `@grammyjs/types`. */
export function checkLimits(method: string, parameters: Parameters): Breach[] {
  const breaches: Breach[] = []
  const breach = (description: string, why: string) => breaches.push({ description, why })
  const length = (name: string, least: number, most: number, description: string) => {
    const value = parameters[name]
    if (typeof value !== 'string') return
    if (value.length < least || value.length > most)
      breach(description, `${name} has ${value.length} of ${least}-${most} UTF-16 units`)
  }
  const count = (name: string, least: number, most: number, description: string) => {
    const value = parameters[name]
    const size = Array.isArray(value) ? value.length : value
    if (typeof size !== 'number') return
    if (!Number.isInteger(size) || size < least || size > most)
      breach(description, `${name} is ${size}, allowed ${least}-${most}`)
  }

  if (method === 'sendMessage' || method === 'editMessageText') {
    const text = parameters.text
    if (typeof text === 'string' && text.trim() === '') breach('message text is empty', 'text is empty or white space')
    length('text', 0, 4096, method === 'sendMessage' ? 'message is too long' : 'MESSAGE_TOO_LONG')
  }
  length('caption', 0, 1024, 'message caption is too long')
  if (method === 'answerCallbackQuery') length('text', 0, 200, 'MESSAGE_TOO_LONG')
  if (method === 'createForumTopic') length('name', 1, 128, 'TOPIC_TITLE_INVALID')
  if (method === 'editForumTopic') length('name', 0, 128, 'TOPIC_TITLE_INVALID')
  if (method === 'setMyName') length('name', 0, 64, 'BOT_TITLE_INVALID')
  if (method === 'setMyDescription') length('description', 0, 512, 'BOT_DESCRIPTION_INVALID')
  if (method === 'setMyShortDescription') length('short_description', 0, 120, 'BOT_SHORT_DESCRIPTION_INVALID')
  if (method === 'deleteMessages' || method === 'forwardMessages' || method === 'copyMessages') {
    count('message_ids', 1, 100, 'message identifiers are invalid')
  }
  if (method === 'getUpdates') {
    count('limit', 1, 100, 'limit is invalid')
    count('timeout', 0, Number.MAX_SAFE_INTEGER, 'timeout is invalid')
  }
  if (method === 'setWebhook') {
    count('max_connections', 1, 100, 'max_connections is invalid')
    const secret = parameters.secret_token
    if (typeof secret === 'string' && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
      breach('secret token contains unallowed characters', 'secret_token is not 1-256 of A-Z a-z 0-9 _ -')
    }
  }
  if (parameters.parse_mode !== undefined) {
    breach("can't parse entities: parse modes are not emulated", 'use entities: what is sent is then what was counted')
  }
  checkEntities(parameters.text, parameters.entities, breach)
  checkEntities(parameters.caption, parameters.caption_entities, breach)
  checkMarkup(parameters.reply_markup, breach)
  if (method === 'setMyCommands') checkCommands(parameters.commands, breach)
  for (const [name, most] of [
    ['photo', 10],
    ['document', 50],
  ] as const) {
    const file = parameters[name]
    if (isUpload(file) && file.bytes.length > most * 1024 * 1024)
      breach('file is too big', `${name} exceeds ${most} MB`)
    if (isUpload(file) && file.bytes.length === 0) breach('file must be non-empty', `${name} has no bytes`)
  }
  return breaches
}

type Complain = (description: string, why: string) => void

function checkEntities(text: unknown, entities: unknown, breach: Complain): void {
  if (typeof text !== 'string' || !Array.isArray(entities)) return
  if (entities.length > 100) breach('too many entities', `${entities.length} entities; Telegram drops those past 100`)
  for (const { type, offset, length } of entities as MessageEntity[]) {
    const where = `entity ${type} ${offset}+${length}`
    if (
      !Number.isInteger(offset) ||
      !Number.isInteger(length) ||
      offset < 0 ||
      length < 1 ||
      offset + length > text.length
    ) {
      breach('ENTITY_BOUNDS_INVALID', `${where} lies outside a text of ${text.length} UTF-16 units`)
    } else if (splitsPair(text, offset) || splitsPair(text, offset + length)) {
      breach('ENTITY_BOUNDS_INVALID', `${where} begins or ends in the middle of a surrogate pair`)
    }
  }
}

function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

function checkMarkup(markup: unknown, breach: Complain): void {
  if (typeof markup !== 'object' || markup === null) return
  const placeholder = (markup as { input_field_placeholder?: unknown }).input_field_placeholder
  if (typeof placeholder === 'string' && (placeholder.length < 1 || placeholder.length > 64)) {
    breach('INPUT_FIELD_PLACEHOLDER_INVALID', 'input_field_placeholder must have 1-64 characters')
  }
  const rows = (markup as InlineKeyboardMarkup).inline_keyboard
  if (!Array.isArray(rows)) return
  const buttons = rows.flat()
  if (buttons.length > 100) breach('REPLY_MARKUP_TOO_LONG', `${buttons.length} buttons; 100 is what clients accept`)
  for (const button of buttons) {
    if (typeof button !== 'object' || button === null) continue
    if (typeof button.text !== 'string' || button.text.trim() === '')
      breach('BUTTON_TEXT_INVALID', 'a button has no label')
    const actions = Object.keys(button).filter(key => !['text', 'style', 'icon_custom_emoji_id'].includes(key))
    if (actions.length !== 1)
      breach('BUTTON_TYPE_INVALID', `button "${button.text}" has ${actions.length} actions, not one`)
    if ('callback_data' in button && typeof button.callback_data === 'string') {
      const bytes = Buffer.byteLength(button.callback_data)
      if (bytes < 1 || bytes > 64) breach('BUTTON_DATA_INVALID', `callback_data has ${bytes} of 1-64 bytes`)
    }
    if ('url' in button) checkUrl(button.url, breach)
  }
}

function checkUrl(url: string, breach: Complain): void {
  if (!URL.canParse(url) || !/^(https?|tg):/.test(url)) {
    return breach(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`, 'not an http, https or tg address')
  }
  const { hostname, searchParams } = new URL(url)
  const payload = searchParams.get('start') ?? searchParams.get('startgroup')
  if (hostname === 't.me' && payload !== null && !/^[A-Za-z0-9_-]{0,64}$/.test(payload)) {
    breach('START_PARAM_INVALID', `deep-link payload "${payload}" is not at most 64 of A-Z a-z 0-9 _ -`)
  }
}

function checkCommands(commands: unknown, breach: Complain): void {
  if (!Array.isArray(commands)) return
  if (commands.length > 100) breach('BOT_COMMANDS_TOO_MUCH', `${commands.length} of 100 commands`)
  for (const { command, description } of commands as { command: string; description: string }[]) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) breach('BOT_COMMAND_INVALID', `"${command}" is not 1-32 of a-z 0-9 _`)
    if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
      breach('BOT_COMMAND_DESCRIPTION_INVALID', `the description of /${command} is not 1-256 characters`)
    }
  }
}

import type { BotCommandScope } from '@grammyjs/types'
import { REFUSALS } from './faults.ts'
import type { Methods } from './method.ts'
import { badRequest, Refusal } from './refusal.ts'

const DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024

/** The bot itself: updates, webhook, menus, profile texts, presses and files. */
export const botMethods: Methods = {
  getMe: (_parameters, stage) => stage.world.me,

  getUpdates(parameters, stage, gone) {
    if (stage.webhook.url()) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    return stage.queue.poll(parameters ?? {}, gone)
  },

  setWebhook(parameters, stage) {
    if (parameters.url) stage.queue.interrupt('terminated by setWebhook request')
    if (parameters.drop_pending_updates) stage.queue.clear()
    stage.queue.allow(parameters.allowed_updates)
    stage.webhook.set(parameters.url, parameters.secret_token, parameters.max_connections)
    return true
  },

  deleteWebhook(parameters, stage) {
    if (parameters?.drop_pending_updates) stage.queue.clear()
    stage.webhook.set('', undefined, undefined)
    return true
  },

  getWebhookInfo: (_parameters, stage) => stage.webhook.info(),

  answerCallbackQuery(parameters, stage) {
    const query = stage.world.queries.get(parameters.callback_query_id)
    const isTooOld = !query || stage.world.clock.nowMs() - query.pressedAtMs > stage.queryExpiresMs
    if (isTooOld) throw new Refusal(REFUSALS.queryTooOld.code, REFUSALS.queryTooOld.description)
    query.answer ??= { ...(parameters.text && { text: parameters.text }), showAlert: parameters.show_alert ?? false }
    return true
  },

  getFile(parameters, stage) {
    const file = stage.world.files.get(parameters.file_id)
    if (!file) return badRequest('wrong file_id or the file is temporarily unavailable')
    if (file.sizeBytes > DOWNLOAD_LIMIT_BYTES) return badRequest('file is too big')
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.sizeBytes, file_path: file.path }
  },

  setMyCommands(parameters, stage) {
    stage.world.commands.set(menuKey(parameters.scope, parameters.language_code), [...parameters.commands])
    return true
  },
  getMyCommands: (parameters, stage) =>
    stage.world.commands.get(menuKey(parameters?.scope, parameters?.language_code)) ?? [],
  deleteMyCommands(parameters, stage) {
    stage.world.commands.delete(menuKey(parameters?.scope, parameters?.language_code))
    return true
  },

  setMyDefaultAdministratorRights(parameters, stage) {
    const key = `rights/${parameters?.for_channels ? 'channels' : 'groups'}`
    stage.world.profile.set(key, JSON.stringify(parameters?.rights ?? {}))
    return true
  },
  setChatMenuButton(parameters, stage) {
    stage.world.profile.set(
      `menu button/${parameters?.chat_id ?? '-'}`,
      JSON.stringify(parameters?.menu_button ?? { type: 'default' }),
    )
    return true
  },

  setMyName: (parameters, stage) => keep(stage.world.profile, 'name', parameters.language_code, parameters.name),
  setMyDescription: (parameters, stage) =>
    keep(stage.world.profile, 'description', parameters.language_code, parameters.description),
  setMyShortDescription: (parameters, stage) =>
    keep(stage.world.profile, 'short_description', parameters.language_code, parameters.short_description),
  getMyName: (parameters, stage) => ({ name: recall(stage.world.profile, 'name', parameters?.language_code) }),
  getMyDescription: (parameters, stage) => ({
    description: recall(stage.world.profile, 'description', parameters?.language_code),
  }),
  getMyShortDescription: (parameters, stage) => ({
    short_description: recall(stage.world.profile, 'short_description', parameters?.language_code),
  }),
}

/** The key a menu is kept under: scope with its chat and member, then language (`-` for every language). */
export function menuKey(scope: BotCommandScope | undefined, language: string | undefined): string {
  const parts = scope
    ? [scope.type, 'chat_id' in scope ? scope.chat_id : '', 'user_id' in scope ? scope.user_id : '']
    : ['default']
  return `${parts.filter(part => part !== '').join(':')}/${language || '-'}`
}

function keep(
  profile: Map<string, string>,
  field: string,
  language: string | undefined,
  value: string | undefined,
): true {
  if (value) profile.set(`${field}/${language || '-'}`, value)
  else profile.delete(`${field}/${language || '-'}`)
  return true
}

function recall(profile: Map<string, string>, field: string, language: string | undefined): string {
  return profile.get(`${field}/${language || '-'}`) ?? profile.get(`${field}/-`) ?? ''
}

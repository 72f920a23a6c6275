import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Text } from '../../content/schema.ts'
import type { Command, Option } from '../../engine/command.ts'
import type { Archive } from '../../store/archive.ts'
import type { Api } from './api.ts'
import { codeOf } from './problem.ts'
import type { MenuNames } from './read.ts'
import type { Json } from './write.ts'

/** Slash commands and context menus, drawn from `commands/` and registered when they have changed. */

/** Manage Server: what a moderator command needs unless the server decides otherwise. */
const MANAGE_GUILD = String(1n << 5n)
const GUILD = 0
const BOT_DM = 1
const MAX_DESCRIPTION = 100
const CHAT_INPUT = 1
const USER = 2
const MESSAGE = 3
const STRING = 3

type Texts = Readonly<Record<string, Text | undefined>>

/** Bodies for Discord's bulk overwrite. Names are English; Japanese is beside them where there is a text for it. */
export function commandBodies(commands: readonly Command[], texts: Texts): readonly Json[] {
  const slash = commands.map(command => ({
    type: CHAT_INPUT,
    name: command.name,
    ...localName(texts[`discord.command-name.${command.name}`]),
    ...described(texts[`command.${command.name}`], command.name),
    contexts: command.for === 'moderator' ? [GUILD] : [GUILD, BOT_DM],
    integration_types: [0],
    ...(command.for === 'moderator' ? { default_member_permissions: MANAGE_GUILD } : {}),
    // /setup is a guided card here: nothing is typed.
    options: (command.name === 'setup' ? [] : [...command.options])
      .sort((a, b) => Number(b.required) - Number(a.required))
      .map(option => optionBody(command.name, option, texts)),
  }))
  const names = menuNames(texts)
  const menu = (type: number, name: string, text: Text | undefined) => ({
    type,
    name,
    ...(text ? { name_localizations: { ja: text.ja } } : {}),
    contexts: [GUILD],
    integration_types: [0],
  })
  return [
    ...slash,
    menu(MESSAGE, names.message, texts['discord.menu.message']),
    { ...menu(USER, names.user, texts['discord.menu.user']), default_member_permissions: MANAGE_GUILD },
  ]
}

export const menuNames = (texts: Texts): MenuNames => ({
  message: texts['discord.menu.message']?.en ?? 'Help with this',
  user: texts['discord.menu.user']?.en ?? 'Open a case for',
})

function optionBody(command: string, { name, required, choices, complete }: Option, texts: Texts): Json {
  const key = `command.${command}.${name}`
  return {
    type: STRING,
    name,
    ...described(texts[key], name),
    required,
    ...(complete ? { autocomplete: true } : {}),
    ...(choices && !complete ? { choices: choices.map(value => choiceBody(key, value, texts)) } : {}),
  }
}

function choiceBody(key: string, value: string, texts: Texts): Json {
  const text = texts[`${key}.${value}`] ?? texts[`card.${value}`]
  return {
    name: (text?.en ?? value).slice(0, 100),
    value,
    ...(text ? { name_localizations: { ja: text.ja.slice(0, 100) } } : {}),
  }
}

const localName = (text: Text | undefined) => (text ? { name_localizations: { ja: text.ja } } : {})

const described = (text: Text | undefined, name: string) => ({
  description: (text?.en ?? name).slice(0, MAX_DESCRIPTION),
  ...(text ? { description_localizations: { ja: text.ja.slice(0, MAX_DESCRIPTION) } } : {}),
})

const ROW = 'x/discord-commands'
const Registered = z.object({ application: z.string(), guild: z.string().optional(), hash: z.string() })

/**
 * Overwrites the registered commands when ours have changed since this store last did so: globally, or for one server
 * (where changes show at once). Where they stood before is emptied: people would see every command twice.
 * @returns whether Discord was asked
 */
export async function registerCommands(
  api: Api,
  archive: Archive,
  application: string,
  bodies: readonly Json[],
  guild?: string,
): Promise<boolean> {
  const hash = createHash('sha256').update(JSON.stringify(bodies)).digest('base64url')
  const kept = await archive.load(ROW)
  const before = Registered.safeParse(kept?.value).data
  const isSamePlace = before?.application === application && before.guild === guild
  if (isSamePlace && before.hash === hash) return false
  const write = (place: string | undefined, body: readonly Json[]) =>
    api('PUT', `/applications/${application}${place === undefined ? '' : `/guilds/${place}`}/commands`, { body })
  await write(guild, bodies)
  if (before?.application === application && !isSamePlace)
    await write(before.guild, []).catch((error: unknown) => {
      // The bot has left that server: there is nothing of it to be seen there.
      if (codeOf(error) === undefined) throw error
    })
  const value = { application, ...(guild === undefined ? {} : { guild }), hash }
  await archive.commit({ put: [{ key: ROW, value, version: (kept?.version ?? 0) + 1 }] })
  return true
}

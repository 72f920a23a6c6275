import * as spec from 'discord-api-spec/zod'
import { checkSchema } from './check.ts'
import type { Json } from './world.ts'

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
)
/** Commands per scope by type: 1 chat input, 2 user, 3 message. */
const MOST: Record<number, number> = { 1: 100, 2: 15, 3: 15 }

/** Faults in a bulk overwrite of application commands (docs: interactions/application-commands). */
export function checkCommands(body: unknown): string[] {
  if (!Array.isArray(body)) return ['body: not a list of commands']
  const commands = body as Json[]
  // The published schema takes permissions as a number, but Discord documents and discord.js sends decimal text.
  const asNumber = (value: unknown) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)
  const faults = commands.flatMap((command, at) =>
    checkSchema(spec.ApplicationCommandUpdateRequestSchema, {
      ...command,
      default_member_permissions: asNumber(command.default_member_permissions),
    }).map(fault => `[${at}].${fault}`),
  )
  if (faults.length > 0) return faults
  for (const command of commands) faults.push(...checkCommand(command))
  for (const type of [1, 2, 3]) {
    const names = commands.filter(command => (command.type ?? 1) === type).map(command => String(command.name))
    if (names.length > (MOST[type] ?? 0)) faults.push(`Maximum number of application commands of type ${type} reached`)
    const twice = names.find((name, at) => names.indexOf(name) !== at)
    if (twice !== undefined) faults.push(`${twice}: Application command names must be unique`)
  }
  return faults
}

function checkCommand(command: Json): string[] {
  const name = String(command.name)
  const isChat = (command.type ?? 1) === 1
  const faults = checkLocales(command, name)
  if (isChat) faults.push(...checkName(command, name))
  if (isChat && !command.description) faults.push(`${name}: description is required`)
  if (!isChat && command.description) faults.push(`${name}: a context menu command has no description`)
  if (!isChat && (command.options as unknown[] | undefined)?.length)
    faults.push(`${name}: a context menu has no options`)
  faults.push(...checkOptions((command.options as Json[] | undefined) ?? [], name, 0))
  const size = sizeOf(command)
  if (size > 8000) faults.push(`${name}: Command exceeds maximum size (${size} of 8000)`)
  return faults
}

function checkOptions(options: Json[], path: string, depth: number): string[] {
  const faults: string[] = []
  const names = options.map(option => String(option.name))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) faults.push(`${path}: option ${twice} is there twice`)
  let seenOptional = false
  for (const option of options) {
    const at = `${path}.${String(option.name)}`
    const isGroup = option.type === 1 || option.type === 2
    faults.push(...checkName(option, at), ...checkLocales(option, at))
    if (!option.description) faults.push(`${at}: description is required`)
    if (isGroup && (option.type === 2 ? depth > 0 : depth > 1)) faults.push(`${at}: subcommands nest too deep`)
    if (!isGroup && option.required === true && seenOptional)
      faults.push(`${at}: Required options must be placed before non-required options`)
    if (!isGroup && option.required !== true) seenOptional = true
    const choices = (option.choices as Json[] | undefined) ?? []
    if (choices.length > 25) faults.push(`${at}: Must be 25 or fewer choices`)
    if (option.autocomplete === true && choices.length > 0) faults.push(`${at}: autocomplete excludes choices`)
    faults.push(...checkOptions((option.options as Json[] | undefined) ?? [], at, depth + 1))
  }
  const groups = options.filter(option => option.type === 1 || option.type === 2).length
  if (groups > 0 && groups < options.length) faults.push(`${path}: subcommands and options do not mix`)
  return faults
}

function checkName(named: Json, path: string): string[] {
  const names = [named.name, ...Object.values((named.name_localizations as Json | null | undefined) ?? {})]
  return names
    .map(String)
    .filter(name => !NAME.test(name) || name !== name.toLowerCase())
    .map(name => `${path}: name "${name}" is invalid`)
}

function checkLocales(named: Json, path: string): string[] {
  return (['name_localizations', 'description_localizations'] as const)
    .flatMap(key => Object.keys((named[key] as Json | null | undefined) ?? {}))
    .filter(locale => !LOCALES.has(locale))
    .map(locale => `${path}: unknown locale ${locale}`)
}

// Discord counts name, description and choice values, each at its longest localisation.
function sizeOf(command: Json): number {
  const longest = (text: unknown, localized: unknown) =>
    Math.max(
      ...[text ?? '', ...Object.values((localized as Json | null | undefined) ?? {})].map(one => String(one).length),
    )
  const choices = (command.choices as Json[] | undefined) ?? []
  const options = (command.options as Json[] | undefined) ?? []
  return (
    longest(command.name, command.name_localizations) +
    longest(command.description, command.description_localizations) +
    choices.reduce((sum, one) => sum + longest(one.name, one.name_localizations) + String(one.value).length, 0) +
    options.reduce((sum, option) => sum + sizeOf(option), 0)
  )
}

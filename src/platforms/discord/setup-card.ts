import type { Language } from '../../core/ids.ts'
import { missing } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { IDS } from './read.ts'
import type { Words } from './words.ts'
import { flatten } from './wire.ts'
import type { ComponentJson, Snowflake } from './wire.ts'
import { IS_COMPONENTS_V2, button, container, row, textDisplay } from './write.ts'
import type { Payload } from './write.ts'

/** The card of /setup: drawn from what is chosen, and read back from the card that was pressed. */

const RETENTION_DAYS = ['7', '30', '90'] as const
const CRIES = ['off', 'on'] as const
export const RINGS = { standard: '0,5,15', calm: '0,10,30' } as const
const NEEDED: Record<'rooms' | 'helpers' | 'moderators', readonly Permission[]> = {
  rooms: ['view-channel', 'send-messages', 'read-history', 'private-threads', 'send-in-threads', 'manage-threads'],
  helpers: ['view-channel', 'send-messages'],
  moderators: ['view-channel', 'send-messages'],
}

export type Chosen = {
  readonly rooms: readonly string[]
  readonly helpers: readonly string[]
  readonly moderators: readonly string[]
  readonly roles: readonly string[]
  readonly language: readonly string[]
  readonly retention: readonly string[]
  readonly rings: readonly string[]
  readonly cries: readonly string[]
}
export type Field = keyof Chosen
export const FIELDS: readonly Field[] = [
  'rooms',
  'helpers',
  'moderators',
  'roles',
  'language',
  'retention',
  'rings',
  'cries',
]

export type SetupCards = {
  /** @param incomplete it was to be saved although something needed is not chosen */
  card(chosen: Chosen, language: Language, incomplete?: boolean): Payload
  /** One line in the card's place. */
  closing(key: string, language: Language): Payload
}

export type SetupCardParts = {
  readonly words: Words
  readonly messageContent: () => boolean
  /** The bot's own permissions in a channel; undefined when it can't see the channel. */
  readonly permissionsIn: (channel: Snowflake) => bigint | undefined
}

export function openSetupCards({ words, messageContent, permissionsIn }: SetupCardParts): SetupCards {
  function card(chosen: Chosen, language: Language, incomplete = false): Payload {
    const line = (key: string) => textDisplay(words.line(`discord.setup.${key}`, language))
    const label = (key: string) => words.label(`discord.setup.${key}`, language)
    const channel = (field: 'rooms' | 'helpers' | 'moderators') => [
      line(field),
      row([
        {
          type: 8,
          custom_id: `${IDS.setup}${field}`,
          channel_types: [0],
          min_values: field === 'rooms' ? 1 : 0,
          max_values: 1,
          placeholder: label('choose-channel'),
          default_values: chosen[field].map(id => ({ id, type: 'channel' })),
        },
      ]),
    ]
    const pick = (field: Field, options: readonly { value: string; label: string }[]) =>
      row([
        {
          type: 3,
          custom_id: `${IDS.setup}${field}`,
          options: options.map(option => ({ ...option, default: chosen[field].includes(option.value) })),
        },
      ])
    return {
      flags: IS_COMPONENTS_V2,
      components: [
        container([
          line('title'),
          ...channel('rooms'),
          ...channel('helpers'),
          ...channel('moderators'),
          line('roles'),
          row([
            {
              type: 6,
              custom_id: `${IDS.setup}roles`,
              min_values: 0,
              max_values: 5,
              placeholder: label('choose-roles'),
              default_values: chosen.roles.map(id => ({ id, type: 'role' })),
            },
          ]),
          line('policy'),
          pick('language', [
            { value: 'ja', label: label('language.ja') },
            { value: 'en', label: label('language.en') },
          ]),
          pick(
            'retention',
            RETENTION_DAYS.map(value => ({ value, label: label(`retention.${value}`) })),
          ),
          pick('rings', [
            { value: 'standard', label: label('rings.standard') },
            { value: 'calm', label: label('rings.calm') },
          ]),
          // Only where the operator lets the bot read messages at all.
          ...(messageContent()
            ? [
                line('cries'),
                pick(
                  'cries',
                  CRIES.map(value => ({ value, label: label(`cries.${value}`) })),
                ),
              ]
            : []),
          textDisplay(checked(chosen, language, incomplete)),
          row([button(`${IDS.setup}save`, label('save'), 'primary'), button(`${IDS.setup}cancel`, label('cancel'))]),
        ]),
      ],
      allowed_mentions: { parse: [] },
    }
  }

  /** What the bot may not do in the chosen channels, by the names Discord's settings use. */
  function checked(chosen: Chosen, language: Language, incomplete: boolean): string {
    if (incomplete || chosen.rooms.length === 0) return words.line('discord.setup.needs-rooms', language)
    const lines = (['rooms', 'helpers', 'moderators'] as const).flatMap(field =>
      chosen[field].flatMap(channel => {
        const bits = permissionsIn(channel)
        const lacking = bits === undefined ? NEEDED[field] : missing(bits, NEEDED[field])
        if (lacking.length === 0) return []
        const names = lacking.map(name => words.label(`discord.permission.${name}`, language))
        return [`<#${channel}> ${words.line('discord.setup.missing', language, { permissions: names.join(', ') })}`]
      }),
    )
    return lines.length > 0 ? lines.join('\n') : words.line('discord.setup.ready', language)
  }

  const closing = (key: string, language: Language): Payload => ({
    flags: IS_COMPONENTS_V2,
    components: [container([textDisplay(words.line(key, language))])],
    allowed_mentions: { parse: [] },
  })

  return { card, closing }
}

/** What is chosen on the card that was pressed. */
export function readCard(components: readonly ComponentJson[]): Chosen {
  const all = flatten(components)
  const of = (field: Field) => {
    const found = all.find(({ custom_id }) => custom_id === `${IDS.setup}${field}`)
    const options = (found?.options ?? []).filter(one => one.default).map(({ value }) => value)
    return [...options, ...(found?.default_values ?? []).map(({ id }) => id)]
  }
  return {
    rooms: of('rooms'),
    helpers: of('helpers'),
    moderators: of('moderators'),
    roles: of('roles'),
    language: of('language'),
    retention: of('retention'),
    rings: of('rings'),
    cries: of('cries'),
  }
}

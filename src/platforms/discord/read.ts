import type { Language, PersonId } from '../../core/ids.ts'
import type { Address, Inbound } from '../../engine/messages.ts'
import { flatten } from './wire.ts'
import type { InteractionJson, MessageJson, OptionJson, UserJson } from './wire.ts'

/** Discord's JSON → what somebody wants. No SDK, no state: what is on the wire decides. */

/** Ids of what this room itself puts on a message; everything else is an offer of the engine. */
export const IDS = {
  /** The persistent "Get help" button and the story modal it opens. */
  help: 'help',
  story: 'story',
  text: 'text',
  /** A button that opens the "In my own words" field; the engine's reference follows. */
  words: 'w.',
  pick: 'pick.',
  /** Offers somebody who cried out in public to go on in private with those words; author and message follow. */
  post: 'post.',
  setup: 'setup.',
  contain: 'contain.',
} as const

/** Names of the two context menus: the English text, which Discord sends back whatever the language. */
export type MenuNames = { readonly message: string; readonly user: string }

/** Manage Server and Moderate Members (docs: topics/permissions). */
const MANAGE_GUILD = 1n << 5n
const ADMINISTRATOR = 1n << 3n
const MODERATE_MEMBERS = 1n << 40n

export type Asked =
  /** For the engine. `update` leaves the message with the pressed button as it is; `ephemeral` answers only this person. */
  | { readonly kind: 'wish'; readonly what: Inbound['what']; readonly answer: 'update' | 'ephemeral' }
  /** A field for free text: has to be the first answer, so nothing is deferred. */
  | { readonly kind: 'modal'; readonly modal: 'story' | 'words'; readonly ref?: string }
  | { readonly kind: 'complete'; readonly command: string; readonly option: string; readonly typed: string }
  /** "Help with this" on a message, "Open a case for…" on a member. */
  | { readonly kind: 'for'; readonly target: UserJson; readonly message?: MessageJson }
  /** The button under a public cry: for its author their own post, for anybody else an empty field. */
  | { readonly kind: 'own-post'; readonly author: string; readonly message: string }
  | { readonly kind: 'setup'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'contain'; readonly act: string; readonly target: string }
  | { readonly kind: 'unknown' }

/** What an interaction asks for. */
export function readInteraction(interaction: InteractionJson, menus: MenuNames): Asked {
  const { type, data } = interaction
  if (type === 2 && data?.type === 3 && data.name === menus.message) {
    const message = data.resolved?.messages?.[data.target_id ?? '']
    if (!message?.author) return { kind: 'unknown' }
    return { kind: 'for', target: message.author, message }
  }
  if (type === 2 && data?.type === 2 && data.name === menus.user) {
    const target = data.resolved?.users?.[data.target_id ?? '']
    return target ? { kind: 'for', target } : { kind: 'unknown' }
  }
  if (type === 2) return readCommand(data?.name ?? '', data?.options ?? [])
  if (type === 4) {
    const focused = (data?.options ?? []).find(({ focused }) => focused)
    return {
      kind: 'complete',
      command: data?.name ?? '',
      option: focused?.name ?? '',
      typed: String(focused?.value ?? ''),
    }
  }
  if (type === 3) return readPress(interaction)
  if (type === 5) return readModal(interaction)
  return { kind: 'unknown' }
}

function readCommand(name: string, options: readonly OptionJson[]): Asked {
  if (name === 'setup') return { kind: 'setup', field: 'open', values: [] }
  const input = Object.fromEntries(options.map(option => [option.name, String(option.value ?? '')]))
  if (name === 'help-me')
    return input.story
      ? { kind: 'wish', what: { kind: 'text', text: input.story }, answer: 'ephemeral' }
      : { kind: 'modal', modal: 'story' }
  return { kind: 'wish', what: { kind: 'command', name, input }, answer: 'ephemeral' }
}

function readPress({ data, message }: InteractionJson): Asked {
  const id = data?.custom_id ?? ''
  const press = (ref: string): Asked => ({
    kind: 'wish',
    what: { kind: 'press', ref, message: message?.id },
    answer: 'update',
  })
  if (id === IDS.help) return { kind: 'modal', modal: 'story' }
  if (id.startsWith(IDS.words)) return { kind: 'modal', modal: 'words', ref: id.slice(IDS.words.length) }
  if (id.startsWith(IDS.pick)) return press(data?.values?.[0] ?? '')
  if (id.startsWith(IDS.setup)) return { kind: 'setup', field: id.slice(IDS.setup.length), values: data?.values ?? [] }
  if (id.startsWith(IDS.post)) {
    const [, author, message] = /^(\d{1,25})\.(\d{1,25})$/.exec(id.slice(IDS.post.length)) ?? []
    return author && message ? { kind: 'own-post', author, message } : { kind: 'unknown' }
  }
  if (id.startsWith(IDS.contain)) {
    const [act = '', target = ''] = id.slice(IDS.contain.length).split('.')
    return { kind: 'contain', act, target }
  }
  return press(id)
}

function readModal({ data, message }: InteractionJson): Asked {
  const text = flatten(data?.components ?? []).find(({ custom_id }) => custom_id === IDS.text)?.value ?? ''
  return { kind: 'wish', what: { kind: 'text', text }, answer: message ? 'update' : 'ephemeral' }
}

/** Who did it: the member's user in a server, the user itself in a DM. */
export const userOf = (interaction: InteractionJson): UserJson | undefined =>
  interaction.member?.user ?? interaction.user

/** A person by Discord's numeric id; names never identify. */
export const personOf = (id: string) => `discord:${id}` as PersonId

/** The numeric id back, or undefined for somebody of another app. */
export const userIdOf = (person: PersonId): string | undefined =>
  person.startsWith('discord:') ? person.slice('discord:'.length) : undefined

/** Japanese or English, by the app's own setting; anything else reads English. */
export const languageOf = (locale: string | undefined): Language | undefined =>
  locale === undefined ? undefined : locale === 'ja' ? 'ja' : 'en'

/** Manage Server or Moderate Members, as Discord computed it for this very press. */
export function isModerator(permissions: string | undefined): boolean {
  const bits = BigInt(permissions ?? '0')
  return (bits & (MANAGE_GUILD | ADMINISTRATOR | MODERATE_MEMBERS)) !== 0n
}

/** Manage Server: who may decide about the whole community. */
export function isAdmin(permissions: string | undefined): boolean {
  return (BigInt(permissions ?? '0') & (MANAGE_GUILD | ADMINISTRATOR)) !== 0n
}

export const privatePlace = (chat: string): Address => ({ platform: 'discord', chat, kind: 'private' })
export const roomPlace = (parent: string, thread: string): Address => ({
  platform: 'discord',
  chat: parent,
  thread,
  kind: 'room',
})

/** Everything about an interaction but where it is answered. */
export function inboundOf(
  interaction: InteractionJson,
  user: UserJson,
  what: Inbound['what'],
  place: Address,
  at: number,
): Inbound {
  return {
    id: `dc:i:${interaction.id}`,
    from: personOf(user.id),
    place,
    group: groupOf(interaction.guild_id),
    at,
    language: languageOf(interaction.locale),
    name: interaction.member?.nick ?? user.global_name ?? user.username,
    isAdmin: interaction.member ? isAdmin(interaction.member.permissions) : undefined,
    roles: interaction.member?.roles,
    what,
  }
}

export const groupOf = (guildId: string | undefined) => (guildId === undefined ? undefined : `discord:${guildId}`)

/** One message as inputs: its words, what it forwards, its files; each with an id of its own. */
export function readMessage(message: MessageJson, botId: string): readonly { id: string; what: Inbound['what'] }[] {
  const id = `dc:m:${message.id}`
  const said = withoutMention(message.content, botId)
  const forwarded = message.message_snapshots ?? []
  const files = [...(message.attachments ?? []), ...forwarded.flatMap(({ message }) => message.attachments ?? [])]
  return [
    ...(said ? [{ id, what: { kind: 'text', text: said } as const }] : []),
    ...forwarded
      .filter(({ message }) => message.content.trim() !== '')
      .map(({ message }, index) => ({
        id: `${id}/f${index}`,
        what: { kind: 'text', text: message.content, quoted: true } as const,
      })),
    ...files.map(file => ({
      id: `${id}/${file.id}`,
      what: {
        kind: 'file',
        name: file.filename,
        mime: file.content_type ?? 'application/octet-stream',
        bytes: file.size,
        url: file.url,
        // A forwarded recording is somebody else's: evidence, nobody's story.
        ...(file.duration_secs !== undefined && message.attachments?.includes(file) && { spoken: true as const }),
      } as const,
    })),
  ]
}

/** The words without the call to the bot. */
const withoutMention = (text: string, botId: string) =>
  text.replaceAll(`<@${botId}>`, ' ').replaceAll(`<@!${botId}>`, ' ').trim()

/** Whether somebody wrote it by hand: no bot, no webhook, no "has joined" line. */
export const isByPerson = (message: MessageJson): boolean =>
  message.author !== undefined &&
  message.author.bot !== true &&
  message.webhook_id === undefined &&
  (message.type === 0 || message.type === 19)

export const mentions = (message: MessageJson, botId: string): boolean =>
  (message.mentions ?? []).some(({ id }) => id === botId)

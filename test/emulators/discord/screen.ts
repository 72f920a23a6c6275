import { flatten } from './check-components.ts'
import { canSee } from './permissions.ts'
import type { Channel, Json, Message, Snowflake, World } from './world.ts'

/** One message as a person sees it. `key` is the channel's name, or `dm`. */
export type Seen = {
  id: Snowflake
  where: string
  channelId: Snowflake
  by: string
  text: string
  embeds: { title?: string; description?: string; fields: { name: string; value: string }[]; footer?: string }[]
  buttons: { label: string; customId?: string; url?: string; disabled: boolean; style: number }[]
  selects: {
    customId: string
    placeholder?: string
    options: { label: string; value: string; description?: string }[]
  }[]
  files: string[]
  onlyForMe: boolean
  loading: boolean
  edited: boolean
  mentionsMe: boolean
}

/** Everything a user can see now, oldest first: channels, threads and DMs they may read, and what is ephemeral to them. */
export function screenOf(world: World, userId: Snowflake): Seen[] {
  return [...world.messages.values()].flatMap(message => {
    const channel = world.channels.get(message.channelId)
    if (!channel || message.deleted || !canSee(world, userId, channel)) return []
    if (message.ephemeralFor !== null && message.ephemeralFor !== userId) return []
    return [see(world, channel, message, userId)]
  })
}

/** One message as plain data. */
export function see(world: World, channel: Channel, message: Message, userId: Snowflake): Seen {
  const parts = message.components.flatMap(flatten)
  const text = parts.filter(part => part.type === 10).map(part => String(part.content))
  const roles = channel.guildId ? (world.guilds.get(channel.guildId)?.members.get(userId)?.roles ?? []) : []
  return {
    id: message.id,
    where: channel.type === 1 ? 'dm' : channel.name,
    channelId: channel.id,
    by: world.users.get(message.authorId)?.name ?? '?',
    text: [message.content, ...text].filter(part => part !== '').join('\n'),
    embeds: message.embeds.map(embed => ({
      ...(embed.title ? { title: String(embed.title as string) } : {}),
      ...(embed.description ? { description: String(embed.description as string) } : {}),
      fields: ((embed.fields as { name: string; value: string }[] | undefined) ?? []).map(({ name, value }) => ({
        name,
        value,
      })),
      ...((embed.footer as Json | undefined)?.text ? { footer: String((embed.footer as { text: string }).text) } : {}),
    })),
    buttons: parts
      .filter(part => part.type === 2)
      .map(part => ({
        label: (part.label as string | undefined) ?? '',
        ...(part.custom_id ? { customId: part.custom_id as string } : {}),
        ...(part.url ? { url: part.url as string } : {}),
        disabled: part.disabled === true,
        style: Number(part.style),
      })),
    selects: parts
      .filter(part => [3, 5, 6, 7, 8].includes(Number(part.type)))
      .map(part => ({
        customId: part.custom_id as string,
        ...(part.placeholder ? { placeholder: part.placeholder as string } : {}),
        options: (part.options as Seen['selects'][number]['options'] | undefined) ?? [],
      })),
    files: message.attachments.map(file => file.filename),
    onlyForMe: message.ephemeralFor !== null,
    loading: (message.flags & 128) !== 0,
    edited: message.editedAt !== null,
    mentionsMe:
      message.mentions.everyone ||
      message.mentions.users.includes(userId) ||
      message.mentions.roles.some(role => roles.includes(role)),
  }
}

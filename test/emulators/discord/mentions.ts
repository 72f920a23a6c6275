import type { Channel, Mentions, Snowflake, World } from './world.ts'

/** allowed_mentions of a request. */
export type AllowedMentions = {
  parse?: (string | null)[] | null
  users?: (string | null)[] | null
  roles?: (string | null)[] | null
  replied_user?: boolean | null
}

/**
 * Who a text would notify. Without `allowed` Discord applies its default: a plain message parses users, roles and
 * everyone; an interaction or webhook reply users only (docs: resources/message, allowed mentions).
 * @param bySlash - true for interaction responses and follow-ups
 */
export function resolveMentions(
  world: World,
  channel: Channel,
  text: string,
  allowed: AllowedMentions | null | undefined,
  bySlash: boolean,
  repliedTo: Snowflake | null,
): Mentions {
  const parse = allowed ? (allowed.parse ?? []) : bySlash ? ['users'] : ['users', 'roles', 'everyone']
  const visible = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
  const written = (pattern: RegExp) => [...visible.matchAll(pattern)].flatMap(match => match[1] ?? [])
  const permits = (kind: 'users' | 'roles', id: Snowflake) =>
    parse.includes(kind) || (allowed?.[kind] ?? []).includes(id)
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  const users = written(/<@!?(\d+)>/g).filter(id => world.users.has(id) && permits('users', id))
  if (repliedTo && (allowed ? allowed.replied_user === true : true)) users.push(repliedTo)
  return {
    users: [...new Set(users)],
    roles: [...new Set(written(/<@&(\d+)>/g).filter(id => guild?.roles.has(id) && permits('roles', id)))],
    everyone: guild !== undefined && parse.includes('everyone') && /@(everyone|here)\b/.test(visible),
  }
}

/** What Discord answers 400 to: a kind both parsed and listed. @returns the fault, or undefined */
export function mentionsFault(allowed: AllowedMentions | null | undefined): string | undefined {
  if (!allowed) return undefined
  for (const kind of ['users', 'roles'] as const)
    if (allowed.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0)
      return `allowed_mentions: parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive`
  return undefined
}

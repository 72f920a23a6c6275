import type { Server } from 'node:http'
import type { Call, Route } from '../http.ts'
import { addressOf } from '../gateway.ts'
import { userJson } from '../payload.ts'
import { refuse } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { guildFor } from '../stage.ts'
import type { Command, Json } from '../world.ts'

/** The application itself: gateway address, current user, commands by bulk overwrite. */
export function applicationRoutes(
  stage: Stage,
  server: Server,
  session: () => { left: number; lanes: number; shards: number; resetMs: number },
): Route[] {
  const { world } = stage
  const owner = userJson({ id: '1', name: 'owner', bot: false, locale: 'en-US', dms: 'open' })
  const app = () => ({
    id: world.applicationId,
    name: world.bot.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    owner,
    team: null,
    type: null,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    approximate_guild_count: world.guilds.size,
  })
  const global = '/applications/:application/commands'
  const local = '/applications/:application/guilds/:guild/commands'
  return [
    { method: 'GET', path: '/gateway', answer: () => ({ url: addressOf(server) }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      answer: () => ({
        url: addressOf(server),
        shards: session().shards,
        session_start_limit: {
          total: 1000,
          remaining: session().left,
          reset_after: session().resetMs,
          max_concurrency: session().lanes,
        },
      }),
    },
    {
      method: 'GET',
      path: '/users/@me',
      answer: () => ({ ...userJson(world.bot), verified: true, locale: 'en-US', mfa_enabled: true }),
    },
    {
      method: 'GET',
      path: '/users/:user',
      answer: ({ params }) => userJson(world.users.get(params.user ?? '') ?? refuse(10013)),
    },
    {
      method: 'GET',
      path: '/users/@me/guilds',
      answer: () => [...world.guilds.values()].map(({ id, name }) => ({ id, name })),
    },
    { method: 'GET', path: '/oauth2/applications/@me', answer: app },
    { method: 'GET', path: '/applications/@me', answer: app },
    { method: 'GET', path: global, answer: () => world.globalCommands },
    { method: 'PUT', path: global, body: 'commands', answer: call => overwrite(stage, call) },
    {
      method: 'GET',
      path: local,
      answer: ({ params }) => world.guildCommands.get(guildFor(stage, params.guild).id) ?? [],
    },
    { method: 'PUT', path: local, body: 'commands', answer: call => overwrite(stage, call) },
  ]
}

function overwrite(stage: Stage, { params, body }: Call): Command[] {
  const { world } = stage
  const scope = params.guild ? guildFor(stage, params.guild).id : 'global'
  const before = scope === 'global' ? world.globalCommands : (world.guildCommands.get(scope) ?? [])
  const commands = (body as unknown as Json[]).map(command => {
    const same = before.find(one => one.name === command.name && one.type === (command.type ?? 1))
    return {
      version: world.newId(),
      application_id: world.applicationId,
      default_member_permissions: null,
      nsfw: false,
      description: '',
      ...(params.guild ? { guild_id: scope } : {}),
      ...command,
      // An overwrite keeps the id of a command that stays.
      id: same?.id ?? world.newId(),
      type: (command.type as number | undefined) ?? 1,
      name: String(command.name),
    }
  })
  if (scope === 'global') world.globalCommands = commands
  else world.guildCommands.set(scope, commands)
  stage.registrations.push({ scope, commands: body as unknown as Json[] })
  world.touch()
  return commands
}

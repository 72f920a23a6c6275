import * as spec from 'discord-api-spec/zod'
import { afterEach, expect, test } from 'vitest'
import { checkSchema } from './emulators/discord/check.ts'
import type { DiscordEmulator } from './emulators/discord/start.ts'
import { startDiscord } from './emulators/discord/start.ts'

// The emulator is held to the published specification as well: what it answers must be what Discord says it answers.
let emulator: DiscordEmulator | undefined
afterEach(() => emulator?.close())

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  if (!emulator) throw new Error('not started')
  const answer = await fetch(`${emulator.apiWithVersion}${path}`, {
    method,
    headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return answer.status === 204 ? undefined : answer.json()
}

test('every answer fits the published schema of its route', async () => {
  emulator = await startDiscord({ limits: {}, privileged: ['members', 'content'] })
  const hana = emulator.user('hana')
  const guild = emulator.guild('Harbour', { bot: ['ADMINISTRATOR'] })
  guild.join(hana)
  const lobby = guild.channel('lobby', [{ for: hana, allow: ['SEND_MESSAGES'] }])
  guild.invite(lobby, hana, 'abc')
  const card = {
    content: `<@${hana.id}>`,
    embeds: [{ title: 'Plan', fields: [{ name: 'a', value: 'b' }] }],
    components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'done', label: 'Done' }] }],
  }
  const app = emulator.world.applicationId
  const posted = (await ask('POST', `/channels/${lobby.id}/messages`, card)) as { id: string }
  const thread = (await ask('POST', `/channels/${lobby.id}/threads`, { name: 'case', type: 12 })) as { id: string }
  const direct = (await ask('POST', '/users/@me/channels', { recipient_id: hana.id })) as { id: string }
  const said = hana.say(lobby, 'help', { replyTo: posted })
  await ask('PUT', `/channels/${lobby.id}/messages/pins/${posted.id}`)
  const commands = (await ask('PUT', `/applications/${app}/commands`, [
    { name: 'help-me', description: 'x' },
  ])) as unknown[]
  const slash = hana.slash('help-me', lobby)
  const callback = `/interactions/${slash.id}/${slash.token}/callback?with_response=true`
  const list = async (path: string) => ((await ask('GET', path)) as unknown[])[0]
  const answers: [string, Parameters<typeof checkSchema>[0], unknown][] = [
    ['gateway', spec.GatewayBotResponseSchema, await ask('GET', '/gateway/bot')],
    ['application', spec.PrivateApplicationResponseSchema, await ask('GET', '/applications/@me')],
    ['self', spec.UserPIIResponseSchema, await ask('GET', '/users/@me')],
    ['command', spec.ApplicationCommandResponseSchema, commands[0]],
    ['message', spec.MessageResponseSchema, posted],
    ['reply', spec.MessageResponseSchema, await ask('GET', `/channels/${lobby.id}/messages/${said.id}`)],
    ['edited', spec.MessageResponseSchema, await ask('PATCH', `/channels/${lobby.id}/messages/${posted.id}`, card)],
    ['pins', spec.PinnedMessagesResponseSchema, await ask('GET', `/channels/${lobby.id}/messages/pins`)],
    [
      'callback',
      spec.InteractionCallbackResponseSchema,
      await ask('POST', callback, { type: 4, data: { content: 'x' } }),
    ],
    ['channel', spec.GuildChannelResponseSchema, await ask('GET', `/channels/${lobby.id}`)],
    ['thread', spec.ThreadResponseSchema, await ask('GET', `/channels/${thread.id}`)],
    ['thread member', spec.ThreadMemberResponseSchema, await list(`/channels/${thread.id}/thread-members`)],
    ['active threads', spec.ThreadsResponseSchema, await ask('GET', `/guilds/${guild.id}/threads/active`)],
    ['DM', spec.PrivateChannelResponseSchema, direct],
    ['guild', spec.GuildResponseSchema, await ask('GET', `/guilds/${guild.id}`)],
    ['role', spec.GuildRoleResponseSchema, await list(`/guilds/${guild.id}/roles`)],
    ['member', spec.GuildMemberResponseSchema, await ask('GET', `/guilds/${guild.id}/members/${hana.id}`)],
    ['invite', spec.GuildInviteResponseSchema, await list(`/guilds/${guild.id}/invites`)],
    [
      'ban',
      spec.GuildBanResponseSchema,
      (await ask('PUT', `/guilds/${guild.id}/bans/${hana.id}`), await list(`/guilds/${guild.id}/bans`)),
    ],
  ]
  const faults = answers.flatMap(([name, schema, answer]) =>
    checkSchema(schema, answer).map(fault => `${name} ${fault}`),
  )
  expect(faults).toEqual([])
  expect(emulator.complaints).toEqual([])
})

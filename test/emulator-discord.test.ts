import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Interaction as Heard, Message } from 'discord.js'
import { ChannelType, DiscordAPIError, Events } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { connect } from './emulators/discord/client.ts'
import type { DiscordEmulator, DiscordOptions } from './emulators/discord/start.ts'
import { startDiscord } from './emulators/discord/start.ts'

const open: { emulator?: DiscordEmulator; client?: Client } = {}
afterEach(async () => {
  await open.client?.destroy()
  await open.emulator?.close()
  open.client = open.emulator = undefined
})

async function community(options: DiscordOptions = {}, clientOptions: Parameters<typeof connect>[1] = {}) {
  const emulator = (open.emulator = await startDiscord(options))
  const hana = emulator.user('hana', { locale: 'ja' })
  const mori = emulator.user('mori')
  const guild = emulator.guild('Harbour', { owner: mori, locale: 'ja' })
  guild.join(hana)
  const lobby = guild.channel('lobby')
  const client = await connect(emulator, clientOptions)
  open.client = client
  const lobbyOf = async () => {
    const channel = await client.channels.fetch(lobby.id)
    if (!channel?.isSendable()) throw new Error('lobby is not sendable')
    return channel
  }
  return { emulator, client, guild, lobby, hana, mori, lobbyOf }
}

/** A handler whose failure fails the test, as an unhandled rejection. */
function onInteraction(client: Client, handle: (heard: Heard) => Promise<void>): void {
  client.on('interactionCreate', heard => void handle(heard))
}

/** The Discord error code a promise is refused with. */
async function codeOf(promise: Promise<unknown>): Promise<number | string> {
  const error: unknown = await promise.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof DiscordAPIError) return error.code
  throw error
}

const texts = (screen: { text: string }[]) => screen.map(seen => seen.text)
const row = (...components: object[]) => ({ type: 1, components })
const button = (custom_id: string, label = custom_id) => ({ type: 2, style: 1, custom_id, label })

describe('people and messages', () => {
  test('a DM is heard with its words and answered', async () => {
    const { emulator, client, hana } = await community()
    client.on('messageCreate', message => {
      if (!message.author.bot && message.channel.isSendable()) void message.channel.send(`heard: ${message.content}`)
    })
    hana.dm('アカウントを乗っ取られました')
    await emulator.until(() => texts(hana.screen()).includes('heard: アカウントを乗っ取られました'))
    expect(emulator.complaints).toEqual([])
  })

  test('without the content intent a guild message is blank unless it mentions the bot', async () => {
    const { emulator, client, hana, lobby } = await community()
    const heard: string[] = []
    client.on('messageCreate', message => void heard.push(message.content))
    hana.say(lobby, 'my account is gone')
    hana.say(lobby, `<@${client.user.id}> help`)
    await emulator.until(() => heard.length === 2)
    expect(heard).toEqual(['', `<@${client.user.id}> help`])
  })

  test('an intent that the operator has not switched on ends the connection', async () => {
    const emulator = (open.emulator = await startDiscord())
    await expect(connect(emulator, { intents: 1 << 15 })).rejects.toThrow(/disallowed intents/i)
  })

  test('files travel both ways', async () => {
    const { emulator, client, hana } = await community()
    const got: string[] = []
    const answer = async (message: Message) => {
      const url = message.attachments.first()?.url
      if (message.author.bot || !url || !message.channel.isSendable()) return
      got.push(await (await fetch(url)).text())
      await message.channel.send({ files: [{ attachment: Buffer.from('report'), name: 'report.txt' }] })
    }
    client.on('messageCreate', message => void answer(message))
    hana.dm('', [{ filename: 'mail.eml', contentType: 'message/rfc822', bytes: new TextEncoder().encode('From: x') }])
    await emulator.until(() => hana.screen().some(seen => seen.files.includes('report.txt')))
    expect(got).toEqual(['From: x'])
    expect(emulator.complaints).toEqual([])
  })

  test('history after a message comes back as Discord pages it', async () => {
    const { client, hana, lobby, lobbyOf } = await community()
    const first = hana.say(lobby, `<@${client.user.id}> one`)
    hana.say(lobby, `<@${client.user.id}> two`)
    hana.say(lobby, 'private talk')
    const found = await (await lobbyOf()).messages.fetch({ after: first.id })
    expect(found.map(message => message.content)).toEqual(['', `<@${client.user.id}> two`])
  })
})

describe('interactions', () => {
  const COMMANDS = [
    { name: 'help-me', description: 'Get help', description_localizations: { ja: '助けを呼ぶ' }, contexts: [0, 1] },
    {
      name: 'cases',
      description: 'Cases',
      default_member_permissions: '32',
      options: [
        {
          type: 1,
          name: 'find',
          description: 'Find',
          options: [{ type: 3, name: 'word', description: 'w', required: true, autocomplete: true }],
        },
      ],
    },
    { name: 'Help with this', type: 3 },
    { name: 'Open a case for', type: 2 },
  ]

  test('a command opens a modal, whose answer is deferred and filled in, ephemeral to the one who asked', async () => {
    const { emulator, client, hana, mori, lobby } = await community()
    await client.application.commands.set(COMMANDS)
    onInteraction(client, async heard => {
      if (heard.isChatInputCommand())
        await heard.showModal({
          custom_id: 'story',
          title: 'お話',
          components: [
            {
              type: 18,
              label: '何が起きましたか',
              component: { type: 4, custom_id: 'text', style: 2, max_length: 4000 },
            },
          ],
        })
      if (heard.isModalSubmit()) {
        await heard.deferReply({ flags: 64 })
        await heard.editReply(`${heard.locale}: ${heard.fields.getTextInputValue('text')}`)
      }
    })
    const asked = hana.slash('help-me', lobby)
    await emulator.until(() => asked.modal)
    const sent = hana.submitModal(asked, { text: '注文が届きません' })
    const seen = await emulator.until(() => hana.screen().find(one => one.text === 'ja: 注文が届きません'))
    expect(seen.onlyForMe).toBe(true)
    expect(mori.screen()).toEqual([])
    expect(sent.ackMs).toBeLessThan(3000)
    expect(emulator.complaints).toEqual([])
  })

  test('a press updates the card in place, a select brings its values', async () => {
    const { emulator, client, hana, lobby, lobbyOf } = await community()
    onInteraction(client, async heard => {
      if (heard.isButton())
        await heard.update({
          content: 'chosen?',
          components: [row({ type: 3, custom_id: 'service', options: [{ label: 'Amazon', value: 'amazon' }] })],
        })
      if (heard.isStringSelectMenu()) {
        await heard.deferUpdate()
        await heard.followUp({ content: heard.values.join(), flags: 64 })
      }
    })
    const card = await (await lobbyOf()).send({ content: 'card', components: [row(button('done'), button('help'))] })
    hana.press(card, 'done')
    await emulator.until(() => texts(hana.screen()).includes('chosen?'))
    hana.select(card, 'service', ['amazon'])
    await emulator.until(() => hana.screen().some(seen => seen.onlyForMe && seen.text === 'amazon'))
    expect(() => hana.press(card, 'done')).toThrow(/no component done/)
    expect(() => hana.select(card, 'service', ['google'])).toThrow(/no such option/)
    expect(hana.screen().filter(seen => seen.where === lobby.name)).toHaveLength(2)
    expect(emulator.complaints).toEqual([])
  })

  test('autocomplete, message menu and user menu arrive with what they point at', async () => {
    const { emulator, client, hana, mori, lobby } = await community()
    await client.application.commands.set(COMMANDS)
    const heardOf: string[] = []
    onInteraction(client, async heard => {
      if (heard.isAutocomplete())
        await heard.respond([{ name: heard.options.getFocused(), value: heard.options.getSubcommand() }])
      if (heard.isMessageContextMenuCommand()) heardOf.push(heard.targetMessage.content)
      if (heard.isUserContextMenuCommand()) heardOf.push(heard.targetUser.username)
    })
    const typed = mori.type('cases find', lobby, 'word', 'ama')
    await emulator.until(() => typed.choices)
    expect(typed.choices).toEqual([{ name: 'ama', value: 'find' }])
    mori.messageMenu('Help with this', hana.say(lobby, '助けて'))
    mori.userMenu('Open a case for', lobby, hana)
    await emulator.until(() => heardOf.length === 2)
    expect(heardOf).toEqual(['助けて', 'hana'])
    expect(() => hana.slash('cases find', lobby, { word: 'x' })).toThrow(/may not use/)
  })

  test('files come with a command and with a modal', async () => {
    const { emulator, client, hana, lobby } = await community()
    const option = { type: 11, name: 'file', description: 'A picture or a mail', required: true } as const
    await client.application.commands.set([{ name: 'evidence', description: 'Keep evidence', options: [option] }])
    const names: (string | undefined)[] = []
    onInteraction(client, async heard => {
      if (heard.isChatInputCommand()) {
        names.push(heard.options.getAttachment('file', true).name)
        const component = { type: 19, custom_id: 'files', max_values: 2 } as const
        await heard.showModal({ custom_id: 'm', title: 'm', components: [{ type: 18, label: 'More', component }] })
      }
      if (heard.isModalSubmit()) {
        names.push(heard.fields.getUploadedFiles('files')?.first()?.name)
        await heard.deferReply()
      }
    })
    const file = { filename: 'order.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) }
    const asked = hana.slash('evidence', lobby, { file })
    await emulator.until(() => asked.modal)
    hana.submitModal(asked, { files: [{ ...file, filename: 'mail.eml' }] })
    await emulator.until(() => names.length === 2)
    expect(names).toEqual(['order.png', 'mail.eml'])
    expect(emulator.complaints).toEqual([])
  })

  test('an answer after three seconds is refused with 10062, and the person sees that it failed', async () => {
    const { emulator, client, hana, lobbyOf } = await community()
    const codes: unknown[] = []
    onInteraction(client, async heard => {
      if (!heard.isButton()) return
      emulator.advance(3_001)
      codes.push(await codeOf(heard.deferUpdate()))
    })
    const card = await (await lobbyOf()).send({ content: 'card', components: [row(button('done'))] })
    const pressed = hana.press(card, 'done')
    await emulator.until(() => codes.length === 1)
    expect(codes).toEqual([10062])
    expect(emulator.stateOf(pressed)).toBe('failed')
    expect(emulator.failed()).toEqual([pressed])
  })

  test('an interaction sent twice is acknowledged once, the second time gets 40060', async () => {
    const { emulator, client, hana, lobbyOf } = await community()
    const outcomes: unknown[] = []
    onInteraction(client, async heard => {
      if (heard.isButton()) outcomes.push(await codeOf(heard.deferUpdate()).catch(() => 'acknowledged'))
    })
    const card = await (await lobbyOf()).send({ content: 'card', components: [row(button('done'))] })
    emulator.gateway.duplicateNext(1, 'INTERACTION_CREATE')
    emulator.repeat(hana.press(card, 'done'))
    await emulator.until(() => outcomes.length === 3)
    expect(outcomes.toSorted()).toEqual([40060, 40060, 'acknowledged'])
  })

  test('a follow-up after fifteen minutes is refused, and does not cost the client its token', async () => {
    const { emulator, client, hana, lobbyOf } = await community()
    const codes: unknown[] = []
    onInteraction(client, async heard => {
      if (!heard.isButton()) return
      await heard.deferUpdate()
      emulator.advance(15 * 60_000 + 1)
      codes.push(await codeOf(heard.followUp('late')))
    })
    const channel = await lobbyOf()
    hana.press(await channel.send({ content: 'card', components: [row(button('done'))] }), 'done')
    await emulator.until(() => codes.length === 1)
    expect(codes).toEqual([50027])
    await channel.send('still here')
  })
})

describe('what the driver will not do', () => {
  test('nobody presses what they cannot see, writes where they may not, or uses what is not offered', async () => {
    const { emulator, client, guild, lobby, hana, mori } = await community()
    await client.application.commands.set([{ name: 'help-me', description: 'Get help' }])
    onInteraction(client, async heard => {
      if (heard.isChatInputCommand())
        await heard.reply({ content: 'yours', flags: 64, components: [row(button('mine'))] })
    })
    hana.slash('help-me', lobby)
    const own = await emulator.until(() => hana.screen().find(seen => seen.text === 'yours'))
    expect(() => mori.press(own, 'mine')).toThrow(/can't see/)
    const quiet = guild.channel('quiet', [{ for: guild, deny: ['SEND_MESSAGES'] }])
    const staff = guild.channel('staff', [{ for: guild, deny: ['VIEW_CHANNEL'] }])
    expect(() => hana.say(quiet, 'x')).toThrow(/may not write/)
    expect(() => hana.say(staff, 'x')).toThrow(/can't see/)
    expect(() => hana.slash('unknown', lobby)).toThrow(/no command/)
    expect(() => hana.erase(mori.say(lobby, 'not yours'))).toThrow(/isn't by/)
  })

  test('a modal is not sent with a required field empty or a field it does not have', async () => {
    const { emulator, client, hana, lobby } = await community()
    await client.application.commands.set([{ name: 'help-me', description: 'Get help' }])
    onInteraction(client, async heard => {
      if (!heard.isChatInputCommand()) return
      const component = { type: 4, custom_id: 'text', style: 2, max_length: 5 } as const
      await heard.showModal({ custom_id: 'm', title: 'm', components: [{ type: 18, label: 'Story', component }] })
    })
    const asked = hana.slash('help-me', lobby)
    await emulator.until(() => asked.modal)
    expect(() => hana.submitModal(asked, {})).toThrow(/required/)
    expect(() => hana.submitModal(asked, { text: '123456' })).toThrow(/too long/)
    expect(() => hana.submitModal(asked, { text: 'ok', other: 'x' })).toThrow(/no field other/)
  })
})

describe('refusals', () => {
  test('bans, pins, typing and a user select work as a moderator would use them', async () => {
    const { emulator, client, guild, lobby, hana, mori, lobbyOf } = await community()
    guild.allowBot(['ADMINISTRATOR'])
    const channel = await lobbyOf()
    const picked: string[] = []
    onInteraction(client, async heard => {
      if (!heard.isUserSelectMenu()) return
      picked.push(heard.users.first()?.username ?? '?')
      await heard.deferUpdate()
    })
    const card = await channel.send({ content: 'who?', components: [row({ type: 5, custom_id: 'who' })] })
    mori.select(card, 'who', [hana.id])
    await emulator.until(() => picked.length === 1)
    expect(picked).toEqual(['hana'])
    await card.pin()
    await channel.sendTyping()
    const server = await client.guilds.fetch(guild.id)
    await server.bans.create(hana.id, { reason: 'account taken over' })
    expect(emulator.typing).toEqual([lobby.id])
    expect(guild.guild.members.has(hana.id)).toBe(false)
    expect(await codeOf(server.bans.create(mori.id))).toBe(50013)
    await server.bans.remove(hana.id)
    expect(await codeOf(server.bans.remove(hana.id))).toBe(10026)
    expect(emulator.complaints).toEqual([])
  })

  test('closed DMs give 50007, no guild in common 50278', async () => {
    const { emulator, client, guild } = await community()
    const shut = emulator.user('shut', { dms: 'closed' })
    const stranger = emulator.user('stranger')
    guild.join(shut)
    expect(await codeOf(client.users.send(shut.id, 'hello'))).toBe(50007)
    expect(await codeOf(client.users.send(stranger.id, 'hello'))).toBe(50278)
    expect(emulator.counters.invalid).toBe(2)
  })

  test('missing permission 50013, missing access 50001, unknown message 10008', async () => {
    const { emulator, client, guild, lobbyOf } = await community()
    const lobby = await lobbyOf()
    const secret = guild.channel('secret', [{ for: guild, deny: ['VIEW_CHANNEL'] }])
    expect(await codeOf(client.rest.get(`/channels/${secret.id}`))).toBe(50001)
    const gone = await lobby.send('going')
    await gone.delete()
    expect(await codeOf(gone.edit('x'))).toBe(10008)
    guild.allowBot(['VIEW_CHANNEL'])
    guild.guild.roles.get(guild.id)!.permissions = 0n
    expect(await codeOf(lobby.send('hello'))).toBe(50013)
    expect(emulator.complaints).toEqual([])
  })

  test('a private thread: made, joined, seen by its members only, then archived and locked', async () => {
    const { emulator, client, guild, lobby, hana, mori } = await community()
    const channel = await client.channels.fetch(lobby.id)
    if (channel?.type !== ChannelType.GuildText) throw new Error('no text channel')
    const thread = await channel.threads.create({ name: 'case', type: 12, invitable: false })
    await thread.members.add(hana.id)
    await thread.send('only us')
    const kenji = emulator.user('kenji')
    guild.join(kenji)
    expect(texts(hana.screen())).toEqual(['only us'])
    expect(texts(kenji.screen())).toEqual([])
    await thread.send({ content: `<@${kenji.id}> please help`, allowedMentions: { users: [kenji.id] } })
    expect(texts(kenji.screen())).toHaveLength(2)
    const card = await thread.send('card')
    await thread.setArchived(true)
    expect(await codeOf(card.edit('late'))).toBe(50083)
    await thread.send('wakes it')
    expect(emulator.world.channels.get(thread.id)?.thread?.archived).toBe(false)
    guild.allowBot(['VIEW_CHANNEL', 'SEND_MESSAGES_IN_THREADS'])
    guild.archive(emulator.world.channels.get(thread.id)!, true)
    expect(await codeOf(thread.send('locked out'))).toBe(50083)
    expect(mori.id).not.toBe(hana.id)
    expect(emulator.complaints).toEqual([])
  })

  test('the active-thread limit gives 160006', async () => {
    const { client, guild, lobby } = await community()
    guild.guild.activeThreadLimit = 0
    const channel = await client.channels.fetch(lobby.id)
    if (channel?.type !== ChannelType.GuildText) throw new Error('no text channel')
    expect(await codeOf(channel.threads.create({ name: 'case', type: 12 }))).toBe(160006)
  })

  test('time-out, roles, bulk delete and invites need permission and rank', async () => {
    const { emulator, client, guild, lobby, hana, mori } = await community()
    const trusted = guild.role('trusted', [], 5)
    const above = guild.role('above', [], 20)
    const rin = emulator.user('rin')
    guild.join(rin, [trusted])
    guild.join(emulator.user('captain'), [above])
    guild.invite(lobby, rin, 'abc')
    const server = await client.guilds.fetch(guild.id)
    const member = await server.members.fetch(rin.id)
    expect(await codeOf(member.timeout(60_000, 'account taken over'))).toBe(50013)
    guild.allowBot([
      'VIEW_CHANNEL',
      'MODERATE_MEMBERS',
      'MANAGE_ROLES',
      'MANAGE_MESSAGES',
      'MANAGE_GUILD',
      'MANAGE_CHANNELS',
      'READ_MESSAGE_HISTORY',
    ])
    await member.timeout(60_000, '乗っ取りの疑い')
    await member.roles.remove(trusted.id)
    expect(() => rin.say(lobby, 'free nitro')).toThrow(/may not write/)
    expect(await codeOf(member.roles.add(above.id))).toBe(50013)
    expect(await codeOf((await server.members.fetch(mori.id)).timeout(60_000))).toBe(50013)
    expect((await server.invites.fetch()).map(invite => invite.inviterId)).toEqual([rin.id])
    await server.invites.delete('abc')
    const spam = [1, 2].map(number => hana.say(lobby, `spam ${number}`).id)
    const channel = await client.channels.fetch(lobby.id)
    if (channel?.type !== ChannelType.GuildText) throw new Error('no text channel')
    await channel.bulkDelete(spam)
    expect(texts(mori.screen())).toEqual([])
    expect(emulator.audit.map(entry => entry.action)).toEqual(['member-update', 'member-roles', 'invite-delete'])
    expect(emulator.audit[0]?.reason).toBe('乗っ取りの疑い')
  })

  test('many edits of an old card come as a 429 that carries code 30046, which the library waits out in silence', async () => {
    const { emulator, lobbyOf } = await community()
    const card = await (await lobbyOf()).send('card')
    emulator.advance(3_600_001)
    for (const text of ['1', '2', '3']) await card.edit(text)
    const answer = await fetch(`${emulator.apiWithVersion}/channels/${card.channelId}/messages/${card.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
      body: '{"content":"4"}',
    })
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([
      429,
      '20',
      { code: 30046 },
    ])
  })

  test('a revoked token: the gateway closes for good and REST answers 401', async () => {
    const { emulator, client, lobbyOf } = await community()
    const lobby = await lobbyOf()
    client.on(Events.Error, () => undefined)
    client.on(Events.ShardError, () => undefined)
    const lost = new Promise<number>(resolve => client.once(Events.ShardDisconnect, event => resolve(event.code)))
    emulator.revokeToken()
    expect(await lost).toBe(4004)
    await expect(lobby.send('hello')).rejects.toThrow(/401/)
  })
})

describe('careless mentions', () => {
  test('without allowed_mentions @everyone would ring, and that is a complaint', async () => {
    const { emulator, lobbyOf } = await community()
    await (await lobbyOf()).send('@everyone look')
    expect(emulator.pings).toMatchObject([{ everyone: true }])
    expect(emulator.complaints).toEqual([expect.stringContaining('@everyone')])
  })

  test('with parse: [] and ids only the listed person is notified', async () => {
    const { emulator, hana, mori, lobbyOf } = await community({}, { allowedMentions: { parse: [] } })
    const lobby = await lobbyOf()
    await lobby.send(`@everyone <@${mori.id}>`)
    await lobby.send({ content: `<@${hana.id}> <@${mori.id}>`, allowedMentions: { users: [hana.id] } })
    expect(emulator.pings.map(ping => ping.users)).toEqual([[hana.id]])
    expect(hana.screen().map(seen => seen.mentionsMe)).toEqual([false, true])
    expect(emulator.complaints).toEqual([])
  })
})

describe('REST that misbehaves', () => {
  const CREATE = 'POST /channels/:channel/messages'
  const withNonce = (content: string, nonce: string) => ({ content, nonce, enforceNonce: true })

  test.each(['hang-after', 'reset-after'] as const)(
    '%s: the library sends again; a nonce keeps it one message',
    async kind => {
      const { emulator, hana, lobbyOf } = await community({}, { rest: { timeout: 150 } })
      const lobby = await lobbyOf()
      emulator.faults.add({ route: CREATE }, { kind })
      await lobby.send(withNonce('once', 'n1'))
      expect(texts(hana.screen())).toEqual(['once'])
      emulator.faults.add({ route: CREATE }, { kind })
      await lobby.send('twice')
      expect(texts(hana.screen())).toEqual(['once', 'twice', 'twice'])
    },
  )

  test.each(['hang-before', 'reset-before'] as const)(
    '%s: nothing happened, so the repeat is the first',
    async kind => {
      const { emulator, hana, lobbyOf } = await community({}, { rest: { timeout: 150 } })
      const lobby = await lobbyOf()
      emulator.faults.add({ route: CREATE, skip: 1 }, { kind })
      await lobby.send('first passes')
      await lobby.send('second')
      expect(texts(hana.screen())).toEqual(['first passes', 'second'])
      expect(emulator.requests.filter(request => request.route === CREATE).map(request => request.status)).toEqual([
        200, 0, 200,
      ])
    },
  )

  test('5xx is tried three more times, then thrown; 5xx after the fact duplicates without a nonce', async () => {
    const { emulator, hana, lobbyOf } = await community({ limits: {} })
    const lobby = await lobbyOf()
    emulator.faults.add({ route: CREATE, times: 4 }, { kind: 'error', status: 502 })
    await expect(lobby.send('lost')).rejects.toThrow('Bad Gateway')
    emulator.faults.add({ route: CREATE }, { kind: 'error-after', status: 500 })
    await lobby.send('shown twice')
    expect(texts(hana.screen())).toEqual(['shown twice', 'shown twice'])
  })

  test('429 is waited out by the library and never ignored', async () => {
    const { emulator, lobbyOf } = await community()
    const lobby = await lobbyOf()
    emulator.faults.add({ route: CREATE }, { kind: 'rate-limit', retryAfterMs: 200 })
    const before = performance.now()
    await lobby.send('patient')
    expect(performance.now() - before).toBeGreaterThan(190)
    expect(emulator.counters).toMatchObject({ answered429: 1, ignored429: 0 })
  })

  test('a client that does not wait is counted and complained about', async () => {
    const { emulator, lobby } = await community()
    const send = () =>
      fetch(`${emulator.apiWithVersion}/channels/${lobby.id}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
        body: '{"content":"x"}',
      })
    const answers: number[] = []
    for (let n = 0; n < 7; n++) answers.push((await send()).status)
    expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429])
    expect(emulator.counters).toMatchObject({ answered429: 2, ignored429: 1 })
    expect(emulator.complaints).toEqual([expect.stringContaining('retry_after')])
  })

  test('the per-channel bucket holds the library back before Discord has to', async () => {
    const { emulator, lobbyOf } = await community({ limits: { other: { limit: 2, perMs: 150 } } })
    const lobby = await lobbyOf()
    await Promise.all(['a', 'b', 'c', 'd'].map(text => lobby.send(text)))
    expect(emulator.counters.answered429).toBe(0)
  })

  test('more than fifty requests a second meet the global limit', async () => {
    const { emulator } = await community({ globalPerSecond: 3 })
    const ask = () =>
      fetch(`${emulator.apiWithVersion}/users/@me`, { headers: { authorization: `Bot ${emulator.token}` } })
    const answers = []
    for (let n = 0; n < 4; n++) answers.push(await ask())
    const last = answers.at(-1)
    expect(last?.status).toBe(429)
    expect(last?.headers.get('x-ratelimit-global')).toBe('true')
  })

  test('the same seed plays the same faults', async () => {
    const statuses = async () => {
      const emulator = await startDiscord()
      emulator.faults.random(7, 0.5, [{ kind: 'error', status: 500 }])
      const answers: number[] = []
      for (let n = 0; n < 12; n++) answers.push((await fetch(`${emulator.apiWithVersion}/gateway`)).status)
      await emulator.close()
      return answers
    }
    const first = await statuses()
    expect(await statuses()).toEqual(first)
    expect(new Set(first)).toEqual(new Set([401, 500]))
  })

  test.each([1, 2, 3])('storm %i: whatever breaks, a send repeated with its nonce arrives exactly once', async seed => {
    const { emulator, hana, lobbyOf } = await community({ limits: {} }, { rest: { timeout: 80 } })
    const lobby = await lobbyOf()
    emulator.faults.random(seed, 0.4, [
      { kind: 'rate-limit', retryAfterMs: 30 },
      { kind: 'error', status: 502 },
      { kind: 'error-after', status: 500 },
      { kind: 'hang-after' },
      { kind: 'reset-before' },
      { kind: 'reset-after' },
      { kind: 'slow', ms: 20 },
    ])
    const words = Array.from({ length: 30 }, (_, n) => `message ${n}`)
    const deliver = async (text: string): Promise<void> => {
      const sent = await lobby.send(withNonce(text, text)).catch(() => undefined)
      if (!sent) await deliver(text)
    }
    await Promise.all(words.map(deliver))
    expect(texts(hana.screen()).toSorted()).toEqual(words.toSorted())
    expect(emulator.counters.ignored429).toBe(0)
    expect(emulator.faults.played.size).toBeGreaterThan(4)
  })

  test('a route the emulator does not know is a complaint', async () => {
    const { emulator, client } = await community()
    expect(await codeOf(client.rest.get('/sticker-packs'))).toBe(0)
    expect(emulator.complaints).toEqual([expect.stringContaining('unknown route')])
  })
})

describe('a gateway that misbehaves', () => {
  test('a lost acknowledgement is sent again by the library and comes back as 40060, which means success', async () => {
    const { emulator, client, hana, lobbyOf } = await community({}, { rest: { timeout: 150 } })
    const codes: unknown[] = []
    onInteraction(client, async heard => {
      if (heard.isButton()) codes.push(await codeOf(heard.deferUpdate()))
    })
    emulator.faults.add({ route: 'POST /interactions/:interaction/:token/callback' }, { kind: 'hang-after' })
    const pressed = hana.press(await (await lobbyOf()).send({ components: [row(button('done'))] }), 'done')
    await emulator.until(() => codes.length === 1)
    expect(codes).toEqual([40060])
    expect(emulator.stateOf(pressed)).toBe('answered')
  })

  test('while the gateway refuses connections the session is lost: text sent meanwhile needs a back-fill', async () => {
    const { emulator, client, hana } = await community()
    const heard: string[] = []
    client.on('messageCreate', message => void heard.push(message.content))
    client.on(Events.Error, () => undefined)
    client.on(Events.ShardError, () => undefined)
    emulator.gateway.refuse(true)
    emulator.gateway.drop()
    await emulator.until(() => emulator.gateway.connected() === 0)
    hana.dm('while it was down')
    await sleep(700)
    emulator.gateway.refuse(false)
    await emulator.until(() => emulator.gateway.connected() === 1)
    hana.dm('back')
    await emulator.until(() => heard.includes('back'))
    expect(heard).toEqual(['back'])
    expect(emulator.gateway.log).not.toContain('resume')
  })

  test.each([
    ['a dropped socket', (emulator: DiscordEmulator) => emulator.gateway.drop()],
    ['op 7 reconnect', (emulator: DiscordEmulator) => emulator.gateway.reconnect()],
    ['close 4000', (emulator: DiscordEmulator) => emulator.gateway.close(4000)],
  ])('%s: the client resumes and hears what it missed, once', async (_name, breakIt) => {
    const { emulator, client, hana } = await community()
    const heard: string[] = []
    client.on('messageCreate', message => void heard.push(message.content))
    breakIt(emulator)
    await emulator.until(() => emulator.gateway.connected() === 0)
    hana.dm('while you were away')
    await emulator.until(() => heard.length > 0)
    hana.dm('and after')
    await emulator.until(() => heard.length > 1)
    expect(heard).toEqual(['while you were away', 'and after'])
    expect(emulator.gateway.log.filter(entry => entry === 'identify' || entry === 'resume')).toEqual([
      'identify',
      'resume',
    ])
  })

  test('an invalid session that may not resume is identified afresh, and what came meanwhile is gone', async () => {
    const { emulator, client, hana } = await community()
    const heard: string[] = []
    client.on('messageCreate', message => void heard.push(message.content))
    emulator.gateway.invalidate(false)
    hana.dm('lost')
    await emulator.until(() => emulator.gateway.log.filter(entry => entry === 'identify').length === 2)
    await emulator.until(() => emulator.gateway.connected() === 1)
    hana.dm('heard')
    await emulator.until(() => heard.length > 0)
    expect(heard).toEqual(['heard'])
  })

  test('an invalid session that may resume resumes on the same socket', async () => {
    const { emulator } = await community()
    emulator.gateway.invalidate(true)
    await emulator.until(() => emulator.gateway.log.includes('resume'))
    expect(emulator.gateway.log.filter(entry => entry.startsWith('close'))).toEqual([])
  })

  test('heartbeats without acknowledgement make the client reconnect and resume', async () => {
    const { emulator } = await community({ heartbeatIntervalMs: 60 })
    emulator.gateway.muteAcks(true)
    await emulator.until(() => emulator.gateway.log.some(entry => entry.startsWith('close')))
    emulator.gateway.muteAcks(false)
    await emulator.until(() => emulator.gateway.log.includes('resume'))
  })

  test('a session dropped too long ago cannot be resumed', async () => {
    const { emulator, client } = await community()
    emulator.gateway.drop()
    await emulator.until(() => emulator.gateway.connected() === 0)
    emulator.advance(180_001)
    await new Promise(resolve => client.once(Events.ShardReady, resolve))
    expect(emulator.gateway.log.filter(entry => entry === 'identify')).toHaveLength(2)
    expect(emulator.gateway.log).toContain('resume')
  })

  test('events can come twice and out of order', async () => {
    const { emulator, client, hana } = await community()
    // Raw packets: discord.js itself drops a MESSAGE_CREATE whose message it still has in its cache.
    const heard: string[] = []
    client.on(Events.Raw as never, (packet: { t: string; d: { content: string } }) => {
      if (packet.t === 'MESSAGE_CREATE') heard.push(packet.d.content)
    })
    emulator.gateway.duplicateNext(1, 'MESSAGE_CREATE')
    hana.dm('one')
    await emulator.until(() => heard.length === 2)
    emulator.gateway.hold()
    hana.dm('two')
    hana.dm('three')
    await sleep(20)
    expect(heard).toHaveLength(2)
    emulator.gateway.release(true)
    await emulator.until(() => heard.length === 4)
    expect(heard).toEqual(['one', 'one', 'three', 'two'])
  })

  test('identifying twice within five seconds is refused and complained about', async () => {
    const { emulator } = await community({ maxConcurrency: 1 })
    emulator.gateway.invalidate(false)
    await emulator.until(() => emulator.complaints.length > 0)
    expect(emulator.complaints[0]).toMatch(/twice within five seconds/)
    open.client?.removeAllListeners()
    // destroy() waits for ever while the library identifies: the end of the worker ends this client.
    open.client = undefined
  })

  test('with no identifies left the client refuses to start', async () => {
    const emulator = (open.emulator = await startDiscord())
    emulator.gateway.identifiesLeft = 0
    await expect(connect(emulator)).rejects.toThrow(/Not enough sessions remaining/)
  })

  test('two shards hear their own guilds only, and DMs come to shard 0', async () => {
    const { emulator, client, lobby, hana } = await community({}, { shardCount: 2 })
    const shards: number[] = []
    client.on(Events.Raw as never, (packet: { t: string }, shard: number) => {
      if (packet.t === 'MESSAGE_CREATE') shards.push(shard)
    })
    hana.dm('x')
    hana.say(lobby, 'y')
    await emulator.until(() => shards.length === 2)
    const own = Number((BigInt(lobby.guildId ?? '0') >> 22n) % 2n)
    expect(shards.toSorted()).toEqual([0, own].toSorted())
  })
})

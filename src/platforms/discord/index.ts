import type { Library } from '../../content/library.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Command } from '../../engine/command.ts'
import { directory as openDirectory } from '../../engine/directory.ts'
import type { Ear } from '../../engine/ear.ts'
import { DeliveryError } from '../../engine/messages.ts'
import type { Address, Heard, Inbound, Platform } from '../../engine/messages.ts'
import type { Speech } from '../../engine/speech.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { patiently } from './api.ts'
import type { Api } from './api.ts'
import { openBackfill } from './backfill.ts'
import { commandBodies, menuNames, registerCommands } from './commands.ts'
import { openConnection } from './connection.ts'
import type { ConnectionParts } from './connection.ts'
import { openContainment } from './containment.ts'
import { openDoors } from './doors.ts'
import { openHouse } from './house.ts'
import { openLastRead } from './last-read.ts'
import { late } from './pause.ts'
import { missing } from './permissions.ts'
import { codeOf, isUnauthorised } from './problem.ts'
import { personOf } from './read.ts'
import { openReception } from './reception.ts'
import { openRooms } from './room.ts'
import { openSender } from './sending.ts'
import { openSetup } from './setup.ts'
import type { InteractionJson, MessageJson } from './wire.ts'
import { wordsOf } from './words.ts'

export type DiscordOptions = {
  readonly token: string
  /** REST base without the version, e.g. `https://discord.com/api`; the gateway's address is what it answers. */
  readonly api: string
  /** The operator has switched the message-content intent on: plain messages in case rooms are read. */
  readonly messageContent: boolean
  readonly archive: Archive
  readonly clock: Clock
  readonly commands: readonly Command[]
  readonly library: Library
  readonly log: Log
  /** What public cries for help are recognised with, where a community wants them answered. */
  readonly ear: Pick<Ear, 'listen'>
  /** Listens to voice messages; without it people are asked to write. */
  readonly speech?: Speech
  /** Registers the commands for this server alone, where changes show at once. */
  readonly commandGuild?: string
  /** For tests: how discord.js spaces its identifies. */
  readonly ws?: ConnectionParts['ws']
}

/** Sends in flight at once; Discord's own limit of 50 a second is kept by the library. */
const LANES = 8
const SETTLE_WITHIN_MS = 3_000
/** How often it is noted until when everything has been read. */
const MARK_EVERY_MS = 60_000
const FIRST_REGISTER_WAIT_MS = 5_000
const MAX_REGISTER_WAIT_MS = 5 * 60_000

/** The Discord platform: discord.js for the connection, its JSON for everything said over it. */
export function openDiscord(options: DiscordOptions): Platform {
  const { archive, clock, commands, library, log } = options
  const directory = openDirectory(archive)
  const words = wordsOf(library)
  const underWay = new Set<Promise<void>>()
  const connection = openConnection({
    ...options,
    track,
    connected: register,
    began: () => track(backfill.catchUp()),
    refused: () => backfill.close(),
    heard({ t, d }) {
      if (!reception) return
      if (t === 'INTERACTION_CREATE') track(reception.interaction(d as InteractionJson))
      if (t === 'MESSAGE_CREATE') track(reception.message(d as MessageJson))
    },
  })
  const { api, messageContent } = connection
  const client = () => connection.client()
  const doors = openDoors(api, () => clock.now())
  const botId = () => client().user?.id ?? ''
  const rooms = openRooms(api, botId, log)
  const isMember = memberCheck(api)
  const guilds = () => [...client().guilds.cache.keys()]
  const house = openHouse(directory, { guilds, guildOfChannel, isMember })
  const lastRead = openLastRead(archive)
  const sender = openSender({
    api,
    doors,
    rooms,
    house,
    directory,
    archive,
    words,
    clock,
    log,
    messageContent,
    guildOfChannel,
    met: user =>
      lastRead.met(personOf(user)).catch((error: unknown) => log.warn('not-noted', { platform: 'discord', error })),
  })
  const backfill = openBackfill({
    api,
    archive,
    clock,
    lastRead,
    log,
    isConnected: () => connection.isConnected(),
    // Read from a channel, a message does not say in which server it was written.
    found: async (message, place, mayWait) => {
      const whole = place.kind === 'room' ? { ...message, guild_id: guildOfChannel(place.chat) } : message
      return reception?.missed(whole, place, mayWait) ?? true
    },
  })
  let reception: ReturnType<typeof openReception> | undefined
  let marking: NodeJS.Timeout | undefined

  /** Work that was begun is finished before the process ends; a failure is a line in the log, never a crash. */
  function track(work: Promise<unknown>): void {
    const tracked = work
      .then(() => undefined)
      .catch((error: unknown) => log.error('discord-input-failed', { platform: 'discord', error }))
      .finally(() => underWay.delete(tracked))
    underWay.add(tracked)
  }

  function guildOfChannel(id: string): string | undefined {
    const channel = client().channels.cache.get(id)
    return channel && 'guildId' in channel ? channel.guildId : undefined
  }

  /** The bot's own permissions in a channel, from what the gateway keeps up to date. */
  function permissionsIn(id: string): bigint | undefined {
    const channel = client().channels.cache.get(id)
    if (!channel || channel.isDMBased()) return undefined
    const me = channel.guild.members.me
    return me ? channel.permissionsFor(me).bitfield : undefined
  }

  /** Text channels of a server in which the bot may read and delete. */
  function channelsOf(guild: string): string[] {
    const channels = client().guilds.cache.get(guild)?.channels.cache.values() ?? []
    const needed = ['view-channel', 'read-history', 'manage-messages'] as const
    return [...channels]
      .filter(channel => channel.isTextBased() && missing(permissionsIn(channel.id) ?? 0n, needed).length === 0)
      .map(({ id }) => id)
  }

  /** Where Discord does not take the commands now, everything else works on. */
  async function register(): Promise<void> {
    const bodies = commandBodies(commands, library.texts)
    const id = client().application?.id ?? botId()
    const again = async (wait: number): Promise<void> => {
      if (connection.isClosed() || connection.refusal()) return
      try {
        await registerCommands(api, archive, id, bodies, options.commandGuild)
      } catch (error) {
        if (isUnauthorised(error)) return connection.stop(error)
        log.warn('commands-not-registered', {
          platform: 'discord',
          retryAfterMs: wait,
          error,
          hint: 'Slash commands may be missing or old until this succeeds; messages and buttons work',
        })
        track(connection.pause(wait).then(() => again(Math.min(wait * 2, MAX_REGISTER_WAIT_MS))))
      }
    }
    await again(FIRST_REGISTER_WAIT_MS)
  }

  function readOn(place: Address): Promise<void> {
    const reading = backfill.readOn(place)
    track(reading)
    return reading
  }

  return {
    name: 'discord',
    idempotent: true,
    lanes: LANES,
    async listen(hear: (message: Inbound) => Promise<Heard>) {
      const shared = {
        api,
        archive,
        clock,
        directory,
        doors,
        house,
        library,
        log,
        rooms,
        words,
        hear,
        botId,
        messageContent,
        readOn,
      }
      const setup = openSetup({ ...shared, permissionsIn })
      const containment = openContainment({ ...shared, channelsOf, isMember })
      reception = openReception({
        ...shared,
        apiHost: new URL(options.api).host,
        commands,
        ear: options.ear,
        speech: options.speech,
        menus: menuNames(library.texts),
        dialogues: { ...setup, ...containment },
      })
      marking = setInterval(() => track(backfill.mark()), MARK_EVERY_MS).unref()
      await connection.login()
    },
    async send(message) {
      const dead = connection.refusal()
      if (dead) throw dead
      // The library drops the token when it ends: not a word from Discord that the token is bad.
      if (connection.isClosed()) throw new DeliveryError('wait', 'send: the bot is closing', { retryAfterMs: 1_000 })
      try {
        return await sender(message)
      } catch (error) {
        if (error instanceof DeliveryError && error.problem === 'unauthorised') connection.stop(error)
        throw error
      }
    },
    async close() {
      clearInterval(marking)
      track(backfill.mark())
      connection.shut()
      backfill.close()
      if (reception) track(reception.close())
      await Promise.race([Promise.all(underWay), late(SETTLE_WITHIN_MS)])
      await connection.quit()
    },
  }
}

/** Whether somebody is in a server now. @throws when Discord did not answer the question */
const memberCheck =
  (api: Api) =>
  async (guild: string, user: string): Promise<boolean> => {
    try {
      await patiently(() => api('GET', `/guilds/${guild}/members/${user}`))
      return true
    } catch (error) {
      if (codeOf(error) === undefined) throw error
      return false
    }
  }

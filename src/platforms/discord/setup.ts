import type { Language } from '../../core/ids.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import type { Log } from '../../log.ts'
import { DEFER_UPDATE, answerFirst, fillIn, followUp, nameOf } from './ack.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import type { House } from './house.ts'
import { codeOf } from './problem.ts'
import { IDS, inboundOf, isAdmin } from './read.ts'
import type { Visit } from './reception.ts'
import { FIELDS, RINGS, openSetupCards, readCard } from './setup-card.ts'
import type { Chosen, Field, SetupCardParts } from './setup-card.ts'
import { flatten } from './wire.ts'
import type { MessageJson, Snowflake } from './wire.ts'
import { EPHEMERAL, IS_COMPONENTS_V2, button, container, lineOf, nonceOf, row, textDisplay } from './write.ts'
import type { Payload } from './write.ts'

/**
 * /setup as one ephemeral card: choose, see what is missing, save. The card itself holds what was chosen, so a restart in
 * between loses nothing. Saving hands this to the engine as the command `setup`, for the desk (all values are text):
 *
 * - `rooms` channel of the "Get help" button and of private threads · `helpers`, `moderators` channels where helpers are called
 *   and moderators told · `language` ja or en · `retention` days
 * - `rings` minutes joined by commas · `roles` ids, joined by commas, of members who may make themselves helpers with /join
 * - `cries` on or off: whether a public cry for help that nobody addressed to the bot is answered with one short line
 *
 * `group` and `isAdmin` are the inbound's own. Fields nobody chose are left out.
 */
export type Setup = { setup(visit: Visit, field: string, values: readonly string[]): Promise<void> }

export type SetupParts = SetupCardParts & {
  readonly api: Api
  readonly house: House
  readonly log: Log
  readonly clock: Clock
  readonly hear: (inbound: Inbound) => Promise<Heard>
  readonly botId: () => Snowflake
}

export function openSetup(parts: SetupParts): Setup {
  const { api, house, words, log } = parts
  const { card, closing } = openSetupCards(parts)

  async function setup(visit: Visit, field: string, values: readonly string[]): Promise<void> {
    const { interaction, language } = visit
    const guild = interaction.guild_id
    // Asked anew at every press: a moderator may have lost the right since the card was opened.
    if (!guild || !isAdmin(interaction.member?.permissions)) {
      const data = { ...lineOf(words.line('discord.setup.only-admins', language)), flags: EPHEMERAL }
      return void (await answerFirst(api, interaction, { type: 4, data }, log))
    }
    if (field === 'open') {
      const data = { ...card(await known(guild, visit), language), flags: EPHEMERAL | IS_COMPONENTS_V2 }
      return void (await answerFirst(api, interaction, { type: 4, data }, log))
    }
    const chosen = readCard(interaction.message?.components ?? [])
    if (field === 'cancel')
      return void (await answerFirst(
        api,
        interaction,
        { type: 7, data: closing('discord.setup.cancelled', language) },
        log,
      ))
    if (field === 'save') return save(visit, chosen)
    if (!FIELDS.includes(field as Field)) return void (await answerFirst(api, interaction, DEFER_UPDATE, log))
    await answerFirst(api, interaction, { type: 7, data: card({ ...chosen, [field]: values }, language) }, log)
  }

  /** What the community has decided before, or a start: this channel, the language of whoever sets it up. */
  async function known(guild: Snowflake, visit: Visit): Promise<Chosen> {
    const row = await house.communityOfGuild(guild)
    const here = (place: Address | undefined) => (place?.platform === 'discord' ? [place.chat] : [])
    const rings = (row?.policy.ringMinutes as readonly number[] | undefined)?.join(',')
    return {
      rooms: here(row?.rooms),
      helpers: here(row?.helperPlace),
      moderators: here(row?.moderatorPlace),
      roles: (row?.policy.helperRoles as readonly string[] | undefined) ?? [],
      language: [row?.language ?? visit.language],
      retention: [String((row?.policy.retentionDays as number | undefined) ?? 30)],
      rings: [rings === RINGS.calm ? 'calm' : 'standard'],
      cries: [row?.policy.answersCries === true ? 'on' : 'off'],
    }
  }

  async function save(visit: Visit, chosen: Chosen): Promise<void> {
    const { interaction, user, language } = visit
    const [rooms] = chosen.rooms
    if (rooms === undefined)
      return void (await answerFirst(api, interaction, { type: 7, data: card(chosen, language, true) }, log))
    const acknowledged = answerFirst(api, interaction, DEFER_UPDATE, log)
    const input = {
      rooms,
      ...(chosen.helpers[0] ? { helpers: chosen.helpers[0] } : {}),
      ...(chosen.moderators[0] ? { moderators: chosen.moderators[0] } : {}),
      language: chosen.language[0] ?? language,
      retention: chosen.retention[0] ?? '30',
      rings: RINGS[chosen.rings[0] === 'calm' ? 'calm' : 'standard'],
      roles: chosen.roles.join(','),
      ...(chosen.cries[0] ? { cries: chosen.cries[0] } : {}),
    }
    const place: Address = { platform: 'discord', chat: interaction.channel_id ?? '', kind: 'group' }
    try {
      const heard = await parts.hear(
        inboundOf(interaction, user, { kind: 'command', name: 'setup', input }, place, parts.clock.now()),
      )
      if (!(await acknowledged)) return
      if (!heard.kept) return void (await followUp(api, interaction, lineOf(words.line('not-saved', language))))
      // Only what is really kept is announced.
      const saved = (await house.communityOfGuild(interaction.guild_id))?.rooms?.chat === rooms
      if (saved) await postButton(rooms, (chosen.language[0] ?? language) as Language)
      await fillIn(api, interaction, closing(saved ? 'discord.setup.saved' : (heard.note ?? 'not-saved'), language))
    } catch (error) {
      log.error('setup-failed', { platform: 'discord', code: codeOf(error), error: nameOf(error) })
      if (await acknowledged) await followUp(api, interaction, lineOf(words.line('not-saved', language)))
    }
  }

  /** The lasting "Get help" message: changed where it is there, posted where it is not. */
  async function postButton(channel: Snowflake, language: Language): Promise<void> {
    const body: Payload = {
      flags: IS_COMPONENTS_V2,
      components: [
        container([
          textDisplay(words.line('discord.help-card', language)),
          row([button(IDS.help, words.label('discord.help-button', language), 'primary')]),
        ]),
      ],
      allowed_mentions: { parse: [] },
    }
    const recent = (await patiently(() =>
      api('GET', `/channels/${channel}/messages`, { query: { limit: '50' } }),
    )) as MessageJson[]
    const there = recent.find(
      ({ author, components }) =>
        author?.id === parts.botId() && flatten(components ?? []).some(({ custom_id }) => custom_id === IDS.help),
    )
    if (there) await patiently(() => api('PATCH', `/channels/${channel}/messages/${there.id}`, { body }))
    else
      await patiently(() =>
        api('POST', `/channels/${channel}/messages`, {
          body: { ...body, nonce: nonceOf(`help-button/${channel}/${parts.clock.now()}`), enforce_nonce: true },
        }),
      )
  }

  return { setup }
}

import type { Library } from '../../content/library.ts'
import type { Language, PatternId, PersonId } from '../../core/ids.ts'
import { holding } from '../../core/triage.ts'
import { parseCasefile, stateOf } from '../../engine/casefile.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import { rows } from '../../engine/rows.ts'
import type { Log } from '../../log.ts'
import { DEFER_UPDATE, answerFirst, fillIn, followUp, nameOf } from './ack.ts'
import { patiently } from './api.ts'
import { ACTS, isAct, openContainmentActs } from './containment-acts.ts'
import type { Act, ContainmentActsParts } from './containment-acts.ts'
import type { House } from './house.ts'
import { holds } from './permissions.ts'
import { codeOf } from './problem.ts'
import { IDS, inboundOf, personOf, userIdOf } from './read.ts'
import type { Visit } from './reception.ts'
import type { Words } from './words.ts'
import { flatten } from './wire.ts'
import type { ComponentJson, Snowflake } from './wire.ts'
import { IS_COMPONENTS_V2, button, container, lineOf, nonceOf, row, textDisplay } from './write.ts'
import type { Json, Payload } from './write.ts'

/**
 * A member's account in somebody else's hands: what moderators may do about it, each only on their press, with their own
 * permission asked at that press, and noted in the case. A time-out and removed roles can be taken back; deleting and revoking
 * can't, so they ask twice.
 */
export type Containment = {
  contain(visit: Visit, act: string, target: Snowflake): Promise<void>
  /** The card for one member; undefined when the account is not one of this server. */
  containmentCard(target: Snowflake, language: Language): Payload
  /** After something was heard: offers the card to the moderators once, when the case is about a Discord account of theirs. */
  look(person: PersonId): Promise<void>
}

export type ContainmentParts = ContainmentActsParts & {
  readonly directory: Directory
  readonly house: House
  readonly library: Library
  readonly log: Log
  readonly words: Words
  readonly hear: (inbound: Inbound) => Promise<Heard>
  readonly isMember: (guild: Snowflake, user: Snowflake) => Promise<boolean>
}

const OFFERED_FOR_MS = 30 * 24 * 3_600_000
const DISCORD_TAKEOVER = 'discord-takeover' as PatternId

const STARTING: readonly Act[] = ['timeout', 'roles', 'purge', 'invites']
/** First presses that only ask whether it is meant. */
const ASKING: readonly Act[] = ['purge', 'invites']
/** After these the account is meant to do nothing; as a helper it would still be called, and could take a case by DM. */
const SHUTTING: readonly Act[] = ['timeout', 'roles']
const DANGER: readonly Act[] = ['purge-now', 'invites-now']

export function openContainment(parts: ContainmentParts): Containment {
  const { api, archive, log, words, clock } = parts
  const act = openContainmentActs(parts)
  const now = () => clock.now()

  // ── presses ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  async function contain(visit: Visit, name: string, target: Snowflake): Promise<void> {
    const { interaction, user, language } = visit
    const acknowledged = answerFirst(api, interaction, DEFER_UPDATE, log)
    const tell = async (key: string) => {
      if (await acknowledged) await followUp(api, interaction, lineOf(words.line(key, language)))
    }
    const guild = interaction.guild_id
    if (!guild || !isAct(name)) return tell('discord.contain.unknown')
    if (!holds(BigInt(interaction.member?.permissions ?? '0'), ACTS[name].needs))
      return tell('discord.contain.not-allowed')
    try {
      const count = ASKING.includes(name) ? undefined : await act(name, guild, target)
      const line =
        count === undefined
          ? undefined
          : words.label(`discord.contain.done.${name}`, language).replace('{count}', String(count))
      if (line !== undefined) await note(visit, target, line)
      if (await acknowledged)
        await fillIn(
          api,
          interaction,
          changed(interaction.message?.components ?? [], name, target, language, line && `${line} (<@${user.id}>)`),
        )
      const helpers = SHUTTING.includes(name) ? (await parts.house.communityOfGuild(guild))?.helpers : undefined
      if (helpers?.some(({ id }) => id === personOf(target))) await tell('discord.contain.is-helper')
    } catch (error) {
      log.warn('containment-refused', { platform: 'discord', code: codeOf(error), reason: name, error: nameOf(error) })
      await tell(codeOf(error) === 10007 ? 'discord.contain.gone' : 'discord.contain.bot-may-not')
    }
  }

  /** The case keeps what was done to the account, by whom and when. */
  async function note({ interaction, user }: Visit, target: Snowflake, text: string): Promise<void> {
    const place: Address = { platform: 'discord', chat: interaction.channel_id ?? '', kind: 'group' }
    const what = { kind: 'contained', text } as const
    await parts
      .hear({ ...inboundOf(interaction, user, what, place, now()), subject: personOf(target) })
      .catch((error: unknown) => log.error('containment-not-noted', { platform: 'discord', error }))
  }

  // ── the card ────────────────────────────────────────────────────────────────────────────────────────────────────────

  const buttonFor = (name: Act, target: Snowflake, language: Language): Json =>
    button(
      `${IDS.contain}${name}.${target}`,
      words.label(`discord.contain.${name}`, language),
      DANGER.includes(name) ? 'danger' : 'plain',
    )

  const card = (texts: readonly string[], acts: readonly Act[], target: Snowflake, language: Language): Payload => ({
    flags: IS_COMPONENTS_V2,
    components: [container([...texts.map(textDisplay), row(acts.map(name => buttonFor(name, target, language)))])],
    allowed_mentions: { parse: [] },
  })

  /** The card after a press: the button now offers what comes next, and a line says what was done. */
  function changed(
    components: readonly ComponentJson[],
    pressed: Act,
    target: Snowflake,
    language: Language,
    line: string | undefined,
  ): Payload {
    const all = flatten(components)
    const acts = all
      .flatMap(({ custom_id }) => custom_id?.slice(IDS.contain.length).split('.')[0] ?? [])
      .filter(isAct)
      .map((name): Act => (name === pressed ? ACTS[name].next : name))
    const texts = all.flatMap(({ type, content }) => (type === 10 && content ? [content] : []))
    return card(line ? [...texts, line] : texts, acts, target, language)
  }

  const containmentCard = (target: Snowflake, language: Language) =>
    card([`<@${target}> ${words.line('discord.contain.offer', language)}`], STARTING, target, language)

  async function look(person: PersonId): Promise<void> {
    const target = userIdOf(person)
    const { row: known } = await parts.directory.person(person)
    if (!target || !known.case) return
    const community = await parts.house.communityOfPerson(person)
    const place = community?.moderatorPlace
    const offered = `x/dc-offered/${archive.blind(person)}`
    if (!community || place?.platform !== 'discord' || (await archive.has(offered))) return
    const kept = await archive.load(rows.case(known.case))
    const state = kept && stateOf(parseCasefile(kept.value))
    if (state?.phase !== 'open' || state.subject !== person) return
    if (!holding(state, parts.library.playbook).includes(DISCORD_TAKEOVER)) return
    const guilds = community.groups.filter(group => group.startsWith('discord:')).map(group => group.slice(8))
    for (const guild of guilds)
      if (await parts.isMember(guild, target)) {
        const body = { ...containmentCard(target, community.language), nonce: nonceOf(offered), enforce_nonce: true }
        await patiently(() => api('POST', `/channels/${place.thread ?? place.chat}/messages`, { body }))
        break
      }
    await archive.commit({ plain: [{ key: offered, expiresAt: now() + OFFERED_FOR_MS }] })
  }

  return { contain, containmentCard, look }
}

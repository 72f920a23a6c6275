import type { Library } from '../../content/library.ts'
import type { Language, PatternId, PersonId } from '../../core/ids.ts'
import { holding } from '../../core/triage.ts'
import { parseCasefile, stateOf } from '../../engine/casefile.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Address, Heard, Inbound } from '../../engine/messages.ts'
import { rows } from '../../engine/rows.ts'
import type { Log } from '../../log.ts'
import type { Archive } from '../../store/archive.ts'
import { DEFER_UPDATE, answerFirst, fillIn, followUp, nameOf } from './ack.ts'
import type { Api } from './api.ts'
import { patiently } from './api.ts'
import type { House } from './house.ts'
import { holds } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { codeOf } from './problem.ts'
import { IDS, inboundOf, personOf, userIdOf } from './read.ts'
import type { Visit } from './reception.ts'
import type { Words } from './words.ts'
import { flatten, madeAt } from './wire.ts'
import type { ComponentJson, MemberJson, MessageJson, Snowflake } from './wire.ts'
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

export type ContainmentParts = {
  readonly api: Api
  readonly archive: Archive
  readonly clock: Clock
  readonly directory: Directory
  readonly house: House
  readonly library: Library
  readonly log: Log
  readonly words: Words
  readonly hear: (inbound: Inbound) => Promise<Heard>
  readonly isMember: (guild: Snowflake, user: Snowflake) => Promise<boolean>
  /** Text channels of a server in which the bot may read and delete. */
  readonly channelsOf: (guild: Snowflake) => readonly Snowflake[]
}

const TIME_OUT_MS = 24 * 3_600_000
const RECENT_MS = 24 * 3_600_000
const PAGE = 100
const MAX_PAGES = 5
const BULK = 100
const OFFERED_FOR_MS = 30 * 24 * 3_600_000
const DISCORD_TAKEOVER = 'discord-takeover' as PatternId

/** What each press needs of the presser, and which button stands there afterwards. */
const ACTS = {
  timeout: { needs: 'time-out', next: 'untimeout' },
  untimeout: { needs: 'time-out', next: 'timeout' },
  roles: { needs: 'manage-roles', next: 'restore' },
  restore: { needs: 'manage-roles', next: 'roles' },
  purge: { needs: 'manage-messages', next: 'purge-now' },
  'purge-now': { needs: 'manage-messages', next: 'purge' },
  invites: { needs: 'manage-guild', next: 'invites-now' },
  'invites-now': { needs: 'manage-guild', next: 'invites' },
} as const satisfies Record<string, { needs: Permission; next: string }>
type Act = keyof typeof ACTS
const STARTING: readonly Act[] = ['timeout', 'roles', 'purge', 'invites']
/** First presses that only ask whether it is meant. */
const ASKING: readonly Act[] = ['purge', 'invites']
const DANGER: readonly Act[] = ['purge-now', 'invites-now']

export function openContainment(parts: ContainmentParts): Containment {
  const { api, archive, log, words, clock } = parts
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
    } catch (error) {
      log.warn('containment-refused', { platform: 'discord', code: codeOf(error), reason: name, error: nameOf(error) })
      await tell(codeOf(error) === 10007 ? 'discord.contain.gone' : 'discord.contain.bot-may-not')
    }
  }

  /** @returns how many things it touched */
  async function act(name: Act, guild: Snowflake, target: Snowflake): Promise<number> {
    const member = `/guilds/${guild}/members/${target}` as const
    const reason = 'Kakekomi: contained at a moderator’s press'
    switch (name) {
      case 'timeout': {
        const until = new Date(now() + TIME_OUT_MS).toISOString()
        await patiently(() => api('PATCH', member, { body: { communication_disabled_until: until }, reason }))
        return 1
      }
      case 'untimeout':
        await patiently(() => api('PATCH', member, { body: { communication_disabled_until: null }, reason }))
        return 1
      case 'roles':
        return takeRoles(guild, target, reason)
      case 'restore':
        return giveRoles(guild, target, reason)
      case 'purge-now':
        return purge(guild, target, reason)
      case 'invites-now':
        return revoke(guild, target, reason)
      case 'purge':
      case 'invites':
        return 0
    }
  }

  const rolesRow = (guild: Snowflake, target: Snowflake) => `x/dc-roles/${archive.blind(`${guild}/${target}`)}`

  /** Roles are kept before they are taken: a crash in between leaves nothing to be remembered by hand. */
  async function takeRoles(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    const { roles } = (await patiently(() => api('GET', `/guilds/${guild}/members/${target}`))) as MemberJson
    const all = (await patiently(() => api('GET', `/guilds/${guild}/roles`))) as { id: Snowflake; managed: boolean }[]
    // Roles of integrations and boosts are Discord's own; nobody can take them.
    const fixed = roles.filter(id => all.find(role => role.id === id)?.managed)
    const taken = roles.filter(id => !fixed.includes(id))
    const kept = await archive.load(rolesRow(guild, target))
    const before = Array.isArray(kept?.value) ? (kept.value as Snowflake[]) : []
    const value = [...new Set([...before, ...taken])]
    await archive.commit({ put: [{ key: rolesRow(guild, target), value, version: (kept?.version ?? 0) + 1 }] })
    await patiently(() => api('PATCH', `/guilds/${guild}/members/${target}`, { body: { roles: fixed }, reason }))
    return taken.length
  }

  async function giveRoles(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    const kept = await archive.load(rolesRow(guild, target))
    const taken = Array.isArray(kept?.value) ? (kept.value as Snowflake[]) : []
    const { roles } = (await patiently(() => api('GET', `/guilds/${guild}/members/${target}`))) as MemberJson
    const body = { roles: [...new Set([...roles, ...taken])] }
    await patiently(() => api('PATCH', `/guilds/${guild}/members/${target}`, { body, reason }))
    await archive.commit({ remove: [rolesRow(guild, target)] })
    return taken.length
  }

  /** Their messages of the last day, channel by channel. */
  async function purge(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    let count = 0
    for (const channel of parts.channelsOf(guild)) {
      const ids = await recent(channel, target)
      for (let from = 0; from < ids.length; from += BULK) {
        const messages = ids.slice(from, from + BULK)
        const [only] = messages
        await patiently(() =>
          messages.length === 1
            ? api('DELETE', `/channels/${channel}/messages/${only ?? ''}`, { reason })
            : api('POST', `/channels/${channel}/messages/bulk-delete`, { body: { messages }, reason }),
        )
      }
      count += ids.length
    }
    return count
  }

  async function recent(channel: Snowflake, target: Snowflake): Promise<Snowflake[]> {
    const found: Snowflake[] = []
    let before: string | undefined
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query: Record<string, string> = { limit: String(PAGE), ...(before ? { before } : {}) }
      const messages = (await patiently(() => api('GET', `/channels/${channel}/messages`, { query }))) as MessageJson[]
      const young = messages.filter(({ id }) => now() - madeAt(id) <= RECENT_MS)
      found.push(...young.filter(({ author }) => author?.id === target).map(({ id }) => id))
      if (young.length < PAGE) break
      before = messages.at(-1)?.id
    }
    return found
  }

  async function revoke(guild: Snowflake, target: Snowflake, reason: string): Promise<number> {
    const invites = (await patiently(() => api('GET', `/guilds/${guild}/invites`))) as {
      code: string
      inviter?: { id: Snowflake }
    }[]
    const theirs = invites.filter(({ inviter }) => inviter?.id === target)
    for (const { code } of theirs)
      await patiently(() => api('DELETE', `/invites/${encodeURIComponent(code)}`, { reason }))
    return theirs.length
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

const isAct = (name: string): name is Act => Object.hasOwn(ACTS, name)

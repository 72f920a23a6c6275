/**
 * The parts of Discord's JSON that are read here, as documented in API version 10. Ids stay text: they exceed 2^53.
 */

export type Snowflake = string

export type UserJson = {
  readonly id: Snowflake
  readonly username: string
  readonly global_name?: string | null
  readonly bot?: boolean
}

/** `permissions` is there inside interactions only: computed by Discord at that moment, for that channel. */
export type MemberJson = {
  readonly user?: UserJson
  readonly nick?: string | null
  readonly roles: readonly Snowflake[]
  readonly permissions?: string
  readonly communication_disabled_until?: string | null
}

export type AttachmentJson = {
  readonly id: Snowflake
  readonly filename: string
  readonly content_type?: string
  readonly size: number
  readonly url: string
  /** Only on a voice message. */
  readonly duration_secs?: number
}

export type MessageJson = {
  readonly id: Snowflake
  readonly channel_id: Snowflake
  readonly guild_id?: Snowflake
  /** 0 plain, 19 reply. */
  readonly type: number
  readonly author?: UserJson
  readonly member?: MemberJson
  readonly webhook_id?: Snowflake
  readonly content: string
  readonly timestamp: string
  readonly attachments?: readonly AttachmentJson[]
  readonly components?: readonly ComponentJson[]
  readonly mentions?: readonly UserJson[]
  /** What was forwarded: another's words, not the sender's. */
  readonly message_snapshots?: readonly {
    readonly message: { readonly content: string; readonly attachments?: readonly AttachmentJson[] }
  }[]
}

/** 0 text, 1 DM, 11 public thread, 12 private thread. */
export type ChannelJson = {
  readonly id: Snowflake
  readonly type: number
  readonly guild_id?: Snowflake
  readonly parent_id?: Snowflake | null
  readonly owner_id?: Snowflake
  readonly recipients?: readonly UserJson[]
  readonly last_message_id?: Snowflake | null
  readonly thread_metadata?: {
    readonly archived: boolean
    readonly locked: boolean
    readonly archive_timestamp: string
  }
}

export type OptionJson = {
  readonly name: string
  readonly type: number
  readonly value?: string | number | boolean
  readonly focused?: boolean
  readonly options?: readonly OptionJson[]
}

export type ComponentJson = {
  readonly type: number
  readonly custom_id?: string
  readonly value?: string
  /** Text of a text display. */
  readonly content?: string
  readonly options?: readonly { readonly value: string; readonly default?: boolean }[]
  readonly default_values?: readonly { readonly id: Snowflake }[]
  readonly component?: ComponentJson
  readonly components?: readonly ComponentJson[]
}

/** type: 2 command (data.type 1 slash, 2 user menu, 3 message menu), 3 component, 4 autocomplete, 5 modal. */
export type InteractionJson = {
  readonly id: Snowflake
  readonly application_id: Snowflake
  readonly type: number
  readonly token: string
  readonly guild_id?: Snowflake
  readonly channel_id?: Snowflake
  readonly channel?: ChannelJson
  readonly member?: MemberJson
  readonly user?: UserJson
  readonly message?: MessageJson
  readonly locale?: string
  readonly guild_locale?: string
  readonly app_permissions?: string
  readonly data?: {
    readonly name?: string
    readonly type?: number
    readonly options?: readonly OptionJson[]
    readonly custom_id?: string
    readonly component_type?: number
    readonly values?: readonly string[]
    readonly components?: readonly ComponentJson[]
    readonly target_id?: Snowflake
    readonly resolved?: {
      readonly users?: Readonly<Record<Snowflake, UserJson>>
      readonly members?: Readonly<Record<Snowflake, MemberJson>>
      readonly messages?: Readonly<Record<Snowflake, MessageJson>>
    }
  }
}

/** What `/gateway/bot` answers; `reset_after` is in milliseconds. */
export type GatewayJson = {
  readonly shards: number
  readonly session_start_limit: { readonly remaining: number; readonly reset_after: number }
}

/** A component and everything inside it, in order. */
export const flatten = (components: readonly ComponentJson[]): readonly ComponentJson[] =>
  components.flatMap(one => [one, ...flatten(one.components ?? []), ...(one.component ? flatten([one.component]) : [])])

const DISCORD_EPOCH_MS = 1_420_070_400_000n

/** When an id was made, in milliseconds since 1970. */
export const madeAt = (id: Snowflake): number => Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS)

/** The smallest id made at an instant: where `messages?after=` starts to read. */
export const idAt = (at: number): Snowflake =>
  String(
    (BigInt(Math.max(0, Math.floor(at))) - DISCORD_EPOCH_MS > 0n ? BigInt(Math.floor(at)) - DISCORD_EPOCH_MS : 0n) <<
      22n,
  )

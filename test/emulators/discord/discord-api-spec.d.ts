// The package ships its zod schemas as plain JavaScript: these are the ones the emulator uses.
declare module 'discord-api-spec/zod' {
  type Issue = { path: PropertyKey[]; message: string; code: string; errors?: Issue[][] }
  type Schema = { safeParse(value: unknown): { success: boolean; error?: { issues: Issue[] } } }
  export const MessageCreateRequestSchema: Schema
  export const MessageEditRequestPartialSchema: Schema
  export const CreateMessageInteractionCallbackRequestSchema: Schema
  export const UpdateMessageInteractionCallbackRequestSchema: Schema
  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema
  export const ModalInteractionCallbackRequestSchema: Schema
  export const IncomingWebhookRequestPartialSchema: Schema
  export const IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema: Schema
  export const ApplicationCommandUpdateRequestSchema: Schema
  export const CreatePrivateChannelRequestSchema: Schema
  export const CreateTextThreadWithoutMessageRequestSchema: Schema
  export const CreateTextThreadWithMessageRequestSchema: Schema
  export const UpdateThreadRequestPartialSchema: Schema
  export const UpdateGuildChannelRequestPartialSchema: Schema
  export const BanUserFromGuildRequestSchema: Schema
  export const GatewayBotResponseSchema: Schema
  export const PrivateApplicationResponseSchema: Schema
  export const UserPIIResponseSchema: Schema
  export const ApplicationCommandResponseSchema: Schema
  export const MessageResponseSchema: Schema
  export const PinnedMessagesResponseSchema: Schema
  export const InteractionCallbackResponseSchema: Schema
  export const GuildChannelResponseSchema: Schema
  export const ThreadResponseSchema: Schema
  export const ThreadMemberResponseSchema: Schema
  export const ThreadsResponseSchema: Schema
  export const PrivateChannelResponseSchema: Schema
  export const GuildResponseSchema: Schema
  export const GuildRoleResponseSchema: Schema
  export const GuildMemberResponseSchema: Schema
  export const GuildInviteResponseSchema: Schema
  export const GuildBanResponseSchema: Schema
}

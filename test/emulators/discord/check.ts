import * as spec from 'discord-api-spec/zod'
import { checkCommands } from './check-commands.ts'
import { checkComponents, checkModal } from './check-components.ts'
import type { AllowedMentions } from './mentions.ts'
import { mentionsFault } from './mentions.ts'
import type { Json } from './world.ts'

/** What kind of body a route takes; each has its schema in discord-api-spec and its documented limits. */
export type BodyKind =
  | 'message'
  | 'message-edit'
  | 'callback'
  | 'webhook'
  | 'webhook-edit'
  | 'commands'
  | 'dm'
  | 'thread'
  | 'thread-from-message'
  | 'thread-edit'
  | 'channel-edit'
  | 'ban'
  | 'member'
  | 'bulk-delete'

type Issue = { path: PropertyKey[]; message: string; errors?: Issue[][] }
type Schema = { safeParse(value: unknown): { success: boolean; error?: { issues: Issue[] } } }

const SCHEMAS: Partial<Record<BodyKind, Schema>> = {
  message: spec.MessageCreateRequestSchema,
  'message-edit': spec.MessageEditRequestPartialSchema,
  webhook: spec.IncomingWebhookRequestPartialSchema,
  'webhook-edit': spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  dm: spec.CreatePrivateChannelRequestSchema,
  thread: spec.CreateTextThreadWithoutMessageRequestSchema,
  'thread-from-message': spec.CreateTextThreadWithMessageRequestSchema,
  'thread-edit': spec.UpdateThreadRequestPartialSchema,
  'channel-edit': spec.UpdateGuildChannelRequestPartialSchema,
  ban: spec.BanUserFromGuildRequestSchema,
}

/** Every way in which a request body breaks Discord's schema or documented limits; empty when it is fine. */
export function checkBody(kind: BodyKind, body: unknown): string[] {
  if (kind === 'commands') return checkCommands(body)
  if (kind === 'callback') return checkCallback(body)
  if (kind === 'bulk-delete') return checkBulkDelete(body)
  const faults = checkSchema(SCHEMAS[kind], body)
  if (faults.length > 0) return faults
  if (kind === 'member') return checkMember(body as Json)
  return ['message', 'message-edit', 'webhook', 'webhook-edit'].includes(kind) ? checkMessage(body as Json) : []
}

/** Faults of a body against one schema of the published specification, as `path: message`. */
export function checkSchema(schema: Schema | undefined, body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return ['body: not an object']
  const result = schema?.safeParse(body)
  return result?.success === false ? (result.error?.issues ?? []).flatMap(issue => deepest(issue, [])) : []
}

/** Limits of one message that the schema does not state: text 2,000, embeds 6,000 in all, components, mentions. */
export function checkMessage(body: Json): string[] {
  const faults: string[] = []
  const content = typeof body.content === 'string' ? body.content : ''
  if (content.length > 2000) faults.push(`content: Must be 2000 or fewer in length (${content.length}).`)
  const embeds = (body.embeds as Json[] | null | undefined) ?? []
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0)
  if (total > 6000) faults.push(`embeds: Embed size exceeds maximum size of 6000 (${total})`)
  for (const [at, embed] of embeds.entries()) faults.push(...checkEmbed(embed, `embeds[${at}]`))
  const flags = typeof body.flags === 'number' ? body.flags : 0
  const isV2 = (flags & (1 << 15)) !== 0
  if (isV2 && (content !== '' || embeds.length > 0))
    faults.push('content: The "content" and "embeds" fields cannot be used with MessageFlags.IS_COMPONENTS_V2')
  faults.push(...checkComponents((body.components as Json[] | null | undefined) ?? [], isV2))
  const mentions = mentionsFault(body.allowed_mentions as AllowedMentions | null | undefined)
  if (mentions) faults.push(mentions)
  if (body.enforce_nonce === true && (body.nonce === undefined || body.nonce === null || body.nonce === ''))
    faults.push('nonce: A nonce is required when enforce_nonce is set')
  return faults
}

const CALLBACKS: Record<number, Schema | undefined> = {
  4: spec.CreateMessageInteractionCallbackRequestSchema,
  5: spec.CreateMessageInteractionCallbackRequestSchema,
  6: spec.UpdateMessageInteractionCallbackRequestSchema,
  7: spec.UpdateMessageInteractionCallbackRequestSchema,
  8: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  9: spec.ModalInteractionCallbackRequestSchema,
}

function checkCallback(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return ['body: not an object']
  const { type, data } = body as { type?: number; data?: Json }
  const schema = CALLBACKS[type ?? 0]
  if (!schema) return [`type: unknown interaction callback type ${String(type)}`]
  const faults = checkSchema(schema, body)
  if (faults.length > 0) return faults
  if (type === 9) return checkModal(data ?? {})
  if (type === 8) {
    const choices = (data?.choices as unknown[] | undefined) ?? []
    return choices.length > 25 ? [`data.choices: Must be 25 or fewer in length (${choices.length}).`] : []
  }
  return data ? checkMessage(data) : []
}

function checkMember(body: Json): string[] {
  const faults: string[] = []
  const until = body.communication_disabled_until
  if (until !== undefined && until !== null && (typeof until !== 'string' || Number.isNaN(Date.parse(until))))
    faults.push('communication_disabled_until: not an ISO 8601 timestamp')
  if (body.roles !== undefined && body.roles !== null && !isIdList(body.roles)) faults.push('roles: not a list of ids')
  return faults
}

function checkBulkDelete(body: unknown): string[] {
  const ids = (body as { messages?: unknown } | null)?.messages
  if (!isIdList(ids)) return ['messages: not a list of ids']
  return ids.length < 2 || ids.length > 100 ? ['messages: Must be between 2 and 100 in length.'] : []
}

function checkEmbed(embed: Json, path: string): string[] {
  const fields = (embed.fields as Json[] | null | undefined) ?? []
  const faults = fields.flatMap((field, at) => {
    const name = typeof field.name === 'string' ? field.name : ''
    const value = typeof field.value === 'string' ? field.value : ''
    return [
      ...(name.trim() === '' || name.length > 256 ? [`${path}.fields[${at}].name: Must be 1 to 256 in length.`] : []),
      ...(value.trim() === '' || value.length > 1024
        ? [`${path}.fields[${at}].value: Must be 1 to 1024 in length.`]
        : []),
    ]
  })
  const shown = ['title', 'description', 'fields', 'image', 'thumbnail', 'author', 'footer'].some(key => {
    const part = embed[key]
    return Array.isArray(part) ? part.length > 0 : part !== undefined && part !== null && part !== ''
  })
  return shown ? faults : [...faults, `${path}: embed is empty`]
}

function embedLength(embed: Json): number {
  const text = (value: unknown) => (typeof value === 'string' ? value.length : 0)
  const fields = (embed.fields as Json[] | null | undefined) ?? []
  return (
    text(embed.title) +
    text(embed.description) +
    text((embed.footer as Json | undefined)?.text) +
    text((embed.author as Json | undefined)?.name) +
    fields.reduce((sum, field) => sum + text(field.name) + text(field.value), 0)
  )
}

function isIdList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(id => typeof id === 'string' && /^\d+$/.test(id))
}

// A union reports one list of issues per member: the member of the right type tells the real fault, then the deepest one.
function deepest(issue: Issue, above: PropertyKey[]): string[] {
  const path = [...above, ...issue.path]
  if (!issue.errors || issue.errors.flat().length === 0) return [`${path.map(String).join('.')}: ${issue.message}`]
  const inner = issue.errors.map(member => member.flatMap(part => deepest(part, path)))
  const depth = (member: string[]) => Math.max(0, ...member.map(text => text.split(':')[0]?.split('.').length ?? 0))
  const isOtherKind = (member: string[]) => Number(member.some(text => text.split(':')[0]?.endsWith('.type')))
  return inner.toSorted((a, b) => isOtherKind(a) - isOtherKind(b) || depth(b) - depth(a))[0] ?? []
}

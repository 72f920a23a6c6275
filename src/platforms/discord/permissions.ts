/** Discord's permission bits that are needed here (docs: topics/permissions), by the key of their name in prompts/. */
export const PERMISSIONS = {
  'view-channel': 1n << 10n,
  'send-messages': 1n << 11n,
  'manage-messages': 1n << 13n,
  'read-history': 1n << 16n,
  'manage-guild': 1n << 5n,
  'manage-roles': 1n << 28n,
  'manage-threads': 1n << 34n,
  'private-threads': 1n << 36n,
  'send-in-threads': 1n << 38n,
  'time-out': 1n << 40n,
} as const

export type Permission = keyof typeof PERMISSIONS

const ADMINISTRATOR = 1n << 3n

export const holds = (bits: bigint, permission: Permission): boolean =>
  (bits & (ADMINISTRATOR | PERMISSIONS[permission])) !== 0n

export const missing = (bits: bigint, needed: readonly Permission[]): readonly Permission[] =>
  needed.filter(permission => !holds(bits, permission))

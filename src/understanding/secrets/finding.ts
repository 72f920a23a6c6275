/** What a person must never hand over (hard rule: never kept, never repeated). Each has an advice text with the id `secret.<type>`. */
export type SecretType =
  | 'card-number'
  | 'card-security-code'
  | 'one-time-code'
  | 'recovery-code'
  | 'password'
  | 'pin'
  | 'seed-phrase'
  | 'private-key'
  | 'token'
  | 'my-number'
  | 'national-id'

/** All secret types, for whoever must have a text for each. */
export const SECRET_TYPES: readonly SecretType[] = [
  'card-number',
  'card-security-code',
  'one-time-code',
  'recovery-code',
  'password',
  'pin',
  'seed-phrase',
  'private-key',
  'token',
  'my-number',
  'national-id',
]

/** Personal data that is blacked out but needs no sentence to the person. */
export type PrivateType =
  | 'card-expiry'
  | 'bank-account'
  | 'passport'
  | 'licence'
  | 'birth-date'
  | 'phone'
  | 'email'
  | 'address'
  | 'name'
  | 'reference'
  | 'ip-address'

/** A range of the folded text; `rank` decides who wins where two overlap (higher wins). */
export type Finding = { type: SecretType | PrivateType; start: number; end: number; rank: number }

const SECRET = new Set<string>(SECRET_TYPES)

/** True for the types that burn when they are shown. */
export function isSecret(type: SecretType | PrivateType): type is SecretType {
  return SECRET.has(type)
}

/** What stands in place of the found text; `value` is the folded text that was found. */
export function marker(type: SecretType | PrivateType, value: string): string {
  switch (type) {
    case 'card-number': {
      const digits = value.replace(/[^0-9]/g, '')
      return digits.length >= 13 ? `[card …${digits.slice(-4)}]` : '[secret removed: card-number]'
    }
    case 'my-number':
    case 'national-id':
    case 'bank-account':
    case 'passport':
    case 'licence':
      return '[id removed]'
    case 'phone':
      return '[phone]'
    case 'email':
      return '[mail]'
    case 'address':
      return '[address]'
    case 'name':
      return '[name]'
    case 'birth-date':
      return '[birth date]'
    case 'ip-address':
      return '[ip]'
    case 'reference':
      return `[ref …${value.replace(/[^0-9A-Za-z]/g, '').slice(-2)}]`
    default:
      return `[secret removed: ${type}]`
  }
}

/** Finds every marker this module writes, so that a redacted text can be read again without change. */
export const MARKER =
  /\[(?:secret removed: [a-z-]{3,20}|card …\d{4}|ref …[0-9A-Za-z]{0,2}|id removed|phone|mail|address|name|birth date|ip|third person)\]/g

import { firstAfter } from './context.ts'
import type { Context } from './context.ts'
import type { Finding } from './finding.ts'
import type { Folded } from './fold.ts'
import { finding } from './number.ts'

/** Keys that carry their own prefix; every pattern begins with fixed signs and has no choice to go back on. */
const PREFIXED: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{20,200}/g,
  /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,120}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/g,
  /\bgithub_pat_[A-Za-z0-9_]{22,255}/g,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,250}/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\bglpat-[A-Za-z0-9_-]{20,60}/g,
  /\bya29\.[A-Za-z0-9_-]{20,300}/g,
  /\bSG\.[A-Za-z0-9_-]{16,30}\.[A-Za-z0-9_-]{16,60}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bhf_[A-Za-z0-9]{30,60}/g,
  /\bmfa\.[A-Za-z0-9_-]{60,100}/g,
  /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,1000})?/g,
  /(?<![0-9])[0-9]{8,10}:[A-Za-z0-9_-]{34,36}(?![A-Za-z0-9_-])/g,
  /\b(?:discord|discordapp)\.com\/api\/webhooks\/[0-9]{16,20}\/[A-Za-z0-9_-]{30,100}/g,
  /_\|WARNING:[^|\n]{0,300}\|_[A-Za-z0-9_-]{8,2000}/g,
  /\b(?:discord|discordapp)\.com\/ra\/[A-Za-z0-9_-]{20,100}/g,
  /(?<=[?&](?:t|token|code|key|auth|sig|ticket|session|sid|otp|secret|access_token|reset|hash)=)(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{16,500}/g,
  /(?<=otpauth:\/\/[^\s]{1,200}secret=)[A-Z2-7]{16,64}/g,
  /:\/\/[^\s/:@]{1,64}:[^\s/@]{1,64}@/g,
]

const COOKIE_NAME =
  /(?:sess(?:ion)?(?:[_-]?id)?|sid|token|cookie|auth|jwt|secret|api[_-]?key|access[_-]?key|roblosecurity|li_at|c_user|datr|xs|sso|remember_me)[\w.-]{0,20}$/i

/** Finds tokens, API keys, session cookies, private keys. */
export function tokens(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  const { text, lower } = folded
  for (const pattern of PREFIXED)
    for (const match of text.matchAll(pattern))
      found.push(finding('token', match.index, match.index + match[0].length, 95))
  for (const match of text.matchAll(/ ?\. ?[A-Za-z0-9_-]{6,7} ?\. ?[A-Za-z0-9_-]{27,60}/g)) {
    const head = /[A-Za-z0-9_-]{23,30}$/.exec(text.slice(Math.max(0, match.index - 30), match.index))
    if (head) found.push(finding('token', match.index - head[0].length, match.index + match[0].length, 95))
  }
  for (const match of text.matchAll(/[=:] ?["']?([A-Za-z0-9%._~+/|-]{10,4000})/g)) {
    const value = match[1] ?? ''
    const name = lower.slice(Math.max(0, match.index - 40), match.index).replace(/["' ]+$/, '')
    if (!COOKIE_NAME.test(name) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) continue
    const end = match.index + match[0].length
    found.push(finding('token', end - value.length, end, 76))
  }
  for (const match of lower.matchAll(
    /(?:bearer\s{1,3}|authorization:\s{0,3}(?:basic|token)\s{1,3})[a-z0-9._~+/=-]{16,2000}/g,
  ))
    found.push(finding('token', match.index, match.index + match[0].length, 95))
  for (const match of lower.matchAll(/(?:set-)?cookie: ?[^\n=]{1,60}=[^\n]{4,4000}/g))
    found.push(finding('token', match.index, match.index + match[0].length, 95))
  for (const match of text.matchAll(LONG)) {
    const { index: start } = match
    const end = start + match[0].length
    if (!/\d/.test(match[0]) || !/[A-Za-z]/.test(match[0]) || match[0].startsWith('0x')) continue
    if (isSpokenOf(sorted, start, end)) found.push(finding('token', start, end, 59))
  }
  return [...found, ...privateKeys(folded, sorted)]
}

/** Signs in one piece, longer than people make up; a part of an address on the web does not count. */
const LONG = /(?<![\w/.?&%+-])(?:_\|WARNING[^|\n]{0,200}\|_)?[A-Za-z0-9_+-]{20,2000}(?![\w/])/g
const SPOKEN_REACH = 48

/** True where the word nearest to it says token, cookie or session. */
function isSpokenOf(sorted: readonly Context[], start: number, end: number): boolean {
  const before = sorted[firstAfter(sorted, start) - 1]
  if (before && start - before.end <= SPOKEN_REACH) return before.kind === 'token'
  const after = sorted[firstAfter(sorted, end)]
  return after !== undefined && after.start - end <= SPOKEN_REACH / 2 && after.kind === 'token'
}

function privateKeys(folded: Folded, sorted: readonly Context[]): Finding[] {
  const found: Finding[] = []
  const { text, lower } = folded
  let close = 0
  for (let at = text.indexOf('-----BEGIN '); at !== -1; at = text.indexOf('-----BEGIN ', at + 11)) {
    if (!/^-----BEGIN [A-Z ]{0,30}PRIVATE KEY/.test(text.slice(at, at + 60))) continue
    if (close !== -1 && close < at) close = text.indexOf('-----END ', at)
    if (close !== -1) {
      const end = text.indexOf('-----', close + 9)
      found.push(finding('private-key', at, end === -1 ? close + 9 : end + 5, 99))
      at = close
    } else {
      // Without an end line the key was cut: take the base64 lines that follow.
      const tail = /^-----BEGIN [A-Z ]{0,40}-{0,5}[A-Za-z0-9+/=\s\\]{0,8000}/.exec(text.slice(at, at + 8200))
      const end = at + (tail?.[0].length ?? 11)
      found.push(finding('private-key', at, end, 99))
      at = end - 11
    }
  }
  // A key of Solana as a list of bytes.
  for (const match of text.matchAll(/\[ ?\d{1,3}(?: ?, ?\d{1,3}){31,63} ?\]?/g))
    found.push(finding('private-key', match.index, match.index + match[0].length, 97))
  for (const match of text.matchAll(/\b[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{80,120}/g))
    found.push(finding('private-key', match.index, match.index + match[0].length, 97))
  for (const match of text.matchAll(/(?<![1-9A-Za-z])[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?![1-9A-Za-z])/g))
    if (/\d/.test(match[0]) && /[a-z]/.test(match[0]) && /[A-Z]/.test(match[0]))
      found.push(finding('private-key', match.index, match.index + match[0].length, 96))
  for (const match of text.matchAll(/(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{64}(?![0-9A-Za-z])/g)) {
    const near = nearest(sorted, match.index, ['key', 'chain'])
    const end = match.index + match[0].length
    const around = lower.slice(Math.max(0, match.index - 60), match.index) + ' ' + lower.slice(end, end + 40)
    const later = sorted.slice(firstAfter(sorted, end), firstAfter(sorted, end) + 4)
    const isKeyLater = near !== 'chain' && later.some(({ kind, start }) => kind === 'key' && start - end <= 40)
    if (isKeyLater || near === 'key' || (near === undefined && OWNED.test(around) && !LOGGED.test(around)))
      found.push(finding('private-key', match.index, match.index + match[0].length, 96))
  }
  for (const match of text.matchAll(/(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{86,88}(?![0-9A-Za-z])/g))
    if (nearest(sorted, match.index, ['key', 'chain']) === 'key')
      found.push(finding('private-key', match.index, match.index + match[0].length, 96))
  for (let i = 0; i < sorted.length; i++) {
    // "API key: 9f8e7d6c…" with no prefix of its own.
    const context = sorted[i]
    if (context?.kind !== 'key') continue
    const rest = text.slice(context.end, context.end + 320)
    const match = /^[ \n]?(?:は|が|:|=| is | was |[\s:「"'`]){0,6}([A-Za-z0-9+/_-]{16,256}={0,2})/.exec(rest)
    const value = match?.[1] ?? ''
    if (!match || !/\d/.test(value) || !/[A-Za-z]/.test(value) || /^0x[0-9a-fA-F]{40}$/.test(value)) continue
    const end = context.end + match[0].length
    found.push(finding(/^(?:0x)?[0-9a-fA-F]{64}$/.test(value) ? 'private-key' : 'token', end - value.length, end, 60))
  }
  return found
}

/** What holds a private key; and what else is written as 64 hexadecimal signs. */
const OWNED = /\bkey\b|鍵|キー|wallet|ウォレット|metamask|メタマスク|phantom|ledger|private|プライベート/
const LOGGED =
  /\btx|transaction|トランザクション|hash|ハッシュ|sha|commit|コミット|block|digest|checksum|sum\b|explorer|scan/

function nearest(sorted: readonly Context[], start: number, kinds: readonly string[]): string | undefined {
  const at = firstAfter(sorted, start)
  for (let back = 1; back <= 4; back++) {
    const context = sorted[at - back]
    if (!context || start - context.end > 60) return undefined
    if (kinds.includes(context.kind)) return context.kind
  }
  return undefined
}

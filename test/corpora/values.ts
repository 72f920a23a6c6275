import { ENGLISH_WORDS, JAPANESE_WORDS } from '../../src/understanding/secrets/seed.ts'

/** Deterministic numbers below `n` (mulberry32), so that every run reads the same corpus. */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0
  return n => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n)
  }
}

export type Roll = (n: number) => number
export const digits = (roll: Roll, n: number): string => Array.from({ length: n }, () => roll(10)).join('')
export const from = (roll: Roll, signs: string, n: number): string =>
  Array.from({ length: n }, () => signs[roll(signs.length)]).join('')
export const pick = <T>(roll: Roll, list: readonly T[]): T => list[roll(list.length)] as T
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const LOWER = UPPER.toLowerCase()
export const ALNUM = UPPER + LOWER + '0123456789'
export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

export function withLuhn(body: string): string {
  for (let last = 0; last < 10; last++) {
    let sum = 0
    const all = body + last
    for (let i = 0; i < all.length; i++) {
      const digit = Number(all[all.length - 1 - i])
      sum += i % 2 === 1 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit
    }
    if (sum % 10 === 0) return all
  }
  throw new Error('no check digit fits')
}

export function card(roll: Roll): string {
  const prefix = pick(roll, ['4539', '4980', '4205', '5123', '5488', '2221', '3540', '3566', '6011', '6250'])
  return withLuhn(prefix + digits(roll, 11))
}

export const wide = (text: string): string =>
  text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
export const fours = (text: string, by: string): string => (text.match(/.{1,4}/g) ?? []).join(by)
const base64 = (value: string): string => Buffer.from(value).toString('base64url')

function myNumber(roll: Roll): string {
  const body = '1' + digits(roll, 10)
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += Number(body[11 - n]) * (n <= 6 ? n + 1 : n - 5)
  return body + (sum % 11 <= 1 ? 0 : 11 - (sum % 11))
}

function iban(roll: Roll): string {
  const body = '37040044' + digits(roll, 10)
  // D is 13 and E is 14 in the sum of ISO 13616.
  let rest = 0
  for (const digit of `${body}131400`) rest = (rest * 10 + Number(digit)) % 97
  return `DE${String(98 - rest).padStart(2, '0')}${body}`
}

function nric(roll: Roll): string {
  const body = digits(roll, 7)
  const sum = [2, 7, 6, 5, 4, 3, 2].reduce((all, weight, i) => all + weight * Number(body[i]), 0)
  return `S${body}${'JZIHGFEDCBA'[sum % 11]}`
}

const PASSWORD_WORDS = [
  'sakura',
  'Taro',
  'hunter',
  'Liverpool',
  'momo',
  'Dragon',
  'pikachu',
  'Summer',
  'kenji',
  'iloveyou',
  'Yamato',
  'Bella',
  'tokyo',
  'monkey',
]

/** Makers of values by the name that stands in braces in a template. */
export const MAKE: Record<string, (roll: Roll) => string> = {
  card: roll => card(roll),
  cardSpaced: roll => fours(card(roll), ' '),
  cardDashed: roll => fours(card(roll), '-'),
  cardDotted: roll => fours(card(roll), '.'),
  cardLines: roll => fours(card(roll), '\n'),
  cardTwoLines: roll => fours(card(roll), ' ').replace(/^(.{9}) /, '$1\n'),
  cardWide: roll => wide(card(roll)),
  cardWideDashed: roll => fours(wide(card(roll)), pick(roll, ['-', 'ー', '‐', '−', ' '])),
  cardHidden: roll => card(roll).replace(/(.{4})/g, '$1\u200b'),
  cardKanji: roll => card(roll).replace(/\d/g, digit => '〇一二三四五六七八九'[Number(digit)] ?? ''),
  cardWords: roll =>
    [...card(roll)]
      .map(digit => ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][Number(digit)])
      .join(' '),
  amex: roll => withLuhn('37' + digits(roll, 12)).replace(/^(.{4})(.{6})/, '$1 $2 '),
  otp: roll => (1 + roll(9)).toString() + digits(roll, 5),
  otpSpaced: roll => `${1 + roll(9)}${digits(roll, 2)} ${digits(roll, 3)}`,
  otpDashed: roll => `${1 + roll(9)}${digits(roll, 2)}-${digits(roll, 3)}`,
  otpWide: roll => wide('7' + digits(roll, 5)),
  otp4: roll => '3' + digits(roll, 3),
  otp8: roll => '6' + digits(roll, 7),
  otpG: roll => 'G-' + digits(roll, 6),
  pin: roll => '0' + digits(roll, 3),
  cvc: roll => digits(roll, 3),
  pw: roll =>
    pick(roll, PASSWORD_WORDS) +
    pick(roll, ['123', '1985', '0412', '88', '2024', '99', '7']) +
    pick(roll, ['', '', '!', '#']),
  pwStrong: roll =>
    from(roll, LOWER, 3) + from(roll, UPPER, 3) + pick(roll, ['!', '#', '$', '%', '&', '@']) + digits(roll, 3),
  pwDashed: roll => `${from(roll, LOWER, 4)}-${from(roll, LOWER, 3)}${digits(roll, 2)}-${from(roll, LOWER, 4)}`,
  pwWord: roll =>
    pick(roll, ['sunshine', 'liverpoolfc', 'princess', 'sakurasaku', 'doraemon', 'qwertyuiop', 'letmein', 'trustno']),
  pwKana: roll => pick(roll, ['たろう', 'さくら', 'ポチ', '花子']) + digits(roll, 4),
  seed12: roll => Array.from({ length: 12 }, () => pick(roll, ENGLISH_WORDS)).join(' '),
  seed24: roll => Array.from({ length: 24 }, () => pick(roll, ENGLISH_WORDS)).join(' '),
  seedNumbered: roll => Array.from({ length: 12 }, (_, i) => `${i + 1}. ${pick(roll, ENGLISH_WORDS)}`).join('\n'),
  seedCommas: roll => Array.from({ length: 12 }, () => pick(roll, ENGLISH_WORDS)).join(', '),
  seedJa: roll => Array.from({ length: 12 }, () => pick(roll, JAPANESE_WORDS)).join(' '),
  hex64: roll => from(roll, '0123456789abcdef', 64),
  wif: roll => pick(roll, ['K', 'L']) + from(roll, BASE58, 50) + '7',
  xprv: roll => 'xprv9s21ZrQH143K' + from(roll, BASE58, 95),
  pem: roll =>
    `-----BEGIN RSA PRIVATE KEY-----\n${from(roll, ALNUM, 64)}\n${from(roll, ALNUM, 64)}\n-----END RSA PRIVATE KEY-----`,
  discord: roll => `M${from(roll, ALNUM, 25)}.${from(roll, ALNUM, 6)}.${from(roll, ALNUM, 38)}`,
  telegram: roll => `${1 + roll(8)}${digits(roll, 9)}:AA${from(roll, ALNUM, 33)}`,
  jwt: roll => `eyJ${base64('{"alg":"HS256"}').slice(3)}.eyJ${from(roll, ALNUM, 40)}.${from(roll, ALNUM, 43)}`,
  openai: roll => `sk-${from(roll, ALNUM, 48)}`,
  aws: roll => `AKIA${from(roll, UPPER + '234567', 16)}`,
  github: roll => `ghp_${from(roll, ALNUM, 36)}`,
  slack: roll => `xoxb-${digits(roll, 11)}-${from(roll, ALNUM, 24)}`,
  session: roll => from(roll, 'abcdef', 1) + from(roll, '0123456789abcdef', 30) + '7',
  webhook: roll => `discord.com/api/webhooks/1${digits(roll, 17)}/${from(roll, ALNUM, 68)}`,
  my: roll => myNumber(roll),
  mySpaced: roll => fours(myNumber(roll), ' '),
  myDashed: roll => fours(myNumber(roll), '-'),
  myWide: roll => wide(myNumber(roll)),
  ssn: roll => `${pick(roll, ['219', '457', '078', '512'])}-${10 + roll(89)}-${1000 + roll(8999)}`,
  nric: roll => nric(roll),
  rrn: roll => `${60 + roll(39)}${pick(roll, ['03', '11'])}${10 + roll(18)}-${1 + roll(2)}${digits(roll, 6)}`,
  backup: roll => `${from(roll, LOWER, 2)}${digits(roll, 2)}-${from(roll, LOWER, 2)}${digits(roll, 2)}`,
  backup8: roll => `${1000 + roll(8999)} ${1000 + roll(8999)}`,
  order: roll => `${pick(roll, ['249', '250', '503', '114'])}-${digits(roll, 7)}-${digits(roll, 7)}`,
  digital: roll => `D01-${digits(roll, 7)}-${digits(roll, 7)}`,
  yen: roll => `${1 + roll(98)},${digits(roll, 3)}`,
  yenPlain: roll => `${1 + roll(9)}${digits(roll, 4)}0`,
  yenBig: roll => `${1 + roll(9)},${digits(roll, 3)},${digits(roll, 3)}`,
  usd: roll => `${1 + roll(9)},${digits(roll, 3)}.${digits(roll, 2)}`,
  usdPlain: roll => `${100 + roll(9000)}`,
  count: roll => `${20 + roll(4000)}`,
  small: roll => `${2 + roll(15)}`,
  year: roll => `${1998 + roll(29)}`,
  md: roll => `${1 + roll(12)}/${1 + roll(28)}`,
  ymd: roll => `${2019 + roll(8)}-${pick(roll, ['01', '06', '11'])}-${10 + roll(18)}`,
  jdate: roll => `${2019 + roll(8)}年${1 + roll(12)}月${1 + roll(28)}日`,
  time: roll => `${roll(24)}:${10 + roll(49)}`,
  timeSec: roll => `${10 + roll(13)}:${10 + roll(49)}:${10 + roll(49)}`,
  last4: roll => digits(roll, 4),
  tracking: roll => fours('4' + digits(roll, 11), '-'),
  ref: roll => `${from(roll, UPPER, 2)}${digits(roll, 8)}`,
  refPlain: roll => digits(roll, 8),
  ver: roll => `${1 + roll(20)}.${roll(20)}.${roll(9)}`,
  wallet: roll => `0x${from(roll, '0123456789abcdef', 40)}`,
  tx: roll => `0x${from(roll, '0123456789abcdef', 64)}`,
  snowflake: roll => `1${digits(roll, 17)}`,
  isbn: roll => `978${digits(roll, 10)}`,
  tel: roll => `0${pick(roll, ['3', '6'])}-${1000 + roll(8999)}-${1000 + roll(8999)}`,
  mobile: roll => `0${pick(roll, ['9', '8', '7'])}0-${1000 + roll(8999)}-${1000 + roll(8999)}`,
  zip: roll => `${100 + roll(899)}-${1000 + roll(8999)}`,
  iban: roll => iban(roll),
  ibanSpaced: roll => fours(iban(roll), ' '),
  account: roll => digits(roll, 7).replace(/^0/, '3'),
  addressJa: roll =>
    `${pick(roll, ['練馬区豊玉北', '草津市大路', '西宮市甲子園口', '那覇市首里', '江別市野幌町'])}${1 + roll(8)}-${1 + roll(20)}-${1 + roll(30)}`,
  addressEn: roll =>
    `${10 + roll(900)} ${pick(roll, ['Maple', 'Station', 'Elm Park', 'Victoria'])} ${pick(roll, ['Road', 'Avenue', 'Street', 'Lane'])}`,
  mail: roll => `${from(roll, LOWER, 6)}.${from(roll, LOWER, 4)}@${pick(roll, ['example.jp', 'mail.example.com'])}`,
  mobileTight: roll => `0${pick(roll, ['9', '8', '7'])}0${digits(roll, 8)}`,
  mobileWide: roll => wide(`090-${1000 + roll(8999)}-${1000 + roll(8999)}`),
  mobileWorld: roll => `+81 90 ${1000 + roll(8999)} ${1000 + roll(8999)}`,
  phoneUs: roll => `(${200 + roll(799)}) 555-0${100 + roll(99)}`,
  pinWide: roll => wide(`0${digits(roll, 3)}`),
  recovery10: roll =>
    `${from(roll, ALNUM, 5).toUpperCase()}${roll(10)}-${from(roll, ALNUM, 4).toUpperCase()}${roll(10)}`,
  err: roll => pick(roll, ['500123', '80180002', '0x80070005', '1020', '403', '53003', '429']),
}

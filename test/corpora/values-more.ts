import { ENGLISH_WORDS } from '../../src/understanding/secrets/seed.ts'
import { TOLD } from './told-values.ts'
import { ALNUM, BASE58, LOWER, MAKE, UPPER, card, digits, fours, from, pick, wide, withLuhn } from './values.ts'
import type { Roll } from './values.ts'

const made = (name: string, roll: Roll): string => MAKE[name]?.(roll) ?? ''
const KANJI = '〇一二三四五六七八九'
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const kanji = (text: string): string => text.replace(/\d/g, digit => KANJI[Number(digit)] ?? '')
const words = (roll: Roll, n: number): string[] => Array.from({ length: n }, () => pick(roll, ENGLISH_WORDS))
const hex = (roll: Roll, n: number): string => from(roll, '0123456789abcdef', n)

/** `body` and the first check digit after which it is no longer `wrong`; undefined when none fits. */
function checked(body: string, wrong: (all: string) => boolean): string | undefined {
  const last = [...'0123456789'].find(sign => !wrong(body + sign))
  return last === undefined ? undefined : body + last
}

/** Draws until there is a check digit that fits. */
function until(draw: () => string | undefined): string {
  for (;;) {
    const value = draw()
    if (value !== undefined) return value
  }
}

const weigh = (text: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, n) => sum + weight * Number(text[n]), 0)

function aadhaar(roll: Roll): string {
  // Verhoeff's scheme: the dihedral group of order ten, and a permutation that moves with the place.
  const times = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5)) : b < 5 ? 5 + ((a - 5 - b + 5) % 5) : (a - b + 5) % 5
  const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  const wrong = (all: string): boolean => {
    let sum = 0
    for (let n = 0; n < all.length; n++) {
      let digit = Number(all[all.length - 1 - n])
      for (let times = 0; times < n % 8; times++) digit = turn[digit] ?? 0
      sum = times(sum, digit)
    }
    return sum !== 0
  }
  return fours(checked('4' + digits(roll, 10), wrong) ?? '', ' ')
}

function cpf(roll: Roll): string {
  const one = (body: string): string => {
    const sum = [...body].reduce((all, digit, n) => all + Number(digit) * (body.length + 1 - n), 0)
    return String(sum % 11 < 2 ? 0 : 11 - (sum % 11))
  }
  const body = digits(roll, 9)
  const first = body + one(body)
  return (first + one(first)).replace(/^(...)(...)(...)/, '$1.$2.$3-')
}

function chineseId(roll: Roll): string {
  const body = `110105${1960 + roll(40)}${pick(roll, ['01', '07', '12'])}${10 + roll(18)}${digits(roll, 3)}`
  return body + '10X98765432'[weigh(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11]
}

function hongKongId(roll: Roll): string {
  const body = digits(roll, 6)
  const sum = 36 * 9 + 10 * 8 + weigh(body, [7, 6, 5, 4, 3, 2])
  const rest = (11 - (sum % 11)) % 11
  return `A${body}(${rest === 10 ? 'A' : rest})`
}

function ibanOf(land: string, body: string): string {
  const numbers = (text: string): string => text.replace(/[A-Z]/g, sign => String(sign.charCodeAt(0) - 55))
  let rest = 0
  for (const digit of numbers(`${body}${land}00`)) rest = (rest * 10 + Number(digit)) % 97
  return `${land}${String(98 - rest).padStart(2, '0')}${body}`
}

const PREFECTURES = ['東京都', '神奈川県', '大阪府', '愛知県', '福岡県', '埼玉県']
const TOWNS = [
  '世田谷区上馬',
  '横浜市港北区綱島東',
  '吹田市千里山西',
  '春日井市鳥居松町',
  '久留米市荒木町',
  '川口市並木',
]
const US_TOWNS = ['Austin, TX 78704', 'Portland, OR 97212', 'Columbus, Ohio 43215', 'Tampa, FL 33602']
const UK_TOWNS = ['Leeds LS6 2AB', 'Bristol BS1 4DJ', 'London SE15 4QN', 'Cardiff CF10 1EP']
const street = (roll: Roll): string => `${1 + roll(8)}丁目${1 + roll(20)}番${1 + roll(30)}号`
const full = (roll: Roll): string =>
  pick(roll, PREFECTURES) +
  pick(roll, TOWNS) +
  pick(roll, [street(roll), `${1 + roll(8)}-${1 + roll(20)}-${1 + roll(9)}`])
const MONTHS = ['January', 'March', 'June', 'August', 'Nov', 'Dec']
const NAMES_JA = ['山田花子', '佐藤健', '鈴木 一郎', '高橋美咲', '渡辺 翔太']
const NAMES_EN = ['Emily Carter', 'James Whitfield', 'Sofia Alvarez', 'Daniel Okafor', 'Hannah Brooks']

/** Makers for the fifth set and those after it. */
export const MORE: Record<string, (roll: Roll) => string> = {
  cardWideSpaced: roll => fours(wide(card(roll)), '　'),
  cardSlashed: roll => fours(card(roll), '/'),
  cardUnder: roll => fours(card(roll), '_'),
  cardThreeLines: roll => fours(card(roll), ' ').replace(/^(.{4}) (.{9}) /, '$1\n$2\n'),
  cardHalves: roll => card(roll).replace(/^(.{8})/, '$1、残りが'),
  cardHalvesEn: roll => card(roll).replace(/^(.{8})/, '$1 second half '),
  cardLetters: roll => fours(card(roll), ' ').replace(/0/g, 'O'),
  cardThen: roll => card(roll).replace(/^(.{8})/, '$1で、そのあとが'),
  cardThenEn: roll => card(roll).replace(/^(.{8})/, '$1 and then '),
  cardSpread: roll => [...card(roll)].join(' '),
  amexPlain: roll => withLuhn('34' + digits(roll, 12)),
  amexDashed: roll => withLuhn('37' + digits(roll, 12)).replace(/^(.{4})(.{6})/, '$1-$2-'),
  otpKanji: roll => kanji('4' + digits(roll, 5).replace(/0/g, '8')),
  otpPos: roll => kanji('7' + digits(roll, 4) + '0'),
  otpSpread: roll => [...('5' + digits(roll, 5))].join(' '),
  otpComma: roll => [...('6' + digits(roll, 5))].join('、'),
  otpWords: roll => [...('8' + digits(roll, 5))].map(digit => NUMBERS[Number(digit)]).join(' '),
  otp5: roll => '4' + digits(roll, 4),
  otpAlpha: roll => `${from(roll, 'BCDFGHJKMNPQRTVWXY', 2)}${2 + roll(8)}${from(roll, 'BCDFGHJKMNPQRTVWXY', 2)}`,
  otpAlpha8: roll => from(roll, LOWER, 4) + digits(roll, 4),
  recoveryLong: roll => Array.from({ length: 7 }, () => from(roll, UPPER + '23456789', 4)).join('-'),
  pwPhrase: roll => words(roll, 4).join('-'),
  pwShort: roll => from(roll, LOWER, 2) + digits(roll, 4),
  pwSymbols: roll =>
    pick(roll, ['#', '$', '*', '!']) + from(roll, ALNUM, 5) + pick(roll, ['?', '+', '=']) + digits(roll, 2),
  pwCaps: roll => from(roll, UPPER, 6) + digits(roll, 2),
  pwDate: roll =>
    `${pick(roll, ['yui', 'ren', 'Leo', 'mia'])}${1970 + roll(40)}${pick(roll, ['0214', '1103', '0707'])}`,
  pwRandom: roll => from(roll, ALNUM, 9) + from(roll, '23456789', 2) + from(roll, LOWER, 2),
  seed15: roll => words(roll, 15).join(' '),
  seed18: roll => words(roll, 18).join(' '),
  seed21: roll => words(roll, 21).join(' '),
  seedLines: roll => words(roll, 12).join('\n'),
  seedUpper: roll => words(roll, 12).join(' ').toUpperCase(),
  seedTitle: roll => words(roll, 12).map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' '), // prettier-ignore
  seedMarked: roll => words(roll, 12).map((word, n) => `${n + 1}.${word}`).join(' '), // prettier-ignore
  seedBrackets: roll => words(roll, 12).map((word, n) => `${n + 1}) ${word}`).join('\n'), // prettier-ignore
  seedBullets: roll => words(roll, 12).map(word => `\n- ${word}`).join(''), // prettier-ignore
  seedDashes: roll => words(roll, 12).join('-'),
  seedJaCommas: roll => words(roll, 12).join('、'),
  seedRows: roll => [words(roll, 4), words(roll, 4), words(roll, 4)].map(row => row.join(' ')).join('\n'),
  pemEc: roll => `-----BEGIN EC PRIVATE KEY-----\n${from(roll, ALNUM, 64)}\n-----END EC PRIVATE KEY-----`,
  pemOpenssh: roll =>
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${from(roll, ALNUM, 70)}\n${from(roll, ALNUM, 70)}\n-----END OPENSSH PRIVATE KEY-----`,
  mfaToken: roll => `mfa.${from(roll, ALNUM + '_-', 84)}`,
  stripe: roll => `sk_live_${from(roll, ALNUM, 24)}`,
  google: roll => `AIza${from(roll, ALNUM, 35)}`,
  ssnPlain: roll => `${pick(roll, ['219', '457', '512'])}${10 + roll(89)}${1000 + roll(8999)}`,
  ssnSpaced: roll => `${pick(roll, ['219', '457', '512'])} ${10 + roll(89)} ${1000 + roll(8999)}`,
  nino: roll => `${pick(roll, ['AB', 'JK', 'PW', 'SE'])}${digits(roll, 6)}${pick(roll, ['A', 'B', 'C', 'D'])}`,
  ninoSpaced: roll => (MORE['nino']?.(roll) ?? '').replace(/^(..)(..)(..)(..)/, '$1 $2 $3 $4 '),
  sin: roll => withLuhn('5' + digits(roll, 7)).replace(/^(...)(...)/, '$1 $2 '),
  aadhaar,
  cpf,
  dni: roll => {
    const body = digits(roll, 8)
    return body + 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(body) % 23]
  },
  tfn: roll =>
    until(() => checked('8' + digits(roll, 7), all => weigh(all, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 !== 0)).replace(
      /^(...)(...)/,
      '$1 $2 ',
    ),
  nhs: roll =>
    until(() => checked('9' + digits(roll, 8), all => weigh(all, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 !== 0)).replace(
      /^(...)(...)/,
      '$1 $2 ',
    ),
  cnid: chineseId,
  twid: roll => {
    const body = `1${digits(roll, 7)}`
    // A stands for 10: 1 and 0 × 9.
    return `A${checked(body, all => (1 + weigh(all, [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 !== 0) ?? ''}`
  },
  hkid: hongKongId,
  yuchoSymbol: roll => `1${digits(roll, 3)}0`,
  yuchoNumber: roll => `${1 + roll(9)}${digits(roll, 6)}1`,
  ibanGb: roll => fours(ibanOf('GB', 'NWBK' + digits(roll, 14)), ' '),
  ibanFr: roll => ibanOf('FR', digits(roll, 23)),
  sort: roll => `${20 + roll(70)}-${10 + roll(80)}-${10 + roll(80)}`,
  ukAccount: roll => `${3 + roll(6)}${digits(roll, 7)}`,
  usAccount: roll => `${1 + roll(9)}${digits(roll, 9)}`,
  aba: roll =>
    until(() =>
      checked('0' + (1 + roll(9)) + digits(roll, 6), all => weigh(all, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 !== 0),
    ),
  telParen: roll => `0${pick(roll, ['3', '6'])}(${1000 + roll(8999)})${1000 + roll(8999)}`,
  telOsaka: roll => `0${pick(roll, ['72', '45', '52'])}-${100 + roll(899)}-${1000 + roll(8999)}`,
  mobileDots: roll => `090.${1000 + roll(8999)}.${1000 + roll(8999)}`,
  mobileSpaced: roll => `080 ${1000 + roll(8999)} ${1000 + roll(8999)}`,
  mobileKanji: roll => kanji(`090${1000 + roll(8999)}${1000 + roll(8999)}`),
  ukMobile: roll => `07${100 + roll(899)} ${digits(roll, 6)}`,
  ukMobileWorld: roll => `+44 7${100 + roll(899)} ${digits(roll, 6)}`,
  ukLandline: roll => `020 7${digits(roll, 3)} ${digits(roll, 4)}`,
  usPhoneDashed: roll => `${415 + roll(200)}-555-01${10 + roll(89)}`,
  usPhoneDots: roll => `${415 + roll(200)}.555.01${10 + roll(89)}`,
  usPhonePlain: roll => `${415 + roll(200)}55501${10 + roll(89)}`,
  inPhone: roll => `+91 98${digits(roll, 3)} ${digits(roll, 5)}`,
  mailWide: roll => wide(made('mail', roll)),
  mailAt: roll => made('mail', roll).replace('@', '(at)'),
  mailPlus: roll => made('mail', roll).replace('@', '+shop@'),
  mailSpelled: roll => made('mail', roll).replace('@', ' at ').replaceAll('.', ' dot '),
  mailSpaced: roll => made('mail', roll).replace('@', ' @ '),
  addressJaFull: full,
  addressJaKanji: roll => `${pick(roll, TOWNS)}${pick(roll, ['三', '五', '二'])}丁目${1 + roll(20)}番地`,
  addressJaShort: roll => `${pick(roll, ['上馬', '綱島東', '千里山西'])}${1 + roll(8)}-${1 + roll(20)}-${1 + roll(30)}`,
  addressJaSapporo: roll => `札幌市中央区北${1 + roll(20)}条西${1 + roll(20)}丁目${1 + roll(9)}-${1 + roll(9)}`,
  addressJaBuilding: roll =>
    `${full(roll)} ${pick(roll, ['メゾン桜', 'コーポ青葉', 'グランドハイツ'])}${100 + roll(800)}号室`,
  addressUsFull: roll => `${made('addressEn', roll)}, ${pick(roll, US_TOWNS)}`,
  addressUkFull: roll => `${made('addressEn', roll)}, ${pick(roll, UK_TOWNS)}`,
  passport: roll => `${pick(roll, ['TK', 'TR', 'MZ'])}${digits(roll, 7)}`,
  licence: roll => `30${digits(roll, 10)}`,
  usLicence: roll => `D${digits(roll, 7)}`,
  insurance: roll => digits(roll, 7),
  birthJa: roll => `${1950 + roll(55)}年${1 + roll(12)}月${1 + roll(28)}日`,
  showa: roll => `${30 + roll(33)}年${1 + roll(12)}月${1 + roll(28)}日`,
  birthEn: roll => `${1 + roll(28)} ${pick(roll, MONTHS)} ${1950 + roll(55)}`,
  birthUs: roll => `${String(1 + roll(12)).padStart(2, '0')}/${10 + roll(18)}/${1950 + roll(55)}`,
  nameJa: roll => pick(roll, NAMES_JA),
  nameEn: roll => pick(roll, NAMES_EN),
  model: roll => pick(roll, ['SH-53D', 'WF-1000XM5', 'SM-G991B', 'A2894', 'CFI-2000A', 'RTX 4070', 'DSC-RX100M7']),
  build: roll => `${19000 + roll(3600)}.${100 + roll(3000)}`,
  trackingEn: roll => `RR${digits(roll, 9)}JP`,
  ups: roll => `1Z${from(roll, UPPER + '0123456789', 16)}`,
  sha: roll => hex(roll, 39) + 'a',
  shaShort: roll => hex(roll, 3) + roll(10) + hex(roll, 3),
  sha64: roll => hex(roll, 64),
  md5: roll => hex(roll, 32),
  uuid: roll => `${hex(roll, 8)}-${hex(roll, 4)}-4${hex(roll, 3)}-a${hex(roll, 3)}-${hex(roll, 12)}`,
  txPlain: roll => hex(roll, 64),
  btc: roll => `bc1q${from(roll, '023456789acdefghjklmnpqrstuvwxyz', 38)}`,
  btcOld: roll => `1${from(roll, BASE58, 33)}`,
  zoom: roll => `${100 + roll(899)} ${1000 + roll(8999)} ${1000 + roll(8999)}`,
  pnr: roll => from(roll, 'ABCDEFGHJKLMNPQRSTUVWXYZ', 4) + from(roll, '23456789', 2),
  flight: roll => `${pick(roll, ['NH', 'JL', 'BA', 'UA'])}${100 + roll(900)}`,
}

/** Fills the braces of a template; `values` lists what was put in. */
export function fill(template: string, roll: Roll): { text: string; values: string[] } {
  const values: string[] = []
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (MAKE[name] ?? MORE[name] ?? TOLD[name])?.(roll)
    if (value === undefined) throw new Error(`no maker called ${name}`)
    values.push(value)
    return value
  })
  return { text, values }
}

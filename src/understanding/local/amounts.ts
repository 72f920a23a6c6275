import { isDigit, isLetter } from './fold.ts'

/** A sum of money or of a coin, as told. */
export type Amount = { amount: number; currency: string; quote: string }

const BEFORE: Record<string, string> = {
  '¥': 'JPY',
  $: 'USD',
  '£': 'GBP',
  '€': 'EUR',
  '₹': 'INR',
  rs: 'INR',
  inr: 'INR',
  usd: 'USD',
  eur: 'EUR',
  gbp: 'GBP',
  jpy: 'JPY',
  a$: 'AUD',
  au$: 'AUD',
  c$: 'CAD',
  us$: 'USD',
  rm: 'MYR',
  nt$: 'TWD',
  hk$: 'HKD',
  btc: 'BTC',
}
const AFTER: readonly (readonly [string, string])[] = [
  ['円', 'JPY'],
  ['えん', 'JPY'],
  ['yen', 'JPY'],
  ['jpy', 'JPY'],
  ['usドル', 'USD'],
  ['米ドル', 'USD'],
  ['ドル', 'USD'],
  ['dollars', 'USD'],
  ['dollar', 'USD'],
  ['bucks', 'USD'],
  ['usd', 'USD'],
  ['ユーロ', 'EUR'],
  ['euros', 'EUR'],
  ['euro', 'EUR'],
  ['eur', 'EUR'],
  ['€', 'EUR'],
  ['ポンド', 'GBP'],
  ['pounds', 'GBP'],
  ['pound', 'GBP'],
  ['quid', 'GBP'],
  ['gbp', 'GBP'],
  ['£', 'GBP'],
  ['rupees', 'INR'],
  ['rs', 'INR'],
  ['inr', 'INR'],
  ['lakhs', 'INR-LAKH'],
  ['lakh', 'INR-LAKH'],
  ['crore', 'INR-CRORE'],
  ['btc', 'BTC'],
  ['bitcoins', 'BTC'],
  ['bitcoin', 'BTC'],
  ['ビットコイン', 'BTC'],
  ['eth', 'ETH'],
  ['イーサ', 'ETH'],
  ['usdt', 'USDT'],
  ['usdc', 'USDC'],
  ['sol', 'SOL'],
  ['xrp', 'XRP'],
  ['リップル', 'XRP'],
  ['元', 'CNY'],
  ['ウォン', 'KRW'],
  ['rubles', 'RUB'],
  ['ntd', 'TWD'],
  ['$', 'USD'],
  ['¥', 'JPY'],
]
const JA_DIGITS = '〇一二三四五六七八九'
const KANA_NUMBERS: readonly (readonly [string, number])[] = [
  ['いちまん', 10_000],
  ['にまん', 20_000],
  ['さんまん', 30_000],
  ['よんまん', 40_000],
  ['ごまん', 50_000],
  ['ろくまん', 60_000],
  ['ななまん', 70_000],
  ['はちまん', 80_000],
  ['きゅうまん', 90_000],
  ['じゅうまん', 100_000],
]
const EN_NUMBERS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
/** "5万のカード" is money, "5万人" is not: what may follow a bare 万. */
const NOT_MONEY = [
  '人',
  '件',
  '通',
  '回',
  '個',
  '枚',
  '桁',
  '台',
  '年',
  '時',
  '分',
  '秒',
  '字',
  'フォロワー',
  'pt',
  'ポイント',
  '登録者',
  'km',
  '株',
  '歩',
  'キロ',
  '再生',
  '名',
  '本',
  '社',
  '冊',
  'アクセス',
  '票',
  'いいね',
  '以上の人',
  'ゴールド',
  'g',
]

type Number_ = { value: number; end: number; hasMan: boolean }

/**
 * Sums of money in folded text, each with its verbatim place in the original. A number alone ("243通", "4桁") is no
 * amount. One pass, no backtracking.
 */
export function readAmounts(folded: string, original: string): Amount[] {
  const amounts: Amount[] = []
  const add = (start: number, end: number, amount: number, currency: string): void => {
    const scaled = currency === 'INR-LAKH' ? amount * 1e5 : currency === 'INR-CRORE' ? amount * 1e7 : amount
    const unit = currency.startsWith('INR') ? 'INR' : currency
    if (scaled > 0 && Number.isFinite(scaled)) {
      amounts.push({ amount: Math.round(scaled * 1e8) / 1e8, currency: unit, quote: original.slice(start, end) })
    }
  }
  for (let i = 0; i < folded.length; i++) {
    const number = numberAt(folded, i)
    if (number === null) continue
    const before = currencyBefore(folded, i)
    let end = number.end
    const after = currencyAfter(folded, end)
    if (before !== null) add(before.start, end, number.value, before.currency)
    else if (
      after !== null &&
      !(after.currency === 'USD' && folded[after.end - 1] === '$' && isDigit(folded.charCodeAt(after.end)))
    ) {
      add(i, after.end, number.value, after.currency)
      end = after.end
    } else if (number.hasMan && !NOT_MONEY.some(word => folded.startsWith(word, skipModifier(folded, end)))) {
      add(i, end, number.value, 'JPY')
    }
    i = Math.max(i, end - 1)
  }
  return amounts
}

function skipModifier(folded: string, at: number): number {
  for (const word of [
    '以上の',
    '以上',
    '近くの',
    '近く',
    'ほどの',
    'ほど',
    'くらいの',
    'ちょいの',
    'もの',
    '超の',
    '超え',
  ]) {
    if (folded.startsWith(word, at)) return at + word.length
  }
  return at
}

/** What a number may begin with beside a digit; most characters begin none. */
const SIGNS = new Set(Array.from(`${JA_DIGITS}十百千数`, sign => sign.charCodeAt(0)))
const KANA = new Set(KANA_NUMBERS.map(([word]) => word.charCodeAt(0)))
const LETTERS = new Set(Object.keys(EN_NUMBERS).map(word => word.charCodeAt(0)))

function numberAt(folded: string, at: number): Number_ | null {
  const code = folded.charCodeAt(at)
  if (isLetter(code)) {
    if (!LETTERS.has(code) || (at > 0 && isLetter(folded.charCodeAt(at - 1)))) return null
    return englishAt(folded, at)
  }
  if (isDigit(code)) {
    const before = at > 0 ? folded[at - 1]! : ' '
    if (/[a-z0-9_#@]/.test(before) && !/(rs|usd|eur|gbp|inr|jpy|rm)$/.test(folded.slice(Math.max(0, at - 3), at)))
      return null
    return digitsAt(folded, at)
  }
  if (SIGNS.has(code)) return kanjiAt(folded, at)
  if (KANA.has(code)) {
    for (const [word, value] of KANA_NUMBERS)
      if (folded.startsWith(word, at)) return { value, end: at + word.length, hasMan: true }
  }
  return null
}

function digitsAt(folded: string, at: number): Number_ {
  let end = at
  let digits = ''
  while (end < folded.length && digits.length < 18) {
    const char = folded[end]!
    if (isDigit(folded.charCodeAt(end))) digits += char
    else if ((char === ',' || char === '.') && isDigit(folded.charCodeAt(end + 1))) {
      if (char === '.') {
        if (digits.includes('.')) break
        digits += '.'
      }
    } else break
    end++
  }
  let value = Number(digits)
  let hasMan = false
  let total = 0
  for (let round = 0; round < 4; round++) {
    const unit = folded[end]
    const scale = unit === '億' ? 1e8 : unit === '万' ? 1e4 : unit === '千' ? 1e3 : unit === '百' ? 100 : 0
    if (scale === 0) break
    if (scale >= 1e4) hasMan = true
    end++
    if (unit === '千' && folded[end] === '万') {
      total += value * 1e7
      hasMan = true
      end++
    } else if (unit === '百' && folded[end] === '万') {
      total += value * 1e6
      hasMan = true
      end++
    } else total += value * scale
    value = 0
    if (!isDigit(folded.charCodeAt(end))) break
    let rest = ''
    while (isDigit(folded.charCodeAt(end)) || (folded[end] === ',' && isDigit(folded.charCodeAt(end + 1)))) {
      if (folded[end] !== ',') rest += folded[end]
      end++
      if (rest.length > 9) break
    }
    value = Number(rest)
  }
  total += value
  const suffix = /^ ?(k|grand|thousand|m|mil|million|mill)(?![a-z])/.exec(folded.slice(end, end + 10))
  if (suffix !== null) {
    total *= suffix[1] === 'k' || suffix[1] === 'grand' || suffix[1] === 'thousand' ? 1e3 : 1e6
    end += suffix[0].length
  }
  return { value: total, end, hasMan }
}

function kanjiAt(folded: string, at: number): Number_ | null {
  let end = at
  let total = 0
  let section = 0
  let digit = 0
  let hasMan = false
  let isVague = false
  for (; end < folded.length && end - at < 14; end++) {
    const char = folded[end]!
    const value = JA_DIGITS.indexOf(char)
    if (value >= 0) digit = digit * 10 + value
    else if (char === '数') isVague = true
    else if (char === '十' || char === '百' || char === '千') {
      section += (digit === 0 ? 1 : digit) * (char === '十' ? 10 : char === '百' ? 100 : 1000)
      digit = 0
    } else if (char === '万' || char === '億') {
      if (section + digit === 0) break
      total += (section + digit) * (char === '万' ? 1e4 : 1e8)
      section = digit = 0
      hasMan = true
    } else break
  }
  if (isVague || end === at) return null
  const value = total + section + digit
  return value === 0 ? null : { value, end, hasMan }
}

function englishAt(folded: string, at: number): Number_ | null {
  let end = at
  let total = 0
  let current = 0
  let words = 0
  while (words < 8) {
    let stop = end
    while (
      stop < folded.length &&
      folded.charCodeAt(stop) >= 0x61 &&
      folded.charCodeAt(stop) <= 0x7a &&
      stop - end < 12
    )
      stop++
    const word = folded.slice(end, stop)
    const value = EN_NUMBERS[word]
    if (value !== undefined) current += value
    else if (word === 'hundred' && current > 0) current *= 100
    else if ((word === 'thousand' || word === 'grand') && current > 0) {
      total += current * 1000
      current = 0
    } else break
    words++
    end = stop
    if (folded[stop] === ' ' || folded[stop] === '-') end = stop + 1
    else break
  }
  const value = total + current
  if (words === 0 || value === 0) return null
  while (folded[end - 1] === ' ' || folded[end - 1] === '-') end--
  return { value, end, hasMan: false }
}

function currencyBefore(folded: string, at: number): { start: number; currency: string } | null {
  let end = at
  if (folded[end - 1] === ' ') end--
  if (folded[end - 1] === '.') end--
  for (const length of [3, 2, 1]) {
    const mark = folded.slice(Math.max(0, end - length), end)
    const currency = mark.length === length ? BEFORE[mark] : undefined
    if (currency === undefined) continue
    const isWord = /[a-z]/.test(mark[0]!)
    if (isWord && end - length > 0 && /[a-z]/.test(folded[end - length - 1]!)) continue
    return { start: end - length, currency }
  }
  return null
}

function currencyAfter(folded: string, at: number): { end: number; currency: string } | null {
  let start = at
  if (folded[start] === ' ' || folded[start] === '-') start++
  for (const [word, currency] of AFTER) {
    if (!folded.startsWith(word, start)) continue
    const end = start + word.length
    if (/[a-z]$/.test(word) && /[a-z0-9]/.test(folded[end] ?? ' ')) continue
    return { end, currency }
  }
  return null
}

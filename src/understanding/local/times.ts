/** A time as the person told it; `kind` says how to read the rest. */
export type ToldTime = {
  quote: string
  kind: 'clock' | 'day' | 'ago' | 'date' | 'now'
  hour?: number
  minute?: number
  /** Days before the day of telling; 0 is that day. */
  daysAgo?: number
  month?: number
  day?: number
}

type Pattern = { find: RegExp; read: (match: RegExpExecArray) => Omit<ToldTime, 'quote'> }

const DAYS: Record<string, number> = {
  今日: 0,
  今朝: 0,
  今夜: 0,
  今晩: 0,
  さっき: 0,
  昨日: 1,
  きのう: 1,
  昨夜: 1,
  昨晩: 1,
  ゆうべ: 1,
  おととい: 2,
  一昨日: 2,
  先週: 7,
  先月: 30,
  today: 0,
  tonight: 0,
  'this morning': 0,
  'this afternoon': 0,
  'this evening': 0,
  yesterday: 1,
  'last night': 1,
  'last week': 7,
  'last month': 30,
  'the day before yesterday': 2,
}
const UNITS: Record<string, number> = {
  日: 1,
  週間: 7,
  か月: 30,
  ヶ月: 30,
  ヵ月: 30,
  カ月: 30,
  年: 365,
  day: 1,
  week: 7,
  month: 30,
  year: 365,
  時間: 0,
  分: 0,
  hour: 0,
  minute: 0,
  hr: 0,
  min: 0,
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const hour = (half: string | undefined, told: string): number => {
  const value = Number(told)
  return half !== undefined && /^(午後|夜|夕方|pm)/.test(half) && value < 12 ? value + 12 : value
}

/** Every pattern is a plain sequence: no nested repetition, so none can run away on hostile text. */
const PATTERNS: readonly Pattern[] = [
  {
    find: /(午前|午後|夜中|深夜|朝|夜|夕方)?の?(\d{1,2})時(半|(\d{1,2})分)?(?!間)/g,
    read: m => ({ kind: 'clock', hour: hour(m[1], m[2]!), minute: m[3] === '半' ? 30 : Number(m[4] ?? 0) }),
  },
  {
    find: /\b(\d{1,2})(?::(\d{2}))? ?(am|pm)\b/g,
    read: m => ({ kind: 'clock', hour: hour(m[3], m[1]!), minute: Number(m[2] ?? 0) }),
  },
  {
    find: /(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])/g,
    read: m => ({ kind: 'clock', hour: Number(m[1]), minute: Number(m[2]) }),
  },
  {
    find: /(今日|今朝|今夜|今晩|さっき|昨日|きのう|昨夜|昨晩|ゆうべ|おととい|一昨日|先週|先月|\b(?:today|tonight|this morning|this afternoon|this evening|yesterday|last night|last week|last month|the day before yesterday)\b)/g,
    read: m => ({ kind: 'day', daysAgo: DAYS[m[1]!] ?? 0 }),
  },
  {
    find: /(\d{1,3})(日|週間|か月|ヶ月|ヵ月|カ月|年|時間|分)(?:ほど|くらい)?前/g,
    read: m => ({ kind: 'ago', daysAgo: Number(m[1]) * (UNITS[m[2]!] ?? 0) }),
  },
  {
    find: /\b(\d{1,3}) ?(day|week|month|year|hour|minute|hr|min)s? ago\b/g,
    read: m => ({ kind: 'ago', daysAgo: Number(m[1]) * (UNITS[m[2]!] ?? 0) }),
  },
  { find: /(\d{1,2})月(\d{1,2})日/g, read: m => ({ kind: 'date', month: Number(m[1]), day: Number(m[2]) }) },
  {
    find: /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} (\d{1,2})\b/g,
    read: m => ({ kind: 'date', month: MONTHS.indexOf(m[1]!) + 1, day: Number(m[2]) }),
  },
  {
    find: /(たった今|今まさに|\bright now\b|\bjust now\b|\bas we speak\b)/g,
    read: () => ({ kind: 'now', daysAgo: 0 }),
  },
]

/** Times in the order they are told; impossible clock times are left out. */
export function readTimes(folded: string, original: string): ToldTime[] {
  const found: (ToldTime & { at: number })[] = []
  for (const { find, read } of PATTERNS) {
    for (const match of folded.matchAll(find)) {
      const time = read(match)
      if (time.hour !== undefined && (time.hour > 27 || (time.minute ?? 0) > 59)) continue
      if (time.month !== undefined && (time.month < 1 || time.month > 12 || (time.day ?? 1) > 31)) continue
      found.push({ at: match.index, quote: original.slice(match.index, match.index + match[0].length), ...time })
    }
  }
  found.sort((a, b) => a.at - b.at || b.quote.length - a.quote.length)
  // "9:30 pm" is also a "9:30": the longer wins.
  let read = 0
  return found.flatMap(({ at, ...time }) => {
    if (at < read) return []
    read = at + time.quote.length
    return [time]
  })
}

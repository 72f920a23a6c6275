import type { Instant, Language } from '../core/ids.ts'

/** Formatters of the platform, each made once: making one costs a hundred times what using it does. */

/** Time zones come from people; so many are kept, then all are made anew. */
const MAX_KEPT = 500

function kept<Args extends readonly unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const known = new Map<string, Made>()
  return (...args) => {
    const key = JSON.stringify(args)
    let made = known.get(key)
    if (made === undefined) {
      if (known.size >= MAX_KEPT) known.clear()
      known.set(key, (made = make(...args)))
    }
    return made
  }
}

const numbers = kept((language: Language) => new Intl.NumberFormat(language))
const money = kept(
  (language: Language, currency: string) =>
    new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }),
)
const regions = kept((language: Language) => new Intl.DisplayNames(language, { type: 'region' }))
const days = kept((timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }))
const times = kept((language: Language, timeZone: string, withDate: boolean) => {
  const clock: Intl.DateTimeFormatOptions = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const date: Intl.DateTimeFormatOptions =
    language === 'ja' ? { month: 'numeric', day: 'numeric' } : { month: 'short', day: 'numeric' }
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', withDate ? { ...clock, ...date } : clock)
})

export const formatNumber = (value: number, language: Language) => numbers(language).format(value)
export const formatMoney = (amount: number, currency: string, language: Language) =>
  money(language, currency).format(amount)
export const regionName = (country: string, language: Language) => regions(language).of(country) ?? country

/** The time of day in a time zone, with the date where it is not today's. */
export function formatTime(at: Instant, now: Instant, language: Language, timeZone: string): string {
  const isToday = days(timeZone).format(at) === days(timeZone).format(now)
  return times(language, timeZone, !isToday).format(at)
}

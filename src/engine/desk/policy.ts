import { DEFAULT_POLICY } from '../../core/roster.ts'
import type { Policy } from '../../core/roster.ts'
import { tell } from './ask.ts'
import type { Carry } from './ask.ts'
import { hoursOf, hoursText } from './hours.ts'
import { admins } from './rights.ts'
import { putCommunity } from './roster.ts'

/** What a community decides about calls, quiet hours, keeping and models; running cases keep what they began with. */

/** Each setting by the name it is asked for, read from what somebody typed; undefined when it does not fit. */
export const SETTINGS: Readonly<Record<string, (value: string) => Partial<Policy> | undefined>> = {
  rings: value => {
    const minutes = value.split(/[\s,]+/).map(Number)
    const rising = minutes.every(
      (minute, n) => minute >= 0 && minute <= 1440 && (n === 0 || minute > (minutes[n - 1] ?? 0)),
    )
    return rising && minutes.length <= 5 && minutes[0] === 0 ? { ringMinutes: minutes } : undefined
  },
  every: number(1, 1440, everyMinutes => ({ everyMinutes })),
  rounds: number(1, 20, maxRounds => ({ maxRounds })),
  'still-there': number(5, 1440, claimSilentMinutes => ({ claimSilentMinutes })),
  'let-go': number(5, 1440, claimExpiresMinutes => ({ claimExpiresMinutes })),
  'pings-per-hour': number(1, 60, pingsPerHour => ({ pingsPerHour })),
  retention: number(1, 365, retentionDays => ({ retentionDays })),
  quiet: value => {
    // From a minute to the same minute is no time at all.
    if (value === 'off') return { quietHours: { from: 0, to: 0 } }
    const quietHours = hoursOf(value)
    return quietHours && { quietHours }
  },
  model: value => (value === 'off' || value === 'ask' || value === 'on' ? { model: value } : undefined),
}

function number(least: number, most: number, make: (value: number) => Partial<Policy>) {
  return (text: string) => {
    const value = Number(text)
    return Number.isInteger(value) && value >= least && value <= most ? make(value) : undefined
  }
}

const policy: Carry = admins(({ input, by }, here) => {
  const now = { ...DEFAULT_POLICY, ...(here.row.policy as Partial<Policy>) }
  const setting = input.setting ?? ''
  if (setting === '') {
    const shown = {
      rings: now.ringMinutes.join(','),
      every: now.everyMinutes,
      rounds: now.maxRounds,
      'still-there': now.claimSilentMinutes,
      'let-go': now.claimExpiresMinutes,
      'pings-per-hour': now.pingsPerHour,
      retention: now.retentionDays,
      quiet: hoursText(now.quietHours),
      model: now.model,
    }
    const lines = Object.entries(shown).map(([name, value]) => ({
      text: 'policy.row',
      params: { name, value: String(value) },
    }))
    return { say: [tell(by, [{ text: 'policy.title' }, ...lines])] }
  }
  const read = Object.hasOwn(SETTINGS, setting) ? SETTINGS[setting] : undefined
  const change = read?.((input.value ?? '').normalize('NFKC').trim())
  if (!change) return { note: 'policy.bad' }
  const row = { ...here.row, policy: { ...here.row.policy, ...change } }
  return { put: [putCommunity(here, row)], say: [tell(by, [{ text: 'policy.saved' }])] }
})

export const POLICY: Readonly<Record<string, Carry>> = { policy }

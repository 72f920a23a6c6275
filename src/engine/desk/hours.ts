import type { QuietHours } from '../../core/roster.ts'

/** Quiet hours as people type and read them. */

/** `23-7` or `22:30-6:15`. */
export function hoursOf(value: string): QuietHours | undefined {
  const [, from, fromMinute = '0', to, toMinute = '0'] =
    /^(\d{1,2})(?::([0-5]\d))?\s*[-~]\s*(\d{1,2})(?::([0-5]\d))?$/.exec(value) ?? []
  const quiet = { from: Number(from) * 60 + Number(fromMinute), to: Number(to) * 60 + Number(toMinute) }
  return quiet.from < 1440 && quiet.to < 1440 ? quiet : undefined
}

export function hoursText({ from, to }: QuietHours): string {
  const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
  return from === to ? 'off' : `${clock(from)}-${clock(to)}`
}

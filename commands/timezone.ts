import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /timezone <zone>: the time zone reminders and times use. */
export default command({
  name: 'timezone',
  for: 'person',
  options: [{ name: 'zone', required: true }],
  input: z.object({ zone: z.string().refine(isTimeZone) }),
  intent: ({ zone }, { by }) => [{ type: 'set-time-zone', timeZone: zone, by }],
})

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    // Intl's way of saying that it knows no such zone.
    return false
  }
}

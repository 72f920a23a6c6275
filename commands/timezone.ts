import { z } from 'zod'
import { TimeZone } from '../src/core/ids.ts'
import { command } from '../src/engine/command.ts'

/** /timezone <zone>: the time zone reminders and times use. */
export default command({
  name: 'timezone',
  for: 'person',
  options: [{ name: 'zone', required: true }],
  input: z.object({ zone: TimeZone }),
  intent: ({ zone }, { by }) => [{ type: 'set-time-zone', timeZone: zone, by }],
})

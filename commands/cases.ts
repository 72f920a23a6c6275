import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /cases: what is open, unclaimed, overdue, waiting; no names. */
export default command({
  name: 'cases',
  for: 'moderator',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'cases', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /roster: all helpers, their rings and how many cases they have. */
export default command({
  name: 'roster',
  for: 'moderator',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'roster', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /announce <pattern>: a ready text that warns the community. */
export default command({
  name: 'announce',
  for: 'moderator',
  options: [{ name: 'pattern', required: true, complete: 'pattern' }],
  input: z.object({ pattern: z.string().max(300) }),
  intent: input => ({ desk: 'announce', input: stated(input) }),
})

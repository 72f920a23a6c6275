import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /numbers: how fast help comes, without personal data. */
export default command({
  name: 'numbers',
  for: 'moderator',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'numbers', input: stated(input) }),
})

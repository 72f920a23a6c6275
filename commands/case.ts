import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /case <case>: how one case stands. */
export default command({
  name: 'case',
  for: 'moderator',
  options: [{ name: 'case', required: true, complete: 'case' }],
  input: z.object({ case: z.string().max(300) }),
  intent: input => ({ desk: 'case', input: stated(input) }),
})

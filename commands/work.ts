import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /work <case>: switch to another of your cases. */
export default command({
  name: 'work',
  for: 'helper',
  options: [{ name: 'case', required: true }],
  input: z.object({ case: z.string().max(300) }),
  intent: input => ({ desk: 'work', input: stated(input) }),
})

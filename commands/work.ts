import { z } from 'zod'
import { stated } from '../src/engine/command.ts'
import { command } from '../src/engine/command.ts'

/** /work <case>: switch to another of your cases. */
export default command({
  name: 'work',
  for: 'helper',
  options: [{ name: 'case', required: true }],
  input: z.object({ case: z.string().max(300) }),
  intent: input => ({ desk: 'work', input: stated(input) }),
})

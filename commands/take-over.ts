import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /take-over <case> <reason>: a lead takes a case over. */
export default command({
  name: 'take-over',
  for: 'helper',
  options: [
    { name: 'case', required: true, complete: 'case' },
    { name: 'reason', required: true, rest: true },
  ],
  input: z.object({ case: z.string().max(300), reason: z.string().max(300) }),
  intent: input => ({ desk: 'take-over', input: stated(input) }),
})

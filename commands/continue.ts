import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /continue <case> <word>: go on with your case from another account. */
export default command({
  name: 'continue',
  for: 'anyone',
  options: [
    { name: 'case', required: true },
    { name: 'word', required: true, rest: true },
  ],
  input: z.object({ case: z.string().max(300), word: z.string().max(300) }),
  intent: input => ({ desk: 'continue', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /block [case] [for]: nobody here, or not you, is called for this person any more. */
export default command({
  name: 'block',
  for: 'helper',
  options: [
    { name: 'case', required: false, complete: 'case' },
    { name: 'for', required: false, choices: ['me', 'everyone'] },
  ],
  input: z.object({
    case: z.string().max(300).optional(),
    for: z.string().max(300).optional(),
  }),
  intent: input => ({ desk: 'block', input: stated(input) }),
})

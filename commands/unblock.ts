import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /unblock <case> [for]: take a block back. */
export default command({
  name: 'unblock',
  for: 'helper',
  options: [
    { name: 'case', required: true, complete: 'case' },
    { name: 'for', required: false, choices: ['me', 'everyone'] },
  ],
  input: z.object({
    case: z.string().max(300),
    for: z.string().max(300).optional(),
  }),
  intent: input => ({ desk: 'unblock', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /helper-role <helper> <role>: arrange rings and leads. */
export default command({
  name: 'helper-role',
  for: 'moderator',
  options: [
    { name: 'helper', required: true, complete: 'helper' },
    { name: 'role', required: true, choices: ['ring-1', 'ring-2', 'ring-3', 'lead', 'no-lead'] },
  ],
  input: z.object({ helper: z.string().max(300), role: z.string().max(300) }),
  intent: input => ({ desk: 'helper-role', input: stated(input) }),
})

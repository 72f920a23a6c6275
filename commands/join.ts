import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /join [invitation] [name]: become a helper; without an invitation where a role of the server allows it. */
export default command({
  name: 'join',
  for: 'anyone',
  options: [
    { name: 'token', required: false },
    { name: 'name', required: false, rest: true },
  ],
  input: z.object({ token: z.string().max(300).optional(), name: z.string().max(300).optional() }),
  intent: input => ({ desk: 'join', input: stated(input) }),
})

import { z } from 'zod'
import { stated } from '../src/engine/command.ts'
import { command } from '../src/engine/command.ts'

/** /join <invitation> [name]: become a helper; only in private. */
export default command({
  name: 'join',
  for: 'anyone',
  options: [
    { name: 'token', required: true },
    { name: 'name', required: false, rest: true },
  ],
  input: z.object({ token: z.string().max(300), name: z.string().max(300).optional() }),
  intent: input => ({ desk: 'join', input: stated(input) }),
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /reopen: go on with a closed case. */
export default command({
  name: 'reopen',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'reopen', by }],
})

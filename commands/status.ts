import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /status: the whole plan: done, next, waiting, locked and why. */
export default command({
  name: 'status',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'plan', by }],
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /now: the one next step again. */
export default command({
  name: 'now',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'now', by }],
})

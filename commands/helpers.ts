import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /helpers: who is trusted here. */
export default command({
  name: 'helpers',
  for: 'anyone',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'helpers', by }],
})

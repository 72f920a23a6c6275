import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /why: the signs for and against each likely attack, and the question that would decide. */
export default command({
  name: 'why',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'signs', by }],
})

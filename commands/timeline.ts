import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /timeline: what happened, in the order it was told. */
export default command({
  name: 'timeline',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'timeline', by }],
})

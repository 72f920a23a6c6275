import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /ask: ready questions for the person. */
export default command({
  name: 'ask',
  for: 'helper',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'questions', by }],
})

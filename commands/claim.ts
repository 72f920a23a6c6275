import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /claim: take the case you were last called for. */
export default command({
  name: 'claim',
  for: 'helper',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'claim', by }],
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /export: everything kept about your case, readable. */
export default command({
  name: 'export',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'export', by }],
})

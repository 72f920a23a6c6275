import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /forget: erase everything about your case. */
export default command({
  name: 'forget',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'ask-forget', by }],
})

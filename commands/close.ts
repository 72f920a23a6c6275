import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /close: end the case, with your yes. */
export default command({
  name: 'close',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'ask-close', by }],
})

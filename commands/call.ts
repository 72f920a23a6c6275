import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /call: bring in the trusted helpers; shows first exactly what would be sent. */
export default command({
  name: 'call',
  for: 'person',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'offer-help', by }],
})

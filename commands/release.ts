import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /release: let go of your case; others are called. */
export default command({
  name: 'release',
  for: 'helper',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'release', by }],
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /leave: stop being a helper. */
export default command({
  name: 'leave',
  for: 'helper',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'leave', input: stated(input) }),
})

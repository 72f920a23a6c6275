import { z } from 'zod'
import { stated } from '../src/engine/command.ts'
import { command } from '../src/engine/command.ts'

/** /leave: stop being a helper. */
export default command({
  name: 'leave',
  for: 'helper',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'leave', input: stated(input) }),
})

import { z } from 'zod'
import { stated } from '../src/engine/command.ts'
import { command } from '../src/engine/command.ts'

/** /drill: a fake case with real, clearly marked calls. */
export default command({
  name: 'drill',
  for: 'moderator',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'drill', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /drill: a fake case with real, clearly marked calls. */
export default command({
  name: 'drill',
  for: 'moderator',
  options: [],
  input: z.object({}),
  intent: input => ({ desk: 'drill', input: stated(input) }),
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /help-me: say what happened; opens a case. */
export default command({
  name: 'help-me',
  for: 'anyone',
  options: [{ name: 'story', required: false, rest: true }],
  input: z.object({ story: z.string().optional() }),
  intent: () => 'open',
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /private-note <text>: a note between helpers; the person never sees it. */
export default command({
  name: 'private-note',
  for: 'helper',
  options: [{ name: 'text', required: true, rest: true }],
  input: z.object({ text: z.string().min(1).max(2000) }),
  intent: ({ text }, { by }) => [{ type: 'note', text, private: true, by }],
})

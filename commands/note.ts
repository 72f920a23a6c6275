import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /note <text>: add a note to the record. */
export default command({
  name: 'note',
  for: 'person',
  options: [{ name: 'text', required: true, rest: true }],
  input: z.object({ text: z.string().min(1).max(2000) }),
  intent: ({ text }, { by }) => [{ type: 'note', text, private: false, by }],
})

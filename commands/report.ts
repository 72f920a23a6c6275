import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /report [what they wrote]: tell the moderators of somebody who poses as a helper. */
export default command({
  name: 'report',
  for: 'person',
  options: [{ name: 'text', required: false, rest: true }],
  input: z.object({ text: z.string().max(1000).optional() }),
  intent: ({ text }, { by }) => [{ type: 'report-contact', text, by }],
})

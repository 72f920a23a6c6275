import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /policy [setting] [value]: when and how often helpers are called, quiet hours, keeping, and the model. */
export default command({
  name: 'policy',
  for: 'moderator',
  options: [
    {
      name: 'setting',
      required: false,
      choices: ['rings', 'every', 'rounds', 'still-there', 'let-go', 'pings-per-hour', 'retention', 'quiet', 'model'],
    },
    { name: 'value', required: false, rest: true },
  ],
  input: z.object({ setting: z.string().max(300).optional(), value: z.string().max(300).optional() }),
  intent: input => ({ desk: 'policy', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /helping <setting> <value>: your languages, skills, hours and limit. */
export default command({
  name: 'helping',
  for: 'helper',
  options: [
    { name: 'setting', required: true, choices: ['name', 'languages', 'skills', 'timezone', 'quiet', 'limit'] },
    { name: 'value', required: true, rest: true },
  ],
  input: z.object({ setting: z.string().max(300), value: z.string().max(300) }),
  intent: input => ({ desk: 'helping', input: stated(input) }),
})

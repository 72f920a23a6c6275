import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /country <code>: whose desks and numbers to show. */
export default command({
  name: 'country',
  for: 'person',
  options: [{ name: 'country', required: true, complete: 'country' }],
  input: z.object({
    country: z
      .string()
      .length(2)
      .transform(code => code.toUpperCase()),
  }),
  intent: ({ country }, { by }) => [{ type: 'set-country', country, by }],
})

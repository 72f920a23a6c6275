import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /help: what one can write and press, in a few lines. */
export default command({
  name: 'help',
  for: 'anyone',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'show', what: 'help', by }],
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /not-them: say that the account is not the person; nothing of the case goes there any more. */
export default command({
  name: 'not-them',
  for: 'helper',
  options: [],
  input: z.object({}),
  intent: (_, { by }) => [{ type: 'not-them', by }],
})

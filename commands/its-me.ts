import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /its-me <word>: show with the safe word that it is you. */
export default command({
  name: 'its-me',
  for: 'person',
  options: [{ name: 'word', required: true, rest: true }],
  input: z.object({ word: z.string().max(300) }),
  intent: input => ({ desk: 'its-me', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /safe-word <word>: choose the word with which you can go on from another account. */
export default command({
  name: 'safe-word',
  for: 'person',
  options: [{ name: 'word', required: true, rest: true }],
  input: z.object({ word: z.string().max(300) }),
  intent: input => ({ desk: 'safe-word', input: stated(input) }),
})

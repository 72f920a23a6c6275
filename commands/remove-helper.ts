import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /remove-helper <helper>: take somebody off the roster; their cases are called for anew. */
export default command({
  name: 'remove-helper',
  for: 'moderator',
  options: [{ name: 'helper', required: true, complete: 'helper', rest: true }],
  input: z.object({ helper: z.string().max(300) }),
  intent: input => ({ desk: 'remove-helper', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /verify-helper <name>: the same phrase for you and for the helper, at the same moment. */
export default command({
  name: 'verify-helper',
  for: 'anyone',
  options: [{ name: 'name', required: true, complete: 'helper', rest: true }],
  input: z.object({ name: z.string().max(300) }),
  intent: input => ({ desk: 'verify-helper', input: stated(input) }),
})

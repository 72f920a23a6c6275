import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /hand-over <helper>: give your case to a named helper, with the summary. */
export default command({
  name: 'hand-over',
  for: 'helper',
  options: [{ name: 'helper', required: true, complete: 'helper', rest: true }],
  input: z.object({ helper: z.string().max(300) }),
  intent: input => ({ desk: 'hand-over', input: stated(input) }),
})

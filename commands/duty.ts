import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /duty [on|off]: be called, or rest. */
export default command({
  name: 'duty',
  for: 'helper',
  options: [{ name: 'state', required: false, choices: ['on', 'off'] }],
  input: z.object({ state: z.enum(['on', 'off']).optional() }),
  intent: input => ({ desk: 'duty', input: stated(input) }),
})

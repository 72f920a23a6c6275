import { z } from 'zod'
import { StepId } from '../src/core/ids.ts'
import { command } from '../src/engine/command.ts'

/** /undo: take back the last tick. */
export default command({
  name: 'undo',
  for: 'person',
  options: [{ name: 'step', required: false, complete: 'step' }],
  input: z.object({ step: StepId.optional() }),
  intent: ({ step }, { by }) => [{ type: 'undo', step, by }],
})

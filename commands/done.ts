import { z } from 'zod'
import { command } from '../src/engine/command.ts'
import { StepId } from '../src/core/ids.ts'

/** /done [step]: tick off the step that is shown, or was shown last before a question, or another one of the plan. */
export default command({
  name: 'done',
  for: 'person',
  options: [{ name: 'step', required: false, complete: 'step' }],
  input: z.object({ step: StepId.optional() }),
  intent: ({ step = undefined }, { by, state }) => {
    const shown = step ?? state?.shown.step ?? state?.presented.at(-1)
    return shown ? [{ type: 'done', step: shown, by }] : [{ type: 'refuse', reason: 'not-in-plan', by }]
  },
})

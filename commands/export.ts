import { z } from 'zod'
import { command } from '../src/engine/command.ts'

/** /export [json]: everything kept about your case, readable or for another program. */
export default command({
  name: 'export',
  for: 'person',
  options: [{ name: 'format', required: false, choices: ['text', 'json'] }],
  input: z.object({ format: z.enum(['text', 'json']).optional() }),
  intent: ({ format }, { by }) => [{ type: 'show', what: format === 'json' ? 'export-json' : 'export', by }],
})

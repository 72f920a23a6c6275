import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /invite: an invitation for one helper, good once and for a day. */
export default command({
  name: 'invite',
  for: 'moderator',
  options: [
    { name: 'platform', required: false, choices: ['discord', 'telegram'] },
    { name: 'ring', required: false, choices: ['1', '2', '3'] },
    { name: 'lead', required: false, choices: ['yes', 'no'] },
  ],
  input: z.object({
    platform: z.string().max(300).optional(),
    ring: z.string().max(300).optional(),
    lead: z.string().max(300).optional(),
  }),
  intent: input => ({ desk: 'invite', input: stated(input) }),
})

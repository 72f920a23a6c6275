import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /setup: found the community here, or change its places. */
export default command({
  name: 'setup',
  for: 'moderator',
  options: [
    { name: 'language', required: false, choices: ['ja', 'en'] },
    { name: 'helpers', required: false },
    { name: 'moderators', required: false },
    { name: 'rooms', required: false },
    { name: 'country', required: false, complete: 'country' },
    { name: 'retention', required: false },
  ],
  input: z.object({
    language: z.string().max(300).optional(),
    helpers: z.string().max(300).optional(),
    moderators: z.string().max(300).optional(),
    rooms: z.string().max(300).optional(),
    country: z.string().max(300).optional(),
    retention: z.string().max(300).optional(),
    // Chosen on Discord's guided card, never typed.
    rings: z.string().max(300).optional(),
    roles: z.string().max(300).optional(),
    cries: z.string().max(300).optional(),
  }),
  intent: input => ({ desk: 'setup', input: stated(input) }),
})

import { z } from 'zod'
import { command, stated } from '../src/engine/command.ts'

/** /link [code]: one roster for a Discord server and Telegram groups. */
export default command({
  name: 'link',
  for: 'moderator',
  options: [{ name: 'token', required: false }],
  input: z.object({ token: z.string().max(300).optional() }),
  intent: input => ({ desk: 'link', input: stated(input) }),
})

import { z } from 'zod'
import { command } from '../src/engine/command.ts'

const CARDS = [
  'call-card',
  'mail-search',
  'support-ladder',
  'support-message',
  'police-sheet',
  'aftercare',
  'crisis-lines',
  'second-hit',
] as const

/** /card <which>: a ready card: what to say on the phone, how to search the flood, what to tell the police. */
export default command({
  name: 'card',
  for: 'person',
  options: [{ name: 'which', required: true, choices: CARDS }],
  input: z.object({ which: z.enum(CARDS) }),
  intent: ({ which }, { by }) => [{ type: 'show', what: which, by }],
})

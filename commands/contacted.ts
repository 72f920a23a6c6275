import { z } from 'zod'
import { command } from '../src/engine/command.ts'

const DAY_MS = 86_400_000

/** /contacted <whom> [name] [reference] [days] [promise]: log a call; what they promised becomes a reminder by itself. */
export default command({
  name: 'contacted',
  for: 'person',
  options: [
    { name: 'whom', required: true },
    { name: 'days', required: false },
    { name: 'name', required: false },
    { name: 'reference', required: false },
    { name: 'promise', required: false, rest: true },
  ],
  input: z.object({
    whom: z.string().min(1).max(80),
    name: z.string().max(80).optional(),
    reference: z.string().max(80).optional(),
    promise: z.string().max(300).optional(),
    days: z.coerce.number().min(0).max(90).optional(),
  }),
  intent: ({ whom, name, reference, promise, days }, { by, now }) => [
    {
      type: 'log-contact',
      contact: whom,
      name,
      reference,
      promise,
      dueAt: days === undefined ? undefined : now + days * DAY_MS,
      by,
    },
  ],
})

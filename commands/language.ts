import { z } from 'zod'
import { Language } from '../src/core/ids.ts'
import { command } from '../src/engine/command.ts'

/** /language ja|en: the language I talk to you in. */
export default command({
  name: 'language',
  for: 'anyone',
  options: [{ name: 'language', required: true, choices: ['ja', 'en'] }],
  input: z.object({ language: Language }),
  intent: ({ language }, { by }) => [{ type: 'set-language', language, by }],
})

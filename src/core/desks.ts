import { row } from './buttons.ts'
import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import type { Button, Line } from './effects.ts'
import type { Language, StepId } from './ids.ts'

/** Whose desks and numbers to show: the country a person said, else their community's, else what their language makes likely. */

export const LIKELY_COUNTRY: Readonly<Record<Language, string | undefined>> = { ja: 'JP', en: undefined }

/** Two rows of three fit a phone; whoever is elsewhere can name it with the command. */
const MAX_ASKED = 6

/** The question which country it is, where the answer changes what a step shows and nothing makes it likely. */
export function countryQuestion(
  step: StepId,
  { country, language }: Case,
  { playbook }: Setting,
): { lines: Line[]; buttons: Button[][] } {
  const desks = playbook.steps.get(step)?.desks ?? []
  if (desks.length < 2 || country !== undefined || LIKELY_COUNTRY[language] !== undefined)
    return { lines: [], buttons: [] }
  const choices = desks.slice(0, MAX_ASKED).map((code): Button => ({
    label: { country: code },
    action: { type: 'set-country', country: code, step },
    style: 'plain',
  }))
  return { lines: [{ text: 'country.ask' }], buttons: [row(...choices.slice(0, 3)), row(...choices.slice(3))] }
}

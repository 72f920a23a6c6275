import { IDS } from './read.ts'
import { cut } from './write.ts'
import type { Json } from './write.ts'

/** Fields for free text: they work without any privileged intent, and nobody else in the channel sees what is typed. */

const MAX_TITLE = 45
const MAX_LABEL = 45
const MAX_DESCRIPTION = 100
const MAX_INPUT = 4_000

export type ModalWords = {
  readonly title: string
  readonly label: string
  readonly hint: string
  readonly example: string
}

/**
 * @param ref the engine's reference behind the button, or undefined for the story of `/help-me`
 */
export const modalOf = (words: ModalWords, ref?: string): Json => ({
  custom_id: ref === undefined ? IDS.story : `${IDS.words}${ref}`,
  title: cut(words.title, MAX_TITLE),
  components: [
    {
      type: 18,
      label: cut(words.label, MAX_LABEL),
      description: cut(words.hint, MAX_DESCRIPTION),
      component: {
        type: 4,
        custom_id: IDS.text,
        style: 2,
        min_length: 1,
        max_length: MAX_INPUT,
        required: true,
        placeholder: cut(words.example, 100),
      },
    },
  ],
})

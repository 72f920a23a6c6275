import type { Button } from './effects.ts'
import type { Setting } from './decide.ts'
import type { FactId, StepId, WaitId } from './ids.ts'
import type { Action } from './intents.ts'

/** Small words for building rows of buttons; at most three in a row fit a phone. */

export const button = (text: string, action: Action, style: Button['style'] = 'plain'): Button => ({
  label: { text },
  action,
  style,
})

export const row = (...buttons: Button[]): Button[] => buttons

/** Yes, no, don't know, later: every question takes all four. */
export const answerRows = (fact: FactId): Button[][] => [
  [
    { label: { fact, value: 'yes' }, action: { type: 'answer', fact, value: 'yes' }, style: 'primary' },
    { label: { fact, value: 'no' }, action: { type: 'answer', fact, value: 'no' }, style: 'plain' },
    button('button.unsure', { type: 'answer', fact, value: 'unsure' }),
  ],
  [
    button('button.later', { type: 'answer', fact, value: 'later' }),
    button('button.why', { type: 'show', what: { why: fact } }),
  ],
]

/** "It came", for something that is awaited. */
export const cameRow = (wait: WaitId): Button[] => [
  { label: { wait }, action: { type: 'came', wait, came: true }, style: 'plain' },
]

/** The ready cards of a step: what to say on the phone, how to search the flood, … */
export const cardRow = (step: StepId, { playbook }: Setting): Button[] =>
  (playbook.steps.get(step)?.cards ?? []).slice(0, 3).map(card => button(`card.${card}`, { type: 'show', what: card }))

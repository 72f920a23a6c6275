import { button, row } from './buttons.ts'
import type { Case } from './case.ts'
import { READY_QUESTIONS } from './helping.ts'
import type { Roster } from './roster.ts'

/** Everything a helper does in a case is one press away. */
export const ownerRows = () => [
  lookRow(),
  row(
    button('button.hand-over', { type: 'show', what: 'hand-over' }),
    button('button.release', { type: 'release' }),
    button('button.not-them', { type: 'not-them' }, 'danger'),
  ),
]

const lookRow = () =>
  row(
    button('button.plan', { type: 'show', what: 'plan' }),
    button('button.timeline', { type: 'show', what: 'timeline' }),
    button('button.ask-person', { type: 'show', what: 'questions' }),
  )

/** Ready questions, one press each. */
export const questionRows = () => [
  ...READY_QUESTIONS.map(ask => row(button(`button.${ask}`, { type: 'ask', ask }))),
  row(button('button.own-words', { type: 'own-words' })),
]

/** Helpers who could take it on: the on-duty ones first. */
export function handOverRows(state: Case, { helpers }: Roster) {
  const others = helpers.filter(
    ({ id }) =>
      id !== state.help.owner && id !== state.subject && id !== state.reporter && !state.blockedBy.includes(id),
  )
  return [...others]
    .sort((a, b) => Number(b.onDuty) - Number(a.onDuty))
    .slice(0, 10)
    .map(({ id, name }) => row({ label: { said: name }, action: { type: 'hand-over', to: id }, style: 'plain' }))
}

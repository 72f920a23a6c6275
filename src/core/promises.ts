import { button, row } from './buttons.ts'
import type { Case, LoggedContact } from './case.ts'
import type { Setting } from './decide.ts'
import type { Button, Line } from './effects.ts'
import type { StepId } from './ids.ts'
import { currentStep, plan } from './plan.ts'

/** What somebody promised on the phone, and by when: it is asked about on that day by itself. */

/** The answer that is due today: in whose words, or for which step's call when they were not written down. */
export function promiseLine({ contact, step, promise }: LoggedContact): Line {
  const whose = step ? { step } : contact
  return promise
    ? { text: 'promise', params: { contact: whose, promise } }
    : { text: 'promise.plain', params: { contact: whose } }
}

type Card = 'call-card' | 'support-ladder'

/** Under a card for reaching somebody: they were reached, and when the answer is due. */
export function calledRows(card: Card, state: Case, { playbook }: Setting): Button[][] {
  const step = stepOf(card, state, playbook)
  if (step === undefined) return []
  const due = (text: string, hours: number) => button(text, { type: 'called', step, hours })
  return [
    row(due('call-card.today', 6), due('call-card.tomorrow', 24)),
    row(due('call-card.three-days', 72), due('call-card.week', 168)),
  ]
}

/** The step a card belongs to now: the current one when it has the card, else the first that does, else what is being done. */
function stepOf(card: Card, state: Case, playbook: Setting['playbook']): StepId | undefined {
  const steps = plan(state, playbook)
  const has = ({ step }: { step: StepId }) => playbook.steps.get(step)?.cards.includes(card) === true
  const now = currentStep(steps, state, state.lastShownAt)
  if (now && has(now)) return now.step
  return (steps.find(one => one.state !== 'waived' && has(one)) ?? now ?? steps.at(-1))?.step
}

import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import { PRIORITY } from './effects.ts'
import type { Effect } from './effects.ts'
import type { Event } from './events.ts'
import { activeWaits } from './focus.ts'
import type { Instant, PersonId } from './ids.ts'
import { ownerRows } from './owner-buttons.ts'
import { currentStep, plan } from './plan.ts'
import { holding } from './triage.ts'

/** The owner's card of a case: one message, brought up to date in place and without a sound. */

/** The card as a new message, with a line above it that says why it comes. */
export const readIn = (
  key: string,
  helper: PersonId,
  state: Case,
  setting: Setting,
  at: Instant,
  priority: Effect['priority'] = PRIORITY.plan,
): Effect => ({
  type: 'say',
  to: { helper },
  lines: [{ text: key }],
  priority,
  ...drawn(state, setting, at),
})

/** The card where it stands; where it would read as it does already, nothing is sent. */
export function caseCard(events: readonly Event[], before: Case, state: Case, setting: Setting): Effect[] {
  const { owner } = state.help
  const at = events.at(-1)?.at
  if (!owner || before.help.owner !== owner || at === undefined) return []
  return [
    {
      type: 'say',
      to: { helper: owner },
      lines: [],
      priority: PRIORITY.card,
      editOnly: true,
      quiet: true,
      ...drawn(state, setting, at),
    },
  ]
}

/** The card once more, for an owner who asks for it: the newest one is the one that is kept up to date. */
export const drawn = (state: Case, setting: Setting, at: Instant) =>
  ({
    show: 'read-in',
    card: 'case',
    // What would only be refused on a closed case is taken off.
    buttons: state.phase === 'open' ? ownerRows() : ownerRows().slice(0, 1),
    reads: glance(state, setting, at),
  }) as const

/** What the card says, as one string that differs when the card would. */
function glance(state: Case, { playbook }: Setting, at: Instant): string {
  const steps = plan(state, playbook)
  const settled = steps.filter(step => step.state === 'done' || step.state === 'waiting').map(({ step }) => step)
  const promised = state.contacts.filter(({ promise, step }) => promise ?? step).length
  const now = currentStep(steps, state, at)?.step ?? ''
  return [state.phase, holding(state, playbook), settled, now, activeWaits(state), promised].join('|')
}

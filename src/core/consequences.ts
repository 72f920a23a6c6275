import type { Case } from './case.ts'
import { holds, knownFacts } from './condition.ts'
import type { KnownFacts } from './condition.ts'
import type { Event, FactRead } from './events.ts'
import { isUrgent, preview } from './escalation.ts'
import { evolve } from './evolve.ts'
import { activeWaits } from './focus.ts'
import type { FactId, Instant, WaitId } from './ids.ts'
import { stateOf } from './plan.ts'
import type { Fact, Playbook, Wait } from './playbook.ts'
import { holding } from './triage.ts'

/**
 * What follows from a changed case by itself: waits that begin and end, the offer to call helpers, and how urgent it is for
 * whoever has the case.
 */
export function consequences(state: Case, playbook: Playbook, now: Instant): Event[] {
  if (state.phase !== 'open') return []
  const events: Event[] = []
  let current = state
  const happen = (event: Event) => {
    events.push(event)
    current = evolve(current, event)
  }
  for (const event of implied(current, playbook, now)) happen(event)
  for (const id of activeWaits(current)) {
    const wait = playbook.waits.get(id)
    if (!wait || isOver(wait, current, playbook))
      happen({
        type: 'wait-ended',
        wait: id,
        came: wait?.came ? current.facts[wait.came]?.value === true : false,
        at: now,
      })
  }
  for (const wait of wanted(current, playbook))
    if (current.waits[wait.id] === undefined && begins(wait, current, playbook) && !isOver(wait, current, playbook))
      happen({ type: 'wait-started', wait: wait.id, at: now })
  if (current.help.status === 'none' && !current.blocked && wantsHelp(current, playbook))
    happen({ type: 'help-offered', preview: preview(current, playbook), at: now })
  const { owner, urgentSince } = current.help
  if (owner && isUrgent(current, playbook) !== (urgentSince !== undefined))
    happen({ type: 'urgency-turned', urgent: urgentSince === undefined, at: now })
  return events
}

/**
 * What is known because something else is: nobody is asked whether they can sign in who wrote that they are locked out. Follows
 * only from what was told, so that nothing holds itself up.
 */
function implied(state: Case, playbook: Playbook, at: Instant): Event[] {
  const known = knownFacts(state)
  const told: KnownFacts = new Map([...known].filter(([, { source }]) => source !== 'implied'))
  const facts: FactRead[] = []
  const withdrawn: FactId[] = []
  for (const { id, follows } of following(playbook)) {
    if (told.has(id)) continue
    const no = follows.no.some(condition => holds(condition, told))
    const value = no ? false : follows.yes.some(condition => holds(condition, told)) || undefined
    if (value === known.get(id)?.value) continue
    if (value === undefined) withdrawn.push(id)
    else facts.push({ fact: id, value })
  }
  return [
    ...(withdrawn.length > 0 ? [{ type: 'facts-doubted', facts: withdrawn, at } as const] : []),
    ...(facts.length > 0 ? [{ type: 'facts-read', source: 'implied', facts, at } as const] : []),
  ]
}

const followers = new WeakMap<Playbook, readonly Fact[]>()

/** The facts that may follow from others: few of all. */
function following(playbook: Playbook): readonly Fact[] {
  let found = followers.get(playbook)
  if (!found) {
    found = [...playbook.facts.values()].filter(({ follows }) => follows.yes.length + follows.no.length > 0)
    followers.set(playbook, found)
  }
  return found
}

function wanted(state: Case, playbook: Playbook): Wait[] {
  const ids = new Set<WaitId>(holding(state, playbook).flatMap(id => playbook.patterns.get(id)?.waits ?? []))
  return [...ids].flatMap(id => playbook.waits.get(id) ?? [])
}

const isDone = (id: Wait['startsAfter'][number], state: Case, playbook: Playbook) => {
  const step = playbook.steps.get(id)
  return step !== undefined && stateOf(step, state) === 'done'
}

const appliesIn = ({ countries }: Wait, { country }: Case) =>
  countries.length === 0 || (country !== undefined && countries.includes(country))

const begins = (wait: Wait, state: Case, playbook: Playbook) =>
  appliesIn(wait, state) &&
  holds(wait.when, knownFacts(state)) &&
  (wait.startsAfter.length === 0 || wait.startsAfter.some(id => isDone(id, state, playbook)))

const isOver = (wait: Wait, state: Case, playbook: Playbook) =>
  !appliesIn(wait, state) ||
  wait.endsWhen.some(condition => holds(condition, knownFacts(state))) ||
  wait.endsAfter.some(id => isDone(id, state, playbook)) ||
  (wait.came !== undefined && state.facts[wait.came]?.value === true)

/** Money moving, crisis, locked out and stuck: the plan says that people should be called. */
function wantsHelp(state: Case, playbook: Playbook): boolean {
  // Two reminders without an answer: whoever comes back finds the offer of company there.
  if (state.crisis || state.nudges >= 2) return true
  const stuck = Object.values(state.steps).filter(mark => mark.state === 'cannot').length
  if (stuck >= 2) return true
  return holding(state, playbook).some(id =>
    playbook.patterns.get(id)?.callWhen.some(condition => holds(condition, knownFacts(state))),
  )
}

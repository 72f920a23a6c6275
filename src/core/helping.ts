import type { Case } from './case.ts'
import type { Setting } from './decide.ts'
import type { Event, HeldWish, Refusal } from './events.ts'
import { fold } from './evolve.ts'
import { joinedJustNow, preview, ring } from './escalation.ts'
import { grant, heldWishes, needsNotice } from './held.ts'
import type { Instant, PersonId } from './ids.ts'
import type { Intent } from './intents.ts'
import { roleOf } from './may.ts'

/** What happens when helpers are called, take a case, leave it, or doubt that the person is the person. */

/** Wishes that are decided here. */
export type HelpingIntent = Extract<
  Intent,
  {
    type:
      | 'offer-help'
      | 'decline-help'
      | 'call'
      | 'claim'
      | 'pass'
      | 'release'
      | 'still-here'
      | 'hand-over'
      | 'take-over'
      | 'not-them'
      | 'trust-again'
      | 'vouch'
      | 'block'
      | 'unblock'
      | 'ask'
      | 'relay'
      | 'bridge'
      | 'report-contact'
      | 'stranger'
      | 'set-safe-word'
      | 'prove'
      | 'move-in'
  }
>

/** Questions a helper can send with one press; `ask.<name>` in prompts/, read by each in their own language. */
export const READY_QUESTIONS = ['ask.phone', 'ask.device', 'ask.money', 'ask.screen', 'ask.safe', 'ask.rest'] as const

/**
 * Decides a wish about helpers. May refuse; never throws.
 * @param at - milliseconds since 1970, UTC
 */
export function helping(intent: HelpingIntent, state: Case, setting: Setting, at: Instant): Event[] {
  const { roster, playbook } = setting
  const refuse = (reason: Refusal): Event[] => [{ type: 'refused', reason, at }]
  const named = (id: PersonId) => roster.helpers.find(helper => helper.id === id)
  /** Whoever came while the case was open speaks for nobody before the others had time to say that they don't know them. */
  const justJoined = (id: PersonId) => {
    const helper = named(id)
    return helper !== undefined && joinedJustNow(helper, state, at)
  }
  const full = (id: PersonId) => (roster.load.get(id)?.open ?? 0) >= (named(id)?.loadLimit ?? 0)
  const { owner, status } = state.help
  const busy = status === 'calling' || status === 'claimed'
  const shut = state.blocked && roleOf(intent.by, state, roster) === 'person'
  switch (intent.type) {
    case 'offer-help':
      if (state.phase !== 'open') return refuse('closed')
      if (shut) return refuse('blocked')
      return busy ? refuse('already-called') : [{ type: 'help-offered', preview: preview(state, playbook), at }]
    case 'decline-help':
      return busy ? [] : [{ type: 'help-declined', at }]
    case 'call':
      if (state.phase !== 'open') return refuse('closed')
      if (shut) return refuse('blocked')
      return busy ? refuse('already-called') : call(intent.plain === true, state, setting, at)
    case 'claim': {
      if (state.phase !== 'open') return refuse('closed')
      if (owner === intent.by) return [{ type: 'helper-active', at }]
      if (owner) return refuse('taken')
      const helper = named(intent.by)
      if (!helper) return refuse('not-helper')
      if (state.blocked && status !== 'calling') return refuse('moderators-have-it')
      // Without the person's yes nobody has been told of the case, so nobody takes it.
      if (status !== 'calling' && status !== 'ended') return refuse('not-called')
      if (full(helper.id)) return refuse('full')
      if (joinedJustNow(helper, state, at)) return refuse('joined-just-now')
      return taken(state, { type: 'claimed', helper: helper.id, name: helper.name, at })
    }
    case 'pass': {
      if (status !== 'calling') return []
      const events: Event[] = [{ type: 'passed', helper: intent.by, at }]
      const { called, passed = [], rounds } = fold(events, state).help
      // Everyone called so far has said "not now": the next ring does not wait for the clock.
      const allPassed = called.length > 0 && called.every(id => passed.includes(id))
      return allPassed && rounds < state.policy.maxRounds ? callRing(events, state, setting, at) : events
    }
    case 'still-here':
      return [{ type: 'helper-active', at }]
    case 'release':
      if (state.phase !== 'open') return refuse('closed')
      return callRing([{ type: 'released', helper: intent.by, at }], state, setting, at)
    case 'hand-over': {
      if (state.phase !== 'open') return refuse('closed')
      const to = named(intent.to)
      const asked = to && to.id !== intent.by && to.id !== state.subject && to.id !== state.reporter
      if (!asked || state.blockedBy.includes(to.id)) return refuse('unknown-helper')
      if (full(to.id)) return refuse('helper-full')
      if (joinedJustNow(to, state, at)) return refuse('joined-just-now')
      return [{ type: 'handed-over', from: intent.by, to: to.id, name: to.name, at }]
    }
    case 'take-over':
      if (state.phase !== 'open') return refuse('closed')
      if (owner === intent.by) return [{ type: 'helper-active', at }]
      if (!owner) return helping({ type: 'claim', by: intent.by }, state, setting, at)
      if (intent.reason.trim() === '') return refuse('no-reason')
      return [
        {
          type: 'taken-over',
          from: owner,
          to: intent.by,
          name: named(intent.by)?.name ?? '',
          reason: intent.reason,
          at,
        },
      ]
    case 'not-them':
      return state.suspect && state.trustAskedAt === undefined ? [] : [{ type: 'suspected', reason: 'helper', at }]
    case 'trust-again':
      if (!state.suspect) return []
      // Two pairs of eyes: whoever raised the doubt does not lay it to rest alone.
      if (justJoined(intent.by)) return refuse('joined-just-now')
      return state.suspectedBy === intent.by ? refuse('own-suspicion') : [{ type: 'trust-restored', at }]
    case 'vouch':
      if (state.suspect) return refuse('suspect')
      if (heldWishes(state).length === 0) return refuse('nothing-waits')
      return justJoined(intent.by) ? refuse('joined-just-now') : confirmed(state, at)
    case 'ask': {
      const known = (READY_QUESTIONS as readonly string[]).includes(intent.ask)
      return known ? [{ type: 'relayed', from: 'helper', text: '', ready: intent.ask, at }] : refuse('old-button')
    }
    case 'block':
      return (intent.helper ? state.blockedBy.includes(intent.helper) : state.blocked)
        ? []
        : [{ type: 'blocked', helper: intent.helper, at }]
    case 'unblock':
      return (intent.helper ? state.blockedBy.includes(intent.helper) : state.blocked)
        ? [{ type: 'unblocked', helper: intent.helper, at }]
        : []
    case 'relay':
      return [
        {
          type: 'relayed',
          from: roleOf(intent.by, state, roster) === 'person' ? 'person' : 'helper',
          text: intent.text,
          at,
        },
      ]
    case 'bridge':
      return [{ type: 'relayed', from: intent.from, text: intent.text, machine: true, at }]
    case 'report-contact':
      return [{ type: 'contact-reported', text: intent.text, at }]
    case 'stranger':
      return [{ type: 'stranger-wrote', text: intent.text, at }]
    case 'set-safe-word': {
      // A word chosen in a stolen account would open everything the word is there to keep shut.
      const { salt, hash } = intent
      return needsNotice(state)
        ? [{ type: 'wish-held', wish: 'safe-word', safeWord: { salt, hash }, at }]
        : [{ type: 'safe-word-set', salt, hash, at }]
    }
    case 'prove':
      return state.suspect ? [{ type: 'trust-asked', at }] : confirmed(state, at)
    case 'move-in':
      return intent.by === state.subject || !state.subject
        ? []
        : [{ type: 'moved', from: state.subject, to: intent.by, at }]
    default:
      return intent satisfies never
  }
}

/** Exactly what was shown is what is sent; without an offer before, the preview of now. */
function call(plain: boolean, state: Case, setting: Setting, at: Instant): Event[] {
  const { roster, playbook } = setting
  const shown = state.help.offered ?? preview(state, playbook)
  const { pattern: _pattern, ...bare } = shown
  const called: Event = { type: 'help-called', preview: plain ? bare : shown, at }
  if (roster.helpers.length > 0) return callRing([called], state, setting, at)
  // Nobody can be rung: the ladder ends at once and says so; the moderators are told.
  return roster.moderators.length > 0
    ? [called, { type: 'rings-ended', at }]
    : [{ type: 'refused', reason: 'nobody-to-call', at }]
}

/** A second person has come, or the safe word fitted: what waits is done now, or when its notice has run out. */
function confirmed(state: Case, at: Instant): Event[] {
  if (heldWishes(state).length === 0) return []
  const events: Event[] = [{ type: 'wishes-confirmed', at }]
  for (const wish of heldWishes(state)) events.push(...grant(wish, fold(events, state), at))
  return events
}

/** In a drill the claim is all that is tried: the case ends with it. */
const taken = (state: Case, claimed: Event): Event[] =>
  state.drill ? [claimed, { type: 'closed', at: claimed.at }] : [claimed]

/** The events so far, and the ring that follows from them. */
export function callRing(events: Event[], state: Case, { roster }: Setting, at: Instant): Event[] {
  const after = fold(events, state)
  const helpers = ring(after, roster, after.help.rounds, at)
  return [...events, { type: 'ring-called', round: after.help.rounds + 1, helpers, at }]
}

/** A clock of the ladder, of a claim, or of a delay rang; one that no longer applies does nothing. */
export function helpClock(timer: string, state: Case, setting: Setting, at: Instant): Event[] {
  if (state.phase !== 'open') return []
  const [kind = '', rest = ''] = timer.split(':')
  switch (kind) {
    case 'ring':
      if (state.help.status !== 'calling') return []
      if (state.help.rounds >= state.policy.maxRounds)
        return state.drill
          ? [
              { type: 'rings-ended', at },
              { type: 'closed', at },
            ]
          : [{ type: 'rings-ended', at }]
      return callRing([], state, setting, at)
    case 'claim': {
      const { owner, askedAgainAt } = state.help
      if (!owner) return []
      if (askedAgainAt === undefined) return [{ type: 'claim-asked-again', at }]
      return callRing([{ type: 'claim-expired', helper: owner, at }], state, setting, at)
    }
    case 'trust':
      return state.trustAskedAt === undefined ? [] : [{ type: 'trust-restored', at }]
    case 'held':
      return grant(rest as HeldWish, state, at)
    default:
      return []
  }
}

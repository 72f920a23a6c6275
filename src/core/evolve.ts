import { NO_CASE } from './case.ts'
import type { Case, Known } from './case.ts'
import type { Event, EventOf, FactSource } from './events.ts'
import type { FactId } from './ids.ts'

/** How far a source outweighs another: what a person answered is not overwritten by a reading of their text. */
const WEIGHT: Record<FactSource, number> = {
  implied: 0,
  clock: 0,
  text: 1,
  model: 1,
  step: 2,
  helper: 2,
  answer: 3,
  caution: 3,
}

/** Log-odds a pattern loses when it is first named after the story was told. */
const IN_PASSING = 1

/** What is read joins what is known, where nothing weightier stands against it. */
function learn(facts: Case['facts'], { facts: read, source, at }: EventOf<'facts-read'>): Case['facts'] {
  const learnt: Record<FactId, Known> = {}
  for (const { fact, value, quote } of read) {
    const before = learnt[fact] ?? facts[fact]
    if (before && before.value !== 'unsure' && WEIGHT[before.source] > WEIGHT[source]) continue
    learnt[fact] = { value, source, at, ...(quote ? { quote } : {}) }
  }
  return { ...facts, ...learnt }
}

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

/** Folds one event into a case. Never refuses and never throws: history already happened. */
export function evolve(state: Case, event: Event): Case {
  const { at } = event
  switch (event.type) {
    case 'case-opened':
      return {
        ...NO_CASE,
        id: event.id,
        phase: 'open',
        reporter: event.reporter,
        subject: event.subject,
        community: event.community,
        language: event.language,
        timeZone: event.timeZone,
        policy: event.policy,
        drill: event.drill ?? false,
        openedAt: at,
        lastHeardAt: at,
      }
    case 'told':
      return event.by === state.subject || event.by === state.reporter
        ? {
            ...state,
            lastHeardAt: at,
            nudges: 0,
            ...(event.tongue !== undefined && event.by === state.subject && { tongue: event.tongue }),
          }
        : state
    case 'facts-read':
      return { ...state, facts: learn(state.facts, event) }
    case 'patterns-read': {
      // A later text may add a pattern but must not wash out what an earlier one made likely, and a word in passing says
      // less than the story: what it makes likely for the first time counts a little less. The model's reading replaces.
      const told = Object.keys(state.logits).length > 0
      const logits = { ...state.logits }
      for (const [pattern, logit] of Object.entries(event.logits))
        logits[pattern] =
          event.source === 'model' ? logit : Math.max(logits[pattern] ?? -Infinity, told ? logit - IN_PASSING : logit)
      return { ...state, logits }
    }
    case 'amounts-read':
      return {
        ...state,
        amounts: [...state.amounts, ...event.amounts.map(({ amount, currency }) => ({ amount, currency }))].slice(-20),
      }
    case 'service-read':
      return { ...state, service: event.service }
    case 'country-set':
      return { ...state, country: event.country }
    case 'secret-seen':
      return { ...state, secrets: [...new Set([...state.secrets, ...event.kinds])] }
    case 'crisis-seen':
      return { ...state, crisis: true, threat: state.threat || event.threat }
    case 'crisis-passed':
      return { ...state, crisis: false }
    case 'second-hit-mentioned':
      return { ...state, secondHitTold: true }
    case 'fact-contradicted': {
      // Two readers disagree: the fact becomes unsure and is asked, never silently overwritten.
      return {
        ...state,
        facts: { ...state.facts, [event.fact]: { value: 'unsure', source: 'model', at } },
        asked: state.asked.filter(fact => fact !== event.fact),
        answers: without(state.answers, event.fact),
      }
    }
    case 'facts-doubted':
      return {
        ...state,
        facts: Object.fromEntries(
          Object.entries(state.facts).filter(
            ([fact, { source }]) =>
              (source !== 'text' && source !== 'implied') || !event.facts.includes(fact as FactId),
          ),
        ),
      }
    case 'model-asked':
      return { ...state, model: event.decided === 'policy' ? 'yes' : 'asked' }
    case 'model-allowed':
      return { ...state, model: event.allowed ? 'yes' : 'no' }
    case 'answered': {
      const answers = { ...state.answers, [event.fact]: event.value }
      const heard = { ...state, answers, lastHeardAt: at, nudges: 0 }
      if (event.value === 'later') return heard
      const value = event.value === 'unsure' ? 'unsure' : event.value === 'yes'
      return { ...heard, facts: { ...state.facts, [event.fact]: { value, source: 'answer', at } } }
    }
    case 'pattern-chosen':
      return { ...state, chosen: event.pattern, lastHeardAt: at, nudges: 0 }
    case 'pattern-rejected':
      return {
        ...state,
        rejected: [...new Set([...state.rejected, event.pattern])],
        chosen: state.chosen === event.pattern ? undefined : state.chosen,
      }
    case 'step-done':
      return {
        ...mark(state, event, 'done'),
        lastTicked: [...state.lastTicked.filter(step => step !== event.step), event.step],
      }
    case 'step-undone':
      return { ...mark(state, event, 'open'), lastTicked: state.lastTicked.filter(step => step !== event.step) }
    case 'step-waived':
      return mark(state, event, 'waived')
    case 'step-stuck':
      return event.reason === 'cannot' ? mark(state, event, 'cannot') : { ...state, lastHeardAt: at, nudges: 0 }
    case 'step-put-off':
      return { ...state, putOff: { ...state.putOff, [event.step]: event.until }, lastHeardAt: at, nudges: 0 }
    case 'wait-started':
      return { ...state, waits: { ...state.waits, [event.wait]: { startedAt: at, reminded: 0, lapsed: false } } }
    case 'wait-reminded':
    case 'wait-lapsed':
    case 'wait-ended': {
      const wait = state.waits[event.wait] ?? { startedAt: at, reminded: 0, lapsed: false }
      const changed =
        event.type === 'wait-reminded'
          ? { ...wait, reminded: wait.reminded + 1 }
          : event.type === 'wait-lapsed'
            ? { ...wait, reminded: wait.reminded + 1, lapsed: true }
            : { ...wait, endedAt: at }
      return { ...state, waits: { ...state.waits, [event.wait]: changed } }
    }
    case 'shown':
      return {
        ...state,
        shown: { focus: event.focus, step: event.step, question: event.question, choices: event.choices },
        asked: event.question && !state.asked.includes(event.question) ? [...state.asked, event.question] : state.asked,
        presented:
          event.step && !state.presented.includes(event.step) ? [...state.presented, event.step] : state.presented,
        questionRun: event.question && !event.step ? state.questionRun + 1 : 0,
        choiceOffers: event.choices ? [...state.choiceOffers, Object.keys(state.answers).length] : state.choiceOffers,
        lastShownAt: at,
      }
    case 'nudged':
      return { ...state, nudges: state.nudges + 1 }
    case 'contact-logged': {
      const { contact, step, name, reference, promise, dueAt } = event
      return {
        ...state,
        contacts: [...state.contacts, { contact, step, at, name, reference, promise, dueAt, reminded: false }],
      }
    }
    case 'promise-reminded':
      return {
        ...state,
        contacts: state.contacts.map((entry, index) => (index === event.index ? { ...entry, reminded: true } : entry)),
      }
    case 'language-changed':
      // A language that was chosen is read as it is.
      return { ...state, language: event.language, ...(event.chosen && { tongue: undefined }) }
    case 'time-zone-changed':
      return { ...state, timeZone: event.timeZone }
    case 'help-offered':
      return { ...state, help: { ...state.help, status: 'offered', offered: event.preview } }
    case 'help-declined':
      return { ...state, help: { ...state.help, status: 'declined' } }
    case 'help-called':
      return {
        ...state,
        help: {
          status: 'calling',
          preview: event.preview,
          calledAt: at,
          rounds: 0,
          called: state.help.called,
          passed: [],
        },
      }
    case 'ring-called':
      return {
        ...state,
        help: {
          ...state.help,
          rounds: event.round,
          called: [...new Set([...state.help.called, ...event.helpers])],
          lastRingAt: at,
        },
      }
    case 'rings-ended':
      return { ...state, help: { ...state.help, status: 'ended' } }
    case 'blocked': {
      const { helper } = event
      if (helper) return { ...state, blockedBy: [...new Set([...state.blockedBy, helper])] }
      // Whoever had the case is free of it; it stays with the moderators.
      return { ...state, blocked: true, help: { status: 'none', rounds: 0, called: state.help.called } }
    }
    case 'unblocked': {
      const { helper } = event
      if (helper) return { ...state, blockedBy: state.blockedBy.filter(id => id !== helper) }
      return { ...state, blocked: false }
    }
    case 'claimed':
      return { ...state, help: owned(state, event.helper, event.name, at) }
    case 'handed-over':
    case 'taken-over':
      return { ...state, help: owned(state, event.to, event.name, at) }
    case 'claim-asked-again':
      return { ...state, help: { ...state.help, askedAgainAt: at } }
    case 'claim-expired':
    case 'released': {
      const { owner: _owner, ownerName: _name, ownerActiveAt: _active, askedAgainAt: _asked, ...help } = state.help
      return {
        ...state,
        help: { ...help, status: 'calling', calledAt: at, rounds: 0, passed: [...(help.passed ?? []), event.helper] },
      }
    }
    case 'helper-active':
      return event.by === state.help.owner
        ? { ...state, help: { ...state.help, ownerActiveAt: at, askedAgainAt: undefined } }
        : state
    case 'unreached':
      return { ...state, unreachedAt: at }
    case 'urgency-turned':
      return { ...state, help: { ...state.help, urgentSince: event.urgent ? at : undefined } }
    case 'passed':
      return { ...state, help: { ...state.help, passed: [...(state.help.passed ?? []), event.helper] } }
    case 'suspected':
      return { ...state, suspect: true, suspectedBy: event.by, trustAskedAt: undefined, held: {} }
    case 'trust-asked':
      return { ...state, trustAskedAt: at }
    case 'trust-restored':
      return { ...state, suspect: false, suspectedBy: undefined, trustAskedAt: undefined }
    case 'safe-word-set':
      return { ...state, safeWord: { salt: event.salt, hash: event.hash } }
    case 'moved':
      return {
        ...state,
        reporter: event.to,
        subject: event.to,
        suspect: false,
        suspectedBy: undefined,
        trustAskedAt: undefined,
        held: {},
        lastHeardAt: at,
        nudges: 0,
      }
    case 'wish-held': {
      const { wish, safeWord } = event
      // Asked twice, it waits no longer; another word is another wish.
      if (state.held[wish] && !safeWord) return state
      return { ...state, held: { ...state.held, [wish]: { since: at, ...(safeWord ? { safeWord } : {}) } } }
    }
    case 'wishes-confirmed':
      return {
        ...state,
        held: Object.fromEntries(Object.entries(state.held).map(([wish, held]) => [wish, { yesAt: at, ...held }])),
      }
    case 'wish-granted': {
      const rest: Case['held'] = without(state.held, event.wish)
      // Erasing would take the record away while it is on its way out: it begins to wait anew.
      const { forget } = rest
      const leaves = event.wish === 'export' || event.wish === 'export-json'
      return { ...state, held: leaves && forget ? { ...rest, forget: { ...forget, since: at } } : rest }
    }
    case 'wishes-dropped':
      return { ...state, held: {} }
    case 'forget-asked':
      return state
    case 'close-asked':
      return { ...state, closeAskedAt: at }
    case 'closed':
      return {
        ...state,
        phase: 'closed',
        closedAt: at,
        held: {},
        // Nobody is called for a closed case; opening it again asks anew.
        help: state.help.owner ? state.help : { status: 'none', rounds: 0, called: state.help.called },
      }
    case 'reopened':
      return {
        ...state,
        phase: 'open',
        closedAt: undefined,
        closeAskedAt: undefined,
        watchStopped: false,
        help: state.help.owner ? { ...state.help, ownerActiveAt: at, askedAgainAt: undefined } : state.help,
      }
    case 'watched':
      return { ...state, watchedDays: [...state.watchedDays, event.day] }
    case 'watch-stopped':
      return { ...state, watchStopped: true }
    case 'forgotten':
      return { ...NO_CASE, id: state.id, phase: 'forgotten' }
    case 'relayed':
      return event.from === 'helper' && event.by === state.help.owner && !state.help.spoken
        ? { ...state, help: { ...state.help, spoken: true } }
        : state
    case 'noted':
    case 'evidence-added':
    case 'watch-answered':
    case 'contact-reported':
    case 'stranger-wrote':
    case 'refused':
      return state
    default:
      return event satisfies never
  }
}

function mark(
  state: Case,
  event: Extract<Event, { step: unknown }> & { at: number },
  mark: 'done' | 'waived' | 'cannot' | 'open',
) {
  const step = (event as { step: keyof Case['steps'] }).step
  const steps = { ...state.steps, [step]: { state: mark, at: event.at, ...(event.by ? { by: event.by } : {}) } }
  return { ...state, steps, lastHeardAt: event.at, nudges: 0 }
}

const owned = (
  state: Case,
  owner: NonNullable<Case['help']['owner']>,
  ownerName: string,
  at: number,
): Case['help'] => ({
  ...state.help,
  status: 'claimed',
  owner,
  ownerName,
  ownerActiveAt: at,
  askedAgainAt: undefined,
  spoken: undefined,
  urgentSince: undefined,
})

/** The case a list of events adds up to. */
export const fold = (events: readonly Event[], from: Case = NO_CASE): Case => events.reduce(evolve, from)

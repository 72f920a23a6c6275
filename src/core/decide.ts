import type { Case } from './case.ts'
import { consequences } from './consequences.ts'
import type { Event, Refusal } from './events.ts'
import { fold } from './evolve.ts'
import { focus } from './focus.ts'
import type { FactId, Instant, StepId } from './ids.ts'
import type { Intent, Reading } from './intents.ts'
import { needsNotice } from './held.ts'
import { helpClock, helping } from './helping.ts'
import { refusal, roleOf } from './may.ts'
import { plan } from './plan.ts'
import type { Playbook } from './playbook.ts'
import type { Roster } from './roster.ts'
import { nextWatchDay } from './timers.ts'

export type Setting = {
  readonly playbook: Playbook
  readonly roster: Roster
  /** Name of the provider whose model may be asked; absent where none is configured. */
  readonly model?: string
}

/** Intents after which the person sees the next thing; the others only look, or speak to someone else. */
const MOVES_ON = new Set<Intent['type']>([
  'open', 'tell', 'answer', 'done', 'undo', 'waive', 'stuck', 'came', 'choose', 'reject', 'continue', 'model-read',
  'call', 'decline-help', 'keep-open', 'reopen', 'watch', 'set-country',
]) // prettier-ignore

/** What happened, and the case it leads to. */
export type Outcome = { readonly events: readonly Event[]; readonly state: Case }

/** The same as `outcome`, for whoever needs no more than the events. */
export const decide = (...given: Parameters<typeof outcome>): Event[] => [...outcome(...given).events]

/**
 * What happens because of a wish. May refuse (a refusal is an event with a reason the person is told); never throws.
 * @param now - milliseconds since 1970, UTC
 */
export function outcome(intent: Intent, state: Case, setting: Setting, now: Instant): Outcome {
  const ending = (events: readonly Event[], from: Case, more: readonly Event[] = []): Outcome => ({
    events: [...events, ...more],
    state: fold(more, from),
  })
  const why = refusal(intent, state, setting.roster)
  if (why) return ending([], state, [{ type: 'refused', reason: why, at: now, by: intent.by }])
  const events = ownerAwake(intent, state, wish(intent, state, setting, now), now).map(event => ({
    ...event,
    by: intent.by,
  }))
  const after = fold(events, state)
  const follow = consequences(after, setting.playbook, now)
  const settled = fold(follow, after)
  const all = [...events, ...follow]
  const movesOn =
    MOVES_ON.has(intent.type) ||
    events.some(({ type }) => type === 'wait-lapsed' || type === 'trust-restored' || type === 'moved')
  if (!movesOn || settled.phase !== 'open' || events.some(({ type }) => type === 'refused')) return ending(all, settled)
  const next = focus(settled, setting.playbook, now)
  if (intent.type === 'model-read' && sameView(next, state)) return ending(all, settled)
  const close: Event[] =
    next.focus === 'finished' && settled.closeAskedAt === undefined ? [{ type: 'close-asked', at: now }] : []
  return ending(all, settled, [{ ...next, at: now }, ...close])
}

/** Whatever the owner does in the case is a sign of life: nobody is asked "still there?" who has just been busy. */
const ownerAwake = (intent: Intent, { help, phase }: Case, events: Event[], at: Instant): Event[] =>
  phase === 'open' && intent.by === help.owner && !events.some(({ type }) => ENDS_CLAIM.has(type))
    ? [...events.filter(({ type }) => type !== 'helper-active'), { type: 'helper-active', at }]
    : events

const HOUR_MS = 3_600_000
const ENDS_CLAIM = new Set<Event['type']>(['released', 'handed-over', 'closed', 'refused'])

const sameView = (next: { step?: StepId; question?: FactId; focus: string }, { shown }: Case) =>
  next.step === shown.step && next.question === shown.question && next.focus === shown.focus

function wish(intent: Intent, state: Case, setting: Setting, at: Instant): Event[] {
  const { playbook, roster } = setting
  const refuse = (reason: Refusal, step?: StepId): Event[] => [{ type: 'refused', reason, step, at }]
  switch (intent.type) {
    case 'open': {
      const { id, subject, community, language, timeZone, policy, drill, reading, by } = intent
      const opened: Event = {
        type: 'case-opened',
        id,
        reporter: by,
        subject,
        community,
        language,
        timeZone,
        policy,
        drill,
        at,
      }
      const blocks: Event[] = [
        ...(intent.blocks?.everyone ? [{ type: 'blocked', at } as const] : []),
        ...(intent.blocks?.helpers ?? []).map(helper => ({ type: 'blocked', helper, at }) as const),
      ]
      const heard = reading ? hear(reading, fold([opened]), at) : []
      if (policy.country && !heard.some(({ type }) => type === 'country-set'))
        heard.push({ type: 'country-set', country: policy.country, at })
      return [opened, ...blocks, ...heard, ...(reading ? askModel(() => fold([opened, ...heard]), setting, at) : [])]
    }
    case 'tell': {
      const heard = hear(intent.reading, state, at, intent.quoted)
      return [
        ...(state.phase === 'closed' ? [{ type: 'reopened', at } as const] : []),
        ...heard,
        ...askModel(() => fold(heard, state), setting, at),
      ]
    }
    case 'allow-model':
      return [{ type: 'model-allowed', allowed: intent.allowed, at }]
    case 'model-read':
      return modelRead(intent, state, at)
    case 'answer':
      return answered(intent, playbook, at)
    case 'done': {
      const step = plan(state, playbook).find(({ step }) => step === intent.step)
      if (!step) return refuse('not-in-plan', intent.step)
      // Pressed twice, or sent again by the app: it is done already, and what comes next is shown once more.
      if (state.steps[intent.step]?.state === 'done') return []
      if (step.state === 'locked' && step.lockedBy === 'gate') return refuse('locked', intent.step)
      return tick(intent.step, setting, at)
    }
    case 'waive': {
      const known = plan(state, playbook).some(({ step }) => step === intent.step)
      return known ? [{ type: 'step-waived', step: intent.step, at }] : refuse('not-in-plan', intent.step)
    }
    case 'undo': {
      const step = intent.step ?? state.lastTicked[state.lastTicked.length - 1]
      return step ? [{ type: 'step-undone', step, at }] : refuse('nothing-to-undo')
    }
    case 'stuck':
      return [{ type: 'step-stuck', step: intent.step, reason: intent.reason, at }]
    case 'put-off':
      return [{ type: 'step-put-off', step: intent.step, until: at + intent.minutes * 60_000, at }]
    case 'came': {
      const wait = playbook.waits.get(intent.wait)
      if (!wait || state.waits[intent.wait] === undefined) return refuse('old-button')
      if (!intent.came) return []
      const came = wait.came ? [{ fact: wait.came, value: true }] : []
      return [{ type: 'facts-read', source: 'answer', facts: came, at }, ...(wait.came ? [] : ended(intent.wait, at))]
    }
    case 'choose':
      return [{ type: 'pattern-chosen', pattern: intent.pattern, at }]
    case 'reject':
      return [{ type: 'pattern-rejected', pattern: intent.pattern, at }]
    case 'show':
      return (intent.what === 'export' || intent.what === 'export-json') && needsNotice(state)
        ? [{ type: 'wish-held', wish: intent.what, at }]
        : []
    case 'own-words':
      return []
    case 'continue':
      return state.crisis ? [{ type: 'crisis-passed', at }] : []
    case 'note':
      // What helpers write for each other stays between them.
      return [
        {
          type: 'noted',
          text: intent.text,
          private: intent.private || roleOf(intent.by, state, roster) !== 'person',
          at,
        },
      ]
    case 'add-evidence': {
      const { name, mime, bytes, sha256, url, spoken } = intent
      const mayAsk = spoken && roleOf(intent.by, state, roster) === 'person'
      return [
        { type: 'evidence-added', name, mime, bytes, sha256, url, at },
        ...(mayAsk ? askModel(() => state, setting, at) : []),
      ]
    }
    case 'called':
      return [{ type: 'contact-logged', contact: '', step: intent.step, dueAt: at + intent.hours * HOUR_MS, at }]
    case 'log-contact': {
      const { contact, name, reference, promise, dueAt } = intent
      return [{ type: 'contact-logged', contact, name, reference, promise, dueAt, at }]
    }
    case 'set-language':
      return [{ type: 'language-changed', language: intent.language, chosen: true, at }]
    case 'set-country':
      return [{ type: 'country-set', country: intent.country, at }]
    case 'set-time-zone':
      return [{ type: 'time-zone-changed', timeZone: intent.timeZone, at }]
    case 'ask-close':
      return [{ type: 'close-asked', at }]
    case 'close':
      if (state.phase === 'closed') return refuse('closed')
      return [needsNotice(state) ? { type: 'wish-held', wish: 'close', at } : { type: 'closed', at }]
    case 'keep-open':
      return Object.keys(state.held).length > 0 ? [{ type: 'wishes-dropped', at }] : []
    case 'reopen':
      return state.phase === 'closed' ? [{ type: 'reopened', at }] : []
    case 'watch':
      return intent.quiet
        ? [{ type: 'watch-answered', quiet: true, at }]
        : [
            { type: 'watch-answered', quiet: false, at },
            { type: 'reopened', at },
          ]
    case 'stop-watch':
      return [{ type: 'watch-stopped', at }]
    case 'ask-forget':
      return [{ type: 'forget-asked', at }]
    case 'forget':
      return [needsNotice(state) ? { type: 'wish-held', wish: 'forget', at } : { type: 'forgotten', at }]
    case 'refuse':
      return [{ type: 'refused', reason: intent.reason, detail: intent.detail, at }]
    case 'desk':
      return []
    case 'unreached':
      // Said once, until they are heard again.
      return state.phase === 'open' && (state.unreachedAt ?? -1) < state.lastHeardAt ? [{ type: 'unreached', at }] : []
    case 'offer-help':
    case 'decline-help':
    case 'call':
    case 'claim':
    case 'pass':
    case 'release':
    case 'still-here':
    case 'hand-over':
    case 'take-over':
    case 'not-them':
    case 'trust-again':
    case 'vouch':
    case 'block':
    case 'unblock':
    case 'ask':
    case 'relay':
    case 'bridge':
    case 'report-contact':
    case 'stranger':
    case 'set-safe-word':
    case 'prove':
    case 'move-in':
      return helping(intent, state, setting, at)
    case 'clock':
      return clock(intent.timer, state, setting, at)
    default:
      return intent satisfies never
  }
}

/** An answer; "don't know" is a yes as well where whoever would rather not say is to be protected too. */
function answered({ fact, value }: Extract<Intent, { type: 'answer' }>, playbook: Playbook, at: Instant): Event[] {
  const protects = value === 'unsure' && playbook.facts.get(fact)?.unsureMeansYes === true
  return [
    { type: 'answered', fact, value, at },
    ...(protects ? ([{ type: 'facts-read', source: 'caution', facts: [{ fact, value: true }], at }] as const) : []),
  ]
}

function hear(reading: Reading, state: Case, at: Instant, quoted = false): Event[] {
  const events: Event[] = [
    {
      type: 'told',
      text: reading.text,
      happenedAt: reading.happenedAt,
      quoted,
      cut: reading.cut,
      foreign: reading.foreign,
      ...(reading.tongue !== undefined && { tongue: reading.tongue }),
      at,
    },
  ]
  if (reading.secrets.length > 0) events.push({ type: 'secret-seen', kinds: reading.secrets, at })
  if (reading.crisis && !quoted) events.push({ type: 'crisis-seen', threat: reading.threat, at })
  // A forwarded mail is the attacker's or a service's voice: it is kept, but states nothing for the person.
  if (quoted) return events
  // Whoever writes neither of our languages is answered in English, the one more people can read.
  const spoken = reading.language ?? (reading.foreign ? 'en' : undefined)
  if (spoken && state.lastShownAt === 0 && spoken !== state.language)
    events.push({ type: 'language-changed', language: spoken, at })
  if (reading.facts.length > 0) events.push({ type: 'facts-read', source: 'text', facts: reading.facts, at })
  if (Object.keys(reading.logits).length > 0)
    events.push({ type: 'patterns-read', source: 'text', logits: reading.logits, at })
  if (reading.amounts.length > 0) events.push({ type: 'amounts-read', amounts: reading.amounts, at })
  if (reading.service && !state.service) events.push({ type: 'service-read', service: reading.service, at })
  if (reading.country && !state.country) events.push({ type: 'country-set', country: reading.country, at })
  if (reading.secondHit) events.push({ type: 'second-hit-mentioned', at })
  return events
}

/** Whether a model may read along is asked once in a case, with the first words, written or spoken; never beside a crisis. */
function askModel(told: () => Case, { model }: Setting, at: Instant): Event[] {
  if (!model) return []
  const { policy, ...state } = told()
  if (state.model !== undefined || state.crisis || state.suspect || policy.model === 'off') return []
  return [
    { type: 'model-asked', provider: model, ...(policy.model === 'on' ? { decided: 'policy' as const } : {}), at },
  ]
}

/** The model's facts: new ones join, ones that contradict what is known become a question. */
function modelRead(intent: Extract<Intent, { type: 'model-read' }>, state: Case, at: Instant): Event[] {
  const agree = intent.facts.filter(({ fact, value }) => {
    const known = state.facts[fact]
    // The model reads the whole story each time: its later reading stands for its earlier one.
    return known === undefined || (known.source === 'model' && known.value !== value && known.value !== 'unsure')
  })
  const against = intent.facts.filter(({ fact, value }) => {
    const known = state.facts[fact]
    return known?.source === 'text' && typeof known.value === 'boolean' && known.value !== value
  })
  const stated = new Set(intent.facts.map(({ fact }) => fact))
  const doubted = (intent.doubted ?? []).filter(fact => !stated.has(fact) && state.facts[fact]?.source === 'text')
  return [
    ...(intent.crisis && !state.crisis ? [{ type: 'crisis-seen', threat: false, at } as const] : []),
    ...(doubted.length > 0 ? [{ type: 'facts-doubted', facts: doubted, at } as const] : []),
    ...(agree.length > 0 ? [{ type: 'facts-read', source: 'model', facts: agree, at } as const] : []),
    ...(intent.service && !state.service ? [{ type: 'service-read', service: intent.service, at } as const] : []),
    ...(intent.country && !state.country ? [{ type: 'country-set', country: intent.country, at } as const] : []),
    ...against.map(({ fact, value, quote }) => ({ type: 'fact-contradicted', fact, value, quote, at }) as const),
    ...(Object.keys(intent.logits).length > 0
      ? [{ type: 'patterns-read', source: 'model', logits: intent.logits, at } as const]
      : []),
  ]
}

function tick(step: StepId, { playbook }: Setting, at: Instant): Event[] {
  const sets = playbook.steps.get(step)?.sets ?? []
  const facts = sets.map(fact => ({ fact, value: true }))
  return [
    { type: 'step-done', step, at },
    ...(facts.length > 0 ? [{ type: 'facts-read', source: 'step', facts, at } as const] : []),
  ]
}

const ended = (wait: Case['waits'] extends Readonly<Record<infer Id, unknown>> ? Id : never, at: Instant): Event[] => [
  { type: 'wait-ended', wait, came: true, at },
]

/** A clock rang. What it means is looked up in the state; a clock that no longer applies does nothing. */
function clock(timer: string, state: Case, setting: Setting, at: Instant): Event[] {
  const { playbook } = setting
  const [kind = '', rest = ''] = timer.split(':')
  switch (kind) {
    case 'wait': {
      const wait = [...playbook.waits.values()].find(({ id }) => id === rest)
      const waiting = wait && state.waits[wait.id]
      if (!wait || !waiting || waiting.endedAt !== undefined) return []
      const last = waiting.reminded + 1 >= wait.remindMinutes.length
      if (!last) return [{ type: 'wait-reminded', wait: wait.id, at }]
      const facts = wait.lapse ? [{ fact: wait.lapse, value: true }] : []
      return [
        { type: 'wait-lapsed', wait: wait.id, at },
        ...(facts.length > 0 ? [{ type: 'facts-read', source: 'clock', facts, at } as const] : []),
      ]
    }
    case 'nudge':
      return [{ type: 'nudged', at }]
    case 'ring':
    case 'claim':
    case 'trust':
    case 'held':
      return helpClock(timer, state, setting, at)
    case 'promise':
      return [{ type: 'promise-reminded', index: Number(rest), at }]
    case 'watch': {
      const day = nextWatchDay(state, playbook)
      return day === undefined ? [] : [{ type: 'watched', day, at }]
    }
    case 'retention':
      return [{ type: 'forgotten', at }]
    default:
      return []
  }
}

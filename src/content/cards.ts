import { formatMoney } from './formats.ts'
import { activeWaits } from '../core/focus.ts'
import type { FactId } from '../core/ids.ts'
import type { Shown } from '../core/intents.ts'
import { currentStep, plan } from '../core/plan.ts'
import { holding, likely } from '../core/triage.ts'
import { crisisPurposes } from '../core/body.ts'
import { nextQuestion } from '../core/questions.ts'
import { contactLines } from './contacts.ts'
import { exportJson } from './export.ts'
import type { Library } from './library.ts'
import { quoted } from './quoted.ts'
import type { Scene } from './render.ts'
import { likeliest, planCard } from './plan-card.ts'
import { bold, bullet, lines } from './rich.ts'
import type { Rich } from './rich.ts'
import { timeline } from './timeline.ts'
import type { Voice } from './voice.ts'

/** Whole cards a person can ask for: the plan, the call card, the sheet for the police, … each readable on a phone. */
export function card(what: Shown, scene: Scene, library: Library, speak: Voice): Rich {
  if (typeof what === 'object') return []
  const make = CARDS[what as keyof typeof CARDS]
  return make ? make(scene, library, speak) : []
}

type Card = (scene: Scene, library: Library, speak: Voice) => Rich

const callCard: Card = (scene, library, speak) => {
  const words = likeliest(scene, library)?.call_card
  if (!words) return lines([supportMessage(scene, library, speak), speak.text('call-card.log')])
  return lines([
    bold([...speak.text('call-card.title', { to: words.to[speak.language] })]),
    speak.text('call-card.say'),
    speak.words(words.say),
    speak.text('call-card.ask'),
    ...words.ask.map(ask => bullet(speak.words(ask))),
    speak.text('call-card.fields'),
    speak.text('call-card.log'),
  ])
}

const supportMessage: Card = (scene, library, speak) => {
  const own = likeliest(scene, library)?.support_message
  return lines([
    bold(speak.text('support-message.title')),
    own ? speak.words(own) : speak.text('support-message.generic'),
  ])
}

const keys =
  (title: string, ...rest: string[]): Card =>
  (_scene, _library, speak) =>
    lines([bold(speak.text(title)), ...rest.map(key => speak.text(key))])

const amounts = ({ state }: Scene, speak: Voice) => {
  const seen = new Set(state.amounts.map(({ amount, currency }) => formatMoney(amount, currency, speak.language)))
  return speak.list([...seen])
}

const policeSheet: Card = (scene, library, speak) => {
  const { state, events } = scene
  const pattern = likeliest(scene, library)
  const told = events.find(event => event.type === 'told')
  const loss =
    state.facts['money_lost' as FactId]?.value === true || state.facts['own_card_charged' as FactId]?.value === true
  const yes = factLabels(scene, speak, true)
  return lines([
    bold(speak.text('police-sheet.title')),
    speak.text('police-sheet.when', {
      text: told?.type === 'told' && told.happenedAt ? quoted(scene, told.happenedAt) : speak.time(state.openedAt),
    }),
    speak.text('police-sheet.where', {
      text: state.service ? speak.service : (pattern?.platforms[speak.language] ?? ''),
    }),
    speak.text('police-sheet.who'),
    speak.text('police-sheet.what', { text: pattern?.title[speak.language] ?? speak.label('preview.unknown') }),
    speak.text('police-sheet.how', { text: speak.list(yes.slice(0, 8)) || '—' }),
    loss
      ? speak.text('police-sheet.loss', { text: amounts(scene, speak) || '____' })
      : speak.text('police-sheet.loss', { text: speak.label('police-sheet.no-loss') }),
    speak.text('police-sheet.done', { text: speak.list(doneTitles(scene, library, speak)) || '—' }),
    speak.text('police-sheet.evidence'),
    speak.text(loss ? 'police-sheet.ask-report' : 'police-sheet.ask-record'),
    contactLines(
      library,
      ['police-consult', 'police-fraud-report', 'police-cyber-desk'],
      state.country,
      speak,
      scene.now,
    ),
  ])
}

const factLabels = ({ state }: Scene, speak: Voice, value: boolean) =>
  (Object.keys(state.facts) as FactId[])
    .filter(fact => state.facts[fact]?.value === value)
    .map(fact => speak.fact(fact))

const doneTitles = ({ state }: Scene, library: Library, speak: Voice) =>
  plan(state, library.playbook)
    .filter(step => step.state === 'done' || step.state === 'waiting')
    .map(({ step }) => speak.step(step))

/** Five lines a helper can read at a glance: what happened, done, now, waiting, promised. */
const readIn: Card = (scene, library, speak) => {
  const { state, now } = scene
  const patterns = holding(state, library.playbook).map(id => speak.pattern(id, 'title'))
  const current = currentStep(plan(state, library.playbook), state, now)
  const nothing = speak.label('read-in.nothing')
  const promised = state.contacts
    .filter(({ promise, step }) => promise ?? step)
    .map(
      ({ contact, step, promise, dueAt }) =>
        `${step ? speak.step(step) : quoted(scene, `${contact}: ${promise ?? ''}`)}${dueAt ? ` (${speak.time(dueAt)})` : ''}`,
    )
  const waits = activeWaits(state).map(id =>
    speak
      .wait(id)
      .map(({ text }) => text)
      .join(''),
  )
  return lines([
    bold(speak.text('read-in.title', { time: { time: now } })),
    speak.text('read-in.what', { text: speak.list(patterns.length > 0 ? patterns : [speak.label('preview.unknown')]) }),
    speak.text('read-in.done', { text: speak.list(doneTitles(scene, library, speak)) || nothing }),
    speak.text('read-in.now', { text: current ? speak.step(current.step) : nothing }),
    speak.text('read-in.waiting', { text: speak.list(waits) || nothing }),
    speak.text('read-in.promised', { text: speak.list(promised) || nothing }),
  ])
}

/** Rival hypotheses with signs for and against, and the question that would decide. */
const signsCard: Card = (scene, library, speak) => {
  const { state } = scene
  const rows = likely(state, library.playbook).slice(0, 3)
  const decides = nextQuestion(state, library.playbook)
  return lines([
    bold(speak.text('signs.title')),
    ...rows.flatMap(({ pattern, probability }) => {
      const signs = library.playbook.patterns.get(pattern)?.signs ?? []
      const known = signs.filter(({ fact }) => typeof state.facts[fact]?.value === 'boolean')
      const speaksFor = known.filter(
        ({ fact, typical }) => (state.facts[fact]?.value === true) === !['rare', 'never'].includes(typical),
      )
      const against = known.filter(sign => !speaksFor.includes(sign))
      const named = (list: typeof known) =>
        speak.list(
          list.map(
            ({ fact }) =>
              `${speak.fact(fact)}${state.facts[fact]?.value === true ? '' : ` = ${speak.label('timeline.no')}`}`,
          ),
        )
      return [
        bold(speak.text('signs.odds', { pattern: { pattern }, percent: Math.round(probability * 100) })),
        speaksFor.length > 0 ? speak.text('signs.for', { signs: named(speaksFor) }) : undefined,
        against.length > 0 ? speak.text('signs.against', { signs: named(against) }) : undefined,
      ]
    }),
    decides && speak.text('signs.decides', { fact: speak.fact(decides) }),
  ])
}

const aftercare: Card = (scene, library, speak) => {
  const patterns = holding(scene.state, library.playbook).flatMap(id => library.patterns.get(id) ?? [])
  return lines([
    bold(speak.text('aftercare.title')),
    ...patterns.flatMap(pattern => [speak.words(pattern.watch_check), speak.words(pattern.remains)]),
    speak.text('second-hit'),
  ])
}

const crisisLines: Card = ({ state, now }, library, speak) =>
  lines([
    bold(speak.text('crisis-lines.title')),
    contactLines(library, crisisPurposes(state), state.country, speak, now),
    speak.text('contacts.fallback'),
  ])

const helpersCard: Card = (scene, _library, speak) =>
  lines([
    bold(speak.text('helpers.title')),
    ...(scene.roster.helpers.length > 0
      ? scene.roster.helpers.map(({ name }): Rich => [{ text: `• ${quoted(scene, name)}` }])
      : [speak.text('helpers.none')]),
    speak.text('help.never-asks'),
    speak.text('helpers.only'),
  ])

const CARDS = {
  plan: planCard,
  timeline: (scene: Scene, library: Library, speak: Voice) => timeline(scene, library, speak),
  helpers: helpersCard,
  'read-in': readIn,
  signs: signsCard,
  aftercare,
  'crisis-lines': crisisLines,
  'call-card': callCard,
  'mail-search': keys(
    'mail-search.title',
    'mail-search.words',
    'mail-search.names',
    'mail-search.window',
    'mail-search.places',
    'mail-search.then',
  ),
  'support-ladder': keys(
    'support-ladder.title',
    'support-ladder.1',
    'support-ladder.2',
    'support-ladder.3',
    'support-ladder.4',
    'support-ladder.5',
  ),
  'support-message': supportMessage,
  'police-sheet': policeSheet,
  help: keys('help-card.title', 'help-card.tell', 'help-card.commands', 'help-card.more'),
  'second-hit': keys('opening.shield', 'second-hit'),
  export: (scene: Scene, library: Library, speak: Voice) =>
    lines([bold(speak.text('export.title')), planCard(scene, library, speak), timeline(scene, library, speak)]),
  'export-json': exportJson,
} satisfies Partial<Record<Extract<Shown, string>, Card>>

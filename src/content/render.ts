import type { Case } from '../core/case.ts'
import type { Button, Effect, Line, Param } from '../core/effects.ts'
import type { Event } from '../core/events.ts'
import type { Instant, Language } from '../core/ids.ts'
import { waitDueAt } from '../core/timers.ts'
import { plan, progress, currentStep } from '../core/plan.ts'
import type { Roster } from '../core/roster.ts'
import { card } from './cards.ts'
import { contactLines } from './contacts.ts'
import { regionName } from './formats.ts'
import type { Library } from './library.ts'
import { quoted, quotedBetween } from './quoted.ts'
import { lines } from './rich.ts'
import type { Rich, Segment } from './rich.ts'
import { voice } from './voice.ts'
import type { Voice } from './voice.ts'

export type Scene = {
  readonly state: Case
  readonly events: readonly Event[]
  readonly roster: Roster
  readonly now: Instant
  /** Who reads: notes between helpers are for helpers alone. */
  readonly reader?: 'person' | 'helper'
  /**
   * Makes a person's words safe to show; what it does is no matter of wording, so whoever sends brings it along. Everything a
   * person wrote passes through it here, where it is still known which words are theirs.
   */
  readonly quote?: (text: string) => string
}

/** Strings among the params that we made ourselves; every other one somebody may have written. */
const OURS = new Set(['token', 'phrase', 'case'])

const fillings = (scene: Scene, params: Readonly<Record<string, Param>> = {}): Record<string, Param> =>
  Object.fromEntries(
    Object.entries(params).map(([name, param]) => [
      name,
      typeof param === 'string' && !OURS.has(name) ? quoted(scene, param) : param,
    ]),
  )

export type Rendered = {
  readonly text: Rich
  readonly buttons: readonly (readonly { readonly label: string; readonly button: Button }[])[]
}

/**
 * Key → words, at the moment of sending, in the reader's language.
 * @param language the reader's: the person's own, a helper's own
 */
export function render(effect: Effect, scene: Scene, library: Library, language: Language): Rendered {
  const speak = voice(library, language, scene.state, scene.now)
  const paragraphs = effect.lines.map(line => paragraph(line, scene, library, speak))
  if (effect.show) paragraphs.push(card(effect.show, scene, library, speak))
  const buttons = effect.buttons.map(row =>
    row.map(button => ({ label: label(button, scene, library, speak), button })),
  )
  return { text: lines(paragraphs), buttons }
}

function paragraph(line: Line, scene: Scene, library: Library, speak: Voice): Rich | undefined {
  const { state, now } = scene
  const { language } = speak
  if ('text' in line) return speak.text(line.text, fillings(scene, line.params))
  if ('part' in line && 'step' in line) {
    const words = library.steps.get(line.step)
    const own = line.pattern && library.patterns.get(line.pattern)?.plan.find(item => item.step === line.step)
    if (line.part === 'contacts') {
      const purposes = (own && 'contacts' in own && own.contacts) || words?.contacts
      return purposes?.length ? contactLines(library, purposes, state.country, speak, now) : undefined
    }
    const text = (own && line.part in own && own[line.part as never]) || words?.[line.part]
    if (!text) return undefined
    const place = line.place ? [{ text: `${circled(line.place)} ` }] : []
    return [...place, ...speak.words(text)]
  }
  if ('fact' in line) {
    const text = library.facts.get(line.fact)?.[line.part]
    return text && speak.words(text)
  }
  if ('pattern' in line) {
    const text = library.patterns.get(line.pattern)?.[line.part]
    return text && speak.words(text)
  }
  if ('wait' in line) {
    const text = library.waits.get(line.wait)?.[line.part]
    return text && speak.words(text)
  }
  if ('contacts' in line) return contactLines(library, line.contacts, state.country, speak, now)
  if ('preview' in line) {
    const { pattern, urgency, crisis } = line.preview
    const spoken = speak.label(`language.${line.preview.language}`)
    if (crisis) return speak.text('preview.crisis', { language: spoken })
    const { stage } = line.preview
    return speak.text(stage ? 'preview.stage' : 'preview', {
      ...(stage ? { stage: speak.label(`stage.${stage}`) } : {}),
      pattern: pattern ? speak.pattern(pattern) : speak.label('preview.unknown'),
      urgency: speak.label(`urgency.${urgency}`),
      language: spoken,
      wanted: (pattern && library.patterns.get(pattern)?.help_wanted[language]) ?? speak.label('preview.wanted'),
    })
  }
  if ('said' in line) {
    const from: Segment[] = line.from ? [{ text: `${quoted(scene, line.from)}: ` }] : []
    return [
      ...from,
      { text: line.vouched ? quotedBetween(scene, line.said, library) : quoted(scene, line.said), style: 'quote' },
    ]
  }
  if ('steps' in line)
    return line.steps.length > 0 ? speak.text(line.as, { steps: speak.list(line.steps.map(speak.step)) }) : undefined
  if ('waiting' in line)
    return lines(
      line.waiting.map(id => {
        const at = waitDueAt(id, state, library.playbook)
        return [
          ...speak.wait(id),
          ...(at ? [{ text: ' ' }, ...speak.text('waiting.until', { time: { time: at } })] : []),
        ]
      }),
    )
  const steps = plan(state, library.playbook)
  const { done, total } = progress(steps)
  const next = upNext(steps, state, now)
  return next
    ? speak.text('progress', { done, total, next: { step: next } })
    : speak.text('progress.last', { done, total })
}

/** The step after the current one: where this is going. */
function upNext(steps: ReturnType<typeof plan>, state: Case, now: Instant) {
  const current = currentStep(steps, state, now)
  return steps.find(({ step, state }) => step !== current?.step && (state === 'open' || state === 'locked'))?.step
}

const circled = (place: number) => (place >= 1 && place <= 20 ? String.fromCodePoint(0x245f + place) : `${place}.`)

function label({ label }: Button, scene: Scene, library: Library, speak: Voice): string {
  if ('text' in label) return speak.label(label.text)
  if ('said' in label) return quoted(scene, label.said)
  if ('fact' in label)
    return library.facts.get(label.fact)?.[label.value]?.[speak.language] ?? speak.label(`button.${label.value}`)
  if ('pattern' in label) return speak.pattern(label.pattern)
  if ('country' in label) return regionName(label.country, speak.language)
  return library.waits.get(label.wait)?.came_label?.[speak.language] ?? speak.label('button.came')
}
